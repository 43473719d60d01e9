"""Connection: whether jurors link all films, and which assignments would join what falls apart.

A film and a juror are linked by a scorecard. Severity can be told from worth only along links, so
films of different islands cannot be compared by any model (Eccleston and Hedayat 1974).
"""

from dataclasses import dataclass

import numpy as np

from jury_app.base.texts import series
from jury_app.tally.arrays import Ints
from jury_app.tally.scores import Scores


@dataclass(frozen=True)
class Island:
    """A part of the festival that no scorecard links to another; indices into the table."""

    films: tuple[int, ...]
    jurors: tuple[int, ...]


@dataclass(frozen=True)
class Join:
    """An assignment that would link two islands; indices into the table."""

    film: int
    juror: int


def islands(scores: Scores) -> tuple[Island, ...]:
    """The islands, the largest first (by films, then by name)."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    cards, n_films = scores.cards, len(scores.films)
    size = n_films + len(scores.jurors)
    links = coo_matrix((np.ones(len(cards)), (cards.film, cards.juror + n_films)), (size, size))
    count, label = connected_components(links, directed=False)
    film_label, juror_label = label[:n_films], label[n_films:]
    found = [
        Island(
            tuple(np.flatnonzero(film_label == part).tolist()),
            tuple(np.flatnonzero(juror_label == part).tolist()),
        )
        for part in range(count)
    ]
    return tuple(
        sorted(
            found,
            key=lambda part: (-len(part.films), min(scores.films[film] for film in part.films)),
        )
    )


def joins(scores: Scores, parts: tuple[Island, ...]) -> tuple[Join, ...]:
    """The fewest assignments that would join all islands to the largest.

    Each takes the juror of the largest island with the least to do (so far, these included) to
    the film with the fewest reviews; conflicts of interest are the caller's to check.
    """
    if len(parts) < 2:
        return ()
    load = _count(scores.cards.juror, len(scores.jurors))
    reviews = _count(scores.cards.film, len(scores.films))
    found = []
    for island in parts[1:]:
        juror = min(parts[0].jurors, key=lambda at: (load[at], scores.jurors[at]))
        film = min(island.films, key=lambda at: (reviews[at], scores.films[at]))
        load[juror] += 1
        found.append(Join(film, juror))
    return tuple(found)


def named_joins(scores: Scores, parts: tuple[Island, ...]) -> str:
    """The joins as a line of `juror → film`."""
    return series(
        f"{scores.jurors[join.juror]} → {scores.films[join.film]}" for join in joins(scores, parts)
    )


def _count(index: Ints, size: int) -> list[int]:
    return [int(count) for count in np.bincount(index, minlength=size)]
