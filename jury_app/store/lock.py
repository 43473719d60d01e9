"""The one-writer lock: a file that the system locks, and in it the name of who holds it.

The system lets go of the lock when its holder ends, however it ends; what then still stands in the
file says that the last close was not clean.
"""

import errno
import os
import socket
import sys
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from jury_app.base.clock import stamp
from jury_app.base.errors import Problem, Refusal
from jury_app.base.files import told
from jury_app.base.texts import N_

NAME = "writer.lock"
_HELD = N_("Somebody else is writing in this workspace; close it there and do this again.")
_HELD_BY = N_(
    "{who} is writing in this workspace (process {pid} on {host}, since {time}); close it"
    " there and do this again. Reading is possible at any time."
)
READ_ONLY = N_(
    "The disk of this workspace is read-only; make it writable to work here. Reading is possible."
)
_BYTE = 1 << 30
"""Windows locks a byte far behind the text, so that others can read who holds it."""


class Holder(Struct, frozen=True):
    """Who holds a lock."""

    who: str
    pid: int
    host: str
    since: str


class WriterLock:
    """The lock of a workspace, taken when made.

    Attributes:
        was_clean: Whether the holder before let go by `release`.

    Raises:
        Refusal: Somebody else holds it; the message names them.
        Problem: The folder is read-only or not there.
    """

    def __init__(self, folder: Path, who: str, now: datetime) -> None:
        path = folder / NAME
        self._handle = _open(path)
        try:
            with told(path):
                _take(path, self._handle)
                self.was_clean = os.fstat(self._handle).st_size == 0
                self._write(Holder(who, os.getpid(), socket.gethostname(), stamp(now)))
        except BaseException:
            os.close(self._handle)
            raise

    def _write(self, holder: Holder) -> None:
        os.ftruncate(self._handle, 0)
        os.lseek(self._handle, 0, os.SEEK_SET)
        os.write(self._handle, msgspec.json.encode(holder))

    def release(self, *, clean: bool = True) -> None:
        """Let go; the file stays, empty if the close was clean."""
        if clean:
            os.ftruncate(self._handle, 0)
        os.close(self._handle)


def is_read_only(error: Exception) -> bool:
    """Whether an error says that the workspace's disk takes no writing: reading is possible."""
    return isinstance(error, Problem) and error.message == READ_ONLY


def is_held(error: Exception) -> bool:
    """Whether an error says that somebody else is writing: reading is possible."""
    return isinstance(error, Refusal) and error.message in {_HELD, _HELD_BY}


def _open(path: Path) -> int:
    """Open the file to be locked; it is made if it is not there."""
    try:
        with told(path):
            return os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    except Problem as error:
        if isinstance(error.__cause__, OSError) and error.__cause__.errno == errno.EROFS:
            raise Problem(READ_ONLY, place=str(path.parent)) from error.__cause__
        raise


def _take(path: Path, handle: int) -> None:
    """Lock, or refuse with the name of who holds it."""
    if _lock(handle):
        return
    os.lseek(handle, 0, os.SEEK_SET)
    try:
        holder = msgspec.json.decode(os.read(handle, 4096), type=Holder)
    except msgspec.DecodeError:  # taken this very moment, not written yet
        raise Refusal(_HELD, place=str(path.parent)) from None
    raise Refusal(
        _HELD_BY,
        place=str(path.parent),
        who=holder.who,
        pid=holder.pid,
        host=holder.host,
        since=holder.since,
        time=_local(holder.since),
    )


def _local(since: str) -> str:
    """A moment by the clocks here; what is none stays as it was written."""
    try:
        return f"{datetime.fromisoformat(since).astimezone():%Y-%m-%d %H:%M}"
    except ValueError:
        return since


if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    def _lock(handle: int) -> bool:
        os.lseek(handle, _BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
