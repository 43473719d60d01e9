"""Hands: the keys that a juror presses, and what a demo's juror would write down."""

import json

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from jury_app.desks.catalogue import catalogue
from jury_app.desks.demo.people import Seen, jurors, sheet
from jury_app.desks.juror.reading import queue_of
from jury_app.desks.juror.scoring import score
from jury_app.desks.juror.sheet import decode_sheet
from jury_app.desks.rules import locked_rules

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LONG = 15_000
"""Milliseconds that keys, a child process or a sync may take on a busy machine."""


def press(key, modifiers=Qt.KeyboardModifier.NoModifier):
    """Press a key where the focus is: in an open menu, else in the focused control."""
    target = QApplication.activePopupWidget() or QApplication.focusWidget()
    QTest.keyClick(target, key, modifiers)


def write(text):
    """Type where the focus is."""
    QTest.keyClicks(QApplication.focusWidget(), text)


def fill(seat, count, round_id="r1"):
    """Score the first films of a round, as a juror of the demo would; their queued films."""
    with seat.workspace.reading() as reader:
        rules = locked_rules(seat, reader)
        known = catalogue(reader)
    filled = [film for film in queue_of(seat) if film.round == round_id][:count]
    for film in filled:
        category = known.course.films[film.film].category
        seen = Seen(film.title, 0.5, (50, 40, 60, 70, 30, 20))
        written = sheet(rules, (film.round, category), jurors(1, 7)[0], seen)
        score(seat, film.film, film.round, decode_sheet(json.dumps(written).encode()))
    return filled
