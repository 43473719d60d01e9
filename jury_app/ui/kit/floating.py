"""What floats over a page: it takes no room, so that nothing moves when it comes or goes.

`Floating` keeps a widget at the foot of another one, clear of what has the focus;
`drop_below` opens a menu below its button, within the window;
`Swallowing` keeps the second click of a double click from what lies below something that went.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QMenu, QScrollBar, QWidget
from shiboken6 import isValid

from jury_app.ui.kit.theme import theme

_MOST = 230
"""Steps of space that it is wide at most."""
_LOW = 40
"""Steps below which a ground is too low for more than one line."""
_SHARE = 4
"""Which part of a ground it may take unasked: a quarter."""
_SIDE, _EDGE = 6, 2
"""Its distance from the sides, and from above or below, in steps."""
_MOVES = frozenset({QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show})
_PRESSES = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick})


class Floating(QObject):
    """Keeps a widget over a part of its window: at its foot, over a film at its head.

    People type in headings and search fields, and read from above; a film has its subtitles below.
    Where the foot would hide what has the focus, also once its page is scrolled, the widget stands
    at the head meanwhile.

    Args:
        widget: What floats; its parent is the window's content.

    Signals:
        fitted: How wide it is, and how high it may be unasked, as a QSize in pixels; no height:
            there is room for one line alone, even if more is asked for.
    """

    fitted = Signal(QSize)

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._ground: QWidget | None = None
        self._is_over_film = self._is_above = False
        self._bars: list[QScrollBar] = []
        widget.installEventFilter(self)
        theme().changed.connect(self._place)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]  # there is one

    def stand_on(self, ground: QWidget, *, is_film: bool = False) -> None:
        """Float over another part.

        Args:
            ground: Which.
            is_film: Whether a film is shown there: over it only a native window is seen.
        """
        if self._ground is not None:
            self._ground.removeEventFilter(self)
        self._ground, self._is_over_film = ground, is_film
        self._is_above = is_film
        ground.installEventFilter(self)
        if is_film:
            self._widget.setAttribute(Qt.WidgetAttribute.WA_DontCreateNativeAncestors)
            self._widget.setAttribute(Qt.WidgetAttribute.WA_NativeWindow)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the ground, and be as high as the content."""
        moves = watched is self._ground and event.type() in _MOVES
        comes = watched is self._widget and event.type() == QEvent.Type.Show
        grows = watched is self._widget and event.type() == QEvent.Type.LayoutRequest
        if comes:
            self._is_above = self._is_over_film
        if moves or comes or grows:
            self._place()
        return super().eventFilter(watched, event)

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and not self._widget.isAncestorOf(now):  # no hand loses it on its way
            self._follow(now)
            self._place()

    def _follow(self, focused: QWidget) -> None:
        """Hear where what has the focus is scrolled to: it does not move itself then."""
        for bar in filter(isValid, self._bars):
            bar.valueChanged.disconnect(self._place)
        self._bars = []
        above = focused.parentWidget()
        while above is not None:
            if isinstance(above, QAbstractScrollArea):
                self._bars.append(above.verticalScrollBar())
                self._bars[-1].valueChanged.connect(self._place)
            above = above.parentWidget()

    def _place(self) -> None:
        ground, layout, parent = self._ground, self._widget.layout(), self._widget.parentWidget()
        if ground is None or layout is None or parent is None:
            return
        side, edge = theme().space(_SIDE), theme().space(_EDGE)
        all_of_it = QRect(ground.mapTo(parent, QPoint(0, 0)), ground.size())
        if self._is_over_film:  # what stands beside a film has a margin of its own
            all_of_it.adjust(0, 0, -side, 0)
        room = all_of_it & parent.rect().adjusted(side, 0, -side, 0)
        width = min(theme().space(_MOST), room.width())
        least = 0 if self._is_over_film else 1
        is_low = least == 0 or ground.height() < theme().space(_LOW)
        self.fitted.emit(QSize(width, least if is_low else ground.height() // _SHARE))
        if self._widget.isHidden():
            return
        width = max(width, layout.totalMinimumSize().width())
        high = layout.totalMinimumSize().height()
        if layout.hasHeightForWidth():  # text broken into lines is higher where it is narrow
            high = layout.totalHeightForWidth(width)
        lowest = max(parent.height() - edge - high, edge)
        tops = (max(room.bottom() + 1 - edge - high, edge), min(room.top() + edge, lowest))
        places = [QRect(room.left(), top, width, high) for top in tops]
        hides = [not self._is_over_film and self._hides_focus(place) for place in places]
        if hides[self._is_above] and not hides[not self._is_above]:
            self._is_above = not self._is_above
        self._widget.setGeometry(places[self._is_above])
        self._widget.raise_()
        # Qt leaves the last of its siblings alone, though the film's window may be a younger one.
        window = self._widget.windowHandle()
        if window is not None:
            window.raise_()

    def _hides_focus(self, place: QRect) -> bool:
        """Whether it would lie over what has the focus; a page or a list is more than it hides."""
        focused, ground = QApplication.focusWidget(), self._ground
        parent, own = self._widget.parentWidget(), self._widget
        if focused is None or ground is None or parent is None or not parent.isAncestorOf(focused):
            return False
        is_all = focused.height() > ground.height() // 2
        seen, inner, outer = focused.rect(), focused, focused.parentWidget()
        while inner is not parent and outer is not None:  # what is scrolled away is not hidden
            seen = seen.translated(inner.pos()) & outer.rect()
            inner, outer = outer, outer.parentWidget()
        return not is_all and not own.isAncestorOf(focused) and seen.intersects(place)


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
