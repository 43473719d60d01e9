"""The page that says which disk is waited for before a workspace opens."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from jury_app.base.texts import _, plain
from jury_app.ui.kit.buttons import Button
from jury_app.ui.kit.labels import Label, Paragraph
from jury_app.ui.kit.surfaces import Card, column, row
from jury_app.ui.looking import waiting_for


class WaitingPage(QWidget):
    """Which disk is waited for.

    Args:
        folder: The workspace on it.

    Signals:
        left: Another one shall be chosen.
    """

    left = Signal()

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._other = Button(_("Open another…"))
        self._other.clicked.connect(self.left)
        where = Paragraph(plain(str(folder)), "caption", tone="muted", selectable=True)
        words = (Label(_("Waiting for the disk"), "title"), Paragraph(waiting_for(folder)), where)
        card = Card(*words, row(self._other, None), gap=3, margin=6)
        self.setLayout(column(card, gap=0))
        self.setFocusProxy(self._other)
