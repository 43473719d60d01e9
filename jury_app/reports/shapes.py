"""Shapes as PDF operators: what `pictures` draws, on paper.

Operators are written directly: reportlab's own path objects spend most of their time on turning
numbers into text.
"""

from collections.abc import Sequence
from functools import cache

from jury_app.pictures.shapes import Circle, Line, Point, Polyline, Rectangle, Role, Stroke
from jury_app.pictures.svg import PAPER
from jury_app.reports.typesetting.operators import number

_ROUND = 0.5523
"""Where the handles of a cubic curve lie that follows a quarter of a circle of radius 1."""

Colour = tuple[float, float, float]


@cache
def colour(role: Role) -> Colour:
    """The role's colour on paper: red, green, blue from 0 to 1."""
    digits = PAPER[role].removeprefix("#")
    red, green, blue = (int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4))
    return red, green, blue


class Frame:
    """Where a picture lies on the page: its left edge and top in PDF coordinates, its scale."""

    def __init__(self, left: float, top: float, scale: float = 1.0) -> None:
        self.left = left
        self.top = top
        self.scale = scale

    def at(self, x: float, y: float) -> str:
        """A point of the picture as a pair of operands."""
        return f"{number(self.left + x * self.scale)} {number(self.top - y * self.scale)}"


def operators(shape: Line | Polyline | Rectangle | Circle, frame: Frame) -> str:
    """The operators that draw one shape, its opacity aside; colours and lines are put back."""
    stroke = shape.stroke
    fill = None if isinstance(shape, Line) else shape.fill
    code = ["q"]
    if stroke is not None:
        code.append(_pen(stroke, frame.scale))
    if fill is not None:
        code.append(f"{' '.join(map(number, colour(fill.role)))} rg")
    code.append(_path(shape, frame))
    painted = {(True, True): "B", (True, False): "S", (False, True): "f", (False, False): "n"}
    code.append(painted[stroke is not None, fill is not None])
    code.append("Q")
    return " ".join(code)


def _pen(stroke: Stroke, scale: float) -> str:
    dash = " ".join(number(length * scale) for length in stroke.dash)
    tint = " ".join(map(number, colour(stroke.role)))
    return f"{tint} RG {number(stroke.width * scale)} w [{dash}] 0 d"


def _path(shape: Line | Polyline | Rectangle | Circle, frame: Frame) -> str:
    if isinstance(shape, Line):
        return _through((shape.start, shape.end), frame)
    if isinstance(shape, Polyline):
        return _through(shape.points, frame) + (" h" if shape.closed else "")
    if isinstance(shape, Circle):
        x, y, r = *shape.centre, shape.radius
        square = Rectangle(x=x - r, y=y - r, width=2 * r, height=2 * r, radius=r)
        return _rounded(square, frame)
    if shape.radius:
        return _rounded(shape, frame)
    low = frame.at(shape.x, shape.y + shape.height)
    size = f"{number(shape.width * frame.scale)} {number(shape.height * frame.scale)}"
    return f"{low} {size} re"


def _through(points: Sequence[Point], frame: Frame) -> str:
    if not points:
        return ""
    first, *rest = (frame.at(*point) for point in points)
    return " ".join([f"{first} m", *(f"{point} l" for point in rest)])


def _rounded(box: Rectangle, frame: Frame) -> str:
    """A rectangle whose corners are quarters of a circle."""
    x, y, radius = box.x, box.y, box.radius
    right, bottom, hold = x + box.width, y + box.height, radius * (1 - _ROUND)
    corners = (
        # straight to, then a curve by two handles to
        ((right - radius, y), (right - hold, y), (right, y + hold), (right, y + radius)),
        ((right, bottom - radius), (right, bottom - hold), (right - hold, bottom),
         (right - radius, bottom)),
        ((x + radius, bottom), (x + hold, bottom), (x, bottom - hold), (x, bottom - radius)),
        ((x, y + radius), (x, y + hold), (x + hold, y), (x + radius, y)),
    )  # fmt: skip
    code = [f"{frame.at(x + radius, y)} m"]
    for straight, *curve in corners:
        code.append(f"{frame.at(*straight)} l")
        code.append(f"{' '.join(frame.at(*point) for point in curve)} c")
    return " ".join([*code, "h"])
