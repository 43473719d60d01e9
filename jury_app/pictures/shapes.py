"""The vocabulary of pictures: a few frozen shapes that windows, SVG and PDF all draw.

A picture is a list of shapes in a box. Lengths are in points; x grows to the right, y downwards
from the top left corner. Colours are roles, never literals: who draws resolves them (a theme, a
printed page). Texts are plain: no markup is ever read in them.
"""

import math
import unicodedata
from typing import Literal, NamedTuple

from msgspec import Struct

from jury_app.base.texts import plain

Role = Literal[
    "paper",  # what it is drawn on
    "text",
    "muted",  # text that may be overlooked
    "line",  # axes, frames
    "grid",  # help lines, faint
    "accent",  # what the picture is about
    "declared",
    "assessed",
    "gate",
    "band",
    "seen",
    "flag",
    "good",
    "warning",
    "bad",
    "cut",
]
"""What a colour is for."""

Anchor = Literal["start", "middle", "end"]


class Point(NamedTuple):
    """A place in the picture, in points."""

    x: float
    y: float


class Stroke(Struct, frozen=True, kw_only=True):
    """How a line is drawn: its role, width in points, and dash (lengths on, off; none: solid)."""

    role: Role
    width: float = 1.0
    dash: tuple[float, ...] = ()


class Fill(Struct, frozen=True, kw_only=True):
    """How an area is filled; opacity 0–1."""

    role: Role
    opacity: float = 1.0


class Line(Struct, frozen=True, kw_only=True):
    """A straight line. `about` names the thing it stands for (an id), for pointing at it."""

    start: Point
    end: Point
    stroke: Stroke
    about: str = ""


class Polyline(Struct, frozen=True, kw_only=True):
    """Straight lines through `points`; closed: a polygon, which may be filled."""

    points: tuple[Point, ...]
    stroke: Stroke | None = None
    fill: Fill | None = None
    closed: bool = False
    about: str = ""


class Rectangle(Struct, frozen=True, kw_only=True):
    """An upright rectangle; `radius` rounds its corners."""

    x: float
    y: float
    width: float
    height: float
    stroke: Stroke | None = None
    fill: Fill | None = None
    radius: float = 0.0
    about: str = ""


class Circle(Struct, frozen=True, kw_only=True):
    """A circle."""

    centre: Point
    radius: float
    stroke: Stroke | None = None
    fill: Fill | None = None
    about: str = ""


class Text(Struct, frozen=True, kw_only=True):
    """One line of plain text; `at` is on the baseline: the start, middle or end of the text.

    `turn` turns it clockwise around `at`, in degrees.
    """

    at: Point
    text: str
    size: float = 9.0
    role: Role = "text"
    anchor: Anchor = "start"
    bold: bool = False
    turn: float = 0.0
    about: str = ""


Shape = Line | Polyline | Rectangle | Circle | Text


class Picture(Struct, frozen=True, kw_only=True):
    """Shapes in a box of `width` × `height` points, first shape lowest.

    Attributes:
        width: In points.
        height: In points.
        title: What a screen reader says it is.
        description: What a screen reader says it shows, in a sentence or two.
        shapes: In drawing order.
    """

    width: float
    height: float
    title: str
    description: str
    shapes: tuple[Shape, ...]


def text_width(text: str, size: float) -> float:
    """Roughly how wide `text` is at `size` points: an upper estimate that needs no font.

    Wide characters (Chinese, Japanese, Korean) take one em, marks that combine take nothing,
    capitals 0.7 em, the rest 0.56 em: what common sans-serif fonts average.
    """
    ems = 0.0
    for char in text:
        if unicodedata.east_asian_width(char) in "WF":
            ems += 1.0
        elif unicodedata.category(char) in {"Mn", "Me", "Cf"}:
            continue
        elif char in "il.,:;'|!()[] ":
            ems += 0.32
        else:
            ems += 0.7 if char.isupper() or char in "mwMW—…%" else 0.56
    return ems * size


def fitted(text: str, room: float, size: float) -> str:
    """`text` as one harmless line that fits `room` points at `size`, its end cut off with “…”."""
    line = plain(text)
    if text_width(line, size) <= room:
        return line
    kept = room - text_width("…", size)
    end, taken = 0, 0.0
    for end, char in enumerate(line):  # noqa: B007  where it stops is what counts
        taken += text_width(char, size)
        if taken > kept:
            break
    # A cut before a combining mark or after a joiner would leave half a letter.
    while end > 0 and unicodedata.category(line[end]) in {"Mn", "Me", "Mc", "Cf"}:
        end -= 1
    return line[:end].rstrip() + "…"


def wrapped(text: str, room: float, size: float) -> tuple[str, ...]:
    """`text` broken into harmless lines of at most `room` points.

    Lines break at spaces, between wide characters, and inside a word only if it fills a line alone.
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(plain(" ".join(text.split()))):
        if text_width((line + piece).rstrip(), size) <= room:
            line += piece
            continue
        if line.strip():
            lines.append(line.rstrip())
        line = piece
        while text_width(line.rstrip(), size) > room and len(line) > 1:
            end = next(
                n for n in range(len(line), 0, -1) if n == 1 or text_width(line[:n], size) <= room
            )
            lines.append(line[:end])
            line = line[end:]
    if line.strip():
        lines.append(line.rstrip())
    return tuple(lines)


def _pieces(text: str) -> list[str]:
    """What a line may break between: words with the space after them, single wide characters."""
    pieces: list[str] = []
    for char in text:
        wide = unicodedata.east_asian_width(char) in "WF"
        begins = not pieces or pieces[-1].endswith(" ") or (wide and not _clings(char))
        after_wide = bool(pieces) and unicodedata.east_asian_width(pieces[-1][-1]) in "WF"
        if begins or (after_wide and char != " " and not _clings(char)):
            pieces.append(char)
        else:
            pieces[-1] += char
    return pieces


def _clings(char: str) -> bool:
    """Whether a character never begins a line: marks that combine, closing punctuation."""
    return unicodedata.category(char) in {"Mn", "Me", "Mc", "Cf", "Pe", "Pf", "Po"}


def polar(centre: Point, radius: float, degrees: float) -> Point:
    """The point at `radius` from `centre`, clockwise from the top."""
    angle = math.radians(degrees)
    return Point(centre.x + radius * math.sin(angle), centre.y - radius * math.cos(angle))


def ticks(low: float, high: float, *, about: int = 5) -> tuple[float, ...]:
    """Round numbers (1, 2 or 5 times a power of ten) that divide `low`..`high` in `about` steps."""
    span = high - low
    if span <= 0:
        return (low,)
    raw = span / about
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(s * power for s in (1, 2, 5, 10) if s * power >= raw * (1 - 1e-9))
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return tuple(round(i * step, 10) for i in range(first, last + 1))
