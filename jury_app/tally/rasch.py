"""`rasch`: the many-facet Rasch model on single scores, told in logits and in fair averages.

What FACETS does, made explicit here: categories nobody used are collapsed and told; films, jurors
and criteria whose scores all lie at one end have no finite measure, so the model is fitted without
them and each is placed afterwards by a total moved 0.3 inwards, and marked; films and criteria are
centred at 0 and jurors free; thresholds out of order are kept and told.

Sources: Linacre (1989); Linacre, A User's Guide to FACETS (extreme scores; fair averages); Wright
and Masters (1982), ch. 5 (infit and outfit).
"""

import numpy as np

from jury_app.base.texts import _, series
from jury_app.tally import facets
from jury_app.tally.arrays import Floats, Ints
from jury_app.tally.estimate import Draw, Estimate
from jury_app.tally.extremes import Apart, Placed, place, set_apart
from jury_app.tally.facets import Fit, locations, moments, probabilities
from jury_app.tally.results import CriterionResult, Note
from jury_app.tally.scores import Scores


def estimate(scores: Scores, *, per_criterion: bool = False) -> Estimate:
    """Tally by the many-facet Rasch model.

    Args:
        scores: The table.
        per_criterion: Whether each criterion has thresholds of its own (partial credit).

    Raises:
        Refusal: All scores are alike, facets cannot be told apart, or no finite maximum exists.
    """
    apart = set_apart(scores, per_criterion=per_criterion)
    fit = facets.fit(apart.ratings)
    placed = place(scores, apart, fit)
    fair = _fair_averages(scores, apart, placed)
    film_fit, juror_fit = (_mean_squares(apart, fit, facet) for facet in (0, 1))
    expected, spread = _expected(scores, apart, placed)
    return Estimate(
        measure=placed.measures[0],
        value=100 * (fair - float(scores.low)) / scores.width,
        draw=_sampler(apart, fit, placed),
        film_se=placed.errors[0],
        film_infit=film_fit[0],
        film_outfit=film_fit[1],
        fair_average=fair,
        film_extreme=placed.extreme[0],
        severity=placed.measures[1],
        juror_se=placed.errors[1],
        juror_infit=juror_fit[0],
        juror_outfit=juror_fit[1],
        juror_extreme=placed.extreme[1],
        criteria=_criteria(scores, apart, placed, per_criterion=per_criterion),
        thresholds=None if per_criterion else _finite(placed.thresholds[0]),
        log_likelihood=fit.log_likelihood,
        expected=expected,
        spread=spread,
        notes=tuple(_notes(scores, apart, placed, per_criterion=per_criterion)),
    )


def _sampler(apart: Apart, fit: Fit, placed: Placed) -> Draw:
    fitted = apart.fitted[0]
    others = np.flatnonzero(placed.extreme[0])

    def draw(n: int, random: np.random.Generator) -> Floats:
        out = np.tile(placed.measures[0], (n, 1))
        out[:, fitted] += fit.information.draws(n, random)
        out[:, others] += random.standard_normal((n, len(others))) * placed.errors[0][others]
        return out

    return draw


def _mean_squares(apart: Apart, fit: Fit, facet: int) -> tuple[Floats, Floats]:
    """Infit (weighted by information) and outfit (unweighted) of films or jurors."""
    rows = apart.ratings
    index = (rows.film, rows.juror)[facet]
    chance = probabilities(locations(rows, fit.parameters), fit.parameters.thresholds[rows.group])
    mean, variance = moments(chance)
    squares = (rows.category - mean) ** 2
    infit, outfit = np.full((2, len(apart.layers[facet])), np.nan)
    infit[apart.fitted[facet]] = np.bincount(index, squares) / np.bincount(index, variance)
    outfit[apart.fitted[facet]] = np.bincount(index, squares / variance) / np.bincount(index)
    return infit, outfit


def _fair_averages(scores: Scores, apart: Apart, placed: Placed) -> Floats:
    """The score that each film would get from a juror of mean severity, on the scale.

    On a criterion of mean difficulty where thresholds are shared; else the weighted mean over
    the criteria.
    """
    severity = placed.measures[1][apart.fitted[1]].mean()
    if len(apart.values) == 1:
        asked = [(0, 0.0, 1)]
    else:
        asked = [
            (group, placed.measures[2][at], scores.weights[at])
            for group, at in enumerate(apart.fitted[2])
        ]
    total = np.zeros(len(placed.measures[0]))
    for group, difficulty, weight in asked:
        location = placed.measures[0] - severity - difficulty
        total += weight * _mean_score(apart, placed, np.full(len(location), group), location)[0]
    return total / sum(weight for *_rest, weight in asked)


def _mean_score(
    apart: Apart, placed: Placed, group: Ints, location: Floats
) -> tuple[Floats, Floats]:
    """Expected score on the scale, and its standard deviation, at each location."""
    chance = probabilities(location, placed.thresholds[group])
    values = np.zeros((len(apart.values), chance.shape[1]))
    for at, used in enumerate(apart.values):
        values[at, : len(used)] = used
    mean = (chance * values[group]).sum(axis=1)
    variance = (chance * values[group] ** 2).sum(axis=1) - mean**2
    return mean, np.sqrt(np.maximum(variance, 0))


def _expected(scores: Scores, apart: Apart, placed: Placed) -> tuple[Floats, Floats]:
    """For every row of the table, the score expected and its standard deviation."""
    film, juror, criterion = placed.measures
    location = film[scores.film] - juror[scores.juror] - criterion[scores.criterion]
    known = ~np.isnan(location) & (apart.group >= 0)
    expected, spread = np.full((2, len(scores)), np.nan)
    expected[known], spread[known] = _mean_score(apart, placed, apart.group[known], location[known])
    return expected, spread


def _criteria(
    scores: Scores, apart: Apart, placed: Placed, *, per_criterion: bool
) -> tuple[CriterionResult, ...]:
    thresholds: dict[int, tuple[float, ...]] = {}
    if per_criterion:
        sets = enumerate(apart.fitted[2].tolist())
        thresholds = {at: _finite(placed.thresholds[group]) for group, at in sets}
    found = []
    for at, name in enumerate(scores.criteria):
        difficulty, error = placed.measures[2][at], placed.errors[2][at]
        known = len(scores.criteria) > 1 and not np.isnan(difficulty)
        found.append(
            CriterionResult(
                name,
                float(difficulty) if known else None,
                float(error) if known else None,
                thresholds.get(at),
            )
        )
    return tuple(sorted(found, key=lambda one: one.criterion))


def _finite(thresholds: Floats) -> tuple[float, ...]:
    return tuple(thresholds[np.isfinite(thresholds)].tolist())


def _notes(scores: Scores, apart: Apart, placed: Placed, *, per_criterion: bool) -> list[Note]:
    notes = _about_levels(scores, apart, placed, per_criterion=per_criterion)
    notes += _about_extremes(scores, placed)
    if len(scores.criteria) > 1:
        text = _(
            "`rasch` takes the criteria of one card as independent; where a juror's liking lifts "
            "all of them, its intervals are too narrow. Those of `additive` are not."
        )
        notes.append(Note("films.rank_low", text, warning=True))
    if len(set(scores.weights)) > 1 and not per_criterion:
        text = _("With shared thresholds `rasch` weighs every score alike; weights are not used.")
        notes.append(Note("films.value", text, warning=True))
    return notes


def _about_levels(
    scores: Scores, apart: Apart, placed: Placed, *, per_criterion: bool
) -> list[Note]:
    """Levels that nobody used, and thresholds out of order."""
    notes = []
    names = (
        [scores.criteria[at] for at in apart.fitted[2]] if per_criterion else [_("all criteria")]
    )
    for name, used, steps in zip(names, apart.values, placed.thresholds, strict=True):
        gaps = np.flatnonzero(np.diff(used) > np.diff(used).min() * (1 + 1e-9))
        if len(gaps):
            text = _("No score between {gaps} was given ({criterion}); the levels are joined.")
            shown = series(f"{used[at]:g}–{used[at + 1]:g}" for at in gaps)
            notes.append(Note("thresholds", text.format(gaps=shown, criterion=name)))
        disordered = np.flatnonzero(np.diff(steps[np.isfinite(steps)]) < 0)
        if len(disordered):
            text = _(
                "Thresholds are out of order at {steps} ({criterion}): these scores are never the "
                "most likely ones. They are kept as estimated."
            )
            shown = series(f"{used[at + 1]:g}" for at in disordered)
            notes.append(Note("thresholds", text.format(steps=shown, criterion=name)))
    return notes


def _about_extremes(scores: Scores, placed: Placed) -> list[Note]:
    """Who was set apart and placed afterwards."""
    texts = {
        "films.extreme": _("Films with all scores at one end, placed 0.3 inwards: {names}."),
        "jurors.extreme": _("Jurors with all scores at one end, placed 0.3 inwards: {names}."),
        "criteria": _("Criteria with all scores at one end, placed 0.3 inwards: {names}."),
    }
    tables = (scores.films, scores.jurors, scores.criteria)
    return [
        Note(key, text.format(names=series(sorted(table[at] for at in np.flatnonzero(extreme)))))
        for (key, text), table, extreme in zip(texts.items(), tables, placed.extreme, strict=True)
        if extreme.any()
    ]
