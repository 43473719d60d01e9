"""Values of parts, read for what they should be: somebody else put them there, as any JSON."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from jury_app.base.document import PartHash
from jury_app.base.timecode import timecode


class Values:
    """The values of a document's parts that are at hand, with their audiences, by name."""

    def __init__(self, held: Sequence[PartHash], values: Mapping[str, Any]) -> None:
        self._held = {part.name: part for part in held if part.hash in values}
        self._values = values

    def get(self, name: str) -> Any:  # noqa: ANN401  any JSON value
        """A part's value; None where it is not at hand (no part's value is null)."""
        part = self._held.get(name)
        return None if part is None else self._values[part.hash]

    def text(self, name: str) -> str:
        """A part's value as text; empty where it is not at hand."""
        value = self.get(name)
        return "" if value is None else said(value)

    def audience(self, name: str) -> str:
        """To whom a part may go; the panel alone where it is not known."""
        part = self._held.get(name)
        return "panel" if part is None else part.audience

    def under(self, head: str) -> Iterator[tuple[str, Any]]:
        """(rest of the name, value) of the parts `head/…`, in the order of their names."""
        for name in sorted(self._held, key=lambda each: (len(each), each)):
            first, _slash, rest = name.partition("/")
            if first == head:
                yield rest, self.get(name)


def said(value: Any) -> str:  # noqa: ANN401  any JSON value that somebody put into a part
    """A part's value as text; what is no text is shown as JSON."""
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def number(value: Any) -> int | None:  # noqa: ANN401  any JSON value
    """A part's value as a whole number, or None where it is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def percent(value: Any) -> float | None:  # noqa: ANN401  any JSON value
    """A part's value as a percentage, or None where it is none between 0 and 100."""
    whole = number(value)
    return float(whole) if whole is not None and 0 <= whole <= 100 else None


def running_time(seconds: Any) -> str:  # noqa: ANN401  any JSON value
    """Seconds as `1:02:03` or `24:10`; empty where they are not known."""
    whole = number(seconds)
    return timecode(whole * 1000) if whole and whole > 0 else ""


def moment(milliseconds: Any) -> str:  # noqa: ANN401  any JSON value
    """A moment in a film, from a part that holds milliseconds or what the juror typed."""
    whole = number(milliseconds)
    if whole is not None and whole >= 0:
        return timecode(whole)
    return milliseconds if isinstance(milliseconds, str) else ""
