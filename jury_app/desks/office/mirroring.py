"""The ledger's mirror: plain files beside the database, brought up to date after every writing."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

import msgspec

from jury_app.base.errors import Problem
from jury_app.base.texts import _
from jury_app.desks.filing import signed_of
from jury_app.desks.seat import Seat
from jury_app.exchange.mirror import Mirror
from jury_app.exchange.parts import Part, hashes
from jury_app.store import documents, parts
from jury_app.store.folder import LEDGER
from jury_app.store.reader import Reader

_AT_ONCE = 1000


Entry = tuple[bytes, Sequence[Part]]
"""An envelope with the values that its document holds."""


def mirror(seat: Seat, at_hand: Mapping[str, Entry] | None = None) -> int:
    """Append to the mirror what was entered since; how many entries.

    Args:
        seat: The office's seat.
        at_hand: Hash → entry, of documents that were just entered and need not be read again.

    Raises:
        Problem: The disk is full or read-only; the ledger itself is safe in the database.
    """
    copy = Mirror(seat.folder / LEDGER)
    count = 0
    with seat.workspace.reading() as reader:
        fresh = documents.read(reader, after=len(copy) - 1)
        while batch := list(islice(fresh, _AT_ONCE)):
            copy.append(_entries(reader, batch, at_hand or {}))
            count += len(batch)
    return count


def keep_up(seat: Seat) -> None:
    """Bring the mirror up to date after an act that is entered already.

    The act stands whatever the disk says of its copy: that is told at the seat, and the copy
    catches up with the next act.
    """
    try:
        mirror(seat)
    except Problem as problem:
        seat.tell(
            _(
                "It is entered; only the ledger's copy in files is behind until the next act. {why}"
            ).format(why=problem)
        )


def _entries(
    reader: Reader, batch: Sequence[documents.Stored], at_hand: Mapping[str, Entry]
) -> list[Entry]:
    to_read = [stored for stored in batch if stored.hash not in at_hand]
    read = iter(list(_with_parts(reader, to_read)))
    return [at_hand[each.hash] if each.hash in at_hand else next(read) for each in batch]


def _with_parts(reader: Reader, batch: Sequence[documents.Stored]) -> Iterator[Entry]:
    """Envelopes with the values that their documents hold, asked for all at once."""
    held = []
    for stored in batch:
        document = stored.decoded()
        held.append([] if document is None else [each.hash for each in hashes(document)])
    known = parts.raw(reader, (digest for each in held for digest in each))
    for stored, digests in zip(batch, held, strict=True):
        values = [_part(*known[digest]) for digest in digests if digest in known]
        yield signed_of(stored).envelope, values


def _part(name: str, audience: str, salt: str, value: bytes) -> Part:
    """A part whose value stays the canonical JSON that it is."""
    return Part(name=name, audience=audience, salt=salt, value=msgspec.Raw(value))
