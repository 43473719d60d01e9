"""Why a row is asked about or refused: one message a reason, never with anybody's contact data."""

from typing import Literal

from msgspec import Struct

from jury_app.base.texts import plain, translate

Weight = Literal["note", "query", "refused"]
"""A note is only told; a query lets the row in as a query; a refused row is left out."""

_SHOWN = 60


class Reason(Struct, frozen=True):
    """Why a row is what it is; `str` gives its sentence in the language in use.

    Attributes:
        weight: What follows from it.
        code: Its name in machine-readable output, e.g. `duration_unclear`.
        message: A message id with `{name}` fields.
        arguments: Their values, in order of name.
    """

    weight: Weight
    code: str
    message: str
    arguments: tuple[tuple[str, str | int], ...] = ()

    def __str__(self) -> str:
        shown = {
            name: plain(value) if isinstance(value, str) else value
            for name, value in self.arguments
        }
        return translate(self.message).format(**shown)


def reason(weight: Weight, code: str, message: str, **arguments: str | int) -> Reason:
    """A reason; values from outside are cut to a line's length."""
    return Reason(
        weight,
        code,
        message,
        tuple(
            (name, clipped(value) if isinstance(value, str) else value)
            for name, value in sorted(arguments.items())
        ),
    )


def clipped(text: str) -> str:
    """At most 60 characters of a text from outside."""
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
