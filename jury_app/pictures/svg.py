"""Pictures as SVG text: foreign characters escaped, nothing in it that runs or is fetched."""

from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from jury_app.base.texts import plain
from jury_app.pictures.shapes import (
    Circle,
    Fill,
    Line,
    Picture,
    Point,
    Polyline,
    Rectangle,
    Role,
    Shape,
    Stroke,
    Text,
)

PAPER: Mapping[Role, str] = {
    "paper": "#ffffff",
    "text": "#1b1e23",
    "muted": "#5b6470",
    "line": "#8b949e",
    "grid": "#d5d9de",
    "accent": "#1f5fa8",
    "declared": "#a35a00",
    "assessed": "#1f5fa8",
    "gate": "#b3261e",
    "band": "#4c9a6a",
    "seen": "#7ba7d7",
    "flag": "#b3261e",
    "good": "#2f7d4f",
    "warning": "#a35a00",
    "bad": "#b3261e",
    "cut": "#b3261e",
}
"""Colours for white paper; text roles have a contrast of at least 4.5 : 1 (WCAG AA)."""

_FONTS = "Noto Sans, Noto Sans CJK TC, Segoe UI, Helvetica Neue, Arial, sans-serif"


def svg(picture: Picture, colours: Mapping[Role, str] = PAPER) -> str:
    """The picture as one SVG document.

    Args:
        picture: What to draw.
        colours: A CSS colour for every role.
    """
    width, height = _number(picture.width), _number(picture.height)
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" font-family="{_FONTS}">',
        f"<title>{_escaped(picture.title)}</title>",
        f"<desc>{_escaped(picture.description)}</desc>",
        f'<rect width="{width}" height="{height}" fill={quoteattr(colours["paper"])}/>',
    ]
    lines += [_shape(shape, colours) for shape in picture.shapes]
    lines.append("</svg>\n")
    return "\n".join(lines)


def _escaped(text: str) -> str:
    return escape(_allowed(plain(text)))


def _allowed(text: str) -> str:
    """`text` without the code points that XML 1.0 does not know (U+FFFE, U+FFFF)."""
    return text.replace("\ufffe", "�").replace("\uffff", "�")


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _points(points: tuple[Point, ...]) -> str:
    return " ".join(f"{_number(x)},{_number(y)}" for x, y in points)


def _paint(stroke: Stroke | None, fill: Fill | None, colours: Mapping[Role, str]) -> str:
    parts = []
    if fill is None:
        parts.append('fill="none"')
    else:
        parts.append(f"fill={quoteattr(colours[fill.role])}")
        if fill.opacity < 1:
            parts.append(f'fill-opacity="{_number(fill.opacity)}"')
    if stroke is not None:
        parts.append(
            f'stroke={quoteattr(colours[stroke.role])} stroke-width="{_number(stroke.width)}"'
        )
        if stroke.dash:
            dash = " ".join(_number(length) for length in stroke.dash)
            parts.append(f'stroke-dasharray="{dash}"')
    return " ".join(parts)


def _shape(shape: Shape, colours: Mapping[Role, str]) -> str:
    if isinstance(shape, Text):
        return _text(shape, colours)
    if isinstance(shape, Line):
        (x1, y1), (x2, y2) = shape.start, shape.end
        ends = f'x1="{_number(x1)}" y1="{_number(y1)}" x2="{_number(x2)}" y2="{_number(y2)}"'
        return f"<line {ends} {_paint(shape.stroke, None, colours)}/>"
    paint = _paint(shape.stroke, shape.fill, colours)
    if isinstance(shape, Polyline):
        name = "polygon" if shape.closed else "polyline"
        return f'<{name} points="{_points(shape.points)}" {paint}/>'
    if isinstance(shape, Circle):
        x, y = shape.centre
        return f'<circle cx="{_number(x)}" cy="{_number(y)}" r="{_number(shape.radius)}" {paint}/>'
    return _rectangle(shape, paint)


def _rectangle(shape: Rectangle, paint: str) -> str:
    rounded = f' rx="{_number(shape.radius)}"' if shape.radius else ""
    return (
        f'<rect x="{_number(shape.x)}" y="{_number(shape.y)}" width="{_number(shape.width)}"'
        f' height="{_number(shape.height)}"{rounded} {paint}/>'
    )


def _text(shape: Text, colours: Mapping[Role, str]) -> str:
    # Plaintext isolates the run, so that an Arabic title never reorders what stands beside it.
    weight = ' font-weight="bold"' if shape.bold else ""
    x, y = _number(shape.at.x), _number(shape.at.y)
    turn = f' transform="rotate({_number(shape.turn)} {x} {y})"' if shape.turn else ""
    return (
        f'<text x="{x}" y="{y}"{turn}'
        f' font-size="{_number(shape.size)}" fill={quoteattr(colours[shape.role])}'
        f' text-anchor="{shape.anchor}"{weight} style="unicode-bidi:plaintext">'
        f"{_escaped(shape.text)}</text>"
    )
