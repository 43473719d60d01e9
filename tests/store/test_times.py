from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jury_app.store import times

ZONES = st.builds(timezone, st.integers(-14 * 60, 14 * 60).map(lambda m: timedelta(minutes=m)))
FIRST, LAST = datetime(1, 1, 3), datetime(9999, 12, 29)  # noqa: DTZ001  as Hypothesis asks for them
MOMENTS = st.datetimes(FIRST, LAST, timezones=ZONES)


@given(MOMENTS, MOMENTS)
def test_texts_of_moments_sort_as_time_does_and_say_the_moment(one, other):
    texts = times.text(one), times.text(other)
    assert [len(text) for text in texts] == [27, 27]
    assert (texts[0] < texts[1], texts[0] == texts[1]) == (one < other, one == other)
    assert times.moment(texts[0]) == one


def test_a_moment_is_written_in_utc_to_the_microsecond():
    hong_kong = timezone(timedelta(hours=8))
    assert times.text(datetime(2026, 7, 18, 17, 30, tzinfo=hong_kong)) == (
        "2026-07-18T09:30:00.000000Z"
    )
    assert times.text(datetime(2026, 7, 18, 9, 30, 0, 50, UTC)) == "2026-07-18T09:30:00.000050Z"


def test_a_moment_without_a_zone_is_a_bug():
    with pytest.raises(ValueError, match="without zone"):
        times.text(datetime(2026, 7, 18))  # noqa: DTZ001  what is refused
