"""Where a window stands: kept when it closes, and taken again within the screen that is there."""

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QStyle, QWidget

from jury_app.ui.juror.room.screens import within
from jury_app.ui.kit.preferences import Preferences


def keep(window: QWidget, preferences: Preferences) -> None:
    """Keep where a window stands."""
    preferences.set(geometry=window.saveGeometry().toBase64().toStdString())


def restore(window: QWidget, preferences: Preferences) -> None:
    """Put a window where the last one stood, no larger than the screen that is there now."""
    # A place that somebody damaged is none: Qt decodes what it can, and refuses the rest.
    window.restoreGeometry(QByteArray.fromBase64(preferences.geometry.encode()))
    if window.windowState() & (Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen):
        return
    fitting = within(window.geometry(), window.screen())
    bar = window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
    tallest = window.screen().availableGeometry().height() - bar
    fitting.setHeight(min(fitting.height(), tallest))
    window.resize(fitting.size())
    if window.testAttribute(Qt.WidgetAttribute.WA_Moved):  # else the system finds it a place
        window.move(fitting.topLeft())
