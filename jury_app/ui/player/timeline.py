"""The timeline: stills along the film, what was seen of it under them, notes and flags above.

A click jumps, a drag scrubs with a preview; arrows, Page Up and Down, Home and End do the same from
the keyboard. Time runs from left to right in every language. To screen readers it is a slider whose
value is in seconds.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from msgspec import Struct
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPolygonF,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from jury_app.base import figures
from jury_app.base.texts import _
from jury_app.base.timecode import timecode
from jury_app.screening.coverage import Interval, share
from jury_app.ui.kit.theme import theme
from jury_app.ui.player.preview import Preview
from jury_app.ui.player.strip import Strip

_SCRUB = 120
"""Milliseconds between two jumps while a hand drags."""
_KEYS = {
    Qt.Key.Key_Left: -5_000,
    Qt.Key.Key_Right: 5_000,
    Qt.Key.Key_PageUp: -60_000,
    Qt.Key.Key_PageDown: 60_000,
}
_MARKS, _STILLS, _SEEN = 4.5, 11, 1.5
"""Heights of the rows, in steps of space."""


class Look(NamedTuple):
    """How a kind of note or flag looks.

    Attributes:
        role: Of its colour.
        sign: What stands for it in a text.
        corners: Of its shape, right and down of its middle, one being about half its height; none:
            it is round.
    """

    role: str
    sign: str
    corners: tuple[tuple[float, float], ...] = ()


LOOKS = {
    "praise": Look("good", "▲", ((0, -1.2), (1.2, 1), (-1.2, 1))),
    "doubt": Look("warning", "▼", ((0, 1.2), (1.2, -1), (-1.2, -1))),
    "question": Look("accent", "●"),
    "ethics": Look("flag", "⚑", ((0, -1.2), (2, 0), (0, 1.2))),
}
"""Kind → how it looks: told apart by shape, too."""


class Mark(Struct, frozen=True, kw_only=True):
    """A note or flag at a moment.

    Attributes:
        at: In milliseconds.
        kind: What it is, a key of `LOOKS`.
        text: What it says.
        about: Its id.
    """

    at: int
    kind: Literal["praise", "doubt", "question", "ethics"]
    text: str
    about: str = ""


class Timeline(QAbstractSlider):
    """Where the film stands, and everything that lies along it.

    Signals:
        sought: A person wants to be at this moment, in milliseconds.
        mark_chosen: A person clicked on this `Mark`.
    """

    sought = Signal(int)
    mark_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Where the film stands, in seconds"))
        self._length = self._position = 0
        self._seen: tuple[Interval, ...] = ()
        self._marks: tuple[Mark, ...] = ()
        self._strip: Strip | None = None
        self._preview = Preview(self)
        self._drag: int | None = None
        self._scrub = QTimer(self)
        self._scrub.setSingleShot(True)
        self._scrub.setInterval(_SCRUB)
        self._scrub.timeout.connect(self._tell_drag)
        self.actionTriggered.connect(lambda _: self._seek(self.sliderPosition() * 1000))
        theme().changed.connect(self.updateGeometry)

    @property
    def position(self) -> int:
        """Where the film stands, in milliseconds; where the hand is while it drags."""
        return self._position if self._drag is None else self._drag

    def set_length(self, length: int) -> None:
        """The film's running time, in milliseconds; 0: not known."""
        self._length = length
        self.setRange(0, length // 1000)
        self.update()

    def set_position(self, at: int) -> None:
        """Show where the film stands, in milliseconds."""
        before, self._position = self._position, at
        if at // 1000 != before // 1000:
            self.setValue(at // 1000)
        if self._drag is None and self._x(at) != self._x(before):
            self.update()

    def set_seen(self, seen: Sequence[Interval]) -> None:
        """Show what was seen: merged intervals of milliseconds."""
        self._seen = tuple(seen)
        part = share(self._seen, length=self._length)
        self.setAccessibleDescription(
            _("{share} of the film was seen.").format(share=figures.percent(part / 1000, 0))
        )
        self.update()

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Show notes and flags."""
        self._marks = tuple(sorted(marks, key=lambda each: (each.at, each.about)))
        self.update()

    def set_stills(self, strip: Strip | None) -> None:
        """Show stills along the film; None: none yet."""
        self._strip = strip
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(theme().space(80), theme().space(_MARKS + _STILLS + _SEEN + 3))

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for the smallest window."""
        return QSize(theme().space(30), self.sizeHint().height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Jump, to a note if one is there."""
        if event.button() != Qt.MouseButton.LeftButton or not self._length:
            return
        near = self._near(event.position().toPoint())
        self._drag = near[0].at if near else self._moment(event.position().x())
        self._point(event.position().toPoint())
        self._tell_drag()
        if near:
            self.mark_chosen.emit(near[0])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what lies under the hand; scrub while it holds."""
        if not self._length:
            return
        if self._drag is not None:
            self._drag = self._moment(event.position().x())
            if not self._scrub.isActive():
                self._scrub.start()
            self.update()
        self._point(event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag where it is."""
        if event.button() != Qt.MouseButton.LeftButton or self._drag is None:
            return
        pending = self._scrub.isActive()
        self._scrub.stop()
        at, self._drag = self._drag, None
        self._position = at
        if pending:
            self.sought.emit(at)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Nobody points any more."""
        self._preview.hide()
        super().leaveEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """What cannot be seen has no preview."""
        self._preview.hide()
        super().hideEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel scrolls what the timeline lies in; it would jump in the film by accident."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Jump by keys; others belong to the room."""
        key = event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not self._length:
            event.ignore()
        elif key in _KEYS:
            self._seek(self._position + _KEYS[Qt.Key(key)])
        elif key == Qt.Key.Key_Home:
            self._seek(0)
        elif key == Qt.Key.Key_End:
            self._seek(self._length)
        else:
            event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint rows from top to bottom, then the playhead across them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_stills(painter)
        self._paint_seen(painter)
        for mark in self._marks:
            self._paint_mark(painter, mark)
        self._paint_playhead(painter)
        if self.hasFocus():
            painter.setPen(theme().colour("focus"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _paint_stills(self, painter: QPainter) -> None:
        row = self._row(_MARKS, _STILLS)
        painter.fillRect(row, theme().colour("raised"))
        if not self._strip or not self._length:
            return
        painter.save()
        painter.setClipRect(row)
        width = max(1, round(self._strip.width * row.height() / self._strip.height))
        for left in range(row.left(), row.right() + 1, width):
            place = QRect(left, row.top(), width, row.height())
            source = self._strip.cell(self._moment(place.center().x()))
            painter.drawPixmap(place, self._strip.picture, source)
        painter.restore()

    def _paint_seen(self, painter: QPainter) -> None:
        row = self._row(_MARKS + _STILLS + 0.5, _SEEN)
        painter.fillRect(row, theme().colour("grid"))
        for begin, end in self._seen if self._length else ():
            left, right = self._x(begin), self._x(end)
            part = QRectF(left, row.top(), max(right - left, 1.0), row.height())
            painter.fillRect(part, theme().colour("seen"))

    def _paint_mark(self, painter: QPainter, mark: Mark) -> None:
        x, reach = self._x(mark.at), theme().space(1.25)
        middle = theme().space(_MARKS) / 2
        colour = theme().colour(LOOKS[mark.kind].role)
        painter.setPen(colour)
        painter.drawLine(QPointF(x, middle), QPointF(x, theme().space(_MARKS)))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        corners = LOOKS[mark.kind].corners
        if corners:
            points = [QPointF(x + right * reach, middle + down * reach) for right, down in corners]
            painter.drawPolygon(QPolygonF(points))
        else:
            painter.drawEllipse(QPointF(x, middle), reach, reach)

    def _paint_playhead(self, painter: QPainter) -> None:
        if not self._length:
            return
        x, row = self._x(self.position), self._row(_MARKS - 1, _STILLS + _SEEN + 2)
        edge, wide = theme().colour("film"), theme().space(0.5)
        painter.fillRect(QRectF(x - wide / 2 - 1, row.top(), wide + 2, row.height()), edge)
        line = QRectF(x - wide / 2, row.top(), wide, row.height())
        painter.fillRect(line, theme().colour("on_film" if self._strip else "text"))

    def _row(self, top: float, height: float) -> QRect:
        """A row over the length of the film; `top` and `height` in steps."""
        side = theme().space(2)
        return QRect(side, theme().space(top), self.width() - 2 * side, theme().space(height))

    def _x(self, at: int) -> float:
        row = self._row(0, 0)
        return row.left() + min(max(at / max(self._length, 1), 0.0), 1.0) * row.width()

    def _moment(self, x: float) -> int:
        row = self._row(0, 0)
        part = min(max((x - row.left()) / max(row.width(), 1), 0.0), 1.0)
        return round(part * self._length)

    def _near(self, place: QPoint) -> list[Mark]:
        """Marks under a hand, nearest first; a hand on the stills means the film."""
        if place.y() > theme().space(_MARKS):
            return []
        far = {mark: abs(self._x(mark.at) - place.x()) for mark in self._marks}
        reach = theme().space(2)
        return sorted((mark for mark in far if far[mark] <= reach), key=far.__getitem__)

    def _point(self, place: QPoint) -> None:
        at = self._moment(place.x())
        near = self._near(place)
        if near and self._drag is None:
            at = near[0].at
        above = self.mapToGlobal(QPoint(round(self._x(at)), -theme().space(1)))
        time = f"{timecode(at)} / {timecode(self._length)}"
        self._preview.point(above, self._strip, at, time, [mark.text for mark in near])

    def _tell_drag(self) -> None:
        if self._drag is not None:
            self.sought.emit(self._drag)
            self.update()

    def _seek(self, at: int) -> None:
        self.sought.emit(min(max(at, 0), self._length))
