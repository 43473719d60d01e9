"""Paints the gallery into pictures, by the shipped fonts alone: the same ones on every machine.

    python -m tests.ui.kit.gallery_pictures FOLDER

writes what `test_gallery.py` compares with `golden/`; to renew those, name that folder and look at
every picture that changed.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
LOOKS = (("dark", 100), ("light", 100), ("contrast", 100), ("light", 200))
AT_200 = frozenset({"texts", "buttons", "choices", "fields"})
"""Sections that are painted at 200 %, too."""
WIDTH = 560
_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir>
<match target="font"><edit name="hinting" mode="assign"><bool>false</bool></edit>
<edit name="rgba" mode="assign"><const>none</const></edit>
<edit name="antialias" mode="assign"><bool>true</bool></edit></match></fontconfig>
"""


def paint(folder: Path) -> None:
    """Paint all pictures into a folder, in a process that knows no other fonts and no screen."""
    with tempfile.TemporaryDirectory() as place:
        config = Path(place) / "fonts.conf"
        fonts = ROOT / "resources" / "fonts"
        config.write_text(_FONTS.format(fonts=fonts, cache=place), "utf-8")
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("QT_")},
            "FONTCONFIG_FILE": str(config),
            "QT_QPA_PLATFORM": "offscreen",
            "LC_ALL": "C.UTF-8",
        }
        subprocess.run(
            [sys.executable, "-m", "tests.ui.kit.gallery_pictures", "--here", str(folder)],
            env=environment,
            cwd=ROOT,
            check=True,
            timeout=120,
            stderr=subprocess.DEVNULL,  # the platform says for each window what it cannot do
        )


def _paint_here(folder: Path) -> None:
    from PySide6.QtGui import QFont
    from PySide6.QtWidgets import QApplication

    from jury_app.ui.kit import fonts
    from jury_app.ui.kit.gallery import SECTIONS, section
    from jury_app.ui.kit.preferences import Preferences
    from jury_app.ui.kit.theme import Theme

    application = QApplication(["gallery"])
    application.setCursorFlashTime(0)
    application.setFont(QFont("Noto Sans", 10))
    fonts.load()
    preferences = Preferences()
    theme = Theme(application, preferences)
    folder.mkdir(exist_ok=True)
    for name, text in LOOKS:
        preferences.set(theme=name, text=text)
        for each in SECTIONS:
            if text != 100 and each.name not in AT_200:
                continue
            surface = section(each)
            theme.dress(surface)
            surface.setFixedWidth(round(WIDTH * theme.scale))
            surface.show()
            _settle(application)
            surface.adjustSize()
            if (focused := application.focusWidget()) is not None:
                focused.clearFocus()
            _settle(application)
            _save(surface.grab().toImage(), folder / f"{each.name}-{name}-{text}.png")
            surface.close()
        if text == 100:
            _paint_focus(folder / f"focus-{name}-{text}.png", application)


def _paint_focus(file: Path, application) -> None:
    """One picture of each kind of control while it has the focus."""
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtWidgets import QWidget

    from jury_app.ui.kit.gallery import SECTIONS, section
    from jury_app.ui.kit.theme import theme

    grabbed, kinds = [], set()
    for name in ("buttons", "choices", "fields", "table", "pictures"):
        surface = section(next(each for each in SECTIONS if each.name == name))
        theme().dress(surface)
        surface.setFixedWidth(round(WIDTH * theme().scale))
        surface.show()
        surface.activateWindow()
        _settle(application)
        for widget in surface.findChildren(QWidget):
            kind = (type(widget).__name__, str(widget.property("kind")))
            takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled()
            if takes and kind not in kinds and widget.isVisible() and widget.height() < 500:
                kinds.add(kind)
                widget.setFocus(Qt.FocusReason.TabFocusReason)
                _settle(application)
                grabbed.append(surface.grab(widget.geometry().translated(_at(widget, surface))))
        surface.close()
    gap = 8
    image = QImage(
        max(each.width() for each in grabbed) + 2 * gap,
        sum(each.height() + gap for each in grabbed) + gap,
        QImage.Format.Format_RGB32,
    )
    image.fill(theme().colour("panel"))
    painter = QPainter(image)
    y = gap
    for each in grabbed:
        painter.drawPixmap(QPoint(gap, y), each)
        y += each.height() + gap
    painter.end()
    _save(image, file)


def _save(image, file: Path) -> None:
    image.convertToFormat(image.Format.Format_RGB888).save(str(file), "PNG", 0)  # smallest


def _at(widget, surface):
    return widget.parentWidget().mapTo(surface, widget.rect().topLeft())


def _settle(application) -> None:
    for _round in range(5):
        application.processEvents()


if __name__ == "__main__":
    if sys.argv[1] == "--here":
        _paint_here(Path(sys.argv[2]))
    else:
        paint(Path(sys.argv[1]))
