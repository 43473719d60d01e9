"""Words of a scorecard: plain text that is told at every keystroke, without a pause.

What the window shows as saved is then all that stands in the field. Tab goes on; Escape leaves the
text, and so does Return where it belongs to an answer (Shift+Return breaks the line there); undo is
the scorecard's own.
"""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QWidget

from jury_app.base.texts import storable
from jury_app.ui.kit.growing import Growing
from jury_app.ui.kit.labels import restyle
from jury_app.ui.kit.theme import theme

LONGEST = 20_000
"""The longest text, in characters: what a scorecard's file may hold too."""
_MOST_LINES = 8


def kept(text: str) -> str:
    """`text` without what cannot stand in a document (NUL, halves of characters), cut to fit."""
    return storable(text)[:LONGEST]


class Words(Growing):
    """A text of a scorecard, as it is typed.

    Args:
        name: What a screen reader calls it.
        changed: Is told every new text, as it is typed.
        hint: Shown while it is empty.
        of_answer: Whether it belongs to an answer, after which the next question follows.

    Signals:
        left: Escape was pressed; or Return, in the text of an answer.
    """

    left = Signal()

    def __init__(
        self,
        name: str,
        changed: Callable[[str], object],
        hint: str = "",
        *,
        of_answer: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, placeholder=hint, most=_MOST_LINES, parent=parent)
        self._changed = changed
        self._of_answer = of_answer
        self._is_shown_only = False
        self.setUndoRedoEnabled(False)
        self.textChanged.connect(self._typed)

    def show_text(self, text: str) -> None:
        """Show a text that was not typed here; the caret stays where it was, if it can."""
        if text == kept(self.toPlainText()):
            return
        self._is_shown_only = True
        at = self.textCursor().position()
        self.setPlainText(text)
        cursor = self.textCursor()
        cursor.setPosition(min(at, len(self.toPlainText().encode("utf-16-le")) // 2))
        self.setTextCursor(cursor)
        self._is_shown_only = False

    def set_fault(self, is_faulty: bool) -> None:
        """Frame it as what keeps the card from being signed."""
        restyle(self, "fault", is_faulty)

    def minimumSizeHint(self) -> QSize:
        """As high as its hint, and narrow."""
        return QSize(theme().space(20), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the text, or leave undo and redo to those they belong to."""
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        is_return = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and is_plain
        if event.key() == Qt.Key.Key_Escape or (is_return and self._of_answer):
            self.left.emit()
            event.accept()
        elif event.matches(QKeySequence.StandardKey.Undo) or event.matches(
            QKeySequence.StandardKey.Redo
        ):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste what can be kept of a text."""
        if source.hasText():
            self.textCursor().insertText(kept(source.text()))

    def _typed(self) -> None:
        if self._is_shown_only:
            return
        typed = self.toPlainText()
        text = kept(typed)
        if text != typed:
            self.show_text(text)
            self.moveCursor(QTextCursor.MoveOperation.End)
        self._changed(text)
