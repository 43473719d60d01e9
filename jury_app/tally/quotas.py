"""Quotas: how many films of which kinds a list must or may hold, and whether that can still be met.

Films that match the same quotas and compete for the same places are one *kind*; only their numbers
matter, so the integer programs stay small however many films there are. They are solved exactly by
HiGHS (Huangfu & Hall 2018) through SciPy.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_, _

Kind = tuple[str, ...]
"""The places a film competes for, then the quotas that it matches, as texts."""


class Quota(Struct, frozen=True, kw_only=True):
    """At least or at most so many films whose `attribute` has `value`.

    Attributes:
        attribute: A column of films, e.g. `category`, `country`, `length`.
        value: Its value; `*`: the quota holds for each value that occurs.
        at_least: The list holds as many, unless there are too few films.
        at_most: The list never holds more; None: no bound.
    """

    attribute: str
    value: str
    at_least: int = 0
    at_most: int | None = None

    def __str__(self) -> str:
        named = {"attribute": self.attribute, "value": self.value}
        if self.at_most is None:
            return _("at least {n} with {attribute} {value}").format(n=self.at_least, **named)
        if not self.at_least:
            return _("at most {n} with {attribute} {value}").format(n=self.at_most, **named)
        return _("{low} to {high} with {attribute} {value}").format(
            low=self.at_least, high=self.at_most, **named
        )


def spread(quotas: Iterable[Quota], films: Iterable[Mapping[str, Sequence[str]]]) -> list[Quota]:
    """Quotas with `*` written out for each value that occurs.

    Raises:
        Refusal: A bound is negative, or the lower one lies above the upper one.
    """
    attributes = list(films)
    written: list[Quota] = []
    for quota in quotas:
        if quota.at_least < 0 or (quota.at_most is not None and quota.at_most < quota.at_least):
            raise Refusal(N_("The quota “{quota}” cannot be met by any list."), quota=str(quota))
        if quota.value != "*":
            written.append(quota)
            continue
        values = {value for of in attributes for value in of.get(quota.attribute, ())}
        written += [
            Quota(
                attribute=quota.attribute,
                value=value,
                at_least=quota.at_least,
                at_most=quota.at_most,
            )
            for value in sorted(values)
        ]
    return written


class Places(Struct, frozen=True, kw_only=True):
    """What a list must come to, in numbers of kinds of films.

    Attributes:
        kinds: Every kind, in a fixed order.
        available: Films of each kind.
        caps: Places: (which kinds compete for them, how many there are).
        bounds: Quotas: (which kinds match, at least, at most).
    """

    kinds: tuple[Kind, ...]
    available: tuple[int, ...]
    caps: tuple[tuple[tuple[bool, ...], int], ...]
    bounds: tuple[tuple[tuple[bool, ...], int, int | None], ...]


def reachable(places: Places) -> tuple[Places, list[int]]:
    """Places that can be met exactly, and by how much each lower bound had to give way.

    As many places as possible are filled; then lower bounds are kept, the earlier the firmer.
    """
    filled: list[tuple[tuple[bool, ...], int]] = []
    for member, cap in places.caps:
        rows = [*((m, n, n) for m, n in filled), (member, 0, cap), *_upper(places)]
        filled.append((member, _most(places, member, rows)))
    lowered: list[tuple[tuple[bool, ...], int, int | None]] = []
    for member, low, high in places.bounds:
        rows = [*((m, n, n) for m, n in filled), *lowered, *_upper(places)]
        lowered.append((member, min(low, _most(places, member, rows)) if low else 0, high))
    short = [before[1] - after[1] for before, after in zip(places.bounds, lowered, strict=True)]
    return (
        Places(
            kinds=places.kinds,
            available=places.available,
            caps=tuple(filled),
            bounds=tuple(lowered),
        ),
        short,
    )


_Row = tuple[tuple[bool, ...], int, int | None]


def _upper(places: Places) -> list[_Row]:
    return [(member, 0, high) for member, _low, high in places.bounds if high is not None]


def _most(places: Places, member: Sequence[bool], rows: Sequence[_Row]) -> int:
    """The largest number of films of `member` kinds under `rows`; some list satisfies them."""
    if not any(member):
        return 0
    counts = _solve([-float(m) for m in member], [0] * len(member), list(places.available), rows)
    if counts is None:
        raise AssertionError(rows)
    return sum(n for n, m in zip(counts, member, strict=True) if m)


class Filling:
    """A list being filled from the best film down; knows whether more of a kind still fits.

    What is placed only grows, so a kind that once did not fit never will again, and as long as a
    known complete list has room for a kind nothing needs to be solved.
    """

    def __init__(self, places: Places) -> None:
        self._places = places
        self._index = {kind: at for at, kind in enumerate(places.kinds)}
        self.placed = [0] * len(places.kinds)
        self._closed: set[int] = set()
        self._rows: list[_Row] = [*((m, n, n) for m, n in places.caps), *places.bounds]
        self._rows_of = [
            [row for row, (member, _low, _high) in enumerate(self._rows) if member[at]]
            for at in range(len(places.kinds))
        ]
        self._taken = [0] * len(self._rows)
        self._witness: list[int] = []
        self._sums: list[int] = []
        self._know(self._complete())

    def put(self, kinds: Iterable[Kind]) -> None:
        """Place films that fit."""
        for kind in kinds:
            at = self._index[kind]
            self.placed[at] += 1
            for row in self._rows_of[at]:
                self._taken[row] += 1
        if any(n < placed for n, placed in zip(self._witness, self.placed, strict=True)):
            self._know(self._complete())

    def taken(self, quota: int) -> int:
        """Films on the list that match the quota of this index."""
        return self._taken[len(self._places.caps) + quota]

    def left(self, kind: Kind) -> int:
        """Places that films of this kind compete for and that are not taken yet."""
        at = self._index[kind]
        return min(
            cap - self._taken[row]
            for row, (member, cap) in enumerate(self._places.caps)
            if member[at]
        )

    def _know(self, witness: list[int] | None) -> None:
        """Keep a complete list in mind."""
        if witness is None:
            raise AssertionError(self.placed)
        self._witness = witness
        self._sums = [
            sum(n for n, m in zip(witness, member, strict=True) if m)
            for member, _low, _high in self._rows
        ]

    def fitting(self, kinds: Sequence[Kind]) -> tuple[int, dict[Kind, tuple[int, int]]]:
        """How many films of a tied group fit at most, and of each kind how few and how many then.

        Args:
            kinds: The kind of each film of the group.
        """
        group = Counter(self._index[kind] for kind in kinds)
        self._close_full(group)
        if self._closed.isdisjoint(group) and self._witness_takes(group):
            return len(kinds), self._ranges({at: (n, n) for at, n in group.items()})
        left = {at: n for at, n in group.items() if at not in self._closed}
        most = self._most_of(left, left)
        ranges = dict.fromkeys(group, (0, 0))
        for at, n in left.items():
            # One film, or none or all of the group: nothing is open, and nothing needs solving.
            if most in {0, len(kinds)}:
                ranges[at] = (min(n, most), min(n, most))
            else:
                fits = [k for k in range(n + 1) if self._reaches(left, at, k, most)]
                ranges[at] = (fits[0], fits[-1])
            if not ranges[at][1]:
                self._closed.add(at)
        return most, self._ranges(ranges)

    def _witness_takes(self, group: Mapping[int, int]) -> bool:
        """Whether the known list has room for the group, perhaps after swapping lower films."""
        wanted = [n + group.get(at, 0) for at, n in enumerate(self.placed)]
        return all(
            self._witness[at] >= wanted[at] or self._swap(wanted, at)
            for at in group
            for _film in range(group[at])
        )

    def _swap(self, wanted: Sequence[int], at: int) -> bool:
        """Put a film of kind `at` in the place of one that is not wanted, if all rows allow it."""
        gained = set(self._rows_of[at])
        for other, (n, kept) in enumerate(zip(self._witness, wanted, strict=True)):
            if n <= kept:
                continue
            lost = set(self._rows_of[other])
            more, less = gained - lost, lost - gained
            if all(self._rows[row][1] < self._sums[row] for row in less) and all(
                (high := self._rows[row][2]) is None or self._sums[row] < high for row in more
            ):
                self._witness[other] -= 1
                self._witness[at] += 1
                for row in less:
                    self._sums[row] -= 1
                for row in more:
                    self._sums[row] += 1
                return True
        return False

    def _close_full(self, group: Iterable[int]) -> None:
        """Close kinds that match a row which better placed films have filled."""
        for at in group:
            for row in self._rows_of[at]:
                high = self._rows[row][2]
                if high is not None and self._taken[row] >= high:
                    self._closed.add(at)

    def _ranges(self, ranges: Mapping[int, tuple[int, int]]) -> dict[Kind, tuple[int, int]]:
        return {self._places.kinds[at]: fewest_most for at, fewest_most in ranges.items()}

    def _reaches(self, group: Mapping[int, int], at: int, exactly: int, most: int) -> bool:
        """Whether `most` films of the group fit with exactly so many of kind `at`."""
        return self._most_of(group, {**group, at: exactly}, {at: exactly}) == most

    def _most_of(
        self,
        group: Mapping[int, int],
        upper: Mapping[int, int],
        lower: Mapping[int, int] | None = None,
    ) -> int:
        """The most films of the group that a complete list can hold; −1 where there is none.

        Besides the numbers of all kinds, the program has one unknown for each kind of the group:
        how many of it are from the group rather than from lower ranks.
        """
        if not group:
            return 0
        size = len(self.placed)
        own = list(group)
        rows = [(_padded(member, own), low, high) for member, low, high in self._rows]
        for position, at in enumerate(own):
            row = [0] * (size + len(own))
            row[at], row[size + position] = 1, -1
            rows.append((tuple(row), self.placed[at], None))
        lows = [*self.placed, *((lower or {}).get(at, 0) for at in own)]
        highs = [*self._places.available, *(upper[at] for at in own)]
        counts = _solve([0.0] * size + [-1.0] * len(own), lows, highs, rows)
        if counts is None:
            return -1
        return sum(counts[size:])

    def _complete(self) -> list[int] | None:
        """Some list that keeps everything and holds what is placed."""
        return _solve([0.0] * len(self.placed), self.placed, self._places.available, self._rows)


def _padded(member: Sequence[bool | int], own: Sequence[int]) -> tuple[int, ...]:
    return (*member, *([0] * len(own)))


def _solve(
    cost: Sequence[float],
    lows: Sequence[int],
    highs: Sequence[int],
    rows: Sequence[tuple[Sequence[bool | int], int, int | None]],
) -> list[int] | None:
    """The cheapest whole numbers within `lows`..`highs` and all rows; None where there are none."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    matrix = np.array([row[0] for row in rows], dtype=float).reshape(len(rows), len(cost))
    lower = np.array([row[1] for row in rows], dtype=float)
    upper = np.array([np.inf if row[2] is None else row[2] for row in rows], dtype=float)
    answer = milp(
        np.asarray(cost),
        integrality=np.ones(len(cost), dtype=np.int64),
        bounds=Bounds(np.asarray(lows, dtype=float), np.asarray(highs, dtype=float)),
        constraints=LinearConstraint(matrix, lower, upper),
        options={"mip_rel_gap": 0.0},
    )
    if answer.x is None:
        return None
    return [round(value) for value in answer.x]
