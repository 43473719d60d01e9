"""The whole program, with a film on a drive that hangs while its window is closed.

Says `plays <milliseconds>` once the film runs. On a line of its input it opens a film of the drive
anew, closes the window a moment later, and says `hidden <seconds>`: how long that took.
"""

import sys
import threading
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from jury_app.ui import start
from jury_app.ui.juror.window import JurorWindow

START = 1_000


class Scene(QObject):
    """Looks for the window, and acts in it."""

    def __init__(self, film, round_id):
        super().__init__()
        self._film = film, round_id
        self._window = self._room = None
        self._told = threading.Event()
        self._timer = QTimer(self, interval=50)
        self._timer.timeout.connect(self._next)
        self._step = self._enter
        self._timer.start()

    def _next(self):
        self._step()

    def _enter(self):
        for window in QApplication.topLevelWidgets():
            if isinstance(window, JurorWindow) and window.isVisible():
                self._window = window
                window.open_film(*self._film)
                self._step = self._watch

    def _watch(self):
        room = self._window._pages.get("room")
        if room is None or room.player.position < START or room.player.status != "playing":
            return
        self._room = room
        room.player.pause()
        print("plays", room.player.position, flush=True)
        threading.Thread(target=self._listen, daemon=True).start()
        self._step = self._hang

    def _listen(self):
        sys.stdin.readline()
        self._told.set()

    def _hang(self):
        if self._told.is_set():
            self._timer.stop()
            self._room.player.open(self._room.player.path)
            QTimer.singleShot(500, self, self._close)

    def _close(self):
        self._window.installEventFilter(self)
        self._closed = time.monotonic()
        self._window.close()

    def eventFilter(self, _watched, event):
        if event.type() == QEvent.Type.Hide:
            print("hidden", time.monotonic() - self._closed, flush=True)
        return False


def main():
    workspace, film, round_id = sys.argv[1:]

    class Watched(start.Program):
        """The program, with the scene on it."""

        def open(self, target):
            self.scene = Scene(film, round_id)
            super().open(target)

    start.Program = Watched
    return start.run([workspace])


if __name__ == "__main__":
    sys.exit(main())
