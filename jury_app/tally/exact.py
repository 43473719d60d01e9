"""Exact methods: mean, median and trimmed mean of a film's scorecard values, as fractions.

Official results and their verification stand on this module, so it is pure Python and imports
nothing heavy. A value is a `Fraction`, usually on 0–100; nothing is rounded here.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import lcm
from typing import Literal

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_, series

TRIMMED_NEEDS = 5
"""Scores below which a highest and a lowest cannot be dropped (ISU Special Regulations)."""

Fallback = Literal["mean", "median"]


def mean(values: Sequence[Fraction]) -> Fraction:
    """The arithmetic mean.

    Raises:
        Refusal: There is no value.
    """
    _some(values)
    # One common denominator for the sum: a fraction reduced at every step is ten times slower.
    ratios = [value.as_integer_ratio() for value in values]
    common = lcm(*[denominator for _, denominator in ratios])
    total = sum([numerator * (common // denominator) for numerator, denominator in ratios])
    return Fraction(total, common * len(values))


def median(values: Sequence[Fraction]) -> Fraction:
    """The middle value; of an even number, the mean of the two in the middle.

    Raises:
        Refusal: There is no value.
    """
    _some(values)
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(values) % 2 else (ordered[half - 1] + ordered[half]) / 2


def trimmed(values: Sequence[Fraction], fallback: Fallback = "mean") -> Fraction:
    """The mean without one highest and one lowest value, as the ISU judges skating.

    Args:
        values: The scorecard values of one film.
        fallback: What a film with fewer than five values gets; declared before the round.

    Raises:
        Refusal: There is no value.
    """
    if len(values) < TRIMMED_NEEDS:
        return EXACT[fallback](values)
    return mean(sorted(values)[1:-1])


EXACT: dict[str, Callable[[Sequence[Fraction]], Fraction]] = {"mean": mean, "median": median}

VERSIONS = {"mean": "mean/1", "median": "median/1", "trimmed": "trimmed/1"}
"""Name → name with version; what a version computes never changes."""


def film_value(method: str, values: Sequence[Fraction], *, fallback: Fallback = "mean") -> Fraction:
    """A film's value by a method named with its version, such as `mean/1`.

    Raises:
        Refusal: There is no value, or the method is not one of `VERSIONS`.
    """
    match method:
        case "mean/1":
            return mean(values)
        case "median/1":
            return median(values)
        case "trimmed/1":
            return trimmed(values, fallback)
        case _:
            raise Refusal(
                N_("“{method}” is no exact method; known are {known}."),
                method=method,
                known=series(VERSIONS.values()),
            )


def _some(values: Sequence[Fraction]) -> None:
    if not values:
        raise Refusal(N_("There is no score to take a value from; list the film as not reviewed."))
