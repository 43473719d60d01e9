"""Titles on paper look as Qt draws them with the same fonts: two shapers, one picture."""

import io
import os
import shutil
import subprocess

import pytest

if not {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys():
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QImage, QPainter, QTextLayout, QTextOption
from reportlab.pdfgen.canvas import Canvas

from jury_app.base import places
from jury_app.reports.typesetting.fonts import font_for, han_language
from jury_app.reports.typesetting.ink import Ink
from jury_app.reports.typesetting.lines import set_lines
from tests.reports.cards import TITLES

SIZE = 40.0  # points, and pixels at 72 dots an inch
WIDTH, HEIGHT, BASELINE = 900, 110, 76

pytestmark = pytest.mark.skipif(
    shutil.which("pdftoppm") is None, reason="poppler-utils draws the page"
)


def on_paper(title: str) -> QImage:
    """The title from the PDF, in grey, from its left edge."""
    sink = io.BytesIO()
    canvas = Canvas(sink, pagesize=(WIDTH, HEIGHT), invariant=1)
    (line,) = set_lines(title, WIDTH * 1000 / SIZE)
    Ink(canvas).line(line, 20, HEIGHT - BASELINE, SIZE, (0, 0, 0))
    canvas.save()
    command = ["pdftoppm", "-r", "72", "-gray", "-png", "-"]
    drawn = subprocess.run(command, input=sink.getvalue(), capture_output=True, check=True)
    return QImage.fromData(drawn.stdout).convertToFormat(QImage.Format.Format_Grayscale8)


def family(name: str) -> str:
    """The family of a shipped font, loaded into Qt once."""
    number = QFontDatabase.addApplicationFont(str(places.resource("fonts", f"{name}.ttf")))
    (found, *_others) = QFontDatabase.applicationFontFamilies(number)
    return found


def by_qt(title: str) -> QImage:
    """The title as Qt's own shaper and bidirectional algorithm draw it."""
    language = han_language(title, "en")
    names = dict.fromkeys(
        name for char in title if (name := font_for(char, language, bold=False)) is not None
    )
    font = QFont()
    font.setFamilies([family(name) for name in names])
    font.setPixelSize(int(SIZE))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_Grayscale8)
    image.fill(QColor("white"))
    painter = QPainter(image)
    layout = QTextLayout(title, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(WIDTH)
    layout.endLayout()
    left = min(run.boundingRect().left() for run in layout.glyphRuns())
    layout.draw(painter, QPointF(20 - max(left, 0.0), BASELINE - line.ascent()))
    painter.end()
    return image


def ink(image: QImage) -> list[list[float]]:
    """Darkness 0–1 of every pixel."""
    return [
        [1 - byte / 255 for byte in bytes(image.constScanLine(row))[: image.width()]]
        for row in range(image.height())
    ]


def bounds(pixels: list[list[float]]) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of what is drawn."""
    rows = [row for row, line in enumerate(pixels) if max(line) > 0.5]
    columns = [
        column for column in range(len(pixels[0])) if max(line[column] for line in pixels) > 0.5
    ]
    return columns[0], rows[0], columns[-1], rows[-1]


def likeness(one: list[list[float]], other: list[list[float]]) -> float:
    """Correlation of two pictures' ink, each from its own left edge and top; the best of shifts.

    Rasterisers place glyphs at fractions of a pixel in different ways, so one pixel is allowed.
    """
    (left1, top1, right1, bottom1), (left2, top2, right2, bottom2) = bounds(one), bounds(other)
    width = max(right1 - left1, right2 - left2) + 1
    height = max(bottom1 - top1, bottom2 - top2) + 1

    def cut(pixels: list[list[float]], left: int, top: int) -> list[float]:
        return [
            pixels[top + y][left + x] if 0 <= top + y < HEIGHT and 0 <= left + x < WIDTH else 0.0
            for y in range(height)
            for x in range(width)
        ]

    first = cut(one, left1, top1)
    return max(
        _cosine(first, cut(other, left2 + dx, top2 + dy)) for dx in (-1, 0, 1) for dy in (-1, 0, 1)
    )


def _cosine(first: list[float], second: list[float]) -> float:
    both = sum(map(float.__mul__, first, second))
    return both / (sum(x * x for x in first) * sum(y * y for y in second)) ** 0.5


@pytest.mark.parametrize("title", [*TITLES, "Film أفلام 42", "office AVATAR Ñandú", "骨と骨"])
def test_a_title_is_drawn_as_qt_draws_it(qapp, title: str) -> None:
    paper, screen = ink(on_paper(title)), ink(by_qt(title))
    left1, top1, right1, bottom1 = bounds(paper)
    left2, top2, right2, bottom2 = bounds(screen)
    assert abs((right1 - left1) - (right2 - left2)) <= 3
    assert abs((bottom1 - top1) - (bottom2 - top2)) <= 2
    assert likeness(paper, screen) > 0.9


def test_the_likeness_tells_one_title_from_another(qapp) -> None:
    assert likeness(ink(on_paper("مدينة")), ink(by_qt("ةنيدم"))) < 0.7
    assert likeness(ink(on_paper("骨の")), ink(by_qt("骨"))) < 0.9
