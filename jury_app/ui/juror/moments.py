"""Moments in the words of the language in use; lengths and sizes are as `base.figures` writes them.

Pure: nothing is read.
"""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone, tzinfo
from typing import NamedTuple

from PySide6.QtCore import QDateTime, QLocale, QTimeZone

from jury_app.base.figures import length, size, spent
from jury_app.base.texts import _, language

__all__ = [
    "Clock",
    "ClockOf",
    "clock",
    "in_zones",
    "length",
    "locale",
    "moment",
    "shown",
    "size",
    "spent",
]


class Clock(NamedTuple):
    """What the clocks of a zone show at a moment.

    Attributes:
        offset: Their difference from UTC.
        name: What people call their time, e.g. “Hong Kong Standard Time”.
    """

    offset: timezone
    name: str


ClockOf = Callable[[str, datetime], Clock | None]
"""Zone and moment → its clock; None where the zone is not known here."""


def locale() -> QLocale:
    """The locale of the language in use, in which dates and numbers are written."""
    return QLocale(language().replace("-", "_"))


def moment(stamp: str) -> datetime:
    """An aware moment from how documents write it.

    Raises:
        ValueError: It is no moment.
    """
    return datetime.fromisoformat(stamp)


def shown(at: datetime, zone: tzinfo | None = None) -> str:
    """A moment with its weekday, in a zone; the machine's, unless given."""
    there = at.astimezone(zone)
    local = locale()
    day = local.dayName(there.isoweekday(), QLocale.FormatType.ShortFormat)
    month = local.monthName(there.month, QLocale.FormatType.ShortFormat)
    return _("{weekday} {day} {month}, {time}").format(
        weekday=day, day=there.day, month=month, time=f"{there:%H:%M}"
    )


def clock(zone: str, at: datetime) -> Clock | None:
    """What the clocks of a zone show at a moment; None where the zone is not known here."""
    known = QTimeZone(zone.encode())
    if not known.isValid():
        return None
    there = QDateTime.fromSecsSinceEpoch(int(at.timestamp()), QTimeZone.utc())
    name = known.displayName(there, QTimeZone.NameType.LongName, locale())
    return Clock(timezone(timedelta(seconds=known.offsetFromUtc(there))), name or zone)


def in_zones(at: datetime, zone: str, clock_of: ClockOf = clock) -> str:
    """A moment as the festival's clocks show it, and in brackets as this machine's do."""
    known = clock_of(zone, at)
    if known is None:
        return shown(at)
    there = known.offset
    if at.astimezone(there).utcoffset() == at.astimezone().utcoffset():
        return shown(at, there)
    same_day = at.astimezone(there).date() == at.astimezone().date()
    here = f"{at.astimezone():%H:%M}" if same_day else shown(at)
    return _("{moment} {zone} ({here} here)").format(
        moment=shown(at, there), zone=known.name, here=here
    )
