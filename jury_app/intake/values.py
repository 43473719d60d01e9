"""Cells as values: percents, dates as far as they are given, lists. What is unclear is None."""

import re
import unicodedata
from datetime import date

_PERCENT = re.compile(r"(-?\d{1,9}(?:[.,]\d{1,9})?) ?%?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_ENDS = ("uary", "ruary", "ch", "il", "", "e", "y", "ust", "tember", "ober", "ember", "ember")
_YEAR_FIRST = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?")
_CHINESE = re.compile(r"(\d{4}) ?年(?: ?(\d{1,2}) ?月(?: ?(\d{1,2}) ?日)?)?")
_DAY = r"(\d{1,2})(?:st|nd|rd|th|\.)?"
_MONTH_NAMED = re.compile(rf"(?:{_DAY} )?([a-z]{{3,9}})\.?(?: {_DAY})?,? (\d{{4}})")
_DAY_FIRST = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_TIME = re.compile(
    r"[ t]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]m)?(?: ?(?:z|utc|[+-]\d{2}:?\d{2}))?$"
)
_SEMICOLONS = re.compile(r"[;；|\n\r]+")
_COMMAS = re.compile(r"[,，、;；|\n\r]+")


def percent_of(text: str) -> int | None:
    """A percent as a whole number, halves up; None where unclear.

    `55`, `55%`, `55.4 %`. Between 0 and 1 without a sign it may be a share (`0.55`), so it is
    unclear. Numbers outside 0–100 come back as they are: who asks decides.
    """
    plain = _plain(text)
    match = _PERCENT.fullmatch(plain)
    if match is None:
        return None
    value = float(match[1].replace(",", "."))
    if 0 < value < 1 and not plain.endswith("%"):
        return None
    return int(value + 0.5) if value >= 0 else -int(0.5 - value)


def date_of(text: str) -> str | None:
    """A date as `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, as far as it is given; None where unclear.

    Read are ISO dates, `2026/1/9`, `January 9, 2026`, `9 Jan 2026`, `2026年1月9日`, `9.1.2026`,
    each with or without a time of day. `1/9/2026` is read only where one number is above 12:
    half the world puts the month first.
    """
    plain = _TIME.sub("", _plain(text))
    if match := _YEAR_FIRST.fullmatch(plain):
        return _checked(match[1], match[3], match[4])
    if match := _CHINESE.fullmatch(plain):
        return _checked(*match.groups())
    if match := _MONTH_NAMED.fullmatch(plain):
        before, name, after, year = match.groups()
        return None if before and after else _checked(year, _month(name), before or after)
    if match := _DAY_FIRST.fullmatch(plain):
        return _day_or_month_first(*match.groups())
    return None


def span_of(partial: str) -> tuple[str, str]:
    """The first and the last day that a date of `date_of` may mean, for comparing as text."""
    return partial + "-01-01"[len(partial) - 4 :], partial + "-12-31"[len(partial) - 4 :]


def listed(text: str, *, commas: bool = True) -> tuple[str, ...]:
    """The items of a cell that holds several: semicolons, bars, lines and, if told, commas."""
    parts = (_COMMAS if commas else _SEMICOLONS).split(text)
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()


def _month(name: str) -> str:
    """The number of a month by its English name; 0 for another word."""
    start = name[:3]
    if start not in _MONTHS:
        return "0"
    number = _MONTHS.index(start) + 1
    return str(number) if name[3:] in {"", "t", _MONTH_ENDS[number - 1]} else "0"


def _day_or_month_first(first: str, mark: str, second: str, year: str) -> str | None:
    """Dots put the day first; slashes only where no month has such a number."""
    if mark == "." or int(first) > 12 or first == second:
        return _checked(year, second, first)
    return _checked(year, first, second) if int(second) > 12 else None


def _checked(year: str, month: str | None, day: str | None) -> str | None:
    """The date as far as it is given, if the calendar has it."""
    try:
        whole = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return whole.isoformat()[: 10 if day else 7 if month else 4]
