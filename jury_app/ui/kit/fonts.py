"""Fonts: the shipped ones stand behind the system's, so that a title in any script shows."""

from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QFontDatabase

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


def load_soon(owner: QObject) -> None:
    """Load them once the event loop runs: the first picture of the window does not wait."""
    QTimer.singleShot(0, owner, load)


def load() -> None:
    """Make the shipped fonts known to Qt; once a process."""
    for file in sorted(places.resource("fonts").glob("*.ttf")):
        if file.name not in _loaded:
            _loaded[file.name] = QFontDatabase.addApplicationFont(str(file))
