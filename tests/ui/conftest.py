"""Real windows on a display of their own, real workspaces, and what every UI test must leave clean.

Each worker starts one Xvfb (on systems whose Qt draws on X11), so that tests neither need nor touch
anybody's display.
"""

import gc
import shutil
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QThread
from PySide6.QtWidgets import QApplication

from jury_app.base.children import Child
from jury_app.base.texts import use_language
from jury_app.desks.demo.stage import PASSPHRASE
from jury_app.desks.seat import Seat
from jury_app.store.workspace import Workspace
from jury_app.ui.juror.commands import COMMANDS
from jury_app.ui.kit.keys import Keymap
from jury_app.ui.kit.preferences import Preferences
from jury_app.ui.kit.theme import STYLE, Theme
from jury_app.ui.session import Secret, Session
from tests.display import own_display
from tests.ui.leaks import Leaks

UI = str(Path(__file__).resolve().parents[2] / "jury_app" / "ui")


@pytest.fixture(scope="session")
def display():
    """An X display of this worker's own."""
    if sys.platform in {"win32", "darwin"}:
        yield None
        return
    with own_display("1920x1200") as name, pytest.MonkeyPatch.context() as patch:
        patch.setenv("DISPLAY", name)
        patch.setenv("QT_QPA_PLATFORM", "xcb")
        yield name


@pytest.fixture(scope="session")
def qapp_args(display):
    """Qt starts once there is a display."""
    return ["jury-app", *STYLE]


@pytest.fixture
def qtbot(qtbot):
    """As pytest-qt's; what it is given looks as a window of the program."""
    add = qtbot.addWidget

    def add_dressed(widget, **options):
        add(widget, **options)
        theme = QApplication.instance().property("theme")
        if theme is not None and widget.isWindow():
            theme.dress(widget)

    qtbot.addWidget = add_dressed
    return qtbot


@pytest.fixture
def preferences(qapp):
    """Preferences that are kept nowhere."""
    preferences = Preferences()
    yield preferences
    preferences.deleteLater()


@pytest.fixture
def theme(qapp, preferences):
    """The theme in force, dark."""
    preferences.set(theme="dark")
    font = qapp.font()
    theme = Theme(qapp, preferences)
    yield theme
    qapp.setProperty("theme", None)
    qapp.setFont(font)
    theme.deleteLater()


@pytest.fixture
def keys(preferences):
    """All keys of the juror's window."""
    keys = Keymap(COMMANDS, preferences)
    yield keys
    keys.deleteLater()


@pytest.fixture(scope="session")
def waiting_once(tmp_path_factory) -> Path:
    """The juror's folder of a festival in which films wait for that juror."""
    from jury_app.desks.demo.waiting import waiting

    return waiting(tmp_path_factory.mktemp("waiting") / "festival", count=8, jury=4)


@pytest.fixture
def waiting(waiting_once, tmp_path) -> Path:
    """A copy of `waiting_once` that the test may change."""
    folder = tmp_path / "juror"
    shutil.copytree(waiting_once, folder)
    return folder


@pytest.fixture
def session(qtbot, waiting, theme, preferences, keys):
    """A session at a juror's workspace in which films wait."""
    secret = Secret()
    secret.text = PASSPHRASE
    with Seat(waiting, passphrase=secret.tell) as seat:
        session = Session(waiting, lambda: seat, preferences, keys, secret)
        with qtbot.waitSignal(session.opened):
            session.open()
        yield session
        session.close()
        session.deleteLater()
        settle()


def settle() -> None:
    """Deliver what was queued, deletions too."""
    for _ in range(3):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True)
def leaves_nothing(qapp):
    """A test that leaves a thread, a timer or a window behind fails and names the line."""
    use_language("en")
    with Leaks() as leaks:
        yield
        use_language("en")
        settle()
        gc.collect()
        settle()
        left = leaks.left()
    assert not left, "left behind:\n" + "\n".join(left)


@pytest.fixture(autouse=True)
def desks_stay_off_the_ui_thread(monkeypatch, qapp):
    """A desk that is called by a window on the UI thread fails the test."""

    def guarded(function):
        def call(*args, **kwargs):
            if QThread.currentThread() is qapp.thread():
                frame = sys._getframe(1)
                while frame is not None:
                    where = frame.f_code.co_filename
                    assert not where.startswith(UI), f"a desk on the UI thread: {where}"
                    frame = frame.f_back
            return function(*args, **kwargs)

        return call

    for owner, name in (
        (Workspace, "reading"),
        (Workspace, "writing"),
        (Workspace, "__init__"),
        (Child, "__enter__"),
    ):
        monkeypatch.setattr(owner, name, guarded(getattr(owner, name)))
