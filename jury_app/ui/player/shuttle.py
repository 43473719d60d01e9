"""The shuttle: J K L as editors know them. L plays, faster each time; J slows, then runs back.

libvlc cannot run backwards, so back is a row of jumps.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from jury_app.ui.player.player import Player

FORWARD = (1.0, 1.5, 2.0, 4.0, 8.0)
BACK = (-2.0, -4.0, -8.0, -16.0)
_EVERY = 250
"""Milliseconds between two jumps."""


class Shuttle(QObject):
    """Runs a player forward and back at several speeds."""

    def __init__(self, player: "Player") -> None:
        super().__init__(player)
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
        player.rate_changed.emit(back)

    def rest(self) -> None:
        """Run back no longer."""
        if self._back:
            self._back = 0.0
            self._timer.stop()
            self._player.rate_changed.emit(self._player.rate)

    def _jump(self) -> None:
        player = self._player
        at = player.position + round(self._back * _EVERY)
        player.seek(max(at, 0))
        if at <= 0:
            self.rest()
