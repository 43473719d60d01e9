"""The festival's clocks: asked of the system once a deadline and language."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from jury_app.base.texts import use_language
from jury_app.ui.juror.moments import Clock, clock
from jury_app.ui.juror.queue.clocks import Clocks
from jury_app.ui.kit.preferences import Preferences

AT = datetime(2026, 11, 28, 10, tzinfo=UTC)
EAST = timezone(timedelta(hours=8))
HONG_KONG = Clock(EAST, "Hong Kong Standard Time")


@pytest.fixture(autouse=True)
def _english():
    yield
    use_language("en")


def test_what_was_told_last_is_told_again_without_asking(tmp_path):
    preferences = Preferences(tmp_path / "window.json")
    assert Clocks(preferences).at("Asia/Hong_Kong", AT) == HONG_KONG
    preferences.set(clock={**preferences.clock, "name": "as it was kept"})
    preferences.close()
    again = Clocks(Preferences(tmp_path / "window.json"))
    assert again.at("Asia/Hong_Kong", AT) == Clock(EAST, "as it was kept")


def test_another_zone_moment_or_language_is_asked_anew():
    clocks = Clocks(Preferences())
    assert clocks.at("Asia/Hong_Kong", AT) == HONG_KONG
    assert clocks.at("America/New_York", AT).offset == timezone(timedelta(hours=-5))
    assert clocks.at("America/New_York", AT - timedelta(days=100)).offset == timezone(
        timedelta(hours=-4)
    )
    use_language("zh-Hant")
    assert clocks.at("Asia/Hong_Kong", AT) == clock("Asia/Hong_Kong", AT) != HONG_KONG


def test_a_zone_that_is_not_known_is_not_kept():
    preferences = Preferences()
    assert Clocks(preferences).at("No/Where", AT) is None
    assert preferences.clock == {}


@pytest.mark.parametrize("offset", ["", "--5", "ten", "86400", "9" * 30])
def test_what_was_kept_and_cannot_be_is_asked_anew(offset):
    preferences = Preferences()
    clocks = Clocks(preferences)
    clocks.at("Asia/Hong_Kong", AT)
    preferences.set(clock={**preferences.clock, "offset": offset})
    assert clocks.at("Asia/Hong_Kong", AT) == HONG_KONG
