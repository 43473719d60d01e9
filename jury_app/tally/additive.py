"""The additive model: a score is a film's worth, minus a juror's severity, plus chance.

Film and juror effects are both random, on scorecard values: the criteria of one card move together
(one juror's delight lifts them all), so they are not independent rows. Variances are estimated by
restricted maximum likelihood; effects are best linear unbiased predictions, whose errors count
that the variances are estimates too.

Source: Henderson (1975), Biometrics 31, 423–447.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_, _
from jury_app.tally import reml
from jury_app.tally.arrays import Floats, Ints
from jury_app.tally.crossed import Design, Equations
from jury_app.tally.estimate import Estimate, criterion_offsets
from jury_app.tally.results import Note, Variance
from jury_app.tally.scores import Scores


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
        sway: 2 × films: how far uncertain variances move the measures (see `reml.sway`).
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
    sway: Floats
    kept: Literal["film", "juror"]

    @property
    def measure(self) -> Floats:
        """Each film's corrected score: mean + effect."""
        return self.mean + self.film

    def draws(self, n: int, random: np.random.Generator) -> Floats:
        """Draws of the films' measures from their joint posterior; n × films.

        Draws the mean and the kept factor from the reduced system, then the eliminated factor,
        whose levels are independent given those, then the sway of the variances.
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
            errors = (kept[0] + kept[1:]).T
        else:
            loading = (1 - equations.weight * design.n_a)[:, None]
            shift = loading * kept[0] - equations.weight[:, None] * (design.incidence @ kept[1:])
            errors = random.standard_normal((n, design.levels_a))
            errors *= scale * np.sqrt(equations.weight)
            errors += shift.T
        errors += self.measure
        errors += random.standard_normal((n, 2)) @ self.sway
        return np.asarray(errors)


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
    if np.ptp(value) == 0 or n < 3:
        return _nothing(value, films, jurors)
    kept: Literal["film", "juror"] = "juror" if films >= jurors else "film"
    design = Design(film, juror) if kept == "juror" else Design(juror, film)
    # A factor of one level is the mean, one of as many levels as values is the residual.
    fixed = [levels in {1, n} for levels in (design.levels_a, design.levels_b)]
    return _model(reml.estimate(design, value - centre, fixed), centre, kept)


def _model(at: reml.Components, centre: float, kept: Literal["film", "juror"]) -> Additive:
    equations, solution = at.equations, at.solution
    sway_mean, sway_a, sway_b = reml.sway(at)
    components = [
        0.0 if ratio <= reml.LEAST * 1.001 else ratio * at.residual for ratio in at.ratios
    ]
    if kept == "juror":
        film, juror = solution.a, solution.b
        film_var, juror_var = equations.variances()
        film_sway, juror_sway = sway_mean[:, None] + sway_a, sway_b
    else:
        film, juror = solution.b, solution.a
        film_var = equations.variances_of_mean_plus_b()
        juror_var = equations.variances_of_a()
        film_sway, juror_sway = sway_mean[:, None] + sway_b, sway_a
        components.reverse()
    # At the floor of a ratio the effects are zero but for rounding.
    return Additive(
        mean=centre + solution.mean,
        film=film if components[0] else np.zeros_like(film),
        juror=juror if components[1] else np.zeros_like(juror),
        film_se=np.sqrt(at.residual * film_var + (film_sway**2).sum(axis=0)),
        juror_se=np.sqrt(at.residual * juror_var + (juror_sway**2).sum(axis=0)),
        var_film=components[0],
        var_juror=components[1],
        var_residual=at.residual,
        log_likelihood=-at.deviance / 2,
        steps=at.steps,
        equations=equations,
        sway=film_sway,
        kept=kept,
    )


def _nothing(value: Floats, films: int, jurors: int) -> Additive:
    """All values are equal, or there are too few to estimate anything: no effects.

    Errors are zero where nothing differs, and unknown where there are too few values.
    """
    error = 0.0 if np.ptp(value) == 0 else float("nan")
    return Additive(
        mean=float(value.mean()),
        film=np.zeros(films),
        juror=np.zeros(jurors),
        film_se=np.full(films, error),
        juror_se=np.full(jurors, error),
        var_film=0.0,
        var_juror=0.0,
        var_residual=error,
        log_likelihood=float("nan"),
        steps=0,
        equations=None,
        sway=np.zeros((2, films)),
        kept="juror",
    )


def of_scores(scores: Scores) -> Additive:
    """Fit the model to the values of scorecards, in points of the scale.

    Raises:
        Refusal: No film has two scorecards.
    """
    cards = scores.cards
    return fit(cards.film, cards.juror, cards.value)


def expectation(scores: Scores, model: Additive) -> tuple[Floats, Floats]:
    """For every row, the score expected of this juror on this criterion, and its deviation."""
    offset = criterion_offsets(scores)
    expected = model.measure[scores.film] + model.juror[scores.juror] + offset[scores.criterion]
    spread = float(np.sqrt(np.mean((scores.score - expected) ** 2)))
    return expected, np.full(len(scores), spread)


def estimate(scores: Scores, model: Additive) -> Estimate:
    """Tally by the model of these scores, in points of the scale."""
    expected, spread = expectation(scores, model)
    return Estimate(
        measure=model.measure,
        value=100 * (model.measure - float(scores.low)) / scores.width,
        draw=model.draws,
        film_se=model.film_se,
        severity=0.0 - model.juror,  # never a negative zero
        juror_se=model.juror_se,
        variance=None
        if model.equations is None
        else Variance(model.var_film, model.var_juror, model.var_residual),
        log_likelihood=None if model.equations is None else model.log_likelihood,
        expected=expected,
        spread=spread,
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
