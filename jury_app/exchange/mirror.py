"""The ledger's copy in plain files: segments of entries, and beside each the parts' values.

A folder holds `entries-0000000000.jsonl` (an envelope a line, in the ledger's order, named for the
first entry's index) and `parts-0000000000.jsonl` (values that came with these entries). Entries
are only ever appended; a file of parts is rewritten where a value is erased. `rebuild` reads both.
"""

import os
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import msgspec

from jury_app.base.errors import Refusal
from jury_app.base.files import sync_folder, told, write_durably
from jury_app.base.texts import N_
from jury_app.exchange import canonical
from jury_app.exchange.parts import Part, hash_of

SEGMENT = 1000
"""Entries of a full segment."""
_LONGEST_LINE = 32 << 20

_part_decoder = msgspec.json.Decoder(Part)


class Mirror:
    """The mirror in a folder, made where it is not there.

    A last line that a power cut left torn is not counted, and cut off by the next `append`.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with told(folder):
            folder.mkdir(parents=True, exist_ok=True)
        self._size: int | None = None

    def __len__(self) -> int:
        """How many whole entries it holds; all segments but the last are full."""
        if self._size is None:
            segments = sorted(self._folder.glob("entries-*.jsonl"))
            full = SEGMENT * (len(segments) - 1)
            self._size = full + sum(1 for _ in _lines(segments[-1])) if segments else 0
        return self._size

    def append(self, entries: Sequence[tuple[bytes, Sequence[Part]]]) -> None:
        """Add the ledger's next entries, each an envelope with the parts that came with it.

        Durable when it returns. Parts are written before their entries, so that a power cut leaves
        no entry without them; a value written twice is one.

        Raises:
            Problem: The disk is full or read-only.
        """
        index = len(self)
        place = 0
        while place < len(entries):
            first = (index + place) // SEGMENT * SEGMENT
            batch = entries[place : place + first + SEGMENT - index - place]
            values = [part for _, parts in batch for part in parts]
            self._extend(self._parts(first), [canonical.encode(part) for part in values])
            self._extend(self._entries(first), [envelope for envelope, _ in batch])
            place += len(batch)
            self._size = index + place

    def entries(self) -> Iterator[bytes]:
        """Every envelope, in the ledger's order.

        Raises:
            Problem: A file cannot be read.
            Refusal: A segment is missing or shorter than it must be.
        """
        segments = sorted(self._folder.glob("entries-*.jsonl"))
        for number, path in enumerate(segments):
            count = 0
            for line in _lines(path):
                yield line
                count += 1
            last = number == len(segments) - 1
            if path != self._entries(number * SEGMENT) or (count != SEGMENT and not last):
                raise Refusal(
                    N_("The ledger's copy has a gap; take this file from a backup."),
                    place=str(path),
                )

    def parts(self) -> Iterator[Part]:
        """Every value that is not erased; some may come more than once.

        Raises:
            Refusal: A line is no part.
        """
        for path in sorted(self._folder.glob("parts-*.jsonl")):
            for number, line in enumerate(_lines(path), start=1):
                place = f"{path}, {number}"
                part = canonical.decode(line, _part_decoder, place=place)
                hash_of(part)
                yield part

    def erase(self, hashes: Collection[str]) -> int:
        """Erase the values of parts for ever; how many lines went.

        Raises:
            Problem: A file cannot be written.
        """
        erased = 0
        for path in sorted(self._folder.glob("parts-*.jsonl")):
            lines = list(_lines(path))
            kept = [
                line
                for line in lines
                if hash_of(canonical.decode(line, _part_decoder)) not in hashes
            ]
            if len(kept) < len(lines):
                write_durably(path, b"".join(line + b"\n" for line in kept))
                erased += len(lines) - len(kept)
        return erased

    def _entries(self, first: int) -> Path:
        return self._folder / f"entries-{first:010d}.jsonl"

    def _parts(self, first: int) -> Path:
        return self._folder / f"parts-{first:010d}.jsonl"

    def _extend(self, path: Path, lines: Sequence[bytes]) -> None:
        if not lines:
            return
        with told(path):
            is_new = not path.exists()
            with path.open("ab" if is_new else "r+b") as file:
                file.seek(_whole(path) if not is_new else 0)
                file.truncate()
                file.write(b"".join(line + b"\n" for line in lines))
                file.flush()
                os.fsync(file.fileno())
            if is_new:
                sync_folder(self._folder)


def _lines(path: Path) -> Iterator[bytes]:
    """The whole lines of a file, without their line feeds; a torn last one is left out."""
    with told(path), path.open("rb") as file:
        while line := file.readline(_LONGEST_LINE):
            if not line.endswith(b"\n"):
                return
            yield line[:-1]


def _whole(path: Path) -> int:
    """How many bytes of a file are whole lines."""
    size = path.stat().st_size
    with path.open("rb") as file:
        step = 1 << 16
        end = size
        while end > 0:
            start = max(0, end - step)
            file.seek(start)
            at = file.read(end - start).rfind(b"\n")
            if at >= 0:
                return start + at + 1
            end = start
    return 0
