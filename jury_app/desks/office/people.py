"""People at the office's desk: jurors from tables or one by one, who they are, who leaves."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from jury_app.base.errors import Refusal
from jury_app.base.ids import new_id
from jury_app.base.texts import N_
from jury_app.desks.catalogue import catalogue
from jury_app.desks.ledger import Parting, Said, act
from jury_app.desks.office.importing import refuse_refused
from jury_app.desks.office.profile import expectations, panels, profile_of
from jury_app.desks.seat import Seat
from jury_app.intake.jurors import Juror, JurorRow, KnownJuror, preview_jurors
from jury_app.jury import decisions as d
from jury_app.jury.festival import Person, Role
from jury_app.store import cards, devices, office
from jury_app.store.reader import Reader
from jury_app.store.verbs import Verbs

LEFT = "left"
"""Attribute of people who dropped out: nothing is assigned to them by a plan any more."""


class NewPerson(Struct, frozen=True):
    """Somebody to add by hand."""

    name: str
    email: str = ""
    roles: tuple[Role, ...] = ("juror",)
    panels: tuple[str, ...] = ()
    minutes: int | None = None


class ShownJuror(Struct, frozen=True):
    """One row of a preview of jurors as it is shown."""

    line: int
    state: str
    name: str
    reasons: tuple[str, ...]


class Listed(Struct, frozen=True):
    """A person with what they have to do and have done."""

    person: str
    name: str
    roles: tuple[str, ...]
    panels: tuple[str, ...]
    assigned: int
    signed: int
    device: str


class Left(Struct, frozen=True):
    """Who left, and how many films were taken back."""

    person: str
    films: int


def import_people(
    seat: Seat, path: Path, *, dry_run: bool = False, without_refused: bool = False
) -> list[ShownJuror]:
    """Take jurors in from a table, all of it or nothing.

    Args:
        seat: The office's seat.
        path: The table.
        dry_run: Whether only to look.
        without_refused: Whether the office agrees that rows which are refused stay out.

    Raises:
        Problem: The file cannot be read.
        Refusal: It has no columns for name and e-mail, is damaged, or a row is refused and nobody
            agreed to leave it out.
    """
    seat.require("office")
    with seat.workspace.reading() as reader:
        profile = profile_of(seat, reader)
        known = _known(reader)
    shown = preview_jurors(
        path, known, panels=panels(profile), categories=expectations(profile).categories
    )
    if not (dry_run or without_refused):
        refuse_refused(
            (row.line, row.juror.name, row.reasons) for row in shown.rows if row.kind == "refused"
        )
    if not dry_run:
        _apply(seat, shown.to_apply)
    return [
        ShownJuror(row.line, row.kind, row.juror.name, tuple(map(str, row.reasons)))
        for row in shown.rows
    ]


def _known(reader: Reader) -> dict[str, KnownJuror]:
    known = {}
    for person in office.people(reader).values():
        juror = juror_of(person)
        if juror is not None:
            known[juror.key] = KnownJuror(person.person, juror)
    return known


def juror_of(person: office.Person) -> Juror | None:
    """What a table said of a person; None for those who were not in one."""
    kept = person.attributes.get("juror")
    return None if kept is None else msgspec.convert(kept, Juror)


def _apply(seat: Seat, rows: Sequence[JurorRow]) -> None:
    with seat.workspace.reading() as reader:
        before = catalogue(reader).course.persons
    said: list[Said] = []
    people: list[office.Person] = []
    for row in rows:
        person = row.person or new_id(seat.random)
        roles: tuple[Role, ...] = before[person].roles if person in before else ("juror",)
        said.append(_document(seat, person, row.juror, roles))
        people.append(
            office.Person(
                person,
                row.juror.name,
                row.juror.email or None,
                {"juror": msgspec.to_builtins(row.juror)},
            )
        )
    act(seat, said, also=lambda tx: office.keep_people(tx, people))


def _document(seat: Seat, person: str, juror: Juror, roles: tuple[Role, ...]) -> Said:
    """The person as signed; e-mail, minutes and conflicts stay in the office."""
    parting = Parting(seat)
    values: dict[str, Any] = {
        "name": juror.name,
        "country": juror.country,
        "languages": list(juror.languages),
        "affiliations": list(juror.affiliations),
    }
    for name, value in values.items():
        if value:
            parting(name, "panel", value)
    return parting.said(
        Person(
            edition=seat.edition,
            person=person,
            roles=roles,
            at=seat.now,
            panels=juror.panels,
            parts=tuple(parting.hashes),
        )
    )


def add(seat: Seat, new: NewPerson) -> str:
    """Add one person; their id.

    Raises:
        Refusal: There is somebody of that name already.
    """
    seat.require("office")
    with seat.workspace.reading() as reader:
        names = {person.name for person in office.people(reader).values()}
    if new.name in names:
        raise Refusal(N_("There is a “{name}” already; tell the two apart."), name=new.name)
    person = new_id(seat.random)
    juror = Juror(name=new.name, email=new.email, panels=new.panels, minutes=new.minutes)
    kept = office.Person(person, new.name, new.email or None, {"juror": msgspec.to_builtins(juror)})
    said = [_document(seat, person, juror, new.roles)]
    act(seat, said, also=lambda tx: office.keep_people(tx, [kept]))
    return person


def has_left(kept: office.Person | None) -> bool:
    """Whether somebody dropped out; a later import that changes their row brings them back."""
    return kept is not None and bool(kept.attributes.get(LEFT))


def leave(seat: Seat, name: str, reason: str) -> Left:
    """Somebody drops out: what they have not signed is taken back from them.

    Raises:
        Refusal: Nobody is called so, or no reason is given.
    """
    seat.require("office")
    if not reason:
        raise Refusal(N_("Say the reason (--reason); it is kept with the decision."))
    with seat.workspace.reading() as reader:
        known = catalogue(reader)
        person = known.find_person(name)
        given = {
            (card.fact.film, card.fact.round)
            for card in cards.every(reader)
            if card.fact.juror == person
        }
    said = []
    films = 0
    for round_id in sorted({each for _, who, each in known.course.assigned if who == person}):
        left = [
            film
            for film, who in known.course.assignments(round_id)
            if who == person and (film, round_id) not in given
        ]
        if left:
            films += len(left)
            said.append(unassigned(seat, person, round_id, left, reason))

    def mark(tx: Verbs) -> None:
        row = office.people(tx).get(person)
        if row is not None:
            attributes = {**row.attributes, LEFT: True}
            office.keep_people(tx, [msgspec.structs.replace(row, attributes=attributes)])

    act(seat, said, also=mark)
    return Left(person, films)


def unassigned(seat: Seat, person: str, round_id: str, films: Sequence[str], reason: str) -> Said:
    """The decision that takes films from a juror."""
    parting = Parting(seat)
    return parting.said(
        d.Unassign(
            edition=seat.edition,
            at=seat.now,
            juror=person,
            round=round_id,
            films=tuple(films),
            parts=parting.reason(reason),
        )
    )


def everybody(seat: Seat) -> list[Listed]:
    """All people by name, with what is assigned to them, signed, and how their device stands."""
    with seat.workspace.reading() as reader:
        known = catalogue(reader)
        signed = {
            (card.fact.film, card.fact.juror, card.fact.round) for card in cards.every(reader)
        }
        states: dict[str, str] = {}
        for device in devices.every(reader):
            states[device.person] = device.state
    rounds = {round_id for _, _, round_id in known.course.assigned}
    assigned = [who for each in rounds for _, who in known.course.assignments(each)]
    listed = [
        Listed(
            person,
            known.name(person),
            document.roles,
            document.panels,
            assigned.count(person),
            sum(who == person for _, who, _ in signed),
            states.get(person, ""),
        )
        for person, document in known.course.persons.items()
    ]
    return sorted(listed, key=lambda each: each.name)
