"""Change sets: what a write touched, for whoever shows it; and the watcher of others' writes."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType

import msgspec
from msgspec import Struct

from jury_app.store import times
from jury_app.store.reader import Reader, one

MOST_IDS = 500
"""A write that touches more of a kind says just “the kind”."""
KEPT = 1000
"""Rows of `changes` that survive an opening; who fell farther behind rereads everything."""
EVERYTHING = "everything"
"""The kind that says: reread all."""


class ChangeSet(Struct, frozen=True):
    """What was changed: kind → ids, or None where there were too many to list.

    Kinds are the store's nouns (`documents`, `cards`, `drafts`, `devices`, …); ids are those of
    the noun (hash, film id, key), and `film/round` for drafts.
    """

    kinds: Mapping[str, frozenset[str] | None] = MappingProxyType({})

    def __bool__(self) -> bool:
        return bool(self.kinds)

    def __or__(self, other: "ChangeSet") -> "ChangeSet":
        merged = dict(self.kinds)
        for kind, ids in other.kinds.items():
            known = merged.get(kind, frozenset())
            merged[kind] = None if ids is None or known is None else known | ids
        return ChangeSet(MappingProxyType(merged))

    def touches(self, kind: str, identity: str | None = None) -> bool:
        """Whether something of `kind` changed, or just the one with this id."""
        if EVERYTHING in self.kinds:
            return True
        if kind not in self.kinds:
            return False
        ids = self.kinds[kind]
        return identity is None or ids is None or identity in ids


def collected(pairs: Iterable[tuple[str, Iterable[str] | None]]) -> ChangeSet:
    """The change set of (kind, ids) pairs; ids None says “the kind”."""
    result = ChangeSet()
    for kind, ids in pairs:
        result |= ChangeSet({kind: None if ids is None else frozenset(ids)})
    return result


def latest(reader: Reader) -> int:
    """The number of the last change, 0 before the first."""
    found = one(reader, "SELECT max(seq) FROM changes")
    return int(found[0] or 0) if found else 0


def newest(reader: Reader) -> datetime | None:
    """The latest moment of all writes that are still listed, each by the clock of its time."""
    found = one(reader, "SELECT max(at) FROM changes")
    return times.moment(found[0]) if found and found[0] else None


def since(reader: Reader, seq: int) -> tuple[int, ChangeSet]:
    """The number of the last change, and all that changed after `seq`."""
    rows = list(reader.rows("SELECT seq, kind, ids FROM changes WHERE seq > ? ORDER BY seq", seq))
    if not rows:
        return seq, ChangeSet()
    if rows[0][0] > seq + 1:
        return rows[-1][0], ChangeSet({EVERYTHING: None})
    decode = msgspec.json.decode
    pairs = ((kind, None if ids is None else decode(ids)) for _, kind, ids in rows)
    return rows[-1][0], collected(pairs)


class Watcher:
    """Turns what anybody wrote since it last looked into one change set.

    Args:
        seq: The number of the last change already shown.
    """

    def __init__(self, seq: int) -> None:
        self._seq = seq

    def look(self, reader: Reader) -> ChangeSet:
        """What changed since the last look; empty most of the time, and then one indexed read."""
        self._seq, changed = since(reader, self._seq)
        return changed
