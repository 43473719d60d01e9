from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from jury_app.base.errors import Problem
from jury_app.desks.juror import signing, syncing
from jury_app.desks.juror.reading import queue_of
from jury_app.ui.juror.recusing import KINDS, OTHER
from jury_app.ui.kit.buttons import Button
from tests.ui.juror.hands import CTRL, LONG, press, write


@pytest.fixture
def waiting(festival, waiting_once) -> Path:
    """The juror's workspace of a festival with a mailbox of its own: what is sent stays here."""
    return festival / "jurors" / waiting_once.name


def state(session, film):
    return next(each.state for each in queue_of(session.seat) if each.film == film)


def ask(qtbot, window):
    press(Qt.Key.Key_R, CTRL)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    return QApplication.activePopupWidget()


def test_two_keys_step_off_with_the_kind_of_reason(qtbot, session, window):
    film = window.queue.grid.card.queued.film
    menu = ask(qtbot, window)
    kinds = [action.data() for action in menu.actions() if action.data()]
    assert kinds == [*KINDS, OTHER]
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: state(session, film) == "recused", timeout=LONG)
    qtbot.waitUntil(lambda: window.queue.grid.card.queued.state == "recused", timeout=LONG)


def test_a_mistaken_stepping_off_is_undone_before_it_is_sent(qtbot, session, window):
    film = window.queue.grid.card.queued.film
    ask(qtbot, window)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    bar = window.queue.bar
    qtbot.waitUntil(bar.take_back.isVisible, timeout=LONG)
    bar.take_back.setFocus()
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: state(session, film) == "to_watch", timeout=LONG)
    qtbot.waitUntil(lambda: window.queue.grid.card.queued.state == "to_watch", timeout=LONG)


def test_what_was_taken_back_is_told_no_more(qtbot, session, window):
    card = window.queue.grid.card
    film = card.queued.film
    window.stepping.step_off(film, "business", "A contract.")
    qtbot.waitUntil(lambda: bool(window.notices.shown), timeout=LONG)
    (told,) = window.notices.shown
    assert told.text.startswith(f"You stepped off “{card.title}”.")
    window.stepping.take_back(film)
    qtbot.waitUntil(lambda: state(session, film) == "to_watch", timeout=LONG)
    qtbot.waitUntil(lambda: told not in window.notices.shown, timeout=LONG)
    assert [each.text for each in window.notices.shown] == [
        "The film is yours again; nothing was sent."
    ]


def test_nobody_is_offered_to_undo_what_was_sent(qtbot, session, window):
    film = window.queue.grid.card.queued.film
    window.stepping.step_off(film, "business", "A contract.")
    qtbot.waitUntil(lambda: bool(window.notices.shown), timeout=LONG)
    (told,) = window.notices.shown
    session.write(window, syncing.sync)
    qtbot.waitUntil(lambda: told not in window.notices.shown, timeout=LONG)
    assert state(session, film) == "recused"


def test_two_films_are_stepped_off_and_each_can_be_taken_back(qtbot, session, window):
    films = [card.queued.film for card in window.queue.model.cards[:2]]
    for film in films:
        window.stepping.step_off(film, "business", "A contract.")
    qtbot.waitUntil(lambda: len(window.notices.shown) == 2, timeout=LONG)
    assert [state(session, film) for film in films] == ["recused"] * 2


def test_who_is_asked_why_steps_off_the_film_that_was_asked_about(qtbot, session, window):
    first, second = (card.key for card in window.queue.model.cards[:2])
    ask(qtbot, window)
    window.queue.go_to(*second)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.notices.shown), timeout=LONG)
    assert (state(session, first[0]), state(session, second[0])) == ("recused", "to_watch")


def test_another_reason_is_written_in_words(qtbot, session, window):
    film = window.queue.grid.card.queued.film
    ask(qtbot, window)
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), QDialog))
    press(Qt.Key.Key_Return)
    assert isinstance(QApplication.activeWindow(), QDialog), "without a reason nobody steps off"
    write("Its editor is my neighbour.")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: state(session, film) == "recused", timeout=LONG)


def test_a_reason_that_could_not_be_kept_is_not_asked_again(qtbot, session, window, monkeypatch):
    film = window.queue.grid.card.queued.film
    real, tries = signing.recuse, []

    def full_disk_at_first(seat, *what):
        tries.append(what)
        if len(tries) == 1:
            raise Problem("The disk is full.")
        return real(seat, *what)

    monkeypatch.setattr(signing, "recuse", full_disk_at_first)
    window.stepping.step_off(film, OTHER, "Its editor is my neighbour.")
    qtbot.waitUntil(lambda: bool(window.notices.shown), timeout=LONG)
    (notice,) = window.notices.shown
    next(each for each in notice.findChildren(Button) if each.text() == "Try again").click()
    qtbot.waitUntil(lambda: state(session, film) == "recused", timeout=LONG)
    assert tries == [(film, OTHER, "Its editor is my neighbour.")] * 2


def test_escape_changes_nothing(qtbot, session, window):
    film = window.queue.grid.card.queued.film
    ask(qtbot, window)
    press(Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
    assert state(session, film) == "to_watch"


def test_who_went_on_to_another_film_meanwhile_stays_there(qtbot, session, window):
    first, second = (card.key for card in window.queue.model.cards[:2])
    window.open_film(*first)
    window.stepping.step_off(first[0], "business", "A contract.")
    window.open_film(*second)
    qtbot.waitUntil(lambda: state(session, first[0]) == "recused", timeout=LONG)
    qtbot.waitUntil(lambda: bool(window.notices.shown), timeout=LONG)
    assert (window.page, window.left["film"]) == ("room", second[0])
