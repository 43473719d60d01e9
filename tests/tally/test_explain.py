"""Every standing unfolds to the cards it came from, with numbers that add up."""

import re

import pytest

from jury_app.base.errors import Refusal
from jury_app.tally.explain import explain
from jury_app.tally.methods import METHODS, study
from tests.tally.festivals import cards, reference, simulated, table


@pytest.mark.parametrize("method", METHODS)
def test_each_card_and_the_standing_are_told(method):
    scores, _answers = reference("guilford-1954", low=1, high=9)
    analysis = study(scores, method, cut=3)
    film = next(one for one in analysis.result.films if one.film == "Anne")
    lines = explain(analysis, "Anne")
    assert lines[0] == (
        "Avogadro: Attack 5 (weight 1), Basis 5 (weight 1), Clarity 3 (weight 1), Daring 5 "
        "(weight 1), Enthusiasm 3 (weight 1). Weighted, 16 of 40 above the low end: 40.00 of 100."
    )
    text = "\n".join(lines)
    assert f"Value on 0–100: {film.value:.2f}." in text
    assert f"Rank {film.rank} of 7; between {film.rank_low} and {film.rank_high} in 90 %" in text
    assert f"Among the best 3 in {100 * film.p_above_cut:.1f} %" in text


def test_the_additive_arithmetic_adds_up_as_printed():
    analysis = study(simulated(1, 30).scores, "additive")
    for film in analysis.result.films[:5]:
        line = next(one for one in explain(analysis, film.film) if "of the distance counts" in one)
        mean, factor, distance, measure = map(
            float, re.search(r"([\d.]+) \+ ([\d.]+) × (-?[\d.]+) = ([\d.]+) points", line).groups()
        )
        assert mean + factor * distance == pytest.approx(measure, abs=2e-3)
        assert measure == pytest.approx(film.measure, abs=6e-4)


def test_exact_methods_show_the_fraction():
    rows = [("a", "x", 1), ("a", "y", 1), ("a", "z", 2), ("b", "x", 0), ("b", "y", 3)]
    lines = explain(study(cards(rows, low=0, high=3), "mean"), "a")
    assert "Mean: (33.33 + 33.33 + 66.67) ÷ 3 = 400/9 = 44.44." in lines


def test_trimmed_shows_what_is_dropped_and_where_it_fell_back():
    rows = [("a", f"j{at}", at) for at in (1, 2, 3, 5, 9)] + [("b", "j1", 4), ("b", "j2", 6)]
    analysis = study(cards(rows, low=0, high=10), "trimmed", fallback="median")
    assert "One lowest (10.00) and one highest (90.00) are dropped." in explain(analysis, "a")
    told = explain(analysis, "b")
    assert any("declared fall-back" in line for line in told)
    assert any("The middle (of two, their mean) is 50.00." in line for line in told)


def test_rasch_shows_that_expected_and_given_are_equal():
    scores, _answers = reference("guilford-1954", low=1, high=9)
    told = explain(study(scores, "rasch"), "Anne")
    assert "Expected together 70.00, given 70: the measure makes them equal." in told


def test_weights_are_shown_and_used():
    rows = [("a", "x", "one", 7), ("a", "x", "two", 4), ("b", "x", "one", 1), ("b", "x", "two", 1)]
    analysis = study(table(rows, low=1, high=10, weights={"two": 2}), "mean")
    assert explain(analysis, "a")[0] == (
        "x: one 7 (weight 1), two 4 (weight 2). Weighted, 12 of 27 above the low end: 44.44 of 100."
    )


def test_films_without_cards_or_rank_say_so_and_unknown_ones_are_refused():
    rows = [("a", "x", 1), ("a", "y", 1), ("b", "x", 3)]
    analysis = study(cards(rows, low=0, high=3, also_films=["c"]), "mean", min_reviews=2)
    assert explain(analysis, "c") == ("c has no scorecard that counts.",)
    assert explain(analysis, "b")[-1] == "It is not ranked: there are not enough reviews (1)."
    with pytest.raises(Refusal, match="no film “d”"):
        explain(analysis, "d")
