"""Digits come to scores and percentages, and nothing is ever rounded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jury_app.rules.rules import Scale
from jury_app.ui.juror.scoring.entry import (
    Percentage,
    Typed,
    halved,
    is_wide,
    score_of,
    stepped,
    typed_score,
    units_of,
    written,
)

WHOLE = Scale(low=1, high=10, per=1)
HALVES = Scale(low=1, high=10, per=2)
FIVE = Scale(low=1, high=5, per=1)
FROM_ZERO = Scale(low=0, high=5, per=1)


def typed(text: str, step: int = 5) -> list[tuple[int | None, str]]:
    """The numbers that digits come to one after the other: (value, whether ended or not)."""
    number, found, value = Percentage(step), [], None
    digits = list(text)
    while digits:
        came = number.type(digits.pop(0))
        if came.is_refused:
            found.append((value, "refused"))
            break
        value = came.value if came.value is not None else value
        if came.is_done:
            found.append((value, "ended"))
            value = None
        if came.rest:
            digits.insert(0, came.rest)
    if number.text:
        found.append((value, f"open {number.text}"))
    return found


def test_zero_is_ten_where_the_scale_reaches_it_and_else_itself():
    assert [score_of(digit, WHOLE) for digit in (1, 9, 0)] == [1, 9, 10]
    assert [score_of(digit, HALVES) for digit in (7, 0)] == [14, 20]
    assert [score_of(digit, FIVE) for digit in (5, 6, 0)] == [5, None, None]
    assert score_of(0, FROM_ZERO) == 0


WIDE = Scale(low=0, high=100, per=1)


@pytest.mark.parametrize(
    ("text", "scores"),
    [
        ("85", [85]),
        ("05", [5]),
        ("8590", [85, 90]),
        ("100", [100]),
        ("1085", [10, 85]),
        ("00", [0]),
    ],
)
def test_a_score_of_a_wide_scale_is_typed_as_it_is_written(text, scores):
    number, found, digits = typed_score(WIDE), [], list(text)
    while digits:
        came = number.type(digits.pop(0))
        if came.is_done:
            found.append(came.value)
        digits[:0] = came.rest
    assert (found, number.text) == (scores, "")


def test_one_digit_of_a_wide_score_is_ended_by_whoever_leaves_it():
    number = typed_score(WIDE)
    assert number.type("7") == Typed()
    assert number.end() == Typed(7, is_done=True)
    twenty = typed_score(Scale(low=1, high=20, per=1))
    assert twenty.type("5") == Typed(5, is_done=True)
    assert twenty.type("1") == Typed()
    assert twenty.end() == Typed(1, is_done=True)
    assert twenty.type("0") == Typed()
    assert twenty.end().is_refused


def test_only_scales_beyond_ten_take_several_digits():
    assert [is_wide(each) for each in (WHOLE, HALVES, FIVE, WIDE)] == [False, False, False, True]


def test_a_point_adds_a_half_and_takes_it_away_again_within_the_scale():
    assert halved(14, HALVES) == 15
    assert halved(15, HALVES) == 14
    assert halved(20, HALVES) is None
    assert halved(7, WHOLE) is None


def test_a_step_stays_on_the_scale():
    assert stepped(20, 1, HALVES) == 20
    assert stepped(2, -1, HALVES) == 2
    assert stepped(14, 1, HALVES) == 15


def test_scores_are_read_on_the_rounds_scale():
    assert units_of({"units": 7, "per": 1}, HALVES) == 14
    assert units_of({"units": 15, "per": 2}, HALVES) == 15
    assert units_of({"cannot": "other", "reason": ""}, HALVES) is None
    assert units_of(None, HALVES) is None
    assert [written(units, 2) for units in (14, 15)] == ["7", "7.5"]


def test_two_digits_are_a_lane_and_one_follows_the_other():
    assert typed("65800595") == [(65, "ended"), (80, "ended"), (5, "ended"), (95, "ended")]


def test_a_hundred_is_typed_as_it_is_written_and_ten_ends_with_the_next_number():
    assert typed("100") == [(100, "ended")]
    assert typed("1065") == [(10, "ended"), (65, "ended")]
    assert typed("10") == [(10, "open 10")]


def test_a_digit_that_leads_to_no_step_is_refused_and_never_rounded():
    assert typed("63") == [(None, "refused")]
    assert typed("33", step=1) == [(33, "ended")]
    assert typed("45", step=10) == [(None, "refused")]


def test_what_stands_typed_is_taken_when_the_field_is_left_if_it_is_a_step():
    number = Percentage(5)
    number.type("5")
    assert number.end().value == 5
    number.type("6")
    assert number.end().is_refused
    assert number.text == ""
    assert number.end().value is None


def test_the_last_digit_can_be_rubbed_out():
    number = Percentage(5)
    number.type("6")
    assert number.rub()
    assert not number.rub()
    assert number.type("7").value is None
    assert number.type("5").value == 75


@given(step=st.integers(min_value=1, max_value=50), data=st.data())
def test_every_multiple_of_the_step_can_be_typed_as_it_is_written(step, data):
    wanted = data.draw(st.sampled_from(range(0, 101, step)))
    number, came = Percentage(step), None
    for digit in f"{wanted:02d}":
        came = number.type(digit)
        assert not came.is_refused
    assert came.value == wanted


@given(digits=st.text(alphabet="0123456789", max_size=12), step=st.sampled_from([1, 2, 5, 10, 25]))
def test_whatever_is_typed_only_steps_are_ever_kept(digits, step):
    number = Percentage(step)
    for digit in digits:
        value = number.type(digit).value
        assert value is None or value in range(0, 101, step)


@pytest.mark.parametrize("per", [1, 2])
def test_stepping_through_the_scale_meets_every_score_once(per):
    scale = Scale(low=1, high=10, per=per)
    met = [per]
    for _ in range(9 * per):
        met.append(stepped(met[-1], 1, scale))
    assert met == list(range(per, 10 * per + 1))
