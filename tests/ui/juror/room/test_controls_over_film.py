"""Controls are seen over a film that fills the window, whichever native window is the younger."""

import sys

import pytest
from PySide6.QtCore import QPoint, Qt

from tests.ui.juror.hands import LONG, press


@pytest.fixture
def room(qtbot, window, theme, preferences):
    """The room without its panel, its film playing."""
    preferences.set(panel_open=False)
    theme.dress(window)
    window.resize(1066, 600)
    film = next(each for each in window.queue.queue if each.form == "linear" and each.here)
    window.open_film(film.film, film.round)
    room = window._pages["room"]
    qtbot.waitUntil(lambda: room.player.status == "playing", timeout=LONG)
    return room


@pytest.mark.skipif(sys.platform != "linux", reason="reads the screen of an X server of its own")
def test_controls_lie_over_a_film_that_fills_the_window(qtbot, room, theme):
    press(Qt.Key.Key_Space)
    controls, bottom = room.controls, room.theatre.rect().bottom
    qtbot.waitUntil(lambda: controls.isVisible() and controls.geometry().bottom() == bottom())
    ground = theme.colour("panel").name()

    def shown() -> str:
        # In the middle lies the picture of a film, whatever its shape.
        place = controls.mapToGlobal(QPoint(controls.width() // 2, 2))
        pixels = controls.screen().grabWindow(0, place.x(), place.y(), 1, 1)
        return pixels.toImage().pixelColor(0, 0).name()

    qtbot.waitUntil(lambda: shown() == ground)


@pytest.mark.skipif(sys.platform != "linux", reason="reads the screen of an X server of its own")
def test_a_notice_lies_over_a_film_and_over_the_films_afterwards(qtbot, window, room, theme):
    def shown(notice) -> str:
        # Between its words and its cross there is nothing but its ground.
        place = notice.mapToGlobal(QPoint(notice.width() * 3 // 4, notice.height() // 2))
        pixels = notice.screen().grabWindow(0, place.x(), place.y(), 1, 1)
        return pixels.toImage().pixelColor(0, 0).name()

    over_film = window.notices.tell("Undone.")
    ground = theme.colour("muted_surface").name()
    qtbot.waitUntil(lambda: shown(over_film) == ground)
    window.go_back()
    over_queue = window.notices.tell("Sent.")
    qtbot.waitUntil(lambda: over_queue.isVisible() and shown(over_queue) == ground)


def test_a_click_on_a_control_leaves_space_to_the_film(qtbot, window):
    film = next(each for each in window.queue.queue if each.form == "linear" and each.here)
    window.open_film(film.film, film.round)
    room = window._pages["room"]
    qtbot.waitUntil(lambda: room.player.status == "playing", timeout=LONG)
    press(Qt.Key.Key_Shift)
    qtbot.waitUntil(room.controls.isVisible)
    qtbot.mouseClick(room.controls.transport._full, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(window.isFullScreen)
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: room.player.status == "paused")
    assert window.isFullScreen()
