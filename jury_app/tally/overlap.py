"""Overlap of jurors: every two of them should share a film, so that their severity can be compared.

A plan that is balanced but leaves pairs apart is improved by exchanges: on one film a juror takes
the place of another, who takes a place of the first on a film of about the same length. Loads stay
where they were within a few minutes, and the number of reviews does not change.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

Pair = tuple[int, int]
Island = tuple[list[int], list[int]]
"""Films and jurors of a part of the jury that no review joins to another."""


class Overlaps:
    """Films of each juror, jurors of each film, and how many films each two jurors share."""

    def __init__(self, pairs: Iterable[Pair], films: int, jurors: int) -> None:
        self.jurors_of: list[set[int]] = [set() for _film in range(films)]
        self.films_of: list[set[int]] = [set() for _juror in range(jurors)]
        self.shared = [[0] * jurors for _juror in range(jurors)]
        for film, juror in pairs:
            self.add(film, juror)

    def add(self, film: int, juror: int) -> None:
        """Let the juror judge the film."""
        for other in self.jurors_of[film]:
            self._count(juror, other, 1)
        self.jurors_of[film].add(juror)
        self.films_of[juror].add(film)

    def remove(self, film: int, juror: int) -> None:
        """Take the film from the juror."""
        self.jurors_of[film].remove(juror)
        self.films_of[juror].remove(film)
        for other in self.jurors_of[film]:
            self._count(juror, other, -1)

    def _count(self, one: int, other: int, change: int) -> None:
        self.shared[one][other] += change
        self.shared[other][one] += change

    def apart(self) -> list[Pair]:
        """Pairs of jurors who both have films and share none."""
        busy = [juror for juror, films in enumerate(self.films_of) if films]
        return [pair for pair in combinations(busy, 2) if not self.shared[pair[0]][pair[1]]]

    def islands(self) -> list[Island]:
        """Parts of the film–juror graph that no review joins: (films, jurors), largest first."""
        seen: set[int] = set()
        parts = []
        for start, films in enumerate(self.films_of):
            if start in seen or not films:
                continue
            jurors, waiting, own = {start}, [start], set[int]()
            while waiting:
                for film in self.films_of[waiting.pop()] - own:
                    own.add(film)
                    waiting += self.jurors_of[film] - jurors
                    jurors |= self.jurors_of[film]
            seen |= jurors
            parts.append((sorted(own), sorted(jurors)))
        return sorted(parts, key=lambda part: (-len(part[0]), part[0]))


class Exchanges:
    """Exchanges of reviews between jurors.

    Args:
        overlaps: The plan; changed in place.
        minutes: Of each film.
        may: Whether a juror may judge a film: `may(film, juror)`.
        fixed: Reviews that stay.
        spare: Minutes that each juror has left; changed in place.
    """

    def __init__(
        self,
        overlaps: Overlaps,
        *,
        minutes: Sequence[float],
        may: Callable[[int, int], bool],
        fixed: Container[Pair],
        spare: list[float],
    ) -> None:
        self._overlaps = overlaps
        self._minutes = minutes
        self._may = may
        self._fixed = fixed
        self._spare = spare

    def bring_together(self) -> None:
        """Exchange until each pair that an exchange can bring onto a common film is on one."""
        for one, other in self._overlaps.apart():
            if self._overlaps.shared[one][other]:
                continue
            exchange = self._best(one, other) or self._best(other, one)
            if exchange is not None:
                self._apply(exchange)

    def join_islands(self, tries: int = 300) -> None:
        """Exchange across islands while that leaves fewer of them, even if it parts a pair.

        Args:
            tries: Exchanges that are tried in all; most of the first few succeed where any does.
        """
        islands = self._overlaps.islands()
        at = 1
        while at < len(islands) and tries > 0:
            for exchange in self._crossing(islands[0], islands[at]):
                tries -= 1
                self._apply(exchange)
                left = self._overlaps.islands()
                if len(left) < len(islands):
                    islands, at = left, 0
                    break
                gained, giver, returned, there = exchange
                self._apply(_Exchange(gained, there, returned, giver))
                if tries <= 0:
                    break
            at += 1

    def _crossing(self, main: "Island", other: "Island") -> "Iterator[_Exchange]":
        """Exchanges that bring a juror of another island onto a film of the main one."""
        for there in other[1]:
            for gained in main[0]:
                if not self._may(gained, there):
                    continue
                for giver in sorted(self._overlaps.jurors_of[gained]):
                    if (gained, giver) not in self._fixed:
                        for returned in self._exchangeable(gained, giver, there):
                            yield _Exchange(gained, giver, returned, there)

    def _apply(self, exchange: "_Exchange") -> None:
        gained, giver, returned, there = exchange
        self._overlaps.remove(gained, giver)
        self._overlaps.add(gained, there)
        self._overlaps.remove(returned, there)
        self._overlaps.add(returned, giver)
        difference = self._minutes[gained] - self._minutes[returned]
        self._spare[there] -= difference
        self._spare[giver] += difference

    def _best(self, here: int, there: int) -> "_Exchange | None":
        """The exchange that brings `there` onto a film of `here` and parts no other pair, or None.

        Among several, the first of those that move the fewest minutes.
        """
        return min(self._possible(here, there), key=self._moved, default=None)

    def _moved(self, exchange: "_Exchange") -> float:
        return abs(self._minutes[exchange.gained] - self._minutes[exchange.returned])

    def _possible(self, here: int, there: int) -> "Iterator[_Exchange]":
        for gained in sorted(self._overlaps.films_of[here]):
            if not self._may(gained, there):
                continue
            for giver in sorted(self._overlaps.jurors_of[gained] - {here, there}):
                if (gained, giver) in self._fixed or self._parts(gained, giver):
                    continue
                for returned in self._exchangeable(gained, giver, there):
                    if not self._parts(returned, there):
                        yield _Exchange(gained, giver, returned, there)

    def _exchangeable(self, gained: int, giver: int, there: int) -> list[int]:
        """Films that `there` can give to `giver` for `gained`, as far as bars and time go."""
        mine, theirs = self._overlaps.films_of[there], self._overlaps.films_of[giver]
        return [
            returned
            for returned in sorted(mine - theirs)
            if (returned, there) not in self._fixed
            and self._may(returned, giver)
            and -self._spare[giver]
            <= self._minutes[gained] - self._minutes[returned]
            <= self._spare[there]
        ]

    def _parts(self, film: int, juror: int) -> bool:
        """Whether taking the film from the juror would leave a pair without a film in common."""
        shared = self._overlaps.shared[juror]
        return any(shared[other] == 1 for other in self._overlaps.jurors_of[film] if other != juror)


class _Exchange(NamedTuple):
    gained: int
    """The film that `there` gains."""
    giver: int
    """The juror who gives it up."""
    returned: int
    """The film that the giver gets in return."""
    there: int
    """The juror who is brought onto a film of another."""
