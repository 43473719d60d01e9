"""The juror's window over a workspace in which films wait, as one opens it at night."""

import pytest

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
