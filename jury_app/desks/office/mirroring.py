"""The ledger's mirror: plain files beside the database, brought up to date after every writing."""

from jury_app.desks.ledger import carried, signed_of
from jury_app.desks.seat import Seat
from jury_app.exchange.mirror import Mirror
from jury_app.exchange.parts import hashes
from jury_app.store import documents, parts
from jury_app.store.folder import LEDGER


def mirror(seat: Seat) -> int:
    """Append to the mirror what was entered since; how many entries.

    Raises:
        Problem: The disk is full or read-only; the ledger itself is safe in the database.
    """
    copy = Mirror(seat.folder / LEDGER)
    with seat.workspace.reading() as reader:
        fresh = list(documents.read(reader, after=len(copy) - 1))
        entries = []
        for stored in fresh:
            document = stored.decoded()
            held = [] if document is None else [each.hash for each in hashes(document)]
            values = parts.of(reader, held)
            entries.append((signed_of(stored).envelope, carried(values.values())))
    copy.append(entries)
    return len(entries)
