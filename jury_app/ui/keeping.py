"""Keeping: what somebody typed is written until it is kept, however long the disk says no.

A disk that is full or was pulled is the surroundings' trouble, and passes. Until then the write
waits on its lane with all that were asked after it, so that nothing shown is taken back and nothing
overtakes; the window says that it is not saved. A refusal is an answer, and is given at once.
"""

import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from jury_app.base.errors import Problem

AGAIN_AFTER = 2.0
"""Seconds until a write that failed is tried again."""

T = TypeVar("T")


class Keeping(QObject):
    """Whether what is written can be kept.

    Signals:
        changed: A trouble has come, is another, or has passed.
    """

    changed = Signal()
    _met = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.trouble: Problem | None = None
        self._again = threading.Event()
        self._has_ended = False
        self._met.connect(self._take)

    def keep(self, write: Callable[[], T]) -> T:
        """Write, on a lane's thread, as often as it needs.

        Raises:
            Problem: It could not be kept until the end.
            Refusal: The write says so.
        """
        was_troubled = False
        while True:
            is_last = self._has_ended
            try:
                kept = write()
            except Problem as error:
                was_troubled = True
                self._met.emit(error)
                if is_last:
                    raise
                self._again.wait(AGAIN_AFTER)
                if not self._has_ended:
                    self._again.clear()
            else:
                if was_troubled:
                    self._met.emit(None)
                return kept

    def try_again(self) -> None:
        """Try at once what could not be kept."""
        self._again.set()

    def end(self) -> None:
        """Try everything once more, and give up what still fails."""
        self._has_ended = True
        self._again.set()

    def _take(self, trouble: Problem | None) -> None:
        before, self.trouble = self.trouble, trouble
        if str(before) != str(trouble) and not self._has_ended:
            self.changed.emit()
