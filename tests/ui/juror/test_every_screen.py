"""Every screen of the juror, walked in every language, text size and theme."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from jury_app.base.texts import LANGUAGES, use_language
from tests.ui.conftest import settle
from tests.ui.juror.hands import LONG, press
from tests.ui.walk import walk

SIZES = {90: (1280, 720), 100: (1280, 720), 200: (2560, 1440)}


@pytest.fixture
def screens(qtbot, scored, open_window):
    """Opens the screens one after the other; gives (name, window) of each that stands."""

    def each():
        window = open_window()
        film = scored[0]
        opened = {
            "queue": window.show_queue,
            "settings": window.show_settings,
            "letter": lambda: window.show_letter([]),
            "history": lambda: window.show_history(film.film, film.round),
            "offers": window.show_offers,
            "room": lambda: window.open_film(film.film, film.round),
        }
        for name, show in opened.items():
            show()
            qtbot.waitUntil(lambda name=name: window.page == name, timeout=LONG)
            qtbot.waitUntil(lambda: window._session.jobs.is_idle, timeout=LONG)
            settle()
            yield name, window
        press(Qt.Key.Key_S)
        qtbot.waitUntil(lambda: bool(texts(window)), timeout=LONG)
        settle()
        yield "scores", window
        window.show_keys()
        settle()
        yield "keys", window._sheet
        window._sheet.close()

    return each


def texts(widget):
    """What can be read now: not what lies in a closed drawer."""
    labels = widget.findChildren(QLabel)
    return {each.text() for each in labels if not each.visibleRegion().isEmpty()}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("text", "theme_name"), [(90, "light"), (100, "dark"), (200, "contrast")])
def test_every_control_is_named_and_whole(preferences, screens, language, text, theme_name):
    use_language(language)
    preferences.set(text=text, theme=theme_name, reduced_motion=True)
    found = []
    for name, screen in screens():
        if screen.isWindow() and name != "keys":
            screen.resize(*SIZES[text])
            settle()
        found += [f"{name}: {fault}" for fault in walk(screen)]
    assert not found, "\n".join(found)
