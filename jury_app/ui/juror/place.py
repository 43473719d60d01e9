"""Where a window stands: kept when it closes, and taken again within the screen that is there."""

from typing import Literal

from PySide6.QtCore import QByteArray, QRect, QSize, Qt
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QWidget

from jury_app.ui.kit.preferences import Preferences

_TALLEST_BAR = 200
"""Pixels that no title bar is higher than."""
_COMFORTABLE, _SHARE = QSize(1280, 800), 0.8
"""What a window takes of a screen that has it, and its share of a larger one."""


Which = Literal["geometry", "panel_apart"]
"""The preference that holds a window's place: of the juror's window, of the panel's own."""


def first_size(available: QSize) -> QSize:
    """How large a window is when it is opened for the first time, of what a screen has for it."""
    return (available * _SHARE).expandedTo(_COMFORTABLE).boundedTo(available)


def keep(window: QWidget, preferences: Preferences, which: Which = "geometry") -> None:
    """Keep where a window stands."""
    preferences.set(**{which: window.saveGeometry().toBase64().toStdString()})


def restore(window: QWidget, preferences: Preferences, which: Which = "geometry") -> None:
    """Put a window where the last one stood, no larger than the screen that is there now."""
    # A place that somebody damaged is none: Qt decodes what it can, and refuses the rest.
    kept: str = getattr(preferences, which)
    window.restoreGeometry(QByteArray.fromBase64(kept.encode()))
    if window.windowState() & (Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen):
        return
    fitting = within(window.geometry(), window.screen())
    available = window.screen().availableGeometry().height()
    if fitting.height() > available - _TALLEST_BAR:
        fitting.setHeight(min(fitting.height(), available - _bar(window)))
    window.resize(fitting.size())
    # Unless it was never placed: then the system finds it a place. What is moved is the frame, so
    # that one that stands well would creep down by its title at every opening.
    was_placed = window.testAttribute(Qt.WidgetAttribute.WA_Moved)
    if was_placed and fitting.topLeft() != window.geometry().topLeft():
        window.move(fitting.topLeft())


def within(place: QRect, screen: QScreen) -> QRect:
    """A window's place, moved and cut so that it can be seen on a monitor."""
    area = screen.availableGeometry()
    seen = QRect(place)
    seen.setSize(place.size().boundedTo(area.size()))
    seen.moveLeft(min(max(seen.left(), area.left()), area.right() - seen.width() + 1))
    seen.moveTop(min(max(seen.top(), area.top()), area.bottom() - seen.height() + 1))
    return seen


def _bar(window: QWidget) -> int:
    from PySide6.QtWidgets import QStyle

    return window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
