"""The juror's window at a workspace: its queue painted, one key taken, ended.

python -m tests.bench.cold_queue WORKSPACE PREFERENCES
"""

import os
import sys
from pathlib import Path

from jury_app.ui.start import SWITCH_EVERY, Program  # first, as when the program begins

# isort: split

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from jury_app.ui.kit.preferences import Preferences
from jury_app.ui.kit.theme import STYLE


class Painted(QObject):
    def eventFilter(self, _watched, event):
        if event.type() == QEvent.Type.Paint and program.window.queue.model.rowCount():
            QTimer.singleShot(0, press)
        return False


def press():
    grid = program.window.queue.grid
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(grid, event)
    assert grid.currentIndex().row() == 1
    os._exit(0)


def watch():
    """Wait for the window where it is not made at once: the first opening has no last queue."""
    if getattr(program.window, "queue", None) is None:
        QTimer.singleShot(1, watch)
        return
    program.window.queue.grid.viewport().installEventFilter(painted)


sys.setswitchinterval(SWITCH_EVERY)
application = QApplication([sys.argv[0], *STYLE])
program = Program(application, Preferences(Path(sys.argv[2])))
painted = Painted()
program.open(Path(sys.argv[1]))
watch()
application.exec()
