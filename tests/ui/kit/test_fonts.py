"""The shipped fonts stand behind the system's, whatever the system has."""

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
