"""The page that says why a workspace cannot be opened, and what can be done about it."""

import socket
from datetime import UTC, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from jury_app.base.errors import Told
from jury_app.base.texts import _, plain
from jury_app.store.lock import is_held, is_read_only
from jury_app.ui.juror.moments import moment, shown
from jury_app.ui.kit.buttons import Button
from jury_app.ui.kit.errors import Telling, told
from jury_app.ui.kit.labels import Label
from jury_app.ui.kit.notice import Notice
from jury_app.ui.kit.surfaces import Card, column, row


class RefusedPage(QWidget):
    """Why a workspace cannot be opened.

    Args:
        error: What happened.

    Signals:
        again_wanted: It shall be tried again.
        reading_wanted: It shall be opened for reading alone.
        left: Another one shall be chosen.
    """

    again_wanted = Signal()
    reading_wanted = Signal()
    left = Signal()

    def __init__(self, error: Exception, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        held = is_held(error)
        heading = _("This workspace is open elsewhere") if held else _("It could not be opened")
        self.again = Button(_("Try again"), "primary", icon="sync")
        self.again.clicked.connect(self.again_wanted)
        self.reading = Button(_("Open for reading only"), icon="eye")
        self.reading.clicked.connect(self.reading_wanted)
        self.reading.setVisible(held or is_read_only(error))
        self._other = Button(_("Open another…"), "quiet")
        self._other.clicked.connect(self.left)
        acts = row(self.again, self.reading, None, self._other)
        card = Card(Label(heading, "title"), gap=3, margin=6)
        card.column.add(Notice(_telling(error), closable=False), acts)
        self.setLayout(column(card, gap=0))
        self.setFocusProxy(self.again)


def _telling(error: Exception) -> Telling:
    """The error in words; of a held workspace, who holds it as people would say it."""
    telling = told(error)
    if not (is_held(error) and isinstance(error, Told) and "since" in error.arguments):
        return telling
    host = str(error.arguments["host"])
    if host == socket.gethostname():
        text = _(
            "Another window or the terminal on this computer is writing in this workspace, since "
            "{time}. Close it there and try again. Reading is possible at any time."
        )
    else:
        text = _(
            "The computer {host} is writing in this workspace, since {time}. Close it there and "
            "try again. Reading is possible at any time."
        )
    return telling._replace(text=text.format(host=plain(host), time=_time(error)))


def _time(error: Told) -> str:
    """Since when it is held, as the clocks here show it; with the day, if that is not today."""
    since = moment(str(error.arguments["since"]))
    today = datetime.now(UTC).astimezone().date()
    here = since.astimezone()
    return f"{here:%H:%M}" if here.date() == today else shown(since)
