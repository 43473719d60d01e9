"""Running times of every shape, and those that are asked about rather than guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jury_app.intake.durations import running_time, seconds_of, shown


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0:12:30", 750),
        ("1:49:38", 6578),
        ("00:12:30.5", 751),
        ("00:12:30,25", 750),
        ("00:12:30:12", 750),
        ("00:12:30;12", 750),
        ("12:30", 750),
        ("90:15", 5415),
        ("  12：30 ", 750),
        ("00:00:00", 0),
        ("80", 4800),
        ("80 min", 4800),
        ("80min.", 4800),
        ("80 minutes", 4800),
        ("12.5 min", 750),
        ("12,5 min", 750),
        ("1h 20m", 4800),
        ("1h20", 4800),
        ("1h20m30s", 4830),
        ("1 hr. 20 mins", 4800),
        ("1 hour and 20 minutes", 4800),
        ("1 hour, 20 minutes, 5 seconds", 4805),
        ("1 Std. 20 Min.", 4800),
        ("1 heure et 20 minutes", 4800),
        ("90 s", 90),
        ("12m30", 750),
        ("TRT 14'30\"", 870),
        ("14′30″", 870),
        ("14’30”", 870),
        ("Runtime: 14' 30''", 870),
        ("PT12M", 720),
        ("pt1h20m30.5s", 4831),
        ("12分30秒", 750),
        ("12分鐘", 720),
        ("1小时20分", 4800),
        ("１小時２０分鐘", 4800),
        ("1時間20分", 4800),
        ("1시간 20분", 4800),
        ("片長：12分30秒", 750),
    ],
)
def test_every_shape_is_read(text: str, seconds: int) -> None:
    assert seconds_of(text) == seconds


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "TRT", "1:75:00", "0:12:75", "12:60", "12.30", "0.5", "12-15 min", "~12 min"),
        *("about 12 min", "1h 75m", "20m 1h", "12 min 12 min", "12 apples", "-12:30", "1e3"),
        *("300", "900", "99999999999999999999", "500 hours", "PT", "P1D", "min", "#VALUE!"),
        *("1:2:3:4:5", "12:30 pm", "h20", "1h2", "2026-01-09", "<b>12</b>"),
    ],
)
def test_what_can_be_read_in_two_ways_is_asked_about(text: str) -> None:
    assert seconds_of(text) is None


@given(st.integers(min_value=0, max_value=99 * 3600))
def test_shown_running_times_read_back(seconds: int) -> None:
    assert seconds_of(shown(seconds)) == seconds


@given(st.text(max_size=60))
def test_any_text_is_read_or_unclear(text: str) -> None:
    seconds = seconds_of(text)
    assert seconds is None or 0 <= seconds <= 360_000


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(0, "under"), (299, "under"), (300, "short"), (1800, "short"), (1801, "feature")],
)
def test_exactly_thirty_minutes_is_a_short(seconds: int, expected: str) -> None:
    assert running_time(seconds, shortest=300, short_until=1800) == expected
