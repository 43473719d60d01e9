"""The question before a work opens outside: what would open, from where, and the two answers."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from jury_app.base.texts import _
from jury_app.ui.juror.room.outside import Door
from jury_app.ui.kit.buttons import Button
from jury_app.ui.kit.labels import Label, Paragraph
from jury_app.ui.kit.surfaces import Card, row


class Doorway(Card):
    """What opens and from where, and the two answers.

    Args:
        door: What would open.

    Signals:
        opened: Yes.
        left: No.
    """

    opened = Signal()
    left = Signal()

    def __init__(self, door: Door) -> None:
        self.door = door
        self._yes, no = Button(_("Open it"), "primary", icon="external"), Button(_("Cancel"))
        super().__init__(
            Label(_("This opens outside"), "heading"),
            Paragraph(door.words()),
            Paragraph(door.target, "mono", selectable=True),
            row(self._yes, no, None),
            gap=3,
        )
        self._yes.clicked.connect(self.opened)
        no.clicked.connect(self.left)

    def begin(self) -> None:
        """Let Enter say yes once it was read."""
        self._yes.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter says yes, Escape no."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
