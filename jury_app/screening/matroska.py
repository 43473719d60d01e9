"""Matroska: how much a film's subtitles are, counted in the file; runs in the child `probe`.

What a film says about its tracks is a claim, and most say nothing. So the blocks themselves are
counted, cluster after cluster, from the moment on at which somebody watches; what lies before comes
last. A film of hours takes a while: who counts goes on for as long as it is allowed to.
"""

import time
import zlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import IO, NamedTuple

from jury_app.screening.subtitles import HEAVIEST, LONGEST, State, Weight

_TRACKS, _CLUSTER, _INFO = 0x1654AE6B, 0x1F43B675, 0x1549A966
_INSIDE = frozenset({0x18538067, _CLUSTER, 0xA0})
"""Segment, Cluster, BlockGroup: what holds blocks is looked into."""
_BLOCKS = frozenset({0xA3, 0xA1})
"""SimpleBlock, Block."""
_NUMBER, _TYPE, _CODING, _SETTINGS, _PACKED = 0xD7, 0x83, 0x86, 0x63A2, 0x6D80
"""What is told of a track; of two of a name, another program may take the other one."""
_HOW = (0x4254, 0x4255)
"""How a track is packed."""
_SUBTITLES = 0x11
_NUMBERS = range(1, 1 << 14)
"""Numbers of tracks that a block can name."""
_BEFORE = 10_000
"""Elements among which the table of tracks is looked for."""
_ELEMENTS = 20_000_000
"""Elements that are looked at; four hours with four sounds have three million."""
_HEAD = 24
"""Bytes that hold an element's name and size, and a block's track, time and frames."""
_TABLE = 16 << 20
"""Bytes of the table of tracks that are read."""
_AROUND = 33_000
"""Milliseconds that a cluster lasts at most: its blocks' times have 16 bits."""
_ASIDE = 100_000
"""Clusters that are put aside at most."""
_BREATH = 500
"""Elements after which it is looked at the clock."""


class _Element(NamedTuple):
    """An element: its name, and where its content begins and ends; None: that is not said."""

    name: int
    inside: int
    end: int | None


class _Packing(NamedTuple):
    """How a track's lines are packed: by zlib, or without bytes that all of them begin with."""

    is_zlib: bool = False
    stripped: int = 0


class Counting:
    """Counts the subtitles of a film; `go_on` any number of times.

    Args:
        file: The film, open.

    Attributes:
        moment: Where somebody watches, in milliseconds: clusters there and later come first.
        passed: Bytes of the film that were gone through.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._size = file.seek(0, 2)
        self._order: list[int] = []
        self._weights: dict[int, Weight] = {}
        self._packings: dict[int, _Packing | None] = {}
        self._aside: list[tuple[int, int, int]] = []
        self._front = self._looked_at = self._unread = 0
        self._scale = 1_000_000
        self._is_odd = False
        self.moment = self.passed = 0
        self._steps = self._work()
        self._is_over = next(self._steps, True) is not None

    def go_on(self, seconds: float, most: int | None = None) -> None:
        """Count on for so long, until so many bytes of the film are `passed`, or to the end."""
        until = time.monotonic() + seconds
        while (
            not self._is_over and (most is None or self.passed < most) and time.monotonic() < until
        ):
            self._is_over = next(self._steps, True) is not None

    @property
    def states(self) -> list[State]:
        """What is known of each track of subtitles, in the film's order."""
        return [self._state(number) for number in self._order]

    def _state(self, number: int) -> State:
        if self._weights[number].is_heavy:
            return "heavy"
        if self._is_odd or self._unread > HEAVIEST or self._packings[number] is None:
            return "unknown"
        return "light" if self._is_over else "open"

    def _work(self) -> Iterator[None]:
        """Find the tracks, then count cluster after cluster; rests after each `_BREATH`."""
        while self._front < self._size and not self._order and self._looked_at < _BEFORE:
            element = self._element(self._front)
            if element is None or element.name == _CLUSTER:
                break
            self._pass(element)
        yield
        while "open" in self.states and (cluster := self._next()) is not None:
            yield from self._count(*cluster)

    def _next(self) -> tuple[int, int] | None:
        """Begin and end of what is to be counted next; nothing, where it takes long to find it."""
        first = self.moment - _AROUND
        at = bisect_left(self._aside, (first, 0, 0))
        if at < len(self._aside):
            return self._aside.pop(at)[1:]
        while self._front < self._size and self._looked_at < _ELEMENTS:
            begin, element = self._front, self._element(self._front)
            if element is None:
                self._unread += self._size - begin  # a player looks on in this for clusters
                self._front = self._size
            elif element.name != _CLUSTER:
                self._pass(element)
            else:
                end = self._size if element.end is None else min(element.end, self._size)
                self._front = end
                since = self._time(element.inside)
                if since >= first or len(self._aside) >= _ASIDE:
                    return element.inside, end
                self._aside.append((since, element.inside, end))
            if self._looked_at % _BREATH == 0:
                return begin, begin
        self._is_odd |= self._looked_at >= _ELEMENTS
        return self._aside.pop(0)[1:] if self._aside else None

    def _pass(self, element: _Element) -> None:
        """Go by or into what stands beside clusters, and read what is needed of it."""
        if element.name in _INSIDE:
            self._front = element.inside
            return
        if element.end is None or element.end > self._size:
            self._unread += self._size - self._front  # a player may look on in this
            self._front = self._size
            return
        if element.name == _INFO:
            self._scale = _integer(self._table(element), 0x2AD7B1) or self._scale
        elif element.name == _TRACKS and self._order:
            self._is_odd = True  # a second table: a player may take that one
        elif element.name == _TRACKS:
            self._take_tracks(self._table(element))
        self._front = element.end

    def _table(self, element: _Element) -> bytes:
        assert element.end is not None  # noqa: S101  looked at by `_pass`
        if element.end - element.inside > _TABLE:
            self._is_odd = True
            return b""
        self._file.seek(element.inside)
        return self._file.read(element.end - element.inside)

    def _take_tracks(self, table: bytes) -> None:
        for entry in _values(table, 0xAE):
            number = _integer(entry, _NUMBER)
            if not _is_plain(entry, number) or number in self._weights:
                self._is_odd = True
            elif _integer(entry, _TYPE) == _SUBTITLES:
                self._order.append(number)
                self._weights[number] = Weight(bytes=len(_value(entry, _SETTINGS)))
                self._packings[number] = _packing(entry)

    def _time(self, at: int) -> int:
        """When a cluster begins, in milliseconds."""
        self._file.seek(at)
        return _integer(self._file.read(_HEAD), 0xE7) * self._scale // 1_000_000

    def _count(self, at: int, end: int) -> Iterator[None]:
        """Count the blocks of a cluster, or of all that follow it if it does not say its end."""
        began = at
        while at < end:
            if self._looked_at % _BREATH == 0:
                self.passed += at - began
                began = at
                yield
            element = self._element(at)
            if element is None or (element.name not in _INSIDE and element.end is None):
                self._unread += end - at
                break
            if element.name in _BLOCKS:
                self._count_block(element)
            elif element.name == _TRACKS:
                self._is_odd = True
            at = element.inside if element.name in _INSIDE else element.end or end
            if at > end and end < self._size:
                self._unread += at - end  # a player reads on there
        self.passed += end - began
        yield

    def _count_block(self, block: _Element) -> None:
        head = self._head[block.inside - self._head_at :]
        number, after = _number(head, 0)
        weight = self._weights.get(number)
        if weight is None or block.end is None:
            return
        size = max(block.end - block.inside - after - 3, 0)
        frames = 1
        if head[after + 2 : after + 3] and head[after + 2] & 0x06:  # several lines in one block
            frames = 1 + (head[after + 3] if len(head) > after + 3 else 0)
        packing = self._packings[number]
        if packing is not None and packing.is_zlib:
            if frames > 1:
                self._packings[number] = None
            elif size <= LONGEST:
                size = max(size, self._unpacked(block.end - size, size))
        elif packing is not None:
            size += packing.stripped * frames
        weight.add(size, frames)

    def _unpacked(self, at: int, size: int) -> int:
        """Bytes of a line that zlib packed; no more than `LONGEST` and one are made."""
        self._file.seek(at)
        try:
            return len(zlib.decompressobj().decompress(self._file.read(size), LONGEST + 1))
        except zlib.error:
            return 0

    def _element(self, at: int) -> _Element | None:
        """The element that begins there; None: none does."""
        self._looked_at += 1
        self._file.seek(at)
        self._head, self._head_at = self._file.read(_HEAD), at
        return _element(self._head, at)


def _element(head: bytes, at: int = 0, begin: int = 0) -> _Element | None:
    """The element at `begin` of `head`, which stands at `at` of a file."""
    name, after = _number(head, begin, keeps_marker=True)
    size, inside = _number(head, after)
    if after == begin or after - begin > 4 or inside == after:
        return None
    is_open = size == (1 << 7 * (inside - after)) - 1
    return _Element(name, at + inside, None if is_open else at + inside + size)


def _values(table: bytes, name: int) -> Iterator[bytes]:
    """The contents of the elements of this name that stand in `table`."""
    at = 0
    while (element := _element(table, begin=at)) is not None:
        end = len(table) if element.end is None else element.end
        if element.name == name:
            yield table[element.inside : end]
        at = end


def _value(table: bytes, name: int) -> bytes:
    return next(_values(table, name), b"")


def _integer(table: bytes, name: int) -> int:
    return int.from_bytes(_value(table, name)[:8], "big")


def _is_plain(entry: bytes, number: int) -> bool:
    """Whether every program takes the same from a track, and none leaves it out."""
    has_coding = bool(_value(entry, _CODING).rstrip(b"\0"))
    is_known = _integer(entry, _TYPE) < 1 << 8 and number in _NUMBERS
    told = (_NUMBER, _TYPE, _CODING, _SETTINGS, _PACKED)
    return has_coding and is_known and _are_told_once(entry, told)


def _are_told_once(table: bytes, names: Iterable[int]) -> bool:
    """Whether there are no two elements of one of these names."""
    return all(len(list(_values(table, each))) < 2 for each in names)


def _packing(entry: bytes) -> _Packing | None:
    """How the lines of a track are packed; None: in a way that is not counted here."""
    every = list(_values(_value(entry, _PACKED), 0x6240))
    if not every:
        return _Packing()
    compression = _value(every[0], 0x5034)
    if len(every) > 1 or _integer(every[0], 0x5033) != 0:
        return None  # packed twice, or encrypted
    if not (_are_told_once(every[0], (0x5033, 0x5034)) and _are_told_once(compression, _HOW)):
        return None
    algorithm = _integer(compression, 0x4254)
    if algorithm == 0:
        return _Packing(is_zlib=True)
    return _Packing(stripped=len(_value(compression, 0x4255))) if algorithm == 3 else None


def _number(head: bytes, at: int, *, keeps_marker: bool = False) -> tuple[int, int]:
    """A number of one to eight bytes, and where what follows begins; there too if it is none."""
    first = head[at] if at < len(head) else 0
    length = 9 - first.bit_length()
    if not first or at + length > len(head):
        return 0, at
    value = int.from_bytes(head[at : at + length], "big")
    return value if keeps_marker else value - (1 << 7 * length), at + length
