"""Planning before the festival: what can be watched at all, and how reliable the cut will be.

The first is arithmetic. The second is a simulation: films of known worth are scored by jurors of
known severity, with taste and chance on top, and it is counted how many of the truly best films the
ranking puts above the cut. How far films, jurors and tastes differ is assumed (`Spread`) and said,
because no festival knows it beforehand; after a round `additive` estimates it.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_, _, ngettext
from jury_app.tally.crossed import Design, Equations

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MOST_PAIRS = 2_000_000
"""Films × jurors of a simulated festival: 16 MB for each number that a pair has."""


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


class Watching(Struct, frozen=True, kw_only=True):
    """What so many reviews a film take.

    Attributes:
        reviews: Reviews a film.
        needed: Jurors needed.
        spare: Jurors that are there beyond those; negative: short.
    """

    reviews: int
    needed: int
    spare: int


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


class FestivalPlan(Struct, frozen=True, kw_only=True):
    """A festival's plan.

    Attributes:
        films, jurors, cut, festivals, seed: As asked.
        minutes_a_juror: Minutes that a juror has in all.
        films_a_juror: Films that a juror can watch.
        films_watchable: Films that can be watched once by somebody.
        reviews_a_film: Whole reviews that every film can get.
        calibration: Films of the shared set.
        calibration_minutes: Minutes of each juror that it takes.
        watching: One for each number of reviews asked about.
        spread: What the simulation assumes.
        reliability: For each number of reviews, without and with the calibration set.
    """

    films: int
    jurors: int
    cut: int
    festivals: int
    seed: int
    minutes_a_juror: int
    films_a_juror: int
    films_watchable: int
    reviews_a_film: int
    calibration: int
    calibration_minutes: float
    watching: tuple[Watching, ...]
    spread: Spread
    reliability: tuple[Reliability, ...]


def plan(
    *,
    films: int,
    minutes: Fraction | int,
    jurors: int,
    minutes_a_day: int,
    days: int,
    cut: int,
    reviews: Sequence[int] = (3, 5, 7),
    calibration: int = 5,
    spread: Spread | None = None,
    festivals: int = 40,
    seed: int = 0,
) -> FestivalPlan:
    """Plan a festival.

    Args:
        films: How many.
        minutes: Mean length of one.
        jurors: How many.
        minutes_a_day: What a juror can watch in a day.
        days: For how many days.
        cut: Films that go on.
        reviews: Numbers of reviews a film to try.
        calibration: Films of a set that every juror scores; 0: none.
        spread: What films, jurors and tastes differ by.
        festivals: How many to simulate for each line.
        seed: Of the simulation.

    Raises:
        Refusal: Something is not positive, or more reviews a film than jurors are asked for.
    """
    if min(films, minutes, jurors, minutes_a_day, days, cut, festivals, *reviews) <= 0:
        raise Refusal(N_("Films, minutes, jurors, days, cut and reviews must be positive."))
    if not 0 <= calibration < films or cut >= films:
        raise Refusal(N_("The cut and the calibration set must be smaller than the programme."))
    if max(reviews) > jurors:
        raise Refusal(
            N_("{reviews} reviews a film need as many jurors; there are {jurors}."),
            reviews=max(reviews),
            jurors=jurors,
        )
    if films * jurors > MOST_PAIRS:
        raise Refusal(
            N_("{films} films and {jurors} jurors are too many to simulate; plan a category."),
            films=films,
            jurors=jurors,
        )
    each = floor(Fraction(minutes_a_day * days) / Fraction(minutes))
    assumed = spread or Spread()
    lines = [_Line(n, shared) for n in reviews for shared in dict.fromkeys((0, calibration))]
    for at in range(festivals):
        festival = _Festival(films, jurors, assumed, (seed, at))
        for line in lines:
            line.add(festival, cut)
    return FestivalPlan(
        films=films,
        jurors=jurors,
        cut=cut,
        festivals=festivals,
        seed=seed,
        minutes_a_juror=minutes_a_day * days,
        films_a_juror=each,
        films_watchable=min(films, jurors * each),
        reviews_a_film=min(jurors, jurors * each // films),
        calibration=calibration,
        calibration_minutes=float(calibration * minutes),
        watching=tuple(_watching(films, jurors, each, n) for n in reviews),
        spread=assumed,
        reliability=tuple(line.told() for line in lines),
    )


def _watching(films: int, jurors: int, each: int, reviews: int) -> Watching:
    needed = max(reviews, ceil(films * reviews / each)) if each else 0
    return Watching(reviews=reviews, needed=needed, spare=jurors - needed)


class _Line:
    """One line of what is tried, collected festival by festival."""

    def __init__(self, reviews: int, shared: int) -> None:
        self._reviews, self._shared = reviews, shared
        self._right: list[float] = []
        self._plain: list[float] = []
        self._tau: list[float] = []

    def add(self, festival: "_Festival", cut: int) -> None:
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


class _Festival:
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


def sentences(found: FestivalPlan) -> list[str]:
    """What can be watched, and what the simulation assumes and finds, for people."""
    lines = [
        _("A juror has {minutes} minutes, enough for {films} films.").format(
            minutes=found.minutes_a_juror, films=found.films_a_juror
        ),
        ngettext(
            "{jurors} jurors can give each of {films} films {n} review.",
            "{jurors} jurors can give each of {films} films {n} reviews.",
            found.reviews_a_film,
        ).format(jurors=found.jurors, films=found.films, n=found.reviews_a_film),
    ]
    if found.films_watchable < found.films:
        lines.append(
            _("Only {watchable} of {films} films can be watched at all.").format(
                watchable=found.films_watchable, films=found.films
            )
        )
    lines += [_watching_text(found, each) for each in found.watching]
    if found.calibration:
        lines.append(
            _("A shared set of {n} films takes {minutes:g} minutes of each juror.").format(
                n=found.calibration, minutes=found.calibration_minutes
            )
        )
    lines += [_bought_text(found, each.reviews) for each in found.watching if found.calibration]
    lines.append(
        _(
            "Simulated {festivals} times with seed {seed}, assuming standard deviations of "
            "{film:g} points for films, {juror:g} for jurors, {taste:g} for taste and chance. "
            "“Right” is the share of the truly best {cut} films that `additive` puts among the "
            "best {cut}."
        ).format(
            festivals=found.festivals,
            seed=found.seed,
            film=found.spread.film,
            juror=found.spread.juror,
            taste=found.spread.taste,
            cut=found.cut,
        )
    )
    return lines


def _watching_text(found: FestivalPlan, each: Watching) -> str:
    if not found.films_a_juror:
        return _("{reviews} reviews a film: no juror has time for one film.").format(
            reviews=each.reviews
        )
    text = (
        _("{reviews} reviews a film need {needed} jurors: {n} to spare.")
        if each.spare >= 0
        else _("{reviews} reviews a film need {needed} jurors: {n} short.")
    )
    return text.format(reviews=each.reviews, needed=each.needed, n=abs(each.spare))


def _bought_text(found: FestivalPlan, reviews: int) -> str:
    of = {each.calibration: each for each in found.reliability if each.reviews == reviews}
    without, with_set = of[0], of[found.calibration]
    return _(
        "With {reviews} reviews {right:.0%} of the cut is right; the shared set changes that by "
        "{points:+.1f} points, correcting severity at all by {corrected:+.1f}."
    ).format(
        reviews=reviews,
        right=without.right,
        points=100 * (with_set.right - without.right),
        corrected=100 * (without.right - without.right_mean),
    )
