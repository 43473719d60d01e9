"""Fonts: the shipped ones stand behind the system's, so that a title in any script shows."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication

from jury_app.base import places

FAMILIES: Final = (
    "Noto Sans",
    "Noto Sans TC",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Thai",
    "Noto Sans SC",
    "Noto Sans JP",
    "Noto Sans KR",
)
"""In the order in which they are asked for a character that the system's font does not have."""
_FIRST: Final = ("NotoSans", "NotoSansTC", "NotoSansArabic", "NotoSansHebrew", "NotoSansThai")
"""Files, without their `-Regular.ttf`, that are read before the first picture; the others are
large, or bold, which Qt draws from these until they come."""

_loaded: dict[str, int] = {}


def begin() -> None:
    """Make those known to Qt that a first picture may need; called before the first text.

    Without them Qt asks the system for a font of each script, candidate by candidate, which takes
    longer than reading these.
    """
    # Substitutes, not families of every font: Qt seeks each family that a font names.
    QFont.insertSubstitutions(QGuiApplication.font().family(), FAMILIES)
    _load(places.resource("fonts", f"{name}-Regular.ttf") for name in _FIRST)


def load() -> None:
    """Make all shipped fonts known to Qt, behind the system's; once a process.

    Called once a window has its first picture: they are 37 MB, and most titles do without. The
    texts that stand already are painted again.
    """
    begin()
    _load(sorted(places.resource("fonts").glob("*.ttf")))
    for window in QApplication.topLevelWidgets():
        window.update()


def _load(files: Iterable[Path]) -> None:
    for file in files:
        if file.name not in _loaded:
            _loaded[file.name] = QFontDatabase.addApplicationFont(str(file))
