"""The results bundle at the chair's desk: everything that proves the results, in one file.

The whole bundle is for committee and auditor. With `public`, of parts only titles of films on a
list go with it; every signature, place and value can still be checked.
"""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_
from jury_app.desks.entrance import AUDIENCES
from jury_app.desks.filing import carried, signed_of
from jury_app.desks.ledger import on_the_way, point
from jury_app.desks.lists import latest_list, latest_standings
from jury_app.desks.rules import locked_rules
from jury_app.desks.seat import Seat
from jury_app.exchange import bundle as form
from jury_app.exchange import forms
from jury_app.exchange.envelope import payload_type
from jury_app.exchange.parts import Part
from jury_app.jury.course import Course, Entered, read_course
from jury_app.jury.film import OPEN_PARTS, Film
from jury_app.jury.packets import all_parts
from jury_app.jury.results import LedgerPoint
from jury_app.rules.rules import Rules
from jury_app.store import documents, ledger, parts, settings
from jury_app.store.reader import Reader

WITHHELD_KINDS = frozenset({"person"})
"""Kinds that a public bundle withholds: nothing of the results follows from them."""


class Bundled(Struct, frozen=True):
    """A bundle that was written.

    Attributes:
        file: Where.
        documents: Entries of the ledger in it.
        withheld: Of these, how many show only their leaf.
        parts: Values in it.
        results: Hashes of what it proves.
    """

    file: str
    documents: int
    withheld: int
    parts: int
    results: tuple[str, ...]


def bundle(seat: Seat, path: Path, *, public: bool = False) -> Bundled:
    """Write the results bundle.

    Args:
        seat: The seat of a chair or of the office.
        path: The file; an existing one is replaced.
        public: Whether it goes to everybody.

    Raises:
        Problem: The file cannot be written.
        Refusal: There are no signed results yet, or not all of them are in the ledger's copy.
    """
    with seat.workspace.reading() as reader:
        rules = locked_rules(seat, reader)
        results = _results(reader, rules)
        its_point = point(reader)
        checkpoint = _checkpoint(seat, reader, its_point)
        shown = frozenset({"public"}) if public else frozenset(AUDIENCES)
        header = forms.Bundle(
            edition=seat.edition,
            ledger=its_point,
            results=results,
            audiences=tuple(sorted(shown)),
            at=seat.now,
        )
        signed = seat.keys.sign(header)
        values = list(_values(reader, public=public))
        entries = list(_entries(reader, public=public))
        form.write(path, signed.envelope, entries, values, [checkpoint])
    withheld = sum(isinstance(each, form.Withheld) for each in entries)
    return Bundled(str(path), len(entries), withheld, len(values), results)


def _results(reader: Reader, rules: Rules) -> tuple[str, ...]:
    """The latest standings and lists that are in the ledger."""
    on_way = {each.hash for each in on_the_way(reader)}
    found = [latest_standings(reader, each.id) for each in rules.rounds]
    found.append(latest_standings(reader, "combined"))
    hashes = [each[0] for each in found if each is not None]
    for kind in ("shortlist", "selection"):
        its = latest_list(reader, kind)
        if its is not None:
            hashes.append(its[0])
    if not hashes:
        raise Refusal(N_("Nothing is decided yet: sign standings first."))
    if not on_way.isdisjoint(hashes):
        raise Refusal(
            N_(
                "Results that you signed are not in the ledger yet: sync, let the office receive"
                " and publish, and sync again."
            )
        )
    return tuple(hashes)


def _checkpoint(seat: Seat, reader: Reader, its_point: LedgerPoint) -> bytes:
    """The sequencer's checkpoint of the ledger's present state."""
    if seat.workspace.kind == "office":
        document = forms.Checkpoint(edition=seat.edition, ledger=its_point, at=seat.now)
        return seat.keys.sign(document).envelope
    kept = settings.get(reader, "checkpoint")
    if kept is None:
        raise Refusal(N_("The office has not signed a checkpoint for you yet: sync first."))
    return str(kept).encode()


def _entries(reader: Reader, *, public: bool) -> Iterator[bytes | form.Withheld]:
    by_hash = {stored.hash: stored for stored in documents.read(reader)}
    for leaf in ledger.leaves(reader):
        stored = by_hash.get(leaf.hash)
        if stored is None or (public and leaf.kind in WITHHELD_KINDS):
            yield form.Withheld(leaf.hash, payload_type(leaf.kind, leaf.version))
        else:
            yield signed_of(stored).envelope


def _values(reader: Reader, *, public: bool) -> Iterator[Part]:
    """Values of parts; in a public bundle, titles of films on a list alone."""
    listed = _listed(reader)
    course = read_course(documents.entered(reader, *documents.COURSE_KINDS))
    wanted = [
        part.hash
        for entered in documents.entered(reader)
        for part in all_parts(entered.document)
        if not public or _is_public(entered, part.name, course, listed)
    ]
    shown = {"public"} if public else AUDIENCES
    found = parts.of(reader, dict.fromkeys(wanted)).values()
    # A juror may sign a part for any audience; one that is not declared would break the proof.
    yield from carried(part for part in found if part.audience in shown)


def _is_public(entered: Entered, name: str, course: Course, listed: frozenset[str]) -> bool:
    """Whether a part is a title, as last entered, of a film on a list."""
    document = entered.document
    return (
        isinstance(document, Film)
        and document.film in listed
        and course.films[document.film].document_hash == entered.hash
        and name in OPEN_PARTS
    )


def _listed(reader: Reader) -> frozenset[str]:
    films = []
    for kind in ("shortlist", "selection"):
        found = latest_list(reader, kind)
        if found is not None:
            films += [chosen.film for chosen in found[1].films]
    return frozenset(films)
