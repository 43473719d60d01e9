"""Controls are seen over a film that fills the window, whichever native window is the younger."""

import sys

import pytest
from PySide6.QtCore import QPoint, Qt

from tests.ui.juror.room.conftest import LINEAR, press


@pytest.mark.skipif(sys.platform != "linux", reason="reads the screen of an X server of its own")
def test_controls_lie_over_a_film_that_fills_the_window(qtbot, room, opened, theme):
    room._session.preferences.set(panel_open=False)
    room.window().resize(1000, 500)
    opened(LINEAR)
    press(Qt.Key.Key_Space)
    controls, bottom = room.controls, room.theatre.rect().bottom
    qtbot.waitUntil(lambda: controls.isVisible() and controls.geometry().bottom() == bottom())
    ground = theme.colour("panel").name()

    def shown() -> str:
        # Between the window's edges, where the picture of a film of 16:9 lies.
        place = controls.mapToGlobal(QPoint(controls.width() // 2, 2))
        pixels = controls.screen().grabWindow(0, place.x(), place.y(), 1, 1)
        return pixels.toImage().pixelColor(0, 0).name()

    qtbot.waitUntil(lambda: shown() == ground)
