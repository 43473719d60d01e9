"""Film files on this machine, and what was seen of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct

from jury_app.store import times
from jury_app.store.reader import Reader
from jury_app.store.verbs import Verbs


class Attached(Struct, frozen=True):
    """A file found on this machine.

    Attributes:
        film: The film to which it belongs.
        role: The screener item's role.
        blake3: Digest of its bytes, in hexadecimal.
        bytes: Its size.
        path: Where it lies.
        facts: What probing found: a JSON object.
        checked_at: When the digest was computed.
    """

    film: str
    role: str
    blake3: str
    bytes: int
    path: str
    facts: dict[str, Any]
    checked_at: datetime


class Seen(Struct, frozen=True):
    """What was seen of an item.

    Attributes:
        item: BLAKE3 of the file, or the address or place.
        run: Seed, run or session id; empty for works that do not differ.
        intervals: Merged [from, to] in milliseconds.
    """

    film: str
    item: str
    run: str
    intervals: tuple[tuple[int, int], ...]


def attach(tx: Verbs, batch: Sequence[Attached]) -> None:
    """Note files; one with the same digest and role is replaced."""
    tx.put(
        "media",
        ("film", "role", "blake3", "bytes", "path", "facts", "checked_at"),
        [
            (m.film, m.role, bytes.fromhex(m.blake3), m.bytes, m.path, m.facts, m.checked_at)
            for m in batch
        ],
    )
    tx.touch("media", (each.film for each in batch))


def attached(reader: Reader, film: str | None = None) -> list[Attached]:
    """Files of one film or of all, by film, role and digest."""
    sql = "SELECT film, role, blake3, bytes, path, facts, checked_at FROM media"
    order = " ORDER BY film, role, blake3"
    rows = (
        reader.rows(sql + order)
        if film is None
        else reader.rows(f"{sql} WHERE film = ?{order}", film)
    )
    decode = msgspec.json.decode
    return [
        Attached(its, role, digest.hex(), size, path, decode(facts), times.moment(at))
        for its, role, digest, size, path, facts, at in rows
    ]


def detach(tx: Verbs, film: str, role: str, blake3: str) -> None:
    """Forget a file that is no longer where it was."""
    tx.delete("media", {"film": film, "role": role, "blake3": bytes.fromhex(blake3)})
    tx.touch("media", [film])


def keep_seen(tx: Verbs, seen: Seen) -> None:
    """Keep what was seen of an item, in place of what was kept before."""
    row = (seen.film, seen.item, seen.run, seen.intervals)
    tx.put("coverage", ("film", "item", "run", "intervals"), [row])
    tx.touch("coverage", [seen.film])


def seen(reader: Reader, film: str) -> list[Seen]:
    """What was seen of a film's items, by item and run."""
    sql = "SELECT film, item, run, intervals FROM coverage WHERE film = ? ORDER BY item, run"
    pairs = msgspec.json.Decoder(tuple[tuple[int, int], ...])
    return [
        Seen(its, item, run, pairs.decode(intervals))
        for its, item, run, intervals in reader.rows(sql, film)
    ]
