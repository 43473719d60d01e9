"""Full screen: the film on any monitor, the panel beside it or on another.

The film's native window is never given another parent, for libvlc would lose it: the window that
holds the room goes full screen as it is, and the panel is what moves. When the monitor of either is
unplugged, everything comes back into one window on a monitor that is left.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QScreen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jury_app.ui.juror import place
from jury_app.ui.kit.preferences import Preferences


class Screening(QObject):
    """Where film and panel are shown.

    Args:
        room: The widget with film and panel; its window goes full screen.
        panel: What may stand in a window of its own.
        dock: Puts the panel back beside the film.
        preferences: Where the place of the panel's window is kept.

    Signals:
        changed: Whether the film has the whole screen.
        apart_changed: Whether the panel stands in a window of its own.
    """

    changed = Signal(bool)
    apart_changed = Signal(bool)

    def __init__(
        self, room: QWidget, panel: QWidget, dock: Callable[[], None], preferences: Preferences
    ) -> None:
        super().__init__(room)
        self._preferences = preferences
        self._room = room
        self._panel = panel
        self._dock = dock
        self._before: QRect | None = None
        self._was_maximized = False
        self._film_on: QScreen | None = None
        self._panel_on: QScreen | None = None
        self.window: PanelWindow | None = None
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)  # noqa: S101  there are widgets
        application.screenRemoved.connect(self._unplugged)

    @property
    def is_full(self) -> bool:
        """Whether the film has the whole screen."""
        return self._before is not None

    @property
    def is_apart(self) -> bool:
        """Whether the panel stands in a window of its own."""
        return self.window is not None

    def toggle(self) -> None:
        """Full screen where the window stands, or back."""
        if self.is_full:
            self.leave()
        else:
            self.enter(self._room.screen())

    def enter(self, screen: QScreen) -> None:
        """Full screen on a monitor; the panel, if it is apart, goes to another one."""
        window = self._room.window()
        if self._before is None:
            self._was_maximized = window.isMaximized()
            self._before = window.normalGeometry()
        else:
            window.showNormal()
        self._film_on = screen
        window.setGeometry(screen.geometry())
        window.showFullScreen()
        if self.window is not None:
            self._place_apart(screen)
        self.changed.emit(True)

    def next_screen(self) -> None:
        """Full screen on the monitor after this one, the panel on the one that is left."""
        screens = QGuiApplication.screens()
        here = self._room.screen()
        at = screens.index(here) if here in screens else -1
        self.enter(screens[(at + 1) % len(screens)] if self.is_full else screens[at])

    def leave(self, screen: QScreen | None = None) -> None:
        """Back into a window, where it was.

        Args:
            screen: The monitor on which it must be seen; the one where it is, unless given.
        """
        if self._before is None:
            return
        window = self._room.window()
        window.showNormal()
        if self._was_maximized:
            window.showMaximized()
        else:
            window.setGeometry(place.within(self._before, screen or self._room.screen()))
        self._before = self._film_on = None
        self.changed.emit(False)

    def part(self, *, again: bool = False) -> None:
        """Put the panel into a window of its own.

        Args:
            again: Whether it stands where it was kept last; else on another monitor, if there is
                one.
        """
        if self.window is not None:
            self.join()
            return
        self.window = PanelWindow(self._room, self._panel)
        self.window.closed.connect(self.join)
        self._place_apart(self._room.screen())
        if again:
            place.restore(self.window, self._preferences, "panel_apart")
        self.window.show()
        self._panel.show()
        self.apart_changed.emit(True)

    def keep(self) -> None:
        """Keep whether the panel stands apart, and where."""
        if self.window is None:
            self._preferences.set(panel_apart="")
        else:
            place.keep(self.window, self._preferences, "panel_apart")

    def join(self) -> None:
        """Put the panel back beside the film."""
        if self.window is None:
            return
        window, self.window, self._panel_on = self.window, None, None
        self._dock()
        window.hide()
        window.deleteLater()
        self.apart_changed.emit(False)

    def _place_apart(self, film: QScreen) -> None:
        assert self.window is not None  # noqa: S101  asked by who made it
        others = [each for each in QGuiApplication.screens() if each is not film]
        self._panel_on = others[0] if others else film
        area = self._panel_on.availableGeometry()
        width = min(self._panel.sizeHint().width() + self._panel.width(), area.width())
        there = QRect(0, 0, max(width // 2, 360), area.height() * 9 // 10)
        there.moveCenter(area.center())
        if not others:  # beside the film as far as there is room, not in its middle
            there.moveRight(area.right())
        self.window.setGeometry(there)

    def _unplugged(self, screen: QScreen) -> None:
        """A monitor went: what stood on it comes back to one that is left."""
        others = [each for each in QGuiApplication.screens() if each is not screen]
        if screen in (self._film_on, self._panel_on) or len(others) == 1:
            self.join()
        if screen is self._film_on:
            self.leave(others[0] if others else None)


class PanelWindow(QWidget):
    """A window that holds the panel while it stands apart.

    Signals:
        closed: Somebody closed it.
    """

    closed = Signal()

    def __init__(self, room: QWidget, panel: QWidget) -> None:
        super().__init__(room, Qt.WindowType.Window)
        self.setWindowTitle(panel.accessibleName())
        self.setProperty("surface", "panel")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(panel)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing it means joining, not losing the panel."""
        event.ignore()
        self.closed.emit()
