"""The table that every method reads: scores as exact integers in one canonical order.

Rows are put in an order that follows from *what was scored*, not from the order of the file nor
from names: so neither can change a result, random draws included. Text, files and line numbers
belong to `intake`; here a row has an index, and a caller may say what that row's place is called.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

import numpy as np

from jury_app.base.texts import _
from jury_app.tally.arrays import Floats, Ints
from jury_app.tally.columns import (
    Number,
    Place,
    Rows,
    Scale,
    check_lengths,
    starts,
)


@dataclass(frozen=True)
class Cards:
    """Scorecards of one table: what one juror says about one film, criteria weighted together.

    Attributes:
        film, juror: Indices into the table's names; sorted by film, then juror.
        share: Exact value of each card as integers: `share / whole` is its value on 0–1.
        whole: See `share`.
        value: The card's value on the scale (low–high), as floats.
        start: Row at which each card begins; rows of a card are contiguous.
    """

    film: Ints
    juror: Ints
    share: Ints
    whole: Ints
    value: Floats
    start: Ints

    def __len__(self) -> int:
        return len(self.film)


@dataclass(frozen=True)
class Scores:
    """A canonical table of scores: row i is `units[i] / per`, by juror of film on criterion.

    Attributes:
        films, jurors, criteria: Names; the index arrays point into them. Every film has a row.
        film, juror, criterion: Index arrays, sorted by film, juror, criterion.
        units, per: Scores as exact integers over one common denominator.
        low, high: The scale, both ends included.
        weights: A positive integer per criterion.
        order: Place at which the juror saw the film (counted by juror), or None if unknown.
        twins: Class of each film; films of one class cannot be told apart by any score.
        unscored: Films without a scorecard that counts.
        incomplete: (film, juror) of cards that hold less than half of the weight: no reviews.
        scale_from_data: Whether low or high is merely the lowest or highest score found.
    """

    films: tuple[str, ...]
    jurors: tuple[str, ...]
    criteria: tuple[str, ...]
    film: Ints
    juror: Ints
    criterion: Ints
    units: Ints
    per: int
    low: Fraction
    high: Fraction
    weights: tuple[int, ...]
    order: Ints | None
    twins: Ints
    unscored: tuple[str, ...]
    incomplete: tuple[tuple[str, str], ...]
    scale_from_data: bool

    def __len__(self) -> int:
        return len(self.film)

    @cached_property
    def score(self) -> Floats:
        """The scores as floats, on the scale."""
        return self.units / self.per

    @property
    def width(self) -> float:
        """Points between the ends of the scale."""
        return float(self.high - self.low)

    @cached_property
    def cards(self) -> Cards:
        """The scorecards; value = Σ w·(score − low)/(high − low) ÷ Σ w over scored criteria."""
        start = starts(self.film, self.juror)
        weight = np.asarray(self.weights, dtype=np.int64)[self.criterion]
        share = np.add.reduceat(weight * (self.units - int(self.low * self.per)), start)
        whole = np.add.reduceat(weight, start) * int((self.high - self.low) * self.per)
        value = float(self.low) + self.width * (share / whole)
        return Cards(self.film[start], self.juror[start], share, whole, value, start)

    def exact_values(self) -> list[list[Fraction]]:
        """For each film its scorecard values on 0–100, exact, by juror."""
        values: list[list[Fraction]] = [[] for _film in self.films]
        cards = self.cards
        known: dict[tuple[int, int], Fraction] = {}  # scores repeat: few fractions are distinct
        shares, wholes = cards.share.tolist(), cards.whole.tolist()
        for film, share, whole in zip(cards.film.tolist(), shares, wholes, strict=True):
            value = known.get((share, whole))
            if value is None:
                value = known[share, whole] = Fraction(100 * share, whole)
            values[film].append(value)
        return values

    @classmethod
    def of_columns(
        cls,
        film: Sequence[str],
        juror: Sequence[str],
        score: Sequence[Number] | Floats,
        *,
        criterion: Sequence[str] | None = None,
        low: Number | None = None,
        high: Number | None = None,
        weights: Mapping[str, int] | None = None,
        order: Sequence[int] | None = None,
        duplicates: Literal["refuse", "last"] = "refuse",
        also_films: Iterable[str] = (),
        place: Place | None = None,
    ) -> "Scores":
        """Build a table from columns of equal length.

        Args:
            film: Names.
            juror: Names.
            score: A float counts as the decimal number that it prints as (7.3 is 73/10).
            criterion: Names; without criteria there is one, called `score`.
            low: Of the scale; the lowest score found where not given.
            high: Of the scale; the highest score found where not given.
            weights: Positive integers; a criterion not named has weight 1.
            order: When the juror saw the film: any increasing number.
            duplicates: Refuse two scores in one cell, or keep the last.
            also_films: Films to list even if nobody scored them.
            place: Name of the place of a row, counted from 0, for messages.

        Raises:
            Refusal: No rows, too many, columns of unequal length, an empty name, a score that is
                no finite number or outside the scale, a duplicate, a wrong weight, no scale.
        """
        named = place or (lambda row: _("row {n}").format(n=row + 1))
        criterion = ["score"] * len(film) if criterion is None else criterion
        check_lengths(film, juror, criterion, score, order)
        scale = Scale(score, low, high, named)
        asked, keep = Rows.of((film, juror, criterion), scale.units, weights, duplicates, named)
        whole = asked.complete()
        rows, source, twins = asked.only(whole).canonical()
        return cls(
            films=rows.films,
            jurors=rows.jurors,
            criteria=rows.criteria,
            film=rows.f,
            juror=rows.j,
            criterion=rows.c,
            units=rows.units,
            per=scale.per,
            low=scale.low,
            high=scale.high,
            weights=rows.weights,
            order=None if order is None else np.asarray(order, np.int64)[keep][whole][source],
            twins=twins,
            unscored=tuple(sorted({*asked.films, *also_films} - {*rows.films})),
            incomplete=asked.cards_of(~whole),
            scale_from_data=low is None or high is None,
        )
