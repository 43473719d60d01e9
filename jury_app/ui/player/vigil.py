"""The vigil: whether a film that was opened comes, and one that runs still does.

libvlc tells of an end, but not of a disk that keeps it waiting.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

_TICK = 40
_PATIENCE = 20_000
"""Milliseconds that a disk has for the first frame: some must wake up."""
_STALL = 15_000
"""Milliseconds for which a film that runs may tell nothing until its disk is taken to hang."""
_QUIET = 1.0
"""Seconds without a word of libvlc after which it is asked whether the film still runs."""


class Vigil(QObject):
    """Watches over one film.

    Args:
        clock: Seconds that never go back.

    Attributes:
        patience: The time that is left to a film that opens.

    Signals:
        ticked: The film runs on; some twenty times a second.
        doubted: Nothing was told of a film that runs; it is to be asked for.
        lost: Its disk does not answer.
    """

    ticked = Signal()
    doubted = Signal()
    lost = Signal()

    def __init__(self, clock: Callable[[], float], parent: QObject) -> None:
        super().__init__(parent)
        self._clock = clock
        self._heard = float("-inf")
        self._quiet = 0
        self._ticker = QTimer(self, interval=_TICK)
        self._ticker.timeout.connect(self._tick)
        self.patience = QTimer(self, interval=_PATIENCE, singleShot=True)
        self.patience.timeout.connect(self.lost)

    @property
    def doubts(self) -> bool:
        """Whether nothing was told for longer than a film that runs lets one wait."""
        return self._clock() - self._heard > _QUIET

    def open(self) -> None:
        """A film is being opened."""
        self.patience.start()

    def opened(self) -> None:
        """It came, or failed."""
        self.patience.stop()

    def watch(self, *, runs: bool) -> None:
        """The film runs from now on, or stands."""
        if runs:
            self._ticker.start()
        else:
            self._ticker.stop()

    def hear(self) -> None:
        """Something was told of it."""
        self._heard, self._quiet = self._clock(), 0

    def end(self) -> None:
        """There is no film any more."""
        self.opened()
        self.watch(runs=False)
        self._heard, self._quiet = float("-inf"), 0

    def _tick(self) -> None:
        self.ticked.emit()
        # Counted by ticks: a laptop that slept was quiet for hours, and its disk is well.
        self._quiet += _TICK
        if self._quiet >= _STALL:
            self.lost.emit()
        elif self.doubts:
            self.doubted.emit()
