"""Films: the entered work, its screeners, and the table of allowed moves between its states."""

from typing import ClassVar, Literal

from jury_app.base.document import (
    Code,
    Count,
    Document,
    Hash,
    Id,
    Parted,
    Stamp,
)
from jury_app.rules.rules import Form

FilmState = Literal["received", "query", "eligible", "ineligible", "withdrawn"]

MOVES: dict[FilmState, frozenset[FilmState]] = {
    "received": frozenset({"query", "eligible", "ineligible", "withdrawn"}),
    "query": frozenset({"eligible", "ineligible", "withdrawn"}),
    "eligible": frozenset({"query", "ineligible", "withdrawn"}),
    "ineligible": frozenset({"query", "eligible", "withdrawn"}),
    "withdrawn": frozenset(),
}
"""State → states into which a decision may move a film. Withdrawn is the end."""

OPEN_PARTS = ("title", "title_original")
"""Parts of a film whose audience is `public`; all its other parts are for the panel."""


class Film(Document, Parted, frozen=True, kw_only=True, omit_defaults=True):
    """A submitted work as the office entered it.

    Attributes:
        film: Its id.
        number: Its place in the intake, from 1 (the tracking number is a part).
        form: What kind of work it is.
        category: The one category in which it competes; absent while that is a query.
        parts: `title`, `title_original`, `directors`, `studio`, `country`, `language`, `seconds`,
            `year`, `synopsis`, `statement`, `tools`, `tracking_number`, `cast`, one
            `declared/<lane>` a lane or `declared_overall`, `dossier/<item>`.
        supersedes: Earlier documents of the same film that this one replaces, sorted.
    """

    KIND: ClassVar[str] = "film"

    edition: Hash
    film: Id
    number: Count
    form: Form
    at: Stamp
    category: Code | None = None
    supersedes: tuple[Hash, ...] = ()


class Item(Parted, frozen=True, kw_only=True, omit_defaults=True):
    """One item of a screener.

    Attributes:
        role: What it is for.
        kind: A `file`; a `folder` (BLAKE3 of its sorted manifest); an `address`; a `place`.
        bytes: Size, of files and folders.
        blake3: Digest, of files and folders.
        parts: `address` or `place`, and `name` of the file.
    """

    role: Literal["film", "run", "build", "trailer", "appendix", "poster"]
    kind: Literal["file", "folder", "address", "place"]
    bytes: Count | None = None
    blake3: Hash | None = None


class Screener(Document, frozen=True, kw_only=True, omit_defaults=True):
    """A version of what is judged; scorecards name its hash."""

    KIND: ClassVar[str] = "screener"

    edition: Hash
    film: Id
    items: tuple[Item, ...]
    at: Stamp
    supersedes: tuple[Hash, ...] = ()
