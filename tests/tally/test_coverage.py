"""Whether 90 % intervals cover 90 %: 100 small festivals here, 1,000 by `make coverage`."""

import pytest

from tests.tally.coverage import covered


@pytest.fixture(scope="module")
def shares():
    return covered("additive", festivals=100, films=60, draws=500)


def test_additive_intervals_of_the_measure_cover_the_truth_as_often_as_they_say(shares):
    assert 0.88 <= shares.measure <= 0.92


def test_additive_intervals_of_the_rank_cover_the_truth_as_often_as_they_say(shares):
    assert 0.88 <= shares.rank <= 0.92


def test_the_bootstrap_of_a_mean_of_five_covers_less_than_it_says():
    """As docs/methods.md tells the chair; were it not so, the page would be wrong."""
    found = covered("mean", festivals=20, films=60, draws=500)
    assert 0.76 <= found.measure <= 0.86
