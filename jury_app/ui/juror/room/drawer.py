"""The drawer: the panel beside the film, with pages under tabs; it slides away and back.

What slides is the drawer's width: its content keeps its own, so that nothing in it is laid out anew
on the way.
"""

from PySide6.QtCore import QAbstractAnimation, QEasingCurve, QSize, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from jury_app.base.texts import _
from jury_app.ui.kit.preferences import Preferences
from jury_app.ui.kit.theme import theme

SLIDE, STEP = 110, 16
"""How long sliding takes, in milliseconds, and of it what is done at once."""
NARROWEST, WIDEST = 280, 1200
"""Bounds of the width, in pixels at 100 %."""
_MOST = 0.55
"""The most of the window's width that the panel takes: the rest is the film's."""
_WIDE = 0.7
"""What it takes of it while something is read that needs more."""


class Panel(QWidget):
    """Pages under tabs.

    Args:
        head: What stands above them.

    Signals:
        turned: The name of the page that is shown now.
    """

    turned = Signal(str)

    def __init__(self, head: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Panel beside the film"))
        self.setProperty("surface", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tabs = QTabBar()
        self._tabs.setAccessibleName(_("Pages of the panel"))
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.setUsesScrollButtons(True)
        self._pages = QStackedWidget()
        self._names: list[str] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(head)
        box.addWidget(self._tabs)
        box.addWidget(self._pages, 1)
        self._tabs.currentChanged.connect(self._turn)

    def add(self, name: str, label: str, page: QWidget) -> None:
        """Add a page.

        Args:
            name: By which `show_page` finds it.
            label: Of its tab.
            page: The page.
        """
        self._names.append(name)
        self._pages.addWidget(page)
        self._tabs.addTab(label)

    def label(self, name: str, label: str) -> None:
        """Change the label of a tab."""
        self._tabs.setTabText(self._names.index(name), label)

    @property
    def page(self) -> str:
        """The name of the page that is shown."""
        return self._names[self._tabs.currentIndex()]

    def show_page(self, name: str) -> None:
        """Show a page."""
        self._tabs.setCurrentIndex(self._names.index(name))

    def recall(self, name: str) -> None:
        """Show the page that was left; one of no name that is known here is none."""
        if name in self._names:
            self.show_page(name)

    def _turn(self, index: int) -> None:
        self._pages.setCurrentIndex(index)
        self.turned.emit(self._names[index])


class Drawer(QWidget):
    """Where the panel slides in and out.

    Args:
        panel: What slides.
        preferences: Where its width and whether it is open are kept.

    Signals:
        moved: Whether it is open now.
    """

    moved = Signal(bool)

    def __init__(
        self, panel: QWidget, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._panel = panel
        self._preferences = preferences
        self._grip = _Grip(self)
        self.is_open = self._is_wide = False
        self._slide = QVariantAnimation(self)
        self._slide.setDuration(SLIDE)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._slide.valueChanged.connect(self._slid)
        self._slide.finished.connect(self._arrived)
        theme().changed.connect(self.fit)
        self.setFixedWidth(0)
        self.dock()
        self.hide()

    def dock(self) -> None:
        """Take the panel back from another window."""
        self._panel.setParent(self)
        self._panel.show()
        self._grip.raise_()
        self._lay_out()

    @property
    def wanted(self) -> int:
        """The panel's width, in pixels, as the window allows it."""
        if self._is_wide:
            return max(round(self.window().width() * _WIDE), NARROWEST)
        most = max(round(self.window().width() * _MOST), NARROWEST)
        kept: int = self._preferences.panel_width
        return min(round(kept * theme().scale), most)

    def toggle(self) -> None:
        """Slide out, or back in."""
        self.slide(opened=not self.is_open)

    def slide(self, *, opened: bool, at_once: bool = False) -> None:
        """Open or shut; at once where nothing may move by itself."""
        if opened == self.is_open and self._slide.state() == QAbstractAnimation.State.Stopped:
            if opened:
                self.setFixedWidth(self.wanted)
            return
        self.is_open = opened
        end = self.wanted if opened else 0
        self._slide.stop()
        self.show()
        if at_once or not theme().moves or not self.isVisible():
            self._slid(end)
            self._arrived()
        else:
            self._slide.setStartValue(self.width())
            self._slide.setEndValue(end)
            self._slide.start()
            self._slide.setCurrentTime(STEP)  # what the key asked for is in the next picture
        self.moved.emit(opened)

    def fit(self) -> None:
        """Window or letters have another size: be as wide as these ask for and that allows."""
        if self.is_open and self._slide.state() == QAbstractAnimation.State.Stopped:
            self.setFixedWidth(self.wanted)

    def set_wide(self, wide: bool) -> None:
        """Take most of the window for a while, or be as wide as somebody pulled it."""
        self._is_wide = wide
        self._slide.stop()
        self.fit()

    def pull(self, to: int) -> None:
        """Make the panel as wide as somebody pulls it."""
        width = round(to / theme().scale)
        self._preferences.set(panel_width=min(max(width, NARROWEST), WIDEST))
        self.setFixedWidth(self.wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The panel keeps its width and stands at the left edge."""
        super().resizeEvent(event)
        self._lay_out()

    def sizeHint(self) -> QSize:
        """As wide as the panel."""
        return QSize(self.wanted, 0)

    def _lay_out(self) -> None:
        if self._panel.parent() is self:
            self._panel.setGeometry(0, 0, self.wanted, self.height())
        self._grip.setGeometry(0, 0, theme().space(1.5), self.height())

    def _slid(self, width: int) -> None:
        self.setFixedWidth(width)

    def _arrived(self) -> None:
        self.setVisible(self.is_open)


class _Grip(QWidget):
    """The edge by which the panel is pulled wider or narrower."""

    def __init__(self, drawer: Drawer) -> None:
        super().__init__(drawer)
        self._drawer = drawer
        self.setCursor(Qt.CursorShape.SplitHCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pull."""
        right = self._drawer.mapToGlobal(self._drawer.rect().topRight()).x()
        self._drawer.pull(right - round(event.globalPosition().x()))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of it."""
        event.accept()
