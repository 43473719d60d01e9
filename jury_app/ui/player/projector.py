"""The projector: takes films to libvlc's thread and brings back what that says, as one signal.

Each opening of a film is a reel with a number, so that what comes late is known as such. The thread
with libvlc is a deck; where a disk keeps it waiting, the next film gets a new one.
"""

import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal

from jury_app.ui.player.deck import Act, Deck, Opening

SILENT = "JURY_APP_SILENT"
"""A variable of the environment: if it is set, films make no sound (machines without a sound card,
tests)."""

_COMING = 1500
"""Milliseconds that a deck has to come to a film; one that does not hangs at the film before."""
_CLOSING = 0.5
"""Seconds that closing waits for a deck; one that is well needs some hundredths."""


class Projector(QObject):
    """Plays one film at a time into a native window.

    Signals:
        told: (reel, what, value). What: `playing`, `paused`, `ended`, `broken`, `time` (ms),
            `length` (ms), `pictures` (number of video outputs), `tracks` (Tracks), `standing`,
            `dropped` (a Refusal: why subtitles that were chosen are not shown), `sound` (whether
            there are loudspeakers), `failed` (an exception, of something that was asked for).
    """

    told = Signal(int, str, object)

    def __init__(self, options: Sequence[str] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        silent = ("--aout=dummy",) if os.environ.get(SILENT) else ()
        self._options = (*options, *silent)
        self._wanted = 0
        self._opening: Opening | None = None
        self._overlay: Act = _nothing
        self._deck = self._new_deck()
        self._coming = QTimer(self)
        self._coming.setSingleShot(True)
        self._coming.setInterval(_COMING)
        self._coming.timeout.connect(self._come)

    def call(self, act: Act) -> None:
        """Do something with libvlc's player, soon; nothing if no film was opened."""
        self._deck.call(act)

    def ask(self, act: Callable[[], object]) -> None:
        """Do something that may wait for a disk; what it raises is told as `failed`."""
        self._deck.post(act)

    def set_overlay(self, draw: Act) -> None:
        """Lay something over the film that is open, and over each one before it begins.

        Args:
            draw: Gets libvlc's player, on its thread; may set what libvlc calls the marquee.
        """
        self._overlay = draw
        self.call(draw)

    def open(self, path: Path, window: int, *, at: int = 0, paused: bool = False) -> int:
        """Open a film; the answer is the reel's number.

        Args:
            path: The film.
            window: The native window into which it plays.
            at: Where it begins, in milliseconds.
            paused: Whether it shows the frame there and waits.
        """
        self._wanted += 1
        shown = threading.Event()
        QTimer.singleShot(0, shown.set)  # after what is painted now
        self._opening = Opening(self._wanted, path, window, at, paused, self._overlay, shown)
        self._deck.open(self._opening)
        self._coming.start()
        return self._wanted

    def pause(self) -> None:
        """Let the film stand; what is asked for next waits for that."""
        self.call(self._deck.pause)

    def look(self) -> None:
        """Tell `standing` if the film does not run, though nobody asked for that."""
        self.call(self._deck.look)

    def describe(self) -> None:
        """Tell what can be chosen, and what is chosen."""
        self.call(self._deck.describe)

    def leave(self) -> None:
        """Stop and forget the film that is open."""
        self._coming.stop()
        self._wanted += 1
        self._deck.wanted = self._wanted
        self.call(_stop)

    def forsake(self) -> None:
        """Leave a film whose disk does not answer to itself; it stops when the disk does."""
        self._coming.stop()
        self._deck.leave()
        self._deck = self._new_deck()

    def close(self) -> None:
        """End the thread; one that a disk keeps waiting is left to itself."""
        self._coming.stop()
        thread = self._deck.leave()
        self._deck = self._new_deck()
        if thread is not None:
            thread.join(_CLOSING)

    def _new_deck(self) -> Deck:
        return Deck(self._options, self.told.emit)

    def _come(self) -> None:
        """Take a film to a new deck if the one that there is has not come to it."""
        if self._opening is not None and self._deck.reel != self._wanted:
            self.forsake()
            self._deck.open(replace(self._opening, overlay=self._overlay))


def _nothing(_player: object) -> None:
    """The overlay of films that have none."""


def _stop(player: Any) -> None:  # noqa: ANN401  python-vlc ships no types
    player.stop()
