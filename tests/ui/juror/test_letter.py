import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from jury_app.base.errors import Refusal
from jury_app.desks.chair.deciding import decide
from jury_app.desks.chair.rounds import RoundAct, act
from jury_app.desks.demo.stage import PASSPHRASE
from jury_app.desks.juror import drafting, letters, syncing
from jury_app.desks.juror.reading import queue_of
from jury_app.desks.office.publishing import publish
from jury_app.desks.office.receiving import receive
from jury_app.desks.seat import Seat
from jury_app.ui.kit.labels import Label
from tests.ui.juror.hands import CTRL, LONG, SHIFT, fill, press, write


def texts(page):
    """Every text that a page shows."""
    return [label.text() for label in page.findChildren(Label) if label.isVisible()]


@pytest.fixture
def waiting(festival, waiting_once) -> Path:
    """The juror's workspace of a festival with a mailbox of its own."""
    return festival / "jurors" / waiting_once.name


@pytest.fixture
def letter(qtbot, scored, window):
    """The letter about all scorecards that were begun, opened by its key."""
    press(Qt.Key.Key_Return, CTRL | SHIFT)
    page = window._pages["letter"]
    qtbot.waitUntil(lambda: scored[-1].title in texts(page), timeout=LONG)
    return page


def states(session):
    return {film.film: film.state for film in queue_of(session.seat)}


def test_the_letter_says_what_goes_to_whom_and_what_stays(scored, letter, window):
    shown = texts(letter)
    assert any("Hong Kong AI International Film Festival" in text for text in shown)
    for film in scored:
        assert film.title in shown
    assert "Everybody who gets the results reads" in shown
    assert "Chair and panel read" in shown
    place = shown.index("Stays on this computer")
    assert "Only I read this." in shown[place:]
    assert letter.sign.text() == "Sign 2 scorecards"


def test_a_letter_longer_than_the_window_is_read_by_keys(qtbot, letter, window):
    window.resize(window.minimumSize())
    bar = letter.ground.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert letter.sign.hasFocus()
    press(Qt.Key.Key_PageDown)
    read = bar.value()
    assert read > 0
    press(Qt.Key.Key_PageUp)
    assert bar.value() < read


def test_one_key_signs_all_and_the_cards_say_so(qtbot, session, scored, letter, window):
    with qtbot.waitSignal(letter.signed, timeout=LONG):
        press(Qt.Key.Key_Return, CTRL)
    assert window.page == "queue"
    signed = states(session)
    assert {signed[film.film] for film in scored} == {"signed"}
    qtbot.waitUntil(
        lambda: {card.queued.state for card in window.queue.model.cards[:2]} == {"signed"},
        timeout=LONG,
    )
    qtbot.waitUntil(lambda: window.strip.sync.text() == "2 to send", timeout=LONG)


def test_ctrl_enter_on_a_card_writes_the_letter_of_that_film_alone(qtbot, scored, window):
    press(Qt.Key.Key_Return, CTRL)
    page = window._pages["letter"]
    qtbot.waitUntil(lambda: scored[0].title in texts(page), timeout=LONG)
    assert page.ready == 1
    assert scored[1].title not in texts(page)


def test_what_is_missing_is_a_way_to_its_place(qtbot, session, scored, window):
    film = scored[0]
    drafting.change(session.seat, film.film, film.round, {"verdict": None})
    press(Qt.Key.Key_Return, CTRL)
    page = window._pages["letter"]
    qtbot.waitUntil(lambda: bool(page.missing), timeout=LONG)
    assert page.ready == 0
    assert not page.sign.isEnabled()
    with qtbot.waitSignal(page.place_wanted) as wanted:
        page.missing[0].setFocus()
        press(Qt.Key.Key_Space)
    assert wanted.args == [film.film, film.round, "verdict"]
    assert window.page == "room"


def test_what_is_not_complete_stays_a_draft_while_the_rest_is_signed(
    qtbot, session, scored, letter
):
    film = scored[1]
    drafting.change(session.seat, film.film, film.round, {"verdict": None})
    session.write(session, lambda _seat: None)
    qtbot.waitUntil(lambda: letter.ready == 1, timeout=LONG)
    with qtbot.waitSignal(letter.signed, timeout=LONG):
        press(Qt.Key.Key_Return, CTRL)
    found = states(session)
    assert (found[scored[0].film], found[film.film]) == ("signed", "draft")


def test_what_is_not_complete_stands_below_and_is_not_counted(qtbot, session, scored, letter):
    film = scored[0]
    drafting.change(session.seat, film.film, film.round, {"verdict": None})
    session.write(session, lambda _seat: None)
    qtbot.waitUntil(lambda: "Not complete, stay drafts" in texts(letter), timeout=LONG)
    assert letter.ready == 1
    shown = texts(letter)
    assert any(text.endswith("judged this film and sign what follows.") for text in shown)
    heading = shown.index("Not complete, stay drafts")
    assert shown.index(scored[1].title) < heading < shown.index(film.title)


def test_escape_signs_nothing(session, scored, letter, window):
    press(Qt.Key.Key_Escape)
    assert window.page == "queue"
    assert states(session)[scored[0].film] == "complete"


def test_the_passphrase_is_asked_in_the_page_and_a_wrong_one_again(
    qtbot, session, scored, letter, window
):
    session.secret.text = None
    press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(window.unlocking.isVisible, timeout=LONG)
    assert QApplication.activeModalWidget() is None
    write("not the passphrase")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.unlocking.isVisible())
    qtbot.waitUntil(window.unlocking.isVisible, timeout=LONG)
    assert states(session)[scored[0].film] == "complete"
    write("demo")
    with qtbot.waitSignal(letter.signed, timeout=LONG):
        press(Qt.Key.Key_Return)
    assert states(session)[scored[0].film] == "signed"


def test_who_gives_no_passphrase_signs_nothing_and_can_go_on(
    qtbot, session, scored, letter, window
):
    session.secret.text = None
    press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(window.unlocking.isVisible, timeout=LONG)
    press(Qt.Key.Key_Escape)
    assert not window.unlocking.isVisible()
    assert letter.sign.isEnabled()
    assert QApplication.focusWidget() is letter.sign
    assert states(session)[scored[0].film] == "complete"


def test_what_changed_while_the_passphrase_was_asked_is_read_before_it_is_asked_again(
    qtbot, session, scored, letter, window
):
    session.secret.text = None
    press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(window.unlocking.isVisible, timeout=LONG)
    film = scored[0]
    drafting.change(session.seat, film.film, film.round, {"comment/panel": "Read me before."})
    qtbot.waitUntil(lambda: session.jobs.is_idle, timeout=LONG)
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: "Read me before." in texts(letter), timeout=LONG)


@pytest.fixture
def closed(qtbot, session, festival, scored, window):
    """R1 has closed, and the juror knows; two scorecards were complete before."""
    syncing.sync(session.seat)
    with Seat(festival / "chair", passphrase=lambda: PASSPHRASE) as seat:
        syncing.sync(seat)
        act(seat, RoundAct(round="r1", act="close", early=True, reason="All is said."))
        syncing.sync(seat)
    with Seat(festival / "office", passphrase=lambda: PASSPHRASE) as seat:
        receive(seat)
        publish(seat)
    syncing.sync(session.seat)
    session.write(session, lambda _seat: None)
    cards = window.queue.model
    qtbot.waitUntil(lambda: all(each.queued.is_closed for each in cards.cards), timeout=LONG)
    return scored


def test_what_was_left_in_a_closed_round_is_in_no_letter_but_its_own(qtbot, closed, window):
    assert not window.queue.header._sign.isVisible()
    press(Qt.Key.Key_Return, CTRL | SHIFT)
    page = window._pages["letter"]
    qtbot.waitUntil(lambda: "There is nothing to sign" in texts(page), timeout=LONG)
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.page == "queue")
    press(Qt.Key.Key_Return, CTRL)
    late = "The round is closed: what is signed now counts only if the chair admits it."
    qtbot.waitUntil(lambda: late in texts(page), timeout=LONG)
    assert page.ready == 1
    assert page._sum.text().endswith(late)
    with qtbot.waitSignal(page.signed, timeout=LONG):
        press(Qt.Key.Key_Return, CTRL)
    notice = window.notices.shown[0]
    assert (notice.text, notice.property("tone")) == (f"1 scorecard is signed. {late}", "warning")
    (card,) = [each for each in window.queue.model.cards if each.key == page._wanted[0]]
    qtbot.waitUntil(
        lambda: window.queue.model.cards[window.queue.model.place(card.key)].look.role == "warning",
        timeout=LONG,
    )


def test_the_letter_of_all_holds_the_open_round_and_not_what_a_closed_one_left(
    qtbot, session, festival, waiting, *, closed, window
):
    with Seat(festival / "chair", passphrase=lambda: PASSPHRASE) as seat:
        act(seat, RoundAct(round="r2", act="open", deadline="2099-07-12T18:00"))
        name = waiting.name.replace("-", " ")
        decide(seat, "assign", name, {"round": "r2", "films": "#1"}, "To be seen again.")
        syncing.sync(seat)
    with Seat(festival / "office", passphrase=lambda: PASSPHRASE) as seat:
        receive(seat)
        publish(seat)
    syncing.sync(session.seat)
    (film,) = fill(session.seat, 1, "r2")
    session.write(session, lambda _seat: None)
    button = window.queue.header._sign
    qtbot.waitUntil(button.isVisible, timeout=LONG)
    assert [each.state for each in queue_of(session.seat)].count("complete") == 3
    assert button.text() == "Sign 1 scorecard…"
    press(Qt.Key.Key_Return, CTRL | SHIFT)
    page = window._pages["letter"]
    qtbot.waitUntil(lambda: page.ready == 1, timeout=LONG)
    assert [(each.round, each.ready) for each in page._letters] == [("r2", (film.film,))]
    late = "The round is closed"
    assert not any(late in text for text in texts(page))
    with qtbot.waitSignal(page.signed, timeout=LONG):
        press(Qt.Key.Key_Return, CTRL)
    (notice,) = (each for each in window.notices.shown if each.text.startswith("1 scorecard"))
    assert (late in notice.text, notice.property("tone")) == (False, "good")
    left = {(each.film, each.round): each.state for each in queue_of(session.seat)}
    assert left[film.film, "r2"] == "signed"
    assert {left[each.film, each.round] for each in closed} == {"complete"}


def test_nothing_to_sign_is_said(qtbot, window):
    press(Qt.Key.Key_Return, CTRL | SHIFT)
    page = window._pages["letter"]
    qtbot.waitUntil(lambda: "There is nothing to sign" in texts(page), timeout=LONG)
    assert not page.sign.isEnabled()


def test_who_went_on_while_it_was_signed_stays_there(qtbot, scored, letter, window):
    with qtbot.waitSignal(letter.signed, timeout=LONG):
        letter.sign_all()
        window.show_settings()
    assert window.page == "settings"
    assert window.notices.shown


def test_a_letter_that_cannot_be_written_any_more_draws_nobody_back(
    qtbot, monkeypatch, session, *, scored, letter, window
):
    session.secret.text = None
    press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(window.unlocking.isVisible, timeout=LONG)
    window.show_settings()

    def refuse(*_args):
        raise Refusal("It is not yours any longer.")

    monkeypatch.setattr(letters, "letter", refuse)
    window.unlocking._no.click()
    qtbot.waitUntil(lambda: bool(window.notices.shown), timeout=LONG)
    assert window.page == "settings"


def test_a_letter_that_is_opened_while_another_is_signed_says_so_and_waits(
    qtbot, session, scored, window
):
    may_sign = threading.Event()
    session.sign(session, lambda _seat, _work: may_sign.wait(LONG / 1000), lambda _done: None)
    press(Qt.Key.Key_Return, CTRL)
    page = window._pages["letter"]
    qtbot.waitUntil(lambda: page.ready == 1, timeout=LONG)
    press(Qt.Key.Key_Return, CTRL)
    assert "Signing…" in page._sum.text()
    assert not page.sign.isEnabled()
    press(Qt.Key.Key_Escape)
    window.show_letter([(scored[1].film, scored[1].round)])
    qtbot.waitUntil(lambda: scored[1].title in texts(page), timeout=LONG)
    qtbot.waitUntil(lambda: page.ready == 1, timeout=LONG)
    assert "The scorecards before these are being signed" in page._sum.text()
    press(Qt.Key.Key_Return, CTRL)  # nothing is signed that cannot be
    may_sign.set()
    qtbot.waitUntil(page.sign.isEnabled, timeout=LONG)
    assert window.page == "letter"  # nobody is torn from what is to be signed now
    assert [notice.text[:21] for notice in window.notices.shown] == ["1 scorecard is signed"]
    assert states(session)[scored[1].film] == "complete"
    with qtbot.waitSignal(page.signed, timeout=LONG):
        press(Qt.Key.Key_Return, CTRL)
    assert {states(session)[film.film] for film in scored} == {"signed"}
