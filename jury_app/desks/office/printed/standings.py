"""Signed standings as sheets and as workbooks with their arithmetic.

Everything is derived at the state of the ledger from which the standings follow, so that what came
later changes nothing of what was signed.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Literal

from msgspec import Struct

from jury_app.base import figures
from jury_app.base.texts import N_, _, clauses, headed, series, translate
from jury_app.desks.chair.standing import COMBINED, value_text
from jury_app.desks.lists import latest_list, latest_standings
from jury_app.desks.office.printed.decisions import HOLDS
from jury_app.desks.office.printed.source import SHORT_HASH, Source
from jury_app.desks.tallied import entered_cards
from jury_app.jury import results
from jury_app.jury.course import read_course
from jury_app.reports.sheets import StandingRow, StandingsSheet
from jury_app.reports.spreadsheet import (
    BookCard,
    BookCriterion,
    BookMatrix,
    BookRound,
    StandingsBook,
)
from jury_app.rules.rules import Round
from jury_app.store import cards, documents
from jury_app.tally.edition import EditionStandings
from jury_app.tally.edition import standings as worked_out
from jury_app.tally.gate import reason_text
from jury_app.tally.official import Place, settled_text, state_text

METHODS = {
    "mean": N_("mean of the scorecards' values"),
    "median": N_("median of the scorecards' values"),
    "trimmed": N_("mean without the highest and the lowest value"),
    "zscore": N_("mean of values standardised by juror"),
    "additive": N_("film and juror effects, added"),
    "rasch": N_("many-facet Rasch model, fair average"),
}
"""A method's name → in words."""
LIST_OF = {"r1": "shortlist", COMBINED: "selection"}
"""Standings → the list that follows from them."""


class SignedStandings(Struct, frozen=True):
    """Standings that were signed, and their arithmetic at that state of the ledger."""

    hash: str
    document: results.Standings
    worked: EditionStandings


def signed_standings(source: Source, standing: str) -> SignedStandings | None:
    """The latest signed standings of a round, or `combined`; None where there are none."""
    found = latest_standings(source.reader, standing)
    if found is None:
        return None
    digest, document = found
    size = document.ledger.size
    course = read_course(
        each
        for each in documents.entered(source.reader, *documents.COURSE_KINDS)
        if each.index < size
    )
    rules = source.rules_of(document.rules)
    entered = [c for c in entered_cards(source.reader, rules) if c.fact.index < size]
    return SignedStandings(digest, document, worked_out(course, entered, rules, standing))


def method_text(source: Source, document: results.Standings) -> str:
    """The declared method in words with its version, and the weights of combined standings."""
    name = document.method.partition("/")[0]
    known = METHODS.get(name)
    words = headed(document.method, translate(known)) if known else document.method
    if document.standing != COMBINED:
        return words
    combined = source.rules_of(document.rules).combined
    whole = sum(each.weight for each in combined)
    weights = " + ".join(
        f"{figures.number(each.weight / whole, 2)} × {each.id.upper()}" for each in combined
    )
    return f"{weights} · {words}"


def title_of(source: Source, standing: str) -> str:
    """What standings are of."""
    return _("Combined") if standing == COMBINED else source.wording.label(f"round/{standing}")


def ledger_text(point: results.LedgerPoint) -> str:
    """From which entries something follows."""
    return _("entries 1–{size}, root {root}").format(
        size=figures.count(point.size), root=point.root[:SHORT_HASH]
    )


def place_value(document: results.Standings, place: results.Place) -> str:
    """A signed value on 0–100 with two decimals; empty where there is none."""
    if place.value is None:
        return ""
    return value_text(Fraction(place.value, 10**document.digits))


def sheet(source: Source, signed: SignedStandings) -> StandingsSheet:
    """Signed standings as they are printed: overall, then by category."""
    document = signed.document
    rows = _Rows(source, signed)
    ranked = [place for place in document.places if place.state == "ranked"]
    groups = [(_("Overall"), tuple(rows.row(place, within=False) for place in ranked))]
    for category in source.rules_of(document.rules).categories:
        within = sorted(
            (place for place in ranked if place.category == category.id),
            key=lambda place: place.category_rank or 0,
        )
        label = source.wording.label(f"category/{category.id}")
        groups.append((label, tuple(rows.row(place, within=True) for place in within)))
    return StandingsSheet(
        edition=source.edition,
        title=title_of(source, document.standing),
        method=method_text(source, document),
        groups=tuple(groups),
        unranked=tuple(
            rows.row(place, within=False) for place in document.places if place.state != "ranked"
        ),
        notes=tuple(_notes(signed)),
        at=source.when(document.at),
        ledger=ledger_text(document.ledger),
        hash=signed.hash,
        language=source.language,
    )


def _notes(signed: SignedStandings) -> Iterator[str]:
    yield _("Values are exact and rounded for show alone; ranks, ties and cuts compare the exact.")
    if signed.worked.places != signed.document.places:
        yield _("This program comes to other places than were signed: verify the bundle.")


class _Rows:
    """Fills the rows of one standings."""

    def __init__(self, source: Source, signed: SignedStandings) -> None:
        self._source = source
        self._document = signed.document
        self._worked = signed.worked
        self._exact = {place.film: place for place in signed.worked.official.places}
        kind = LIST_OF.get(signed.document.standing)
        found = latest_list(source.reader, kind) if kind else None
        self._list = found[1] if found and found[1].standings == signed.hash else None
        self._how = {chosen.film: chosen.how for chosen in self._list.films} if self._list else {}

    def row(self, place: results.Place, *, within: bool) -> StandingRow:
        """A film's row, overall or `within` its category."""
        exact = self._exact.get(place.film)
        rank = place.category_rank if within else place.rank
        tied, settled = _ties(exact, within=within)
        shown = "" if rank is None else f"{rank}=" if tied else str(rank)
        titles = series(map(self._source.known.title, tied))
        return StandingRow(
            rank=shown,
            film=self._source.film(place.film, category=place.category),
            value=place_value(self._document, place),
            reviews=place.reviews,
            tie=_("tied with {titles}").format(titles=titles) if tied else settled,
            hold=series(translate(HOLDS[about]) for about in place.holds),
            chosen=self._chosen(place, within=within),
            note=clauses(note.rstrip(".。") for note in self._notes(place, exact)),
        )

    def _chosen(self, place: results.Place, *, within: bool) -> Literal["", "in", "out"]:
        """On which side of the cut a film's rank puts it; empty where no cut goes through here."""
        cut = self._list.cut if self._list else None
        if cut is None or cut.per_category is not within or self._kept_off(place):
            return ""
        if self._how.get(place.film) == "wild_card":
            return ""
        return "in" if place.film in self._how else "out"

    def _kept_off(self, place: results.Place) -> bool:
        """Whether something else than its rank keeps the film off the list."""
        return place.gate == "does_not" or (
            self._list is not None and place.film in (*self._list.held, *self._list.off)
        )

    def _notes(self, place: results.Place, exact: Place | None) -> Iterator[str]:
        if exact is not None and place.state != "ranked":
            yield state_text(exact)
        gate = self._worked.gates.get(place.film)
        if gate is not None and place.gate == "does_not":
            yield _("does not meet the gate: {reason}").format(reason=reason_text(gate))
        elif gate is not None and place.gate == "dispute":
            yield _("the gate is disputed: {reason}").format(reason=reason_text(gate))
        if gate is not None and gate.outside_band:
            yield _("AI participation lies outside the category's band")
        if self._how.get(place.film) == "wild_card":
            yield _("on the list by the chair's decision")
        if self._list is not None and place.film in self._list.off:
            yield _("kept off the list by the chair")


def _ties(exact: Place | None, *, within: bool) -> tuple[tuple[str, ...], str]:
    if exact is None:
        return (), ""
    if within:
        return exact.category_tied, settled_text(exact.category_settled)
    return exact.tied, settled_text(exact.settled)


def book(source: Source, signed: SignedStandings) -> StandingsBook:
    """Signed standings as a workbook with every scorecard and its arithmetic."""
    document = signed.document
    rules = source.rules_of(document.rules)
    weights = {each.id: each.weight for each in rules.combined}
    if document.standing != COMBINED:
        weights = {document.standing: 1}
    rows = _Rows(source, signed)
    return StandingsBook(
        edition=source.edition,
        title=title_of(source, document.standing),
        method=method_text(source, document),
        rounds=tuple(
            BookRound(
                label=title_of(source, round_id),
                matrices=tuple(_matrices(source, signed, rules.round(round_id))),
                weight=weight,
            )
            for round_id, weight in weights.items()
        ),
        rows=tuple(rows.row(place, within=False) for place in document.places),
        hash=signed.hash,
    )


def _matrices(source: Source, signed: SignedStandings, its: Round) -> Iterator[BookMatrix]:
    """The round's matrices, each with the cards that were given by it, by film and juror."""
    rules = source.rules_of(signed.document.rules)
    size = signed.document.ledger.size
    entered = [c for c in cards.of_round(source.reader, its.id) if c.fact.index < size]
    categories: dict[str, list[str]] = {}
    for category in rules.categories:
        categories.setdefault(its.wording(category.id), []).append(category.id)
    for name, own in categories.items():
        criteria = its.matrix(own[0])
        key = f"criterion/{its.id}/{name}"
        yield BookMatrix(
            category=series(source.wording.label(f"category/{each}") for each in own),
            criteria=tuple(
                BookCriterion(source.wording.label(f"{key}/{each.id}"), each.weight)
                for each in criteria
            ),
            cards=tuple(
                _book_cards(
                    source,
                    signed,
                    [card for card in entered if card.fact.category in own],
                    [each.id for each in criteria],
                )
            ),
            low=its.scale.low,
            high=its.scale.high,
        )


def _book_cards(
    source: Source,
    signed: SignedStandings,
    entered: Sequence[cards.EnteredCard],
    criteria: Sequence[str],
) -> Iterator[BookCard]:
    rows = [(source.film(card.fact.film), source.person(card.fact.juror), card) for card in entered]
    for film, juror, card in sorted(rows, key=lambda row: (row[0].number, row[1])):
        state = signed.worked.states[card.fact.hash]
        given = {
            score.criterion: score.units / (score.per or 1)
            for score in card.scores
            if score.units is not None
        }
        note = "" if state == "counts" else state
        yield BookCard(
            number=film.number,
            title=film.title,
            juror=juror,
            scores=tuple(given.get(each) for each in criteria),
            counts=state == "counts" and card.value is not None,
            note=note or ("" if card.value is not None else _("incomplete")),
        )
