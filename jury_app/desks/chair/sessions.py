"""Sessions: the live defense of a film, minuted as it happened.

The document travels to the jurors of the defense; their scorecards name it by its hash.
"""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from jury_app.base.clock import parse_stamp
from jury_app.base.errors import Refusal
from jury_app.base.texts import N_
from jury_app.desks import moments
from jury_app.desks.catalogue import Catalogue, catalogue
from jury_app.desks.ledger import Parting, act
from jury_app.desks.rules import locked_rules
from jury_app.desks.seat import Seat
from jury_app.jury.scorecard import Session
from jury_app.store import documents, parts
from jury_app.store.reader import Reader

_QUESTION = "question/"


class Defense(Struct, frozen=True, kw_only=True):
    """A defense to be minuted.

    Attributes:
        film: The film, as people call it.
        began: When it began, as people write it.
        zone: IANA name of the place's time zone; the festival's unless given.
        room: Where.
        present: Names of those who were there.
        questions: The jury's questions, in order.
    """

    film: str
    began: str
    zone: str | None = None
    room: str = ""
    present: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


class Minuted(Struct, frozen=True):
    """A session as it was signed; texts that are not at hand are empty.

    Attributes:
        hash: Of the document.
        title: The film's.
        began: When it began, in its zone and here.
        room: Where it was.
        present: Names of those who were there.
        questions: The jury's, in order.
        at: When it began, in UTC.
        zone: The place's time zone.
    """

    hash: str
    title: str
    began: str
    room: str
    present: tuple[str, ...]
    questions: tuple[str, ...]
    at: str = ""
    zone: str = ""


def minute(seat: Seat, wanted: Defense) -> Minuted:
    """Sign what happened in a defense.

    Raises:
        Refusal: No such film, time or zone; it has not begun yet; or this seat may not minute it.
    """
    with seat.workspace.reading() as reader:
        known = catalogue(reader)
        film = known.find(wanted.film)
        zone = wanted.zone or locked_rules(seat, reader).zone
    began = moments.moment(wanted.began, zone)
    if parse_stamp(began) > seat.clock.now():
        raise Refusal(N_("A session is minuted when it has begun; this one begins later."))
    parting = Parting(seat)
    if wanted.room:
        parting("room", "panel", wanted.room)
    if wanted.present:
        parting("present", "panel", list(wanted.present))
    for number, question in enumerate(wanted.questions, 1):
        parting(f"{_QUESTION}{number}", "panel", question)
    document = Session(
        edition=seat.edition,
        film=film,
        began=began,
        zone=zone,
        at=seat.now,
        parts=tuple(parting.hashes),
    )
    (signed,) = act(seat, [parting.said(document)])
    values = {each.name: each.value for each in parting.made}
    return _minuted(signed.hash, known.title(film), document, values)


def sessions(seat: Seat, reference: str) -> list[Minuted]:
    """The sessions of a film that are in the ledger, in its order.

    Raises:
        Refusal: No such film.
    """
    with seat.workspace.reading() as reader:
        known = catalogue(reader)
        return sessions_of(reader, known, known.find(reference))


def sessions_of(reader: Reader, known: Catalogue, film: str) -> list[Minuted]:
    """As `sessions`, on an open reader; `film` is an id."""
    found = []
    for each in documents.entered(reader, "session"):
        if isinstance(each.document, Session) and each.document.film == film:
            by_hash = parts.values(reader, (part.hash for part in each.document.parts))
            values = {p.name: by_hash[p.hash] for p in each.document.parts if p.hash in by_hash}
            found.append(_minuted(each.hash, known.title(film), each.document, values))
    return found


def _minuted(hash_: str, title: str, document: Session, values: Mapping[str, Any]) -> Minuted:
    return Minuted(
        hash_,
        title,
        moments.shown(document.began, document.zone),
        str(values.get("room", "")),
        present(values),
        questions(values),
        document.began,
        document.zone,
    )


def present(values: Mapping[str, Any]) -> tuple[str, ...]:
    """Who was there, among a session's values; whoever wrote it may have written anything."""
    names = values.get("present", ())
    return tuple(map(str, names)) if isinstance(names, list | tuple) else (str(names),)


def questions(values: Mapping[str, Any]) -> tuple[str, ...]:
    """The questions among a session's values, in their order."""
    numbers = (name.removeprefix(_QUESTION) for name in values if name.startswith(_QUESTION))
    known = sorted((each for each in numbers if each.isdecimal()), key=int)
    return tuple(str(values[f"{_QUESTION}{number}"]) for number in known)
