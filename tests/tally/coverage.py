"""How often the intervals of a method contain what is true in simulated festivals."""

from dataclasses import dataclass

import numpy as np
from scipy.stats import kendalltau

from jury_app.tally.methods import analyse
from tests.tally.festivals import simulated

NORMAL_90 = 1.6448536269514722


@dataclass(frozen=True)
class Covered:
    """Shares of films, pooled over festivals, whose truth the 90 % interval contains; mean tau."""

    measure: float
    rank: float
    tau: float


def covered(method, *, festivals, films, draws=1000, first_seed=0, **choices):
    """Judge simulated festivals of 40 jurors, halo and whole scores; count what is covered.

    The unit of rasch is its own, so its measures are not compared with a truth in points.
    """
    inside, ranked, taus = [], [], []
    for seed in range(first_seed, first_seed + festivals):
        festival = simulated(seed, films, **choices)
        result = analyse(festival.scores, method, draws=draws, seed=seed)
        by_name = {film.film: film for film in result.films}
        found = [by_name[name] for name in festival.names]
        measure = np.array([one.measure for one in found])
        error = np.array([one.se for one in found])
        low = np.array([one.rank_low for one in found])
        high = np.array([one.rank_high for one in found])
        inside.append(np.abs(measure - festival.worth) < NORMAL_90 * error)
        ranked.append((low <= festival.rank) & (festival.rank <= high))
        taus.append(kendalltau(measure, festival.worth).statistic)
    share = float("nan") if method == "rasch" else float(np.mean(inside))
    return Covered(share, float(np.mean(ranked)), float(np.mean(taus)))
