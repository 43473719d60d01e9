"""Icons: line drawings of `resources/icons`, tinted by a colour's role, crisp at every scale.

button.setIcon(icon("play"))               takes the theme's colours as it is painted
paint(painter, rectangle, "note", "muted") for who paints by himself
Icon("lock", "muted")                      a small picture beside a text
"""

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from jury_app.base import places
from jury_app.ui.kit.theme import theme


@cache
def names() -> tuple[str, ...]:
    """Every icon there is."""
    return tuple(sorted(file.stem for file in places.resource("icons").glob("*.svg")))


@cache
def _source(name: str) -> str:
    return places.resource("icons", f"{name}.svg").read_text("utf-8")


@lru_cache(maxsize=512)
def _pixmap(name: str, colour: str, width: int, height: int) -> QPixmap:
    """An icon in device pixels."""
    source = _source(name).replace("currentColor", colour)
    pixmap = QPixmap(width, height)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    side = min(width, height)
    place = QRectF((width - side) / 2, (height - side) / 2, side, side)
    QSvgRenderer(QByteArray(source.encode())).render(painter, place)
    painter.end()
    return pixmap


def paint(painter: QPainter, place: QRect, name: str, role: str = "text") -> None:
    """Paint an icon into the middle of a rectangle.

    Raises:
        OSError: There is no icon of this name: a bug.
    """
    ratio = painter.device().devicePixelRatio()
    side = min(place.width(), place.height())
    pixels = max(1, round(side * ratio))
    pixmap = QPixmap(_pixmap(name, theme().colour(role).name(), pixels, pixels))
    pixmap.setDevicePixelRatio(ratio)
    left = place.x() + (place.width() - side) // 2
    painter.drawPixmap(left, place.y() + (place.height() - side) // 2, pixmap)


class _Engine(QIconEngine):
    """Draws an icon in the colours of the theme in force at that moment."""

    def __init__(self, name: str, role: str, on: str) -> None:
        super().__init__()
        self._name = name
        self._role = role
        self._on = on

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        paint(painter, rect, self._name, self._colour(mode, state))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        colour = theme().colour(self._colour(mode, state)).name()
        pixels = size * scale
        pixmap = QPixmap(_pixmap(self._name, colour, pixels.width(), pixels.height()))
        pixmap.setDevicePixelRatio(scale)
        return pixmap

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._role, self._on)

    def key(self) -> str:
        return "jury-app"

    def isNull(self) -> bool:
        return False

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        if mode == QIcon.Mode.Disabled:
            return "disabled"
        return self._on if state == QIcon.State.On else self._role


def icon(name: str, role: str = "text", *, on: str = "") -> QIcon:
    """An icon for buttons, actions and models.

    Args:
        name: Of a file in `resources/icons`.
        role: Its colour.
        on: Its colour where a button is checked; empty: the same.
    """
    return QIcon(_Engine(name, role, on or role))


class Icon(QWidget):
    """A small picture beside a text that says the same: nothing for screen readers.

    Args:
        name: Of the icon.
        role: Its colour.
        steps: Its side, in steps of 4 px.
    """

    def __init__(
        self, name: str, role: str = "text", steps: float = 4, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._role = role
        self._steps = steps
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def set_icon(self, name: str, role: str = "text") -> None:
        """Show another one."""
        self._name = name
        self._role = role
        self.update()

    def sizeHint(self) -> QSize:
        """A square that grows with the text."""
        side = theme().space(self._steps)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon."""
        role = self._role if self.isEnabled() else "disabled"
        paint(QPainter(self), self.rect(), self._name, role)
