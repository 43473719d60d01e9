"""Matroska: how many bytes a film's tracks take, counted in the file; runs in the child `probe`.

What a film says about its tracks is a claim, and most say nothing. So the blocks themselves are
counted, from the beginning of the file on.
"""

from collections import Counter
from collections.abc import Collection
from typing import IO

LOOKED_AT = 256 << 20
"""Bytes of a film in which blocks are counted."""

_INSIDE = frozenset({0x18538067, 0x1F43B675, 0xA0})
"""Segment, Cluster, BlockGroup: what holds blocks is looked into."""
_BLOCKS = frozenset({0xA3, 0xA1})
"""SimpleBlock, Block."""
_ELEMENTS = 500_000
"""Elements that are looked at; two hours of a film have fewer in that part."""
_HEAD = 24
"""Bytes that hold an element's name and size, and a block's track."""


def counted(file: IO[bytes], tracks: Collection[int], limit: int) -> Counter[int]:
    """Track number → bytes of its blocks in the first part of a film.

    Args:
        file: The film, open.
        tracks: The numbers of the tracks that are counted.
        limit: Bytes of each track after which there is no need to count on.
    """
    found: Counter[int] = Counter()
    at = 0
    for _ in range(_ELEMENTS):
        if at >= LOOKED_AT or all(found[track] > limit for track in tracks):
            break
        file.seek(at)
        head = file.read(_HEAD)
        name, after = _number(head, 0, keeps_marker=True)
        size, inside = _number(head, after)
        if not after or inside == after:
            break  # the end, or no element
        if name in _BLOCKS:
            track, _ = _number(head, inside)
            if track in tracks:
                found[track] += size
        at += inside if name in _INSIDE else inside + size
    return found


def _number(head: bytes, at: int, *, keeps_marker: bool = False) -> tuple[int, int]:
    """A number of one to eight bytes, and where what follows begins; there too if it is none."""
    first = head[at] if at < len(head) else 0
    length = 9 - first.bit_length()
    if not first or at + length > len(head):
        return 0, at
    value = int.from_bytes(head[at : at + length], "big")
    return value if keeps_marker else value - (1 << 7 * length), at + length
