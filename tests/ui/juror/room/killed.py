"""A room in a process of its own, which a test kills in the middle of a note.

Says `saved <milliseconds>` on its output once the half-typed note and the film's place are durable.
"""

import sys
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow

from jury_app.desks.demo.stage import PASSPHRASE
from jury_app.desks.seat import Seat
from jury_app.ui.juror.commands import COMMANDS
from jury_app.ui.juror.room.room import Room
from jury_app.ui.kit.keys import Keymap
from jury_app.ui.kit.preferences import Preferences
from jury_app.ui.kit.theme import Theme
from jury_app.ui.session import Session

HALF = "Half a tho"


class Scene:
    """Opens a film, goes on five seconds, begins a note, and waits for the end."""

    def __init__(self, folder, film, round_id):
        self._application = QApplication([])
        self._preferences = Preferences()
        self._theme = Theme(self._application, self._preferences)
        self._keys = Keymap(COMMANDS, self._preferences)
        self._session = Session(
            folder,
            lambda: Seat(folder, passphrase=lambda: PASSPHRASE).__enter__(),
            self._preferences,
            self._keys,
        )
        self._film = film, round_id
        self._steps = iter((self._open, self._seek, self._write, self._tell))
        self._session.opened.connect(self._begin)
        self._session.open()
        self._timer = QTimer()
        self._timer.timeout.connect(self._next)
        self._next_step = next(self._steps)

    def run(self):
        return self._application.exec()

    def _begin(self):
        self._window = QMainWindow()
        self._room = Room(self._session)
        self._window.setCentralWidget(self._room)
        self._window.resize(1000, 700)
        self._window.show()
        self._timer.start(50)

    def _next(self):
        """Go on to the next step when this one is done."""
        if self._next_step():
            self._next_step = next(self._steps, lambda: False)

    def _open(self):
        self._window.activateWindow()
        self._room.open(*self._film, paused=True)
        return True

    def _seek(self):
        if self._room.player.duration == 0 or self._room.player.status != "paused":
            return False
        QTest.keyClick(self._room.stage.film, Qt.Key.Key_Right)
        QTest.keyClick(self._room.stage.film, Qt.Key.Key_N)
        return True

    def _write(self):
        if not self._room.panel.notes.is_writing:
            return False
        QTest.keyClicks(self._room.panel.notes._composer._text, HALF)
        self._room.projection.keep()
        return True

    def _tell(self):
        if "notes/1" not in self._room.draft.values or not self._session.is_saved:
            return False
        print("saved", self._room.player.position, flush=True)
        return True


if __name__ == "__main__":
    sys.exit(Scene(Path(sys.argv[1]), sys.argv[2], sys.argv[3]).run())
