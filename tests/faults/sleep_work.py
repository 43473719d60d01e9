"""A film that plays until its process is put to sleep and wakes, for `test_sleep.py`.

Prints `["stands", position, seen]` after three seconds of the film, and again after two more that
came behind a gap of the clock; ends at a line on standard input.

    python -m tests.faults.sleep_work FILM
"""

import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication

from jury_app.ui.kit.preferences import Preferences
from jury_app.ui.kit.theme import Theme
from jury_app.ui.player.film import FilmView
from jury_app.ui.player.player import Player

GAP = 5.0
"""Seconds without a tick of a timer after which the process slept."""


class Sleeper:
    """Plays one film and tells where it stands."""

    def __init__(self, player: Player) -> None:
        self._player = player
        self._ticked = time.monotonic()
        self._woke_at = -1
        self._told = 0
        player.failed.connect(lambda error: print(json.dumps(["failed", str(error)]), flush=True))

    def tick(self) -> None:
        player, now = self._player, time.monotonic()
        slept, self._ticked = now - self._ticked > GAP, now
        if slept:
            self._woke_at = player.position
        if self._told == 0:
            is_due = player.position > 3_000
        else:
            is_due = self._told == 1 and 0 <= self._woke_at < player.position - 2_000
        if is_due:
            self._tell()

    def _tell(self) -> None:
        self._told += 1
        print(json.dumps(["stands", self._player.position, self._player.seen]), flush=True)


def main() -> None:
    application = QApplication([])
    theme = Theme(application, Preferences())
    view = FilmView()
    view.show()
    player = Player(view, options=("--aout=dummy",))
    player.open(Path(sys.argv[1]))
    sleeper, timer = Sleeper(player), QTimer()
    timer.timeout.connect(sleeper.tick)
    timer.start(20)
    end = QSocketNotifier(0, QSocketNotifier.Type.Read)
    end.activated.connect(application.quit)
    application.exec()
    player.close()
    view.close()
    theme.deleteLater()


if __name__ == "__main__":
    main()
