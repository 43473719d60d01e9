"""The line in which a note is written: its moment, its text, its kind and who gets it.

What is typed is told as it is typed, so that a half-written note is kept. Kind and audience have
keys that act while the text is typed.
"""

from collections.abc import Callable

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from jury_app.base.texts import _, noted, translate
from jury_app.base.timecode import timecode
from jury_app.ui.juror.room.notes import AUDIENCES, ETHICS, KINDS, PANEL, Choice, Note
from jury_app.ui.kit.buttons import Option, Segments, is_enter
from jury_app.ui.kit.fields import TextArea
from jury_app.ui.kit.keys import Keymap
from jury_app.ui.kit.labels import Label, Paragraph
from jury_app.ui.kit.surfaces import column, row

TEXT_LIMIT = 4000
"""The longest note, in characters."""


class Composer(QWidget):
    """One note being written.

    Signals:
        edited: The note as it is now.
        finished: Enter: it is written, the film may go on.
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
        self._kinds = _segments(_("Kind of the note"), KINDS, keys, "note_kind")
        self._audiences = _segments(_("Who gets the note"), AUDIENCES, keys, "note_for")
        self._meaning = Paragraph("", "caption", tone="muted")
        head = row(self._moment, self._kinds, None)
        self.setLayout(column(head, self._text, self._audiences, self._meaning))
        self.setFocusProxy(self._text)
        self._text.settled.connect(self._typed)
        self._text.finished.connect(self.finished)
        self._text.left.connect(self.left)
        self._kinds.chosen.connect(self._choose_kind)
        self._audiences.chosen.connect(lambda code: self._change(audience=code))
        keys.attach(
            self,
            {
                **_commands(self._kinds, KINDS, "note_kind"),
                **_commands(self._audiences, AUDIENCES, "note_for"),
            },
        )

    def write(self, note: Note) -> None:
        """Take a note in hand, the caret at its end."""
        self.show_note(note)
        self._text.moveCursor(self._text.textCursor().MoveOperation.End)
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_note(self, note: Note) -> None:
        """Show another note, or the same as it is now; what is being typed stays."""
        self.note = note
        self._moment.setText(timecode(note.at))
        self._text.set_text(note.text)
        self._kinds.set_value(note.kind)
        self._audiences.set_value(note.audience)
        self._tell_meaning()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Escape end the note from its choices, too, as they do in its text."""
        if is_enter(event):
            self.finished.emit()
        elif event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def put_away(self) -> Note | None:
        """Have no note in hand; the answer is the one that was, with all that was typed."""
        self._text.flush()
        note, self.note = self.note, None
        self._text.set_text("")
        return note

    def _typed(self, text: str) -> None:
        if self.note is not None and text != self.note.text:
            self._change(text=text)

    def _choose_kind(self, kind: str) -> None:
        """A flag goes to the entrant only where that is chosen for the flag itself."""
        if self.note is not None and kind == ETHICS and self.note.audience == "entrant":
            self._audiences.set_value(PANEL)
            self._change(kind=kind, audience=PANEL)
        else:
            self._change(kind=kind)

    def _change(self, **values: str) -> None:
        if self.note is None:
            return
        self.note = msgspec.structs.replace(self.note, **values)
        self._tell_meaning()
        self.edited.emit(self.note)

    def _tell_meaning(self) -> None:
        """Say what becomes of the note, most of all that a private one goes nowhere."""
        assert self.note is not None  # noqa: S101  asked by who has one
        audience = next((each for each in AUDIENCES if each.code == self.note.audience), None)
        self._meaning.setText(translate(audience.about) if audience else "")


class _Line(TextArea):
    """A field in which Enter ends and Shift+Enter begins a new line.

    Signals:
        finished: Enter.
        left: Escape.
    """

    finished = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__(
            _("Text of the note"),
            placeholder=_("What do you see at this moment?"),
            limit=TEXT_LIMIT,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Escape end; an input method takes its own keys before this."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.flush()
            self.finished.emit()
        elif plain and event.key() == Qt.Key.Key_Escape:
            self.flush()
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _segments(name: str, choices: tuple[Choice, ...], keys: Keymap, command: str) -> Segments:
    """A row of buttons, whose tooltips say what each means and its key."""
    return Segments(
        name,
        [
            Option(
                each.code,
                translate(each.label),
                noted(translate(each.about), keys.shown(f"{command}_{at}")),
            )
            for at, each in enumerate(choices, 1)
        ],
    )


def _commands(
    segments: Segments, choices: tuple[Choice, ...], command: str
) -> dict[str, Callable[[], None]]:
    return {
        f"{command}_{at}": segments.button(each.code).click for at, each in enumerate(choices, 1)
    }
