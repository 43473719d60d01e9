"""Fonts: the shipped ones stand behind the system's, so that a title in any script shows.

Who paints titles of many scripts by himself takes the font that is `suited`.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QRawFont
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
_FIRST: Final = FAMILIES[:5]
"""Those that are read before the first picture; the others are large, or bold, which Qt draws from
these until they come."""

_loaded: dict[str, int] = {}
_known: dict[str, QRawFont] = {}
"""Family → what says which characters it has."""


def begin() -> None:
    """Make those known to Qt that a first picture may need; called before the first text.

    Without them Qt asks the system for a font of each script, candidate by candidate, which takes
    longer than reading these.
    """
    # Substitutes, not families of every font: Qt seeks each family that a font names.
    QFont.insertSubstitutions(QGuiApplication.font().family(), FAMILIES)
    names = (family.replace(" ", "") for family in _FIRST)
    _load(places.resource("fonts", f"{name}-Regular.ttf") for name in names)


def load() -> None:
    """Make all shipped fonts known to Qt, behind the system's; once a process.

    Called once a window has its first picture: they are 37 MB, and most titles do without. The
    texts that stand already are painted again.
    """
    begin()
    _load(sorted(places.resource("fonts").glob("*.ttf")))
    for window in QApplication.topLevelWidgets():
        window.update()


def suited(font: QFont, text: str) -> QFont:
    """The font in which a text is written: where the system's has no letter of it, a shipped one.

    Qt comes to the same one by itself, after sorting all fonts of the system by how well they
    suit the text's script; for three scripts in one picture that takes a third of its painting.

    Args:
        font: In which it would be written; its size and weight are kept.
        text: One line. If its letters are of several fonts, they are left to Qt.
    """
    if text.isascii():
        return font
    own = _characters(font)
    if any(char.isalnum() and own.supportsCharacter(ord(char)) for char in text):
        return font
    for family in _FIRST:
        found = QFont(font)
        found.setFamily(family)
        shipped = _characters(found)
        if all(char.isspace() or shipped.supportsCharacter(ord(char)) for char in text):
            return found
    return font


def _characters(font: QFont) -> QRawFont:
    family = font.family()
    if family not in _known:
        _known[family] = QRawFont.fromFont(font)
    return _known[family]


def _load(files: Iterable[Path]) -> None:
    _known.clear()
    for file in files:
        if file.name not in _loaded:
            _loaded[file.name] = QFontDatabase.addApplicationFont(str(file))
