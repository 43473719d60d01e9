"""Signatures: numbers for films, jurors and criteria that follow from the scores, not from names.

Colour refinement (Weisfeiler and Leman 1968) on the film–juror–criterion graph: what a film is
called never enters, so renaming permutes every result, and films that share a signature have
scores in the same pattern and are exchangeable in every method.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from jury_app.tally.arrays import Ints

Keys = NDArray[np.uint64]

ROUNDS = 4
"""Each round sees one step further in the graph; sparse juries are told apart after two."""


def signatures(
    film: Ints, juror: Ints, criterion: Ints, units: Ints, weights: Sequence[int]
) -> tuple[Keys, Keys, Keys]:
    """Keys of films, jurors and criteria after `ROUNDS` rounds of refinement.

    Args:
        film: Index of each row's film; every index up to the largest is used.
        juror: Likewise.
        criterion: Likewise.
        units: The score of each row.
        weights: Of each criterion: criteria of different weight are different.
    """
    facets = (film, juror, criterion)
    orders = [np.argsort(facet, kind="stable") for facet in facets]
    starts = [
        np.searchsorted(facet[order], np.arange(int(facet.max()) + 1))
        for facet, order in zip(facets, orders, strict=True)
    ]
    keys = [np.zeros(len(start), dtype=np.uint64) for start in starts]
    keys[2] = _mix(np.asarray(weights, dtype=np.int64).view(np.uint64))
    score = _mix(units.view(np.uint64))
    for _round in range(ROUNDS):
        row = score
        for key, facet in zip(keys, facets, strict=True):
            row = _mix(row + key[facet])
        # A sum does not depend on the order of the rows; uint64 wraps around, as it should.
        keys = [
            _mix(key + np.add.reduceat(row[order], start))
            for key, order, start in zip(keys, orders, starts, strict=True)
        ]
    return keys[0], keys[1], keys[2]


def classes(keys: Keys) -> Ints:
    """The class of each of some sorted keys, counted from 0: equal keys share one."""
    return np.cumsum(np.append(0, np.diff(keys) != 0)).astype(np.int64)


def _mix(x: Keys) -> Keys:
    """Spread 64 bits (the finaliser of splitmix64: Steele, Lea and Flood 2014)."""
    x = x + np.uint64(0x9E3779B97F4A7C15)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))
