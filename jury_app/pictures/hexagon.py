"""The hexagon: declared against assessed AI participation in six lanes, with gate and band.

Each lane is a spoke from 0 in the middle to 100 percent at the rim. The gate is a ring, because it
judges the weighted sum and no single lane: a film whose lanes all lie on the ring lies on the gate.

The compact form, for where height is dear, has its legend beside the spokes, and leaves the weights
out of the labels. The bare form has neither: it stands beside what says the same in words.
"""

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from msgspec import Struct

from jury_app.base.texts import _, clauses
from jury_app.pictures.shapes import (
    Anchor,
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
    fitted,
    polar,
    text_width,
    wrapped,
)

Form = Literal["whole", "compact", "bare"]
_SPOKES = 6
_RINGS = (25, 50, 75, 100)
_LABEL_SIZE = 9.0
_ROOM, _LEAST_ROOM = 0.95, 88.0
"""Room for labels on either side: in lengths of a spoke, and in points at least."""
_CORNER = math.sin(math.radians(60.0))
"""How far to the side the corners lie, in lengths of a spoke."""
_SIDE = 61.0
"""Room for labels beyond the corners in the compact form, in points."""
_LEGEND = 114.0
"""Room for the legend beside the spokes in the compact form, in points."""
_EDGE = 4.0
"""Room for the marks at the corners around the bare form, in points."""
_LABEL_ROLES: tuple[Role, Role] = ("text", "muted")
"""Of a lane's name, and of its values."""
_REACH = 1.15
"""How far from the centre a spoke can be taken hold of, in lengths of a spoke."""


class Lane(Struct, frozen=True, kw_only=True):
    """One lane: its name as shown, its weight, and participation in percent (None: not given)."""

    label: str
    weight: int
    declared: float | None = None
    assessed: float | None = None


def weighted_sum(lanes: Sequence[Lane], which: str) -> Fraction | None:
    """Σ w·lane ÷ Σ w in percent of `declared` or `assessed`; None unless every lane is given."""
    total = Fraction(0)
    for lane in lanes:
        value: float | None = getattr(lane, which)
        if value is None:
            return None
        total += lane.weight * Fraction(value)
    return total / sum(lane.weight for lane in lanes)


def to_tenths(value: Fraction) -> float:
    """`value` as it is shown: to one decimal, a half rounded up."""
    return math.floor(value * 10 + Fraction(1, 2)) / 10


def hexagon(
    lanes: Sequence[Lane],
    *,
    radius: float = 90.0,
    gate: float | None = None,
    band: tuple[float, float] | None = None,
    declared_overall: float | None = None,
    marked: int | None = None,
    form: Form = "whole",
) -> Picture:
    """The hexagon of one film.

    Args:
        lanes: Six lanes, the first at the top, clockwise.
        radius: Length of a spoke in points; the picture is wider by its labels.
        gate: Threshold of the weighted sum, in percent; none for a checklist gate.
        band: Where the category's sums typically lie, in percent.
        declared_overall: A declared ratio for the whole film, where no six were declared.
        marked: Index of the lane that is being estimated; its spoke stands out.
        form: In which form it is drawn.

    Raises:
        ValueError: There are not six lanes.
    """
    if len(lanes) != _SPOKES:
        raise ValueError(len(lanes))
    centre = centre_of(radius, form=form)
    shapes = _ground(centre, radius, gate, band, marked)
    for which in ("declared", "assessed"):
        shapes += _polygon(centre, radius, lanes, which)
    entries = _legend(lanes, gate, band, declared_overall)
    width, height = 2 * centre.x, height_of(radius, form=form)
    if form == "compact":
        shapes += _short_labels(centre, radius, lanes)
        shapes += _legend_beside(entries, Point(2 * centre.x, centre.y))
        width += _LEGEND
    elif form == "whole":
        shapes += _labels(centre, radius, _room(radius), lanes)
        top = centre.y + radius + 5.4 * _LABEL_SIZE
        for row, entry in enumerate(entries):
            shapes += _entry(entry, Point(width * 0.24, top + row * 13.0))
        height = top + len(entries) * 13.0
    return Picture(
        width=width,
        height=height,
        title=_("AI participation in six lanes"),
        description=clauses(text for _kind, text in entries),
        shapes=tuple(shapes),
    )


def _room(radius: float) -> float:
    """How much wider than its spokes the picture is on either side, for the labels."""
    return max(radius * _ROOM, _LEAST_ROOM)


def radius_within(width: float, *, form: Form = "whole") -> float:
    """The longest spokes with which the picture is at most `width` points wide."""
    if form == "bare":
        return (width / 2 - _EDGE) / _CORNER
    if form == "compact":
        return ((width - _LEGEND) / 2 - _SIDE) / _CORNER
    return min(width / 2 - _LEAST_ROOM, width / 2 / (1 + _ROOM))


def height_of(radius: float, *, form: Form = "compact") -> float:
    """How high the compact or the bare form is, in points."""
    return 2 * radius + (2 * _EDGE if form == "bare" else 4.4 * _LABEL_SIZE)


def radius_below(height: float, *, form: Form = "compact") -> float:
    """The longest spokes with which such a form is at most `height` points high."""
    return (height - height_of(0.0, form=form)) / 2


def centre_of(radius: float, *, form: Form = "whole") -> Point:
    """Where the spokes meet in a picture with spokes of `radius`."""
    if form == "bare":
        return Point(radius * _CORNER + _EDGE, radius + _EDGE)
    if form == "compact":
        return Point(radius * _CORNER + _SIDE, height_of(radius) / 2)
    return Point(radius + _room(radius), radius + 4.0 * _LABEL_SIZE)


def place_of(spoke: int, percent: float, radius: float, *, form: Form = "whole") -> Point:
    """Where `percent` lies on a spoke (0 at the top, clockwise), in the picture."""
    return polar(centre_of(radius, form=form), radius * percent / 100, 60.0 * spoke)


def spoke_at(point: Point, radius: float, *, form: Form = "whole") -> int | None:
    """The spoke that a point of the picture is nearest to; None too far outside the rim."""
    centre = centre_of(radius, form=form)
    x, y = point.x - centre.x, centre.y - point.y
    if math.hypot(x, y) > radius * _REACH:
        return None
    return round(math.degrees(math.atan2(x, y)) / 60.0) % _SPOKES


def percent_at(point: Point, spoke: int, radius: float, step: int, *, form: Form = "whole") -> int:
    """The percentage that a point means on a spoke: its foot there, to the nearest `step`."""
    centre = centre_of(radius, form=form)
    angle = math.radians(60.0 * spoke)
    along = (point.x - centre.x) * math.sin(angle) + (centre.y - point.y) * math.cos(angle)
    steps = round(max(along, 0.0) / radius * 100 / step)
    return min(steps, 100 // step) * step


def _ground(
    centre: Point,
    radius: float,
    gate: float | None,
    band: tuple[float, float] | None,
    marked: int | None,
) -> list[Shape]:
    """What the lanes are drawn over: band, web, the spoke that stands out, gate."""
    shapes: list[Shape] = [] if band is None else [_band(centre, radius, band)]
    shapes += _web(centre, radius)
    if marked is not None:
        end = polar(centre, radius, 60.0 * marked)
        stroke = Stroke(role="text", width=1.4)
        shapes.append(Line(start=centre, end=end, stroke=stroke, about="marked"))
    if gate is not None:
        shapes.append(_ring(centre, radius, gate, Stroke(role="gate", width=1.2, dash=(4, 2))))
    return shapes


def _corners(centre: Point, radius: float) -> tuple[Point, ...]:
    return tuple(polar(centre, radius, 60.0 * spoke) for spoke in range(_SPOKES))


def _ring(centre: Point, radius: float, percent: float, stroke: Stroke) -> Polyline:
    return Polyline(
        points=_corners(centre, radius * percent / 100), stroke=stroke, closed=True, about="ring"
    )


def _band(centre: Point, radius: float, band: tuple[float, float]) -> Polyline:
    """The area between two rings, as one outline: out along the rim, back along the inside."""
    low, high = (_corners(centre, radius * edge / 100) for edge in band)
    points = (*high, high[0], low[0], *reversed(low[1:]), low[0])
    return Polyline(points=points, fill=Fill(role="band", opacity=0.25), closed=True, about="band")


def _web(centre: Point, radius: float) -> list[Shape]:
    faint = Stroke(role="grid", width=0.6)
    rings = [_ring(centre, radius, percent, faint) for percent in _RINGS]
    spokes = [
        Line(start=centre, end=corner, stroke=faint, about="spoke")
        for corner in _corners(centre, radius)
    ]
    return [*rings, *spokes]


def _polygon(centre: Point, radius: float, lanes: Sequence[Lane], which: str) -> list[Shape]:
    """The outline through all lanes, if all are given, and a mark on each lane that is."""
    declared = which == "declared"
    places = [
        None if value is None else polar(centre, radius * value / 100, 60.0 * spoke)
        for spoke, value in enumerate(getattr(lane, which) for lane in lanes)
    ]
    given = tuple(place for place in places if place is not None)
    role = Stroke(
        role="declared" if declared else "assessed",
        width=1.2 if declared else 1.8,
        dash=(2, 2) if declared else (),
    )
    shapes: list[Shape] = []
    if len(given) == _SPOKES:
        fill = None if declared else Fill(role="assessed", opacity=0.18)
        shapes.append(Polyline(points=given, stroke=role, fill=fill, closed=True, about=which))
    shapes += [
        Circle(
            centre=place,
            radius=2.2,
            stroke=Stroke(role=role.role, width=1.0),
            fill=Fill(role="paper" if declared else "assessed"),
            about=which,
        )
        for place in given
    ]
    return shapes


def _labels(centre: Point, radius: float, room: float, lanes: Sequence[Lane]) -> list[Shape]:
    anchors: tuple[Anchor, ...] = ("middle", "start", "start", "middle", "end", "end")
    shapes: list[Shape] = []
    for spoke, (lane, anchor) in enumerate(zip(lanes, anchors, strict=True)):
        at = polar(centre, radius + 7.0, 60.0 * spoke)
        width = 2 * room if anchor == "middle" else room - 6.0
        declared, assessed = (
            "–" if value is None else f"{value:g}" for value in (lane.declared, lane.assessed)
        )
        values = _("{declared} → {assessed} (weight {weight})").format(
            declared=declared, assessed=assessed, weight=lane.weight
        )
        first = at.y + {0: -_LABEL_SIZE * 1.3, 3: _LABEL_SIZE}.get(spoke, 0.0)
        roles: tuple[tuple[str, Role, float], ...] = (
            (lane.label, "text", _LABEL_SIZE),
            (values, "muted", _LABEL_SIZE - 1.0),
        )
        shapes += [
            Text(
                at=Point(at.x, first + row * _LABEL_SIZE * 1.25),
                text=fitted(text, width, size),
                size=size,
                role=role,
                anchor=anchor,
                about=lane.label,
            )
            for row, (text, role, size) in enumerate(roles)
        ]
    return shapes


def _short_labels(centre: Point, radius: float, lanes: Sequence[Lane]) -> list[Shape]:
    """Name and values of each lane: above and below in one line, at the sides in two."""
    small = _LABEL_SIZE - 1.0
    shapes: list[Shape] = []
    for spoke, lane in enumerate(lanes):
        declared, assessed = (
            "–" if value is None else f"{value:g}" for value in (lane.declared, lane.assessed)
        )
        values = f"{declared} → {assessed}"
        at = polar(centre, radius + 5.0, 60.0 * spoke)
        if spoke % 3 == 0:
            name = fitted(lane.label, 2 * _SIDE, _LABEL_SIZE)
            whole = text_width(name, _LABEL_SIZE) + text_width(f" {values}", small)
            y = at.y + (0.7 * _LABEL_SIZE if spoke else -0.1 * _LABEL_SIZE)
            places = ((at.x - whole / 2, y, name), (at.x + whole / 2, y, values))
            anchors: tuple[Anchor, Anchor] = ("start", "end")
        else:
            room = _SIDE - 6.0
            lines = (fitted(lane.label, room, _LABEL_SIZE), fitted(values, room, small))
            places = ((at.x, at.y, lines[0]), (at.x, at.y + 1.25 * _LABEL_SIZE, lines[1]))
            anchors = ("start", "start") if spoke < 3 else ("end", "end")
        for (x, y, text), anchor, role, size in zip(
            places, anchors, _LABEL_ROLES, (_LABEL_SIZE, small), strict=True
        ):
            shapes.append(
                Text(
                    at=Point(x, y), text=text, size=size, role=role, anchor=anchor, about=lane.label
                )
            )
    return shapes


def _legend_beside(entries: Sequence[tuple[str, str]], middle: Point) -> list[Shape]:
    """The legend as a column that begins at `middle`.x and lies around `middle`.y."""
    small, line = _LABEL_SIZE - 1.0, 11.0
    texts = [wrapped(text, _LEGEND - 26.0, small) for _kind, text in entries]
    high = sum(len(lines) * line + 5.0 for lines in texts)
    y = middle.y - high / 2 + line
    shapes: list[Shape] = []
    for (kind, _text), lines in zip(entries, texts, strict=True):
        shapes.append(_swatch(kind, Point(middle.x, y)))
        shapes += [
            Text(at=Point(middle.x + 26.0, y + row * line), text=text, size=small)
            for row, text in enumerate(lines)
        ]
        y += len(lines) * line + 5.0
    return shapes


def _legend(
    lanes: Sequence[Lane],
    gate: float | None,
    band: tuple[float, float] | None,
    declared_overall: float | None,
) -> list[tuple[str, str]]:
    """What the legend says: (kind, text)."""
    entries: list[tuple[str, str]] = []
    declared = weighted_sum(lanes, "declared")
    assessed = weighted_sum(lanes, "assessed")
    if declared is not None:
        entries.append(("declared", _("declared, sum {sum:.1f} %").format(sum=to_tenths(declared))))
    elif declared_overall is not None:
        entries.append(
            (
                "declared",
                _("declared overall {sum:g} %, not by lane").format(sum=declared_overall),
            )
        )
    else:
        entries.append(("declared", _("declared: not all lanes")))
    if assessed is not None:
        entries.append(("assessed", _("assessed, sum {sum:.1f} %").format(sum=to_tenths(assessed))))
    elif all(lane.assessed is None for lane in lanes):
        entries.append(("assessed", _("not assessed")))
    else:
        entries.append(("assessed", _("assessed: not all lanes, no sum")))
    if gate is not None:
        entries.append(("gate", _("gate {gate:g} % of the sum").format(gate=gate)))
    if band is not None:
        entries.append(
            ("band", _("typical band {low:g}–{high:g} %").format(low=band[0], high=band[1]))
        )
    return entries


def _entry(entry: tuple[str, str], at: Point) -> list[Shape]:
    kind, text = entry
    return [_swatch(kind, at), Text(at=Point(at.x + 26, at.y), text=text, size=_LABEL_SIZE)]


def _swatch(kind: str, at: Point) -> Shape:
    """How a kind of outline is drawn, before its text, whose line begins at `at`."""
    middle = at.y - 3.0
    if kind == "band":
        fill = Fill(role="band", opacity=0.25)
        return Rectangle(x=at.x, y=at.y - 7.5, width=20, height=9, fill=fill)
    strokes = {
        "declared": Stroke(role="declared", width=1.2, dash=(2, 2)),
        "assessed": Stroke(role="assessed", width=1.8),
        "gate": Stroke(role="gate", width=1.2, dash=(4, 2)),
    }
    return Line(start=Point(at.x, middle), end=Point(at.x + 20, middle), stroke=strokes[kind])
