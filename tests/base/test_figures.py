"""Figures are written one way, wherever they are shown."""

import pytest

from jury_app.base.figures import count, number, percent, size
from jury_app.base.texts import use_language


def test_numbers_have_the_decimals_that_are_asked_for():
    assert [number(7), number(7.5), number(7.0)] == ["7", "7.5", "7"]
    assert [number(64, 1), number(2 / 3, 2)] == ["64.0", "0.67"]
    assert count(1234567) == "1,234,567"


def test_percentages_have_a_space_and_at_most_one_decimal():
    assert [percent(0.9), percent(2 / 3), percent(1), percent(0)] == [
        "90 %",
        "66.7 %",
        "100 %",
        "0 %",
    ]
    assert percent(2 / 3, 0) == "67 %"
    assert percent(0.67451, 0) == "67 %"  # rounded once


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1000, "1.0 kB"),
        (999_949, "999.9 kB"),
        (999_950, "1.0 MB"),
        (12_400_000_000, "12.4 GB"),
        (10**19, "10000.0 PB"),
    ],
)
def test_sizes_are_told_in_the_unit_that_fits(amount, shown):
    assert size(amount) == shown


def test_chinese_writes_the_same_figures():
    use_language("zh-Hant")
    try:
        assert (percent(0.5), size(999)) == ("50 %", "999 位元組")
    finally:
        use_language("en")
