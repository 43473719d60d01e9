"""The forms of values that documents hold: what is no day is refused where it is read."""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jury_app.base.document import Stamp, Zone

STAMP, ZONE = msgspec.json.Decoder(Stamp), msgspec.json.Decoder(Zone)


def reads(decoder: msgspec.json.Decoder[str], text: str) -> bool:
    try:
        return decoder.decode(msgspec.json.encode(text)) == text
    except msgspec.ValidationError:
        return False


@given(st.integers(0, 9999), st.integers(0, 13), st.integers(0, 32))
def test_a_stamp_names_a_day_if_the_calendar_has_it(year: int, month: int, day: int) -> None:
    try:
        date(year, month, day)
        real = True
    except ValueError:
        real = False
    assert reads(STAMP, f"{year:04d}-{month:02d}-{day:02d}T23:59:59Z") == real


@pytest.mark.parametrize("year", [1900, 2000, 2023, 2024, 2100, 2400])
def test_the_29th_of_february_is_in_leap_years(year: int) -> None:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    assert reads(STAMP, f"{year}-02-29T00:00:00Z") == leap


@pytest.mark.parametrize("time", ["24:00:00", "23:60:00", "23:59:60", "9:30:00", "09:30"])
def test_a_stamp_names_a_time_of_the_day(time: str) -> None:
    assert not reads(STAMP, f"2026-07-18T{time}Z")


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("Asia/Hong_Kong", True),
        ("America/Argentina/Buenos_Aires", True),
        ("Etc/GMT+8", True),
        ("UTC", True),
        ("", False),
        ("../../etc/passwd", False),
        ("/Asia", False),
        ("Asia/", False),
        ("Asia Hong Kong", False),
        ("Asia/Hong_Kong\n", False),
    ],
)
def test_a_zone_has_the_form_of_a_name(text: str, good: bool) -> None:
    assert reads(ZONE, text) == good
