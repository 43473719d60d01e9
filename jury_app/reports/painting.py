"""Painting: pages of marks onto a reportlab canvas, and pictures among them.

The document's bytes follow from its pages alone: no clock, no random id.
"""

import io
from collections.abc import Iterable, Sequence

from msgspec import Struct
from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from jury_app.base.texts import plain
from jury_app.pictures.shapes import Circle, Line, Picture, Polyline, Rectangle
from jury_app.pictures.shapes import Text as Caption
from jury_app.reports.pages import SIZES, Page, Placed, Words
from jury_app.reports.shapes import Frame, colour, operators
from jury_app.reports.sheets import Paper
from jury_app.reports.typesetting.ink import Ink
from jury_app.reports.typesetting.lines import set_lines
from jury_app.reports.typesetting.operators import write

rl_config.useA85 = 0  # streams as they are: text armour costs a quarter of the bytes and time
_ONE_LINE = 10_000_000.0  # thousandths of an em: a caption is never broken


class Entry(Struct, frozen=True):
    """A line of the outline: title, depth (from 0)."""

    title: str
    depth: int = 0


class Leaf(Struct, frozen=True):
    """One page, and the lines of the outline that lead to it."""

    page: Page
    entries: Sequence[Entry] = ()


class Printed(Struct, frozen=True):
    """A laid-out document: the title in its properties, and its pages, which are gone over once."""

    title: str
    leaves: Iterable[Leaf]


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

    def page(self, page: Page) -> None:
        """Draw one page, first mark lowest, and end it."""
        whole = Frame(0.0, self._height)
        for mark in page:
            if isinstance(mark, Words):
                at = self._height - mark.y
                self._ink.line(mark.line, mark.x, at, mark.size, colour(mark.role))
            elif isinstance(mark, Placed):
                self.picture(mark.picture, Frame(mark.x, self._height - mark.y, mark.scale))
            else:
                self._shape(mark, whole)
        self._canvas.showPage()

    def picture(self, picture: Picture, frame: Frame) -> None:
        """Draw a picture's shapes in `frame`, first shape lowest."""
        for shape in picture.shapes:
            if isinstance(shape, Caption):
                self._caption(shape, frame)
            else:
                self._shape(shape, frame)

    def _caption(self, caption: Caption, frame: Frame) -> None:
        size = caption.size * frame.scale
        for line in set_lines(caption.text, _ONE_LINE, bold=caption.bold, most=1):
            width = line.width * size / 1000
            shift = {"start": 0.0, "middle": width / 2, "end": width}[caption.anchor]
            x = frame.left + caption.at.x * frame.scale - shift
            y = frame.top - caption.at.y * frame.scale
            self._ink.line(line, x, y, size, colour(caption.role))

    def _shape(self, shape: Line | Polyline | Rectangle | Circle, frame: Frame) -> None:
        opacity = 1.0 if isinstance(shape, Line) or shape.fill is None else shape.fill.opacity
        if opacity < 1:
            self._canvas.setFillAlpha(opacity)
        write(self._canvas, operators(shape, frame))
        if opacity < 1:
            self._canvas.setFillAlpha(1)


def pdf(document: Printed, paper: Paper) -> bytes:
    """The document as PDF; the same document gives the same bytes."""
    sink = io.BytesIO()
    width, height = SIZES[paper]
    canvas = Canvas(sink, pagesize=(width, height), invariant=1, pageCompression=1)
    canvas.setTitle(plain(document.title))
    canvas.setAuthor("")
    canvas.setSubject("")
    canvas.setCreator("Jury App")
    canvas.setProducer("Jury App")
    painter = Painter(canvas, height)
    for number, leaf in enumerate(document.leaves):
        for place, entry in enumerate(leaf.entries):
            key = f"p{number}-{place}"
            canvas.bookmarkPage(key)
            canvas.addOutlineEntry(plain(entry.title), key, level=entry.depth, closed=False)
            canvas.showOutline()
        painter.page(leaf.page)
    canvas.save()
    return sink.getvalue()
