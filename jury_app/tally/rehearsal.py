"""Rehearsal: simulated festivals of which everything is known, to see how reliable a cut will be.

Films of known worth are scored by jurors of known severity, with taste and chance on top; it is
counted how many of the truly best films the corrected ranking puts above the cut.
"""

import numpy as np
from msgspec import Struct

from jury_app.tally.arrays import Floats, Ints
from jury_app.tally.crossed import Design, Equations


class Spread(Struct, frozen=True, kw_only=True):
    """Standard deviations in points of a ten-point scale.

    Attributes:
        film: Worth of films.
        juror: Severity of jurors.
        taste: What is left of a single scorecard: taste, mood, chance.
    """

    film: float = 1.0
    juror: float = 0.7
    taste: float = 1.2


class Reliability(Struct, frozen=True, kw_only=True):
    """How reliable a cut is, over the simulated festivals.

    Attributes:
        reviews: Reviews a film.
        calibration: Films that every juror scored, on top.
        right: Mean share of the truly best films that the corrected ranking puts above the cut.
        right_low: 5 in 100 festivals lie below.
        right_high: 5 in 100 festivals lie above.
        right_mean: The same share for plain means, without correction.
        tau: Mean of Kendall's tau-b between truth and corrected ranking.
    """

    reviews: int
    calibration: int
    right: float
    right_low: float
    right_high: float
    right_mean: float
    tau: float


class Line:
    """One line of what is tried, collected festival by festival."""

    def __init__(self, reviews: int, shared: int) -> None:
        self._reviews, self._shared = reviews, shared
        self._right: list[float] = []
        self._plain: list[float] = []
        self._tau: list[float] = []

    def add(self, festival: "Festival", cut: int) -> None:
        """Rank a festival as `additive` does with the variances known."""
        from scipy.stats import kendalltau

        film, juror = festival.assigned(self._reviews, self._shared)
        value = festival.value[film, juror]
        equations = Equations(Design(film, juror), *festival.ratios)
        corrected = equations.solve(value).a
        mean = np.bincount(film, weights=value) / np.bincount(film)
        self._right.append(_share(festival.worth, corrected, cut))
        self._plain.append(_share(festival.worth, mean, cut))
        self._tau.append(float(kendalltau(festival.worth, corrected).statistic))

    def told(self) -> Reliability:
        """What the festivals come to."""
        low, high = np.quantile(self._right, [0.05, 0.95])
        return Reliability(
            reviews=self._reviews,
            calibration=self._shared,
            right=float(np.mean(self._right)),
            right_low=float(low),
            right_high=float(high),
            right_mean=float(np.mean(self._plain)),
            tau=float(np.mean(self._tau)),
        )


class Festival:
    """A festival of which everything is known; what is tried is always tried on the same one.

    More reviews of a film are the fewer ones and some more, by the same jurors with the same
    tastes, so that differences between lines come from what they try and not from chance.
    """

    def __init__(self, films: int, jurors: int, spread: Spread, seed: tuple[int, int]) -> None:
        random = np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed)))
        self.worth: Floats = spread.film * random.standard_normal(films)
        severity = spread.juror * random.standard_normal(jurors)
        taste = spread.taste * random.standard_normal((films, jurors))
        self.value: Floats = self.worth[:, None] - severity + taste
        self._order = np.argsort(random.random((films, jurors)), axis=1)
        # A ratio of zero would divide by it; nothing is learnt from so small a one.
        self.ratios = tuple(
            max((each / spread.taste) ** 2, 1e-9) for each in (spread.film, spread.juror)
        )

    def assigned(self, reviews: int, shared: int) -> tuple[Ints, Ints]:
        """Film and juror of each review: chance jurors for a film, everybody for the shared set."""
        films, jurors = self._order.shape
        film = np.concatenate(
            [np.repeat(np.arange(shared), jurors), np.repeat(np.arange(shared, films), reviews)]
        )
        juror = np.concatenate(
            [np.tile(np.arange(jurors), shared), self._order[shared:, :reviews].ravel()]
        )
        return film, juror


def _share(worth: Floats, estimate: Floats, cut: int) -> float:
    """Share of the truly best films among the best by estimate."""
    best = np.argsort(-worth, kind="stable")[:cut]
    taken = np.argsort(-estimate, kind="stable")[:cut]
    return len(np.intersect1d(best, taken)) / cut
