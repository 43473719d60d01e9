"""Exact methods against their definitions, and the lightness that official results rely on."""

import statistics
import subprocess
import sys
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jury_app.base.errors import Refusal
from jury_app.tally import exact

VALUES = st.lists(st.fractions(0, 100, max_denominator=360), min_size=1, max_size=12)


@given(VALUES)
def test_mean_and_median_are_those_of_the_statistics_module_in_fractions(values):
    assert exact.mean(values) == statistics.mean(values)
    assert exact.median(values) == statistics.median(values)


@given(VALUES, st.sampled_from(["mean", "median"]))
def test_trimmed_drops_one_of_each_end_from_five_on_and_else_falls_back(values, fallback):
    found = exact.trimmed(values, fallback)
    if len(values) < 5:
        assert found == exact.EXACT[fallback](values)
    else:
        assert found * (len(values) - 2) == sum(values) - min(values) - max(values)


@given(VALUES, st.randoms())
def test_the_order_of_the_cards_changes_nothing(values, random):
    shuffled = random.sample(values, len(values))
    for method in exact.VERSIONS.values():
        assert exact.film_value(method, shuffled) == exact.film_value(method, values)


def test_thirds_stay_thirds():
    assert exact.mean([Fraction(100, 3)] * 3) == Fraction(100, 3)


@pytest.mark.parametrize("method", exact.VERSIONS.values())
def test_no_card_is_refused(method):
    with pytest.raises(Refusal, match="not reviewed"):
        exact.film_value(method, [])


def test_an_unknown_method_is_refused_with_the_known_ones():
    with pytest.raises(Refusal, match=r"mean/1, median/1, trimmed/1"):
        exact.film_value("mean/2", [Fraction(1)])


def test_the_exact_methods_import_nothing_heavy():
    code = "import sys, jury_app.tally.exact; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
