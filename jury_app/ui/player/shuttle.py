"""The shuttle: J K L as editors know them. L plays, faster each time; J slows, then runs back.

libvlc cannot run backwards, so back is a row of jumps.
"""

from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

FORWARD = (1.0, 1.5, 2.0, 4.0, 8.0)
BACK = (-2.0, -4.0, -8.0, -16.0)
_EVERY = 250
"""Milliseconds between two jumps."""


class Runs(Protocol):
    """What a shuttle needs of a player; see `Player`."""

    @property
    def rate(self) -> float:
        """How fast it plays."""

    @property
    def is_playing(self) -> bool:
        """Whether it runs, or is about to."""

    @property
    def position(self) -> int:
        """Where it stands, in milliseconds."""

    def play(self) -> None:
        """Play on."""

    def pause(self) -> None:
        """Stand still."""

    def seek(self, at: int) -> None:
        """Jump to a moment, in milliseconds."""

    def set_rate(self, rate: float) -> None:
        """Play so many times as fast."""


class Shuttle(QObject):
    """Runs a player forward and back at several speeds.

    Signals:
        turned: It runs back at another speed, or no longer.
    """

    turned = Signal()

    def __init__(self, player: Runs, parent: QObject) -> None:
        super().__init__(parent)
        self._player = player
        self._back = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self._jump)

    @property
    def backwards(self) -> float:
        """How fast it runs back, negative; 0: it does not."""
        return self._back

    def faster(self) -> None:
        """Play; if it plays already, faster."""
        player, rate = self._player, self._player.rate
        if self._back or not player.is_playing:
            player.set_rate(1.0)
            player.play()
        else:
            player.set_rate(next((each for each in FORWARD if each > rate), FORWARD[-1]))

    def slower(self) -> None:
        """Slow down; from its own speed on, run back, faster each time."""
        player, rate = self._player, self._player.rate
        if player.is_playing and rate > 1:
            player.set_rate(max(each for each in FORWARD if each < rate))
            return
        back = next((each for each in BACK if each < self._back), BACK[-1])
        player.pause()
        self._back = back
        self._timer.start()
        self.turned.emit()

    def rest(self) -> None:
        """Run back no longer."""
        if self._back:
            self._back = 0.0
            self._timer.stop()
            self.turned.emit()

    def _jump(self) -> None:
        player = self._player
        at = player.position + round(self._back * _EVERY)
        player.seek(max(at, 0))
        if at <= 0:
            self.rest()
