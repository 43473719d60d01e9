"""Screeners at the office's desk: files matched to films, new cuts, drives for jurors."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct

from jury_app.base.errors import Refusal, Told
from jury_app.base.texts import N_, _, headed, series, translate
from jury_app.desks.catalogue import Catalogue, catalogue
from jury_app.desks.ledger import Parting, Said, act, identity
from jury_app.desks.office.entering import kept_submission
from jury_app.desks.office.showing import IS_LOCKED, PROBED
from jury_app.desks.rules import locked_rules
from jury_app.desks.seat import Seat
from jury_app.jury import decisions as d
from jury_app.jury.film import Item, Screener
from jury_app.jury.packets import hidden_parts
from jury_app.screening.addresses import is_plain_address
from jury_app.screening.facts import MediaFacts, Probe
from jury_app.screening.fingerprint import Fingerprint
from jury_app.screening.listing import listing
from jury_app.screening.match import Match, Named, match
from jury_app.screening.pack import Need, Source, name_for, write_pack
from jury_app.store import cards, media, office
from jury_app.store.reader import Reader
from jury_app.store.verbs import Verbs

ROLES = ("film", "build", "trailer", "appendix", "poster")
_JUDGED = frozenset({"film", "run", "build"})
"""Roles of what scorecards are about; what lies beside it changes without a new cut."""
_ASKS = N_("attached, but encrypted: see that it opens without a password, or ask for another copy")


class Trouble(Struct, frozen=True):
    """A file that was not attached, and why."""

    path: str
    why: str


class AttachReport(Struct, frozen=True):
    """What attaching a folder did.

    Attributes:
        attached: (title, file) of new screeners.
        same: How many files are attached already.
        questions: Files for which the office must say the film.
        troubles: Files that could not be taken, or that jurors may be unable to open.
        without: Titles of films that have no screener yet.
        unknown: Files in which nothing points to a film.
    """

    attached: tuple[tuple[str, str], ...]
    same: int
    questions: tuple[Trouble, ...]
    troubles: tuple[Trouble, ...]
    without: tuple[str, ...]
    unknown: tuple[str, ...] = ()

    def lines(self) -> Iterator[str]:
        """The report for people."""
        yield _("{n} attached, {same} were attached already.").format(
            n=len(self.attached), same=self.same
        )
        for each in (*self.questions, *self.troubles):
            yield headed(each.path, each.why)
        for path in self.unknown:
            yield _(
                "{path}: no film is named in it; put its number or title into the name."
            ).format(path=path)
        for title in self.without:
            yield _("No screener yet: {title}").format(title=title)


class _File(Struct, frozen=True):
    """A matched file that was probed."""

    match: Match
    path: Path
    fingerprint: Fingerprint
    facts: MediaFacts | None
    is_locked: bool = False


def attach(seat: Seat, folder: Path, *, cut: str | None = None, reason: str = "") -> AttachReport:
    """Match a folder's files to films and enter their screeners.

    Args:
        seat: The office's seat.
        folder: Where the files lie.
        cut: Where a film has another file to judge already: whether the new one is the `same`, or
            jurors must `confirm` their cards. What lies beside it needs no answer.
        reason: Why there is a new cut.

    Raises:
        Problem: The folder cannot be read.
        Refusal: There is a new cut and nobody said what it means.
    """
    seat.require("office")
    if not folder.is_dir():
        raise Refusal(N_("This is no folder."), place=str(folder))
    with seat.workspace.reading() as reader:
        known = catalogue(reader)
        names = _names(reader, known)
    found = match(names, listing(folder))
    files, troubles = _probed(folder, found.matches)
    said, entered, same = _screeners(seat, known, files, (cut, reason))
    act(seat, said, also=lambda tx: _keep(tx, entered))
    return AttachReport(
        tuple((known.title(each.match.film), str(each.path)) for each in entered),
        same,
        tuple(
            Trouble(
                each.path,
                _("may belong to: {titles}").format(
                    titles=series(known.title(film) for film in each.films)
                ),
            )
            for each in found.questions
        ),
        troubles,
        tuple(
            known.title(film)
            for film in found.without
            if known.course.films[film].screener is None
            and film not in {each.match.film for each in entered}
        ),
        found.unknown,
    )


def point(
    seat: Seat,
    reference: str,
    where: str,
    *,
    kind: Literal["address", "place"],
    cut: str | None = None,
    reason: str = "",
) -> str:
    """Enter where a work is met that is no file: an https address, or the place of a live work.

    Args:
        seat: The office's seat.
        reference: The film.
        where: The address, or place and time in words.
        kind: Which of the two.
        cut: As in `attach`, where the film has a screener already.
        reason: Why it changes.

    Returns:
        The film's id.

    Raises:
        Refusal: No such film, no plain https address, or nobody said what a new cut means.
    """
    seat.require("office")
    if kind == "address" and not is_plain_address(where):
        raise Refusal(N_("“{where}” is no plain https address."), where=where)
    with seat.workspace.reading() as reader:
        known = catalogue(reader)
    film = known.find(reference)
    course = known.course.films[film]
    document = known.course.screeners.get(course.screener or "")
    kept_items = [item for item in (document.items if document else ()) if item.kind != kind]
    parting = Parting(seat)
    role: Literal["build", "film"] = "build" if kind == "address" else "film"
    item = Item(role=role, kind=kind, parts=(parting(kind, "panel", where),))
    screener = Screener(edition=seat.edition, film=film, items=(*kept_items, item), at=seat.now)
    said = [parting.said(screener)]
    if course.screener is not None:
        if cut is None:
            raise _unanswered([known.title(film)])
        said.append(_new_cut(seat, film, said[0], (cut, reason)))
    act(seat, said)
    return film


def _names(reader: Reader, known: Catalogue) -> list[Named]:
    rows = {row.film: kept_submission(row) for row in office.submissions(reader).values()}
    named = []
    for film, course in known.course.films.items():
        values = known.films.get(film, {})
        submission = rows.get(film)
        keys = [key.value for key in submission.keys if key.source != "mail"] if submission else []
        if submission and submission.filename:
            keys.append(Path(submission.filename).stem)
        titles = [str(values[name]) for name in ("title", "title_original") if name in values]
        named.append(
            Named(film, tuple(keys), tuple(titles), several=course.document.form == "procedural")
        )
    return named


def _probed(folder: Path, matches: tuple[Match, ...]) -> tuple[list[_File], tuple[Trouble, ...]]:
    """Media facts and fingerprints, in a child without keys; what is no film is told."""
    files, troubles = [], []
    with Probe() as probe:
        for each in matches:
            path = folder / each.path
            try:
                facts = probe.facts(path) if each.role in PROBED else None
                is_locked = each.role == "appendix" and probe.is_encrypted(path)
                files.append(_File(each, path, probe.fingerprint(path), facts, is_locked))
                if is_locked:
                    troubles.append(Trouble(each.path, translate(_ASKS)))
            except Told as error:
                troubles.append(Trouble(each.path, error.sentence))
    return files, tuple(troubles)


def _screeners(
    seat: Seat, known: Catalogue, files: list[_File], why: tuple[str | None, str]
) -> tuple[list[Said], list[_File], int]:
    """What to sign, the files that are new, and how many are attached already."""
    by_film: dict[str, list[_File]] = {}
    for each in files:
        by_film.setdefault(each.match.film, []).append(each)
    said: list[Said] = []
    entered: list[_File] = []
    unsaid: list[str] = []
    same = 0
    for film, its in by_film.items():
        before = known.course.films[film].screener
        document = known.course.screeners.get(before or "")
        present = {item.blake3 for item in document.items} if document else set()
        fresh = [each for each in its if each.fingerprint.blake3 not in present]
        same += len(its) - len(fresh)
        if not fresh:
            continue
        kept_items = document.items if document else ()
        replaced = {str(each.match.role) for each in fresh}
        screener = _screener(seat, film, fresh, kept_items, replaced)
        said.append(screener)
        if before is not None:
            is_new_cut = not _JUDGED.isdisjoint(replaced)
            if is_new_cut and why[0] is None:
                unsaid.append(known.title(film))
            else:
                cut = why[0] if is_new_cut else "same"
                said.append(_new_cut(seat, film, screener, (cut, why[1])))
        entered += fresh
    if unsaid:
        raise _unanswered(unsaid)
    return said, entered, same


def _screener(
    seat: Seat, film: str, fresh: list[_File], kept_items: tuple[Item, ...], replaced: set[str]
) -> Said:
    parting = Parting(seat)
    items = [item for item in kept_items if item.role not in replaced]
    order = sorted(fresh, key=lambda file: (ROLES.index(file.match.role), file.match.path))
    items += [
        Item(
            role=each.match.role,
            kind="folder" if each.path.is_dir() else "file",
            bytes=each.fingerprint.bytes,
            blake3=each.fingerprint.blake3,
            parts=(parting("name", "panel", each.path.name),),
        )
        for each in order
    ]
    return parting.said(Screener(edition=seat.edition, film=film, items=tuple(items), at=seat.now))


def _unanswered(titles: list[str]) -> Refusal:
    return Refusal(
        N_(
            "Another file to judge is there already for: {titles}. Say what the new cut means for"
            " scorecards: --new-cut same, or --new-cut confirm."
        ),
        titles=series(f"“{title}”" for title in titles),
    )


def _new_cut(seat: Seat, film: str, screener: Said, why: tuple[str | None, str]) -> Said:
    cut, reason = why
    parting = Parting(seat)
    return parting.said(
        d.NewCut(
            edition=seat.edition,
            at=seat.now,
            film=film,
            screener=identity(screener.document),
            effect="same" if cut == "same" else "confirm",
            parts=parting.reason(reason),
        )
    )


def _keep(tx: Verbs, entered: list[_File]) -> None:
    media.attach(
        tx,
        [
            media.Attached(
                each.match.film,
                each.match.role,
                each.fingerprint.blake3,
                each.fingerprint.bytes,
                str(each.path.absolute()),
                _kept_facts(each),
                tx.now,
            )
            for each in entered
        ],
    )


def _kept_facts(file: _File) -> dict[str, Any]:
    if file.facts is None:
        return {IS_LOCKED: True} if file.is_locked else {}
    facts: dict[str, Any] = msgspec.to_builtins(file.facts)
    return facts


class PackReport(Struct, frozen=True):
    """What was packed for a juror."""

    juror: str
    folder: str
    files: int
    bytes: int
    missing: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """The report for people."""
        yield _("{n} files, {megabytes} MB, for {juror}: {folder}").format(
            n=self.files,
            megabytes=-(-self.bytes // 1_000_000),
            juror=self.juror,
            folder=self.folder,
        )
        for title in self.missing:
            yield _("No file here for: {title}").format(title=title)


def pack(seat: Seat, juror: str, out: Path) -> PackReport:
    """Copy the films that are assigned to a juror to a drive, each verified after the copy.

    Raises:
        Problem: The drive is too small, or does not give back what was written.
        Refusal: Nobody is called so.
    """
    seat.require("office")
    with seat.workspace.reading() as reader:
        known = catalogue(reader)
        files = media.attached(reader)
        person = known.find_person(juror)
        mine = {(c.fact.film, c.fact.round) for c in cards.every(reader) if c.fact.juror == person}
        hidden = hidden_parts(known.course, locked_rules(seat, reader), person, mine)
    films = sorted(
        {
            film
            for each in {round_id for _, _, round_id in known.course.assigned}
            for film, who in known.course.assignments(each)
            if who == person
        },
        key=lambda film: known.course.films[film].number,
    )
    present = {each.blake3: each for each in files}
    sources, missing = [], []
    for film in films:
        items = _packable(known, film, hidden.get(film, frozenset()))
        here = [item for item in items if item.blake3 in present]
        if len(here) < len(items) or known.course.films[film].screener is None:
            missing.append(known.title(film))
        for item in here:
            source = present[item.blake3 or ""]
            course = known.course.films[film]
            path = Path(source.path)
            name = name_for(course.number, known.title(film), _end(items, item, path.suffix))
            sources.append(Source(path, name, Fingerprint(source.bytes, source.blake3)))
    need: Need = write_pack(sources, out)
    return PackReport(known.name(person), str(out), len(sources), need.total, tuple(missing))


def _end(items: list[Item], item: Item, suffix: str) -> str:
    """What follows the title in a file's name: its role unless that is the film, and which run."""
    alike = [each for each in items if each.role == item.role]
    role = "" if item.role == "film" else f" {item.role}"
    run = f" {alike.index(item) + 1}" if len(alike) > 1 else ""
    return role + run + suffix


def _packable(known: Catalogue, film: str, hidden: AbstractSet[str]) -> list[Item]:
    """Files that a juror watches, and the appendix unless their round hides it."""
    roles = {"film", "run", "build"}
    if "dossier/appendix" not in hidden:
        roles.add("appendix")
    document = known.course.screeners.get(known.course.films[film].screener or "")
    if document is None:
        return []
    return [item for item in document.items if item.role in roles and item.blake3]
