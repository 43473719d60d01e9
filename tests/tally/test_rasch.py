"""The many-facet Rasch model: its law of totals, extremes, half steps, and what it refuses."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from jury_app.base.errors import Refusal
from jury_app.tally import facets
from jury_app.tally.extremes import set_apart
from jury_app.tally.methods import analyse, study
from tests.tally.festivals import cards, reference, simulated, table


def totals(scores, estimate):
    """Observed − expected total of each film, juror and criterion over rows with an expectation."""
    for index in (scores.film, scores.juror, scores.criterion):
        yield np.bincount(index, weights=scores.score - estimate.expected)


@pytest.mark.parametrize("thresholds", ["shared", "per-criterion"])
@settings(deadline=None, max_examples=30)
@given(seed=st.integers(0, 10**6))
def test_expected_totals_are_the_observed_ones_for_all_that_is_not_extreme(thresholds, seed):
    festival = simulated(seed, 12, jurors=6, per_film=4, criteria=3)
    try:
        analysis = study(festival.scores, "rasch", thresholds=thresholds, draws=100)
    except Refusal:
        assume(False)
    result, estimate = analysis.result, analysis.estimate
    # With a level that nobody used, scores are not evenly spaced: totals hold in levels then.
    assume(not any("levels are joined" in note.text for note in result.notes))
    assume(not estimate.film_extreme.any() and not estimate.juror_extreme.any())
    assume(not any(note.key == "criteria" for note in result.notes))
    for rest in totals(festival.scores, estimate):
        assert np.abs(rest).max() < 1e-6


def test_totals_hold_in_levels_where_some_are_unused():
    rows = [
        (f"f{film}", f"j{juror}", "c", [1, 2, 4, 8, 9][(film * 2 + juror * 3 + film * juror) % 5])
        for film in range(7)
        for juror in range(5)
    ]
    scores = table(rows, low=1, high=10)
    apart = set_apart(scores, per_criterion=False)
    fit = facets.fit(apart.ratings)
    rows = apart.ratings
    chance = facets.probabilities(
        facets.locations(rows, fit.parameters), fit.parameters.thresholds[rows.group]
    )
    mean, _variance = facets.moments(chance)
    for index in (rows.film, rows.juror, rows.criterion):
        assert np.abs(np.bincount(index, weights=rows.category - mean)).max() < 1e-6
    notes = [note.text for note in analyse(scores, "rasch").notes]
    assert any("2–4, 4–8" in text for text in notes)


def test_films_and_criteria_are_centred_and_jurors_free():
    festival = simulated(3, 40)
    result = analyse(festival.scores, "rasch")
    assert np.mean([film.measure for film in result.films]) == pytest.approx(0, abs=1e-9)
    assert np.mean([one.difficulty for one in result.criteria]) == pytest.approx(0, abs=1e-9)
    assert sum(result.thresholds) == pytest.approx(0, abs=1e-9)
    assert abs(np.mean([juror.severity for juror in result.jurors])) > 0.1


def test_the_likelihood_is_at_its_maximum():
    scores, _answers = reference("guilford-1954", low=1, high=9)
    rows = set_apart(scores, per_criterion=False).ratings
    fit = facets.fit(rows)
    best, at = fit.log_likelihood, fit.parameters
    random = np.random.default_rng(1)
    for _try in range(20):
        other = facets.Parameters(
            *(
                part + random.normal(0, 0.02, part.shape)
                for part in (at.film, at.juror, at.criterion, at.thresholds)
            )
        )
        assert facets._log_likelihood(rows, other) < best


def test_the_information_is_the_second_derivative():
    scores, _answers = reference("guilford-1954", low=1, high=9)
    rows = set_apart(scores, per_criterion=True).ratings
    here = facets._start(rows)
    slope, information = facets._slope(rows, here)
    move = information.solve(slope)
    step = 1e-5
    ahead, behind = (
        facets._slope(rows, facets._moved(rows, here, move, s))[0] for s in (step, -step)
    )
    for now, up, down in zip(slope, ahead, behind, strict=True):
        # Newton's step is where the slope, moving along it, would lose all of itself.
        assert (down - up) / (2 * step) == pytest.approx(now, abs=1e-4)


def test_a_film_with_all_scores_at_the_top_is_placed_above_the_others_and_marked():
    rows = [
        (f"f{film}", f"j{juror}", (film + juror * 2 + film * juror) % 5)
        for film in range(6)
        for juror in range(5)
    ]
    without = analyse(cards(rows, low=0, high=10), "rasch")
    with_top = analyse(
        cards([*rows, *((("top", f"j{juror}", 4)) for juror in range(5))], low=0, high=10), "rasch"
    )
    top = with_top.films[0]
    assert (top.film, top.extreme, top.rank) == ("top", True, 1)
    assert top.infit is None
    assert top.se > max(film.se for film in with_top.films[1:])
    assert any("top" in note.text for note in with_top.notes if note.key == "films.extreme")
    # It says nothing about anyone else, so nobody else moves.
    others = {film.film: film.measure for film in with_top.films[1:]}
    assert others == pytest.approx({film.film: film.measure for film in without.films}, abs=1e-9)


def test_an_extreme_film_lies_where_its_total_is_three_tenths_inwards():
    rows = [
        (f"f{film}", f"j{juror}", (film + juror * 2 + film * juror) % 5)
        for film in range(6)
        for juror in range(5)
    ]
    analysis = study(
        cards([*rows, *(("low", f"j{juror}", 0) for juror in range(3))], low=0, high=10), "rasch"
    )
    at = analysis.scores.films.index("low")
    expected = analysis.estimate.expected[analysis.scores.film == at]
    assert expected.sum() == pytest.approx(0.3, abs=1e-9)


def test_an_extreme_juror_is_set_apart_and_placed():
    rows = [
        (f"f{film}", f"j{juror}", (film + juror * 2 + film * juror) % 5)
        for film in range(6)
        for juror in range(5)
    ]
    rows += [(f"f{film}", "kind", 4) for film in range(6)]
    result = analyse(cards(rows, low=0, high=10), "rasch")
    jurors = {juror.juror: juror for juror in result.jurors}
    assert jurors["kind"].extreme
    assert jurors["kind"].severity < min(
        juror.severity for name, juror in jurors.items() if name != "kind"
    )


def test_a_film_seen_only_by_jurors_of_whom_nothing_is_known_is_not_ranked():
    rows = [
        (f"f{film}", f"j{juror}", (film + juror * 2 + film * juror) % 5)
        for film in range(6)
        for juror in range(5)
    ]
    rows += [("top", "only", 4), ("f0", "only", 4)]
    result = analyse(cards(rows, low=0, high=10), "rasch")
    assert {juror.juror: juror.extreme for juror in result.jurors}["only"]
    assert all(film.rank is not None or film.measure is None for film in result.films)


def test_half_steps_are_levels_of_their_own():
    festival = simulated(4, 60, step=0.5)
    result = analyse(festival.scores, "rasch")
    used = len(np.unique(festival.scores.score))
    assert used > 11
    assert len(result.thresholds) == used - 1
    assert all(1 <= film.fair_average <= 10 for film in result.films)


def test_two_levels_are_the_plain_rasch_model_with_one_threshold_of_zero():
    rows = [
        (f"f{film}", f"j{juror}", int((film * 3 + juror * 5 + film * juror) % 7 > 2))
        for film in range(8)
        for juror in range(7)
    ]
    result = analyse(cards(rows, low=0, high=1), "rasch")
    assert result.thresholds == pytest.approx((0,), abs=1e-12)


def test_disordered_thresholds_are_kept_and_told():
    scores, _answers = reference("guilford-1954", low=1, high=9)
    result = analyse(scores, "rasch")
    assert list(result.thresholds) != sorted(result.thresholds)
    told = [note.text for note in result.notes if "out of order" in note.text]
    assert len(told) == 1
    assert "2, 4, 6, 8" in told[0]


def test_partial_credit_gives_each_criterion_its_own_thresholds():
    festival = simulated(5, 80)
    result = analyse(festival.scores, "rasch", thresholds="per-criterion")
    assert result.thresholds is None
    for criterion in result.criteria:
        assert sum(criterion.thresholds) == pytest.approx(0, abs=1e-9)
    shared = analyse(festival.scores, "rasch")
    assert result.log_likelihood > shared.log_likelihood


def test_scores_all_alike_are_refused():
    rows = [(f"f{film}", f"j{juror}", 5) for film in range(4) for juror in range(3)]
    with pytest.raises(Refusal, match="too much alike"):
        analyse(cards(rows, low=0, high=10), "rasch")


def test_perfect_separation_is_refused_not_reported_as_a_number():
    rows = [("a", "x", 3), ("a", "y", 2), ("b", "x", 2), ("b", "y", 3)]
    rows += [("c", "x", 1), ("c", "y", 0), ("d", "x", 0), ("d", "y", 1)]
    with pytest.raises(Refusal, match="no finite measure"):
        analyse(cards(rows, low=0, high=10), "rasch")


def test_juror_and_criterion_that_come_only_together_are_refused():
    rows = [
        (f"f{film}", juror, criterion, (film * 2 + at * 3 + film * at) % 5)
        for film in range(6)
        for at, (juror, criterion) in enumerate([("x", "one"), ("y", "two"), ("z", "two")])
    ]
    with pytest.raises(Refusal, match="cannot be told apart"):
        analyse(table(rows, low=0, high=10), "rasch")


def test_draws_spread_as_the_information_says():
    festival = simulated(6, 30)
    analysis = study(festival.scores, "rasch")
    random = np.random.Generator(np.random.PCG64(2))
    draws = analysis.estimate.draw(20_000, random)
    assert draws.mean(axis=0) == pytest.approx(analysis.estimate.measure, abs=0.02)
    # Jurors and thresholds are uncertain too, so the joint spread exceeds the films' own.
    ratio = draws.std(axis=0) / analysis.estimate.film_se
    assert (ratio > 0.97).all()
    assert (ratio < 1.5).all()
