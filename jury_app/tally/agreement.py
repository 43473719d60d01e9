"""How far jurors agree, before anything is corrected: Krippendorff's alphas and the ICCs.

Units are film × criterion cells, raters are jurors. Alpha takes any pattern of missing scores;
an intraclass correlation needs cells that all have the same number of scores, and all but the first
kind need every juror in every cell.

Sources: Krippendorff, Content Analysis (3rd ed. 2013), ch. 12; Shrout and Fleiss (1979),
Psychological Bulletin 86, 420–428.
"""

from collections.abc import Callable

import numpy as np

from jury_app.base.texts import _
from jury_app.tally.arrays import Floats, Ints
from jury_app.tally.results import Agreement, Note
from jury_app.tally.scores import Scores

MOST_VALUES = 2_000
"""Distinct scores up to which the table of coincidences is made."""

Distance = Callable[[Floats, Floats], Floats]
"""(distinct scores ascending, how often each is paired) → squared distances, values × values."""


def agreement(scores: Scores) -> tuple[Agreement, tuple[Note, ...]]:
    """All coefficients; None, with a note, where one is not defined."""
    unit = scores.film * len(scores.criteria) + scores.criterion
    _units, unit = np.unique(unit, return_inverse=True)
    alphas, no_alpha = _alphas(unit, scores.score)
    correlations, no_correlation = _correlations(unit, scores.juror, scores.score)
    found = Agreement(**alphas, **correlations)
    reasons = {"alpha": no_alpha, "icc": no_correlation}
    notes = [
        Note(f"agreement.{key}", reasons["alpha" if key.startswith("alpha") else "icc"])
        for key in Agreement.__struct_fields__
        if getattr(found, key) is None
    ]
    return found, tuple(notes)


def _alphas(unit: Ints, score: Floats) -> tuple[dict[str, float], str]:
    """The alphas that are defined, and why the others are not."""
    values, value = np.unique(score, return_inverse=True)
    if len(values) > MOST_VALUES:
        return {}, _("Alpha is not computed for more than {n} different scores.").format(
            n=MOST_VALUES
        )
    pairs = _coincidences(unit, value, len(values))
    number = pairs.sum(axis=1)
    if np.count_nonzero(number) < 2:
        return {}, _("Alpha needs cells with two scores, and scores that differ.")
    found = {}
    for name, distance in DISTANCES.items():
        if name == "alpha_ratio" and values[0] < 0:
            continue
        squares = distance(values, number)
        expected = number @ squares @ number / (number.sum() - 1)
        found[name] = float(1 - np.sum(pairs * squares) / expected)
    return found, _("A ratio needs scores from 0 upwards.")


def _coincidences(unit: Ints, value: Ints, size: int) -> Floats:
    """How often two values meet in one unit, each unit weighted by 1 / (its scores − 1)."""
    from scipy.sparse import csr_matrix, diags_array

    counts = csr_matrix((np.ones(len(unit)), (unit, value)), (int(unit.max()) + 1, size))
    scores = np.asarray(counts.sum(axis=1)).ravel()
    weight = np.where(scores > 1, 1 / np.maximum(1, scores - 1), 0.0)
    weighted = (diags_array(weight) @ counts).tocsr()
    pairs: Floats = (counts.T @ weighted).toarray()
    pairs[np.diag_indices(size)] -= np.asarray(weighted.sum(axis=0)).ravel()
    return pairs


def _nominal(values: Floats, _number: Floats) -> Floats:
    return 1 - np.eye(len(values))


def _ordinal(_values: Floats, number: Floats) -> Floats:
    """The squared number of scores between two values, half of each end included."""
    middle = np.cumsum(number) - number / 2
    return np.asarray((middle[:, None] - middle) ** 2)


def _interval(values: Floats, _number: Floats) -> Floats:
    return np.asarray((values[:, None] - values) ** 2)


def _ratio(values: Floats, _number: Floats) -> Floats:
    total = values[:, None] + values
    return np.asarray(((values[:, None] - values) / np.where(total == 0, 1, total)) ** 2)


DISTANCES: dict[str, Distance] = {
    "alpha_nominal": _nominal,
    "alpha_ordinal": _ordinal,
    "alpha_interval": _interval,
    "alpha_ratio": _ratio,
}


def _correlations(unit: Ints, juror: Ints, score: Floats) -> tuple[dict[str, float], str]:
    """Shrout and Fleiss's six, from the mean squares of their table 2."""
    units, k = int(unit.max()) + 1, np.bincount(unit)
    if units < 2 or k.min() != k.max() or k[0] < 2:
        return {}, _("An ICC needs the same number of scores, at least two, in every cell.")
    size = int(k[0])
    mean = np.bincount(unit, weights=score) / size
    grand = float(mean.mean())
    between = size * float(np.sum((mean - grand) ** 2)) / (units - 1)
    inside = float(np.sum((score - mean[unit]) ** 2))
    within = inside / (units * (size - 1))
    if between == 0:
        return {}, _("An ICC needs cells that differ.")
    quotients = {
        "icc1_1": (between - within, between + (size - 1) * within),
        "icc1_k": (between - within, between),
    }
    if int(juror.max()) + 1 != size:
        return _defined(quotients, between), _("ICC 2 and 3 need every juror in every cell.")
    by_juror = np.bincount(juror, weights=score) / units
    judges = units * float(np.sum((by_juror - grand) ** 2)) / (size - 1)
    error = (inside - judges * (size - 1)) / ((units - 1) * (size - 1))
    signal, bias = between - error, (judges - error) / units
    quotients |= {
        "icc2_1": (signal, between + (size - 1) * error + size * bias),
        "icc3_1": (signal, between + (size - 1) * error),
        "icc2_k": (signal, between + bias),
        "icc3_k": (signal, between),
    }
    return _defined(quotients, between), _("Jurors differ so little that it is not defined.")


def _defined(quotients: dict[str, tuple[float, float]], scale: float) -> dict[str, float]:
    """The quotients whose denominator is positive beyond rounding."""
    return {
        key: above / below for key, (above, below) in quotients.items() if below > 1e-12 * scale
    }
