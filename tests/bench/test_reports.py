"""How fast scorecards are printed, beside reportlab drawing the same glyphs bare."""

import io
import os
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from jury_app.base import places
from jury_app.base.files import write_durably
from jury_app.pictures.shapes import Text
from jury_app.reports.documents import document, laid_out
from jury_app.reports.pages import SIZES, Placed, Words
from jury_app.reports.printing import print_jobs, scorecard_jobs
from jury_app.reports.sheets import Remark, ScorecardSheet
from jury_app.reports.typesetting.lines import set_lines
from jury_app.reports.typesetting.shaping import _shaped
from tests.reports import cards

pytestmark = pytest.mark.bench

COUNT = 200
Piece = tuple[str, str, float, float, float]
"""Font, text, size, place from the left and from the bottom."""


def sheets() -> list[ScorecardSheet]:
    """Cards that differ in title, juror and comments, as a festival's do."""
    return [
        cards.titled(
            f"{cards.TITLES[number % len(cards.TITLES)]} {number}",
            juror=f"Juror {number}",
            value=f"{number / 2:.2f}",
            comments=tuple(
                Remark(label=remark.label, text=_shuffled(remark.text, number))
                for remark in cards.CARD.comments
            ),
        )
        for number in range(COUNT)
    ]


def _shuffled(text: str, number: int) -> str:
    """The words in another order, several times over: no card repeats another's comment."""
    words = text.split()
    random.Random(number).shuffle(words)
    return " ".join(words * 3)


def pieces(sheet: ScorecardSheet) -> list[list[Piece]]:
    """All texts of a card's pages, run by run as they are drawn, with their fonts."""
    height = SIZES["a4"][1]
    found: list[list[Piece]] = []
    for leaf in laid_out(sheet, "a4").leaves:
        texts: list[Piece] = []
        for mark in leaf.page:
            if isinstance(mark, Words):
                x = mark.x
                for run in mark.line.runs:
                    texts.append((run.font, run.text, mark.size, x, height - mark.y))
                    x += run.width * mark.size / 1000
            elif isinstance(mark, Placed):
                texts += [
                    ("NotoSans-Regular", shape.text, shape.size, mark.x, height - mark.y)
                    for shape in mark.picture.shapes
                    if isinstance(shape, Text)
                ]
        found.append(texts)
    return found


def bare(path: Path, pages: list[list[Piece]]) -> None:
    """One PDF by `drawString` alone: no layout, no shaping, no shapes."""
    sink = io.BytesIO()
    canvas = Canvas(sink, pagesize=SIZES["a4"], invariant=1, pageCompression=1)
    for texts in pages:
        for font, text, size, x, y in texts:
            canvas.setFont(font, size)
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    write_durably(path, sink.getvalue())


def fastest(*works: Callable[[], object]) -> list[float]:
    """The shortest of three runs of each, taken in turns, so that all meet the same machine."""
    best = [float("inf")] * len(works)
    for _ in range(3):
        for place, work in enumerate(works):
            set_lines.cache_clear()
            _shaped.cache_clear()
            start = time.perf_counter()
            work()
            best[place] = min(best[place], time.perf_counter() - start)
    return best


def test_200_scorecards_print_at_half_the_rate_of_bare_reportlab(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    all_sheets = sheets()
    texts = [pieces(sheet) for sheet in all_sheets]
    for font in {piece[0] for pages in texts for page in pages for piece in page}:
        path = places.resource("fonts", f"{font}.ttf")
        pdfmetrics.registerFont(TTFont(font, str(path), shapable=False))
    glyphs = sum(len(piece[1]) for pages in texts for page in pages for piece in page)

    def by_reportlab() -> None:
        for number, pages in enumerate(texts):
            bare(tmp_path / f"bare-{number}.pdf", pages)

    def in_one_process() -> None:
        for number, sheet in enumerate(all_sheets):
            write_durably(tmp_path / f"one-{number}.pdf", document(sheet, "a4"))

    def by_children() -> None:
        written = print_jobs(scorecard_jobs(all_sheets, tmp_path / "out"))
        assert len(written) == COUNT

    least, one, all_cores = fastest(by_reportlab, in_one_process, by_children)
    with capsys.disabled():
        print(
            f"\nreports: {COUNT} scorecards, {glyphs:,} characters; bare reportlab"
            f" {COUNT / least:.0f} a second; one process {COUNT / one:.0f} ({least / one:.2f} of"
            f" bare); children on {os.cpu_count()} cores, their start included,"
            f" {COUNT / all_cores:.0f} ({least / all_cores:.2f} of bare, limit 0.5)"
        )
    assert least / all_cores >= 0.5
