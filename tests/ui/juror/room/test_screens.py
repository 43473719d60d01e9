import shutil
import subprocess

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from jury_app.ui.juror.place import within
from tests.ui.juror.room.conftest import LINEAR, press, write

SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_f_takes_the_whole_screen_and_escape_gives_it_back(qtbot, room, opened):
    opened(LINEAR)
    window, before = room.window(), room.window().geometry()
    press(Qt.Key.Key_F)
    qtbot.waitUntil(lambda: window.geometry() == window.screen().geometry())
    assert room.stage.film.height() == window.height()
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.geometry() == before)
    assert not window.isFullScreen()


def test_the_film_plays_on_through_a_change_of_screens(qtbot, room, opened):
    opened(LINEAR)
    number = room.stage.film.window_number()
    press(Qt.Key.Key_F)
    press(Qt.Key.Key_F)
    assert room.stage.film.window_number() == number
    at = room.player.position
    qtbot.waitUntil(lambda: room.player.position > at + 500)


def test_a_frame_is_seen_whole_when_hands_rest_on_a_full_screen(qtbot, room, opened):
    opened(LINEAR)
    press(Qt.Key.Key_F)
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(room.controls.isVisible)
    qtbot.waitUntil(lambda: not room.controls.isVisible(), timeout=8000)
    press(Qt.Key.Key_Escape)


def test_the_panel_stands_apart_and_comes_back(qtbot, room, opened):
    opened(LINEAR)
    press(Qt.Key.Key_P, SHIFT)
    apart = room.screening.window
    qtbot.waitUntil(apart.isVisible)
    assert room.panel.window() is apart
    area = room.screen().availableGeometry()
    assert apart.geometry().right() == area.right()  # not over the middle of the film
    assert not room.drawer.isVisible()
    apart.close()
    qtbot.waitUntil(lambda: room.panel.window() is room.window())
    assert room.drawer.is_open


def test_keys_act_in_the_panels_own_window(qtbot, room, opened, saved):
    opened(LINEAR)
    press(Qt.Key.Key_P, SHIFT)
    apart = room.screening.window
    apart.activateWindow()
    qtbot.waitUntil(apart.isActiveWindow)
    press(Qt.Key.Key_N)
    write("From there.")
    press(Qt.Key.Key_Return)
    assert room.draft.values["notes/1"]["text"] == "From there."
    room.screening.join()


def test_a_note_goes_to_the_panels_own_window_and_back(qtbot, room, opened):
    opened(LINEAR)
    press(Qt.Key.Key_P, SHIFT)
    apart = room.screening.window
    qtbot.waitUntil(apart.isVisible)
    room.window().activateWindow()
    qtbot.waitUntil(room.window().isActiveWindow)
    press(Qt.Key.Key_N)
    qtbot.waitUntil(apart.isActiveWindow)
    write("From here.")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(room.window().isActiveWindow)
    qtbot.waitUntil(lambda: "notes/1" in room.draft.values)
    assert room.draft.values["notes/1"]["text"] == "From here."
    qtbot.waitUntil(lambda: QApplication.focusWidget() is room.stage.film)
    room.screening.join()


@pytest.fixture
def two_screens(qtbot, display, qapp):
    """The display as two monitors beside each other; answers with what unplugs the right one."""
    if display is None or shutil.which("xrandr") is None:
        pytest.skip("monitors cannot be plugged in here")

    def xrandr(*arguments):
        subprocess.run(["xrandr", *arguments], check=True, capture_output=True)

    xrandr("--setmonitor", "left", "960/254x1200/317+0+0", "screen")
    xrandr("--setmonitor", "right", "960/254x1200/317+960+0", "none")
    qtbot.waitUntil(lambda: len(QGuiApplication.screens()) == 2)
    yield lambda: xrandr("--delmonitor", "right")
    for name in ("right", "left"):
        subprocess.run(["xrandr", "--delmonitor", name], check=False, capture_output=True)
    qtbot.waitUntil(lambda: QGuiApplication.primaryScreen().geometry().width() == 1920)


def test_the_film_fills_any_monitor_with_the_panel_on_the_other(qtbot, two_screens, room, opened):
    opened(LINEAR)
    left, right = QGuiApplication.screens()
    press(Qt.Key.Key_P, SHIFT)
    press(Qt.Key.Key_F)
    qtbot.waitUntil(lambda: room.window().geometry() == left.geometry())
    assert right.geometry().contains(room.screening.window.geometry())
    press(Qt.Key.Key_F, SHIFT)
    qtbot.waitUntil(lambda: room.window().geometry() == right.geometry())
    qtbot.waitUntil(lambda: left.geometry().contains(room.screening.window.geometry()))


def test_an_unplugged_monitor_brings_film_and_panel_back(qtbot, two_screens, room, opened):
    opened(LINEAR)
    left, _right = QGuiApplication.screens()
    press(Qt.Key.Key_P, SHIFT)
    press(Qt.Key.Key_F)
    press(Qt.Key.Key_F, SHIFT)
    two_screens()
    qtbot.waitUntil(lambda: not room.screening.is_full and not room.screening.is_apart)
    qtbot.waitUntil(lambda: left.geometry().contains(room.window().geometry()))
    at = room.player.position
    qtbot.waitUntil(lambda: room.player.position > at)


def test_leaving_the_room_leaves_the_full_screen(qtbot, room, opened):
    opened(LINEAR)
    press(Qt.Key.Key_F)
    room.hide()
    assert not room.screening.is_full
    assert not room.player.is_playing
    room.show()


def test_a_window_that_stood_elsewhere_comes_to_where_it_can_be_seen(room):
    area = room.screen().availableGeometry()
    seen = within(QRect(area.right() + 500, -900, 5000, 400), room.screen())
    assert area.contains(seen)
