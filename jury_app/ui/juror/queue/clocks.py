"""Clocks: what the festival's clocks show at the deadline, kept for the next opening.

To tell it Qt looks into all files of the system's time zones, some six hundred; the first picture
would wait for that longer than for painting its cards.
"""

from contextlib import suppress
from datetime import datetime, timedelta, timezone

from jury_app.base.texts import language
from jury_app.ui.juror.moments import Clock, clock
from jury_app.ui.kit.preferences import Preferences


class Clocks:
    """Knows what it told last.

    Args:
        preferences: Where that is kept.
    """

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences

    def at(self, zone: str, at: datetime) -> Clock | None:
        """What the clocks of a zone show at a moment; None where the zone is not known here."""
        asked = {"zone": zone, "at": at.isoformat(), "language": language()}
        kept = self._preferences.clock
        if kept.items() >= asked.items():
            with suppress(KeyError, ValueError, OverflowError):  # kept by another version
                offset = timedelta(seconds=int(kept["offset"]))
                return Clock(timezone(offset), kept["name"])
        found = clock(zone, at)
        if found is not None:
            offset = found.offset.utcoffset(None)
            told = {"offset": f"{offset.total_seconds():.0f}", "name": found.name}
            self._preferences.set(clock=asked | told)
        return found
