"""What keys come to: digits to scores, digits to percentages. Pure; no widget is known here.

**Scores** up to ten: a digit is the score, 0 is ten. Where the scale has half steps, a point after
the digit adds a half, and a second point takes it away again.

**Percentages, and scores on a wider scale,** are typed as they are written, two digits each: `6`
`5` is 65, `0` `5` is 5. A number ends by itself with the key that leaves no other reading, so a
lane costs two keys; no pause is ever waited for. Only `1` `0` may still become 100: a `0` makes it
so, any other digit begins the next number. Tab ends a number of one digit, and of a score Return
does too: `7` Return is 7; a digit with which no longer number begins is whole (5 of 20). A digit
that leads to no step of the rules is refused, never rounded, and takes the digit before it along:
what comes next must not be read as the end of this number.
"""

from collections.abc import Iterable
from typing import NamedTuple

from jury_app.base import figures
from jury_app.rules.rules import Scale

TEN = 10


def is_wide(scale: Scale) -> bool:
    """Whether a score is a number of several digits, as `typed_score` takes it."""
    return scale.high > TEN


def typed_score(scale: Scale) -> "Number":
    """A score of a wide scale while it is typed, in whole points."""
    return Number(range(scale.low, scale.high + 1))


def score_of(digit: int, scale: Scale) -> int | None:
    """The score that a digit's key gives, in units of 1/`scale.per`; None off the scale."""
    whole = TEN if digit == 0 and scale.high >= TEN else digit
    return whole * scale.per if scale.low <= whole <= scale.high else None


def halved(units: int, scale: Scale) -> int | None:
    """`units` with a half step more, or without the one that it has; None where none fits."""
    if scale.per == 1:
        return None
    if units % scale.per:
        return units - 1
    return units + 1 if units + 1 <= scale.high * scale.per else None


def stepped(units: int, by: int, scale: Scale) -> int:
    """`units` moved by `by` steps within the scale."""
    return min(max(units + by, scale.low * scale.per), scale.high * scale.per)


def units_of(value: object, scale: Scale) -> int | None:
    """The score in a draft's value, in units of 1/`scale.per`; None where it holds none."""
    if not isinstance(value, dict) or not isinstance(value.get("units"), int):
        return None
    units, own = value["units"], value.get("per", 1)
    return int(units * scale.per // own)


def written(units: int, per: int) -> str:
    """A score as the letter and paper write it: `7`, `7.5`."""
    return figures.number(units / per)


class Typed(NamedTuple):
    """What a digit came to.

    Attributes:
        value: The percentage that now stands; None: none yet.
        is_done: Whether the number is complete and the next lane's turn.
        rest: A digit that begins the next number; empty if none.
        is_refused: Whether the digit leads to no step.
    """

    value: int | None = None
    is_done: bool = False
    rest: str = ""
    is_refused: bool = False


class Number:
    """A number while it is typed.

    Args:
        values: Those that it may come to, each from 0 on.
    """

    def __init__(self, values: Iterable[int]) -> None:
        self._readings = {f"{value:02d}": value for value in values}
        self.text = ""

    def type(self, digit: str) -> Typed:
        """Take one more digit."""
        longer = self.text + digit
        choices = [each for each in self._readings if each.startswith(longer)]
        if not choices:
            before, self.text = self.text, ""
            if before in self._readings:
                return Typed(self._readings[before], is_done=True, rest=digit)
            alone = self._readings.get(longer.zfill(2))
            return Typed(is_refused=True) if alone is None else Typed(alone, is_done=True)
        self.text = longer
        if longer not in choices:
            return Typed()
        is_done = len(choices) == 1
        if is_done:
            self.text = ""
        return Typed(int(longer), is_done=is_done)

    def rub(self) -> bool:
        """Take the last digit away; False if there was none."""
        had, self.text = bool(self.text), self.text[:-1]
        return had

    def end(self) -> Typed:
        """The number is left: what stands typed is taken as it reads, if that is a step."""
        text, self.text = self.text, ""
        if not text:
            return Typed()
        value = self._readings.get(text.zfill(2))
        return Typed(is_refused=True) if value is None else Typed(value, is_done=True)


class Percentage(Number):
    """A percentage while it is typed.

    Args:
        step: Percentages are multiples of it.
    """

    def __init__(self, step: int) -> None:
        super().__init__(range(0, 101, step))
