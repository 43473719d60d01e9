"""Inviting: one file a person, with a one-time secret and the first packet."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from msgspec import Struct

from jury_app.base.clock import parse_stamp, stamp
from jury_app.base.errors import Refusal
from jury_app.base.files import told, write_durably
from jury_app.base.names import free_path, person_name
from jury_app.base.texts import N_
from jury_app.desks.catalogue import Catalogue, catalogue
from jury_app.desks.packets import Archive, Packet
from jury_app.desks.rules import locked_rules
from jury_app.desks.seat import Seat
from jury_app.exchange import forms, invitation
from jury_app.jury.festival import Person
from jury_app.store import devices, settings
from jury_app.store.reader import Reader

VALID_DAYS = 60


class Written(Struct, frozen=True):
    """An invitation that was written."""

    name: str
    file: str


def invite(
    seat: Seat, out: Path, *, persons: Sequence[str] = (), again: bool = False
) -> list[Written]:
    """Write invitations.

    Args:
        seat: The office's seat, with the role `enrol`.
        out: Folder for the files.
        persons: Whom; everybody who was not invited yet, unless given.
        again: Whether to invite people once more, for a further or a new device.

    Raises:
        Refusal: Somebody was invited already and `again` was not said.
    """
    seat.require("office")
    with seat.workspace.reading() as reader:
        known = catalogue(reader)
        archive = Archive(reader, locked_rules(seat, reader))
        mailbox = str(settings.get(reader, "mailbox", ""))
        made = [
            _invitation(
                seat,
                known.course.persons[person],
                mailbox,
                archive.for_juror(person, frozenset()),
            )
            for person in _meant(reader, known, persons, again=again)
        ]
    signed = seat.keys.sign_many(made)
    with told(out):
        out.mkdir(parents=True, exist_ok=True)
    with seat.workspace.writing() as tx:
        devices.keep_invitations(tx, [_kept(each) for each in made])
    written = []
    for asked, each in zip(made, signed, strict=True):
        name = known.name(asked.person)
        path = free_path(out, person_name(name), ".jury")
        write_durably(path, invitation.pack(each), overwrite=False, private=True)
        written.append(Written(name, str(path)))
    return written


def _meant(reader: Reader, known: Catalogue, names: Sequence[str], *, again: bool) -> list[str]:
    """Ids of those named, or of everybody who was not invited yet; in the order of their names."""
    invited = {i.person for i in devices.invitations(reader) if i.state != "withdrawn"}
    if not names:
        officers = {d.person for d in devices.every(reader) if d.state == "officer"}
        meant = [p for p in known.course.persons if p not in invited | officers]
        return sorted(meant, key=known.name)
    meant = [known.find_person(name) for name in names]
    for person in meant:
        if person in invited and not again:
            raise Refusal(
                N_("{name} was invited already; use “office juror NAME --re-invite FOLDER”."),
                name=known.name(person),
            )
    return sorted(meant, key=known.name)


def _invitation(seat: Seat, person: Person, mailbox: str, packet: Packet) -> forms.Invitation:
    expires = stamp(seat.clock.now() + timedelta(days=VALID_DAYS))
    return invitation.invite(
        edition=seat.edition,
        person=person.person,
        roles=person.roles,
        mailbox=mailbox,
        expires=expires,
        at=seat.now,
        documents=packet.documents,
        parts=packet.parts,
        random=seat.random,
    )


def _kept(made: forms.Invitation) -> devices.Invitation:
    return devices.Invitation(
        made.invitation,
        made.person,
        bytes.fromhex(made.secret),
        made.roles,
        parse_stamp(made.expires),
    )
