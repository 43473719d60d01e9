import pytest
from PySide6.QtCore import QSize

from jury_app.ui.juror.queue import cardstills
from tests.ui.juror.hands import LONG


@pytest.fixture
def impatient(monkeypatch):
    """Cards stand still for a moment only."""
    monkeypatch.setattr(cardstills, "IDLE", 10)


@pytest.fixture
def stills(impatient, window):
    """The queue's page, which takes stills at once."""
    return window.queue


def card(page, number):
    return next(card for card in page.model.cards if card.queued.number == number)


def test_a_film_in_sight_that_was_never_opened_gets_a_still_of_its_own(qtbot, stills):
    qtbot.waitUntil(lambda: bool(card(stills, 1).queued.still), timeout=2 * LONG)
    posters = stills.posters
    box = QSize(160, 90)
    # `came` tells a path alone: it may be the same still in the size that the card is painted in.
    qtbot.waitUntil(lambda: bool(posters.pixmap(card(stills, 1).queued.still, box)), timeout=LONG)
    assert posters.pixmap(card(stills, 1).queued.still, box).size() == box


def test_works_without_a_picture_and_missing_films_keep_their_number(qtbot, stills):
    qtbot.waitUntil(lambda: bool(card(stills, 1).queued.still), timeout=2 * LONG)
    for number in (2, 4, 5):  # met in a folder, at a place, and not here at all
        assert card(stills, number).queued.still == ""


def test_a_picture_that_is_none_leaves_the_number_and_is_not_asked_for_again(
    qtbot, tmp_path, window
):
    file = tmp_path / "poster.jpg"
    file.write_bytes(b"no picture")
    posters = window.queue.posters
    asked = []
    window.queue.posters.came.connect(asked.append)
    for _ in range(3):
        assert posters.pixmap(str(file), QSize(10, 10)) is None
    done = []
    window.session.read(window, lambda _seat: None, lambda _: done.append(True))
    window.session.read(window, lambda _seat: None, lambda _: done.append(True))
    qtbot.waitUntil(lambda: len(done) == 2, timeout=LONG)
    assert asked == []


def test_a_still_that_was_given_up_is_taken_later(qtbot, stills):
    taking = stills._stills
    qtbot.waitUntil(lambda: taking._job is not None, timeout=LONG)
    given_up = taking._job
    with qtbot.waitSignal(given_up.ended, timeout=LONG):
        taking.stop()
    taking.look_soon()
    for number in (1, 3):
        qtbot.waitUntil(
            lambda number=number: bool(card(stills, number).queued.still), timeout=2 * LONG
        )
