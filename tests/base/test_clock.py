"""Moments are written one way: whole UTC seconds."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jury_app.base.clock import SetClock, SystemClock, parse_stamp, stamp
from jury_app.base.errors import Refusal

HONG_KONG = timezone(timedelta(hours=8))

moments = st.datetimes(
    min_value=datetime(1, 1, 2),  # noqa: DTZ001  hypothesis adds the zone
    max_value=datetime(9999, 12, 30),  # noqa: DTZ001  hypothesis adds the zone
    timezones=st.sampled_from([UTC, HONG_KONG, timezone(timedelta(hours=-9, minutes=-30))]),
)


def test_a_moment_is_written_in_utc():
    assert stamp(datetime(2026, 7, 18, 17, 30, tzinfo=HONG_KONG)) == "2026-07-18T09:30:00Z"


@given(moments)
def test_what_is_written_is_read_as_the_same_second(moment):
    assert parse_stamp(stamp(moment)) == moment.replace(microsecond=0)


@given(moments, moments)
def test_written_moments_sort_as_they_follow(one, other):
    one, other = one.replace(microsecond=0), other.replace(microsecond=0)
    assert (stamp(one) < stamp(other)) == (one < other)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-07-18",
        "2026-07-18 09:30:00Z",
        "2026-07-18T09:30:00",
        "2026-07-18T09:30:00+08:00",
        "2026-07-18T09:30:00.5Z",
        "2026-02-30T09:30:00Z",
        "2026-07-18T25:30:00Z",
        "2026-07-18T09:30:00Z\n",
        "2026-7-18T9:30:00Z",
        "٢٠٢٦-07-18T09:30:00Z",
    ],
)
def test_other_forms_are_refused_by_name(text):
    with pytest.raises(Refusal, match="write it as 2026-07-18T09:30:00Z") as caught:
        parse_stamp(text)
    assert caught.value.arguments == {"text": text}


def test_a_set_clock_stands_until_it_is_moved():
    clock = SetClock(datetime(2026, 7, 18, 17, 30, tzinfo=HONG_KONG))
    assert clock.now() == clock.now() == datetime(2026, 7, 18, 9, 30, tzinfo=UTC)
    clock.advance(days=1, minutes=-30)
    assert stamp(clock.now()) == "2026-07-19T09:00:00Z"


def test_the_machines_clock_goes_on_in_utc():
    clock = SystemClock()
    first, second = clock.now(), clock.now()
    assert first.tzinfo is UTC
    assert first <= second
