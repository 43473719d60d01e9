"""Standings from the store: all entered cards with their lanes, counted and ranked."""

from jury_app.base.garbage import uncollected
from jury_app.jury.course import Course
from jury_app.rules.rules import Rules
from jury_app.store import cards
from jury_app.store.reader import Reader
from jury_app.tally.cards import CardValue
from jury_app.tally.edition import Card, EditionStandings, standings


def entered_cards(reader: Reader, rules: Rules) -> list[Card]:
    """All entered scorecards as standings need them, in the ledger's order."""
    entered = cards.every(reader)
    lanes = cards.lanes(reader, entered)
    order = [lane.id for lane in rules.lanes]
    return [_card(each, lanes.get(each.fact.hash, {}), order) for each in entered]


def _card(entered: cards.EnteredCard, lanes: dict[str, int], order: list[str]) -> Card:
    if entered.value is None:
        return Card(entered.fact, None, entered.hold)
    fact = entered.fact
    estimates = tuple([lanes[lane] for lane in order if lane in lanes])
    return Card(
        fact,
        CardValue(
            card=fact.hash,
            film=fact.film,
            juror=fact.juror,
            value=entered.value,
            criteria=entered.criteria,
            verdict=entered.verdict or "",
            lanes=estimates if len(estimates) == len(order) else None,
            hold=entered.hold,
        ),
        entered.hold,
    )


def standings_of(reader: Reader, course: Course, rules: Rules, standing: str) -> EditionStandings:
    """The standings of a round or `combined`, after all that is in the ledger's copy."""
    with uncollected():
        return standings(course, entered_cards(reader, rules), rules, standing)
