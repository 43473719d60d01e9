"""Rows: one thing that is asked, as a control that takes keys of its own.

Nothing has a value before the juror gives it one. An answer given by a key is told, so that the
section goes on to the next row. Where none follows, a further digit changes nothing: who types on
without looking overwrites no answer.
"""

from typing import Literal

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from jury_app.base.texts import _
from jury_app.ui.juror.scoring.inhand import DraftInHand
from jury_app.ui.kit.icons import Icon
from jury_app.ui.kit.keys import chords, physical
from jury_app.ui.kit.labels import Paragraph
from jury_app.ui.kit.surfaces import Item, Steps, column
from jury_app.ui.kit.surfaces import row as beside
from jury_app.ui.kit.theme import theme

_NAMED = {
    Qt.Key.Key_Up: "Up",
    Qt.Key.Key_Down: "Down",
    Qt.Key.Key_Backspace: "Backspace",
    Qt.Key.Key_Delete: "Backspace",
    Qt.Key.Key_Return: "Return",
    Qt.Key.Key_Enter: "Return",
}
STEPS = {"+": 1, "=": 1, "-": -1}
"""Sign → the steps by which it moves an answer; `=` is `+` without Shift."""
_REPEATING = frozenset({"Up", "Down", *STEPS})
_WITH_OTHERS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


def stroke(event: QKeyEvent) -> str:
    """What a key means to a row: a digit, a capital letter, a sign, or a name such as `Left`.

    Empty for keys that no row has: those with Ctrl, Alt or Meta, and the arrows that are the
    film's: Left, Right, and all with Shift. Nobody who winds the film changes an answer. Digits
    are read by their place where the layout has them behind Shift.
    """
    modifiers = event.modifiers()
    if modifiers & _WITH_OTHERS:
        return ""
    shifted = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
    named = _NAMED.get(Qt.Key(event.key())) if event.key() in _NAMED else None
    if named is not None:
        return "" if shifted else named
    if event.text().isdecimal() and event.text().isascii():
        return event.text()
    place = physical(event)
    if place.isdigit() and not shifted:
        return place
    found = (chord for chord in chords(event) if len(chord) == 1 and chord.isascii())
    return next(found, "").upper()


class Sentence(QWidget):
    """What is to be said about a row's answer: an icon and a sentence."""

    def __init__(self, tone: Literal["bad", "warning"]) -> None:
        super().__init__()
        self._text = Paragraph("", tone=tone)
        line = beside(Icon("warning" if tone == "bad" else "info", tone), gap=2)
        line.addWidget(self._text, 1)
        self.setLayout(line)

    @property
    def text(self) -> str:
        """The sentence."""
        return self._text.text()

    def say(self, text: str) -> None:
        """Show a sentence; an empty one hides it."""
        self._text.setText(text)
        self.setVisible(bool(text))


class Row(QWidget):
    """One thing that is asked.

    Args:
        draft: Whose answer it shows and changes.
        path: Where the draft holds the answer.
        label: What is asked, shortly.

    Attributes:
        was_empty: Whether there was no answer when the last one was begun by a key.

    Signals:
        answered: A key gave a whole answer, or left the words of one.
        stepped: Up (−1) or down (+1) was asked for.
        left: Return: on to the next row, whatever it holds.
        grown: It shows more, an answer's words or what is to be said: it shall be seen whole.
    """

    answered = Signal()
    stepped = Signal(int)
    left = Signal()
    grown = Signal()

    def __init__(self, draft: DraftInHand, path: str, label: str) -> None:
        super().__init__()
        self.draft = draft
        self.path = path
        self.label = label
        self.is_current = False
        self.was_empty = True
        self._resting: object = None
        self._lines: Steps | None = None
        self._hint: Sentence | None = None
        self._fault: Sentence | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    @property
    def hint(self) -> str:
        """Why the last key did nothing; empty if it did."""
        return self._hint.text if self._hint else ""

    @property
    def fault(self) -> str:
        """Why the answer keeps the card from being signed, as far as that was said."""
        return self._fault.text if self._fault else ""

    @property
    def is_asked(self) -> bool:
        """Whether the card needs an answer here."""
        return True

    @property
    def is_empty(self) -> bool:
        """Whether there is no answer yet."""
        return self.draft.get(self.path) is None

    def owns(self, path: str) -> bool:
        """Whether this row shows what the draft holds at a path."""
        return path == self.path

    def press(self, key: str) -> bool:
        """Act on a key as `stroke` reads it; False if it is none of this row's."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Show what the draft holds now."""
        raise NotImplementedError

    def answer(self, value: object) -> None:
        """Put an answer down, by a key, and move on if it is whole."""
        self.was_empty = self.is_empty
        self.draft.set(self.path, value)
        if not self.is_empty:
            self.answered.emit()

    @property
    def is_resting(self) -> bool:
        """Whether its answer, as it stands, was the last that digits give here."""
        return self._resting is not None and self.draft.get(self.path) == self._resting

    def rest(self) -> None:
        """No row follows: further digits are not for this answer, until it is another."""
        self._resting = self.draft.get(self.path)

    def take_focus(self, path: str) -> None:
        """Take the focus, to what a path of this row is written in."""
        del path
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave_words(self) -> None:
        """Leave the words of the answer: on to the next row; stay where they are missing."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.is_empty:
            self.answered.emit()

    def forget(self) -> None:
        """Another film is in hand: nothing is begun, and nothing was said."""
        self._resting = None
        self.say("")
        self.say_fault("")

    def say(self, hint: str) -> None:
        """Say why a key did nothing, also to screen readers; empty: nothing is to be said."""
        if hint and self._hint is None:
            self._hint = self._added(Sentence("warning"))
        if self._hint is not None:
            self._hint.say(hint)
        if hint:
            self.grown.emit()
            spoken = QAccessibleAnnouncementEvent(self, hint)
            spoken.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
            QAccessible.updateAccessibility(spoken)

    def say_fault(self, fault: str) -> None:
        """Say why the answer keeps the card from being signed; empty: it does not."""
        if fault and self._fault is None:
            self._fault = self._added(Sentence("bad"))
        if self._fault is not None:
            self._fault.say(fault)

    def lay_out(self, *parts: Item, gap: float = 1, margin: tuple[float, float] = (2, 1.5)) -> None:
        """Put the row's parts below each other; what is said of it comes last."""
        self._lines = column(*parts, gap=gap, margin=margin)
        self.setLayout(self._lines)

    def _added(self, sentence: Sentence) -> Sentence:
        if self._lines is not None:
            self._lines.add(sentence)
        return sentence

    def set_current(self, is_current: bool) -> None:
        """Stand out, or no longer."""
        if is_current != self.is_current:
            self.is_current = is_current
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on this row's keys; what is held down answers once."""
        key = stroke(event)
        is_held = event.isAutoRepeat() and key not in _REPEATING
        if not key:
            event.ignore()
        elif is_held or (not self.draft.read_only and self.take(key)):
            event.accept()
        elif key in {"Up", "Down"}:
            self.stepped.emit(-1 if key == "Up" else 1)
        elif key == "Return":
            self.left.emit()
        else:
            event.ignore()

    def take(self, key: str) -> bool:
        """Act on a key, unless it is a digit too many; False if it is none of this row's."""
        self.say("")
        if key.isdecimal() and self.is_resting:
            self.say(_("That was the last answer here. To give another, press Backspace first."))
            return True
        return self.press(key)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away; who comes back means to change the answer."""
        super().focusOutEvent(event)
        self._resting = None
        self.say("")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground of the row that is answered now, and the ring of the focus."""
        if not (self.is_current or self.hasFocus()):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme().colour("raised"))
        pen = QPen(QColor(Qt.GlobalColor.transparent), 2)
        if self.hasFocus():
            pen = QPen(theme().colour("focus"), 2)
        painter.setPen(pen)
        radius = theme().space(1.5)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
