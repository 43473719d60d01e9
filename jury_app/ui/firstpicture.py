"""The first picture of a window: what can wait for it does, so that it comes soon."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget


class FirstPicture(QObject):
    """Watches for the first picture of a window; a child of it.

    Signals:
        stands: It is on the screen, or did not come in time.
    """

    stands = Signal()
    _LONGEST = 500  # milliseconds: a window system that never tells must not keep the seat empty

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._waiting = QTimer(self, singleShot=True, interval=self._LONGEST)
        self._waiting.timeout.connect(self._end)
        self._waiting.start()
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Once the window is painted, all in it is by the time of the next timer."""
        if event.type() == QEvent.Type.Paint:
            self._waiting.start(0)
        return super().eventFilter(watched, event)

    def _end(self) -> None:
        self.stands.emit()
        self.deleteLater()
