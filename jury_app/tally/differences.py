"""Who differs: unexpected scores, drift, pairs that agree too well, own films; and flags.

A flag is a question for the chair, never an accusation, and changes no result. All of it is judged
on scorecards, with the worth of films and the severity of jurors taken out by `additive` (single
unexpected scores by `rasch` where that is the method).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from jury_app.base.texts import N_
from jury_app.tally import additive
from jury_app.tally.arrays import Bools, Floats, Ints
from jury_app.tally.estimate import Estimate
from jury_app.tally.results import Differences, JurorDifference, Own, Pair, Unexpected
from jury_app.tally.scores import Scores

FLAGS = {
    "few": N_("Fewer than five films: too few to know this juror's severity well."),
    "harsh": N_("Much harsher than the panel: is the scale understood in the same way?"),
    "lenient": N_("Much more lenient than the panel: is the scale understood in the same way?"),
    "erratic": N_("Scores far from the other jurors' in both directions: a taste of their own?"),
    "flat": N_("Uses a small part of the scale: are the anchors clear?"),
    "drift": N_("Scores moved with the order of viewing: were the first films seen the same way?"),
    "pair": N_("Agrees with another juror more closely than chance: did they talk?"),
}
"""Code of a flag → the question that it puts."""

FEW = 5
SHOWN = 10
FAR = 2.0
"""Standard deviations among jurors beyond which severity is a question."""
UNLIKELY = 0.01
"""Chance below which erratic scores, drift or a close pair are a question."""
SHORTEST_ORDER = 8
FEWEST_COMMON = 5


@dataclass(frozen=True)
class _Drift:
    """A slope in points per film, its interval, and its chance where there is no drift."""

    slope: float
    low: float
    high: float
    chance: float


def differences(
    scores: Scores, model: additive.Additive, estimate: Estimate, method: str, level: float
) -> tuple[Differences, dict[int, tuple[str, ...]]]:
    """Everything that can be asked about the jurors, and the flags of each by index.

    Args:
        scores: The table.
        model: The additive model of its scorecards.
        estimate: The method's, whose expectations are used if it has any.
        method: Its name with version.
        level: Of the intervals.
    """
    cards = scores.cards
    rest = cards.value - model.measure[cards.film] - model.juror[cards.juror]
    against = _against_others(scores, model)
    drifts = [_drift(scores, against, juror, level) for juror in range(len(scores.jurors))]
    pairs = _pairs(scores, model)
    own_basis = estimate.expected is not None
    found = Differences(
        basis=method if own_basis else "additive/1",
        unexpected=_unexpected(scores, *_expectation(scores, model, estimate)),
        jurors=_jurors(scores, rest, drifts),
        pairs=tuple(pair for pair in pairs if pair.chance < UNLIKELY),
    )
    return found, _flags(scores, model, rest, drifts, found.pairs)


def own_films(
    scores: Scores,
    model: additive.Additive,
    films: Mapping[str, Collection[str]],
    jurors: Mapping[str, Collection[str]],
    level: float = 0.9,
) -> tuple[Own, ...]:
    """Compare what jurors gave films of their own groups with what they gave others.

    Each card is set against the other jurors' cards for the same film, severities apart; the
    difference of the means is told with Welch's interval and the numbers behind it.

    Args:
        scores: The table.
        model: The additive model of its scorecards.
        films: Groups (countries, languages) of films by name.
        jurors: Groups of jurors by name.
        level: Of the interval.

    Returns:
        Jurors with at least two films of either kind, by name.
    """
    cards = scores.cards
    against = _against_others(scores, model)
    groups = [frozenset(films.get(name, ())) for name in scores.films]
    found = []
    for at, name in enumerate(scores.jurors):
        mine = frozenset(jurors.get(name, ()))
        if not mine:
            continue
        rows = np.flatnonzero((cards.juror == at) & ~np.isnan(against))
        is_own = np.array([bool(groups[film] & mine) for film in cards.film[rows]], dtype=bool)
        own, other = against[rows][is_own], against[rows][~is_own]
        if min(len(own), len(other)) >= 2:
            found.append(_welch(name, own, other, level))
    return tuple(sorted(found, key=lambda one: one.juror))


def _against_others(scores: Scores, model: additive.Additive) -> Floats:
    """Each card minus the other jurors' mean for the film, severities apart; NaN if alone."""
    cards = scores.cards
    fair = cards.value - model.juror[cards.juror]
    number = np.bincount(cards.film)[cards.film]
    total = np.bincount(cards.film, weights=fair)[cards.film]
    others = (total - fair) / np.maximum(1, number - 1)
    return np.where(number > 1, fair - others, np.nan)


def _welch(juror: str, own: Floats, other: Floats, level: float) -> Own:
    """Welch (1947), Biometrika 34, 28–35."""
    parts = [float(side.var(ddof=1)) / len(side) for side in (own, other)]
    error = sum(parts)
    freedom = 1.0
    if error > 0:
        freedom = error**2 / (parts[0] ** 2 / (len(own) - 1) + parts[1] ** 2 / (len(other) - 1))
    difference = float(own.mean() - other.mean())
    reach = _student(freedom, level) * error**0.5
    return Own(
        juror=juror,
        n_own=len(own),
        n_other=len(other),
        own=float(own.mean()),
        other=float(other.mean()),
        difference=difference,
        low=difference - reach,
        high=difference + reach,
    )


def _expectation(
    scores: Scores, model: additive.Additive, estimate: Estimate
) -> tuple[Floats, Floats]:
    if estimate.expected is not None and estimate.spread is not None:
        return estimate.expected, estimate.spread
    return additive.expectation(scores, model)


def _unexpected(scores: Scores, expected: Floats, spread: Floats) -> tuple[Unexpected, ...]:
    z = np.zeros(len(scores))
    known = ~np.isnan(expected) & (spread > 0)
    z[known] = (scores.score - expected)[known] / spread[known]
    furthest = np.argsort(-np.abs(z), kind="stable")[:SHOWN]
    return tuple(
        Unexpected(
            film=scores.films[scores.film[row]],
            juror=scores.jurors[scores.juror[row]],
            criterion=scores.criteria[scores.criterion[row]],
            score=float(scores.score[row]),
            expected=float(expected[row]),
            z=float(z[row]),
        )
        for row in furthest
        if z[row] != 0
    )


def _drift(scores: Scores, against: Floats, juror: int, level: float) -> _Drift | None:
    """Slope over the order of viewing of a juror's cards against the other jurors' cards."""
    cards = scores.cards
    if scores.order is None:
        return None
    rows = np.flatnonzero((cards.juror == juror) & ~np.isnan(against))
    if len(rows) < SHORTEST_ORDER:
        return None
    seen = np.argsort(np.argsort(scores.order[cards.start[rows]], kind="stable"))
    x = seen - seen.mean()
    y = against[rows] - against[rows].mean()
    slope = float(x @ y / (x @ x))
    left = y - slope * x
    freedom = len(rows) - 2
    error = float(np.sqrt(left @ left / freedom / (x @ x)))
    reach = _student(freedom, level) * error
    chance = 2 * _student_below(freedom, -abs(slope) / error) if error > 0 else 1.0
    return _Drift(slope, slope - reach, slope + reach, chance)


def _jurors(
    scores: Scores, rest: Floats, drifts: list[_Drift | None]
) -> tuple[JurorDifference, ...]:
    cards = scores.cards
    number = np.bincount(cards.juror)
    usual = float(np.sqrt(np.mean(rest**2)))
    own = np.sqrt(np.bincount(cards.juror, weights=rest**2) / number)
    spread = _spreads(scores)
    found = []
    for at, name in enumerate(scores.jurors):
        several = number[at] > 1
        drift = drifts[at]
        found.append(
            JurorDifference(
                juror=name,
                n=int(number[at]),
                spread=float(spread[at]) if several else None,
                consistency=float(own[at] / usual) if several and usual > 0 else None,
                drift=drift.slope if drift else None,
                drift_low=drift.low if drift else None,
                drift_high=drift.high if drift else None,
            )
        )
    return tuple(sorted(found, key=lambda one: one.juror))


def _spreads(scores: Scores) -> Floats:
    cards = scores.cards
    number = np.bincount(cards.juror)
    mean = np.bincount(cards.juror, weights=cards.value) / number
    squares = np.bincount(cards.juror, weights=(cards.value - mean[cards.juror]) ** 2)
    return np.asarray(np.sqrt(squares / np.maximum(1, number - 1)))


def _pairs(scores: Scores, model: additive.Additive) -> list[Pair]:
    """Every pair with enough common films: is their difference smaller than chance makes it?

    The films' worth cancels in a difference of two cards, whose variance is twice the residual
    one; so the sum of squares follows chi-squared. Chances are multiplied by the number of pairs
    (Bonferroni).
    """
    from scipy.special import chdtr

    first, second = _meetings(scores)
    if model.var_residual == 0 or len(first) == 0:
        return []
    cards = scores.cards
    fair = cards.value - model.juror[cards.juror]
    jurors = len(scores.jurors)
    key, inverse = np.unique(cards.juror[first] * jurors + cards.juror[second], return_inverse=True)
    common = np.bincount(inverse)
    squares = np.bincount(inverse, weights=(fair[first] - fair[second]) ** 2)
    ratio = squares / (2 * model.var_residual * common)
    enough = common >= FEWEST_COMMON
    chance = np.minimum(1, chdtr(common, ratio * common) * max(1, int(enough.sum())))
    found = [
        Pair(
            first=min(scores.jurors[juror] for juror in divmod(int(key[at]), jurors)),
            second=max(scores.jurors[juror] for juror in divmod(int(key[at]), jurors)),
            common=int(common[at]),
            ratio=float(ratio[at]),
            chance=float(chance[at]),
        )
        for at in np.flatnonzero(enough & (chance < UNLIKELY))
    ]
    return sorted(found, key=lambda one: (one.chance, one.ratio, one.first, one.second))


def _meetings(scores: Scores) -> tuple[Ints, Ints]:
    """All pairs of cards of one film, as two columns of card indices (juror ascending)."""
    film = scores.cards.film
    count = np.bincount(film)
    start = np.concatenate(([0], np.cumsum(count)[:-1]))
    first, second = [], []
    for size in np.unique(count[count > 1]):
        one, other = np.triu_indices(size, 1)
        at = start[count == size][:, None]
        first.append((at + one).ravel())
        second.append((at + other).ravel())
    if not first:
        none = np.empty(0, dtype=np.int64)
        return none, none
    return np.concatenate(first), np.concatenate(second)


def _flags(
    scores: Scores,
    model: additive.Additive,
    rest: Floats,
    drifts: list[_Drift | None],
    pairs: tuple[Pair, ...],
) -> dict[int, tuple[str, ...]]:
    from scipy.special import chdtrc

    number = np.bincount(scores.cards.juror)
    severity, apart = -model.juror, FAR * model.var_juror**0.5
    sure = np.abs(severity) > 2 * model.juror_se
    squares = np.bincount(scores.cards.juror, weights=rest**2)
    usual = float(np.mean(rest**2))
    erratic = np.zeros(len(number), dtype=bool)
    if usual > 0:
        erratic = chdtrc(number, squares / usual) * len(number) < UNLIKELY
    spread = _spreads(scores)
    enough = number >= FEW
    middle = float(np.median(spread[enough])) if enough.any() else 0.0
    paired = {name for pair in pairs for name in (pair.first, pair.second)}
    known = sum(drift is not None for drift in drifts)
    drifting = [drift is not None and drift.chance * known < UNLIKELY for drift in drifts]
    raised: dict[str, Bools] = {
        "few": ~enough,
        "harsh": enough & sure & (severity > apart),
        "lenient": enough & sure & (severity < -apart),
        "erratic": enough & erratic,
        "flat": enough & (spread < middle / 2),
        "drift": np.array(drifting),
        "pair": np.array([name in paired for name in scores.jurors]),
    }
    return {
        at: tuple(flag for flag in FLAGS if raised[flag][at]) for at in range(len(scores.jurors))
    }


def _student(freedom: float, level: float) -> float:
    """Half-width of the middle `level` of Student's t, in standard errors."""
    from scipy.special import stdtrit

    return float(stdtrit(freedom, (1 + level) / 2))


def _student_below(freedom: float, t: float) -> float:
    from scipy.special import stdtr

    return float(stdtr(freedom, t))
