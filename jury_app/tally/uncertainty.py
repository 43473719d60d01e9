"""How sure a rank is: intervals, P(above the cut) and groups of films, from draws of the measures.

Ranks of every draw are kept sorted by film (its rank histogram, written out), so that the numbers
for a cut that is being dragged are one binary search per film.
"""

from dataclasses import dataclass
from math import floor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jury_app.tally.arrays import Bools, Floats, Ints
from jury_app.tally.estimate import Draw

MOST_CELLS = 40_000_000
"""Films × draws kept at most: 80–160 MB; beyond it there are fewer draws, which is told."""
BLOCK = 8_000_000
# Ranks are uint16 where they fit and uint32 otherwise.
RankArray = NDArray[Any]


@dataclass(frozen=True)
class Ranks:
    """The ranks that films took in the draws.

    Attributes:
        sorted: Films × draws, each row ascending; 1 is the best.
        twins: Class of each film: films of one class are exchangeable and share their numbers.
        group: Number of each film's group, counted from 1 (see `grouped`).
        se: Standard deviation of each film's measure over the draws.
    """

    sorted: RankArray
    twins: Ints
    group: Ints
    se: Floats

    @property
    def draws(self) -> int:
        """Number of draws."""
        return int(self.sorted.shape[1])

    def p_above(self, cut: int) -> Floats:
        """Probability of each film of being among the best `cut`; quick enough to drag it."""
        return self._upto(np.full(len(self.sorted), cut))

    def _upto(self, rank: Ints) -> Floats:
        """Probability that each film's rank is at most its number in `rank`.

        A binary search by film: log2(draws) steps over all films at once.
        """
        films = np.arange(len(self.sorted))
        low, high = np.zeros_like(films), np.full_like(films, self.draws)
        for _step in range(self.draws.bit_length()):
            middle = np.minimum((low + high) // 2, self.draws - 1)
            inside = (low < high) & (self.sorted[films, middle] <= rank)
            high = np.where((low < high) & ~inside, middle, high)
            low = np.where(inside, middle + 1, low)
        return _shared(low / self.draws, self.twins)

    def interval(self, level: float) -> tuple[Ints, Ints]:
        """Best and worst rank of each film in the middle `level` of the draws.

        A rank at the end belongs to the interval if more than half of its own share does (the
        mid-p rule; Lancaster 1961): counted whole, as the chance of a rank comes in lumps, the
        intervals of small festivals would be wider than they say.
        """
        tail = (1 - level) / 2
        first = floor(tail * self.draws)
        best = self.sorted[:, first].astype(np.int64)
        worst = self.sorted[:, self.draws - 1 - first].astype(np.int64)
        for members in _classes(self.twins):
            pooled = np.sort(self.sorted[members], axis=None)
            best[members] = pooled[first * len(members)]
            worst[members] = pooled[(self.draws - 1 - first) * len(members)]
        inwards = (self._upto(best) + self._upto(best - 1)) / 2 <= tail
        upwards = 1 - (self._upto(worst) + self._upto(worst - 1)) / 2 <= tail
        narrow = best + inwards <= worst - upwards
        return best + (inwards & narrow), worst - (upwards & narrow)


def draws_for(films: int, asked: int) -> int:
    """How many draws can be kept of those asked for."""
    return max(100, min(asked, MOST_CELLS // max(1, films)))


def rank(
    draw: Draw,
    *,
    draws: int,
    seed: int,
    eligible: Bools,
    standing: Ints,
    twins: Ints,
    level: float,
) -> Ranks:
    """Rank the eligible films in every draw.

    Args:
        draw: The method's sampler.
        draws: How many.
        seed: Of the generator (PCG64), which is made here and used for nothing else.
        eligible: Films that are ranked; the others are drawn and left out.
        standing: Each film's place by its estimate; equal places share a group.
        twins: Class of each film.
        level: Of the groups.
    """
    random = np.random.Generator(np.random.PCG64(seed))
    films = np.flatnonzero(eligible)
    kind = np.uint16 if len(films) < 65_536 else np.uint32
    ranks = np.empty((len(films), draws), dtype=kind)
    places = np.arange(1, len(films) + 1, dtype=kind)
    total, squares = np.zeros(len(films)), np.zeros(len(films))
    block = max(1, BLOCK // len(eligible))
    centre: Floats | None = None
    for at in range(0, draws, block):
        measures = draw(min(block, draws - at), random)[:, films]
        centre = measures.mean(axis=0) if centre is None else centre
        total += (measures - centre).sum(axis=0)
        squares += ((measures - centre) ** 2).sum(axis=0)
        order = _descending(measures, random)
        took = np.empty(order.shape, dtype=kind)
        np.put_along_axis(took, order, places[None, :], axis=1)
        ranks[:, at : at + len(took)] = took.T
    se = np.sqrt(np.maximum(0, squares - total**2 / draws) / max(1, draws - 1))
    group = grouped(ranks, standing[films], level)
    ranks.sort(axis=1)
    return Ranks(ranks, twins[films], group, _shared(se, twins[films]))


def grouped(ranks: RankArray, standing: Ints, level: float) -> Ints:
    """Groups of films that cannot be told apart, best group first.

    From the top: a film belongs to the group while the first of the group is not above it with
    probability (1 + level) / 2 at least; the first one that is opens the next group. Films of
    equal standing stay together.
    """
    order = np.argsort(standing, kind="stable")
    needed = (1 + level) / 2
    out = np.empty(len(order), dtype=np.int64)
    leader, number = order[0], 1
    for at, film in enumerate(order):
        tied = at > 0 and standing[film] == standing[order[at - 1]]
        if not tied and np.mean(ranks[leader] < ranks[film]) >= needed:
            leader, number = film, number + 1
        out[film] = number
    return out


def _descending(measures: Floats, random: np.random.Generator) -> Ints:
    """Order of the films in each draw, best first; films equal in a draw fall in random order."""
    order = np.argsort(-measures, axis=1)
    ordered = np.take_along_axis(measures, order, axis=1)
    tied = np.flatnonzero((np.diff(ordered, axis=1) == 0).any(axis=1))
    for row in tied:
        order[row] = np.lexsort((random.random(measures.shape[1]), -measures[row]))
    return order


def _classes(twins: Ints) -> list[Ints]:
    """Members of the classes that have more than one."""
    order = np.argsort(twins, kind="stable")
    parts = np.split(order, np.flatnonzero(np.diff(twins[order])) + 1)
    return [part for part in parts if len(part) > 1]


def _shared(numbers: Floats, twins: Ints) -> Floats:
    """Numbers averaged over exchangeable films, whose draws differ by chance alone."""
    _present, inverse, count = np.unique(twins, return_inverse=True, return_counts=True)
    return np.asarray((np.bincount(inverse, weights=numbers) / count)[inverse])
