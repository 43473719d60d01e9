"""A new epoch: how the office goes on after a loss or from a backup, without ever signing twice.

What the backup holds is kept; what came later lies in the mailbox and with the jurors and is
entered again by receiving. The first entry after what was kept says so, so that receipts given
before the loss are not contradicted silently.
"""

from msgspec import Struct

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_
from jury_app.desks.ledger import Said, act, epoch, point
from jury_app.desks.seat import Seat
from jury_app.exchange.forms import Epoch
from jury_app.jury.results import LedgerPoint
from jury_app.store import settings


class Begun(Struct, frozen=True):
    """An epoch that was begun, and the last state that was kept."""

    epoch: int
    kept: LedgerPoint


def begin_epoch(seat: Seat) -> Begun:
    """Begin a new epoch in a restored office's workspace.

    Raises:
        Refusal: The workspace was not restored, or this device is not the sequencer with the role
            `enrol`.
    """
    seat.require("office")
    with seat.workspace.reading() as reader:
        if settings.get(reader, "restored_at") is None:
            raise Refusal(
                N_("Nothing was restored here: the ledger goes on in its epoch {epoch}."),
                epoch=epoch(reader),
            )
        kept, now = point(reader), epoch(reader) + 1
    document = Epoch(edition=seat.edition, epoch=now, kept=kept, at=seat.now)
    seat.allow_restored = True
    act(seat, [Said(document)])
    with seat.workspace.writing() as tx:
        settings.put(tx, epoch=now)
        settings.drop(tx, "restored_at")
    return Begun(now, kept)
