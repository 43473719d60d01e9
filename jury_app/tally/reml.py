"""Restricted maximum likelihood for two crossed variance components.

The deviance is profiled over the residual variance and minimised in the logarithms of the two
ratios by average-information steps in a box, each checked and halved if need be.

Sources: Patterson and Thompson (1971), Biometrika 58, 545–554 (REML); Gilmour, Thompson and Cullis
(1995), Biometrics 51, 1440–1450 (average information).
"""

from dataclasses import dataclass
from math import exp, log, pi

import numpy as np

from jury_app.tally.arrays import Floats
from jury_app.tally.crossed import Design, Equations, Solution

LEAST, MOST = 1e-6, 1e6
"""Bounds of a variance ratio; at the lower one the component is told as zero."""
STEPS = 200
TOLERANCE = 1e-9
"""Largest relative change of a variance ratio at which the estimate has converged."""
FLAT = 1e-13
"""Relative change of the deviance that is rounding: a step that gains no more is the last."""
LONGEST = 2.0
"""Most that the logarithm of a ratio may change in one step."""


@dataclass(frozen=True)
class Components:
    """The model at one pair of variance ratios.

    Attributes:
        ratios: Variance of the factors a and b over that of the residual.
        residual: Its variance.
        deviance: −2 × restricted log-likelihood.
        steps: Steps taken to get here.
    """

    equations: Equations
    solution: Solution
    ratios: tuple[float, float]
    residual: float
    deviance: float
    steps: int


def at_ratios(design: Design, y: Floats, logs: Floats, steps: int) -> Components:
    """Everything that follows from a pair of (log) variance ratios."""
    ratio_a, ratio_b = exp(logs[0]), exp(logs[1])
    equations = Equations(design, ratio_a, ratio_b)
    solution = equations.solve(y)
    squares = (
        solution.residual @ solution.residual
        + solution.a @ solution.a / ratio_a
        + solution.b @ solution.b / ratio_b
    )
    freedom = design.n - 1
    residual = float(squares) / freedom
    deviance = equations.log_determinant() + freedom * (1 + log(2 * pi * residual))
    return Components(equations, solution, (ratio_a, ratio_b), residual, deviance, steps)


def estimate(design: Design, y: Floats, fixed: list[bool]) -> Components:
    """Minimise the REML deviance over both ratios; halve a step that does not lower it.

    Args:
        design: Of both factors.
        y: The data, centred (which keeps rounding small).
        fixed: Factors whose variance is not estimated and taken as zero.
    """
    floor, ceiling = log(LEAST), log(MOST)
    logs = np.array([floor if fix else 0.0 for fix in fixed])
    reach = np.where(fixed, 0.0, LONGEST)
    here = at_ratios(design, y, logs, 0)
    for step in range(1, STEPS + 1):
        slope, curvature, _moved = _derivatives(here)
        ratios = np.array(here.ratios)
        move = _move(
            slope * ratios,
            curvature * np.outer(ratios, ratios),
            np.maximum(-reach, floor - logs),
            np.minimum(reach, ceiling - logs),
        )
        while np.max(np.abs(move)) >= TOLERANCE:
            there = at_ratios(design, y, logs + move, step)
            if there.deviance <= here.deviance + FLAT * abs(here.deviance):
                break
            move /= 2
        else:
            return here
        settled = here.deviance - there.deviance < FLAT * abs(here.deviance)
        logs, here = logs + move, there
        if settled:
            break
    return here


def _move(slope: Floats, curvature: Floats, low: Floats, high: Floats) -> Floats:
    """The best step of the quadratic model inside a box, by coordinate descent.

    A step cut off at the box in one ratio is best again in the other, so that it always descends.
    """
    move = np.zeros(2)
    for _sweep in range(100):
        before = move.copy()
        for one, other in ((0, 1), (1, 0)):
            wish = -(slope[one] + curvature[one, other] * move[other])
            # No curvature, no slope: nothing is known about this ratio, and it stays.
            best = wish / curvature[one, one] if curvature[one, one] > 0 else 0.0
            move[one] = min(max(best, low[one]), high[one])
        if np.max(np.abs(move - before)) < TOLERANCE / 100:
            break
    return move


def _derivatives(at: Components) -> tuple[Floats, Floats, list[Solution]]:
    """Slope of the deviance in the two ratios, and the average information as its curvature.

    Returns the solutions for the two working variates too (minus the change of the predictions).
    """
    equations, design = at.equations, at.equations.design
    traces = equations.traces()
    # Z'Py of a factor is its effects over its ratio.
    scores = (at.solution.a / at.ratios[0], at.solution.b / at.ratios[1])
    squares = np.array([score @ score for score in scores])
    slope = np.array(traces) - squares / at.residual
    spread = [scores[0][design.a], scores[1][design.b]]
    moved = [equations.solve(column) for column in spread]
    cross = np.array([[row @ solution.residual for solution in moved] for row in spread])
    freedom = design.n - 1
    curvature = cross / at.residual - np.outer(squares, squares) / (at.residual**2 * freedom)
    # Effects of exactly zero carry no average information; a tenth of the least expected one
    # (Cauchy and Schwarz on its trace) keeps the step finite and does not bind elsewhere.
    levels = np.array([design.levels_a, design.levels_b])
    np.fill_diagonal(
        curvature, np.maximum(np.diag(curvature), 0.1 * np.array(traces) ** 2 / levels)
    )
    return slope, curvature, moved


def sway(at: Components) -> tuple[Floats, Floats, Floats]:
    """How far uncertain variances move the predictions: of the mean, of a and of b.

    Two rows each, to be multiplied by independent standard normal numbers; their squares sum to
    twice the first-order variance of a prediction that comes from estimating the ratios (Kackar
    and Harville 1984, J. Am. Stat. Assoc. 79, 853–862; doubled as Prasad and Rao 1990, ibid. 85,
    163–171, since the plain error is itself estimated too small).
    """
    _slope, curvature, moved = _derivatives(at)
    ratios = np.array(at.ratios)
    floor = ratios <= LEAST * 1.001
    information = curvature * np.outer(ratios, ratios) / 2
    information[floor] = information[:, floor] = 0
    # A ratio is never taken as less certain than a factor of e⁴·⁵ either way.
    spread = np.linalg.inv(information + 0.05 * np.eye(2))
    root = np.where(floor[:, None], 0.0, np.linalg.cholesky(2 * spread) * ratios[:, None])
    mean = np.array([-solution.mean for solution in moved])
    a = np.array([-solution.a for solution in moved])
    b = np.array([-solution.b for solution in moved])
    a[0] += at.solution.a / ratios[0]
    b[1] += at.solution.b / ratios[1]
    return root.T @ mean, root.T @ a, root.T @ b
