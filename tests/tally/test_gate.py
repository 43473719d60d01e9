"""The gate: majority of verdicts and sum of median lanes on one side, or a dispute."""

from fractions import Fraction

import pytest

from jury_app.tally.cards import CardValue
from jury_app.tally.gate import gate, reason_text

WEIGHTS = (20, 20, 20, 15, 15, 10)
HIGH, LOW = (80,) * 6, (20,) * 6


def panel(
    verdicts: str, lanes: list[tuple[int, ...] | None] | tuple[int, ...] = HIGH
) -> list[CardValue]:
    words = {"m": "meets", "d": "doubtful", "n": "does_not", "-": ""}
    each = lanes if isinstance(lanes, list) else [lanes] * len(verdicts)
    return [
        CardValue(
            card=str(n), film="f", juror=str(n), value=Fraction(0), verdict=words[v], lanes=own
        )
        for n, (v, own) in enumerate(zip(verdicts, each, strict=True))
    ]


@pytest.mark.parametrize(
    ("verdicts", "lanes", "outcome", "reason"),
    [
        ("mmd", HIGH, "meets", "agreed"),
        ("nnd", LOW, "does_not", "agreed"),
        ("mmdd", HIGH, "dispute", "no_majority"),
        ("mmnn", HIGH, "dispute", "no_majority"),
        ("ddd", HIGH, "dispute", "no_majority"),
        ("mm--", HIGH, "dispute", "no_majority"),
        ("mmm", LOW, "dispute", "sum_disagrees"),
        ("nnn", HIGH, "dispute", "sum_disagrees"),
        ("", HIGH, "dispute", "no_cards"),
    ],
)
def test_a_side_needs_more_than_half_of_the_cards_and_the_sum(verdicts, lanes, outcome, reason):
    result = gate(panel(verdicts, lanes), WEIGHTS, 51)
    assert (result.outcome, result.reason) == (outcome, reason)


def test_exactly_the_threshold_meets_it():
    assert gate(panel("mmm", (51,) * 6), WEIGHTS, 51).outcome == "meets"
    just_below = (51, 51, 51, 51, 51, 50)
    result = gate(panel("mmm", just_below), WEIGHTS, 51)
    assert result.total == 51 - Fraction(1, 10)
    assert result.outcome == "dispute"


def test_the_sum_takes_the_median_of_each_lane_of_cards_that_give_all():
    lanes = [(0,) * 6, (100, 60, 60, 60, 60, 60), None, (50,) * 6, (90,) * 6]
    result = gate(panel("mmmmm", lanes), WEIGHTS, 51)
    assert result.medians == (70, 55, 55, 55, 55, 55)
    assert result.total == Fraction(20 * 70 + 80 * 55, 100)


def test_a_threshold_without_any_lanes_is_a_dispute_and_a_checklist_needs_none():
    cards = panel("mmm", [None] * 3)
    assert gate(cards, WEIGHTS, 51).reason == "no_lanes"
    assert gate(cards, WEIGHTS, None).outcome == "meets"
    assert gate(panel("mmn", LOW), WEIGHTS, None).outcome == "meets"


def test_a_sum_outside_the_band_is_a_question_and_changes_no_outcome():
    inside = gate(panel("mmm", (70,) * 6), WEIGHTS, 51, (51, 70))
    outside = gate(panel("mmm", (71,) * 6), WEIGHTS, 51, (51, 70))
    assert (inside.outside_band, outside.outside_band) == (False, True)
    assert outside.outcome == "meets"


def test_the_reason_says_votes_sum_and_gate():
    text = reason_text(gate(panel("mmn", LOW), WEIGHTS, 51))
    assert text == (
        "The verdicts (2 meets, 0 doubtful, 1 does not) and the sum of median lanes "
        "(20.0 %, gate 51 %) are on different sides."
    )
