"""Keys in the juror's room while a film plays, its stills are taken and its bytes are checked.

Prints JSON: what was pressed → milliseconds from the key to the painted effect, one a press, and
the processor time of the UI thread within them.

python -m tests.bench.window_keys WORKSPACE PREFERENCES
"""

import json
import os
import sys
import time
import traceback
from collections import defaultdict
from pathlib import Path

from jury_app.ui.start import SWITCH_EVERY, Program  # first, as when the program begins

# isort: split

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from jury_app.ui.kit.preferences import Preferences

PATIENCE = 20_000
ROUNDS = 4
"""Times that all keys are pressed on each film."""
taken = defaultdict(list)


class Paints(QObject):
    """Counts what is painted, by widget."""

    def __init__(self):
        super().__init__()
        self.seen = set()

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            self.seen.add(watched)
        return False


def until(condition):
    timer = QElapsedTimer()
    timer.start()
    while not condition():
        if timer.hasExpired(PATIENCE):
            raise TimeoutError(condition)
        QTest.qWait(2)


def press(what, key, text="", effect=None):
    """Press a key and wait until its effect is painted; note how long that took."""
    focused = QApplication.focusWidget()
    paints.seen.clear()
    began, busy = time.perf_counter(), time.thread_time()
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(focused, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))
    while not (effect() if effect else paints.seen):
        QApplication.processEvents()
        if time.perf_counter() - began > 5:
            raise TimeoutError(what)
    QApplication.processEvents()
    taken[what].append(((time.perf_counter() - began) * 1000, (time.thread_time() - busy) * 1000))


def judge(room):
    for turn in range(ROUNDS):
        press("to the scores", Qt.Key.Key_S)
        for n, _criterion in enumerate(room.draft.form.criteria):
            digit = str(1 + (turn + n) % 9)
            press("score", getattr(Qt.Key, f"Key_{digit}"), digit)
        press("note", Qt.Key.Key_N, "n")
        for letter in "quiet":
            press("letter of a note", getattr(Qt.Key, f"Key_{letter.upper()}"), letter)
        press("end of a note", Qt.Key.Key_Return, "\r")
        QTest.qWait(60)


def main():
    program.open(Path(sys.argv[1]))
    until(lambda: program.session is not None and program.session.is_open)
    window = program.window
    until(lambda: window.queue.model.rowCount() > 0 and QApplication.focusWidget() is not None)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    until(lambda: window.page == "room")
    room = window._pages["room"]
    judged = set()
    while True:
        until(lambda: room.draft is not None)
        if room.draft.film in judged:
            break
        judged.add(room.draft.film)
        if room.projection.item is not None:
            until(lambda: room.player.status in {"playing", "paused"})
            judge(room)
        before = room.draft.film

        def came(before=before):
            return room.draft is not None and room.draft.film != before and bool(paints.seen)

        room.stage.film.setFocus()
        if len(judged) == window.queue.model.rowCount():
            break
        press("next film", Qt.Key.Key_U, "u", came)
    print(json.dumps(taken))
    sys.stdout.flush()
    program.close()


sys.setswitchinterval(SWITCH_EVERY)
application = QApplication(sys.argv[:1])
program = Program(application, Preferences(Path(sys.argv[2])))
paints = Paints()
application.installEventFilter(paints)
try:
    main()
except Exception:  # noqa: BLE001  the window would show it, and nobody looks here
    traceback.print_exc()
    os._exit(1)
