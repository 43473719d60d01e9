"""A scorecard that the chair took out of the count, from its news to the one that replaces it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from jury_app.desks.chair.deciding import decide
from jury_app.desks.demo.stage import PASSPHRASE
from jury_app.desks.juror.signing import sign
from jury_app.desks.juror.syncing import sync
from jury_app.desks.office.publishing import publish
from jury_app.desks.office.receiving import receive
from jury_app.desks.seat import Seat
from jury_app.ui.kit.buttons import Button
from tests.ui.juror.hands import CTRL, LONG, press, write
from tests.ui.juror.test_letter import texts

REASON = "It was meant for <b>another</b> film."


@pytest.fixture
def waiting(festival, waiting_once) -> Path:
    """The juror's workspace of a festival with a mailbox of its own."""
    return festival / "jurors" / waiting_once.name


@pytest.fixture
def at(festival):
    """Opens the office's or the chair's workspace."""
    return lambda whose: Seat(festival / whose, passphrase=lambda: PASSPHRASE)


@pytest.fixture
def void(session, scored, at):
    """The first film's scorecard was received, and the chair took it out of the count."""
    film = scored[0]
    ((_title, card),) = sign(session.seat, film.round, film.film).signed
    sync(session.seat)
    _post(at)
    sync(session.seat)
    with at("chair") as seat:
        sync(seat)
        decide(seat, "void", card, {}, REASON)
        sync(seat)
    _post(at)
    return film


def _post(at):
    with at("office") as seat:
        receive(seat)
        publish(seat)


def test_a_void_scorecard_is_told_marked_and_replaced_from_its_versions(
    qtbot, session, void, window
):
    def card():
        cards = window.queue.model.cards
        return next(each for each in cards if each.key == (void.film, void.round))

    assert (card().state, card().look.role) == ("received", "good")
    sync(session.seat)
    session.write(session, lambda _seat: None)
    qtbot.waitUntil(lambda: card().queued.state == "void", timeout=LONG)
    assert (card().state, card().look) == ("void: you can revise it", ("cannot", "warning"))
    told = f"“{void.title}”: the chair took your scorecard out of the count, because: {REASON}"
    qtbot.waitUntil(lambda: told in [each.text for each in window.notices.shown], timeout=LONG)
    (notice,) = (each for each in window.notices.shown if each.text == told)
    next(each for each in notice.findChildren(Button) if each.text() == "Show").click()
    page = window._pages["history"]
    qtbot.waitUntil(lambda: page.reviser is not None, timeout=LONG)
    qtbot.waitUntil(lambda: "void" in texts(page), timeout=LONG)
    assert any(each.startswith("The chair took this scorecard out") for each in texts(page))
    assert f"The chair's reason: {REASON}" in texts(page)
    window.open_film(void.film, void.round)
    room = window._pages["room"]
    qtbot.waitUntil(lambda: f"The chair's reason: {REASON}" in texts(room.panel.head), timeout=LONG)
    window.show_history(void.film, void.round)
    qtbot.waitUntil(lambda: page.reviser is not None, timeout=LONG)
    page.reviser.reason.setFocus()
    write("Now about this film.")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.page == "room", timeout=LONG)
    qtbot.waitUntil(lambda: room.draft.state == "complete", timeout=LONG)
    assert not any(each.startswith("The chair's reason") for each in texts(room.panel.head))
    press(Qt.Key.Key_Return, CTRL)
    letter = window._pages["letter"]
    qtbot.waitUntil(lambda: letter.ready == 1, timeout=LONG)
    with qtbot.waitSignal(letter.signed, timeout=LONG):
        press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: card().look.role == "good", timeout=LONG)
