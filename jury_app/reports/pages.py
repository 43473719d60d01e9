"""Pages: blocks of set text, rules and pictures flow down the pages of a document.

Laying out is pure: the result is a list of pages of marks, in points from the top left corner, so
that “page 2 of 3” is known before anything is drawn. `painting` draws them.
"""

from collections.abc import Callable, Sequence

from msgspec import Struct

from jury_app.pictures.shapes import Fill, Picture, Point, Rectangle, Role, Stroke
from jury_app.pictures.shapes import Line as Ruled
from jury_app.reports.sheets import Paper
from jury_app.reports.typesetting.lines import Line, set_lines

SIZES: dict[Paper, tuple[float, float]] = {"a4": (595.2756, 841.8898), "letter": (612.0, 792.0)}
"""Width and height in points."""
MARGIN = 45.0
"""Left and right of the text, in points."""
_TOP = 40.0
_FOOT = 44.0
_HEAD = 24.0  # the running head, in points
_SPACE = 0.28  # between texts beside each other, in ems


class Style(Struct, frozen=True):
    """How text is set: size and line distance in points, weight, colour role."""

    size: float = 9.0
    leading: float = 12.6
    bold: bool = False
    role: Role = "text"


BODY = Style()
STRONG = Style(bold=True)
MUTED = Style(7.6, 10.4, role="muted")
LABEL = Style(7.2, 10.0, bold=True, role="muted")
SMALL = Style(8.0, 11.0)
_RUNNING = Style(8.0, 11.0, bold=True)
HEADING = Style(10.5, 14.0, bold=True, role="accent")
TITLE = Style(20.0, 26.5, bold=True)
SUBTITLE = Style(11.5, 16.0, role="muted")


class Words(Struct, frozen=True):
    """A line of text from `x` on the baseline `y`."""

    line: Line
    x: float
    y: float
    size: float
    role: Role


class Placed(Struct, frozen=True):
    """A picture with its top left corner at (x, y), drawn at `scale`."""

    picture: Picture
    x: float
    y: float
    scale: float = 1.0


Mark = Words | Placed | Ruled | Rectangle
Page = list[Mark]


class Block(Struct, frozen=True):
    """Text set to a width; `flush`: lines from right to left stand at the right edge."""

    lines: tuple[Line, ...]
    style: Style
    width: float
    flush: bool = False

    @property
    def height(self) -> float:
        """In points."""
        return len(self.lines) * self.style.leading

    @property
    def natural(self) -> float:
        """The width of the widest line, in points."""
        return max((line.width for line in self.lines), default=0.0) * self.style.size / 1000

    @property
    def baseline(self) -> float:
        """How far the first baseline lies below the top, in points."""
        return (self.style.leading - self.style.size) / 2 + self.style.size * 0.86

    def marks(self, x: float, y: float, align: str = "start") -> list[Words]:
        """The block's lines from the top left corner (x, y)."""
        size = self.style.size
        baseline = y + self.baseline
        found = []
        for number, line in enumerate(self.lines):
            spare = self.width - line.width * size / 1000
            right = align == "end" or (self.flush and line.rtl)
            shift = spare if right else spare / 2 if align == "middle" else 0.0
            at = baseline + number * self.style.leading
            found.append(Words(line, x + shift, at, size, self.style.role))
        return found


class Flow:
    """The pages of one document and where on the last one the next thing goes.

    Args:
        paper: `a4` or `letter`.
        language: BCP 47 tag of the form.
        running_head: What stands at the top of every page but the first, left and right: texts
            that stand apart, so that a title from right to left never turns its neighbours round.
    """

    def __init__(
        self, paper: Paper, language: str, running_head: tuple[Sequence[str], Sequence[str]]
    ) -> None:
        self.page_width, self.page_height = SIZES[paper]
        self.language = language
        self.left = MARGIN
        self.width = self.page_width - 2 * MARGIN
        self.bottom = self.page_height - _FOOT
        self.pages: list[Page] = [[]]
        self.y = _TOP
        self._running_head = running_head

    @property
    def room(self) -> float:
        """What is left of the page, in points."""
        return self.bottom - self.y

    @property
    def body(self) -> float:
        """What a page holds below its running head, in points."""
        return self.bottom - _TOP - _HEAD

    def block(
        self,
        text: str,
        style: Style,
        width: float | None = None,
        most: int | None = None,
        language: str = "",
    ) -> Block:
        """`text` set to `width` points, at most `most` lines, in the form's language or its own."""
        wide = self.width if width is None else width
        lines = set_lines(
            text,
            round(wide * 1000 / style.size, 3),
            language=language or self.language,
            bold=style.bold,
            most=most,
        )
        return Block(lines, style, wide, flush=len(lines) > 1)

    def new_page(self) -> None:
        """Go on at the top of a new page, under the running head."""
        self.pages.append([])
        self.y = _TOP
        left, right = self._running_head
        self.beside(left, _RUNNING, self.left, self.width * 0.62)
        self.beside(right, MUTED, self.left + self.width * 0.65, self.width * 0.35, "end")
        self.rule(self.y + 14.0)
        self.y += _HEAD

    def beside(
        self, texts: Sequence[str], style: Style, x: float, width: float, align: str = "start"
    ) -> None:
        """Put texts beside each other, a dot between them, each on one line of its own direction.

        What does not fit into `width` is cut off at the end of the last text.
        """
        blocks: list[Block] = []
        left = width
        for place, text in enumerate(filter(None, texts)):
            for part in ("·", text) if place else (text,):
                block = self.block(part, style, max(left, 1.0), most=1)
                blocks.append(block)
                left -= block.natural + _SPACE * style.size
        at = x if align == "start" else x + max(left, 0.0) + _SPACE * style.size
        for block in blocks:
            self.mark(*block.marks(at, self.y))
            at += block.natural + _SPACE * style.size

    def need(self, height: float) -> None:
        """Begin a new page unless `height` points are left on this one."""
        if height > self.room and self.y > _TOP + _HEAD:
            self.new_page()

    def mark(self, *marks: Mark) -> None:
        """Put marks on the present page."""
        self.pages[-1].extend(marks)

    def rule(
        self,
        y: float,
        *,
        role: Role = "grid",
        width: float = 0.6,
        x: float | None = None,
        length: float | None = None,
    ) -> None:
        """A horizontal line at `y`, across the text unless told otherwise."""
        start = self.left if x is None else x
        end = start + (self.width if length is None else length)
        self.mark(
            Ruled(start=Point(start, y), end=Point(end, y), stroke=Stroke(role=role, width=width))
        )

    def box(
        self,
        y: float,
        height: float,
        *,
        x: float | None = None,
        width: float | None = None,
        fill: Fill | None = None,
        stroke: Stroke | None = None,
    ) -> None:
        """A rectangle behind what follows."""
        self.mark(
            Rectangle(
                x=self.left if x is None else x,
                y=y,
                width=self.width if width is None else width,
                height=height,
                fill=fill,
                stroke=stroke,
                radius=2.0,
            )
        )

    def put(self, block: Block, x: float | None = None, align: str = "start") -> None:
        """Put a block below what is there; it goes over to new pages line by line."""
        lines = block.lines
        while lines:
            fitting = max(int(self.room // block.style.leading), 0)
            if not fitting:
                self.new_page()
                continue
            part = Block(lines[:fitting], block.style, block.width, block.flush)
            self.mark(*part.marks(self.left if x is None else x, self.y, align))
            self.y += part.height
            lines = lines[fitting:]

    def heading(self, text: str, *, keep: float = 40.0) -> None:
        """A section's heading, with room for `keep` points of what follows."""
        self.y += 8.0
        block = self.block(text, HEADING, most=2)
        self.need(block.height + keep)
        self.put(block)
        self.y += 2.5

    def finish(self, footer: Callable[["Flow", int, int], None]) -> list[Page]:
        """All pages; `footer(flow, number, count)` marks each, counted from 1."""
        pages = self.pages
        count = len(pages)
        for number, page in enumerate(pages, start=1):
            self.pages = [page]
            footer(self, number, count)
        self.pages = pages
        return pages
