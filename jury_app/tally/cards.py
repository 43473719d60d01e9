"""What official results take from a scorecard, and what a scorecard is worth: exact, no floats."""

from collections.abc import Sequence
from fractions import Fraction
from math import lcm
from typing import Literal

from msgspec import Struct

Verdict = Literal["meets", "doubtful", "does_not", ""]


class CardValue(Struct, frozen=True, kw_only=True, gc=False):
    """One scorecard that counts, as far as results need it.

    Attributes:
        card: Its hash.
        film: The film's id.
        juror: The juror's id.
        value: What it is worth, 0–100 (`card_value`).
        criteria: The score of each criterion in the rules' order; None: cannot judge.
        verdict: The gate verdict; empty where the round asks none.
        lanes: Participation in percent, a lane each in the rules' order; None unless all are given.
        hold: Whether an ethics answer asks for a hold.
    """

    card: str
    film: str
    juror: str
    value: Fraction
    criteria: tuple[Fraction | None, ...] = ()
    verdict: Verdict = ""
    lanes: tuple[int, ...] | None = None
    hold: bool = False


def lane_estimate(value: object) -> int | None:
    """A lane estimate in percent, or None where a part's value is none: a juror may sign any."""
    return value if type(value) is int and 0 <= value <= 100 else None


def card_value(
    scores: Sequence[Fraction | None], weights: Sequence[int], low: int, high: int
) -> Fraction | None:
    """What a scorecard is worth on 0–100: 100 × Σ w·(score − low)/(high − low) ÷ Σ w.

    Both sums go over the scored criteria. If these hold less than half of the whole weight, the
    card is incomplete and worth nothing yet: None.

    Args:
        scores: One a criterion; None: cannot judge.
        weights: One a criterion, positive.
        low: Lowest score of the scale.
        high: Highest score of the scale.

    Raises:
        ValueError: Scores and weights differ in number, or a score lies outside the scale.
    """
    given = [
        (weight, *score.as_integer_ratio())
        for score, weight in zip(scores, weights, strict=True)
        if score is not None
    ]
    # Whole numbers over one denominator: a fraction a term would cost as much as a signature.
    whole = lcm(*[denominator for _, _, denominator in given])
    worth = scored = 0
    for weight, numerator, denominator in given:
        if not low * denominator <= numerator <= high * denominator:
            raise ValueError(Fraction(numerator, denominator))
        worth += weight * (numerator * (whole // denominator) - low * whole)
        scored += weight
    if not scored or 2 * scored < sum(weights):
        return None
    return Fraction(100 * worth, whole * scored * (high - low))
