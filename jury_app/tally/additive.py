"""The additive model: a score is a film's worth, minus a juror's severity, plus chance.

Film and juror effects are both random, on scorecard values: the criteria of one card move together
(one juror's delight lifts them all), so they are not independent rows. Variances are estimated by
restricted maximum likelihood, with the average-information step and the deviance checked at each;
effects are best linear unbiased predictions, with the errors of prediction.

Sources: Patterson and Thompson (1971), Biometrika 58, 545–554 (REML); Gilmour, Thompson and Cullis
(1995), Biometrics 51, 1440–1450 (average information); Henderson (1975) (prediction).
"""

from dataclasses import dataclass
from math import exp, log, pi
from typing import Literal

import numpy as np

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_, _
from jury_app.tally.arrays import Bools, Floats, Ints
from jury_app.tally.crossed import Design, Equations, Solution
from jury_app.tally.estimate import Estimate, criterion_offsets
from jury_app.tally.results import Note, Variance
from jury_app.tally.scores import Scores

LEAST, MOST = 1e-8, 1e8
"""Bounds of a variance ratio; at the lower one the component is told as zero."""
STEPS = 200
TOLERANCE = 1e-9
"""Largest relative change of a variance ratio at which the estimate has converged."""


@dataclass(frozen=True)
class Additive:
    """The model at its estimates; effects are deviations in the unit of the data.

    Attributes:
        mean: Mean over films and jurors.
        film: Effect of each film (mean + effect is what a juror of average severity gives).
        juror: Effect of each juror; severity is its negative.
        film_se: Standard error of mean + film effect.
        juror_se: Standard error of a juror's effect.
        var_film, var_juror, var_residual: Variance components.
        log_likelihood: Restricted.
        steps: Steps to convergence.
    """

    mean: float
    film: Floats
    juror: Floats
    film_se: Floats
    juror_se: Floats
    var_film: float
    var_juror: float
    var_residual: float
    log_likelihood: float
    steps: int
    equations: Equations | None
    kept: Literal["film", "juror"]

    @property
    def measure(self) -> Floats:
        """Each film's corrected score: mean + effect."""
        return self.mean + self.film

    def draws(self, n: int, random: np.random.Generator) -> Floats:
        """Draws of the films' measures from their joint posterior, given the variances; n × films.

        Draws the mean and the kept factor from the reduced system, then the eliminated factor,
        whose levels are independent given those.
        """
        if self.equations is None:
            return np.full((n, len(self.film)), self.mean)
        from scipy.linalg import solve_triangular

        equations, scale = self.equations, self.var_residual**0.5
        design = equations.design
        noise = random.standard_normal((len(equations.factor), n))
        kept = scale * solve_triangular(
            equations.factor, noise, trans="T", lower=True, check_finite=False
        )
        if self.kept == "film":
            return np.asarray(self.measure + (kept[0] + kept[1:]).T)
        spread = scale * np.sqrt(equations.weight)
        mean = kept[0] * (1 - equations.weight * design.n_a)[:, None]
        shift = mean - equations.weight[:, None] * (design.incidence @ kept[1:])
        out: Floats = random.standard_normal((n, design.levels_a))
        out *= spread
        out += shift.T
        out += self.measure
        return out


def fit(film: Ints, juror: Ints, value: Floats) -> Additive:
    """Fit the model to values by film and juror; a cell may hold several.

    Args:
        film: Index of each value's film; every index up to the largest occurs.
        juror: Index of each value's juror, likewise.
        value: In any unit; effects and errors come back in it, variances in its square.

    Raises:
        Refusal: Every film has one value only: its worth and chance cannot be told apart.
    """
    n, films, jurors = len(value), int(film.max()) + 1, int(juror.max()) + 1
    if films == n and n > 1:
        raise Refusal(
            N_("No film has two scorecards, so worth and chance cannot be told apart; use `mean`.")
        )
    centre = float(np.mean(value))
    y = value - centre
    if np.ptp(value) == 0 or n < 3:
        return _flat(centre, films, jurors)
    kept: Literal["film", "juror"] = "juror" if films >= jurors else "film"
    design = Design(film, juror) if kept == "juror" else Design(juror, film)
    # A factor of one level is the mean, one of as many levels as values is the residual.
    fixed = [levels in {1, n} for levels in (design.levels_a, design.levels_b)]
    estimate = _estimate(design, y, fixed)
    return _model(estimate, centre, kept)


@dataclass(frozen=True)
class _Estimate:
    equations: Equations
    solution: Solution
    ratios: tuple[float, float]
    residual: float
    deviance: float
    steps: int


def _at(design: Design, y: Floats, logs: Floats, steps: int) -> _Estimate:
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
    return _Estimate(equations, solution, (ratio_a, ratio_b), residual, deviance, steps)


def _estimate(design: Design, y: Floats, fixed: list[bool]) -> _Estimate:
    """Minimise the REML deviance over both ratios; halve a step that does not lower it."""
    floor, ceiling = log(LEAST), log(MOST)
    logs = np.array([floor if fix else 0.0 for fix in fixed])
    here = _at(design, y, logs, 0)
    for step in range(1, STEPS + 1):
        slope, curvature = _derivatives(here)
        free = ~np.array(fixed) & ~((logs <= floor) & (slope > 0))
        move = _move(slope, curvature, free, np.array(here.ratios))
        while True:
            there = _at(design, y, np.clip(logs + move, floor, ceiling), step)
            if there.deviance <= here.deviance + 1e-12 * abs(here.deviance):
                break
            move /= 2
        settled = float(np.max(np.abs(move))) < TOLERANCE
        logs, here = np.clip(logs + move, floor, ceiling), there
        if settled:
            break
    return here


def _move(slope: Floats, curvature: Floats, free: Bools, ratios: Floats) -> Floats:
    """Newton's step as a change of the logarithms, at most a factor of e² at once."""
    move = np.zeros(2)
    if free.any():
        chosen = np.ix_(free, free)
        step = np.linalg.lstsq(curvature[chosen], slope[free], rcond=None)[0]
        move[free] = np.clip(-step / ratios[free], -2, 2)
    return move


def _derivatives(at: _Estimate) -> tuple[Floats, Floats]:
    """Slope of the deviance in the two ratios, and the average information as its curvature."""
    equations, design = at.equations, at.equations.design
    traces = equations.traces(equations.inverse())
    # Z'Py of a factor is its effects over its ratio.
    scores = (at.solution.a / at.ratios[0], at.solution.b / at.ratios[1])
    squares = np.array([score @ score for score in scores])
    slope = np.array(traces) - squares / at.residual
    spread = [scores[0][design.a], scores[1][design.b]]
    projected = [equations.solve(column).residual for column in spread]
    cross = np.array([[row @ column for column in projected] for row in spread])
    freedom = design.n - 1
    curvature = cross / at.residual - np.outer(squares, squares) / (at.residual**2 * freedom)
    return slope, curvature


def _model(at: _Estimate, centre: float, kept: Literal["film", "juror"]) -> Additive:
    equations, solution = at.equations, at.solution
    inverse = equations.inverse()
    if kept == "juror":
        film, juror = solution.a, solution.b
        film_var, juror_var = equations.variances(inverse)
    else:
        film, juror = solution.b, solution.a
        film_var = equations.variances_of_mean_plus_b(inverse)
        juror_var = equations.variances_of_a(inverse)
    components = [0.0 if ratio <= LEAST * 1.001 else ratio * at.residual for ratio in at.ratios]
    if kept == "film":
        components.reverse()
    # At the floor of a ratio the effects are zero but for rounding.
    return Additive(
        mean=centre + solution.mean,
        film=film if components[0] else np.zeros_like(film),
        juror=juror if components[1] else np.zeros_like(juror),
        film_se=np.sqrt(at.residual * film_var),
        juror_se=np.sqrt(at.residual * juror_var),
        var_film=components[0],
        var_juror=components[1],
        var_residual=at.residual,
        log_likelihood=-at.deviance / 2,
        steps=at.steps,
        equations=equations,
        kept=kept,
    )


def _flat(mean: float, films: int, jurors: int) -> Additive:
    """All values are equal: nothing differs, and nothing is uncertain."""
    return Additive(
        mean=mean,
        film=np.zeros(films),
        juror=np.zeros(jurors),
        film_se=np.zeros(films),
        juror_se=np.zeros(jurors),
        var_film=0.0,
        var_juror=0.0,
        var_residual=0.0,
        log_likelihood=float("nan"),
        steps=0,
        equations=None,
        kept="juror",
    )


def estimate(scores: Scores) -> Estimate:
    """Tally by the additive model on scorecard values, in points of the scale.

    Raises:
        Refusal: No film has two scorecards.
    """
    cards = scores.cards
    model = fit(cards.film, cards.juror, cards.value)
    offset = criterion_offsets(scores)
    expected = (model.measure[scores.film] + model.juror[scores.juror]) + offset[scores.criterion]
    spread = float(np.sqrt(np.mean((scores.score - expected) ** 2)))
    return Estimate(
        measure=model.measure,
        value=100 * (model.measure - float(scores.low)) / scores.width,
        draw=model.draws,
        film_se=model.film_se,
        severity=0.0 - model.juror,  # never a negative zero
        juror_se=model.juror_se,
        variance=Variance(model.var_film, model.var_juror, model.var_residual),
        log_likelihood=None if model.equations is None else model.log_likelihood,
        expected=expected,
        spread=np.full(len(scores), spread),
        notes=tuple(_notes(model)),
    )


def _notes(model: Additive) -> list[Note]:
    notes = []
    if model.var_film == 0:
        text = _("The films do not differ by more than chance: every order of them is as good.")
        notes.append(Note("variance.film", text, warning=True))
    if model.var_juror == 0:
        text = _("The jurors' severity differs by no more than chance: nothing is corrected.")
        notes.append(Note("variance.juror", text))
    return notes
