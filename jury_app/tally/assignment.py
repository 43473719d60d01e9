"""Assignment: which juror judges which film, proposed from what everybody can and may do.

A plan respects conflicts, categories, languages and minutes, keeps what was assigned before, loads
jurors evenly, and lets pairs of jurors share films so that their severity can be compared. What
cannot be met is told with the smallest change that would. Nothing hangs on ids: the same films and
jurors in the same order with the same seed give the same plan.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from random import Random
from typing import Literal, get_args

from msgspec import Struct

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_, _, ngettext, series
from jury_app.tally.eligibility import (
    Bar,
    FilmToJudge,
    JurorToAssign,
    bar,
    same_family_name,
)
from jury_app.tally.overlap import Exchanges, Island, Overlaps, Pair


class Load(Struct, frozen=True, kw_only=True):
    """What a juror has under a plan; `capacity` as in `JurorToAssign.minutes`."""

    juror: str
    films: int
    minutes: int
    capacity: int | None


class Shortage(Struct, frozen=True, kw_only=True):
    """A film that does not get all its reviews.

    Attributes:
        film: The film.
        missing: Reviews it lacks.
        why: `time`: jurors who may judge it have no minutes left; `nobody`: too few may.
        text: The same in a sentence, with what bars whom.
    """

    film: str
    missing: int
    why: Literal["time", "nobody"]
    text: str


class Plan(Struct, frozen=True, kw_only=True):
    """A proposal.

    Attributes:
        new: (film, juror) to assign, in the order of films, then of jurors.
        kept: (film, juror) that were there before.
        loads: One a juror, in their order.
        short: Films without all their reviews, in their order.
        missing_bound: No plan misses fewer reviews in all than this.
        gap: How far load and pair costs may lie above the best, as a share; 0: proven best.
        apart: Pairs of jurors who both have films and share none.
        islands: Films of each part of the jury that no review joins to another; one: connected.
        questions: (film, juror) of the plan with the same family name: is it a relation?
        changes: The smallest changes that would meet what is not met, in sentences.
    """

    new: tuple[tuple[str, str], ...]
    kept: tuple[tuple[str, str], ...]
    loads: tuple[Load, ...]
    short: tuple[Shortage, ...]
    missing_bound: int
    gap: float
    apart: tuple[tuple[str, str], ...]
    islands: tuple[tuple[str, ...], ...]
    questions: tuple[tuple[str, str], ...]
    changes: tuple[str, ...]

    @property
    def connected(self) -> bool:
        """Whether every two films can be compared through jurors who saw both sides."""
        return len(self.islands) <= 1


def assign(
    films: Sequence[FilmToJudge],
    jurors: Sequence[JurorToAssign],
    per_film: int,
    kept: Collection[tuple[str, str]] = (),
    seed: int = 1,
) -> Plan:
    """Propose who judges what.

    Args:
        films: Films, in an order that does not hang on ids.
        jurors: Jurors, in an order that does not hang on ids.
        per_film: Reviews that each film should have, kept ones included.
        kept: (film, juror) assigned or signed already; they stay whatever bars them. Those of
            films or jurors that are not given are left out.
        seed: Decides between plans that are equally good.

    Raises:
        Refusal: No jurors, `per_film` not positive, or a film or juror given twice.
    """
    if per_film < 1 or not jurors:
        raise Refusal(N_("Assigning needs jurors, and at least one review a film."))
    table = _Table(films, jurors, per_film, kept, seed)
    pairs, missing_bound, gap = table.solve()
    overlaps = Overlaps([*table.kept, *pairs], len(films), len(jurors))
    exchanges = Exchanges(
        overlaps,
        minutes=[film.minutes for film in films],
        may=lambda film, juror: table.bars[film][juror] is None,
        fixed=table.there,
        spare=table.spare(pairs),
    )
    exchanges.bring_together()
    exchanges.join_islands()
    return _told(table, overlaps, missing_bound, gap)


class _Table:
    """Films and jurors by their places, who may judge what, and what is there already."""

    def __init__(
        self,
        films: Sequence[FilmToJudge],
        jurors: Sequence[JurorToAssign],
        per_film: int,
        kept: Collection[tuple[str, str]],
        seed: int,
    ) -> None:
        film_at = {film.film: at for at, film in enumerate(films)}
        juror_at = {juror.juror: at for at, juror in enumerate(jurors)}
        if len(film_at) < len(films) or len(juror_at) < len(jurors):
            raise Refusal(N_("A film or a juror is listed twice; assign from a list of each once."))
        self.films, self.jurors, self.per_film = films, jurors, per_film
        self.kept: list[Pair] = sorted(
            (film_at[film], juror_at[juror])
            for film, juror in set(kept)
            if film in film_at and juror in juror_at
        )
        self.there = frozenset(self.kept)
        self.bars = [[bar(film, juror) for juror in jurors] for film in films]
        have = Counter(film for film, _juror in self.kept)
        self.need = [max(0, per_film - have[at]) for at in range(len(films))]
        self._seed = seed

    def load(self, pairs: Collection[Pair]) -> list[int]:
        """Minutes of each juror under these pairs."""
        minutes = [0] * len(self.jurors)
        for film, juror in pairs:
            minutes[juror] += self.films[film].minutes
        return minutes

    def spare(self, pairs: Collection[Pair]) -> list[float]:
        """Minutes that each juror has left when kept and these pairs are theirs."""
        load = self.load([*self.kept, *pairs])
        return [
            float("inf") if juror.minutes is None else float(juror.minutes - minutes)
            for juror, minutes in zip(self.jurors, load, strict=True)
        ]

    def able(self, film: int) -> int:
        """How many jurors who do not have the film yet may judge it."""
        there = {juror for at, juror in self.kept if at == film}
        return sum(why is None and juror not in there for juror, why in enumerate(self.bars[film]))

    def solve(self, *, elastic: bool = False) -> tuple[list[Pair], int, float]:
        """New pairs, how many reviews are missing at least, and the gap.

        With `elastic`, jurors go over capacity, by as few minutes in all as serve every film.
        """
        import numpy as np

        from jury_app.tally.matching import Problem, match

        random = Random(self._seed)  # noqa: S311  it decides between equals, nothing secret
        rows = []
        for film, bars in enumerate(self.bars):
            for juror, why in enumerate(bars):
                # Below one step of load; a family name is avoided before a coin decides.
                chance = 0.4 * random.random()
                if why is None and self.need[film] and (film, juror) not in self.there:
                    asked = same_family_name(self.films[film], self.jurors[juror])
                    rows.append((film, juror, chance + 2.0 * asked))
        capacity = [
            float("inf") if juror.minutes is None else juror.minutes for juror in self.jurors
        ]
        problem = Problem(
            film=np.array([row[0] for row in rows], dtype=np.int64),
            juror=np.array([row[1] for row in rows], dtype=np.int64),
            cost=np.array([row[2] for row in rows], dtype=float),
            minutes=np.array([film.minutes for film in self.films], dtype=float),
            need=np.array(self.need, dtype=np.int64),
            load=np.array(self.load(self.kept), dtype=float),
            capacity=np.array(capacity, dtype=float),
            elastic=elastic,
        )
        found = match(problem)
        pairs = [(row[0], row[1]) for row, take in zip(rows, found.chosen, strict=True) if take]
        return pairs, found.missing_bound, found.gap


def _told(table: _Table, overlaps: Overlaps, missing_bound: int, gap: float) -> Plan:
    """The plan with everything that it does not meet."""
    films, jurors = table.films, table.jurors
    pairs = [(film, juror) for film, own in enumerate(overlaps.jurors_of) for juror in sorted(own)]
    minutes = table.load(pairs)
    short = _shortages(table, overlaps)
    islands = overlaps.islands()
    return Plan(
        new=tuple(_named(table, pair) for pair in pairs if pair not in table.there),
        kept=tuple(_named(table, pair) for pair in table.kept),
        loads=tuple(
            Load(
                juror=juror.juror,
                films=len(overlaps.films_of[at]),
                minutes=minutes[at],
                capacity=juror.minutes,
            )
            for at, juror in enumerate(jurors)
        ),
        short=short,
        missing_bound=missing_bound,
        gap=gap,
        apart=tuple((jurors[one].juror, jurors[other].juror) for one, other in overlaps.apart()),
        islands=tuple(tuple(films[at].film for at in own) for own, _jurors in islands),
        questions=tuple(
            _named(table, (film, juror))
            for film, juror in pairs
            if same_family_name(films[film], jurors[juror])
        ),
        changes=(
            *_time_changes(table, short),
            *_people_changes(table, short),
            *_joins(table, islands),
        ),
    )


def _named(table: _Table, pair: Pair) -> tuple[str, str]:
    return table.films[pair[0]].film, table.jurors[pair[1]].juror


def _shortages(table: _Table, overlaps: Overlaps) -> tuple[Shortage, ...]:
    short = []
    for at, film in enumerate(table.films):
        missing = table.per_film - len(overlaps.jurors_of[at])
        if missing > 0:
            nobody = table.able(at) < table.need[at]
            text = _("“{film}”: {missing} of {n} reviews missing, {why}.").format(
                film=film.shown,
                missing=missing,
                n=table.per_film,
                why=_barred_text(table.bars[at])
                if nobody
                else _("the jurors who may judge it have no time left"),
            )
            why: Literal["time", "nobody"] = "nobody" if nobody else "time"
            short.append(Shortage(film=film.film, missing=missing, why=why, text=text))
    return tuple(short)


def _barred_text(bars: Sequence[Bar | None]) -> str:
    """That too few jurors may judge a film, and what bars how many of them."""
    barred = Counter(why for why in bars if why)
    told = [_bar_text(why, barred[why]) for why in get_args(Bar) if barred[why]]
    if not told:
        return _("there are too few jurors")
    return _("too few jurors may judge it ({bars})").format(bars=series(told))


def _bar_text(why: Bar, n: int) -> str:
    texts = {
        "conflict": ngettext("{n} named a conflict", "{n} named a conflict", n),
        "studio": ngettext("{n} belongs to its studio", "{n} belong to its studio", n),
        "category": ngettext("{n} does not judge its category", "{n} do not judge its category", n),
        "language": ngettext(
            "{n} knows none of its languages", "{n} know none of its languages", n
        ),
    }
    return texts[why].format(n=n)


def _time_changes(table: _Table, short: Sequence[Shortage]) -> list[str]:
    """Whose minutes to raise, and by how much, so that time is no reason any more."""
    if not any(each.why == "time" for each in short):
        return []
    pairs, _bound, _gap = table.solve(elastic=True)
    return [
        _("{juror} needs {minutes} minutes more.").format(juror=juror.shown, minutes=-round(spare))
        for juror, spare in zip(table.jurors, table.spare(pairs), strict=True)
        if spare < 0
    ]


def _people_changes(table: _Table, short: Sequence[Shortage]) -> list[str]:
    """How many more jurors of which kind would serve the films that too few may judge."""
    films = {film.film: film for film in table.films}
    wanted: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for each in short:
        if each.why == "nobody":
            film = films[each.film]
            wanted.setdefault((film.category, film.languages), []).append(each.missing)
    changes = []
    for (category, languages), missing in wanted.items():
        text = _("Jurors missing: {n}; films that wait for them: {films}.")
        if category and languages:
            text = _(
                "Jurors missing for {category}, knowing {languages}: {n}; films that wait for "
                "them: {films}."
            )
        elif category:
            text = _("Jurors missing for {category}: {n}; films that wait for them: {films}.")
        shown = _(" or ").join(languages)
        n = max(missing)
        changes.append(text.format(n=n, films=len(missing), category=category, languages=shown))
    return changes


def _joins(table: _Table, islands: Sequence[Island]) -> list[str]:
    """One review for each part of the jury that would join it to the largest."""
    changes = []
    joined_films, joined_jurors = islands[0] if islands else ([], [])
    for films, jurors in islands[1:]:
        candidates = [
            (table.films[film].minutes, film, juror)
            for some_films, some_jurors in ((joined_films, jurors), (films, joined_jurors))
            for film in some_films
            for juror in some_jurors
            if table.bars[film][juror] is None
        ]
        if candidates:
            _minutes, film, juror = min(candidates)
            changes.append(
                _("“{film}” for {juror} as well would join {n} films to the others.").format(
                    film=table.films[film].shown,
                    juror=table.jurors[juror].shown,
                    n=len(films),
                )
            )
        else:
            changes.append(
                _(
                    "{n} films can never be compared with the others: no juror may judge both."
                ).format(n=len(films))
            )
    return changes
