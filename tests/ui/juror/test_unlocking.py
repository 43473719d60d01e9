"""What needs the keys at once: the passphrase is asked for once, and what was typed is not lost."""

import threading

import pytest
from PySide6.QtCore import Qt

from jury_app.desks.demo.stage import PASSPHRASE
from tests.ui.juror.hands import LONG, press, write


def unlock(seat, _work):
    seat.unlock()
    return True


def test_what_is_being_typed_stays_when_something_else_needs_it_too(qtbot, session, window):
    session.secret.text = None
    done = []
    window.unlocking.run(window, unlock, done.append)
    qtbot.waitUntil(window.unlocking.isVisible, timeout=LONG)
    write(PASSPHRASE[:2])
    window.unlocking.run(window, unlock, done.append)
    qtbot.waitUntil(lambda: session.jobs.is_idle, timeout=LONG)
    write(PASSPHRASE[2:])
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: done == [True, True], timeout=LONG)


@pytest.mark.parametrize("before", [None, "not the passphrase"])
def test_what_was_typed_meanwhile_opens_what_was_asked_before(qtbot, session, window, before):
    typed, tried, done = threading.Event(), [], []

    def unlock_slowly(seat, work):
        try:
            return unlock(seat, work)
        finally:
            tried.append(seat)
            typed.wait(5)

    session.secret.text = before
    window.unlocking.run(window, unlock_slowly, done.append)
    qtbot.waitUntil(lambda: bool(tried), timeout=LONG)
    session.secret.text = PASSPHRASE
    typed.set()
    qtbot.waitUntil(lambda: bool(done), timeout=LONG)
    assert not window.unlocking.isVisible()
