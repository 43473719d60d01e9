"""Documents: entered once, in one order, kept byte for byte; and those that still wait.

Whether a document may be entered was judged before (the exchange): here it is written, with what
is projected from it, in one transaction. Hashes and keys are lower-case hexadecimal outside of the
tables.
"""

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from itertools import count as count_from
from typing import Any

import msgspec
from msgspec import Struct

from jury_app.base.document import Document
from jury_app.base.garbage import uncollected
from jury_app.jury.course import Course, Entered, read_course
from jury_app.jury.kinds import KINDS
from jury_app.jury.scorecard import Scorecard
from jury_app.rules.rules import Rules
from jury_app.store import parts as parts_
from jury_app.store import settings, times
from jury_app.store.projection import CARD_COLUMNS, card_row
from jury_app.store.reader import Reader, among, one
from jury_app.store.verbs import Verbs

COURSE_KINDS = (
    "rules",
    "film",
    "screener",
    "session",
    "person",
    "recusal",
    "decision",
    "endorsement",
)
"""The kinds of which `jury.course` takes notice."""

_PLACES = "places"

_COLUMNS = (
    "position",
    "hash",
    "kind",
    "version",
    "signer",
    "person",
    "payload",
    "signature",
    "entered_at",
)
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM documents"  # noqa: S608  our own names


class Incoming(Struct, frozen=True, gc=False):
    """A document that was verified and is to be entered.

    Attributes:
        hash: Its identity.
        kind: Kind of document.
        version: Major version of the kind's form.
        key: The public key that signed it.
        person: Whose device that is; None for the root.
        payload: The signed JSON.
        signature: 64 bytes.
        document: The payload decoded; None of a kind or version that this program does not know.
        parts: Values that came beside it.
    """

    hash: str
    kind: str
    version: int
    key: str
    person: str | None
    payload: bytes
    signature: bytes
    document: Document | None
    parts: tuple[parts_.Part, ...] = ()


class Stored(Struct, frozen=True, gc=False):
    """An entered document as the table has it."""

    position: int
    hash: str
    kind: str
    version: int
    key: str
    person: str | None
    payload: bytes
    signature: bytes
    entered_at: datetime

    def decoded(self) -> Document | None:
        """The document, or None of a kind or version that this program does not know."""
        return decode(self.kind, self.version, self.payload)


@cache
def _decoder(kind: str) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(KINDS[kind])


def decode(kind: str, version: int, payload: bytes) -> Document | None:
    """The document of a payload, or None of a kind or version that this program does not know."""
    if version != 1 or kind not in KINDS:
        return None
    document: Document = _decoder(kind).decode(payload)
    return document


def enter(tx: Verbs, batch: Sequence[Incoming]) -> list[int]:
    """Enter documents in this order, with their parts and what is projected from them.

    A document that was entered before keeps its place; only its parts are added.

    Returns:
        Their positions.
    """
    known = positions(tx, [each.hash for each in batch])
    at = count(tx)
    fresh: list[tuple[int, Incoming]] = []
    for each in batch:
        if each.hash not in known:
            known[each.hash] = at + len(fresh)
            fresh.append((known[each.hash], each))
    write(tx, fresh)
    parts_.keep(tx, [part for each in batch for part in each.parts])
    return [known[each.hash] for each in batch]


def write(tx: Verbs, fresh: Sequence[tuple[int, Incoming]]) -> None:
    """Write documents that are not here yet, and what is projected from them; not for desks."""
    if not fresh:
        return
    tx.insert("documents", _COLUMNS, [_row(position, each, tx.now) for position, each in fresh])
    tx.touch("documents", (each.hash for _, each in fresh))
    _project(tx, fresh)


def _row(position: int, each: Incoming, now: datetime) -> tuple[object, ...]:
    return (
        position,
        bytes.fromhex(each.hash),
        each.kind,
        each.version,
        bytes.fromhex(each.key),
        each.person,
        each.payload,
        each.signature,
        now,
    )


def _project(tx: Verbs, fresh: Sequence[tuple[int, Incoming]]) -> None:
    """Write the rows of `cards` for the scorecards among new documents."""
    known: dict[str, Rules | None] = {}
    rows = []
    for position, each in fresh:
        card = each.document
        if isinstance(card, Scorecard):
            if card.rules not in known:
                known[card.rules] = rules(tx, card.rules)
            rows.append(card_row(each.hash, position, card, known[card.rules]))
    if rows:
        tx.insert("cards", CARD_COLUMNS, rows)
        tx.touch("cards", (each.hash for _, each in fresh if isinstance(each.document, Scorecard)))


def rules(reader: Reader, digest: str) -> Rules | None:
    """The rules with this hash, if they were entered."""
    stored = find(reader, digest)
    document = None if stored is None else stored.decoded()
    return document if isinstance(document, Rules) else None


def positions(reader: Reader, hashes: Iterable[str]) -> dict[str, int]:
    """Hash → position, of those that were entered."""
    sql = "SELECT hash, position FROM documents WHERE hash IN ({keys})"
    return {
        digest.hex(): position
        for digest, position in among(reader, sql, map(bytes.fromhex, hashes))
    }


def count(reader: Reader) -> int:
    """How many documents the ledger here has, withheld ones with them; the next one's position."""
    sql = "SELECT max(position) FROM documents UNION ALL SELECT max(position) FROM withheld"
    return 1 + max((int(last) for (last,) in reader.rows(sql) if last is not None), default=-1)


def find(reader: Reader, digest: str) -> Stored | None:
    """The document with this hash, if it was entered."""
    found = one(reader, f"{_SELECT} WHERE hash = ?", bytes.fromhex(digest))
    return None if found is None else _stored(found)


def many(reader: Reader, hashes: Iterable[str]) -> dict[str, Stored]:
    """Hash → document, of those that were entered."""
    rows = among(reader, _SELECT + " WHERE hash IN ({keys})", map(bytes.fromhex, hashes))
    return {stored.hash: stored for stored in map(_stored, rows)}


def read(reader: Reader, *kinds: str, after: int = -1) -> Iterator[Stored]:
    """Documents in their order, as a stream.

    Args:
        reader: Where to read.
        kinds: Only of these kinds; without any, all.
        after: Only from behind this position.
    """
    if not kinds:
        rows = reader.rows(f"{_SELECT} WHERE position > ? ORDER BY position", after)
        return map(_stored, rows)
    sql = f"{_SELECT} WHERE kind = ? AND position > ? ORDER BY position"
    # Each kind comes in order from its index; one IN would sort all payloads.
    streams = [reader.rows(sql, kind, after) for kind in kinds]
    return map(_stored, heapq.merge(*streams, key=lambda row: int(row[0])))


def entered(reader: Reader, *kinds: str) -> Iterator[Entered]:
    """Documents of these kinds as `jury.course` reads them; unknown versions are passed over."""
    for stored in read(reader, *kinds):
        document = stored.decoded()
        if document is not None:
            yield Entered(stored.position, stored.hash, stored.person or "", document)


def course(reader: Reader) -> Course:
    """What all entered documents but the scorecards come to."""
    with uncollected():
        return read_course(entered(reader, *COURSE_KINDS), places(reader))


def places(reader: Reader) -> dict[str, int]:
    """Hash → place in the ledger, as far as a juror's desk was told; elsewhere nothing.

    Positions there follow the order in which documents came.
    """
    known: dict[str, int] = settings.get(reader, _PLACES, {})
    return known


def keep_places(tx: Verbs, told: Mapping[str, int]) -> None:
    """Keep what was told of places; a later word, of a new epoch, replaces an earlier one."""
    if told:
        settings.put(tx, **{_PLACES: places(tx) | dict(told)})


def _stored(row: tuple[Any, ...]) -> Stored:
    position, digest, kind, version, signer, person, payload, signature, at = row
    return Stored(
        position,
        digest.hex(),
        kind,
        version,
        signer.hex(),
        person,
        payload,
        signature,
        times.moment(at),
    )


# Those that wait ---------------------------------------------------------------------------------

_WAITING = (
    "hash",
    "kind",
    "version",
    "key",
    "payload",
    "signature",
    "channel",
    "number",
    "why",
)


class Waiting(Struct, frozen=True):
    """A document that arrived and cannot be entered yet.

    Attributes:
        channel: Key of the device in whose message it came; None if it came by itself.
        number: Number of that message; of what came by itself, its turn, which `wait` gives.
        why: What it waits for, e.g. `enrolment`.
    """

    hash: str
    kind: str
    version: int
    key: str
    payload: bytes
    signature: bytes
    channel: str | None
    number: int | None
    why: str

    def decoded(self) -> Document | None:
        """The document, or None of a kind or version that this program does not know."""
        return decode(self.kind, self.version, self.payload)


def wait(tx: Verbs, batch: Sequence[Waiting]) -> None:
    """Keep documents until they can be entered; one that waits already stays as it is.

    What came by itself (this device's own, signed offline) waits in the order in which it came:
    entered in another, an extension would come after its closing, a hold after its release.
    """
    last = one(tx, "SELECT max(number) FROM pending WHERE channel IS NULL")
    turn = count_from(1 + (int(last[0]) if last and last[0] else 0))
    rows = [
        (
            bytes.fromhex(each.hash),
            each.kind,
            each.version,
            bytes.fromhex(each.key),
            each.payload,
            each.signature,
            None if each.channel is None else bytes.fromhex(each.channel),
            next(turn) if each.channel is None else each.number,
            each.why,
        )
        for each in batch
    ]
    tx.insert("pending", _WAITING, rows, once=True)
    tx.touch("pending", (each.hash for each in batch))


def waiting(reader: Reader, key: str | None = None) -> list[Waiting]:
    """Documents that wait, of one device or of all, in the order in which they were sent."""
    sql = f"SELECT {', '.join(_WAITING)} FROM pending"  # noqa: S608  our own names
    order = " ORDER BY number, key, hash"
    if key is None:
        rows = reader.rows(sql + order)
    else:
        rows = reader.rows(f"{sql} WHERE key = ?{order}", bytes.fromhex(key))
    return [
        Waiting(
            digest.hex(),
            kind,
            version,
            signer.hex(),
            payload,
            signature,
            None if channel is None else channel.hex(),
            number,
            why,
        )
        for digest, kind, version, signer, payload, signature, channel, number, why in rows
    ]


def wait_on(tx: Verbs, hashes: Sequence[str], why: str) -> None:
    """Documents that wait go on waiting, for something else."""
    for each in hashes:
        tx.change("pending", {"hash": bytes.fromhex(each)}, why=why)
    tx.touch("pending", hashes)


def settle(tx: Verbs, hashes: Sequence[str]) -> None:
    """Take documents off those that wait: they were entered, or refused."""
    for each in hashes:
        tx.delete("pending", {"hash": bytes.fromhex(each)})
    tx.touch("pending", hashes)
