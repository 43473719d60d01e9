"""The film's place on the screen: a native, dark, opaque widget into which libvlc draws.

What stands over the film must be an opaque sibling of this widget: libvlc's window shows a
translucent one as a black box.
"""

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from jury_app.base.texts import _
from jury_app.ui.kit.theme import theme

_QUIET = 2000
"""Milliseconds after which a mouse that rests is hidden."""


class FilmView(QWidget):
    """Where a film is seen.

    Signals:
        stirred: The mouse moved over the film; what hides itself may show.
        rested: It has rested for two seconds and is hidden.
        chosen: A click.
        full_screen_asked: A double click.
        window_changed: Its native window is another one (its number).
        resized: It has another size.
    """

    stirred = Signal()
    rested = Signal()
    chosen = Signal()
    full_screen_asked = Signal()
    window_changed = Signal(object)
    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DontCreateNativeAncestors)
        self.setAttribute(Qt.WidgetAttribute.WA_NativeWindow)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 90)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Film"))
        self._place = QPoint(-1, -1)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_QUIET)
        self._rest.timeout.connect(self._hide_mouse)

    def window_number(self) -> int:
        """The native window (X11), handle (Windows) or view (macOS) that libvlc draws into."""
        return int(self.winId())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Darkness, wherever libvlc draws nothing."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme().colour("film"))
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Tell when the system gave this widget another native window."""
        if event.type() == QEvent.Type.WinIdChange and self.internalWinId():
            self.window_changed.emit(self.window_number())
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell of it: a film that stands draws nothing by itself."""
        super().resizeEvent(event)
        self.resized.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the mouse for a while; a still mouse over moving pictures sends events too."""
        place = event.globalPosition().toPoint()
        if place != self._place:
            self._place = place
            self.unsetCursor()
            self.stirred.emit()
        self._rest.start()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the focus, so that keys are the film's."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for the full screen."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.full_screen_asked.emit()

    def leaveEvent(self, event: QEvent) -> None:
        """Outside the film the mouse is nobody's to hide."""
        self._rest.stop()
        self.unsetCursor()
        super().leaveEvent(event)

    def _hide_mouse(self) -> None:
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.rested.emit()
