"""The juror's window at a workspace, as it opens: its queue painted, one key taken, ended.

XDG_CONFIG_HOME=FOLDER python -m tests.bench.cold_queue WORKSPACE
"""

import os
import sys

from jury_app.ui import start  # first, as when the program begins

# isort: split

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication


class Watched(start.Program):
    """The program, whose window is watched from when it is there."""

    def open(self, target):
        super().open(target)
        self.painted = Painted(self)
        self.watch()

    def watch(self):
        """Wait for the window where it is not made at once: the first opening has no last queue."""
        if getattr(self.window, "queue", None) is None:
            QTimer.singleShot(1, self.watch)
        else:
            self.window.queue.grid.viewport().installEventFilter(self.painted)

    def press(self):
        grid = self.window.queue.grid
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier)
            QApplication.sendEvent(grid, event)
        assert grid.currentIndex().row() == 1
        self.preferences.close()  # the first two openings write, those that are measured do not
        os._exit(0)


class Painted(QObject):
    def eventFilter(self, _watched, event):
        program = self.parent()
        if event.type() == QEvent.Type.Paint and program.window.queue.model.rowCount():
            QTimer.singleShot(0, program.press)
        return False


start.Program = Watched
start.run([sys.argv[1]])
