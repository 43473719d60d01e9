"""Packs: screeners copied to a drive for a juror, with a manifest that says what lies there.

A copy grows under a hidden name, is read back and compared, and only then gets its own: what bears
a film's name is whole. A pack that was interrupted goes on where it stopped. The manifest is no
signed document: each film is known by the fingerprint in the juror's packet, and the manifest only
tells an incomplete or damaged copy from a film that was never there.
"""

import os
import shutil
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal, NamedTuple

import msgspec

from jury_app.base.document import Count, Hash
from jury_app.base.errors import Problem, Refusal
from jury_app.base.files import read_bounded, sync_folder, told, write_durably
from jury_app.base.texts import N_
from jury_app.screening.fingerprint import Fingerprint, Progress, members, of, size_of, unheard

MANIFEST = "jury-pack.json"
"""Name of the manifest in a pack."""
MANIFEST_LIMIT = 16 << 20
SPARE = 16 << 20
"""Bytes that a drive must have beyond what is copied, for its own books."""
TITLE_LIMIT = 120
"""Bytes of a title in a file's name; every file system takes 255 in all."""

_CHUNK = 8 << 20
_FORBIDDEN = frozenset('<>:"/\\|?*')


class Source(NamedTuple):
    """A screener to pack: where it lies, its name on the drive, what it must be."""

    path: Path
    name: str
    fingerprint: Fingerprint


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the manifest: a file or folder of the pack and its fingerprint."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=255)]
    bytes: Count
    blake3: Hash


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What lies in a pack."""

    kind: Literal["jury-app pack"] = "jury-app pack"
    version: Literal[1] = 1
    entries: tuple[Entry, ...]


class Need(NamedTuple):
    """What a pack asks of its drive, in bytes.

    Attributes:
        total: All films of the pack.
        missing: Those that are not there yet.
        free: Room on the drive.
        work: What will be read until the pack is done; progress adds up to it.
    """

    total: int
    missing: int
    free: int
    work: int


def name_for(number: int, title: str, suffix: str) -> str:
    """A name for a film on a drive of any system: its number, its title, its suffix.

    Titles keep their script; what some file system forbids becomes a space.
    """
    kept = "".join(
        " " if char in _FORBIDDEN or unicodedata.category(char)[0] == "C" else char
        for char in unicodedata.normalize("NFC", title)
    )
    short = " ".join(kept.split()).encode()[:TITLE_LIMIT].decode(errors="ignore")
    return f"{number:04d} {short}".rstrip(" .") + suffix


def read_manifest(folder: Path) -> tuple[Entry, ...]:
    """The manifest's entries; none if the folder has no manifest.

    Raises:
        Problem: It cannot be read.
        Refusal: It is no manifest of a pack.
    """
    path = folder / MANIFEST
    if not path.exists():
        return ()
    try:
        entries = msgspec.json.decode(read_bounded(path, MANIFEST_LIMIT), type=Manifest).entries
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Refusal(
            N_("This is no manifest of a pack ({reason}); ask for the drive again, or remove it."),
            place=str(path),
            reason=str(error),
        ) from error
    for entry in entries:
        _refuse_unsafe(entry.name, path)
    return entries


def need(sources: Sequence[Source], out: Path) -> Need:
    """What packing `sources` into `out` asks of its drive; nothing is written.

    Raises:
        Problem: The drive cannot be read.
    """
    total = sum(source.fingerprint.bytes for source in sources)
    there = sum(
        source.fingerprint.bytes
        for source in sources
        if (out / source.name).exists() and size_of(out / source.name) == source.fingerprint.bytes
    )
    begun = sum(size_of(part) for source in sources if (part := _part(out, source.name)).exists())
    place = out
    while not place.exists():
        place = place.parent
    with told(place):
        free = shutil.disk_usage(place).free
    return Need(total, max(0, total - there - begun), free, total + total - there)


def write_pack(sources: Sequence[Source], out: Path, *, progress: Progress = unheard) -> Need:
    """Copy the screeners into `out`, verify each copy, and write the manifest.

    What an earlier run or an earlier wave put there stays and is verified again.

    Returns:
        What was needed before the work began.

    Raises:
        Problem: Too little room (told before anything is copied), a disk's error, or a drive that
            does not give back what was written.
        Refusal: A name is in use by something else, or a source is not what it was.
    """
    _refuse_twins(sources, out)
    with told(out):
        out.mkdir(parents=True, exist_ok=True)
    needed = need(sources, out)
    if needed.missing + SPARE > needed.free:
        raise Problem(
            N_("This pack needs {need} bytes more, and the drive has {free}; take a larger one."),
            place=str(out),
            need=needed.missing + SPARE,
            free=needed.free,
        )
    ours = {entry.name: entry for entry in read_manifest(out)}
    try:
        for source in sources:
            _put(source, out, known=source.name in ours, progress=progress)
            size, digest = source.fingerprint
            ours[source.name] = Entry(name=source.name, bytes=size, blake3=digest)
    except BaseException:
        with suppress(Problem):  # what stopped the work is the error to tell
            _write_manifest(out, ours.values())
        raise
    _write_manifest(out, ours.values())
    return needed


def _write_manifest(out: Path, entries: Iterable[Entry]) -> None:
    """Write the manifest of what is there, by name."""
    there = [entry for entry in entries if (out / entry.name).exists()]
    manifest = Manifest(entries=tuple(sorted(there, key=lambda entry: entry.name)))
    write_durably(out / MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)) + b"\n")


def _put(source: Source, out: Path, *, known: bool, progress: Progress) -> None:
    """Bring one screener to its name, unless it is there already."""
    target, part = out / source.name, _part(out, source.name)
    if target.exists():
        if _is(target, source.fingerprint, progress):
            return
        if not known:
            raise Refusal(
                N_("This name is in use by something else; nothing is overwritten. Move it away."),
                place=str(target),
            )
    if part.is_symlink() or part.is_dir():  # only a plain file is gone on with
        _remove(part)
    for again in (False, True):
        if again:  # what an earlier run had begun, or a passing fault of the drive
            _remove(part)
        _copy(source.path, part, progress)
        _forget(part)
        if of(part, progress=progress) == source.fingerprint:
            _remove(target)
            with told(target):
                part.rename(target)
                sync_folder(out)
            return
    _remove(part)
    if of(source.path) != source.fingerprint:
        raise Refusal(
            N_("This is no longer the file that was registered; attach the screener again."),
            place=str(source.path),
        )
    raise Problem(
        N_("The drive gives back something else than what was written; take another drive."),
        place=str(target),
    )


def _is(target: Path, fingerprint: Fingerprint, progress: Progress) -> bool:
    """Whether what lies at `target`, itself and not by a link, has the fingerprint."""
    return (
        not target.is_symlink()
        and size_of(target) == fingerprint.bytes
        and of(target, progress=progress) == fingerprint
    )


def _copy(source: Path, part: Path, progress: Progress) -> None:
    """Copy a file or folder to `part`; a file is gone on with after what is there."""
    if not source.is_dir():
        _copy_file(source, part, progress)
        return
    for name, path in members(source):
        copy = part / name
        with told(copy):
            copy.parent.mkdir(parents=True, exist_ok=True)
        _copy_file(path, copy, progress)


def _copy_file(source: Path, part: Path, progress: Progress) -> None:
    """Append to `part` what it lacks of `source`; whether it is right is seen when it is read."""
    buffer = memoryview(bytearray(_CHUNK))
    with told(source), source.open("rb") as reader, told(part), part.open("ab") as writer:
        begun = writer.tell()
        if begun > os.fstat(reader.fileno()).st_size:
            writer.truncate(0)
            begun = 0
        reader.seek(begun)
        progress(begun)
        while True:
            with told(source):
                count = reader.readinto(buffer)
            if not count:
                break
            writer.write(buffer[:count])
            progress(count)
        writer.flush()
        os.fsync(writer.fileno())


def _forget(part: Path) -> None:
    """Ask the system to read the copy from the drive and not from memory, where it can."""
    if not hasattr(os, "posix_fadvise"):
        return
    files = [path for _, path in members(part)] if part.is_dir() else [part]
    for file in files:
        with told(file), file.open("rb") as opened:
            os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _part(out: Path, name: str) -> Path:
    """Where a copy grows."""
    return out / f".{name}.part"


def _remove(path: Path) -> None:
    """Remove a file or folder of ours, if it is there."""
    with told(path), suppress(FileNotFoundError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def _refuse_twins(sources: Sequence[Source], out: Path) -> None:
    """Refuse names that are not plain, or that are one name on many disks."""
    seen: set[str] = set()
    for source in sources:
        _refuse_unsafe(source.name, out)
        folded = unicodedata.normalize("NFC", source.name).casefold()
        if folded in seen:
            raise Refusal(
                N_("Two films of this pack would be named “{name}”."),
                place=str(out),
                name=source.name,
            )
        seen.add(folded)


def _refuse_unsafe(name: str, place: Path) -> None:
    """Refuse a name that leads out of the pack, is hidden, or is the manifest's."""
    if (
        not name
        or PurePosixPath(name).name != name
        or name.startswith(".")
        or name.casefold() == MANIFEST
        or _FORBIDDEN.intersection(name)
        or not name.isprintable()
    ):
        raise Refusal(N_("“{name}” is no name for a film."), place=str(place), name=name)
