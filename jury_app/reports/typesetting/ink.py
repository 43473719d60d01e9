"""Ink: lines of glyphs on a page of a reportlab canvas. The only place where text is drawn."""

from collections.abc import Iterator
from itertools import groupby

from reportlab.pdfgen.canvas import Canvas

from jury_app.reports.typesetting.embedding import EmbeddedFont, FontHolder
from jury_app.reports.typesetting.fonts import face
from jury_app.reports.typesetting.lines import Line
from jury_app.reports.typesetting.operators import number, write
from jury_app.reports.typesetting.shaping import Run

_SWELL = 0.028
"""Width of the outline that makes a one-weight font bold, in ems."""


class Ink:
    """Draws lines on one canvas, and keeps the fonts of its document."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._document: FontHolder = canvas._doc  # type: ignore[attr-defined]  # noqa: SLF001  the stubs leave it out
        self._fonts: dict[str, EmbeddedFont] = {}

    def _font(self, name: str) -> EmbeddedFont:
        found = self._fonts.get(name)
        if found is None:
            found = self._fonts[name] = EmbeddedFont(face(name), self._document)
        return found

    def line(
        self, line: Line, x: float, y: float, size: float, colour: tuple[float, float, float]
    ) -> None:
        """Draw `line` from `x` on the baseline `y`, in points from the bottom left corner."""
        red, green, blue = map(number, colour)
        code = [f"BT {red} {green} {blue} rg"]
        for run in line.runs:
            code.append(self._run(run, x, y, size, f"{red} {green} {blue}"))
            x += run.width * size / 1000
        code.append("ET")
        write(self._canvas, " ".join(code))

    def _run(self, run: Run, x: float, y: float, size: float, colour: str) -> str:
        font = self._font(run.font)
        head = f"/{font.internal} {number(size)} Tf 1 0 0 1 {number(x)} {number(y)} Tm"
        body = " ".join(_shown(run, font, size))
        if run.swollen:
            return f"{head} 2 Tr {colour} RG {number(size * _SWELL)} w {body} 0 Tr"
        return f"{head} {body}"


def _shown(run: Run, font: EmbeddedFont, size: float) -> Iterator[str]:
    """The run's glyphs; those that stand higher or lower than the baseline are raised."""
    if run.level_ground:
        yield f"[{font.codes(run.glyphs)}] TJ"
        return
    for rise, glyphs in groupby(run.glyphs, key=lambda glyph: glyph.y):
        yield f"{number(rise * size / 1000)} Ts [{font.codes(glyphs)}] TJ"
    yield "0 Ts"
