"""Two scorecards that dispute each other, and a new cut after signing."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from jury_app.desks.chair.deciding import decide
from jury_app.desks.demo.stage import CHEAP, PASSPHRASE
from jury_app.desks.juror.joining import join
from jury_app.desks.juror.reading import queue_of
from jury_app.desks.juror.signing import sign
from jury_app.desks.juror.syncing import sync
from jury_app.desks.office import devices
from jury_app.desks.office.inviting import invite
from jury_app.desks.office.publishing import publish
from jury_app.desks.office.receiving import receive
from jury_app.desks.office.screeners import point
from jury_app.desks.seat import Seat
from jury_app.store import cards
from jury_app.ui.kit.buttons import Button
from tests.ui.juror.hands import CTRL, LONG, fill, press, write
from tests.ui.juror.test_letter import texts

NAME, LIVE = "Ada Lau", 4


@pytest.fixture
def waiting(festival, waiting_once) -> Path:
    """The juror's workspace of a festival of this test's own."""
    return festival / "jurors" / waiting_once.name


def seat_at(folder):
    return Seat(folder, passphrase=lambda: PASSPHRASE)


def post(festival):
    """The office takes in, accepts who waits, and publishes."""
    with seat_at(festival / "office") as seat:
        if receive(seat).waiting:
            devices.accept(seat, ["all"])
        publish(seat)


def judge(seat, count=1):
    """Score, sign and send the first films."""
    films = fill(seat, count)
    sign(seat, "r1", [film.film for film in films])
    sync(seat)
    return films


def second_laptop(festival):
    """The folder of another workspace of the juror, who was accepted."""
    with seat_at(festival / "office") as seat:
        (again,) = invite(seat, festival / "again", persons=[NAME], again=True)
    second = festival / "second"
    join(second, Path(again.file), passphrase=PASSPHRASE, cost=CHEAP)
    with seat_at(second) as seat:
        sync(seat)
    post(festival)
    return second


@pytest.fixture
def disputed(festival, session, waiting):
    """A film that was signed on two laptops of one juror."""
    with seat_at(second_laptop(festival)) as seat:
        sync(seat)
        judge(seat)
    (film,) = judge(session.seat)
    post(festival)
    sync(session.seat)
    session.seat.lock()
    return film


def state(session, film):
    return next(each.state for each in queue_of(session.seat) if each.film == film.film)


def test_one_of_two_scorecards_is_chosen_by_keys(qtbot, session, disputed, window):
    assert window.queue.grid.card.state == "two scorecards: choose one"
    press(Qt.Key.Key_H, CTRL)
    page = window._pages["history"]
    qtbot.waitUntil(lambda: "Which one holds?" in texts(page), timeout=LONG)
    assert page.reviser is None
    assert len(page.keeps) == 2
    page.keeps[0].setFocus()
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: state(session, disputed) == "signed", timeout=LONG)
    qtbot.waitUntil(lambda: "Which one holds?" not in texts(page), timeout=LONG)


def test_what_the_chair_admitted_asks_for_nothing_more(qtbot, festival, session, disputed, window):
    def card():
        return next(each for each in window.queue.model.cards if each.key[0] == disputed.film)

    with session.seat.workspace.reading() as reader:
        kept = cards.of_film(reader, disputed.film)[0].fact.hash
    with seat_at(festival / "chair") as seat:
        sync(seat)
        decide(seat, "admit", kept, {}, "The first one.")
        sync(seat)
    post(festival)
    sync(session.seat)
    session.write(session, lambda _seat: None)
    qtbot.waitUntil(lambda: card().state == "received: the chair chose it", timeout=LONG)
    told = f"“{disputed.title}”: the chair admitted one of your two scorecards; it counts."
    qtbot.waitUntil(lambda: told in [each.text for each in window.notices.shown], timeout=LONG)
    (notice,) = (each for each in window.notices.shown if each.text == told)
    next(each for each in notice.findChildren(Button) if each.text() == "Show").click()
    page = window._pages["history"]
    qtbot.waitUntil(lambda: "The chair chose one" in texts(page), timeout=LONG)
    assert "not counted" in texts(page)
    assert page.keeps == []


@pytest.fixture
def overtaken(festival, session, waiting):
    """A film that was begun here and signed on another laptop."""
    (film,) = fill(session.seat, 1)
    with seat_at(second_laptop(festival)) as seat:
        sync(seat)
        judge(seat)
    post(festival)
    sync(session.seat)
    session.seat.lock()
    return film


def test_a_draft_that_another_laptop_overtook_asks_why_before_it_is_signed(
    qtbot, session, overtaken, window
):
    press(Qt.Key.Key_Return, CTRL)
    letter = window._pages["letter"]
    qtbot.waitUntil(lambda: len(letter.missing) == 1, timeout=LONG)
    assert letter.ready == 0
    letter.missing[0].setFocus()
    press(Qt.Key.Key_Space)
    assert window.page == "history"
    page = window._pages["history"]
    qtbot.waitUntil(lambda: page.reviser is not None, timeout=LONG)
    qtbot.waitUntil(page.reviser.reason.hasFocus, timeout=LONG)
    write("Begun on the train.")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.page == "room", timeout=LONG)
    qtbot.waitUntil(lambda: state(session, overtaken) == "complete", timeout=LONG)


@pytest.fixture
def recut(festival, session):
    """A film whose signed scorecard asks to be confirmed."""
    film = next(each for each in judge(session.seat, LIVE) if each.number == LIVE)
    post(festival)
    with seat_at(festival / "office") as seat:
        point(
            seat,
            f"#{LIVE}",
            "Hong Kong Arts Centre, white box, 20 July, 20:00",
            kind="place",
            cut="confirm",
            reason="It moved.",
        )
        publish(seat)
    sync(session.seat)
    session.seat.lock()
    return film


def test_a_new_cut_is_confirmed_as_it_stands(qtbot, session, recut, window):
    assert state(session, recut) == "confirm"
    press(Qt.Key.Key_Slash)
    write(f"#{LIVE}")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_H, CTRL)
    page = window._pages["history"]
    qtbot.waitUntil(lambda: "There is a new cut" in texts(page), timeout=LONG)
    page.stands.setFocus()
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.page == "letter", timeout=LONG)
    letter = window._pages["letter"]
    qtbot.waitUntil(lambda: letter.ready == 1, timeout=LONG)
    press(Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: state(session, recut) == "signed", timeout=LONG)
