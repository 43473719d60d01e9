"""Results as signed documents: standings, shortlist, selection.

Each names the ledger's epoch, size and root from which it follows; later entries never change it,
a corrected document supersedes it. Values are integers: the method's result × 10^digits, rounded
half to even once; ranks, ties and cuts of exact methods compare the exact values.
"""

from typing import ClassVar, Literal

from jury_app.base.document import Code, Count, Document, Hash, Id, Parted, Piece, Positive, Stamp
from jury_app.rules.rules import Method

DIGITS = 6
"""Decimal places that values of exact methods are signed with."""


class LedgerPoint(Piece, frozen=True, kw_only=True, omit_defaults=True):
    """A state of the ledger: its first `size` entries of `epoch`, and their Merkle root."""

    epoch: Positive
    size: Count
    root: Hash


class Place(Piece, frozen=True, kw_only=True, omit_defaults=True):
    """A film's place in standings.

    Attributes:
        film: The film.
        category: The category in which it competes.
        reviews: Valid scorecards (in combined standings: of the first round in the sum).
        state: `ranked`; `few_reviews`; `incomplete` (not complete in every round of the sum).
        value: The method's result × 10^digits; absent where there is none.
        rank: Place among all ranked films, 1 the best; films told as a tie share one.
        category_rank: The same within its category.
        holds: Why the film may not be finally selected yet.
        gate: What the panel's verdicts come to.
    """

    film: Id
    category: Code
    reviews: Count
    state: Literal["ranked", "few_reviews", "incomplete"]
    value: Count | None = None
    rank: Positive | None = None
    category_rank: Positive | None = None
    holds: tuple[Literal["ethics", "gate", "query"], ...] = ()
    gate: Literal["meets", "does_not", "dispute"] | None = None


class Standings(Document, frozen=True, kw_only=True, omit_defaults=True):
    """The standings of a round, or `combined`.

    Attributes:
        standing: A round's id, or `combined`.
        rules: Hash of the locked rules.
        ledger: From which entries they follow.
        method: The declared method.
        digits: Decimal places of values.
        places: All films of the round, ranked first, then by state, then by id.
    """

    KIND: ClassVar[str] = "standings"

    edition: Hash
    standing: Code
    rules: Hash
    ledger: LedgerPoint
    method: Method
    digits: Count
    places: tuple[Place, ...]
    at: Stamp
    supersedes: tuple[Hash, ...] = ()


class Chosen(Piece, frozen=True, kw_only=True, omit_defaults=True):
    """A film on a list and how it came there; `decision` names the chair's, where one did it."""

    film: Id
    how: Literal["rank", "wild_card", "tie_break"]
    decision: Hash | None = None


class Cut(Piece, frozen=True, kw_only=True, omit_defaults=True):
    """How a list was cut: the best `top`, overall or in each category."""

    top: Positive
    per_category: bool


class Chosenlist(Document, Parted, frozen=True, kw_only=True, omit_defaults=True):
    """What shortlist and selection have in common.

    Attributes:
        standings: Hash of the standings from which the list follows.
        cut: How many.
        films: Who is on it, best first within its category.
        held: Films whose rank would put them here, kept off by a hold; in if released.
        off: Films kept off by an override.
    """

    KIND: ClassVar[str] = "list"

    edition: Hash
    standings: Hash
    ledger: LedgerPoint
    cut: Cut
    films: tuple[Chosen, ...]
    at: Stamp
    held: tuple[Id, ...] = ()
    off: tuple[Id, ...] = ()
    supersedes: tuple[Hash, ...] = ()


class Shortlist(Chosenlist, frozen=True, kw_only=True, omit_defaults=True):
    """The films that go to R2."""

    KIND: ClassVar[str] = "shortlist"


class Selection(Chosenlist, frozen=True, kw_only=True, omit_defaults=True):
    """The films that go to the R3 defense."""

    KIND: ClassVar[str] = "selection"
