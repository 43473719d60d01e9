"""MP4: how much a film's subtitles are, by its index; runs in the child `probe`.

The index says of each line where it lies and how long it is, and players read just that: it cannot
lie to us alone. Where lines are found in another way (films in fragments) none are counted.
"""

from collections.abc import Iterable, Iterator
from typing import IO, NamedTuple

from jury_app.screening.subtitles import LONG, MOST, State, Weight

_BOXES = 20_000
"""Boxes that are looked at; films have some hundred."""
_CHAPTERS = 400
"""Bytes of the numbers of tracks with chapters; a film has one such track."""
_SUBTITLES = frozenset({b"tx3g", b"text", b"subp", b"subt", b"sbtl", b"clcp"})
"""Kinds of tracks that libvlc takes for subtitles, whatever is in them."""


class _Box(NamedTuple):
    """A box: its kind, and where its content begins and ends."""

    kind: bytes
    inside: int
    end: int


class _Damaged(Exception):  # noqa: N818  a state of a file, told by the answer
    """The index is not as every program writes it."""


def weighed(file: IO[bytes]) -> list[State]:
    """What is known of each track of subtitles, in the film's order; empty: of none.

    Args:
        file: The film, open.
    """
    index = _Index(file)
    try:
        return index.weighed()
    except _Damaged:
        return []


class _Index:
    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._left = _BOXES

    def weighed(self) -> list[State]:
        whole = _Box(b"", 0, self._file.seek(0, 2))
        top = list(self._boxes(whole))
        movie = _one([box for box in top if box.kind == b"moov"])
        inside = list(self._boxes(movie))
        is_whole = not any(box.kind == b"moof" for box in top) and not any(
            box.kind in {b"mvex", b"cmov"} for box in inside
        )
        tracks = [box for box in inside if box.kind == b"trak"]
        chapters = self._chapters(tracks)
        return [
            self._state(track) if is_whole else "unknown"
            for track in tracks
            if self._kind(track) in _SUBTITLES and self._number(track) not in chapters
        ]

    def _boxes(self, box: _Box) -> Iterator[_Box]:
        at = box.inside
        while at + 8 <= box.end:
            self._left -= 1
            head = self._read(at, 16)
            size, inside = int.from_bytes(head[:4], "big"), at + 8
            if size == 1:
                size, inside = int.from_bytes(head[8:16], "big"), at + 16
            end = at + size if size else box.end
            if self._left < 0 or len(head) < 8 or min(end, box.end) < inside:
                raise _Damaged
            yield _Box(head[4:8], inside, min(end, box.end))
            at = end

    def _inside(self, box: _Box, *way: bytes) -> _Box:
        for kind in way:
            box = _one([each for each in self._boxes(box) if each.kind == kind])
        return box

    def _read(self, at: int, count: int) -> bytes:
        self._file.seek(at)
        return self._file.read(count)

    def _kind(self, track: _Box) -> bytes:
        return self._read(self._inside(track, b"mdia", b"hdlr").inside + 8, 4)

    def _number(self, track: _Box) -> bytes:
        head = self._inside(track, b"tkhd").inside
        return self._read(head + (20 if self._read(head, 1) == b"\1" else 12), 4)

    def _chapters(self, tracks: Iterable[_Box]) -> tuple[bytes, ...]:
        """Numbers of the tracks that hold chapters, which are no subtitles.

        Where tracks name several such, libvlc takes those that are named first.
        """
        found: set[tuple[bytes, ...]] = set()
        for track in tracks:
            named = [box for box in self._boxes(track) if box.kind == b"tref"]
            for box in self._boxes(_one(named)) if named else ():
                if box.kind == b"chap":
                    every = self._read(box.inside, min(box.end - box.inside, _CHAPTERS))
                    found.add(tuple(every[at : at + 4] for at in range(0, len(every), 4)))
        if len(found) > 1 or any(len(each) * 4 >= _CHAPTERS for each in found):
            raise _Damaged
        return next(iter(found), ())

    def _state(self, track: _Box) -> State:
        sizes = self._inside(track, b"mdia", b"minf", b"stbl", b"stsz")
        head = self._read(sizes.inside, 12)
        same, count = int.from_bytes(head[4:8], "big"), int.from_bytes(head[8:12], "big")
        weight = Weight()
        if same:
            weight = Weight(bytes=same * count, lines=count, long=same * count * (same > LONG))
        elif count > MOST:
            return "heavy"
        else:
            table = self._read(sizes.inside + 12, 4 * count)
            if len(table) < 4 * count:
                raise _Damaged
            for at in range(0, len(table), 4):
                weight.add(int.from_bytes(table[at : at + 4], "big"))
        return "heavy" if weight.is_heavy else "light"


def _one(found: list[_Box]) -> _Box:
    """The only one: of two, another program may take the other."""
    if len(found) != 1:
        raise _Damaged
    return found[0]
