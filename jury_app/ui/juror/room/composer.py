"""The line in which a note is written: its moment, its text, its kind and who gets it.

Every keystroke is told at once, so that a half-typed note is kept. Kind and audience have keys that
act while the text is typed.
"""

from collections.abc import Callable

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from jury_app.base.texts import _, translate
from jury_app.ui.juror.room.notes import AUDIENCES, KINDS, Choice, Note, timecode
from jury_app.ui.kit.keys import Keymap
from jury_app.ui.kit.labels import Label, Paragraph, set_tip
from jury_app.ui.kit.surfaces import column, row

TEXT_LIMIT = 4000
"""The longest note, in characters."""
_LINES = 3
"""Lines of the field."""


class Composer(QWidget):
    """One note being written.

    Signals:
        edited: The note as it is now.
        finished: Enter: it is written.
        left: Escape: nothing more is to be written now.
    """

    edited = Signal(object)
    finished = Signal()
    left = Signal()

    def __init__(self, keys: Keymap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.note: Note | None = None
        self._moment = Label("", "mono")
        self._text = _Line()
        self._text.setAccessibleName(_("Text of the note"))
        self._kinds = Choices(KINDS, _("Kind of the note"), keys, "note_kind")
        self._audiences = Choices(AUDIENCES, _("Who gets the note"), keys, "note_for")
        self._meaning = Paragraph("", "caption", tone="muted")
        self._lay_out()
        self._text.textChanged.connect(self._typed)
        self._text.finished.connect(self.finished)
        self._text.left.connect(self.left)
        self._kinds.chosen.connect(lambda code: self._change(kind=code))
        self._audiences.chosen.connect(lambda code: self._change(audience=code))
        keys.attach(self, {**self._kinds.commands(), **self._audiences.commands()})

    def write(self, note: Note) -> None:
        """Take a note in hand, the caret at its end."""
        self.note = None  # what is shown now is nobody's typing
        self._moment.setText(timecode(note.at))
        self._text.setPlainText(note.text)
        self._text.moveCursor(self._text.textCursor().MoveOperation.End)
        self._kinds.choose(note.kind)
        self._audiences.choose(note.audience)
        self.note = note
        self._tell_meaning()
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Have no note in hand."""
        self.note = None
        self._text.clear()

    def _lay_out(self) -> None:
        head = row(self._moment, self._kinds, None)
        self.setLayout(column(head, self._text, self._audiences, self._meaning))

    def _typed(self) -> None:
        text = self._text.toPlainText()
        if len(text) > TEXT_LIMIT:
            self._text.textCursor().deletePreviousChar()
            return
        if self.note is not None and text != self.note.text:
            self._change(text=text)

    def _change(self, **values: str) -> None:
        if self.note is None:
            return
        self.note = msgspec.structs.replace(self.note, **values)
        self._tell_meaning()
        self.edited.emit(self.note)

    def _tell_meaning(self) -> None:
        """Say what becomes of the note, most of all that a private one goes nowhere."""
        assert self.note is not None  # noqa: S101  asked by who has one
        audience = next(each for each in AUDIENCES if each.code == self.note.audience)
        self._meaning.setText(translate(audience.about))


class _Line(QPlainTextEdit):
    """A field in which Enter ends and Shift+Enter begins a new line.

    Signals:
        finished: Enter.
        left: Escape.
    """

    finished = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setPlaceholderText(_("What do you see at this moment?"))
        margins = self.contentsMargins().top() + self.contentsMargins().bottom()
        frame = 2 * (self.frameWidth() + round(self.document().documentMargin()))
        self.setFixedHeight(self.fontMetrics().lineSpacing() * _LINES + margins + frame)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Escape end; an input method takes its own keys before this."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finished.emit()
        elif plain and event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class Choices(QWidget):
    """A row of buttons of which exactly one is chosen, each with a key.

    Args:
        choices: What can be chosen.
        name: The row's accessible name.
        keys: From which the keys are shown.
        command: First words of the commands' ids: `note_kind` for `note_kind_1` and on.

    Signals:
        chosen: The code that somebody chose.
    """

    chosen = Signal(str)

    def __init__(self, choices: tuple[Choice, ...], name: str, keys: Keymap, command: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._codes = [choice.code for choice in choices]
        self._command = command
        self._group = QButtonGroup(self)
        box = row(gap=0.5)
        for at, choice in enumerate(choices):
            button = QPushButton(translate(choice.label))
            button.setCheckable(True)
            button.setProperty("kind", "segment")
            button.setAccessibleName(f"{name}: {translate(choice.label)}")
            button.setAccessibleDescription(translate(choice.about))
            set_tip(button, keys.hint(f"{command}_{at + 1}"))
            self._group.addButton(button, at)
            box.add(button)
        self.setLayout(box.add(None))
        self._group.idClicked.connect(self._clicked)

    def choose(self, code: str) -> None:
        """Show a choice; nobody is told."""
        if code in self._codes:
            self._group.button(self._codes.index(code)).setChecked(True)

    def commands(self) -> dict[str, Callable[[], None]]:
        """What each command of the row does."""
        return {
            f"{self._command}_{at + 1}": self._group.button(at).click
            for at in range(len(self._codes))
        }

    def _clicked(self, at: int) -> None:
        self.chosen.emit(self._codes[at])
