"""Figures as people read them, in one place: numbers, percentages, sizes, lengths of time.

English and Chinese both write `1,234.5`; a language that does not is told apart here alone.
Moments of films are `timecode`'s, moments of the calendar `desks.moments`' and the window's.
"""

from jury_app.base.texts import _
from jury_app.base.timecode import timecode

_SIZES = ("kB", "MB", "GB", "TB", "PB")


def number(value: float, places: int | None = None) -> str:
    """A number, `7`, `7.5`; with `places`, that many decimals, `64.0`."""
    return f"{value:g}" if places is None else f"{value:.{places}f}"


def count(amount: int) -> str:
    """How many, with its thousands apart: `12,345`."""
    return f"{amount:,}"


def percent(share: float, places: int | None = None) -> str:
    """A share of 1 in percent: `51 %`, `66.7 %`.

    Args:
        share: From 0 to 1; 0.9 is 90 %.
        places: How many decimals are shown; None: as many as it has, at most one.
    """
    shown = number(round(share * 100, 1)) if places is None else number(share * 100, places)
    return _("{percent} %").format(percent=shown)


def size(amount: int) -> str:
    """Bytes in the unit that fits, in steps of a thousand: `999 bytes`, `12.4 GB`."""
    if amount < 1000:
        return _("{n} bytes").format(n=amount)
    value, unit = float(amount), ""
    for unit in _SIZES:  # noqa: B007  the last one is used
        value /= 1000
        if round(value, 1) < 1000:
            break
    return f"{number(value, 1)} {unit}"


def length(seconds: int) -> str:
    """A running time as `1:02:03` or `2:03`; empty where it is not known."""
    return timecode(seconds * 1000) if seconds > 0 else ""


def spent(seconds: int) -> str:
    """How long something takes, to the minute: `3 h 20 min`."""
    hours, minutes = divmod(max(1, round(seconds / 60)), 60)
    if hours and minutes:
        return _("{hours} h {minutes} min").format(hours=hours, minutes=minutes)
    if hours:
        return _("{hours} h").format(hours=hours)
    return _("{minutes} min").format(minutes=minutes)
