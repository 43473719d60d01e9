"""The canonical table: what it refuses and makes exact; order and names do not count."""

import random
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jury_app.base.errors import Refusal
from jury_app.tally import columns
from jury_app.tally.scores import Scores
from tests.tally.festivals import cards, table

ROWS = [
    ("a", "x", "one", 7),
    ("a", "x", "two", 4),
    ("a", "y", "one", 9),
    ("a", "y", "two", 1),
    ("b", "x", "one", 2),
    ("b", "x", "two", 3),
]


def same(one, other):
    """Whether two tables are equal to the bit."""
    arrays = ("film", "juror", "criterion", "units", "twins")
    plain = ("films", "jurors", "criteria", "per", "low", "high", "weights")
    return all(np.array_equal(getattr(one, key), getattr(other, key)) for key in arrays) and all(
        getattr(one, key) == getattr(other, key) for key in plain
    )


def test_a_cards_value_is_the_weighted_share_of_the_scale_exactly():
    scores = table(ROWS, low=1, high=10, weights={"two": 2})
    values = dict(zip(scores.films, scores.exact_values(), strict=True))
    x, y = Fraction(100 * (6 + 2 * 3), 27), Fraction(100 * (8 + 2 * 0), 27)
    assert sorted(values["a"]) == sorted([x, y])
    assert values["b"] == [Fraction(100 * (1 + 2 * 2), 27)]


@pytest.mark.parametrize("score", [7.3, Decimal("7.3"), Fraction(73, 10)])
def test_a_score_counts_as_the_decimal_it_is_written_as(score):
    scores = cards([("a", "x", score), ("b", "x", 1)], low=0, high=10)
    assert dict(zip(scores.films, scores.exact_values(), strict=True))["a"] == [73]


def test_an_array_of_floats_gives_the_same_table_as_a_list():
    listed = table(ROWS, low=1, high=10)
    film, juror, criterion, score = zip(*ROWS, strict=True)
    array = Scores.of_columns(
        film, juror, np.array(score, dtype=float), criterion=criterion, low=1, high=10
    )
    assert same(listed, array)


@given(st.permutations(ROWS))
def test_the_order_of_rows_changes_nothing(rows):
    assert same(table(rows, low=1, high=10), table(ROWS, low=1, high=10))


@given(st.permutations(["p", "q", "r", "s", "t", "u"]))
def test_renaming_keeps_the_numbers_and_permutes_the_names(names):
    new = dict(zip(["a", "b", "x", "y", "one", "two"], names, strict=True))
    renamed = table(
        [(new[film], new[juror], new[criterion], score) for film, juror, criterion, score in ROWS],
        low=1,
        high=10,
    )
    before = table(ROWS, low=1, high=10)
    assert np.array_equal(renamed.units, before.units)
    assert renamed.films == tuple(new[name] for name in before.films)
    assert renamed.jurors == tuple(new[name] for name in before.jurors)
    assert renamed.criteria == tuple(new[name] for name in before.criteria)


def test_films_with_the_same_pattern_of_scores_are_twins_and_others_are_not():
    rows = [(film, juror, 3) for film in "ab" for juror in "xy"]
    rows += [("c", "x", 3), ("c", "y", 4)]
    scores = cards(rows, low=0, high=10)
    twins = dict(zip(scores.films, scores.twins.tolist(), strict=True))
    assert twins["a"] == twins["b"] != twins["c"]


def test_duplicates_are_refused_with_both_places_or_the_last_one_counts():
    rows = [("a", "x", 1), ("b", "x", 2), ("a", "x", 3)]
    with pytest.raises(Refusal, match=r"scores.csv, line 4: 1 scores repeat .* scores.csv, line 2"):
        cards(rows, low=0, high=10, place=lambda row: f"scores.csv, line {row + 2}")
    kept = cards(rows, low=0, high=10, duplicates="last")
    assert dict(zip(kept.films, kept.score.tolist(), strict=True)) == {"a": 3, "b": 2}


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -float("inf")])
def test_what_is_no_number_is_refused_at_its_row(bad):
    for score in ([1.0, bad], np.array([1.0, bad])):
        with pytest.raises(Refusal, match="row 2: A score is not a number"):
            Scores.of_columns(["a", "b"], ["x", "x"], score, low=0, high=10)


def test_scores_outside_the_scale_are_refused_at_the_first_row():
    with pytest.raises(Refusal, match=r"row 2: 2 scores lie outside the scale 1.0 to 10.0"):
        cards([("a", "x", 1), ("b", "x", 11), ("c", "x", 0)], low=1, high=10)


def test_the_scale_is_taken_from_the_scores_if_not_given_and_that_is_known():
    scores = cards([("a", "x", 2), ("b", "x", 9)])
    assert (scores.low, scores.high, scores.scale_from_data) == (2, 9, True)
    assert not cards([("a", "x", 2), ("b", "x", 9)], low=0, high=10).scale_from_data


def test_equal_scores_need_a_scale():
    with pytest.raises(Refusal, match="no width"):
        cards([("a", "x", 2), ("b", "x", 2)])


def test_an_empty_table_unequal_columns_and_a_missing_name_are_refused():
    with pytest.raises(Refusal, match="no scores"):
        Scores.of_columns([], [], [])
    with pytest.raises(Refusal, match="differ in length"):
        Scores.of_columns(["a"], ["x", "y"], [1, 2])
    with pytest.raises(Refusal, match="row 2: A name is missing"):
        cards([("a", "x", 2), ("", "x", 3)])


def test_ten_million_rows_are_refused_before_they_are_read(monkeypatch):
    monkeypatch.setattr(columns, "MOST_ROWS", 1)
    with pytest.raises(Refusal, match="2 rows are more than a table may have"):
        cards([("a", "x", 2), ("b", "x", 3)])


@pytest.mark.parametrize(
    ("weights", "message"), [({"three": 1}, "but no score"), ({"one": 0}, "positive integer")]
)
def test_wrong_weights_are_refused(weights, message):
    with pytest.raises(Refusal, match=message):
        table(ROWS, weights=weights)


def test_digits_beyond_measure_are_refused():
    with pytest.raises(Refusal, match="too many digits"):
        cards([("a", "x", 2), ("b", "x", 0.123456789)])


def test_a_card_of_less_than_half_the_weight_is_no_review_and_named():
    rows = [*ROWS, ("b", "y", "two", 5)]
    scores = table(rows, low=1, high=10, weights={"one": 2})
    assert scores.incomplete == (("b", "y"),)
    assert len(scores) == len(ROWS)


def test_a_card_of_exactly_half_the_weight_counts_on_what_it_has():
    scores = table([*ROWS, ("b", "y", "two", 5)], low=1, high=10)
    assert scores.incomplete == ()
    assert Fraction(400, 9) in dict(zip(scores.films, scores.exact_values(), strict=True))["b"]


def test_the_weight_asked_for_is_that_of_the_films_own_criteria():
    rows = [*ROWS, ("c", "x", "three", 5), ("c", "y", "three", 6)]
    assert table(rows, low=1, high=10).incomplete == ()


def test_films_nobody_scored_are_listed():
    scores = cards([("a", "x", 2), ("b", "x", 9)], also_films=["a", "z"])
    assert scores.unscored == ("z",)


def test_the_order_of_viewing_stays_with_its_rows():
    rows = [(film, juror, ord(film) % 7) for film in "abcdef" for juror in "xyz"]
    seen = {(film, juror): at for at, (film, juror, _score) in enumerate(rows)}
    random.Random(3).shuffle(rows)
    scores = cards(rows, low=0, high=10, order=[seen[film, juror] for film, juror, _score in rows])
    found = {
        (scores.films[film], scores.jurors[juror]): place
        for film, juror, place in zip(
            scores.film.tolist(), scores.juror.tolist(), scores.order.tolist(), strict=True
        )
    }
    assert found == seen
