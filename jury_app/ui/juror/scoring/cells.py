"""Cells: the levels of a scale and the answers of a question, to be clicked; keys go to their row.

A chosen cell is filled, bold and ticked for screen readers; its row says the same in words.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from jury_app.base.texts import series
from jury_app.ui.kit.buttons import Option
from jury_app.ui.kit.labels import set_tip
from jury_app.ui.kit.surfaces import column, row
from jury_app.ui.kit.theme import theme


class Cell(QRadioButton):
    """One of several that can be chosen; takes no focus, the row that holds it does.

    Args:
        text: What stands in it.
        name: What a screen reader calls it.
        key: The key that chooses it, shown small before the text; empty: the text says it.
        among: The texts of those beside it: keys are shown where all of them have room for both.
        is_marked: Whether it stands for something that is written out (an anchored level).
    """

    def __init__(
        self,
        text: str,
        name: str,
        *,
        key: str = "",
        among: Sequence[str] = (),
        is_marked: bool = True,
    ) -> None:
        super().__init__(text)
        self._among = among
        self._key = key
        self._is_marked = is_marked
        self._is_below = False
        self.setAutoExclusive(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(name)

    def show_state(self, *, is_chosen: bool, is_below: bool = False, text: str = "") -> None:
        """Show whether it is chosen, or lies below the chosen one; with another text if given."""
        text = text or self.text()
        if (is_chosen, is_below, text) == (self.isChecked(), self._is_below, self.text()):
            return
        self._is_below = is_below
        self.setChecked(is_chosen)
        self.setText(text)
        self.update()

    def nextCheckState(self) -> None:
        """Nothing: what a click does is decided by the row."""

    def hitButton(self, pos: QPoint) -> bool:
        """All of it can be clicked."""
        return self.rect().contains(pos)

    def sizeHint(self) -> QSize:
        """Its text with room around it; two lines where the text has two words."""
        metrics = QFontMetrics(theme().font("body", bold=True))
        wanted = metrics.horizontalAdvance(f"{self._key} {self.text()}") + theme().space(3)
        return QSize(wanted, metrics.height() + theme().space(2.5))

    def minimumSizeHint(self) -> QSize:
        """As high as wanted, as narrow as need be."""
        return QSize(theme().space(5), self.sizeHint().height())

    def enterEvent(self, event: QEnterEvent) -> None:
        """Paint the hover."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Paint without it."""
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the cell, its key and its text."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, ink, edge = self._colours()
        painter.setBrush(theme().colour(ground))
        painter.setPen(QPen(theme().colour(edge), 1))
        radius = theme().space(1)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.setPen(theme().colour(ink))
        room = self.rect().adjusted(theme().space(1), 0, -theme().space(1), 0)
        font = theme().font("body", bold=self.isChecked())
        if self._key and self._longest() <= self._beside_key(room).width():
            room = self._paint_key(painter, room, ink)
        painter.setFont(font)
        text = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)
        if self._is_marked and not self._key:
            self._paint_mark(painter)

    def _paint_mark(self, painter: QPainter) -> None:
        """A short line at the foot: this level is one of those that are written out."""
        side, high = theme().space(2), max(2, theme().space(0.5))
        left = (self.width() - side) // 2
        painter.fillRect(left, self.height() - 2 * high, side, high, painter.pen().color())

    def _longest(self) -> int:
        """The width of the longest text among its own; bold, as it is once it is chosen."""
        metrics = QFontMetrics(theme().font("body", bold=True))
        return max(metrics.horizontalAdvance(text) for text in (self.text(), *self._among))

    def _beside_key(self, room: QRect) -> QRect:
        """What the key leaves of the room."""
        metrics = QFontMetrics(theme().font("caption"))
        taken = metrics.horizontalAdvance(self._key) + theme().space(1)
        return (
            room.adjusted(taken, 0, 0, 0)
            if self.isLeftToRight()
            else room.adjusted(0, 0, -taken, 0)
        )

    def _paint_key(self, painter: QPainter, room: QRect, ink: str) -> QRect:
        """The key before the text; returns the room that is left."""
        painter.setFont(theme().font("caption"))
        painter.setPen(theme().colour(ink if self.isChecked() else "muted"))
        side = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, side, self._key)
        painter.setPen(theme().colour(ink))
        return self._beside_key(room)

    def _colours(self) -> tuple[str, str, str]:
        """Roles of ground, ink and edge."""
        if not self.isEnabled():
            return (
                ("accent_surface", "text", "accent")
                if self.isChecked()
                else ("panel", "disabled", "grid")
            )
        if self.isChecked():
            return "accent", "on_accent", "accent"
        if self.underMouse():
            return "hover", "text", "border"
        if self._is_below:
            return "accent_surface", "text", "grid"
        return "muted_surface", "text", "grid"


class Options(QWidget):
    """Answers beside or below each other, numbered by the keys that choose them.

    Args:
        question: What they answer, for screen readers.
        options: The answers in their order.
        chosen: Is told the code of one that was clicked.
        is_upright: Whether they stand below each other.
    """

    def __init__(
        self,
        question: str,
        options: Sequence[Option],
        chosen: Callable[[str], object],
        *,
        is_upright: bool = False,
    ) -> None:
        super().__init__()
        self.options = tuple(options)
        texts = () if is_upright else tuple(option.text for option in options)
        self._cells = [
            Cell(option.text, series((question, option.text)), key=str(number), among=texts)
            for number, option in enumerate(options, 1)
        ]
        line = column(gap=1) if is_upright else row(gap=1)
        line.add(*self._cells, stretch=0 if is_upright else 1)
        self.setLayout(line)
        for cell, option in zip(self._cells, self.options, strict=True):
            set_tip(cell, option.explanation)
            cell.clicked.connect(lambda _checked=False, code=option.id: chosen(code))

    def code_of(self, key: str) -> str | None:
        """The answer that a key chooses."""
        number = int(key) if key.isdecimal() else 0
        return self.options[number - 1].id if 1 <= number <= len(self.options) else None

    def label_of(self, code: str) -> str:
        """What an answer is called; empty where there is none such."""
        return next((option.text for option in self.options if option.id == code), "")

    def show_chosen(self, code: str, *, is_enabled: bool) -> None:
        """Show which one is chosen; an empty code: none."""
        for cell, option in zip(self._cells, self.options, strict=True):
            cell.setEnabled(is_enabled)
            cell.show_state(is_chosen=option.id == code)
