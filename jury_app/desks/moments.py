"""Moments as people write and read them: in a zone that they name."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from jury_app.base.clock import parse_stamp, readable, stamp
from jury_app.base.errors import Refusal
from jury_app.base.texts import N_, _, noted


def zone_named(name: str) -> ZoneInfo:
    """The time zone with this IANA name.

    Raises:
        Refusal: This machine knows none.
    """
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # no such name; a path; a folder of names (“Asia”)
        raise Refusal(
            N_("“{zone}” is no time zone; write it as Asia/Hong_Kong."), zone=name
        ) from None


def moment(text: str, zone: str) -> str:
    """A moment that a person wrote, in UTC as documents write it.

    Args:
        text: As `2026-07-10 18:00`; it may name its own offset.
        zone: IANA name of the zone that is meant otherwise.

    Raises:
        Refusal: It is no moment, or no zone.
    """
    there = zone_named(zone)
    try:
        if ":" not in text:
            raise ValueError(text)  # noqa: TRY301  a day alone is no moment
        written = datetime.fromisoformat(text)
        if written.tzinfo is None:
            written = written.replace(tzinfo=there)
        return stamp(written.astimezone(UTC))
    except (ValueError, OverflowError):
        raise Refusal(N_("“{text}” is no time; write it as 2026-07-10T18:00."), text=text) from None


def in_zone(at: str, zone: str) -> str:
    """A moment in a zone, as on paper, which may be read anywhere.

    A zone of which this machine does not know, and the calendar's last day, are told in UTC.
    """
    utc = parse_stamp(at)
    try:
        return noted(f"{utc.astimezone(zone_named(zone)):%Y-%m-%d %H:%M}", zone)
    except (Refusal, OverflowError):
        return noted(readable(at), zone)


def shown(at: str, zone: str) -> str:
    """A moment in a zone, as `in_zone`, and in local time where that differs."""
    text, utc = in_zone(at, zone), parse_stamp(at)
    try:
        there, here = utc.astimezone(zone_named(zone)), utc.astimezone()
    except (Refusal, OverflowError):
        return text
    if here.utcoffset() != there.utcoffset():
        return _("{moment} = {local} local time").format(
            moment=text, local=f"{here:%Y-%m-%d %H:%M}"
        )
    return text


def span(began: str, ended: str) -> str:
    """From when to when on this machine's clock, either of them empty where it is not known.

    A moment that a person wrote in their own words stays as it is.
    """
    return " – ".join(_clock(each) for each in (began, ended) if each)


def _clock(at: str) -> str:
    try:
        return f"{parse_stamp(at).astimezone():%Y-%m-%d %H:%M}"
    except (Refusal, OverflowError):
        return at
