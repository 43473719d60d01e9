"""What floats over a page: it takes no room, so that nothing moves when it comes or goes.

`Floating` keeps a widget at the upper left of another one, where pages have their headings;
`drop_below` opens a menu below its button, within the window;
`Swallowing` keeps the second click of a double click from what lies below something that went.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from jury_app.ui.kit.theme import theme

_MOST = 230
"""Steps of space that it is wide at most."""
_BESIDE = 84
"""Steps that it leaves at the right of a page, whose buttons stand there."""
_SIDE, _TOP = 6, 2
"""Its distance from the sides and from above, in steps."""
_MOVES = frozenset({QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show})
_PRESSES = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick})


class Floating(QObject):
    """Keeps a widget over a part of its window.

    Args:
        widget: What floats; its parent is the window's content.
    """

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._ground: QWidget | None = None
        self._is_over_film = False
        widget.installEventFilter(self)
        theme().changed.connect(self._place)

    def stand_on(self, ground: QWidget, *, is_film: bool = False) -> None:
        """Float over another part.

        Args:
            ground: Which.
            is_film: Whether a film is shown there: over it only a native window is seen.
        """
        if self._ground is not None:
            self._ground.removeEventFilter(self)
        self._ground, self._is_over_film = ground, is_film
        ground.installEventFilter(self)
        if is_film:
            self._widget.setAttribute(Qt.WidgetAttribute.WA_DontCreateNativeAncestors)
            self._widget.setAttribute(Qt.WidgetAttribute.WA_NativeWindow)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the ground, and be as high as the content."""
        moves = watched is self._ground and event.type() in _MOVES
        grows = watched is self._widget and event.type() in (
            QEvent.Type.LayoutRequest,
            QEvent.Type.Show,
        )
        if moves or grows:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        ground, layout, parent = self._ground, self._widget.layout(), self._widget.parentWidget()
        if ground is None or layout is None or parent is None or self._widget.isHidden():
            return
        side, top = theme().space(_SIDE), theme().space(_TOP)
        beside = 0 if self._is_over_film else min(theme().space(_BESIDE), ground.width() // 3)
        width = min(theme().space(_MOST), ground.width() - 2 * side - beside)
        width = max(width, layout.totalMinimumSize().width())
        high = layout.totalMinimumSize().height()
        if layout.hasHeightForWidth():  # there is text in it that is broken into lines
            high = max(high, layout.totalHeightForWidth(width))
        at = ground.mapTo(parent, QPoint(side, top))
        self._widget.setGeometry(at.x(), at.y(), width, high)
        self._widget.raise_()
        # Qt leaves the last of its siblings alone, though the film's window may be a younger one.
        window = self._widget.windowHandle()
        if window is not None:
            window.raise_()


def drop_below(menu: QMenu, button: QWidget) -> None:
    """Open a menu below a button, not beyond the right edge of its window."""
    window, foot = button.window(), button.mapToGlobal(QPoint(0, button.height()))
    last = window.mapToGlobal(QPoint(window.width(), 0)).x() - menu.sizeHint().width()
    menu.popup(QPoint(min(foot.x(), last), foot.y()))


class Swallowing(QObject):
    """Takes presses of the mouse away for as long as one could be a double click's second one.

    Args:
        owner: Of what went under the mouse.
    """

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]  # there is one
        QTimer.singleShot(QApplication.doubleClickInterval(), self, self.deleteLater)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take presses of the mouse away."""
        return event.type() in _PRESSES or super().eventFilter(watched, event)
