"""The shipped fonts stand behind the system's, whatever the system has."""

import subprocess
import sys

import pytest
from PySide6.QtGui import QTextLayout

from jury_app.ui.kit import fonts


def families(text, font):
    layout = QTextLayout(text, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return {run.rawFont().familyName() for run in layout.glyphRuns()}


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("影展", "Noto Sans TC"),
        ("한국", "Noto Sans KR"),
        ("ภาพยนตร์", "Noto Sans Thai"),
        ("סרט", "Noto Sans Hebrew"),
        ("فيلم", "Noto Sans Arabic"),
    ],
)
def test_a_title_is_written_in_the_shipped_font_of_its_script(theme, text, family):
    fonts.load()
    assert families(text, theme.font()) == {family}
    assert families(text, theme.font("title")) == {family}


def test_the_first_picture_has_the_shipped_fonts_of_every_script_but_the_heaviest(qapp):
    """In a process of its own: what was made known to Qt stays known."""
    script = (
        "from PySide6.QtGui import QFontDatabase\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from jury_app.ui.kit import fonts\n"
        "application = QApplication([])\n"
        "fonts.begin()\n"
        "begun = dict(fonts._loaded)\n"
        "fonts.load()\n"
        "print(sorted(begun), min(begun.values()), len(fonts._loaded) > len(begun))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    assert done.stdout == (
        "['NotoSans-Regular.ttf', 'NotoSansArabic-Regular.ttf', 'NotoSansHebrew-Regular.ttf',"
        " 'NotoSansTC-Regular.ttf', 'NotoSansThai-Regular.ttf'] 0 True\n"
    )


@pytest.mark.parametrize(
    "text", ["影展", "סרט", "البحر", "ภาพยนตร์", "Été", "한국", "鏡港 2", "नदी"]
)
def test_a_suited_font_writes_what_qt_would_after_a_longer_search(theme, text):
    fonts.load()
    for font in (theme.font(), theme.font("title")):
        suited = fonts.suited(font, text)
        assert families(text, suited) == families(text, font)
        assert (suited.pointSizeF(), suited.weight()) == (font.pointSizeF(), font.weight())


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("雲海", "Noto Sans TC"),
        ("البحر ينسى", "Noto Sans Arabic"),
        ("Film", None),
        ("鏡港 2", None),
        ("नदी", None),
    ],
)
def test_a_title_of_one_shipped_font_is_suited_by_it_and_others_are_left_to_qt(theme, text, family):
    fonts.load()
    font = theme.font()
    assert fonts.suited(font, text).family() == (family or font.family())
