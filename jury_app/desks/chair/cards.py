"""Scorecards as the chair looks them up: whose, for what, whether they count, and their hash."""

from fractions import Fraction
from pathlib import Path

from msgspec import Struct

from jury_app.base import figures
from jury_app.base.files import write_durably
from jury_app.desks.catalogue import Catalogue, catalogue
from jury_app.desks.chair.standing import value_text
from jury_app.desks.rules import locked_rules
from jury_app.desks.seat import Seat
from jury_app.jury.counting import card_states
from jury_app.reports.plain_tables import PlainTable, csv_text
from jury_app.store import cards


class ListedCard(Struct, frozen=True):
    """A scorecard; `state` says whether it counts, and if not why."""

    hash: str
    number: int
    title: str
    juror: str
    round: str
    state: str
    value: str


def listed(seat: Seat, round_id: str, state: str | None = None) -> list[ListedCard]:
    """The cards of a round by film and juror; only those in `state`, if one is given."""
    with seat.workspace.reading() as reader:
        known = catalogue(reader)
        entered = cards.of_round(reader, round_id)
    states = card_states(known.course, [each.fact for each in entered])
    rows = [
        ListedCard(
            each.fact.hash,
            known.course.films[each.fact.film].number,
            known.title(each.fact.film),
            known.name(each.fact.juror),
            each.fact.round,
            states[each.fact.hash],
            value_text(each.value),
        )
        for each in entered
        if each.fact.film in known.course.films
        and (state is None or states[each.fact.hash] == state)
    ]
    return sorted(rows, key=lambda row: (row.number, row.juror))


def export_scores(seat: Seat, round_id: str, path: Path) -> int:
    """Write the scores that count as `jury-app tally` reads them; how many.

    Raises:
        Problem: The file cannot be written.
    """
    with seat.workspace.reading() as reader:
        known = catalogue(reader)
        rules = locked_rules(seat, reader)
        entered = cards.of_round(reader, round_id)
    states = card_states(known.course, [each.fact for each in entered])
    rows = []
    for each in entered:
        if states[each.fact.hash] != "counts":
            continue
        criteria = rules.round(round_id).matrix(each.fact.category)
        for criterion, score in zip(criteria, each.criteria, strict=False):
            if score is not None:
                rows.append(_row(known, each.fact.film, each.fact.juror, criterion.id, score))
    table = PlainTable("scores", ("film", "juror", "criterion", "score"), tuple(sorted(rows)))
    write_durably(path, csv_text(table).encode())
    return len(rows)


def _row(
    known: Catalogue, film: str, juror: str, criterion: str, score: Fraction
) -> tuple[str, str, str, str]:
    number = known.course.films[film].number
    return (
        f"#{number} {known.title(film)}",
        known.name(juror),
        criterion,
        figures.number(float(score)),
    )
