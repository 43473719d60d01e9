"""Proof that rows follow from documents: project all of them again, compare, write anew.

The exchange verifies signatures and the log; here only what this room derived is at stake.
"""

from collections.abc import Iterator
from typing import Any, Literal

import msgspec
from msgspec import Struct

from jury_app.jury.scorecard import Scorecard
from jury_app.rules.rules import Rules
from jury_app.store import documents
from jury_app.store.ledger import leaves
from jury_app.store.projection import CARD_COLUMNS, card_row
from jury_app.store.reader import Reader
from jury_app.store.verbs import Verbs

_JSON = ("supersedes", "scores", "lanes")
_BATCH = 1000


class Difference(Struct, frozen=True):
    """Where the rows and the documents disagree.

    Attributes:
        what: A `place` of the ledger that holds nothing; a card's row that is `missing`, one that
            is `other` than its document says, one that is `stray`: without a document.
        which: The place, or the card's hash.
        columns: Columns that differ, of an `other` row.
    """

    what: Literal["place", "missing", "other", "stray"]
    which: str
    columns: tuple[str, ...] = ()


def compare(reader: Reader) -> list[Difference]:
    """Every place where the rows disagree with the documents; empty when all is well."""
    found: list[Difference] = []
    expected = 0
    for leaf in leaves(reader):
        found.extend(Difference("place", str(gap)) for gap in range(expected, leaf.position))
        expected = leaf.position + 1
    kept = {row[0]: row for row in _kept(reader)}
    for row in _projected(reader):
        there = kept.pop(row[0], None)
        if there is None:
            found.append(Difference("missing", row[0].hex()))
        elif there != row:
            pairs = zip(CARD_COLUMNS, there, row, strict=True)
            columns = tuple(name for name, old, new in pairs if old != new)
            found.append(Difference("other", row[0].hex(), columns))
    found.extend(Difference("stray", digest.hex()) for digest in sorted(kept))
    return found


def rebuild(tx: Verbs) -> list[Difference]:
    """Write the derived rows anew from the documents; what disagreed before."""
    found = compare(tx)
    tx.delete("cards", {})
    batch: list[tuple[Any, ...]] = []
    for row in _projected(tx):
        batch.append(row)
        if len(batch) == _BATCH:
            tx.insert("cards", CARD_COLUMNS, batch)
            batch = []
    tx.insert("cards", CARD_COLUMNS, batch)
    tx.touch("cards", (each.which for each in found))
    return found


def _projected(reader: Reader) -> Iterator[tuple[Any, ...]]:
    """The rows of `cards` that follow from the documents, in the ledger's order."""
    rules = {
        stored.hash: document
        for stored in documents.read(reader, "rules")
        if isinstance(document := stored.decoded(), Rules)
    }
    for stored in documents.read(reader, "scorecard"):
        card = stored.decoded()
        if isinstance(card, Scorecard):
            yield card_row(stored.hash, stored.position, card, rules.get(card.rules))


def _kept(reader: Reader) -> Iterator[tuple[Any, ...]]:
    """The rows of `cards` as they are, in the form of `card_row`."""
    where = [CARD_COLUMNS.index(name) for name in _JSON]
    for row in reader.rows(f"SELECT {', '.join(CARD_COLUMNS)} FROM cards"):  # noqa: S608  our own
        values = list(row)
        for index in where:
            values[index] = msgspec.json.decode(values[index])
        yield tuple(values)
