"""The pause after typing: what a field waits for before it tells its text."""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

PAUSE = 150
"""Milliseconds without a key after which a text is told."""


class Pause(QObject):
    """Tells once that typing in a field has paused.

    Signals:
        over: It has, or was made to.
    """

    over = Signal()

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.over)

    @property
    def is_typing(self) -> bool:
        """Whether something was typed that was not told yet."""
        return self._timer.isActive()

    def begin(self) -> None:
        """Somebody typed."""
        self._timer.start()

    def end(self) -> None:
        """Tell now, if there is something to tell."""
        if self._timer.isActive():
            self._timer.stop()
            self.over.emit()
