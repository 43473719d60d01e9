"""A field for a whole number within bounds, or none."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QIntValidator, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from jury_app.ui.kit.pause import Pause
from jury_app.ui.kit.theme import theme


class NumberField(QLineEdit):
    """A whole number within bounds, or none; Up and Down count.

    Signals:
        settled: The number, or None where it is empty, when typing has paused.
    """

    settled = Signal(object)

    def __init__(
        self,
        name: str,
        low: int,
        high: int,
        value: int | None = None,
        *,
        step: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._low = low
        self._high = high
        self._step = step
        self.setAccessibleName(name)
        self.setValidator(QIntValidator(low, high, self))
        self.setMaxLength(max(len(str(low)), len(str(high))))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._pause = Pause(self)
        self._pause.over.connect(self._tell)
        self.textEdited.connect(self._pause.begin)
        self.editingFinished.connect(self._pause.end)
        self.set_value(value)

    @property
    def value(self) -> int | None:
        """The number; None while it is empty or out of bounds."""
        return int(self.text()) if self.hasAcceptableInput() else None

    def set_value(self, value: int | None) -> None:
        """Show a number or none; what is being typed stays."""
        if not self._pause.is_typing:
            self.setText("" if value is None else str(value))

    def flush(self) -> None:
        """Tell what was typed now."""
        self._pause.end()

    def sizeHint(self) -> QSize:
        """Wide enough for its largest number."""
        hint = super().sizeHint()
        digits = "0" * (self.maxLength() + 2)
        return QSize(self.fontMetrics().horizontalAdvance(digits) + theme().space(6), hint.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Count by Up and Down."""
        ways = {Qt.Key.Key_Up: self._step, Qt.Key.Key_Down: -self._step}
        way = ways.get(Qt.Key(event.key()))
        if way is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
            return
        before = self.value
        first = self._low if way > 0 else self._high
        after = first if before is None else min(self._high, max(self._low, before + way))
        self.setText(str(after))
        self._pause.begin()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A number beyond its bounds becomes the nearest one within."""
        if self.text() and not self.hasAcceptableInput():
            typed = self.text().strip("+-")
            wanted = int(self.text()) if typed.isdecimal() else self._low
            self.setText(str(min(self._high, max(self._low, wanted))))
            self._pause.begin()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing typed is lost with the field."""
        self.flush()
        super().hideEvent(event)

    def _tell(self) -> None:
        if self.hasAcceptableInput() or not self.text():
            self.settled.emit(self.value)
