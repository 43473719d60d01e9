"""The ledger's Merkle tree as in RFC 6962, pure: roots, inclusion and consistency proofs.

Hashes here are 32 bytes. A leaf is the canonical JSON of {hash, type}: identity and payload type of
a document, so that a withheld one still shows its kind.
"""

import hashlib
from collections.abc import Sequence

from msgspec import Struct

EMPTY = hashlib.sha256(b"").digest()
"""The root of a log without entries."""


def leaf(hash_: str, type_: str) -> bytes:
    """The bytes of a leaf: canonical {hash, type}."""
    return b'{"hash":"%b","type":"%b"}' % (hash_.encode(), type_.encode())


def leaf_hash(entry: bytes) -> bytes:
    """RFC 6962 §2.1: SHA-256(0x00 ‖ leaf)."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """RFC 6962 §2.1: SHA-256(0x01 ‖ left ‖ right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier(Struct, frozen=True):
    """What is needed to append and to know the root: the roots of the perfect subtrees.

    Attributes:
        size: Entries so far.
        peaks: Roots of the perfect subtrees, largest first: one for each 1 in `size`, binary.
    """

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def append(self, leaf_hash_: bytes) -> "Frontier":
        """The frontier with one more entry."""
        peaks, carried, size = list(self.peaks), leaf_hash_, self.size
        while size & 1:
            carried = node_hash(peaks.pop(), carried)
            size >>= 1
        return Frontier(self.size + 1, (*peaks, carried))

    @property
    def root(self) -> bytes:
        """The log's root."""
        if not self.peaks:
            return EMPTY
        root = self.peaks[-1]
        for peak in self.peaks[-2::-1]:
            root = node_hash(peak, root)
        return root


class Tree:
    """The whole log's hashes, for proofs; appending is cheap, a proof takes log₂ n hashes."""

    def __init__(self, leaf_hashes: Sequence[bytes] = ()) -> None:
        self._levels: list[list[bytes]] = [[]]
        for each in leaf_hashes:
            self.append(each)

    def __len__(self) -> int:
        return len(self._levels[0])

    def append(self, leaf_hash_: bytes) -> None:
        """Add an entry at the end."""
        carried = leaf_hash_
        for height in range(64):
            if height == len(self._levels):
                self._levels.append([])
            level = self._levels[height]
            level.append(carried)
            if len(level) % 2:
                return
            carried = node_hash(level[-2], level[-1])

    def root(self, size: int | None = None) -> bytes:
        """The root of the first `size` entries (of all, unless given)."""
        return self._range(0, len(self) if size is None else size)

    def inclusion(self, index: int, size: int | None = None) -> list[bytes]:
        """RFC 6962 §2.1.1: the audit path for entry `index` among the first `size`."""
        size = len(self) if size is None else size
        if not 0 <= index < size <= len(self):
            raise IndexError(index)
        path = []
        low, high = 0, size
        while high - low > 1:
            middle = low + _split(high - low)
            if index < middle:
                path.append(self._range(middle, high))
                high = middle
            else:
                path.append(self._range(low, middle))
                low = middle
        return path[::-1]

    def consistency(self, old: int, new: int | None = None) -> list[bytes]:
        """RFC 6962 §2.1.2: the proof that the first `new` entries begin with the first `old`."""
        new = len(self) if new is None else new
        if not 0 < old <= new <= len(self):
            raise IndexError(old)
        path = []
        low, high, whole = 0, new, True
        while old < high:
            middle = low + _split(high - low)
            if old <= middle:
                path.append(self._range(middle, high))
                high = middle
            else:
                path.append(self._range(low, middle))
                low, whole = middle, False
        if not whole:
            path.append(self._range(low, high))
        return path[::-1]

    def _range(self, low: int, high: int) -> bytes:
        """The root of entries `low`..`high`; `low` is a multiple of the span's power of two."""
        count = high - low
        if count == 0:
            return EMPTY
        height = count.bit_length() - 1
        if count == 1 << height:
            return self._levels[height][low >> height]
        middle = low + _split(count)
        return node_hash(self._range(low, middle), self._range(middle, high))


def _split(count: int) -> int:
    """RFC 6962 §2.1: the largest power of two smaller than `count` (which is at least 2)."""
    return 1 << ((count - 1).bit_length() - 1)


def verify_inclusion(
    leaf_hash_: bytes, index: int, size: int, path: Sequence[bytes], root: bytes
) -> bool:
    """RFC 9162 §2.1.3.2: whether `path` proves the entry at `index` of `size` under `root`."""
    if not 0 <= index < size:
        return False
    fn, sn, found = index, size - 1, leaf_hash_
    for each in path:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            found = node_hash(each, found)
            while not fn & 1 and fn:
                fn >>= 1
                sn >>= 1
        else:
            found = node_hash(found, each)
        fn >>= 1
        sn >>= 1
    return sn == 0 and found == root


def verify_consistency(
    old: int, new: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]
) -> bool:
    """RFC 9162 §2.1.4.2: whether `path` proves that the log of `new` begins with that of `old`."""
    if not 0 < old <= new:
        return False
    if old == new:
        return not path and old_root == new_root
    nodes = list(path)
    if old & (old - 1) == 0:
        nodes.insert(0, old_root)
    if not nodes:
        return False
    fn, sn = old - 1, new - 1
    while fn & 1:
        fn >>= 1
        sn >>= 1
    first = second = nodes[0]
    for each in nodes[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            first = node_hash(each, first)
            second = node_hash(each, second)
            while not fn & 1 and fn:
                fn >>= 1
                sn >>= 1
        else:
            second = node_hash(second, each)
        fn >>= 1
        sn >>= 1
    return sn == 0 and first == old_root and second == new_root
