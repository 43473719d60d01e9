"""What every method hands over: estimates as arrays in the order of the table, and its draws.

`jury_app.tally.methods` turns one of these into a `Result`; nothing else knows a method's insides.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from jury_app.tally.arrays import Bools, Floats, Ints
from jury_app.tally.results import CriterionResult, Note, Variance
from jury_app.tally.scores import Scores

Draw = Callable[[int, np.random.Generator], Floats]
"""(n, random) → n draws of all films' measures, n × films; ties in a draw are possible."""


@dataclass(frozen=True)
class Estimate:
    """A method's estimates for one table; NaN where it has none.

    Attributes:
        measure: Of each film, in the method's unit.
        value: Of each film, on 0–100, before the ends of the scale are respected.
        exact: The values as exact rationals, which then decide ranks and ties.
        draw: Draws of the measures, for ranks and intervals.
        film_se: Standard errors of the measures; None: take the spread of the draws.
        severity, juror_se: Of each juror; positive is harsh.
        expected, spread: For every row, the score that the model expects and its standard
            deviation; None where the method is no model.
    """

    measure: Floats
    value: Floats
    draw: Draw
    exact: tuple[Fraction, ...] | None = None
    film_se: Floats | None = None
    film_infit: Floats | None = None
    film_outfit: Floats | None = None
    fair_average: Floats | None = None
    film_extreme: Bools | None = None
    severity: Floats | None = None
    juror_se: Floats | None = None
    juror_infit: Floats | None = None
    juror_outfit: Floats | None = None
    juror_extreme: Bools | None = None
    criteria: tuple[CriterionResult, ...] | None = None
    thresholds: tuple[float, ...] | None = None
    variance: Variance | None = None
    log_likelihood: float | None = None
    expected: Floats | None = None
    spread: Floats | None = None
    notes: tuple[Note, ...] = field(default=())


def standing(estimate: Estimate, scores: Scores) -> Ints:
    """A dense number for each film, 0 for the best; equal results share it, no measure is last.

    Exact values are compared exactly; measures of a model are equal within 1e-9 of the scale (of
    a logit), which is what rounding leaves of the measures of films with the same scores.
    """
    if estimate.exact is not None:
        places = {value: at for at, value in enumerate(sorted(set(estimate.exact), reverse=True))}
        return np.array([places[value] for value in estimate.exact], dtype=np.int64)
    measure = np.where(np.isnan(estimate.measure), -np.inf, estimate.measure)
    order = np.argsort(-measure, kind="stable")
    with np.errstate(invalid="ignore"):
        steps = -np.diff(measure[order]) > 1e-9 * max(1.0, scores.width)
    out = np.empty(len(order), dtype=np.int64)
    out[order] = np.cumsum(np.append(0, steps))
    return out


def criterion_offsets(scores: Scores) -> Floats:
    """How much more each criterion gets than the cards it stands on, in points of the scale."""
    counts = np.diff(np.append(scores.cards.start, len(scores)))
    card_mean = np.add.reduceat(scores.score, scores.cards.start) / counts
    deviation = scores.score - np.repeat(card_mean, counts)
    number = np.bincount(scores.criterion)
    return np.bincount(scores.criterion, weights=deviation) / number
