"""Keys in the juror's room while a film plays, its stills are taken and its bytes are checked.

What is told of a key is the time until its own effect is painted: the criterion's cells, the line
of a note, its letters, the film that is next. The event loop sleeps between events as it does in
the program; one that spins would take the processor from those it waits for.

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
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from jury_app.ui.start import SWITCH_EVERY, Program  # first, as when the program begins

# isort: split

from PySide6.QtCore import QElapsedTimer, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from jury_app.base.texts import plain
from jury_app.ui.kit.jobs import Cancelled
from jury_app.ui.kit.preferences import Preferences

PATIENCE = 20_000
ROUNDS = 4
"""Times that all keys are pressed on each film."""
LOOK = 500
"""Milliseconds for which a juror looks at a film at least before judging it."""
LARGE = 256 << 20
"""Bytes of the file whose fingerprint is taken."""
DISK = 500 << 20
"""Bytes a second that its disk reads: an external one, of the fast kind."""
taken = defaultdict(list)


class Paints(QObject):
    """Which of a few widgets were painted. A filter of all events costs a key some milliseconds."""

    def __init__(self):
        super().__init__()
        self._watched = ()
        self.seen = set()

    def watch(self, widgets):
        """Look at other widgets from now on."""
        for widget in self._watched:
            widget.removeEventFilter(self)
        self._watched = tuple(widgets)
        for widget in self._watched:
            widget.installEventFilter(self)
        self.seen.clear()

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            self.seen.add(watched)
        return False


class Beside:
    """Takes stills and a fingerprint again and again: those of a long film take all the while."""

    def __init__(self, room, folder):
        self._room, self._jobs, self._folder = room, room._session.jobs, folder
        self._file, self._numbers = folder / "large", count()
        with self._file.open("wb") as file:
            for _ in range(LARGE >> 20):
                file.write(os.urandom(1 << 20))
        self.rounds = {"stills": 0, "long": 0}
        self._start("stills")
        self._start("long")

    def _start(self, lane):
        verb = self._stills(self._room.projection.item) if lane == "stills" else self._fingerprint
        self._jobs.start(
            self._room, verb, lambda _done: self._again(lane), failed=self._failed, lane=lane
        )

    def _again(self, lane):
        self.rounds[lane] += 1
        self._start(lane)

    def _failed(self, error):
        if not isinstance(error, Cancelled):
            raise error

    def _stills(self, item):
        from jury_app.screening.stills import make

        name = f"{next(self._numbers):064x}"  # not kept: taken anew
        path = Path(self.last if item is None else item.path)
        self.last = path
        return lambda work: make(path, name, cache=self._folder, progress=work.progress)

    def _fingerprint(self, work):
        from jury_app.screening.fingerprint import of

        began, read = time.perf_counter(), 0

        def pace(more):
            nonlocal read
            read += more
            work.progress(read, LARGE)
            work.given_up.wait(max(0, began + read / DISK - time.perf_counter()))

        return of(self._file, progress=pace)


def until(condition):
    timer = QElapsedTimer()
    timer.start()
    while not condition():
        if timer.hasExpired(PATIENCE):
            raise TimeoutError(condition)
        QTest.qWait(2)


def press(what, key, text, widgets, effect):
    """Press a key where the focus is and wait until its effect is painted; note how long it took.

    Args:
        what: The kind of key.
        key: Qt's name of it.
        text: What it writes.
        widgets: Of which one is painted with the effect.
        effect: Whether its effect is there, as far as which were painted since shows it.
    """
    focused = QApplication.focusWidget()
    paints.watch(widgets)
    late.start(PATIENCE)
    began, busy = time.perf_counter(), time.thread_time()
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(focused, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))
    while not effect():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if not late.isActive():
            raise TimeoutError(what)
    taken[what].append(((time.perf_counter() - began) * 1000, (time.thread_time() - busy) * 1000))


def judge(room):
    """Press the keys of a card."""
    for turn in range(ROUNDS):
        score(room, turn)
        note(room.panel.notes)
        QTest.qWait(60)


def score(room, turn):
    """Give scores, in each turn other ones; the first time, the film's panel comes first."""
    sections = room.panel.scoring._sections
    rows = sections["scores"].rows
    what = "to the scores" if turn else "to the scores of another film"
    press(what, Qt.Key.Key_S, "s", rows, lambda: any(row.hasFocus() for row in paints.seen))
    for at, row in enumerate(rows):
        row.setFocus()
        QApplication.processEvents()
        digit = 1 + (turn + at) % 9
        key, effect = Qt.Key(Qt.Key.Key_0 + digit), partial(is_scored, row, digit)
        press("score", key, str(digit), [*row._cells.values(), *sections.values()], effect)


def is_scored(row, digit):
    """Whether a score was painted; the last one leads on to the lanes, above which it is gone."""
    if row.units != digit * row._scale.per:
        return False
    if row.visibleRegion().isEmpty():
        focused = QApplication.focusWidget()
        return any(each.isAncestorOf(focused) for each in paints.seen)
    return any(cell.isChecked() and cell in paints.seen for cell in row._cells.values())


def note(notes):
    """Write a note."""
    press("note", Qt.Key.Key_N, "n", [notes._composer], lambda: notes.is_writing and paints.seen)
    line = QApplication.focusWidget()
    for end, letter in enumerate("quiet", 1):
        key = getattr(Qt.Key, f"Key_{letter.upper()}")
        effect = partial(is_written, line, "quiet"[:end])
        press("letter of a note", key, letter, [line, line.viewport()], effect)
    key = Qt.Key.Key_Return
    shown = [notes._list, notes._list.viewport()]
    press("end of a note", key, "\r", shown, lambda: not notes.is_writing and paints.seen)


def is_written(line, text):
    """Whether a line has a text and was painted."""
    return line.toPlainText() == text and paints.seen


def go_on(room):
    """To the next film: it is there once its draft is, and the room is painted with it.

    Its panel is away, as whenever a film begins: the scorecard is filled in the first pause.
    """
    before, opened = room.draft.film, []

    def open_(_trouble):
        opened.append(True)
        paints.seen.clear()

    def came():
        draft, panel = room.draft, room.panel
        return (
            opened
            and draft is not None
            and draft.film != before
            and panel.head._title.accessibleName() == plain(draft.shown.film.title)
            and paints.seen
        )

    room.stage.take_focus()
    room.projection.troubled.connect(open_)
    press("next film", Qt.Key.Key_U, "u", [room, room.theatre, room.stage, room.stage.film], came)
    room.projection.troubled.disconnect(open_)


def main():
    program.open(Path(sys.argv[1]))
    until(lambda: program.session is not None and program.session.is_open)
    window = program.window
    until(lambda: window.queue.model.rowCount() > 0 and QApplication.focusWidget() is not None)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    until(lambda: window.page == "room")
    room = window._pages["room"]
    judged = set()
    with TemporaryDirectory() as folder:
        beside = None
        while True:
            until(lambda: room.draft is not None)
            if room.draft.film in judged:
                break
            judged.add(room.draft.film)
            if room.projection.item is not None:
                until(lambda: room.player.status in {"playing", "paused"})
                beside = beside or Beside(room, Path(folder))
                QTest.qWait(LOOK)
                judge(room)
            else:
                QTest.qWait(LOOK)
            if len(judged) == window.queue.model.rowCount():
                break
            go_on(room)
        print(json.dumps(taken))
        sys.stdout.flush()
        assert all(beside.rounds.values()), beside.rounds
        program.close()


sys.setswitchinterval(SWITCH_EVERY)
application = QApplication(sys.argv[:1])
program = Program(application, Preferences(Path(sys.argv[2])))
paints = Paints()
late = QTimer(singleShot=True)  # awakes a loop that would wait for ever
try:
    main()
except Exception:  # noqa: BLE001  the window would show it, and nobody looks here
    traceback.print_exc()
    os._exit(1)
