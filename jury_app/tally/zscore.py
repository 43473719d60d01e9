"""`zscore`: every juror's cards put on one mean and one deviation, as some festival products do.

z = (card − juror's mean) ÷ juror's deviation; a film's z is the mean over its cards, refitted to
the panel's mean and deviation so that it reads as points. It repairs jurors who use the scale
differently only if all of them saw films of the same worth on average: a juror who drew strong
films is taken for a lenient one. `additive` does not have this flaw.
"""

from dataclasses import dataclass

import numpy as np

from jury_app.base.texts import _, ngettext, series
from jury_app.tally.arrays import Bools, Floats, Ints
from jury_app.tally.averages import bootstrap, weighted_mean
from jury_app.tally.estimate import Estimate
from jury_app.tally.results import Note
from jury_app.tally.scores import Scores

FEW = 5
"""Films below which a juror's mean and deviation are mostly chance."""
STRONG = 2.5
"""Standard errors by which a juror's films must differ from the rest before the chair is warned."""


@dataclass(frozen=True)
class Standardised:
    """Cards and what they were standardised by.

    Attributes:
        z: Of each card.
        mean, deviation: Of each juror's cards.
        flat: Jurors who gave one score to everything.
        centre, spread: Mean and deviation of all cards.
    """

    z: Floats
    mean: Floats
    deviation: Floats
    flat: Bools
    centre: float
    spread: float

    @property
    def points(self) -> Floats:
        """The cards' z-scores refitted to the panel's mean and deviation."""
        return self.centre + self.spread * self.z


def standardise(scores: Scores) -> Standardised:
    """Z-scores of the cards within each juror (deviations with n − 1)."""
    cards = scores.cards
    number = np.bincount(cards.juror)
    mean = np.bincount(cards.juror, weights=cards.value) / number
    squares = np.bincount(cards.juror, weights=(cards.value - mean[cards.juror]) ** 2)
    deviation = np.sqrt(squares / np.maximum(1, number - 1))
    # Who gives everything the same score says nothing about any film: z = 0.
    flat = deviation <= 1e-12 * scores.width
    z = (cards.value - mean[cards.juror]) / np.where(flat, np.inf, deviation)[cards.juror]
    centre = float(cards.value.mean())
    spread = float(cards.value.std(ddof=1)) if len(cards) > 1 else 0.0
    return Standardised(z, mean, deviation, flat, centre, spread)


def estimate(scores: Scores) -> Estimate:
    """Tally by z-scores of the jurors' cards."""
    cards, found = scores.cards, standardise(scores)
    measure = np.bincount(cards.film, weights=found.points) / np.bincount(cards.film)
    return Estimate(
        measure=measure,
        value=100 * (measure - float(scores.low)) / scores.width,
        draw=bootstrap(scores, found.points, measure, weighted_mean),
        severity=found.centre - found.mean,
        notes=tuple(_notes(scores, np.bincount(cards.juror), found.flat)),
    )


def _notes(scores: Scores, number: Ints, flat: Bools) -> list[Note]:
    notes = []
    few = int((number < FEW).sum())
    if few:
        text = ngettext(
            "{n} juror has fewer than {few} films: that z-score is mostly chance.",
            "{n} jurors have fewer than {few} films: their z-scores are mostly chance.",
            few,
        )
        notes.append(Note("jurors.severity", text.format(n=few, few=FEW), warning=True))
    if flat.any():
        names = series(sorted(scores.jurors[at] for at in np.flatnonzero(flat)))
        text = _("These jurors gave one score to everything, which counts as no opinion: {names}.")
        notes.append(Note("jurors.severity", text.format(names=names), warning=True))
    names = series(sorted(scores.jurors[at] for at in _strong_films(scores)))
    if names:
        text = _(
            "By what others gave, these jurors drew stronger or weaker films than most, which "
            "z-scores take for leniency or severity: {names}. Prefer `additive`."
        )
        notes.append(Note("method", text.format(names=names), warning=True))
    return notes


def _strong_films(scores: Scores) -> list[int]:
    """Jurors whose films got, from the other jurors, clearly more or less than films do."""
    cards = scores.cards
    number = np.bincount(cards.film)[cards.film]
    total = np.bincount(cards.film, weights=cards.value)[cards.film]
    shared = number > 1
    others = (total - cards.value)[shared] / (number[shared] - 1)
    juror = cards.juror[shared]
    if len(others) < 2 or others.std(ddof=1) == 0:
        return []
    count = np.bincount(juror, minlength=len(scores.jurors))
    mean = np.bincount(juror, weights=others, minlength=len(scores.jurors)) / np.maximum(1, count)
    error = others.std(ddof=1) / np.sqrt(np.maximum(1, count))
    far = np.abs(mean - others.mean()) > STRONG * error
    return np.flatnonzero(far & (count >= FEW)).tolist()
