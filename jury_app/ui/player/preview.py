"""The preview: what lies at a moment of the timeline, above the hand that points at it.

A small window of its own, because over a film only opaque things can be shown. All text is painted
as it stands: notes are foreign text.
"""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from jury_app.ui.kit.theme import theme
from jury_app.ui.player.strip import Strip

_LINES = 6
_WIDE = 72
"""Steps of space that the text of a note may take at most."""


class Preview(QWidget):
    """A still, a time, and the notes there."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._strip: Strip | None = None
        self._cell = QRect()
        self._time = ""
        self._notes: tuple[str, ...] = ()

    def point(
        self, place: QPoint, strip: Strip | None, at: int, time: str, notes: list[str]
    ) -> None:
        """Show what lies at a moment.

        Args:
            place: The middle of its lower edge, on the screen.
            strip: The film's stills, if there are any.
            at: The moment, in milliseconds.
            time: The moment, as people read it.
            notes: Texts of the notes and flags there.
        """
        self._strip = strip or None
        self._cell = strip.cell(at) if strip else QRect()
        self._time = time
        self._notes = tuple(notes[:_LINES])
        size = self.sizeHint()
        screen = self.screen().availableGeometry()
        left = min(max(place.x() - size.width() // 2, screen.left()), screen.right() - size.width())
        self.setGeometry(left, place.y() - size.height(), size.width(), size.height())
        self.update()
        self.show()

    def sizeHint(self) -> QSize:
        """As large as the still and the texts."""
        space, still = theme().space(2), self._still()
        text = self._text(QRect(0, 0, theme().space(_WIDE), 10_000))
        width = max(still.width(), text.width())
        gap = space if not still.isEmpty() else 0
        return QSize(width + 2 * space, still.height() + gap + text.height() + 2 * space)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the still with the texts below it."""
        painter, space = QPainter(self), theme().space(2)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), theme().colour("raised"))
        painter.setPen(theme().colour("border"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        still = self._still()
        if self._strip and not still.isEmpty():
            still.moveTo((self.width() - still.width()) // 2, space)
            painter.drawPixmap(still, self._strip.picture, self._cell)
        top = still.height() + (2 * space if not still.isEmpty() else space)
        box = QRect(space, top, self.width() - 2 * space, self.height() - top)
        painter.setPen(theme().colour("text"))
        painter.setFont(theme().font("caption"))
        painter.drawText(box, self._flags(), self._words())
        painter.end()

    def _still(self) -> QRect:
        """The still as large as it is shown, at the origin."""
        if self._cell.isEmpty():
            return QRect()
        height = theme().space(27)
        return QRect(0, 0, self._cell.width() * height // self._cell.height(), height)

    def _text(self, within: QRect) -> QRect:
        metrics = QFontMetrics(theme().font("caption"))
        return metrics.boundingRect(within, self._flags(), self._words())

    def _words(self) -> str:
        return "\n".join((self._time, *self._notes))

    def _flags(self) -> int:
        wrap = Qt.TextFlag.TextWordWrap if self._notes else Qt.TextFlag.TextSingleLine
        along = Qt.AlignmentFlag.AlignLeft if self._notes else Qt.AlignmentFlag.AlignHCenter
        return int(along) | int(wrap)
