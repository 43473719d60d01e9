"""A room in a window of its own, with films that really play, without sound."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow

from jury_app.desks.juror import reading, watching
from jury_app.ui.juror.room.room import Room

LINEAR, INTERACTIVE, PROCEDURAL, LIVE, MISSING = 1, 2, 3, 4, 5
"""Numbers of films in the `waiting` festival."""


@pytest.fixture
def drive(session, tmp_path, waiting_once) -> Path:
    """A drive of this test's own, attached to the workspace."""
    folder = tmp_path / "drive"
    (pack,) = (waiting_once.parents[1] / "drives").iterdir()
    shutil.copytree(pack, folder)
    watching.attach(session.seat, folder)
    return folder


@pytest.fixture
def room(qtbot, session, monkeypatch, tmp_path):
    """A room in a window that has the focus."""
    monkeypatch.setenv("JURY_APP_SILENT", "1")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    errors = []
    session.failed.connect(errors.append)
    window = QMainWindow()
    window.resize(1280, 720)
    room = Room(session)
    window.setCentralWidget(room)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield room
    room.end()
    window.close()
    window.deleteLater()
    assert not errors


@pytest.fixture
def opened(qtbot, room, session):
    """Open a film by its number; wait until it plays, or until its trouble is told."""

    def open_film(number, **how):
        film = next(each for each in reading.queue_of(session.seat) if each.number == number)
        room.open(film.film, film.round, **how)
        qtbot.waitUntil(
            lambda: (
                room.draft is not None
                and (room.stage.trouble is not None or room.player.status in {"playing", "paused"})
            ),
            timeout=15_000,
        )
        return film

    return open_film


@pytest.fixture
def saved(qtbot, session):
    """Wait until everything is durable."""
    return lambda: qtbot.waitUntil(lambda: session.is_saved, timeout=10_000)


def press(key, modifiers=Qt.KeyboardModifier.NoModifier):
    """Press a key where the focus is."""
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)


def write(text):
    """Type where the focus is."""
    QTest.keyClicks(QApplication.focusWidget(), text)


class Desktop(QObject):
    """Takes what the system would open."""

    def __init__(self):
        super().__init__()
        self.opened = []

    @Slot(QUrl)
    def take(self, url):
        self.opened.append(url.toString())


@pytest.fixture
def desktop(qapp):
    """The system, as far as opening goes."""
    desktop = Desktop()
    for scheme in ("https", "http", "file"):
        QDesktopServices.setUrlHandler(scheme, desktop, "take")
    yield desktop
    for scheme in ("https", "http", "file"):
        QDesktopServices.unsetUrlHandler(scheme)
