"""Scores all at one end: setting apart what has no finite measure, and placing it afterwards.

A film that everybody gave the highest score may be infinitely good. It tells nothing about its
jurors either, so it is set apart before the fit, with jurors and criteria of the same kind, until
none is left; then each is placed, last apart first, as if its total lay 0.3 of a category inwards.

Source: Linacre, A User's Guide to FACETS, "extreme scores" (adjustment of 0.3).
"""

from dataclasses import dataclass

import numpy as np

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_
from jury_app.tally.arrays import Bools, Floats, Ints
from jury_app.tally.facets import Fit, Ratings, solved_location
from jury_app.tally.scores import Scores

INWARDS = 0.3
"""Categories by which an extreme total is moved."""
STAYS = np.iinfo(np.int64).max

Facets = tuple[Ints, Ints, Ints]


@dataclass(frozen=True)
class Apart:
    """The rows to fit, and what was set apart.

    Attributes:
        ratings: Rows to fit, with indices of their own.
        fitted: Of films, jurors and criteria: the table's index for each index of `ratings`.
        rows: The table's rows that are fitted.
        layers: Of films, jurors and criteria of the table: the round in which each was set
            apart, `STAYS` if it was not.
        values: Of each threshold set, the scores that its categories stand for.
        group: Of each row of the table its threshold set, −1 where the set was set apart.
        category: Of each row of the table; meaningless where the set was set apart.
    """

    ratings: Ratings
    fitted: Facets
    rows: Bools
    layers: Facets
    values: tuple[Floats, ...]
    group: Ints
    category: Ints


@dataclass(frozen=True)
class Placed:
    """Measures, standard errors (logits; NaN if unknown) and extremes of the table's elements."""

    measures: tuple[Floats, Floats, Floats]
    errors: tuple[Floats, Floats, Floats]
    extreme: tuple[Bools, Bools, Bools]
    thresholds: Floats


def set_apart(scores: Scores, *, per_criterion: bool) -> Apart:
    """Set extreme films, jurors and criteria apart until none is left.

    Raises:
        Refusal: Nothing is left.
    """
    index = (scores.film, scores.juror, scores.criterion)
    sets = scores.criterion if per_criterion else np.zeros(len(scores), dtype=np.int64)
    layers = tuple(np.full(int(facet.max()) + 1, STAYS) for facet in index)
    active = np.ones(len(scores), dtype=bool)
    for turn in range(len(scores)):
        values, category, top = _categories(scores.units, sets, active)
        at_ends = [category == 0, category == top[sets]]
        found = [
            _extreme(facet[active], at_ends, active, len(layer))
            for facet, layer in zip(index, layers, strict=True)
        ]
        for facet, layer, extreme in zip(index, layers, found, strict=True):
            layer[extreme & (layer == STAYS)] = turn
            active &= layer[facet] == STAYS
        for facet, layer in zip(index, layers, strict=True):
            gone = np.bincount(facet[active], minlength=len(layer)) == 0
            layer[gone & (layer == STAYS)] = turn
        if not active.any():
            raise Refusal(
                N_(
                    "The scores are too much alike for `rasch`: every film, juror or criterion "
                    "has all of its scores at one end. Use `mean`."
                )
            )
        if not any(extreme.any() for extreme in found):
            break
    whole = (layers[0], layers[1], layers[2])
    return _apart(scores, sets, active, whole, (values, category))


def _categories(units: Ints, sets: Ints, active: Bools) -> tuple[list[Ints], Ints, Ints]:
    """The scores in use in each set, and each row's category: the place of its score in them."""
    values, category = [], np.zeros(len(units), dtype=np.int64)
    for group in range(int(sets.max()) + 1):
        rows = sets == group
        used = np.unique(units[rows & active])
        values.append(used)
        # A score that only rows set apart have counts as the next lower one in use.
        place = np.searchsorted(used, units[rows], side="right") - 1
        category[rows] = np.clip(place, 0, max(0, len(used) - 1))
    return values, category, np.array([max(0, len(used) - 1) for used in values])


def _extreme(facet: Ints, at_ends: list[Bools], active: Bools, size: int) -> Bools:
    """Which elements have all of their active rows at one end."""
    number = np.bincount(facet, minlength=size)
    ends = [np.bincount(facet, weights=end[active], minlength=size) == number for end in at_ends]
    return np.asarray((number > 0) & (ends[0] | ends[1]))


def _apart(
    scores: Scores,
    sets: Ints,
    active: Bools,
    layers: Facets,
    categories: tuple[list[Ints], Ints],
) -> Apart:
    """Number what is left anew, threshold sets included."""
    values, category = categories
    index = (scores.film, scores.juror, scores.criterion)
    pairs = [np.unique(facet[active], return_inverse=True) for facet in index]
    fitted_sets, group = np.unique(sets[active], return_inverse=True)
    kept = [values[at] for at in fitted_sets]
    ratings = Ratings(
        film=pairs[0][1],
        juror=pairs[1][1],
        criterion=pairs[2][1],
        group=group,
        category=category[active],
        steps=np.array([len(used) - 1 for used in kept]),
    )
    place = np.full(int(sets.max()) + 1, -1)
    place[fitted_sets] = np.arange(len(fitted_sets))
    return Apart(
        ratings=ratings,
        fitted=(pairs[0][0], pairs[1][0], pairs[2][0]),
        rows=active,
        layers=layers,
        values=tuple(used / scores.per for used in kept),
        group=place[sets],
        category=category,
    )


def place(scores: Scores, apart: Apart, fit: Fit) -> Placed:
    """Measures of all elements: those fitted, then those set apart, the last apart first."""
    found = _fitted(apart, fit)
    index = (scores.film, scores.juror, scores.criterion)
    turns = {int(turn) for layer in apart.layers for turn in layer if turn != STAYS}
    for turn in sorted(turns, reverse=True):
        placed = [
            (facet, at, _one(apart, found, index, facet, int(at)))
            for facet in range(3)
            for at in np.flatnonzero(apart.layers[facet] == turn)
        ]
        for facet, at, (measure, error) in placed:
            found.measures[facet][at], found.errors[facet][at] = measure, error
    return found


def _fitted(apart: Apart, fit: Fit) -> Placed:
    at, information = fit.parameters, fit.information
    values = (at.film, at.juror, at.criterion)
    weights = information.of_elements()
    measures = tuple(np.full(len(layer), np.nan) for layer in apart.layers)
    errors = tuple(np.full(len(layer), np.nan) for layer in apart.layers)
    for facet in range(3):
        measures[facet][apart.fitted[facet]] = values[facet]
        errors[facet][apart.fitted[facet]] = weights[facet] ** -0.5
    extreme = tuple(layer != STAYS for layer in apart.layers)
    return Placed(
        (measures[0], measures[1], measures[2]),
        (errors[0], errors[1], errors[2]),
        (extreme[0], extreme[1], extreme[2]),
        at.thresholds,
    )


def _one(
    apart: Apart, found: Placed, index: Facets, facet: int, element: int
) -> tuple[float, float]:
    """Place one element among those already placed; NaN where it shares no row with any."""
    signs = (1, -1, -1)
    others = np.zeros(len(apart.group))
    for other in range(3):
        if other != facet:
            others += signs[other] * found.measures[other][index[other]]
    rows = (index[facet] == element) & ~np.isnan(others) & (apart.group >= 0)
    if not rows.any():
        return np.nan, np.nan
    group = apart.group[rows]
    most = float(apart.ratings.steps[group].sum())
    total = float(np.clip(apart.category[rows].sum(), INWARDS, most - INWARDS))
    location, error = solved_location(others[rows], found.thresholds[group], total)
    return signs[facet] * location, error
