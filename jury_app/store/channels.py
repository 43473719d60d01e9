"""Channels: messages sent and opened, what each device was sent, receipts that came back.

Order, gaps and forks are judged by the exchange; here every message has its row, two with one
number have two.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from msgspec import Struct

from jury_app.store.reader import Reader, one
from jury_app.store.verbs import Verbs

Direction = Literal["in", "out"]


class Sent(Struct, frozen=True):
    """A message of a channel.

    Attributes:
        channel: Key of the device whose line it is; with `in` it sent, with `out` it is sent to
            (in a juror's workspace: this device's own key).
        number: Its number, from 1.
        direction: Opened here (`in`) or made here (`out`).
        hash: Identity of the signed message.
        sealed: The sealed bytes, while they may be wanted again.
        acked: Whether the other side said that it has it.
    """

    channel: str
    number: int
    direction: Direction
    hash: str
    sealed: bytes | None = None
    acked: bool = False


_COLUMNS = ("channel", "number", "direction", "hash", "sealed", "acked")
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM channels"  # noqa: S608  our own names


def keep(tx: Verbs, batch: Sequence[Sent]) -> None:
    """Keep messages; one that is there already stays as it is."""
    rows = [
        (bytes.fromhex(m.channel), m.number, m.direction, bytes.fromhex(m.hash), m.sealed, m.acked)
        for m in batch
    ]
    tx.insert("channels", _COLUMNS, rows, once=True)
    tx.touch("channels", (message.channel for message in batch))


def last(reader: Reader, channel: str, direction: Direction) -> Sent | None:
    """The message with the highest number."""
    sql = f"{_SELECT} WHERE channel = ? AND direction = ? ORDER BY number DESC, hash LIMIT 1"
    found = one(reader, sql, bytes.fromhex(channel), direction)
    return None if found is None else _sent(found)


def messages(reader: Reader, channel: str, direction: Direction, *, after: int = 0) -> list[Sent]:
    """Messages of a channel with numbers above `after`, in order."""
    sql = f"{_SELECT} WHERE channel = ? AND direction = ? AND number > ? ORDER BY number, hash"
    return list(map(_sent, reader.rows(sql, bytes.fromhex(channel), direction, after)))


def heads(reader: Reader, direction: Direction) -> list[Sent]:
    """The last message of every channel, by channel; without the sealed bytes."""
    sql = (
        "SELECT c.channel, c.number, c.direction, c.hash, NULL, c.acked FROM channels c JOIN"
        " (SELECT channel, max(number) AS number FROM channels WHERE direction = ?"
        " GROUP BY channel) h ON c.channel = h.channel AND c.number = h.number"
        " WHERE c.direction = ? ORDER BY c.channel, c.hash"
    )
    return list(map(_sent, reader.rows(sql, direction, direction)))


def unacknowledged(reader: Reader, channel: str) -> list[Sent]:
    """Messages made here that the other side did not say it has, in order."""
    sql = f"{_SELECT} WHERE channel = ? AND direction = 'out' AND NOT acked ORDER BY number, hash"
    return list(map(_sent, reader.rows(sql, bytes.fromhex(channel))))


def acknowledge(tx: Verbs, channel: str, number: int) -> None:
    """The other side has all messages of `channel` up to `number`; their bytes are let go."""
    for message in unacknowledged(tx, channel):
        if message.number <= number:
            where = {
                "channel": bytes.fromhex(channel),
                "number": message.number,
                "direction": "out",
                "hash": bytes.fromhex(message.hash),
            }
            tx.change("channels", where, sealed=None, acked=True)
    tx.touch("channels", [channel])


def _sent(row: tuple[Any, ...]) -> Sent:
    channel, number, direction, digest, sealed, acked = row
    return Sent(channel.hex(), number, direction, digest.hex(), sealed, bool(acked))


# What each device was sent -----------------------------------------------------------------------


def deliver(tx: Verbs, device: str, hashes: Iterable[str]) -> None:
    """Note that a device was sent these documents."""
    key = bytes.fromhex(device)
    tx.insert("delivered", ("device", "hash"), [(key, bytes.fromhex(h)) for h in hashes], once=True)
    tx.touch("channels", [device])


def delivered(reader: Reader, device: str) -> set[str]:
    """Hashes of the documents that a device was sent."""
    rows = reader.rows("SELECT hash FROM delivered WHERE device = ?", bytes.fromhex(device))
    return {digest.hex() for (digest,) in rows}


def forget_delivered(tx: Verbs, device: str) -> None:
    """Start over with a device, so that its next packet is complete."""
    tx.delete("delivered", {"device": bytes.fromhex(device)})
    tx.touch("channels", [device])


# Receipts ----------------------------------------------------------------------------------------


class Receipt(Struct, frozen=True):
    """Proof that a document is in the ledger, at `position` of the tree with `size` and `root`."""

    document: str
    position: int
    epoch: int
    size: int
    root: str


def keep_receipts(tx: Verbs, batch: Sequence[Receipt]) -> None:
    """Keep receipts; a later one of the same document replaces the earlier."""
    tx.put(
        "receipts",
        ("document", "position", "epoch", "size", "root"),
        [
            (bytes.fromhex(r.document), r.position, r.epoch, r.size, bytes.fromhex(r.root))
            for r in batch
        ],
    )
    tx.touch("receipts", (receipt.document for receipt in batch))


def receipts(reader: Reader) -> dict[str, Receipt]:
    """Hash of a document → its receipt."""
    rows = reader.rows("SELECT document, position, epoch, size, root FROM receipts")
    return {
        digest.hex(): Receipt(digest.hex(), position, epoch, size, root.hex())
        for digest, position, epoch, size, root in rows
    }
