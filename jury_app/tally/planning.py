"""Planning before the festival: what can be watched at all, and how reliable the cut will be.

The first is arithmetic. The second is a simulation: films of known worth are scored by jurors of
known severity, with taste and chance on top, and it is counted how many of the truly best films the
ranking puts above the cut. How far films, jurors and tastes differ is assumed (`Spread`) and said,
because no festival knows it beforehand; after a round `additive` estimates it.
"""

from fractions import Fraction
from math import ceil, floor

from msgspec import Struct

from jury_app.base import figures
from jury_app.base.errors import Refusal
from jury_app.base.texts import N_, _, ngettext
from jury_app.tally.rehearsal import Festival, Line, Reliability, Spread

MOST_PAIRS = 2_000_000
"""Films × jurors of a simulated festival: 16 MB for each number that a pair has."""


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


class Asked(Struct, frozen=True, kw_only=True):
    """A festival to be planned.

    Attributes:
        films: How many.
        minutes: Mean length of one.
        jurors: How many.
        minutes_a_day: What a juror can watch in a day.
        days: For how many days.
        cut: Films that go on.
        reviews: Numbers of reviews a film to try.
        calibration: Films of a set that every juror scores; 0: none.
        spread: What films, jurors and tastes are assumed to differ by.
        festivals: How many to simulate for each line.
        seed: Of the simulation.
    """

    films: int
    minutes: float
    jurors: int
    minutes_a_day: int
    days: int
    cut: int
    reviews: tuple[int, ...] = (3, 5, 7)
    calibration: int = 5
    spread: Spread = Spread()
    festivals: int = 40
    seed: int = 0


class FestivalPlan(Struct, frozen=True, kw_only=True):
    """What can be watched, and how reliable the cut will be.

    Attributes:
        asked: The festival.
        minutes_a_juror: Minutes that a juror has in all.
        films_a_juror: Films that a juror can watch.
        films_watchable: Films that can be watched once by somebody.
        reviews_a_film: Whole reviews that every film can get.
        calibration_minutes: Minutes of each juror that the shared set takes.
        watching: One for each number of reviews asked about.
        reliability: For each number of reviews, without and with the shared set.
    """

    asked: Asked
    minutes_a_juror: int
    films_a_juror: int
    films_watchable: int
    reviews_a_film: int
    calibration_minutes: float
    watching: tuple[Watching, ...]
    reliability: tuple[Reliability, ...]


def plan(asked: Asked) -> FestivalPlan:
    """Plan a festival.

    Raises:
        Refusal: Something is not positive, the cut is no cut, more reviews a film are asked for
            than there are jurors, or the festival is too large to simulate.
    """
    _check(asked)
    has = asked.minutes_a_day * asked.days
    each = floor(has / Fraction(str(asked.minutes)))
    lines = [
        Line(n, shared) for n in asked.reviews for shared in dict.fromkeys((0, asked.calibration))
    ]
    for at in range(asked.festivals):
        festival = Festival(asked.films, asked.jurors, asked.spread, (asked.seed, at))
        for line in lines:
            line.add(festival, asked.cut)
    return FestivalPlan(
        asked=asked,
        minutes_a_juror=has,
        films_a_juror=each,
        films_watchable=min(asked.films, asked.jurors * each),
        reviews_a_film=min(asked.jurors, asked.jurors * each // asked.films),
        calibration_minutes=asked.calibration * asked.minutes,
        watching=tuple(_watching(asked, each, n) for n in asked.reviews),
        reliability=tuple(line.told() for line in lines),
    )


def _check(asked: Asked) -> None:
    counts = (asked.films, asked.jurors, asked.minutes_a_day, asked.days, asked.cut)
    if min(*counts, asked.festivals, asked.minutes, *asked.reviews) <= 0 or asked.seed < 0:
        raise Refusal(N_("Films, minutes, jurors, days, cut and reviews must be positive."))
    if not 0 <= asked.calibration < asked.films or asked.cut >= asked.films:
        raise Refusal(N_("The cut and the calibration set must be smaller than the programme."))
    if max(asked.reviews) > asked.jurors:
        raise Refusal(
            N_("{reviews} reviews a film need as many jurors; there are {jurors}."),
            reviews=max(asked.reviews),
            jurors=asked.jurors,
        )
    if asked.films * asked.jurors > MOST_PAIRS:
        raise Refusal(
            N_("{films} films and {jurors} jurors are too many to simulate; plan a category."),
            films=asked.films,
            jurors=asked.jurors,
        )


def _watching(asked: Asked, each: int, reviews: int) -> Watching:
    needed = max(reviews, ceil(asked.films * reviews / each)) if each else 0
    return Watching(reviews=reviews, needed=needed, spare=asked.jurors - needed)


def sentences(found: FestivalPlan) -> list[str]:
    """What can be watched, and what the simulation assumes and finds, for people."""
    asked = found.asked
    lines = [
        _("A juror has {minutes} minutes, enough for {films} films.").format(
            minutes=found.minutes_a_juror, films=found.films_a_juror
        ),
        ngettext(
            "{jurors} jurors can give each of {films} films {n} review.",
            "{jurors} jurors can give each of {films} films {n} reviews.",
            found.reviews_a_film,
        ).format(jurors=asked.jurors, films=asked.films, n=found.reviews_a_film),
    ]
    if found.films_watchable < asked.films:
        lines.append(
            _("Only {watchable} of {films} films can be watched at all.").format(
                watchable=found.films_watchable, films=asked.films
            )
        )
    lines += [_watching_text(found, each) for each in found.watching]
    if asked.calibration:
        lines.append(
            _("A shared set of {n} films takes {minutes:g} minutes of each juror.").format(
                n=asked.calibration, minutes=found.calibration_minutes
            )
        )
        lines += [_bought_text(found, reviews) for reviews in asked.reviews]
    return [*lines, _assumed_text(asked)]


def _assumed_text(asked: Asked) -> str:
    return _(
        "Simulated {festivals} times with seed {seed}, assuming standard deviations of "
        "{film:g} points for films, {juror:g} for jurors, {taste:g} for taste and chance. "
        "“Right” is the share of the truly best {cut} films that `additive` puts among the "
        "best {cut}."
    ).format(
        festivals=asked.festivals,
        seed=asked.seed,
        film=asked.spread.film,
        juror=asked.spread.juror,
        taste=asked.spread.taste,
        cut=asked.cut,
    )


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
    without, with_set = of[0], of[found.asked.calibration]
    return _(
        "With {reviews} reviews {right} of the cut is right; the shared set changes that by "
        "{points:+.1f} points, correcting severity at all by {corrected:+.1f}."
    ).format(
        reviews=reviews,
        right=figures.percent(without.right, 0),
        points=100 * (with_set.right - without.right),
        corrected=100 * (without.right - without.right_mean),
    )
