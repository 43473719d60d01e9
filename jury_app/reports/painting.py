"""Painting: pages of marks onto a reportlab canvas, and pictures among them.

The document's bytes follow from its pages alone: no clock, no random id.
"""

import io
from collections.abc import Sequence
from functools import cache

from msgspec import Struct
from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from jury_app.pictures.shapes import Circle, Fill, Line, Picture, Polyline, Rectangle, Role, Stroke
from jury_app.pictures.shapes import Text as Caption
from jury_app.pictures.svg import PAPER
from jury_app.reports.pages import SIZES, Page, Placed, Words
from jury_app.reports.sheets import Paper
from jury_app.reports.typesetting.ink import Ink
from jury_app.reports.typesetting.lines import set_lines

rl_config.useA85 = 0  # streams as they are: text armour costs a quarter of the bytes and time
_ONE_LINE = 10_000_000.0  # thousandths of an em: a caption is never broken


class Entry(Struct, frozen=True):
    """A line of the outline: title, page (from 0), depth (from 0)."""

    title: str
    page: int
    depth: int = 0


class Printed(Struct, frozen=True):
    """A laid-out document: pages, outline, and the title in its properties."""

    pages: Sequence[Page]
    title: str
    outline: Sequence[Entry] = ()


@cache
def colour(role: Role) -> tuple[float, float, float]:
    """The role's colour on paper: red, green, blue from 0 to 1."""
    digits = PAPER[role].removeprefix("#")
    red, green, blue = (int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4))
    return red, green, blue


class Painter:
    """Draws marks on one canvas.

    Args:
        canvas: Of the document.
        height: Of its pages, in points.
    """

    def __init__(self, canvas: Canvas, height: float) -> None:
        self._canvas = canvas
        self._height = height
        self._ink = Ink(canvas)
        self._used: tuple[Stroke | None, Fill | None, float] = (None, None, 1.0)

    def page(self, page: Page) -> None:
        """Draw one page, first mark lowest, and end it."""
        for mark in page:
            if isinstance(mark, Words):
                self._forget()
                at = self._height - mark.y
                self._ink.line(mark.line, mark.x, at, mark.size, colour(mark.role))
            elif isinstance(mark, Placed):
                self.picture(mark.picture, mark.x, mark.y, mark.scale)
            else:
                self._shape(mark, 0.0, 0.0, 1.0)
        self._forget()
        self._canvas.showPage()

    def picture(self, picture: Picture, x: float, y: float, scale: float) -> None:
        """Draw a picture with its top left corner at (x, y) from the top left of the page."""
        for shape in picture.shapes:
            if isinstance(shape, Caption):
                self._caption(shape, x, y, scale)
            else:
                self._shape(shape, x, y, scale)

    def _caption(self, caption: Caption, x: float, y: float, scale: float) -> None:
        self._forget()
        size = caption.size * scale
        for line in set_lines(caption.text, _ONE_LINE, bold=caption.bold, most=1):
            width = line.width * size / 1000
            shift = {"start": 0.0, "middle": width / 2, "end": width}[caption.anchor]
            at = self._height - y - caption.at.y * scale
            self._ink.line(line, x + caption.at.x * scale - shift, at, size, colour(caption.role))

    def _shape(
        self, shape: Line | Polyline | Rectangle | Circle, x: float, y: float, scale: float
    ) -> None:
        canvas = self._canvas
        stroke = shape.stroke
        fill = None if isinstance(shape, Line) else shape.fill
        self._use(stroke, fill, scale)
        drawn = {"stroke": int(stroke is not None), "fill": int(fill is not None)}
        top = self._height - y
        if isinstance(shape, Line):
            (x1, y1), (x2, y2) = shape.start, shape.end
            canvas.line(x + x1 * scale, top - y1 * scale, x + x2 * scale, top - y2 * scale)
        elif isinstance(shape, Rectangle):
            bottom = top - (shape.y + shape.height) * scale
            box = (x + shape.x * scale, bottom, shape.width * scale, shape.height * scale)
            if shape.radius:
                canvas.roundRect(*box, shape.radius * scale, **drawn)
            else:
                canvas.rect(*box, **drawn)
        elif isinstance(shape, Circle):
            canvas.circle(
                x + shape.centre.x * scale,
                top - shape.centre.y * scale,
                shape.radius * scale,
                **drawn,
            )
        elif shape.points:
            path = canvas.beginPath()
            first, *rest = shape.points
            path.moveTo(x + first.x * scale, top - first.y * scale)
            for point in rest:
                path.lineTo(x + point.x * scale, top - point.y * scale)
            if shape.closed:
                path.close()
            canvas.drawPath(path, **drawn)

    def _use(self, stroke: Stroke | None, fill: Fill | None, scale: float) -> None:
        """Set colours and lines unless the shape before has left them so."""
        canvas = self._canvas
        before, filled, scaled = self._used
        if stroke is not None and (stroke, scale) != (before, scaled):
            canvas.setStrokeColorRGB(*colour(stroke.role))
            canvas.setLineWidth(stroke.width * scale)
            canvas.setDash([length * scale for length in stroke.dash])
        if fill is not None and fill != filled:
            canvas.setFillColorRGB(*colour(fill.role))
            canvas.setFillAlpha(fill.opacity)
        self._used = (stroke or before, fill or filled, scale if stroke else scaled)

    def _forget(self) -> None:
        """Text and new pages leave other colours behind."""
        _before, filled, _scale = self._used
        if filled is not None and filled.opacity < 1:
            self._canvas.setFillAlpha(1)
        self._used = (None, None, 1.0)


def pdf(document: Printed, paper: Paper) -> bytes:
    """The document as PDF; the same document gives the same bytes."""
    sink = io.BytesIO()
    width, height = SIZES[paper]
    canvas = Canvas(sink, pagesize=(width, height), invariant=1, pageCompression=1)
    canvas.setTitle(document.title)
    canvas.setCreator("Jury App")
    canvas.setProducer("Jury App")
    painter = Painter(canvas, height)
    entries: dict[int, list[Entry]] = {}
    for entry in document.outline:
        entries.setdefault(entry.page, []).append(entry)
    for number, page in enumerate(document.pages):
        for place, entry in enumerate(entries.get(number, ())):
            key = f"p{number}-{place}"
            canvas.bookmarkPage(key)
            canvas.addOutlineEntry(entry.title, key, level=entry.depth, closed=False)
        painter.page(page)
    if document.outline:
        canvas.showOutline()
    canvas.save()
    return sink.getvalue()
