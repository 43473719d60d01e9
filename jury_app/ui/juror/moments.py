"""Moments in the words of the language in use; lengths and sizes are as `base.figures` writes them.

Pure: nothing is read.
"""

from datetime import datetime, timedelta, timezone, tzinfo

from PySide6.QtCore import QDateTime, QLocale, QTimeZone

from jury_app.base.figures import length, size, spent
from jury_app.base.texts import _, language

__all__ = ["in_zones", "length", "locale", "moment", "shown", "size", "spent", "zone_name"]


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


def in_zones(at: datetime, zone: str) -> str:
    """A moment as the festival's clocks show it, and in brackets as this machine's do."""
    known = QTimeZone(zone.encode())
    if not known.isValid():
        return shown(at)
    # Python's zoneinfo would cost the first picture a fifth of its imports.
    there = timezone(timedelta(seconds=known.offsetFromUtc(_moment(at))))
    if at.astimezone(there).utcoffset() == at.astimezone().utcoffset():
        return shown(at, there)
    same_day = at.astimezone(there).date() == at.astimezone().date()
    here = f"{at.astimezone():%H:%M}" if same_day else shown(at)
    return _("{moment} {zone} ({here} here)").format(
        moment=shown(at, there), zone=zone_name(zone, at), here=here
    )


def zone_name(zone: str, at: datetime) -> str:
    """What people call a zone, e.g. “Hong Kong Standard Time”."""
    known = QTimeZone(zone.encode())
    if not known.isValid():
        return zone
    return known.displayName(_moment(at), QTimeZone.NameType.LongName, locale()) or zone


def _moment(at: datetime) -> QDateTime:
    return QDateTime.fromSecsSinceEpoch(int(at.timestamp()), QTimeZone.utc())
