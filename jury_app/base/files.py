"""Files that are either whole or not there, and readers that are bounded.

A file exported by rename without fsync was torn in 15 of 15 simulated power cuts; with fsync of
file and folder in none (docs/reliability.md). Everything that leaves or enters by file goes here.
"""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from jury_app.base.errors import Problem
from jury_app.base.texts import N_

_WHY = {
    errno.ENOSPC: N_("The disk is full; free some room."),
    errno.EDQUOT: N_("Your quota on this disk is used up; free some room."),
    errno.EROFS: N_("This disk is read-only; choose another folder."),
    errno.EACCES: N_("You may not read or write here; choose another place or ask its owner."),
    errno.EPERM: N_("You may not read or write here; choose another place or ask its owner."),
    errno.ENOENT: N_("There is no such file or folder; check the name."),
    errno.ENOTDIR: N_("A folder was expected here, and this is a file."),
    errno.EISDIR: N_("A file was expected here, and this is a folder."),
    errno.EEXIST: N_("This exists already, and nothing is overwritten."),
    errno.EFBIG: N_("This is larger than the disk takes in one file."),
    errno.ENAMETOOLONG: N_("This name is too long for the disk; choose a shorter one."),
    errno.EIO: N_("The disk answers with errors; try another disk."),
    errno.ENOTCONN: N_("The drive is no longer connected; plug it in and do this again."),
    errno.ENODEV: N_("The drive is no longer connected; plug it in and do this again."),
    errno.ENXIO: N_("The drive is no longer connected; plug it in and do this again."),
}


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn an OSError inside into a `Problem` that names the file and says what to do."""
    try:
        yield
    except OSError as error:
        why = _WHY.get(error.errno or 0)
        place = str(error.filename or path)
        if why is None:
            raise Problem(
                N_("{reason}."), place=place, reason=error.strerror or str(error)
            ) from error
        raise Problem(why, place=place) from error


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable (a no-op where the system cannot open folders)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def writing_durably(
    path: Path, *, overwrite: bool = True, private: bool = False
) -> Iterator[BinaryIO]:
    """A file to write into that gets its name, whole and synced, when the block ends well.

    Args:
        path: The final name; its folder must exist.
        overwrite: Whether an existing file may be replaced; if not, nothing is touched.
        private: Whether only this user may read it (keys); else the user's own mask says who.

    Raises:
        Problem: Disk full, read-only, not allowed, or there already (`overwrite=False`).
    """
    part = path.parent / f".{secrets.token_hex(8)}.part"
    with told(path), _called(part, path):
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        handle = os.open(part, flags, 0o600 if private else 0o666)
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            if overwrite:
                part.replace(path)
            else:
                _rename_unless_there(part, path)
            sync_folder(path.parent)
        finally:
            with suppress(FileNotFoundError):
                part.unlink()


def write_durably(
    path: Path, content: bytes, *, overwrite: bool = True, private: bool = False
) -> None:
    """Write a whole file, as `writing_durably`."""
    with writing_durably(path, overwrite=overwrite, private=private) as file:
        file.write(content)


@contextmanager
def _called(part: Path, path: Path) -> Iterator[None]:
    """Errors about the temporary name, which means nothing to anybody, name the final one."""
    try:
        yield
    except OSError as error:
        if str(error.filename) == str(part):
            error.filename = str(path)
        raise


def _rename_unless_there(part: Path, path: Path) -> None:
    """Give `part` its name, or raise FileExistsError; atomic where hard links work."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:  # exFAT and some network folders have no hard links
        file = path.open("xb")
        try:
            with file:
                file.write(part.read_bytes())
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            path.unlink()  # a torn file must not keep the name
            raise


def read_bounded(path: Path, limit: int) -> bytes:
    """All bytes of a file, unless it holds more than `limit`.

    Raises:
        Problem: It cannot be read, or is larger than `limit` bytes.
    """
    with told(path), path.open("rb") as file:
        content = file.read(limit + 1)
    if len(content) > limit:
        raise Problem(
            N_("This file is larger than the {limit} bytes expected; it is not what it should be."),
            place=str(path),
            limit=limit,
        )
    return content
