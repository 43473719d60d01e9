"""Tables of scores for tests: published ones, and simulated festivals whose truth is known."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from jury_app.tally.scores import Scores

REFERENCE = Path(__file__).parent / "reference"


def reference(name, **scale):
    """A published table and its answers."""
    answers = json.loads((REFERENCE / f"{name}.expected.json").read_text("utf-8"))
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return table([tuple(row.values()) for row in rows], **scale), answers


def table(rows, **choices):
    """Scores from rows of (film, juror, criterion, score)."""
    film, juror, criterion, score = zip(*rows, strict=True)
    return Scores.of_columns(
        film, juror, [float(one) for one in score], criterion=criterion, **choices
    )


def cards(rows, **choices):
    """Scores from rows of (film, juror, score)."""
    film, juror, score = zip(*rows, strict=True)
    return Scores.of_columns(film, juror, list(score), **choices)


@dataclass(frozen=True)
class Festival:
    """A simulated festival: its scores, and what is true of its films, best first in `rank`."""

    scores: Scores
    names: list
    worth: np.ndarray
    rank: np.ndarray


def assigned(films, jurors, per_film, random):
    """Balanced random assignments: film and juror of each card."""
    load = np.zeros(jurors)
    chosen = []
    for _film in range(films):
        least = np.lexsort((random.random(jurors), load))[:per_film]
        load[least] += 1
        chosen.append(least)
    return np.repeat(np.arange(films), per_film), np.concatenate(chosen)


def simulated(
    seed,
    films,
    *,
    jurors=40,
    per_film=5,
    criteria=4,
    film_sd=0.9,
    juror_sd=0.6,
    halo_sd=0.8,
    row_sd=0.8,
    step=1.0,
):
    """A festival with harsh and kind jurors, and halo: a juror's liking of a film lifts all rows.

    A film's worth is what the panel's jurors give it on average before the scale rounds it.
    """
    random = np.random.default_rng(seed)
    worth = random.normal(0, film_sd, films)
    severity = random.normal(0, juror_sd, jurors)
    film, juror = assigned(films, jurors, per_film, random)
    halo = random.normal(0, halo_sd, len(film))
    hard = random.normal(0, 0.3, criteria)
    card = 6 + worth[film] - severity[juror] + halo
    score = card[:, None] - hard + random.normal(0, row_sd, (len(film), criteria))
    score = np.clip(np.round(score / step) * step, 1, 10).ravel()
    rows = [np.repeat(index, criteria) for index in (film, juror)]
    scores = Scores.of_columns(
        [f"film-{at:05}" for at in rows[0]],
        [f"juror-{at:04}" for at in rows[1]],
        score,
        criterion=[f"criterion-{at}" for at in np.tile(np.arange(criteria), len(film))],
        low=1,
        high=10,
    )
    rank = np.empty(films, dtype=int)
    rank[np.argsort(-worth)] = np.arange(1, films + 1)
    names = [f"film-{at:05}" for at in range(films)]
    return Festival(scores, names, 6 - hard.mean() + worth, rank)
