"""The canvas: draws the pictures of `jury_app.pictures` in the theme's colours.

`PictureView(picture)` is as high as its width makes it, tells what is pointed at by its `about`,
and says to screen readers what the picture says of itself. Shapes that stand for something can be
reached by keyboard too, where `reachable` is set: arrows go from one to the next, Return chooses.
`draw(painter, picture, factor)` is for who paints one inside something else.
"""

import math
from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from jury_app.pictures.shapes import (
    Circle,
    Fill,
    Line,
    Picture,
    Point,
    Polyline,
    Rectangle,
    Shape,
    Stroke,
    Text,
    text_width,
)
from jury_app.ui.kit.theme import theme

REACH = 5.0
"""How near to a shape, in points, pointing still means it."""
_ANCHORS = {"start": 0.0, "middle": 0.5, "end": 1.0}


def draw(painter: QPainter, picture: Picture, factor: float) -> None:
    """Draw a picture with its top left corner at the painter's origin.

    Args:
        painter: Keeps its state.
        picture: What to draw.
        factor: Pixels of the painter to a point.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for shape in picture.shapes:
        if isinstance(shape, Text):
            _draw_text(painter, shape, factor)
        else:
            painter.setPen(_pen(shape.stroke, factor))
            fill = None if isinstance(shape, Line) else shape.fill
            painter.setBrush(_brush(fill))
            painter.drawPath(_path(shape, factor))
    painter.restore()


def _pen(stroke: Stroke | None, factor: float) -> QPen:
    if stroke is None:
        return QPen(Qt.PenStyle.NoPen)
    width = stroke.width * factor
    pen = QPen(theme().colour(stroke.role), width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if stroke.dash and width > 0:
        pen.setDashPattern([length * factor / width for length in stroke.dash])
    return pen


def _brush(fill: Fill | None) -> QBrush:
    if fill is None:
        return QBrush(Qt.BrushStyle.NoBrush)
    colour = QColor(theme().colour(fill.role))
    colour.setAlphaF(fill.opacity)
    return QBrush(colour)


def _path(shape: Line | Polyline | Rectangle | Circle, factor: float = 1.0) -> QPainterPath:
    path = QPainterPath()
    match shape:
        case Line():
            path.moveTo(shape.start.x * factor, shape.start.y * factor)
            path.lineTo(shape.end.x * factor, shape.end.y * factor)
        case Polyline():
            points = [QPointF(x * factor, y * factor) for x, y in shape.points]
            path.addPolygon(QPolygonF(points))
            if shape.closed:
                path.closeSubpath()
        case Rectangle():
            box = QRectF(
                shape.x * factor, shape.y * factor, shape.width * factor, shape.height * factor
            )
            path.addRoundedRect(box, shape.radius * factor, shape.radius * factor)
        case Circle():
            centre = QPointF(shape.centre.x * factor, shape.centre.y * factor)
            path.addEllipse(centre, shape.radius * factor, shape.radius * factor)
    return path


def _draw_text(painter: QPainter, shape: Text, factor: float) -> None:
    font = theme().font(bold=shape.bold)
    dots = painter.device().logicalDpiY()
    font.setPointSizeF(max(1.0, shape.size * factor * 72 / dots))
    width = QFontMetricsF(font).horizontalAdvance(shape.text)
    room = text_width(shape.text, shape.size) * factor
    if width > room > 0:  # pictures are laid out for no wider a font
        font.setStretch(max(50, math.floor(100 * room / width)))
        width = QFontMetricsF(font).horizontalAdvance(shape.text)
    painter.save()
    painter.setFont(font)
    painter.setPen(theme().colour(shape.role))
    painter.translate(shape.at.x * factor, shape.at.y * factor)
    painter.rotate(shape.turn)
    painter.drawText(QPointF(-width * _ANCHORS[shape.anchor], 0), shape.text)
    painter.restore()


def bounds(shape: Shape) -> QRectF:
    """The box around a shape, in points."""
    if not isinstance(shape, Text):
        return _path(shape).boundingRect()
    width = text_width(shape.text, shape.size)
    left = -width * _ANCHORS[shape.anchor]
    turned = QRectF(left, -shape.size, width, shape.size * 1.3)
    if shape.turn:
        side = math.hypot(width, shape.size)
        turned = QRectF(-side, -side, 2 * side, 2 * side)
    return turned.translated(shape.at.x, shape.at.y)


def _distance(shape: Shape, at: QPointF) -> float:
    """How far a place is from a shape, in points; 0 within what is filled."""
    if isinstance(shape, Text):
        return 0.0 if bounds(shape).contains(at) else math.inf
    path = _path(shape)
    if not isinstance(shape, Line) and shape.fill is not None and path.contains(at):
        return 0.0
    lines = [side for polygon in path.toSubpathPolygons() for side in _sides(polygon)]
    edge = min((_to_line(at, *line) for line in lines), default=math.inf)
    return max(0.0, edge - (shape.stroke.width / 2 if shape.stroke else 0.0))


def _sides(polygon: QPolygonF) -> list[tuple[QPointF, QPointF]]:
    points: list[QPointF] = polygon.toList()
    return list(pairwise(points))


def _to_line(at: QPointF, start: QPointF, end: QPointF) -> float:
    along = end - start
    length = along.x() ** 2 + along.y() ** 2
    part = 0.0 if length == 0 else QPointF.dotProduct(at - start, along) / length
    nearest = start + along * min(1.0, max(0.0, part))
    return math.hypot(at.x() - nearest.x(), at.y() - nearest.y())


def about_at(shapes: Iterable[Shape], at: Point, reach: float = REACH) -> str:
    """What is at a place of a picture: the nearest shape within reach, of equals the topmost.

    Returns:
        Its `about`; empty where there is nothing.
    """
    place = QPointF(at.x, at.y)
    found, nearest = "", math.inf
    for shape in reversed(list(shapes)):
        if not shape.about:
            continue
        far = _distance(shape, place)
        if far <= reach and far < nearest:
            found, nearest = shape.about, far
    return found


class PictureView(QWidget):
    """Shows a picture as wide as there is room for, and tells what is pointed at.

    Args:
        picture: What to show; None: nothing yet.
        reachable: Whether the keyboard can reach its shapes.
        largest: How much larger than its natural size it may become.

    Signals:
        hovered: The `about` under the mouse; empty: none.
        clicked: The `about` that was clicked or chosen by Return; empty: beside all of them.
        pressed_at: Where the left button went down, as a `Point` of the picture.
        dragged_to: Where it is while it is held.
    """

    hovered = Signal(str)
    clicked = Signal(str)
    pressed_at = Signal(object)
    dragged_to = Signal(object)

    def __init__(
        self,
        picture: Picture | None = None,
        *,
        reachable: bool = False,
        largest: float = 1.5,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._picture: Picture | None = None
        self._largest = largest
        self._hovered = ""
        self._chosen = ""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMouseTracking(True)
        if reachable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme().changed.connect(self._changed)
        if picture is not None:
            self.set_picture(picture)

    @property
    def picture(self) -> Picture | None:
        """What is shown."""
        return self._picture

    def set_picture(self, picture: Picture) -> None:
        """Show another one."""
        before, self._picture = self._picture, picture
        self.setAccessibleName(picture.title)
        self.setAccessibleDescription(picture.description)
        if self._chosen not in self.abouts():
            self._chosen = ""
        # What stays as large as it was moves nothing around it.
        if before is None or (before.width, before.height) != (picture.width, picture.height):
            self.updateGeometry()
        self.update()

    def abouts(self) -> tuple[str, ...]:
        """What its shapes stand for, in drawing order."""
        shapes = self._picture.shapes if self._picture is not None else ()
        return tuple(dict.fromkeys(shape.about for shape in shapes if shape.about))

    @property
    def factor(self) -> float:
        """Pixels to a point, as it is shown now."""
        if self._picture is None:
            return self._natural()
        return min(self.width() / self._picture.width, self._natural() * self._largest)

    def to_picture(self, at: QPointF) -> Point:
        """A place of the widget as one of the picture, in points."""
        left = self._left()
        return Point((at.x() - left) / self.factor, at.y() / self.factor)

    def from_picture(self, at: Point) -> QPointF:
        """A place of the picture as one of the widget."""
        return QPointF(at.x * self.factor + self._left(), at.y * self.factor)

    def hasHeightForWidth(self) -> bool:
        """The picture keeps its proportions."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high it is at a width."""
        if self._picture is None:
            return 0
        factor = min(width / self._picture.width, self._natural() * self._largest)
        return math.ceil(self._picture.height * factor)

    def sizeHint(self) -> QSize:
        """Its natural size."""
        if self._picture is None:
            return QSize()
        natural = self._natural()
        return QSize(
            math.ceil(self._picture.width * natural), math.ceil(self._picture.height * natural)
        )

    def minimumSizeHint(self) -> QSize:
        """Not smaller than is readable."""
        return self.sizeHint() * 0.6

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the picture, and a ring around the shape that the keyboard is at."""
        if self._picture is None:
            return
        painter = QPainter(self)
        painter.translate(self._left(), 0)
        draw(painter, self._picture, self.factor)
        if self.hasFocus():
            self._draw_ring(painter)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell what is under the mouse."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.dragged_to.emit(self.to_picture(event.position()))
        self._hover(self._about(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell where it was pressed."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed_at.emit(self.to_picture(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell what was clicked."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(self._about(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at any more."""
        self._hover("")
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from shape to shape, and choose."""
        abouts = self.abouts()
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()))
        reachable = bool(self.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if not abouts or not reachable:
            super().keyPressEvent(event)
        elif step is not None:
            at = abouts.index(self._chosen) + step if self._chosen in abouts else 0
            self._chosen = abouts[at % len(abouts)]
            self._hover(self._chosen)
            self.update()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._chosen:
            self.clicked.emit(self._chosen)
        else:
            super().keyPressEvent(event)

    def _natural(self) -> float:
        return self.logicalDpiY() / 72 * theme().scale

    def _left(self) -> float:
        width = 0.0 if self._picture is None else self._picture.width * self.factor
        return max(0.0, (self.width() - width) / 2)

    def _about(self, at: QPointF) -> str:
        return "" if self._picture is None else about_at(self._picture.shapes, self.to_picture(at))

    def _hover(self, about: str) -> None:
        if about != self._hovered:
            self._hovered = about
            self.hovered.emit(about)

    def _draw_ring(self, painter: QPainter) -> None:
        shapes = self._picture.shapes if self._picture is not None else ()
        chosen = [bounds(shape) for shape in shapes if self._chosen and shape.about == self._chosen]
        painter.setPen(QPen(theme().colour("focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if not chosen:
            painter.resetTransform()
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 8, 8)
            return
        box = chosen[0]
        for other in chosen[1:]:
            box = box.united(other)
        factor = self.factor
        place = QRectF(box.x() * factor, box.y() * factor, box.width() * factor, 0)
        place.setHeight(box.height() * factor)
        painter.drawRoundedRect(place.adjusted(-3, -3, 3, 3), 4, 4)

    def _changed(self) -> None:
        self.updateGeometry()
        self.update()
