"""Drives: which files are there, asked so that a drive that hangs keeps nobody waiting.

A drive that never wakes up, or a share whose server is gone, does not even answer with an error:
whoever asks for a file waits until it comes back, and nothing can end that. So each drive is asked
by a thread of its own, and who wants to know waits a moment at most; after that the last answer
stands, and it is said that the drive is silent.
"""

import os
import stat
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path, PurePath

from msgspec import Struct

from jury_app.base.texts import N_

PATIENCE = 0.3
"""Seconds that all drives together have to answer."""
SILENT = N_("The drive does not answer; look whether it is connected and awake, and try again.")
_MOUNTS = Path("/proc/self/mounts")
_ESCAPES = (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\"))
"""How the table of mounts writes what would end its fields; the backslash itself last."""


class Presence(Struct, frozen=True):
    """What is known of a file.

    Attributes:
        is_here: Whether it is there, by the drive's last answer; None: it never gave one.
        is_silent: Whether the drive does not answer now.
        bytes: How large the file is, by that answer; None of a folder, and where it is not there.
    """

    is_here: bool | None
    is_silent: bool = False
    bytes: int | None = None


def look(paths: Iterable[str]) -> dict[str, Presence]:
    """Path → what is known of it, within `PATIENCE` seconds."""
    named = drives()
    asked: dict[str, list[str]] = {}
    for path in paths:
        asked.setdefault(named(path), []).append(path)
    until = time.monotonic() + PATIENCE
    with _LOCK:
        every = [(_DRIVES.setdefault(name, _Drive()), its) for name, its in asked.items()]
    for drive, its in every:
        drive.ask(its)
    return {path: found for drive, its in every for path, found in drive.told(its, until).items()}


def drives() -> Callable[[str], str]:
    """A function that names the drive on which a path lies, by its text alone: nothing is asked."""
    if sys.platform == "win32":
        return lambda path: PurePath(path).drive
    if not sys.platform.startswith("linux"):
        return lambda path: "/".join(path.split("/")[:3])  # /Volumes/NAME
    points = sorted(_mount_points(), key=len, reverse=True)

    def named(path: str) -> str:
        return next((each for each in points if path.startswith(f"{each.rstrip('/')}/")), "/")

    return named


def _mount_points() -> list[str]:
    try:
        table = _MOUNTS.read_text("utf-8", "surrogateescape")
    except OSError:
        return []
    found = []
    for line in table.splitlines():
        point = line.split(" ")[1]
        for written, meant in _ESCAPES:
            point = point.replace(written, meant)
        found.append(point)
    return found


class _Drive:
    """One drive: its answers, and the thread that asks it while there is something to ask."""

    def __init__(self) -> None:
        self._answered = threading.Condition()
        self._answers: dict[str, tuple[bool, int | None]] = {}
        self._open: dict[str, None] = {}
        self._is_asking = False
        self._since = 0.0

    def ask(self, paths: Sequence[str]) -> None:
        """Ask for these files, behind what is asked already."""
        with self._answered:
            self._open |= dict.fromkeys(paths)
            if not self._is_asking:
                self._is_asking, self._since = True, time.monotonic()
                # A daemon: the program must be able to end though the drive never answers.
                threading.Thread(target=self._work, name="jury-app-drive", daemon=True).start()

    def told(self, paths: Sequence[str], until: float) -> dict[str, Presence]:
        """The answers, as far as they came by `until`; one that hung before is not waited for."""
        with self._answered:
            while any(path in self._open for path in paths):
                left = min(until, self._since + PATIENCE) - time.monotonic()
                if left <= 0 or not self._answered.wait(left):
                    break
            return {path: self._told(path) for path in paths}

    def _told(self, path: str) -> Presence:
        is_here, size = self._answers.get(path, (None, None))
        return Presence(is_here, path in self._open, size)

    def _work(self) -> None:
        while (path := self._next()) is not None:
            answer = _asked(path)
            with self._answered:
                self._answers[path] = answer
                self._open.pop(path, None)
                self._since = time.monotonic()
                if not self._open:
                    self._answered.notify_all()

    def _next(self) -> str | None:
        with self._answered:
            path = next(iter(self._open), None)
            self._is_asking = path is not None
            return path


def _asked(path: str) -> tuple[bool, int | None]:
    """Whether a file is there, and its size; a drive that went away says no."""
    try:
        found = os.stat(path)  # noqa: PTH116  a text may be no path at all, which this tells too
    except (OSError, ValueError):
        return False, None
    return True, found.st_size if stat.S_ISREG(found.st_mode) else None


_LOCK = threading.Lock()
_DRIVES: dict[str, _Drive] = {}
"""Drives are the machine's: every workspace that is open asks the same ones."""
