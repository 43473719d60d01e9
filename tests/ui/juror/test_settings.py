import pytest
from PySide6.QtCore import Qt

from tests.ui.juror.hands import CTRL, press


@pytest.fixture
def page(window):
    """The settings, opened by their key."""
    press(Qt.Key.Key_Comma, CTRL)
    return window._pages["settings"]


@pytest.mark.parametrize("name", ["auto_sync", "pause_on_note", "reduced_motion"])
def test_a_switch_is_turned_by_a_key_and_kept(preferences, page, name):
    before = getattr(preferences, name)
    page.ticks[name].setFocus()
    press(Qt.Key.Key_Space)
    assert getattr(preferences, name) is not before


def test_theme_and_size_are_chosen_by_keys_and_shown_at_once(preferences, theme, page):
    page.theme.setFocus()
    press(Qt.Key.Key_Down)
    assert preferences.theme == theme.name == "light"
    page.text.setFocus()
    press(Qt.Key.Key_Down)
    assert preferences.text == 110


def test_a_size_chosen_by_keys_elsewhere_shows_in_the_settings(preferences, page):
    preferences.set(text=130)
    assert page.text.value == "130"


def test_a_damaged_place_of_the_window_keeps_nobody_out(preferences, open_window):
    preferences.set(geometry="no base64 at äll")
    assert open_window().isVisible()


def test_the_settings_are_shown_whole_with_letters_twice_as_large(qtbot, window, page, preferences):
    preferences.set(text=200)
    window.resize(1280, 720)
    qtbot.waitUntil(lambda: window.width() == 1280)
    fields = (page.theme, page.text, page.language)
    qtbot.waitUntil(lambda: all(each.width() >= each.sizeHint().width() for each in fields))
    for field in fields:
        right = field.mapTo(page, field.rect().bottomRight()).x()
        assert right <= page.width()
