"""Arriving: the workspaces of this machine, and what an invitation says before it is accepted.

Nothing is made and no keys are needed here; `joining` makes the workspace.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from jury_app.base.clock import Clock, SystemClock, stamp
from jury_app.base.errors import Told
from jury_app.base.files import read_bounded
from jury_app.base.names import free_path
from jury_app.base.texts import _, translate
from jury_app.desks.catalogue import catalogue
from jury_app.desks.festival import festival_name, told_in
from jury_app.desks.moments import shown
from jury_app.exchange import invitation, words
from jury_app.exchange.sealing import LARGEST
from jury_app.jury.festival import Genesis
from jury_app.screening import drives
from jury_app.store import documents, settings
from jury_app.store.folder import DATABASE
from jury_app.store.reader import Reader
from jury_app.store.workspace import open_for_reading

_LONGEST_NAME = 60


class Known(Struct, frozen=True):
    """A workspace of this machine.

    Attributes:
        folder: Where it lies.
        kind: `office`, `juror` or `chair`.
        festival: The festival's name.
        name: Whose it is; empty in an office.
        edition: The edition's id.
        person: The person's id.
        trouble: Why it cannot be read; empty where it can.
        running: Which running of the festival, e.g. `2026`.
    """

    folder: str
    kind: str = ""
    festival: str = ""
    name: str = ""
    edition: str = ""
    person: str = ""
    trouble: str = ""
    running: str = ""


class Invited(Struct, frozen=True):
    """What an invitation says.

    Attributes:
        festival: The festival's name.
        edition: Which running of it.
        name: Whom it invites.
        is_chair: Whether as the chair, not as a juror.
        words: The festival's six words, to be compared by another route.
        expires: After this moment it is not accepted.
        folder: The workspace on this machine that this person has of this edition; empty: none.
        zone: The festival's time zone.
    """

    festival: str
    edition: str
    name: str
    is_chair: bool
    words: str
    expires: str
    folder: str
    zone: str = ""

    def lines(self) -> Iterator[str]:
        """It for people."""
        as_what = _("invited to chair the jury") if self.is_chair else _("invited to the jury")
        yield f"{self.festival} {self.edition} · {self.name} · {as_what}"
        yield _("The festival: {words}").format(words=self.words)
        yield _("It can be accepted until {moment}.").format(moment=shown(self.expires, self.zone))
        if self.folder:
            yield _("Joined before: {folder}").format(folder=self.folder)


def workspaces(root: Path, besides: Iterable[Path] = ()) -> list[Known]:
    """The workspaces directly below a folder, and others that are named; by folder.

    One that cannot be read is listed with its trouble; a folder without a database is none. No
    other one waits for one whose drive hangs.
    """
    folders = {path.parent.resolve() for path in root.glob(f"*/{DATABASE}")}
    found = drives.look(str(path / DATABASE) for path in besides)
    there = {Path(path).parent: each for path, each in found.items()}
    folders |= {path.resolve() for path, each in there.items() if _is_there(each)}
    silent = [
        Known(str(path), trouble=translate(drives.SILENT))
        for path, each in there.items()
        if each.is_silent
    ]
    return [*map(_known, sorted(folders)), *silent]


def _is_there(found: drives.Presence) -> bool:
    return bool(found.is_here) and not found.is_silent


def _known(folder: Path) -> Known:
    try:
        with open_for_reading(folder) as workspace, workspace.reading() as reader:
            person = str(settings.get(reader, "person", ""))
            return Known(
                str(folder),
                workspace.kind,
                festival_name(reader),
                catalogue(reader).name(person) if person else "",
                str(settings.get(reader, "edition", "")),
                person,
                running=_running(reader),
            )
    except Told as error:
        return Known(str(folder), trouble=error.sentence)


def _running(reader: Reader) -> str:
    """Which running of the festival a workspace is of, as its newest genesis says it."""
    said = [entry.document for entry in documents.entered(reader, "genesis")]
    return next((each.edition for each in reversed(said) if isinstance(each, Genesis)), "")


def read_invitation(
    file: Path, root: Path, besides: Iterable[Path] = (), clock: Clock | None = None
) -> Invited:
    """What an invitation says, and whether it was accepted on this machine before.

    Args:
        file: The invitation.
        root: The folder of this machine's workspaces.
        besides: Other workspaces.
        clock: The time.

    Raises:
        Problem: The file cannot be read.
        Refusal: It is damaged, foreign or expired.
    """
    now = stamp((clock or SystemClock()).now())
    invited = invitation.read(read_bounded(file, LARGEST), now=now, place=str(file))
    asked, genesis = invited.invitation, invited.genesis
    festival, zone = told_in((document for _signed, document in invited.packet.documents), genesis)
    here = [
        each.folder
        for each in workspaces(root, besides)
        if (each.edition, each.person) == (asked.edition, asked.person)
    ]
    return Invited(
        festival,
        genesis.edition,
        invited.name,
        "chair" in asked.roles,
        words.fingerprint(asked.edition),
        asked.expires,
        here[-1] if here else "",
        zone,
    )


def new_folder(root: Path, festival: str) -> Path:
    """A folder for a new workspace that does not exist yet, named for its festival."""
    plain = re.sub(r"[^\w-]+", "-", festival, flags=re.UNICODE).strip("-._")[:_LONGEST_NAME]
    return free_path(root, plain or "festival")
