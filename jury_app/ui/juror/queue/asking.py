"""Asking: a line above the films that says which decisions wait for this juror's endorsement."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from jury_app.base.texts import _, ngettext, plain
from jury_app.ui.kit.buttons import Button
from jury_app.ui.kit.errors import bugs_alone
from jury_app.ui.kit.icons import Icon
from jury_app.ui.kit.jobs import Question
from jury_app.ui.kit.labels import Paragraph
from jury_app.ui.kit.surfaces import Surface, column, row
from jury_app.ui.session import Session

if TYPE_CHECKING:  # desks are loaded once the first picture stands
    from jury_app.desks.endorsing import Asked
    from jury_app.desks.seat import Seat
    from jury_app.store.changes import ChangeSet

_SHOWN_KINDS = ("documents", "pending")


class Asking(Surface):
    """Hidden while no decision asks.

    Args:
        session: Whose workspace.

    Signals:
        wanted: They shall be shown.
    """

    wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("strip", parent=parent)
        self._session = session
        self._question = Question()
        self._words = Paragraph()
        self.show_them = Button(_("Read and endorse…"), icon="pen")
        self.show_them.clicked.connect(self.wanted)
        line = row(gap=3, margin=(3, 1)).add(Icon("verdict", steps=5))
        words = column(None, self._words, None, gap=0)
        self.setLayout(line.add(words, stretch=1).add(self.show_them))
        self.hide()
        session.changed.connect(self._others_wrote)
        self._read()

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text()

    def _others_wrote(self, changes: "ChangeSet") -> None:
        if any(map(changes.touches, _SHOWN_KINDS)):
            self._read()

    def _read(self) -> None:
        came = self._question.ask()(self._came)
        self._session.read(self, _asking, came, bugs_alone(self._session.failed.emit))

    def _came(self, asking: "list[Asked]") -> None:
        if asking:
            text = ngettext(
                "{n} decision asks for your endorsement: {about}",
                "{n} decisions ask for your endorsement.",
                len(asking),
            )
            self._words.setText(text.format(n=len(asking), about=plain(asking[0].about)))
        self.setVisible(bool(asking))


def _asking(seat: "Seat") -> "list[Asked]":
    from jury_app.desks.endorsing import asked

    return [each for each in asked(seat) if each.asks_here]
