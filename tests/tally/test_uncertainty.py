"""Ranks from draws: against counting by hand, and what intervals, groups and cuts mean."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jury_app.tally import averages, uncertainty
from jury_app.tally.methods import study
from tests.tally.festivals import cards, simulated


def ranked(draws, *, twins=None, level=0.9):
    films = draws.shape[1]
    standing = np.argsort(np.argsort(-draws.mean(axis=0)))
    return uncertainty.rank(
        lambda n, _random: draws[:n],
        draws=len(draws),
        seed=0,
        eligible=np.ones(films, dtype=bool),
        standing=standing,
        twins=np.arange(films) if twins is None else np.array(twins),
        level=level,
    )


@settings(deadline=None, max_examples=40)
@given(seed=st.integers(0, 10**6), films=st.integers(1, 9), draws=st.integers(100, 400))
def test_the_chance_above_a_cut_is_the_share_of_draws_counted_one_by_one(seed, films, draws):
    values = np.random.default_rng(seed).normal(size=(draws, films))
    ranks = ranked(values)
    by_hand = (-values).argsort(axis=1).argsort(axis=1) + 1
    for cut in range(films + 1):
        assert ranks.p_above(cut) == pytest.approx((by_hand <= cut).mean(axis=0), abs=1e-12)
    assert ranks.se == pytest.approx(values.std(axis=0, ddof=1))


@settings(deadline=None, max_examples=40)
@given(seed=st.integers(0, 10**6), level=st.sampled_from([0.5, 0.8, 0.9, 0.95]))
def test_a_rank_is_left_out_only_if_its_middle_lies_in_a_tail(seed, level):
    random = np.random.default_rng(seed)
    values = random.normal(size=(500, 8)) + random.normal(size=8)
    ranks = ranked(values)
    low, high = ranks.interval(level)
    by_hand = (-values).argsort(axis=1).argsort(axis=1) + 1
    tail = (1 - level) / 2
    for film in range(8):
        share = np.bincount(by_hand[:, film], minlength=10) / 500
        middle = np.cumsum(share) - share / 2
        # A middle on the very bound may fall on either side of it by rounding.
        sure = tail + 1e-9
        inside = [rank for rank in range(1, 9) if sure < middle[rank] < 1 - sure]
        if inside:
            assert low[film] <= min(inside)
            assert high[film] >= max(inside)
            assert share[low[film] : high[film] + 1].sum() >= level - share.max()
        assert low[film] <= high[film]


def test_films_equal_in_every_draw_share_their_chances():
    values = np.tile(np.random.default_rng(1).normal(size=(4000, 1)), (1, 3))
    ranks = ranked(values)
    assert ranks.p_above(1) == pytest.approx([1 / 3] * 3, abs=0.03)
    assert set(ranks.group) == {1}


def test_twins_share_their_numbers_to_the_bit():
    values = np.random.default_rng(2).normal(size=(300, 4))
    ranks = ranked(values, twins=[0, 1, 1, 2])
    assert len({ranks.p_above(2)[at] for at in (1, 2)}) == 1
    low, high = ranks.interval(0.9)
    assert (low[1], high[1], ranks.se[1]) == (low[2], high[2], ranks.se[2])


def test_groups_begin_where_the_leader_is_surely_above():
    random = np.random.default_rng(3)
    values = random.normal(size=(4000, 5)) * 0.1 + np.array([5.0, 4.95, 4.0, 3.95, 1.0])
    assert ranked(values).group.tolist() == [1, 1, 2, 2, 3]


def test_a_higher_level_makes_wider_intervals_and_fewer_groups():
    analysis = study(simulated(1, 60).scores, "additive", interval=0.8)
    wide = study(analysis.scores, "additive", interval=0.99)
    narrow = {film.film: film for film in analysis.result.films}
    for film in wide.result.films:
        assert film.rank_low <= narrow[film.film].rank_low
        assert film.rank_high >= narrow[film.film].rank_high
    groups = [max(film.group for film in one.result.films) for one in (analysis, wide)]
    assert groups[0] > groups[1]


def test_chances_above_the_cut_sum_to_the_cut():
    analysis = study(simulated(2, 50).scores, "additive", cut=10)
    assert sum(film.p_above_cut for film in analysis.result.films) == pytest.approx(10)
    assert sum(analysis.p_above(17).values()) == pytest.approx(17)


def test_fewer_draws_are_made_where_they_would_not_fit_and_it_is_said():
    assert uncertainty.draws_for(2_067, 10_000) == 10_000
    assert uncertainty.draws_for(100_000, 2_000) == 400
    assert uncertainty.draws_for(10_000_000, 2_000) == 100


def test_a_report_with_fewer_draws_says_how_many(monkeypatch):
    scores = simulated(3, 30).scores
    monkeypatch.setattr(uncertainty, "MOST_CELLS", 30 * 200)
    result = study(scores, "additive", draws=600).result
    assert result.draws == 200
    assert any("200 draws were made instead of 600" in note.text for note in result.notes)


def test_blocks_of_draws_are_one_stream(monkeypatch):
    """Cutting the work into blocks for memory's sake changes no number."""
    scores = simulated(3, 30).scores
    whole = study(scores, "additive", draws=600, cut=5).result
    monkeypatch.setattr(uncertainty, "BLOCK", 30 * 600)
    assert study(scores, "additive", draws=600, cut=5).result == whole


def weighted(values, weights):
    """A sample with every value repeated as often as its weight says."""
    return np.repeat(values, weights)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 3)), min_size=1, max_size=7).filter(
        lambda pairs: any(weight for _value, weight in pairs)
    )
)
def test_weighted_statistics_are_those_of_the_repeated_sample(pairs):
    values, weights = (np.array(column) for column in zip(*sorted(pairs), strict=True))
    sample = np.sort(weighted(values.astype(float), weights))
    assert averages.weighted_mean(values, weights) == pytest.approx(sample.mean())
    assert averages.weighted_median(values, weights) == pytest.approx(np.median(sample))
    trimmed = averages.weighted_trimmed(values, weights, averages.weighted_median)
    expected = sample[1:-1].mean() if len(sample) >= 5 else np.median(sample)
    assert trimmed == pytest.approx(expected)


def test_the_bootstrap_of_one_shared_jury_has_the_error_of_its_mean():
    random = np.random.default_rng(7)
    rows = [
        ("a", f"j{at:03}", float(score)) for at, score in enumerate(random.integers(0, 11, 200))
    ]
    rows += [("b", f"j{at:03}", 5.0) for at in range(200)]
    analysis = study(cards(rows, low=0, high=10), "mean", draws=4000)
    film = {one.film: one for one in analysis.result.films}
    scores = np.array([score for name, _juror, score in rows if name == "a"])
    assert film["a"].se == pytest.approx(scores.std() / 200**0.5, rel=0.05)
    assert film["b"].se == pytest.approx(0, abs=1e-12)
