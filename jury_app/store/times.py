"""Moments in the database: UTC text of one width, so that it sorts as time does."""

from datetime import UTC, datetime

import msgspec


def text(moment: datetime) -> str:
    """The text of an aware moment: `2026-07-18T09:30:00.000000Z`.

    Raises:
        ValueError: The moment is naive.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment without zone")  # a bug, not told to people
    written: str = msgspec.to_builtins(moment.astimezone(UTC))  # a tenth of what isoformat takes
    return written if moment.microsecond else f"{written[:-1]}.000000Z"


def moment(text: str) -> datetime:
    """The aware moment that `text` wrote."""
    return datetime.fromisoformat(text)
