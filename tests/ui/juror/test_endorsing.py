"""A decision that asks for the juror's endorsement: told, read, and endorsed by keys."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from jury_app.desks.chair.deciding import decide
from jury_app.desks.demo.stage import PASSPHRASE
from jury_app.desks.endorsing import asked
from jury_app.desks.juror.signing import recuse, sign
from jury_app.desks.juror.syncing import sync
from jury_app.desks.office.publishing import publish
from jury_app.desks.office.receiving import receive
from jury_app.desks.seat import Seat
from jury_app.store import settings
from tests.ui.juror.hands import CTRL, LONG, fill, press
from tests.ui.juror.test_letter import texts
from tests.ui.juror.test_tidings import press_button

REASON = "The panel was of one mind."


@pytest.fixture
def waiting(festival, waiting_once) -> Path:
    """The juror's workspace of a festival of this test's own."""
    return festival / "jurors" / waiting_once.name


def post(festival, *, honours=()):
    """The office takes in, and the chair gives honours; what they say is published."""
    with Seat(festival / "office", passphrase=lambda: PASSPHRASE) as seat:
        receive(seat)
        publish(seat)
    with Seat(festival / "chair", passphrase=lambda: PASSPHRASE) as seat:
        with seat.workspace.writing() as tx:
            settings.put(tx, mailbox=str(festival / "mailbox"))
        sync(seat)
        for film in honours:
            decide(seat, "honour", film, {"honour": "unicorn-gold"}, REASON)
        sync(seat)
    with Seat(festival / "office", passphrase=lambda: PASSPHRASE) as seat:
        receive(seat)
        publish(seat)


@pytest.fixture
def honoured(festival, session):
    """Two films that the juror scored and the chair honoured."""
    films = fill(session.seat, 2)
    sign(session.seat, "r1", [film.film for film in films])
    sync(session.seat)
    post(festival, honours=[film.title for film in films])
    return films


def news(window):
    return [each.text for each in window.notices.shown if "endorsement" in each.text]


@pytest.fixture
def told(qtbot, session, honoured, window):
    """The window says that two decisions ask."""
    sync(session.seat)
    session.seat.lock()
    qtbot.waitUntil(lambda: bool(news(window)), timeout=LONG)
    qtbot.waitUntil(window.queue.asking.isVisible, timeout=LONG)
    return window


def test_what_asks_is_told_and_shown_as_it_would_be_signed(qtbot, festival, honoured, told):
    assert told.queue.asking.words == "2 decisions ask for your endorsement."
    press_button(told, "Show")
    assert told.page == "endorsing"
    page = told._pages["endorsing"]
    qtbot.waitUntil(lambda: honoured[1].title in texts(page), timeout=LONG)
    shown = texts(page)
    assert honoured[0].title in shown
    assert shown.count("Honour given · Unicorn Gold Award") == 2
    assert shown.count(REASON) == 2
    with Seat(festival / "office", reading_only=True) as seat:
        name = asked(seat)[0].signer
    assert sum(text.startswith(f"Decided by {name} (chair) on ") for text in shown) == 2


def test_each_is_endorsed_by_a_key_and_says_where_it_is(qtbot, session, festival, honoured, told):
    press(Qt.Key.Key_D, CTRL)
    page = told._pages["endorsing"]
    qtbot.waitUntil(lambda: len(page.parts) == 2, timeout=LONG)
    qtbot.waitUntil(page.parts[0].endorse.hasFocus, timeout=LONG)
    assert [each.decision.title for each in page.parts] == [each.title for each in honoured[::-1]]
    with qtbot.waitSignal(page.told, timeout=LONG) as said:
        press(Qt.Key.Key_Return, CTRL)
    assert said.args[0].startswith(f"You endorsed: {honoured[1].title} · Unicorn Gold Award.")
    assert "next sending" in said.args[0]
    qtbot.waitUntil(
        lambda: [each.endorse is None for each in page.parts] == [True, False], timeout=LONG
    )
    state = "waits for 2 more endorsements (yours is on its way)"
    qtbot.waitUntil(lambda: state in texts(page), timeout=LONG)
    left = f"1 decision asks for your endorsement: {honoured[0].title} · Unicorn Gold Award"
    qtbot.waitUntil(lambda: told.queue.asking.words == left, timeout=LONG)
    press(Qt.Key.Key_Return, CTRL)  # twice: what was not read is not endorsed
    assert page.hasFocus()
    assert len([each for each in asked(session.seat) if each.is_on_the_way]) == 1
    told.notices.clear()
    press(Qt.Key.Key_Tab)
    assert page.parts[1].endorse.hasFocus()
    with qtbot.waitSignal(page.told, timeout=LONG):
        press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Nothing asks for your endorsement" in texts(page), timeout=LONG)
    sync(session.seat)
    post(festival)
    sync(session.seat)
    session.seat.lock()
    qtbot.waitUntil(lambda: texts(page).count("waits for 1 more endorsement") == 2, timeout=LONG)
    told.notices.clear()
    press(Qt.Key.Key_Escape)
    assert told.page == "queue"
    assert not told.queue.asking.isVisible()


def test_who_stepped_off_a_film_is_not_asked_about_it(qtbot, session, honoured, told):
    for film in honoured:
        recuse(session.seat, film.film, "knows_makers", "An old friend.")
    session.seat.lock()
    qtbot.waitUntil(lambda: not told.queue.asking.isVisible(), timeout=LONG)
    assert [each.asks_here for each in asked(session.seat)] == [False, False]
    qtbot.waitUntil(lambda: not news(told), timeout=LONG)
