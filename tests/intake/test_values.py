"""Percents, dates and lists: what is clear is read, what is not is left to be asked."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jury_app.intake.values import date_of, listed, percent_of, span_of


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        *(("55", 55), ("55%", 55), (" 55 % ", 55), ("５５％", 55), ("55.5", 56), ("55,4%", 55)),
        *(("0", 0), ("100", 100), ("0.5%", 1), ("150", 150), ("-5", -5), ("-0.4", 0)),
        *(("", None), ("0.55", None), ("about 60", None), ("60-70", None), ("60+", None)),
        *(("1e2", None), ("NaN", None), ("55%%", None), ("9" * 30, None)),
    ],
)
def test_percents(text: str, percent: int | None) -> None:
    assert percent_of(text) == percent


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-02-20", "2026-02-20"),
        ("2026-02-20 10:30:00", "2026-02-20"),
        ("2026-02-20T10:30:00Z", "2026-02-20"),
        ("January 9, 2026", "2026-01-09"),
        ("9 Jan 2026", "2026-01-09"),
        ("Sept. 9th, 2026", "2026-09-09"),
        ("May 2026", "2026-05"),
        ("2026/1/9", "2026-01-09"),
        ("2026-03", "2026-03"),
        ("2026", "2026"),
        ("2026年1月9日", "2026-01-09"),
        ("2026年1月", "2026-01"),
        ("9.1.2026", "2026-01-09"),
        ("13/1/2026", "2026-01-13"),
        ("1/13/2026", "2026-01-13"),
        ("3/3/2026", "2026-03-03"),
        ("1/9/2026", None),
        ("2026-02-31", None),
        ("2026-13", None),
        ("Marsh 9, 2026", None),
        ("9 January 9 2026", None),
        ("26-01-09", None),
        ("46042", None),
        ("soon", None),
        ("", None),
    ],
)
def test_dates(text: str, expected: str | None) -> None:
    assert date_of(text) == expected


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_calendar_date_reads_back(day: date) -> None:
    assert date_of(day.isoformat()) == day.isoformat()
    assert date_of(f"{day:%B} {day.day}, {day.year}") == day.isoformat()
    assert date_of(f"{day.day} {day:%b} {day.year}") == day.isoformat()


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_unclear(text: str) -> None:
    found = date_of(text)
    assert found is None or date.fromisoformat(span_of(found)[0]) <= date.max


def test_partial_dates_span_what_they_may_mean() -> None:
    assert span_of("2026") == ("2026-01-01", "2026-12-31")
    assert span_of("2026-03") == ("2026-03-01", "2026-03-31")
    assert span_of("2026-03-04") == ("2026-03-04", "2026-03-04")


def test_lists_keep_their_order_and_lose_repeats() -> None:
    assert listed(" b; a,\n b 、c") == ("b", "a", "c")
    assert listed("Studio A, Inc.; Studio B", commas=False) == ("Studio A, Inc.", "Studio B")
    assert listed(" ;; ") == ()
