"""Who judges what, as a linear program: as many reviews as can be placed, then balanced load.

Minimise  10⁴·Σ missing reviews + Σ load cost + Σ pair cost, where

- every film gets the reviews that it needs or counts them as missing;
- a juror's minutes stay within capacity; their cost grows in steps with the share of what is fair
  (convex and piecewise linear, so that nobody carries much more than another);
- pair costs are below one step: they decide between choices that are equally balanced.

The relaxation is solved by HiGHS. At a vertex of it at most as many films as there are jurors are
split between jurors (Lenstra, Shmoys & Tardos 1990); these are solved again in whole numbers with
all others fixed, and the relaxation's value bounds how far from the best the result can be. Small
problems are solved as a whole.
"""

from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

MISSING_COST = 10_000.0
"""What a missing review costs: more than any balance can gain, in steps of load."""
_ALWAYS_WHOLE, _WHOLE_IF_SHORT = 400, 3_000
"""Pairs up to which everything is solved in whole numbers: always, or where the split films alone
may leave a review out. Proving the last hundredth of balance takes ten times as long as finding it.
"""
_NODES = 1_000
"""Nodes of branch and bound that a part may take; a count, not a time, so that runs repeat."""
_STEPS = (0.0, 0.6, *(0.6 + 0.04 * step for step in range(1, 21)), 2.0, 3.0)
"""Where the cost of load grows, in shares of a fair load."""

_OVER_STEPS, _OVER_SHARE, _OVER_PRICE = 20, 0.05, 100.0
"""Minutes above capacity cost far more than any load within it, and slightly more from one
twentieth of capacity to the next, so that what is needed is asked of all alike."""


class Problem(Struct, frozen=True, kw_only=True):
    """Arrays of a matching problem.

    Attributes:
        film: Film of each eligible pair.
        juror: Juror of each eligible pair.
        cost: Cost of each pair, 0 to a few steps.
        minutes: Minutes of each film.
        need: Reviews that each film still needs.
        load: Minutes that each juror has already.
        capacity: Minutes that each juror has in all.
        elastic: Whether capacity may be exceeded, by as few minutes in all as possible and evenly.
    """

    film: Ints
    juror: Ints
    cost: Floats
    minutes: Floats
    need: Ints
    load: Floats
    capacity: Floats
    elastic: bool = False


class Matching(Struct, frozen=True, kw_only=True):
    """A solution.

    Attributes:
        chosen: Whether each eligible pair is chosen.
        missing_bound: No plan misses fewer reviews than this.
        gap: How far the cost may lie above the best, as a share of it; 0: proven best.
    """

    chosen: NDArray[np.bool_]
    missing_bound: int
    gap: float


def match(problem: Problem) -> Matching:
    """The best plan, or one with a proven gap; the same for the same problem."""
    pairs = len(problem.film)
    if not pairs:
        return Matching(
            chosen=np.zeros(0, dtype=bool),
            missing_bound=int(problem.need.sum()),
            gap=0.0,
        )
    program = _Program(problem)
    relaxed = program.solve(whole=None)
    missing_bound = int(np.ceil(relaxed.missing - 1e-6))
    share, bound = relaxed.pairs, relaxed.cost
    split = np.unique(problem.film[(share > 1e-7) & (share < 1 - 1e-7)])
    again = np.isin(problem.film, split)
    answer = program.solve(whole=again, fixed=np.where(again, -1.0, np.round(share)))
    short = round(answer.missing) > missing_bound
    if pairs <= _ALWAYS_WHOLE or (short and pairs <= _WHOLE_IF_SHORT):
        whole = program.solve(whole=np.ones(pairs, dtype=bool))
        bound = max(bound, whole.bound)
        answer = min(answer, whole, key=lambda each: each.cost)
    return Matching(
        chosen=answer.pairs > 0.5,
        missing_bound=missing_bound,
        gap=_gap(answer.cost, bound),
    )


def _gap(cost: float, bound: float) -> float:
    return max(0.0, (cost - bound) / max(abs(cost), 1e-9))


class _Answer(Struct, frozen=True):
    pairs: Floats
    missing: float
    cost: float
    bound: float


class _Program:
    """The program's matrix; variables are pairs, missing reviews, steps of load."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._films, self._jurors = len(problem.need), len(problem.capacity)
        widths, prices = _steps(problem)
        self._steps = widths.shape[1]
        self._upper = np.concatenate(
            [np.ones(len(problem.film)), problem.need.astype(float), widths.ravel()]
        )
        self._cost = np.concatenate(
            [problem.cost, np.full(self._films, MISSING_COST), prices.ravel()]
        )
        self._matrix = self._rows()
        self._right = np.concatenate([problem.need.astype(float), -problem.load])

    def _rows(self) -> "csr_matrix[Any]":
        """Films: pairs + missing = need. Jurors: minutes of pairs − steps = − load."""
        from scipy.sparse import csr_matrix

        p, films, jurors = self._problem, self._films, self._jurors
        pairs, steps = len(p.film), self._steps
        each_film, each_juror = np.arange(films), films + np.arange(jurors)
        rows = np.concatenate([p.film, films + p.juror, each_film, np.repeat(each_juror, steps)])
        columns = np.concatenate(
            [
                np.tile(np.arange(pairs), 2),
                pairs + each_film,
                pairs + films + np.arange(jurors * steps),
            ]
        )
        values = np.concatenate(
            [np.ones(pairs), p.minutes[p.film], np.ones(films), -np.ones(jurors * steps)]
        )
        shape = (films + jurors, len(self._cost))
        return csr_matrix((values, (rows, columns)), shape=shape)

    def solve(self, *, whole: NDArray[np.bool_] | None, fixed: Floats | None = None) -> _Answer:
        """Solve; `whole` pairs in whole numbers, pairs with `fixed` ≥ 0 as they are."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        pairs = len(self._problem.film)
        lower, upper = np.zeros(len(self._cost)), self._upper.copy()
        if fixed is not None:
            known = np.flatnonzero(fixed >= 0)
            lower[known] = upper[known] = fixed[known]
        integrality = np.zeros(len(self._cost), dtype=np.int64)
        if whole is not None:
            integrality[:pairs] = whole
        found = milp(
            self._cost,
            integrality=integrality,
            bounds=Bounds(lower, upper),
            constraints=LinearConstraint(self._matrix, self._right, self._right),
            options={"node_limit": _NODES, "mip_rel_gap": 1e-4},
        )
        if found.x is None:
            # Leaving everything open is always allowed, so only the solver itself can fail.
            raise RuntimeError(found.message)
        bound = found.mip_dual_bound if whole is not None else found.fun
        return _Answer(
            pairs=found.x[:pairs],
            missing=float(found.x[pairs : pairs + self._films].sum()),
            cost=float(found.fun),
            bound=float(bound if bound is not None else found.fun),
        )


def _steps(problem: Problem) -> tuple[Floats, Floats]:
    """Minutes and price per minute of every step of load, a row for each juror.

    A fair load is the same share of everybody's capacity. One step up for a film of usual length
    costs 1.
    """
    wanted = float((problem.need * problem.minutes).sum() + problem.load.sum())
    usual = max(wanted / max(float(problem.need.sum()), 1.0), 1e-9)
    finite = np.where(np.isfinite(problem.capacity), problem.capacity, 0.0)
    # Who has no bound counts as the one with most time; nobody bounded: all the same.
    weight = np.where(np.isfinite(problem.capacity), finite, max(float(finite.max()), 1.0))
    fair = wanted * weight / max(float(weight.sum()), 1e-9)
    most = np.maximum(problem.capacity, problem.load)
    edges = np.minimum(np.outer(fair, _STEPS), most[:, None])
    widths = np.hstack([np.diff(edges, axis=1), (most - edges[:, -1])[:, None]])
    prices = np.arange(float(widths.shape[1]))
    if problem.elastic:
        over = np.outer(finite, np.full(_OVER_STEPS, _OVER_SHARE))
        widths = np.hstack([widths, over, np.full((len(fair), 1), np.inf)])
        prices = np.append(prices, _OVER_PRICE + 0.01 * np.arange(_OVER_STEPS + 1))
    return widths, np.broadcast_to(prices / usual, widths.shape)
