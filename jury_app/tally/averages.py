"""The methods that are no models: mean, median and trimmed mean of a film's scorecards.

Values are exact (`jury_app.tally.exact`); the uncertainty comes from a bootstrap of the jury:
jurors are drawn again with replacement, and every film is averaged over those drawn. With a handful
of reviews a film such intervals are too narrow; docs/methods.md has the measured coverage.

Source: Efron (1979), The Annals of Statistics 7, 1–26 (the bootstrap).
"""

from collections.abc import Callable
from fractions import Fraction

import numpy as np

from jury_app.base.texts import _
from jury_app.tally import exact
from jury_app.tally.arrays import Floats, Ints
from jury_app.tally.estimate import Draw, Estimate
from jury_app.tally.results import Note
from jury_app.tally.scores import Scores

Statistic = Callable[[Floats, Ints], Floats]
"""(values sorted along the last axis, whole weights of the same shape) → weighted statistic.

NaN where all weights are zero."""

CELLS = 2_000_000


def averages(method: str, scores: Scores, *, fallback: exact.Fallback = "mean") -> Estimate:
    """Estimate by `mean`, `median` or `trimmed`.

    Args:
        method: One of these names.
        scores: The table.
        fallback: What `trimmed` gives a film with fewer than five reviews.
    """
    version = exact.VERSIONS[method]
    per_film = scores.exact_values()
    values = tuple(exact.film_value(version, cards, fallback=fallback) for cards in per_film)
    value = np.array([float(one) for one in values])
    measure = np.array([_on_scale(one, scores) for one in values])
    short = sum(len(cards) < exact.TRIMMED_NEEDS for cards in per_film)
    notes = []
    if method == "trimmed" and short:
        text = _(
            "{n} of {films} films have fewer than {needed} reviews; their value is the {fallback}."
        )
        notes.append(
            Note(
                "films.value",
                text.format(
                    n=short, films=len(values), needed=exact.TRIMMED_NEEDS, fallback=fallback
                ),
                warning=True,
            )
        )
    draw = bootstrap(scores, scores.cards.value, measure, _statistic(method, fallback))
    return Estimate(measure=measure, value=value, exact=values, draw=draw, notes=tuple(notes))


def bootstrap(scores: Scores, value: Floats, estimate: Floats, statistic: Statistic) -> Draw:
    """Draws of a statistic of each film's cards over juries drawn from the jury.

    A film none of whose jurors was drawn keeps its estimate in that draw.

    Args:
        scores: The table.
        value: The number of each scorecard that the statistic is about.
        estimate: The statistic over the jury as it is.
        statistic: See `Statistic`.
    """
    cards = scores.cards
    jurors = len(scores.jurors)
    parts = _by_reviews(cards.film, value)

    def some(n: int, random: np.random.Generator) -> Floats:
        weight = random.multinomial(jurors, np.full(jurors, 1 / jurors), size=n)
        out = np.empty((n, len(estimate)))
        for films, rows in parts:
            out[:, films] = statistic(
                np.broadcast_to(value[rows], (n, *rows.shape)), weight[:, cards.juror[rows]]
            )
        return np.where(np.isnan(out), estimate, out)

    def draw(n: int, random: np.random.Generator) -> Floats:
        step = max(1, CELLS // len(cards))
        return np.concatenate([some(min(step, n - at), random) for at in range(0, n, step)])

    return draw


def weighted_mean(values: Floats, weights: Ints) -> Floats:
    """Mean of values counted as often as their weights say."""
    with np.errstate(invalid="ignore"):
        return np.asarray((values * weights).sum(axis=-1) / weights.sum(axis=-1))


def weighted_median(values: Floats, weights: Ints) -> Floats:
    """Median of sorted values counted as often as their weights say."""
    upto = 2 * np.cumsum(weights, axis=-1)
    total = weights.sum(axis=-1, keepdims=True)
    lower = np.argmax(upto >= total, axis=-1)
    upper = np.argmax(upto > total, axis=-1)
    middle = (_pick(values, lower) + _pick(values, upper)) / 2
    return np.where(total[..., 0] == 0, np.nan, middle)


def weighted_trimmed(values: Floats, weights: Ints, fallback: Statistic) -> Floats:
    """Mean without one lowest and one highest of sorted values; the fallback below five."""
    total = weights.sum(axis=-1)
    lowest = np.argmax(weights > 0, axis=-1)
    highest = weights.shape[-1] - 1 - np.argmax(weights[..., ::-1] > 0, axis=-1)
    rest = (values * weights).sum(axis=-1) - _pick(values, lowest) - _pick(values, highest)
    enough = total >= exact.TRIMMED_NEEDS
    return np.where(enough, rest / np.maximum(1, total - 2), fallback(values, weights))


def _statistic(method: str, fallback: exact.Fallback) -> Statistic:
    simple = {"mean": weighted_mean, "median": weighted_median}
    if method != "trimmed":
        return simple[method]
    return lambda values, weights: weighted_trimmed(values, weights, simple[fallback])


def _by_reviews(film: Ints, value: Floats) -> list[tuple[Ints, Ints]]:
    """Films with the same number of cards, with the cards of each in order of value."""
    order = np.lexsort((value, film))
    count = np.bincount(film)
    start = np.concatenate(([0], np.cumsum(count)[:-1]))
    parts = []
    for size in np.unique(count):
        films = np.flatnonzero(count == size)
        parts.append((films, order[start[films][:, None] + np.arange(size)]))
    return parts


def _pick(values: Floats, at: Ints) -> Floats:
    return np.take_along_axis(values, at[..., None], axis=-1)[..., 0]


def _on_scale(value: Fraction, scores: Scores) -> float:
    return float(scores.low + (scores.high - scores.low) * value / 100)
