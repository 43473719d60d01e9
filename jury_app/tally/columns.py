"""From columns of names and numbers to checked, exact, canonically ordered index arrays.

The steps by which `Scores.of_columns` builds its table, each refusing what it cannot accept.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import isfinite, lcm

import numpy as np

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_, series
from jury_app.tally.arrays import Bools, Floats, Ints
from jury_app.tally.canonical import classes, signatures

Number = int | float | Fraction | Decimal
Place = Callable[[int], str]
"""The name of the place of a row, for messages."""

MOST_ROWS = 5_000_000
"""Rows that a table may have: 100 times the largest festival known; a tally of more needs a
server, and a clear refusal beats a machine out of memory."""
MOST_PER = 10**6
MOST_UNITS = 10**9
MOST_WEIGHT = 10**6


class Scale:
    """Scores as integers over a common denominator, and the ends of the scale."""

    def __init__(
        self,
        score: Sequence[Number] | Floats,
        low: Number | None,
        high: Number | None,
        place: Place,
    ) -> None:
        distinct, inverse = _distinct(score, place)
        ends = [exact(end) for end in (low, high) if end is not None]
        self.per = lcm(*(value.denominator for value in [*distinct, *ends]))
        if self.per > MOST_PER or any(abs(value) > MOST_UNITS for value in distinct):
            raise Refusal(
                N_("Scores have too many digits; six after the point and nine before are the most.")
            )
        self.low = min(distinct) if low is None else exact(low)
        self.high = max(distinct) if high is None else exact(high)
        if self.low >= self.high:
            raise Refusal(
                N_("The scale has no width (low {low}, high {high}); give both ends of it."),
                low=float(self.low),
                high=float(self.high),
            )
        units = np.array([int(value * self.per) for value in distinct], dtype=np.int64)
        self.units: Ints = units[inverse]
        outside = (self.units < int(self.low * self.per)) | (self.units > int(self.high * self.per))
        if outside.any():
            row = int(np.flatnonzero(outside)[0])
            raise Refusal(
                N_("{n} scores lie outside the scale {low} to {high}; the first is {score}."),
                place=place(row),
                n=int(outside.sum()),
                low=float(self.low),
                high=float(self.high),
                score=float(distinct[inverse[row]]),
            )


def exact(value: Number) -> Fraction:
    """A number as a fraction; a float counts as the decimal number that it prints as.

    Raises:
        Refusal: It is infinite or no number.
    """
    if isinstance(value, float):
        if not isfinite(value):
            raise Refusal(N_("An end of the scale is no finite number."))
        return Fraction(repr(float(value)))
    return Fraction(value)


def _distinct(score: Sequence[Number] | Floats, place: Place) -> tuple[list[Fraction], Ints]:
    """The different scores as fractions, and for each row which of them it is."""
    if isinstance(score, np.ndarray):
        bad = ~np.isfinite(score)
        if bad.any():
            raise Refusal(N_("A score is not a number."), place=place(int(np.flatnonzero(bad)[0])))
        values, inverse = np.unique(score, return_inverse=True)
        return [exact(float(value)) for value in values], inverse
    index: dict[Number, int] = {}
    rows = np.empty(len(score), dtype=np.int64)
    for row, value in enumerate(score):
        if not isfinite(value):
            raise Refusal(N_("A score is not a number."), place=place(row))
        rows[row] = index.setdefault(value, len(index))
    return [exact(value) for value in index], rows


def check_lengths(film: Sequence[str], *others: Sequence[object] | Floats | None) -> None:
    """Refuse no rows, too many rows, and columns of unequal length."""
    if len(film) == 0:
        raise Refusal(N_("There are no scores; a row needs a film, a juror and a score."))
    if len(film) > MOST_ROWS:
        raise Refusal(
            N_("{n} rows are more than a table may have ({most}); tally a category at a time."),
            n=len(film),
            most=MOST_ROWS,
        )
    if any(other is not None and len(other) != len(film) for other in others):
        raise Refusal(N_("The columns differ in length; every row needs each of them."))


def to_index(column: Sequence[str], place: Place) -> tuple[tuple[str, ...], Ints]:
    """Names in sorted order, and the index of each row's.

    Raises:
        Refusal: A name is empty.
    """
    names = sorted(set(column))
    if "" in names[:1]:
        row = next(row for row, name in enumerate(column) if name == "")
        raise Refusal(N_("A name is missing."), place=place(row))
    index = {name: at for at, name in enumerate(names)}
    return tuple(names), np.fromiter((index[name] for name in column), np.int64, len(column))


def to_weights(weights: Mapping[str, int] | None, criteria: tuple[str, ...]) -> tuple[int, ...]:
    """The weight of each criterion, 1 where none is given.

    Raises:
        Refusal: A weight is for no criterion, or not from 1 to `MOST_WEIGHT`.
    """
    weights = weights or {}
    for name, weight in weights.items():
        if name not in criteria:
            raise Refusal(
                N_("A weight is given for “{name}”, but no score; the criteria are {criteria}."),
                name=name,
                criteria=series(criteria),
            )
        if not 1 <= weight <= MOST_WEIGHT:
            raise Refusal(N_("The weight of “{name}” must be a positive integer."), name=name)
    return tuple(weights.get(name, 1) for name in criteria)


def cells(f: Ints, j: Ints, c: Ints, duplicates: str, place: Place) -> Ints:
    """Rows to keep: one per film × juror × criterion, the last if that is what was asked for.

    Raises:
        Refusal: A cell has two scores, and `duplicates` is `refuse`.
    """
    order = np.lexsort((np.arange(len(f)), c, j, f))
    same = (np.diff(f[order]) == 0) & (np.diff(j[order]) == 0) & (np.diff(c[order]) == 0)
    if duplicates == "refuse" and same.any():
        at = int(np.flatnonzero(same)[0])
        raise Refusal(
            N_("{n} scores repeat a film, juror and criterion; this one repeats {first}."),
            place=place(int(order[at + 1])),
            first=place(int(order[at])),
            n=int(same.sum()),
        )
    kept: Ints = order[np.append(~same, True)]
    return kept


def starts(f: Ints, j: Ints) -> Ints:
    """Rows at which a film × juror cell begins, in rows sorted by both."""
    return np.flatnonzero(np.append(True, (np.diff(f) != 0) | (np.diff(j) != 0)))


@dataclass(frozen=True)
class Rows:
    """Rows on their way to the canonical order: names, index arrays and scores as integers."""

    films: tuple[str, ...]
    jurors: tuple[str, ...]
    criteria: tuple[str, ...]
    f: Ints
    j: Ints
    c: Ints
    units: Ints
    weights: tuple[int, ...]

    @classmethod
    def of(
        cls,
        columns: tuple[Sequence[str], Sequence[str], Sequence[str]],
        units: Ints,
        weights: Mapping[str, int] | None,
        duplicates: str,
        place: Place,
    ) -> tuple["Rows", Ints]:
        """The rows to keep of columns of films, jurors and criteria, and which those are.

        Raises:
            Refusal: As `to_index`, `cells` and `to_weights`.
        """
        (films, f), (jurors, j), (criteria, c) = (to_index(each, place) for each in columns)
        keep = cells(f, j, c, duplicates, place)
        named = (films, jurors, criteria)
        index = (f[keep], j[keep], c[keep])
        return cls(*named, *index, units[keep], to_weights(weights, criteria)), keep

    def complete(self) -> Bools:
        """Rows whose card holds at least half of the weight that its film is judged on.

        Raises:
            Refusal: There are none.
        """
        weight = np.asarray(self.weights, dtype=np.int64)
        asked = np.unique(self.f * len(weight) + self.c)
        film_weight = np.zeros(len(self.films), dtype=np.int64)
        np.add.at(film_weight, asked // len(weight), weight[asked % len(weight)])
        start = starts(self.f, self.j)
        card_weight = np.add.reduceat(weight[self.c], start)
        whole = 2 * card_weight >= film_weight[self.f[start]]
        if not whole.any():
            raise Refusal(N_("No scorecard holds half of the weight of its criteria."))
        return np.repeat(whole, np.diff(np.append(start, len(self.f))))

    def cards_of(self, rows: Bools) -> tuple[tuple[str, str], ...]:
        """The (film, juror) of the cards that hold some rows, by name."""
        found = {(self.films[self.f[at]], self.jurors[self.j[at]]) for at in np.flatnonzero(rows)}
        return tuple(sorted(found))

    def only(self, rows: Bools) -> "Rows":
        """Without rows, and without names that no row uses any more."""
        films, f = _used(self.films, self.f[rows])
        jurors, j = _used(self.jurors, self.j[rows])
        criteria, c = _used(self.criteria, self.c[rows])
        weight = dict(zip(self.criteria, self.weights, strict=True))
        return Rows(
            films, jurors, criteria, f, j, c, self.units[rows], tuple(weight[k] for k in criteria)
        )

    def canonical(self) -> tuple["Rows", Ints, Ints]:
        """Films, jurors and criteria ordered by signature, then by name; rows accordingly.

        Returns:
            The rows; where each came from; the class of each film (equal signatures share one).
        """
        keys = signatures(self.f, self.j, self.c, self.units, self.weights)
        # Names came sorted, so their index breaks ties of signatures.
        ranks = [np.lexsort((np.arange(len(key)), key)) for key in keys]
        films, jurors, criteria = (
            tuple(names[i] for i in rank)
            for names, rank in zip((self.films, self.jurors, self.criteria), ranks, strict=True)
        )
        places = [np.empty(len(rank), dtype=np.int64) for rank in ranks]
        for at, rank in zip(places, ranks, strict=True):
            at[rank] = np.arange(len(rank))
        f, j, c = places[0][self.f], places[1][self.j], places[2][self.c]
        source = np.lexsort((c, j, f))
        weights = tuple(self.weights[i] for i in ranks[2])
        ordered = Rows(
            films, jurors, criteria, f[source], j[source], c[source], self.units[source], weights
        )
        return ordered, source, classes(keys[0][ranks[0]])


def _used(names: tuple[str, ...], index: Ints) -> tuple[tuple[str, ...], Ints]:
    present, inverse = np.unique(index, return_inverse=True)
    return tuple(names[i] for i in present), inverse.astype(np.int64)
