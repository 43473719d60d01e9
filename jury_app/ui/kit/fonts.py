"""Fonts: the shipped ones stand behind the system's, so that a title in any script shows."""

from typing import Final

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication

from jury_app.base import places

FAMILIES: Final = (
    "Noto Sans",
    "Noto Sans TC",
    "Noto Sans SC",
    "Noto Sans JP",
    "Noto Sans KR",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Thai",
)
"""In the order in which they are asked for a character that the system's font does not have."""

_loaded: dict[str, int] = {}


def load() -> None:
    """Make the shipped fonts known to Qt, behind the system's; once a process.

    Called once a window has its first picture: they are 30 MB, and most titles do without. The
    texts that stand already are painted again.
    """
    # Substitutes, not families of every font: Qt seeks each family that a font names.
    QFont.insertSubstitutions(QGuiApplication.font().family(), FAMILIES)
    for file in sorted(places.resource("fonts").glob("*.ttf")):
        if file.name not in _loaded:
            _loaded[file.name] = QFontDatabase.addApplicationFont(str(file))
    for window in QApplication.topLevelWidgets():
        window.update()
