"""Stillness: whether the juror's hands rest, so that nothing but the film needs to be shown."""

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QWidget

REST = 3000
"""After how many milliseconds without a movement hands are at rest."""
_STEP = 4
"""Pixels that a mouse must move: a table that shakes is no hand."""


class Stillness(QObject):
    """Watches the mouse over some widgets, and is told of keys.

    Signals:
        stirred: A hand moved after a rest.
        rested: Nothing has moved for a while.
    """

    stirred = Signal()
    rested = Signal()

    def __init__(self, parent: QObject, *, rest: int = REST) -> None:
        super().__init__(parent)
        self.is_still = False
        self._watches = False
        self._at = QPoint()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(rest)
        self._timer.timeout.connect(self._rest)

    def watch(self, *widgets: QWidget) -> None:
        """Let a mouse that moves over these count."""
        for widget in widgets:
            widget.setMouseTracking(True)
            widget.installEventFilter(self)

    def stir(self) -> None:
        """A hand moved; nothing happens while nothing is watched."""
        if not self._watches:
            return
        self._timer.start()
        if self.is_still:
            self.is_still = False
            self.stirred.emit()

    def begin(self) -> None:
        """Watch from now on, and take hands for resting until one moves."""
        self._watches = True
        self._timer.stop()
        self._at = QCursor.pos()
        self.is_still = True

    def stop(self) -> None:
        """Watch no longer; hands count as awake."""
        self._watches = False
        self._timer.stop()
        self.is_still = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See the mouse; take nothing from anybody."""
        kind = event.type()
        if kind in (QEvent.Type.MouseMove, QEvent.Type.HoverMove):
            here = QCursor.pos()
            if (here - self._at).manhattanLength() >= _STEP:
                self._at = here
                self.stir()
        elif kind in (QEvent.Type.MouseButtonPress, QEvent.Type.Wheel):
            self.stir()
        return super().eventFilter(watched, event)

    def _rest(self) -> None:
        self.is_still = True
        self.rested.emit()
