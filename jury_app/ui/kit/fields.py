"""Fields: where people type and pick. What was typed is told after a pause, and never lost.

    TextField(name)  TextArea(name)      `settled(text)`: 150 ms after a key, and at once when
                                         the field is left, hidden, or asked by `flush()`
    SearchField(name)                    `settled`, Escape empties it
    Combo(name, options)                 `chosen(id)`
    Labelled(label, field, hint)         a field with its label, and its fault under it

A `numberfield.NumberField` takes whole numbers. `set_text` and `set_value` show what is kept and
tell nobody; they leave alone a text that is being typed. Text is plain; its greatest length is the
field's `limit`.
"""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QSizePolicy,
    QWidget,
)

from jury_app.base.texts import _, storable
from jury_app.ui.kit import icons
from jury_app.ui.kit.buttons import IconButton, Option
from jury_app.ui.kit.growing import Growing
from jury_app.ui.kit.labels import Label, Paragraph, restyle
from jury_app.ui.kit.pause import Pause
from jury_app.ui.kit.surfaces import column, row
from jury_app.ui.kit.theme import theme

_AROUND = 20
"""Steps that an icon, the arrow and the margins of a `Combo` surely do not take together."""
_BESIDE_WORDS = 12
"""Steps that the arrow and the margins take."""


class TextField(QLineEdit):
    """One line of text.

    Args:
        name: What belongs in it; read by screen readers.
        placeholder: An example, shown while it is empty.
        limit: Greatest number of characters.

    Signals:
        settled: The text, soon after it was typed; again while typing goes on.
    """

    settled = Signal(str)
    keeps = True
    """Whether what is typed will be kept."""

    def __init__(
        self,
        name: str,
        text: str = "",
        *,
        placeholder: str = "",
        limit: int = 10_000,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setMaxLength(limit)
        self.composes = False
        self._pause = Pause(self, keeps=self.keeps)
        self._pause.over.connect(self._tell)
        self.textEdited.connect(self._pause.begin)
        self.editingFinished.connect(self._pause.end)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show what is kept; a text that is being typed or composed stays."""
        if not (self._pause.is_typing or self.composes) and text != self.text():
            self.setText(text)

    def flush(self) -> None:
        """Tell what was typed now."""
        self._pause.end()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Know whether an input method still composes a word (`composes`)."""
        self.composes = bool(event.preeditString())
        super().inputMethodEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing typed is lost with the field."""
        self.flush()
        super().hideEvent(event)

    def _tell(self) -> None:
        self.settled.emit(storable(self.text()))


class SearchField(TextField):
    """A line to search by, told as it is typed; Escape empties it."""

    keeps = False

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, placeholder=name, limit=200, parent=parent)
        self._clear = IconButton("close", _("Empty"), steps=4, parent=self)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Escape does the same
        self._clear.setCursor(Qt.CursorShape.ArrowCursor)
        self._clear.clicked.connect(self.empty)
        self._clear.hide()
        self.textChanged.connect(lambda text: self._clear.setVisible(bool(text)))
        theme().changed.connect(self._measure)
        self._measure()

    def empty(self) -> None:
        """Search for nothing."""
        self.clear()
        self._pause.begin()
        self.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties it, and a second one goes on to the window."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.empty()
            event.accept()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the cross at the end of the line."""
        super().resizeEvent(event)
        self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the looking glass before the text."""
        super().paintEvent(event)
        side, margin = theme().space(4), theme().space(2)
        left = margin if self.isLeftToRight() else self.width() - side - margin
        place = QRect(left, (self.height() - side) // 2, side, side)
        icons.paint(QPainter(self), place, "search", "muted")

    def _measure(self) -> None:
        room = theme().space(5)
        self.setTextMargins(room, 0, room, 0)
        size = self._clear.sizeHint()
        left = self.width() - size.width() - 2 if self.isLeftToRight() else 2
        self._clear.setGeometry(QRect(QPoint(left, (self.height() - size.height()) // 2), size))


class TextArea(Growing):
    """Lines of plain text, at most `limit` characters.

    Signals:
        settled: The text, soon after it was typed; again while typing goes on.
    """

    settled = Signal(str)

    def __init__(
        self,
        name: str,
        text: str = "",
        *,
        placeholder: str = "",
        lines: int = 2,
        most: int = 12,
        limit: int = 10_000,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, placeholder=placeholder, lines=lines, most=most, parent=parent)
        self._limit = limit
        self._known = ""
        self.composes = False
        self._pause = Pause(self)
        self._pause.over.connect(self._tell)
        self.set_text(text)
        self.textChanged.connect(self._typed)

    def set_text(self, text: str) -> None:
        """Show what is kept; a text that is being typed or composed stays."""
        if self._pause.is_typing or self.composes or text == self.toPlainText():
            return
        self._known = text
        self.setPlainText(text)

    def flush(self) -> None:
        """Tell what was typed now."""
        self._pause.end()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Know whether an input method still composes a word (`composes`)."""
        self.composes = bool(event.preeditString())
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving it tells what was typed."""
        self.flush()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing typed is lost with the field."""
        self.flush()
        super().hideEvent(event)

    def _typed(self) -> None:
        text = self.toPlainText()
        if text == self._known:  # shown by the program, or composed and not yet written
            return
        if len(text) > self._limit:
            self._cut(len(text) - self._limit)
            return  # what is left of it is told by this method again
        self._pause.begin()

    def _cut(self, over: int) -> None:
        """Take so many characters away before the caret, or at the end, in one change."""
        cursor = self.textCursor()
        end = cursor.position() or self.document().characterCount() - 1
        cursor.setPosition(max(end - over, 0))
        cursor.setPosition(end, cursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()

    def _tell(self) -> None:
        self._known = storable(self.toPlainText())
        self.settled.emit(self._known)


class Combo(QComboBox):
    """One of many, from a list that opens.

    Args:
        name: What is chosen; read by screen readers.
        options: From which.
        value: The id chosen at first; None: none yet.

    Signals:
        chosen: The id that a person chose.
    """

    chosen = Signal(str)

    def __init__(
        self,
        name: str,
        options: Iterable[Option] = (),
        value: str | None = None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_options(options, value)
        theme().changed.connect(self.updateGeometry)
        self.activated.connect(lambda index: self.chosen.emit(self.itemData(index)))

    @property
    def value(self) -> str | None:
        """The id that is chosen; None: none yet."""
        found: str | None = self.currentData()
        return found

    def set_options(self, options: Iterable[Option], value: str | None = None) -> None:
        """Offer others."""
        self.clear()
        for option in options:
            if option.icon:
                self.addItem(icons.icon(option.icon), option.text, option.id)
            else:
                self.addItem(option.text, option.id)
        self.set_value(value)

    def set_value(self, value: str | None) -> None:
        """Show a choice, or none; tells nobody."""
        self.setCurrentIndex(-1 if value is None else self.findData(value))

    def sizeHint(self) -> QSize:
        """As wide as Qt says, who counts whole pixels, and what larger letters take beyond them."""
        return super().sizeHint() + QSize(theme().space(1.5), 0)

    def room_for(self, words: str) -> int:
        """The width, in pixels, at which a choice of such words is not cut."""
        return self.fontMetrics().horizontalAdvance(words) + theme().space(_BESIDE_WORDS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters look for a choice; a sign begins none, and is left to the commands."""
        sign = event.text().strip()
        if sign.isprintable() and sign and not sign.isalnum():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel that scrolls the page changes nothing on its way."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the arrow in the theme's colours, and “…” where the choice has no room."""
        words = self.fontMetrics().horizontalAdvance(self.currentText())
        if words + theme().space(_AROUND) <= self.width():
            super().paintEvent(event)
        else:
            self._paint_what_fits()
        side, margin = theme().space(4), theme().space(2)
        left = self.width() - side - margin if self.isLeftToRight() else margin
        place = QRect(left, (self.height() - side) // 2, side, side)
        icons.paint(QPainter(self), place, "down", "muted" if self.isEnabled() else "disabled")

    def _paint_what_fits(self) -> None:
        """What Qt paints, but no letter cut in two."""
        from PySide6.QtWidgets import (  # late, as `theme.STYLE` says
            QStyle,
            QStyleOptionComboBox,
            QStylePainter,
        )

        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        whole, place = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = (
            self.style().subControlRect(whole, option, place, self).width() - 2
        )  # as Qt paints it
        option.currentText = option.fontMetrics.elidedText(
            option.currentText, Qt.TextElideMode.ElideRight, room
        )
        painter.drawComplexControl(whole, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()


class Labelled(QWidget):
    """A field with its label above it, and what is wrong or helpful under it.

    Args:
        label: Of the field.
        field: Which must have an accessible name of its own.
        hint: What helps to fill it.
    """

    def __init__(
        self, label: str, field: QWidget, hint: str = "", *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.field = field
        self._hint = hint
        self._icon = icons.Icon("error", "bad")
        self._said = Paragraph(hint, "caption")
        self.setLayout(
            column(Label(label, "strong"), field, row(self._icon, self._said, gap=1), gap=1)
        )
        self.setFocusProxy(field)
        self.set_fault("")

    def set_fault(self, fault: str) -> None:
        """Say what is wrong with it; empty: nothing is."""
        said = fault or self._hint
        self._icon.setVisible(bool(fault))
        self._said.setText(said)
        self._said.setVisible(bool(said))
        self._said.set_tone("bad" if fault else "")
        restyle(self.field, "fault", "true" if fault else "false")
        self.field.setAccessibleDescription(said)
