"""What the window tells by itself: news from the office, what is not saved, what went wrong."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from jury_app.base.clock import SetClock
from jury_app.base.errors import Problem
from jury_app.desks.catalogue import catalogue
from jury_app.desks.demo.stage import PASSPHRASE
from jury_app.desks.juror.reading import queue_of
from jury_app.desks.juror.syncing import sync
from jury_app.desks.office.assigning import Wish, assign
from jury_app.desks.office.films import change
from jury_app.desks.office.publishing import publish
from jury_app.desks.office.receiving import receive
from jury_app.desks.seat import Seat
from jury_app.store.changes import ChangeSet
from jury_app.ui.juror.window import JurorWindow
from jury_app.ui.kit.buttons import Button
from tests.ui.juror.hands import CTRL, LONG, press


@pytest.fixture
def waiting(festival, waiting_once) -> Path:
    """The juror's workspace of a festival with a mailbox of its own."""
    return festival / "jurors" / waiting_once.name


def texts(window):
    return [notice.text for notice in window.notices.shown]


def press_button(window, word):
    (notice,) = window.notices.shown
    next(each for each in notice.findChildren(Button) if each.text() == word).click()


@pytest.fixture
def withdrawn(session, festival):
    """A film that the office withdraws once the juror has begun."""
    sync(session.seat)
    with Seat(festival / "office", passphrase=lambda: PASSPHRASE) as seat:
        receive(seat)
        change(seat, ["#2"], fields={}, state="withdrawn", reason="Its maker asked.")
        publish(seat)


def test_news_from_the_office_stays_until_it_was_read(qtbot, withdrawn, session, window):
    sync(session.seat)
    qtbot.waitUntil(lambda: any("was withdrawn" in text for text in texts(window)), timeout=LONG)
    window.show_settings()
    assert len(texts(window)) == 1
    press_button(window, "All right")
    assert window.notices.shown == ()
    qtbot.waitUntil(lambda: session.is_saved and session.jobs.is_idle, timeout=LONG)
    session.changed.emit(ChangeSet({"documents": None}))
    qtbot.waitUntil(lambda: session.jobs.is_idle, timeout=LONG)
    assert texts(window) == []


@pytest.fixture
def hand_out(festival, session):
    """Gives the juror more films of R1, which come with the next visit."""
    sync(session.seat)
    with session.seat.workspace.reading() as reader:
        person = catalogue(reader).name(str(session.seat.setting(reader, "person")))

    def give(count):
        own = {film.number for film in queue_of(session.seat)}
        more = [number for number in range(1, 9) if number not in own][:count]
        with Seat(festival / "office", passphrase=lambda: PASSPHRASE) as seat:
            receive(seat)
            assign(seat, Wish(round="r1", add=tuple((f"#{number}", person) for number in more)))
            publish(seat)
        sync(session.seat)
        return more

    return give


def shown_numbers(window):
    return [card.queued.number for card in window.queue.model.cards]


def test_news_of_several_films_leads_to_them_alone_and_starts_none(
    qtbot, session, hand_out, window
):
    window.open_film(*window.queue.model.cards[0].key)
    new = hand_out(2)
    session.write(session, lambda _seat: None)
    qtbot.waitUntil(lambda: any("are new in your" in text for text in texts(window)), timeout=LONG)
    window.show_settings()
    press_button(window, "Show")
    assert window.page == "queue"
    qtbot.waitUntil(lambda: shown_numbers(window) == new, timeout=LONG)
    assert window.queue.filters.state.currentText() == "what is new"
    assert window.queue.grid.card.queued.number == new[0]
    window.queue.filters.every.click()
    assert len(shown_numbers(window)) > len(new)


def test_news_of_one_film_leads_to_its_card_whatever_was_filtered(qtbot, session, hand_out, window):
    window.queue.filters.search.setText("no such film")
    (number,) = hand_out(1)
    session.write(session, lambda _seat: None)
    qtbot.waitUntil(lambda: any("is new in your" in text for text in texts(window)), timeout=LONG)
    press_button(window, "Show")
    grid = window.queue.grid
    qtbot.waitUntil(
        lambda: grid.card is not None and grid.card.queued.number == number, timeout=LONG
    )
    assert window.page == "queue"
    assert grid.hasFocus()


def test_what_is_not_saved_is_said_until_it_is_and_a_first_closing_is_refused(
    qtbot, session, window
):
    has_room = threading.Event()

    def write(_seat):
        if not has_room.is_set():
            raise Problem("The disk is full.")

    session.write(window, write)
    qtbot.waitUntil(lambda: any("Not saved yet" in text for text in texts(window)), timeout=LONG)
    assert window.strip.saved.text == "Not saved"
    window.show_settings()
    assert any("Not saved yet" in text for text in texts(window))
    press(Qt.Key.Key_Q, CTRL)
    qtbot.waitUntil(lambda: any("close once more and lose it" in text for text in texts(window)))
    assert window.isVisible()
    has_room.set()
    session.keeping.try_again()
    qtbot.waitUntil(lambda: window.strip.saved.text == "Saved", timeout=LONG)
    assert texts(window) == ["Everything is saved again."]


def test_nothing_is_signed_before_it_is_saved_and_one_notice_says_so(qtbot, session, window):
    has_room = threading.Event()

    def write(_seat):
        if not has_room.is_set():
            raise Problem("The disk is full; free some room.")

    session.write(window, write)
    qtbot.waitUntil(lambda: session.keeping.trouble is not None, timeout=LONG)
    press(Qt.Key.Key_Return, CTRL)
    said = "The disk is full; free some room. What you typed can be signed once it is saved."
    qtbot.waitUntil(lambda: texts(window) == [said])
    assert window.page == "queue"
    session.sign(window, lambda _seat, _work: None, lambda _done: None)  # as an open letter does
    qtbot.waitUntil(lambda: any("tried again by itself" in text for text in texts(window)))
    assert len(texts(window)) == 1
    has_room.set()
    session.keeping.try_again()
    qtbot.waitUntil(lambda: texts(window) == ["Everything is saved again."], timeout=LONG)


def test_a_second_closing_gives_up_what_is_not_saved(qtbot, session, window, capfd):
    def write(_seat):
        raise Problem("The disk is full.")

    session.write(window, write)
    qtbot.waitUntil(lambda: any("Not saved yet" in text for text in texts(window)), timeout=LONG)
    press(Qt.Key.Key_Q, CTRL)
    qtbot.waitUntil(lambda: any("close once more and lose it" in text for text in texts(window)))
    press(Qt.Key.Key_Q, CTRL)
    qtbot.waitUntil(lambda: not window.isVisible())
    session.close()
    assert "The disk is full." in capfd.readouterr().err


def test_a_window_that_is_made_anew_says_too_what_is_not_saved(qtbot, session, window):
    has_room = threading.Event()

    def write(_seat):
        if not has_room.is_set():
            raise Problem("The disk is full.")

    session.write(session, write)
    qtbot.waitUntil(lambda: session.keeping.trouble is not None, timeout=LONG)
    anew = JurorWindow(session)
    assert any("Not saved yet" in text for text in texts(anew))
    anew.let_go()
    anew.deleteLater()
    has_room.set()
    session.keeping.try_again()
    qtbot.waitUntil(lambda: session.is_saved, timeout=LONG)


def test_what_went_wrong_beside_an_act_that_stands_is_told(qtbot, session, window):
    session.sign(window, lambda seat, _work: seat.tell("The mirror was not written."), id)
    qtbot.waitUntil(lambda: texts(window) == ["The mirror was not written."], timeout=LONG)


def test_a_clock_that_was_set_back_is_told_once_until_it_is_right_again(qtbot, session, window):
    right = session.seat.clock
    session.seat.clock = SetClock(right.now() - timedelta(days=400))
    session.changed.emit(ChangeSet({"documents": None}))
    qtbot.waitUntil(lambda: len(texts(window)) == 1, timeout=LONG)
    assert "clock" in texts(window)[0]
    window.notices.shown[0].closed.emit()
    session.changed.emit(ChangeSet({"documents": None}))
    qtbot.waitUntil(lambda: session.jobs.is_idle, timeout=LONG)
    assert texts(window) == []
    session.seat.clock = right
    session.changed.emit(ChangeSet({"documents": None}))
    qtbot.waitUntil(lambda: session.jobs.is_idle, timeout=LONG)
    session.seat.clock = SetClock(right.now() - timedelta(days=400))
    session.changed.emit(ChangeSet({"documents": None}))
    qtbot.waitUntil(lambda: len(texts(window)) == 1, timeout=LONG)
