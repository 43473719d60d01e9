"""Fingerprints: the size and BLAKE3 of a file, or of a folder by its sorted manifest.

A folder's manifest has one line a file, `<blake3> <bytes> <path>` and a line feed, in UTF-8, sorted
by the bytes of the path; a path is relative, with `/`, in Unicode's form NFC. The BLAKE3 of the
manifest is the folder's, the sum of the sizes its size. Files that systems leave behind by
themselves do not count.
"""

import os
import stat
import unicodedata
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import NamedTuple, cast

from blake3 import blake3

from jury_app.base.errors import Refusal
from jury_app.base.files import told
from jury_app.base.texts import N_

Progress = Callable[[int], None]
"""Is told how many bytes more were read; to cancel, raise from it: nothing half-made stays."""

FILES_LIMIT = 100_000
"""The most files that a folder with a fingerprint may hold."""
DEPTH_LIMIT = 64
"""The most folders inside one another."""
LITTER = frozenset({".ds_store", "thumbs.db", "desktop.ini", ".spotlight-v100", ".trashes"})
"""Names, in lower case, that systems put into every folder they show."""

_CHUNK = 8 << 20


class Fingerprint(NamedTuple):
    """What a file or a folder is known by.

    Attributes:
        bytes: Size; of a folder, the sum of its files' sizes.
        blake3: Digest in lower-case hexadecimal.
    """

    bytes: int
    blake3: str


def unheard(_: int) -> None:
    """Progress that nobody listens to."""


def is_litter(name: str) -> bool:
    """Whether a system put this name there by itself (macOS writes `._name` on foreign disks)."""
    return name.casefold() in LITTER or name.startswith("._")


Hashing = Generator[int, None, Fingerprint]
"""Yields how many bytes more were read and returns the fingerprint."""


def of(path: Path, *, progress: Progress = unheard) -> Fingerprint:
    """The fingerprint of a file or a folder.

    Raises:
        Problem: It cannot be read.
        Refusal: It is no plain file, it changed while it was read, or as `members`.
    """
    steps = hashing(path)
    while True:
        try:
            count = next(steps)
        except StopIteration as end:
            return cast("Fingerprint", end.value)
        progress(count)


def hashing(path: Path) -> Hashing:
    """Take the fingerprint of a file or a folder step by step; raises as `of`."""
    return _hashing_folder(path) if path.is_dir() else _hashing_file(path)


def _hashing_file(path: Path) -> Hashing:
    digest, size = blake3(max_threads=blake3.AUTO), 0
    with told(path):
        if not stat.S_ISREG(path.stat().st_mode):  # before opening: a pipe would wait for ever
            raise Refusal(N_("This is no plain file."), place=str(path))
    with told(path), path.open("rb") as file:
        before = os.fstat(file.fileno())
        buffer = memoryview(bytearray(min(_CHUNK, before.st_size + 1)))
        while count := file.readinto(buffer):
            digest.update(buffer[:count])
            size += count
            yield count
        after = os.fstat(file.fileno())
    if (size, before.st_mtime_ns) != (before.st_size, after.st_mtime_ns):
        raise Refusal(
            N_("This file changed while it was read; wait until it is whole and do this again."),
            place=str(path),
        )
    return Fingerprint(size, digest.hexdigest())


def _hashing_folder(folder: Path) -> Hashing:
    digest, size = blake3(), 0
    for name, path in members(folder):
        one = yield from _hashing_file(path)
        digest.update(f"{one.blake3} {one.bytes} {name}\n".encode())
        size += one.bytes
    return Fingerprint(size, digest.hexdigest())


def members(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files that count in a folder: manifest path and place of each, sorted as manifests are.

    Raises:
        Problem: It cannot be read.
        Refusal: It holds links, too many files, or names that not every disk keeps apart.
    """
    found: list[tuple[str, Path]] = []
    _walk(folder, folder, found)
    by_disk: dict[str, Path] = {}
    for name, path in found:
        twin = by_disk.setdefault(name.casefold(), path)
        if twin is not path:
            raise Refusal(
                N_("“{one}” and “{other}” are one name on many disks; rename one of them."),
                place=str(folder),
                one=twin.name,
                other=path.name,
            )
    yield from sorted(found, key=lambda member: member[0].encode())


def _walk(folder: Path, top: Path, found: list[tuple[str, Path]]) -> None:
    """Collect the files below `folder` with their manifest paths."""
    if len(folder.parts) - len(top.parts) > DEPTH_LIMIT:
        raise too_deep(folder)
    with told(folder), os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            path = Path(entry.path)
            if is_litter(entry.name):
                continue
            if entry.is_dir(follow_symlinks=False):
                _walk(path, top, found)
                continue
            _refuse_odd(entry, top)
            name = unicodedata.normalize("NFC", path.relative_to(top).as_posix())
            found.append((name, path))
            if len(found) > FILES_LIMIT:
                raise Refusal(
                    N_("This folder holds more than {limit} files; pack them into one."),
                    place=str(top),
                    limit=FILES_LIMIT,
                )


def too_deep(folder: Path) -> Refusal:
    """The refusal of folders inside one another without end."""
    return Refusal(
        N_("More than {limit} folders lie inside one another here; no film lies so deep."),
        place=str(folder),
        limit=DEPTH_LIMIT,
    )


def _refuse_odd(entry: os.DirEntry[str], top: Path) -> None:
    """Refuse what no drive carries to a juror as it is: links, devices, unprintable names."""
    if not entry.is_file(follow_symlinks=False):
        raise Refusal(
            N_("“{name}” is a link or a device; put the file itself there."),
            place=str(top),
            name=entry.name,
        )
    if not entry.name.isprintable() or "\\" in entry.name:
        raise Refusal(
            N_("The name “{name}” has characters that not every disk keeps; rename it."),
            place=str(top),
            name=entry.name,
        )


def size_of(path: Path) -> int:
    """The size that the fingerprint of a file or a folder will have, in bytes.

    Raises:
        Problem: It cannot be read.
        Refusal: It has a member that `members` refuses.
    """
    with told(path):
        if path.is_dir():
            return sum(member.stat().st_size for _, member in members(path))
        return path.stat().st_size
