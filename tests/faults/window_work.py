"""A juror at work in the window, by keys alone, until somebody kills this process.

Every line on standard output is JSON, written before what it tells of can happen:

    ["opened", page, film, position, values]   where the window came up
    ["writes", {path: value}]                  an act on the draft is about to be written
    ["leaves", position]                       a place in the film is about to be written
    ["saved"]                                  the window shows “Saved”

    python -m tests.faults.window_work WORKSPACE PREFERENCES SEED
"""

import itertools
import json
import os
import random
import sys
import traceback
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from jury_app.desks.juror import drafting, watching
from jury_app.ui.kit.preferences import Preferences
from jury_app.ui.start import Program

PATIENCE = 20_000
"""Milliseconds after which the window should have done what it was asked."""


def tell(*line: object) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def told_before(verb, line):
    """The verb, which tells what it is about to do."""

    def do(seat, *args, **kwargs):
        tell(*line(*args))
        return verb(seat, *args, **kwargs)

    return do


def until(condition) -> None:
    timer = QElapsedTimer()
    timer.start()
    while not condition():
        if timer.hasExpired(PATIENCE):
            raise TimeoutError(condition)
        QTest.qWait(5)


def press(key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifiers, 4)
    QApplication.processEvents()


def write_note(text: str) -> None:
    press(Qt.Key.Key_N)
    for letter in text:
        press(letter)
    press(Qt.Key.Key_Return)


def work(room, dice: random.Random) -> None:
    """Score, write, seek, play; for ever."""
    for turn in itertools.count():
        press(Qt.Key.Key_S)
        for _criterion in room.draft.form.criteria:
            press(str(dice.randrange(1, 10)))
        press(Qt.Key.Key_V)
        for _step in range(dice.randrange(1, 4)):
            press(dice.choice((Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Space)))
        write_note(f"turn {turn}: {dice.randrange(10**6)}")


def main() -> None:
    folder, preferences, seed = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    drafting.change = told_before(
        drafting.change, lambda _film, _round, changes: ("writes", changes)
    )
    watching.keep_position = told_before(
        watching.keep_position, lambda _film, _item, position, *_: ("leaves", position)
    )
    application = QApplication(["jury-app"])
    program = Program(application, Preferences(preferences))
    program.open(folder)
    until(lambda: getattr(program.window, "page", "") != "")
    window = program.window
    until(lambda: window.isActiveWindow() and program.session.is_open)
    came_up_in = window.page if window.page == "room" else "queue"
    if window.page != "room":
        until(lambda: window.queue.model.rowCount() > 0 and QApplication.focusWidget() is not None)
        press(Qt.Key.Key_Return)
    room = window._pages["room"]
    until(lambda: room.draft is not None and room.player.status in {"playing", "paused", "ended"})
    tell("opened", came_up_in, room.draft.film, room.player.position, dict(room.draft.values))
    program.session.saving.connect(lambda busy: busy or tell("saved"))
    work(room, random.Random(seed))


if __name__ == "__main__":
    try:
        main()
    except Exception:  # noqa: BLE001  the window would show it, and nobody looks here
        traceback.print_exc()
        os._exit(1)
