"""Film files on this machine, and what was seen of them."""

from collections.abc import Iterable, Sequence
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
        modified: The file's own time then, in nanoseconds; None where that was not noted.
    """

    film: str
    role: str
    blake3: str
    bytes: int
    path: str
    facts: dict[str, Any]
    checked_at: datetime
    modified: int | None = None


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


class Playback(Struct, frozen=True):
    """Where an item was left.

    Attributes:
        item: As in `Seen`.
        position: In milliseconds from its beginning.
        length: How long it plays, in milliseconds; 0 where that is not known.
        at: When it was left.
    """

    film: str
    item: str
    position: int
    length: int
    at: datetime


def attach(tx: Verbs, batch: Sequence[Attached]) -> None:
    """Note files; one with the same digest and role is replaced."""
    tx.put(
        "media",
        _MEDIA,
        [
            (
                *(each.film, each.role, bytes.fromhex(each.blake3), each.bytes, each.path),
                *(each.facts, each.checked_at, each.modified),
            )
            for each in batch
        ],
    )
    tx.touch("media", (each.film for each in batch))


def attached(reader: Reader, film: str | None = None) -> list[Attached]:
    """Files of one film or of all, by film, role and digest."""
    decode = msgspec.json.decode
    return [
        Attached(its, role, digest.hex(), size, path, decode(facts), times.moment(at), modified)
        for its, role, digest, size, path, facts, at, modified in _of_film(
            reader, "media", _MEDIA, film
        )
    ]


def keep_seen(tx: Verbs, seen: Seen) -> None:
    """Keep what was seen of an item, in place of what was kept before."""
    row = (seen.film, seen.item, seen.run, seen.intervals)
    tx.put("coverage", _COVERAGE, [row])
    tx.touch("coverage", [seen.film])


def seen(reader: Reader, film: str | None = None) -> list[Seen]:
    """What was seen of the items of one film or of all, by film, item and run."""
    return [
        Seen(its, item, run, _PAIRS.decode(intervals))
        for its, item, run, intervals in _of_film(reader, "coverage", _COVERAGE, film)
    ]


def keep_playback(tx: Verbs, left: Playback) -> None:
    """Keep where an item was left."""
    row = (left.film, left.item, left.position, left.length, left.at)
    tx.put("playback", _PLAYBACK, [row])
    tx.touch("playback", [left.film])


def playback(reader: Reader, film: str | None = None) -> list[Playback]:
    """Where the items of one film or of all were left, by film and item."""
    return [
        Playback(its, item, position, length, times.moment(at))
        for its, item, position, length, at in _of_film(reader, "playback", _PLAYBACK, film)
    ]


_MEDIA = ("film", "role", "blake3", "bytes", "path", "facts", "checked_at", "modified")
_COVERAGE = ("film", "item", "run", "intervals")
_PLAYBACK = ("film", "item", "position", "length", "at")
_PAIRS = msgspec.json.Decoder(tuple[tuple[int, int], ...])


def _of_film(
    reader: Reader, table: str, columns: tuple[str, ...], film: str | None
) -> Iterable[tuple[Any, ...]]:
    """The rows of one film, or of all, in the order of their columns."""
    listed = ", ".join(columns)
    where, values = ("", ()) if film is None else (" WHERE film = ?", (film,))
    sql = f"SELECT {listed} FROM {table}{where} ORDER BY {listed}"  # noqa: S608  our own words
    return reader.rows(sql, *values)
