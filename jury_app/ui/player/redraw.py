"""A standing film's picture, shown once more, and kept where something stands over it.

While libvlc comes to stand it may leave a jump, or another size of its window, undrawn: the film
stood at one moment and showed another, once in some sixty steps on a busy machine, or lay in its
view as large as before.
"""

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, SignalInstance

from jury_app.ui.player.backing import keep_covered
from jury_app.ui.player.film import FilmView

_AFTER = 300
"""Milliseconds after the last jump or size, when libvlc stands for certain."""


class Stands(Protocol):
    """What of a player is needed here."""

    @property
    def moved(self) -> SignalInstance:
        """It stands or plays at another moment."""

    @property
    def state(self) -> SignalInstance:
        """It does something else."""

    @property
    def status(self) -> str:
        """What the film does."""

    @property
    def position(self) -> int:
        """Where it stands, in milliseconds."""

    def call(self, act: Callable[[Any], object]) -> None:
        """Do something with libvlc's player, on its thread."""


class Redraw(QObject):
    """Jumps to where a film stands already, soon after it came there; then nothing makes it dark.

    Args:
        player: Whose film it is.
        view: Where it is seen.
    """

    def __init__(self, player: Stands, view: FilmView, parent: QObject) -> None:
        super().__init__(parent)
        self._player = player
        self._view = view
        self._is_kept = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER)
        self._timer.timeout.connect(self._draw)
        for what in (player.moved, player.state, view.resized):
            what.connect(self._soon)

    def _soon(self) -> None:
        if self._player.status == "paused":
            self._timer.start()
        elif self._is_kept:
            self._keep(keeps=False)

    def _draw(self) -> None:
        if self._player.status == "paused":
            at = self._player.position
            self._player.call(lambda player: player.set_time(at))
            self._keep(keeps=True)

    def _keep(self, *, keeps: bool) -> None:
        self._is_kept = keeps
        keep_covered(self._view.window_number(), keeps=keeps)
