"""Coverage of the intervals over 1,000 festivals, and the figures of docs/methods.md.

Takes some minutes: run by `make coverage`, with `-s` to read the figures.
"""

import pytest

from jury_app.tally.methods import METHODS
from tests.tally.coverage import covered

FESTIVALS = 1_000


@pytest.mark.parametrize("films", [30, 120])
def test_additive_covers_measure_and_rank_in_88_to_92_percent(films):
    found = covered("additive", festivals=FESTIVALS, films=films)
    print(f"\nadditive, {FESTIVALS} festivals of {films} films: {found}")
    assert 0.88 <= found.measure <= 0.92
    assert 0.88 <= found.rank <= 0.92


@pytest.mark.parametrize("method", sorted(set(METHODS) - {"additive/1"}))
def test_the_other_methods_cover_what_the_manual_says(method):
    found = covered(method, festivals=100, films=120)
    print(f"\n{method}, 100 festivals of 120 films: {found}")
    assert 0.5 < found.rank < 0.95


@pytest.mark.parametrize("per_film", [3, 7])
def test_the_bootstrap_of_a_mean_is_the_narrower_the_fewer_reviews(per_film):
    found = covered("mean", festivals=100, films=120, per_film=per_film)
    print(f"\nmean, {per_film} reviews: {found}")
    assert found.measure < 0.88


def test_correction_beats_the_mean_in_kendalls_tau():
    additive = covered("additive", festivals=100, films=120, draws=100)
    mean = covered("mean", festivals=100, films=120, draws=100)
    print(f"\ntau: additive {additive.tau:.4f}, mean {mean.tau:.4f}")
    assert additive.tau > mean.tau + 0.01
