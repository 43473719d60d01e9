"""A bare PySide6 window with a list: painted, one key taken, ended."""

import os
import sys

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QListWidget, QMainWindow


class Painted(QObject):
    def eventFilter(self, _watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, press)
        return False


def press():
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(films, event)
    assert films.currentRow() == 1
    os._exit(0)


application = QApplication(sys.argv)
window = QMainWindow()
films = QListWidget()
films.addItems([f"film {n}" for n in range(24)])
films.setCurrentRow(0)
window.setCentralWidget(films)
window.resize(1280, 800)
painted = Painted()
films.viewport().installEventFilter(painted)
window.show()
application.exec()
