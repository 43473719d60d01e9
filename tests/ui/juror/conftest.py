"""The juror's window over a workspace in which films wait, as one opens it at night."""

import shutil
from pathlib import Path

import pytest

from jury_app.desks.demo.stage import PASSPHRASE
from jury_app.desks.seat import Seat
from jury_app.store import settings
from jury_app.ui.juror.window import JurorWindow
from tests.ui.juror.hands import fill


@pytest.fixture
def scored(session):
    """The first two films of the queue, scored and not signed."""
    return fill(session.seat, 2)


@pytest.fixture
def open_window(qtbot, session, monkeypatch, tmp_path):
    """Open the window, wait until it shows the films, and close it in the end."""
    monkeypatch.setenv("JURY_APP_SILENT", "1")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    windows = []

    def open_it():
        window = JurorWindow(session)
        windows.append(window)
        with qtbot.waitSignal(window.queue.loaded, timeout=10_000):
            window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield open_it
    for window in windows:
        window.close()
        window.deleteLater()


@pytest.fixture
def window(open_window):
    """The juror's window, showing the films."""
    return open_window()


@pytest.fixture
def festival(waiting_once, tmp_path) -> Path:
    """A copy of the whole festival, with a mailbox of its own."""
    root = tmp_path / "festival"
    shutil.copytree(waiting_once.parents[1], root)
    for folder in ("office", "chair", f"jurors/{waiting_once.name}"):
        with (
            Seat(root / folder, passphrase=lambda: PASSPHRASE) as seat,
            seat.workspace.writing() as tx,
        ):
            settings.put(tx, mailbox=str(root / "mailbox"))
    return root
