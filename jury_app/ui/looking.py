"""Looking at what shall be opened, by a thread of its own: a disk that hangs holds no window up."""

import threading
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from jury_app.base.texts import _, plain
from jury_app.desks.juror.queued import last

PATIENCE = 0.3
"""Seconds in which a disk answers, so that nothing is said of it and nothing flickers."""


class Found(NamedTuple):
    """What lies at a path.

    Attributes:
        path: Without links.
        is_folder: Whether it is a folder, and so perhaps a workspace.
        has_queue: Whether the queue of its last opening is known there.
    """

    path: Path
    is_folder: bool
    has_queue: bool


class Looking(QObject):
    """Looks at a path once.

    Args:
        path: Which.

    Signals:
        found: What lies there, where it was waited for in vain.
    """

    found = Signal(object)

    def __init__(self, path: Path, parent: QObject) -> None:
        super().__init__(parent)
        self.path = path
        self._turn = threading.Lock()
        self._answer: Found | None = None
        self._is_late = False
        self._answered = threading.Event()
        # A daemon: the program must be able to end though the disk never answers.
        threading.Thread(target=self._look, name="jury-app-look", daemon=True).start()

    def wait(self) -> Found | None:
        """What lies there, if the disk says so at once; else `found` tells it when it does."""
        self._answered.wait(PATIENCE)
        with self._turn:
            self._is_late = self._answer is None
            return self._answer

    def _look(self) -> None:
        try:
            path = self.path.resolve()
            is_folder = path.is_dir()
        except (OSError, RuntimeError, ValueError):  # whoever opens it is told why it cannot be
            path, is_folder = self.path, False
        answer = Found(path, is_folder, is_folder and bool(last(path)))
        with self._turn:
            self._answer = answer
            is_late = self._is_late
        self._answered.set()
        if is_late:
            self.found.emit(answer)


def waiting_for(folder: Path) -> str:
    """What is said of a workspace whose disk does not answer."""
    return _(
        "The disk with “{folder}” does not answer yet. It may be asleep or unplugged, or its "
        "network away. The workspace opens as soon as it answers."
    ).format(folder=plain(folder.name))
