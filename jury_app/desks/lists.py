"""Standings, shortlist and selection as they were signed: the latest that nothing supersedes."""

from collections.abc import Iterator

from jury_app.desks.ledger import on_the_way
from jury_app.jury.results import Selection, Shortlist, Standings
from jury_app.rules.rules import Rules
from jury_app.store import documents
from jury_app.store.reader import Reader


def latest_standings(reader: Reader, standing: str) -> tuple[str, Standings] | None:
    """The latest signed standings of a round, or `combined`, with their hash."""
    found = None
    for stored in _signed(reader, "standings"):
        document = stored.decoded()
        if isinstance(document, Standings) and document.standing == standing:
            found = stored.hash, document
    return found


def latest_list(reader: Reader, kind: str) -> tuple[str, Shortlist | Selection] | None:
    """The latest signed `shortlist` or `selection`, with its hash."""
    found = None
    for stored in _signed(reader, kind):
        document = stored.decoded()
        if isinstance(document, Shortlist | Selection):
            found = stored.hash, document
    return found


def films_going_on(reader: Reader, rules: Rules, round_id: str) -> frozenset[str] | None:
    """Films that a list sent to a round; None for the first round, to which no list leads."""
    order = [each.id for each in rules.rounds]
    place = order.index(round_id)
    if place == 0:
        return None
    found = latest_list(reader, "shortlist" if place == 1 else "selection")
    return frozenset(chosen.film for chosen in found[1].films) if found else frozenset()


def _signed(reader: Reader, kind: str) -> Iterator[documents.Stored | documents.Waiting]:
    """What was entered, then what this device signed and the ledger's copy has not brought back."""
    yield from documents.read(reader, kind)
    yield from (each for each in on_the_way(reader) if each.kind == kind)
