"""The page that says why a workspace cannot be opened, and what can be done about it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from jury_app.base.texts import _
from jury_app.store.lock import is_held
from jury_app.ui.kit.buttons import Button
from jury_app.ui.kit.errors import told
from jury_app.ui.kit.labels import Label
from jury_app.ui.kit.notices import Notice
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
        self.reading.setVisible(held)
        self._other = Button(_("Open another…"), "quiet")
        self._other.clicked.connect(self.left)
        acts = row(self.again, self.reading, None, self._other)
        card = Card(Label(heading, "title"), gap=3, margin=6)
        card.column.add(Notice(told(error), closable=False), acts)
        self.setLayout(column(card, gap=0))
        self.setFocusProxy(self.again)
