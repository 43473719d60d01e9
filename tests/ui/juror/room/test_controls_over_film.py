"""Controls are seen over a film that fills the window, whichever native window is the younger."""

import sys

import pytest
from PySide6.QtCore import QPoint, Qt

from tests.ui.juror.hands import LONG, press


@pytest.mark.skipif(sys.platform != "linux", reason="reads the screen of an X server of its own")
def test_controls_lie_over_a_film_that_fills_the_window(qtbot, window, theme, preferences):
    preferences.set(panel_open=False)
    theme.dress(window)
    window.resize(1066, 600)
    film = next(each for each in window.queue.queue if each.form == "linear" and each.here)
    window.open_film(film.film, film.round)
    room = window._pages["room"]
    qtbot.waitUntil(lambda: room.player.status == "playing", timeout=LONG)
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
