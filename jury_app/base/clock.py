"""Time: a clock is passed in, never asked for; documents hold whole UTC seconds as text."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Protocol

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_

_FORM = "%Y-%m-%dT%H:%M:%SZ"


class Clock(Protocol):
    """Something that tells the time."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC)


class SetClock:
    """A clock that stands until it is moved: for tests and for the demo's festival."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        """The moment to which the clock was last moved."""
        return self._now

    def advance(self, **delta: float) -> None:
        """Move on by `timedelta(**delta)`."""
        self._now += timedelta(**delta)


def stamp(moment: datetime) -> str:
    """An aware moment as documents write it: `2026-07-18T09:30:00Z`, whole seconds, UTC."""
    # strftime writes years before 1000 with fewer digits on some systems.
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def readable(text: str) -> str:
    """The moment that `stamp` wrote as people read it where no zone is known: in UTC.

    Raises:
        Refusal: `text` has another form.
    """
    return f"{parse_stamp(text):%Y-%m-%d %H:%M} UTC"


def parse_stamp(text: str) -> datetime:
    """The moment that `stamp` wrote.

    Raises:
        Refusal: `text` has another form.
    """
    with suppress(ValueError):
        moment = datetime.strptime(text, _FORM).replace(tzinfo=UTC)
        if stamp(moment) == text:  # strptime also reads 2026-7-8T9:3:0Z
            return moment
    raise Refusal(N_("“{text}” is no time; write it as 2026-07-18T09:30:00Z."), text=text)
