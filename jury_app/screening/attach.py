"""Attaching: find the screeners one has been told of in a folder, by fingerprint alone.

Names never decide. Only files of an expected size are read; the manifest of a pack, where there is
one, says which of them is a copy gone wrong.
"""

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from jury_app.base.errors import Refusal, Told
from jury_app.base.files import told
from jury_app.base.texts import N_
from jury_app.screening.fingerprint import (
    DEPTH_LIMIT,
    Fingerprint,
    Progress,
    is_litter,
    of,
    too_deep,
    unheard,
)
from jury_app.screening.pack import read_manifest

ENTRIES_LIMIT = 500_000
"""The most files and folders that are looked at below one folder."""

_SKIPPED = frozenset({"$recycle.bin", "system volume information", "lost+found"})


class Mismatch(NamedTuple):
    """A file that should be an item, by the manifest or by its size, and is not."""

    item: str
    path: Path


class Attached(NamedTuple):
    """What a folder holds of what was expected.

    Attributes:
        found: Item → the file or folder that is exactly it.
        missing: Items of which there is no trace, in the order expected.
        mismatched: Items of which there is only a wrong copy: incomplete, damaged or another cut.
        troubles: What could not be read, and why.
    """

    found: dict[str, Path]
    missing: tuple[str, ...]
    mismatched: tuple[Mismatch, ...]
    troubles: tuple[Told, ...]


def attach(
    folder: Path, expected: Mapping[str, Fingerprint], *, progress: Progress = unheard
) -> Attached:
    """Find in `folder` and below the files and folders that have the expected fingerprints.

    Args:
        folder: A drive or any other folder.
        expected: Item → its fingerprint.
        progress: Is told the bytes read; raise from it to cancel.

    Raises:
        Problem: The folder itself cannot be read.
        Refusal: It has too many entries, or a broken manifest.
    """
    search = _Search(expected, progress)
    search.walk(folder)
    search.compare()
    return search.result(folder)


class _Search:
    """One look through a folder."""

    def __init__(self, expected: Mapping[str, Fingerprint], progress: Progress) -> None:
        self._expected = expected
        self._progress = progress
        self._open: defaultdict[int, set[Fingerprint]] = defaultdict(set)
        for fingerprint in expected.values():
            self._open[fingerprint.bytes].add(fingerprint)
        self._files: list[tuple[Path, int]] = []
        self._folders: list[tuple[Path, int]] = []
        self._found: dict[Fingerprint, Path] = {}
        self._wrong: list[tuple[Path, int]] = []
        self._troubles: list[Told] = []
        self._entries = 0

    def walk(self, folder: Path, depth: int = 0) -> int:
        """Note what has an expected size below `folder`; returns the bytes of all files in it."""
        total = 0
        if depth > DEPTH_LIMIT:
            self._troubles.append(too_deep(folder))
            return 0
        for entry in self._entries_of(folder):
            path = Path(entry.path)
            if entry.is_dir(follow_symlinks=False):
                size, right = self._walk_below(path, depth + 1), self._folders
            elif entry.is_file():
                with told(path):
                    size, right = entry.stat().st_size, self._files
            else:
                continue
            if size in self._open and not entry.name.startswith("."):  # a copy that still grows
                right.append((path, size))
            total += size
        return total

    def _walk_below(self, folder: Path, depth: int) -> int:
        """Walk a folder below the one asked for: what cannot be read there is told and left."""
        try:
            return self.walk(folder, depth)
        except Refusal:
            raise
        except Told as error:
            self._troubles.append(error)
            return 0

    def _entries_of(self, folder: Path) -> Iterator[os.DirEntry[str]]:
        with told(folder), os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                self._entries += 1
                if self._entries > ENTRIES_LIMIT:
                    raise Refusal(
                        N_("There are more than {limit} files here; choose the films' folder."),
                        place=str(folder),
                        limit=ENTRIES_LIMIT,
                    )
                if not is_litter(entry.name) and entry.name.casefold() not in _SKIPPED:
                    yield entry

    def compare(self) -> None:
        """Read what has the right size, files before folders, until none of a size is open."""
        for path, size in (*self._files, *self._folders):
            if not self._open[size]:
                continue
            try:
                fingerprint = of(path, progress=self._progress)
            except Told as error:
                self._troubles.append(error)
                continue
            if fingerprint in self._open[size]:
                self._open[size].remove(fingerprint)
                self._found[fingerprint] = path
            else:
                self._wrong.append((path, size))

    def result(self, folder: Path) -> Attached:
        """The findings, item by item."""
        traces = self._traces(folder)
        found: dict[str, Path] = {}
        missing: list[str] = []
        mismatched: list[Mismatch] = []
        for item, fingerprint in self._expected.items():
            if fingerprint in self._found:
                found[item] = self._found[fingerprint]
            elif fingerprint in traces:
                mismatched.append(Mismatch(item, traces[fingerprint]))
            else:
                missing.append(item)
        return Attached(found, tuple(missing), tuple(mismatched), tuple(self._troubles))

    def _traces(self, folder: Path) -> dict[Fingerprint, Path]:
        """Wrong copies: of the expected size, or under the name that the manifest gives."""
        traces: dict[Fingerprint, Path] = {}
        for path, size in self._wrong:
            for fingerprint in self._open[size]:
                traces.setdefault(fingerprint, path)
        for entry in read_manifest(folder):
            if (folder / entry.name).exists():
                traces[Fingerprint(entry.bytes, entry.blake3)] = folder / entry.name
        return traces
