"""The window's way in: what was asked for on the command line, and what opens for it.

jury-app              the workspace that was open last, or the start page
jury-app DIR          the workspace in DIR
jury-app FILE.jury    an invitation: its workspace if it was joined, else the page that joins
"""

import os
import sys
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLoggingCategory, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFileOpenEvent, QIcon
from PySide6.QtWidgets import QApplication, QWidget

from jury_app.base import places
from jury_app.base.display import display
from jury_app.base.errors import Refusal
from jury_app.base.texts import N_, _, plain, use_language
from jury_app.ui import memory
from jury_app.ui.firstpicture import FirstPicture
from jury_app.ui.juror.commands import COMMANDS
from jury_app.ui.kit import fonts
from jury_app.ui.kit.jobs import Jobs
from jury_app.ui.kit.keys import Keymap
from jury_app.ui.kit.preferences import Preferences
from jury_app.ui.kit.theme import STYLE, Theme
from jury_app.ui.looking import Found, Looking, waiting_for
from jury_app.ui.session import Secret, Session

if TYPE_CHECKING:  # desks are loaded once the first picture stands
    from jury_app.desks.seat import Seat

SWITCH_EVERY = 0.0005
"""Seconds after which a busy thread lets another one run; at Python's 5 ms keys lag behind."""
PATIENCE = 4000
"""Milliseconds after which it is said that a workspace's disk does not answer."""


def run(arguments: Sequence[str]) -> int:
    """Open a window and stay until it is closed; the answer is the exit status."""
    if not display():
        use_language(os.environ.get("LANG", ""))
        print(
            _("There is no display for a window here. In a terminal: jury-app --help"),
            file=sys.stderr,
        )
        return 1
    sys.setswitchinterval(SWITCH_EVERY)
    if os.environ.get("XDG_SESSION_TYPE") == "wayland":
        # libvlc draws into X11 windows; XWayland gives it one.
        os.environ.setdefault("QT_QPA_PLATFORM", "xcb;wayland")
    # Qt notes every font that lacks a script before the one that has it; titles come in any.
    QLoggingCategory.setFilterRules("qt.text.font.db.info=false")
    application = QApplication([sys.argv[0], *STYLE, *arguments[1:]])
    application.setApplicationName("jury-app")
    application.setApplicationDisplayName("Jury App")
    application.setDesktopFileName("jury-app")
    application.setWindowIcon(QIcon(str(places.resource("icons", "jury-app.svg"))))
    memory.look_past()
    program = Program(application, Preferences(places.settings() / "window.json"))
    program.stands.connect(
        partial(_heed_signals, application), Qt.ConnectionType.SingleShotConnection
    )
    program.open(Path(arguments[0]) if arguments else None)
    try:
        status = application.exec()
    finally:
        program.close()
    _end(status)
    return status


def _heed_signals(application: QApplication) -> None:
    """Before a first picture there is nothing that a signal must not take with it."""
    from jury_app.ui.ending import Ending  # sockets, which a first picture does without

    Ending(application)


def _end(status: int) -> None:
    """End at once where a disk that hangs keeps one of our threads; everything is durable by now.

    The usual way out would wait for that thread, or let the exit handlers of Python, libvlc and
    Mesa take away below it what it uses when the disk answers.
    """
    if any(each.name.startswith("jury-app-") for each in threading.enumerate()):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


class Program(QObject):
    """What lives as long as the program: theme, keys, and the one session with its window.

    Args:
        application: Qt's.
        preferences: How this person likes their windows.

    Signals:
        stands: A window's first picture is on the screen.
    """

    stands = Signal()

    def __init__(self, application: QApplication, preferences: Preferences) -> None:
        super().__init__(application)
        use_language(preferences.language or _system_language())
        self.preferences = preferences
        fonts.begin()
        self.theme = Theme(application, preferences)
        self.keys = Keymap(COMMANDS, preferences, self)
        self.jobs = Jobs(self)
        self.session: Session | None = None
        self._opening: Session | None = None
        self._looking: Looking | None = None
        self.window: QWidget | None = None
        preferences.changed.connect(self._preference_changed)
        # Elsewhere the file is an argument, and a filter would cost every event.
        if sys.platform == "darwin":
            application.installEventFilter(self)

    def open(self, target: Path | None) -> None:
        """Open what was asked for: a folder, an invitation, or what was open last."""
        last = Path(self.preferences.workspace) if self.preferences.workspace else None
        wanted = target or last

        def found(there: Found) -> None:
            if there.is_folder:
                self._open_folder(there)
            else:
                self._welcome(target)

        if wanted is None:
            self._welcome(None)
        else:
            self._look(wanted, found)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """On macOS a double click on a file arrives as an event."""
        if isinstance(event, QFileOpenEvent):
            self.open_beside(Path(event.file()))
            return True
        return super().eventFilter(watched, event)

    def open_beside(self, target: Path) -> None:
        """Open what was asked for while something may be open: nobody is torn from a film.

        It comes after a workspace that is just opening, and instead of one whose disk does not
        answer.
        """
        from jury_app.ui.juror.window import JurorWindow

        if self._opening is not None:
            for over in (self._opening.opened, self._opening.refused):
                over.connect(lambda *_: self.open_beside(target))
            return
        self._looking = None
        if self.session is None or not isinstance(self.window, JurorWindow):
            self.open(target)
            return
        words = _("“{file}” shall be opened. It needs this window; everything here is kept.")
        act = (_("Leave this festival and open it"), lambda: self._leave_for(target))
        self.window.notices.tell(words.format(file=plain(target.name)), act=act)
        self.window.activateWindow()

    def _leave_for(self, target: Path) -> None:
        from jury_app.ui.juror.window import JurorWindow

        if isinstance(self.window, JurorWindow) and not self.window.tidings.may_close():
            return  # it says what would be lost
        session, self.session = self.session, None
        # The window goes first: until it is closed it writes.
        self._welcome(None)
        if session is not None:
            session.close()
            session.deleteLater()
        self.open(target)

    def read_workspace(self, folder: Path) -> None:
        """Open a workspace in which somebody else writes, to look at it."""
        self.open_workspace(folder, reading_only=True)

    def _arrive(self, folder: Path, passphrase: str | None) -> None:
        """Open a workspace that was just made; what was typed a moment ago is not asked again."""
        self.open_workspace(folder, passphrase=passphrase)

    def open_workspace(
        self, folder: Path, *, reading_only: bool = False, passphrase: str | None = None
    ) -> None:
        """Open a workspace, or say on the start page why that cannot be.

        Where the queue is known from the last time, its picture stands before anything is loaded.
        While one opens, nothing else does: hands that are used to it click twice.
        """
        self._look(
            folder,
            lambda there: self._open_folder(
                there, reading_only=reading_only, passphrase=passphrase
            ),
        )

    def _look(self, path: Path, then: Callable[[Found], None]) -> None:
        """See what lies at a path, and go on; where its disk does not answer, say so and wait."""
        if self._opening is not None or self._looking is not None:
            return
        looking = Looking(path, self)
        there = looking.wait()
        if there is not None:
            looking.deleteLater()
            then(there)
            return

        def found(there: Found) -> None:
            if self._looking is looking:  # it was not given up meanwhile
                self._looking = None
                then(there)

        self._looking = looking
        looking.found.connect(found)
        self._wait_for(path)

    def _open_folder(
        self, there: Found, *, reading_only: bool = False, passphrase: str | None = None
    ) -> None:
        folder, secret = there.path, Secret()
        secret.text = passphrase

        def take() -> "Seat":
            return _take(folder, secret, reading_only=reading_only)

        session = Session(
            folder, take, self.preferences, self.keys, secret, reading_only=reading_only
        )
        session.refused.connect(lambda error: self._refused(session, error))
        QTimer.singleShot(PATIENCE, session, lambda: self._say_waiting(session))
        if there.has_queue:
            self._open_window(session).stands.connect(session.open)
        else:
            self._opening = session
            session.opened.connect(lambda: self._open_window(session))
            session.open()

    def _say_waiting(self, session: Session) -> None:
        """A workspace has not opened for a while: say what is waited for, and offer another."""
        from jury_app.ui.juror.window import JurorWindow

        if session.is_open:
            return
        if session is self._opening:
            self._wait_for(session.folder)
        elif session is self.session and isinstance(self.window, JurorWindow):
            notices = self.window.notices
            act = (_("Open another…"), self._give_up)
            notice = notices.tell(waiting_for(session.folder), "warning", act=act)
            session.opened.connect(lambda: notices.remove(notice))

    def _wait_for(self, folder: Path) -> None:
        from jury_app.ui.juror.joining.welcome import Welcome

        if isinstance(self.window, Welcome):
            self.window.wait_for(folder)
        else:
            self._welcome(folder, waits=True)

    def _give_up(self) -> None:
        """Wait for no disk any longer: whatever it answers, nothing opens."""
        from jury_app.ui.juror.joining.welcome import Welcome

        session, self.session = self.session or self._opening, None
        self._opening = self._looking = None
        if isinstance(self.window, Welcome):
            self.window.start()
        else:
            self._welcome(None)
        if session is not None:
            session.close(waits=False)
            session.deleteLater()

    def _refused(self, session: Session, error: Exception) -> None:
        self._welcome(session.folder, error)
        self.session = self._opening = None
        session.close()
        session.deleteLater()

    def _open_window(self, session: Session) -> FirstPicture:
        from jury_app.ui.juror.window import JurorWindow

        self.preferences.set(workspace=str(session.folder))
        self.session, self._opening = session, None
        return self._show(JurorWindow(session))

    def _welcome(
        self, target: Path | None, error: Exception | None = None, *, waits: bool = False
    ) -> None:
        from jury_app.ui.juror.joining.welcome import Welcome

        welcome = Welcome(self.jobs, self.preferences, target, error, waits=waits)
        welcome.given_up.connect(self._give_up)
        welcome.chosen.connect(self.open_workspace)
        welcome.arrived.connect(self._arrive)
        welcome.reading_chosen.connect(self.read_workspace)
        self.keys.attach(welcome, {"close": welcome.close})
        self._show(welcome)

    def _preference_changed(self, name: str) -> None:
        """Another language makes the window anew: texts are written when it is made."""
        if name == "language" and self.session is not None:
            use_language(self.preferences.language or _system_language())
            self._remake(self.session)

    def _remake(self, session: Session) -> None:
        from jury_app.ui.juror.window import JurorWindow

        window = JurorWindow(session)
        if isinstance(self.window, JurorWindow):
            window.take_over(self.window)
        self._show(window)

    def _show(self, window: QWidget) -> FirstPicture:
        before, self.window = self.window, window
        self.theme.dress(window)
        picture = FirstPicture(window)
        picture.stands.connect(fonts.load)
        picture.stands.connect(self.stands)
        window.show()
        window.activateWindow()
        if before is not None:
            _let_go(before)
        return picture

    def close(self) -> None:
        """Let everything reach the disk, and leave the workspace."""
        if self.window is not None:
            _let_go(self.window)
            self.window = None
        for session in (self.session, self._opening):
            if session is not None:
                session.close()
        self.session = self._opening = None
        self.jobs.close()
        self.preferences.close()


def _let_go(window: QWidget) -> None:
    """Close a window whose place another took, or at the end: it asks nobody."""
    from jury_app.ui.juror.window import JurorWindow

    if isinstance(window, JurorWindow):
        window.let_go()
    else:
        window.close()
    window.deleteLater()


def _take(folder: Path, secret: Secret, *, reading_only: bool) -> "Seat":
    """Take the seat at a juror's or chair's workspace.

    Raises:
        Refusal: It is the office's, or somebody else is writing in it.
        Problem: It cannot be opened.
    """
    from jury_app.desks import seat as desks_seat

    seat = desks_seat.Seat(folder, passphrase=secret.tell, reading_only=reading_only).__enter__()
    if seat.workspace.kind == "office":
        seat.__exit__(None, None, None)
        raise Refusal(
            N_("This is the office's workspace; work in it by: jury-app office --help"),
            place=str(folder),
        )
    return seat


def _system_language() -> str:
    from PySide6.QtCore import QLocale

    return QLocale.system().bcp47Name()
