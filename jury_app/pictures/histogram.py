"""The histogram: how often each level was given, a small row of bars for each criterion.

It shows one person's own scores to that person alone.
"""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from jury_app.base.texts import _, ngettext
from jury_app.pictures.shapes import (
    Fill,
    Line,
    Picture,
    Point,
    Rectangle,
    Role,
    Shape,
    Stroke,
    Text,
    fitted,
)

_SIZE = 9.0
_NAME = 16.0
_BARS = 44.0
_AXIS = 14.0
_GAP = 10.0
_EDGE = 6.0


class Counted(Struct, frozen=True, kw_only=True):
    """One criterion with what was given on it.

    Attributes:
        criterion: Its id; what `about` says.
        label: Its name as shown.
        counts: Score in units of 1/`per` → how often it was given.
        here: The score of the film that is being scored, in units; None: none yet.
    """

    criterion: str
    label: str
    counts: Mapping[int, int]
    here: int | None = None


def histogram(
    rows: Sequence[Counted], *, low: int, high: int, per: int = 1, width: float = 320.0
) -> Picture:
    """A row of bars for each criterion.

    Args:
        rows: The criteria in the rules' order.
        low: Lowest score of the scale.
        high: Highest score of the scale.
        per: Steps in a whole score (2: halves).
        width: Of the picture, in points.
    """
    units = range(low * per, high * per + 1)
    most = max((count for row in rows for count in row.counts.values()), default=0)
    drawn: list[Shape] = []
    height = _NAME + _BARS + _AXIS + _GAP
    for at, row in enumerate(rows):
        drawn += _row(row, units, per, Point(width, at * height), most)
    total = max((sum(row.counts.values()) for row in rows), default=0)
    return Picture(
        width=width,
        height=max(len(rows), 1) * height,
        title=_("Your own scores"),
        description=ngettext(
            "{n} film that you scored in this round",
            "{n} films that you scored in this round",
            total,
        ).format(n=total),
        shapes=tuple(drawn),
    )


def _row(row: Counted, units: range, per: int, corner: Point, most: int) -> list[Shape]:
    """The name with the average, the bars on their line, and the levels under it."""
    width, top = corner
    given = sum(row.counts.values())
    room = (width - 2 * _EDGE) / len(units)
    line = top + _NAME + _BARS
    said = _said(row.counts, given, per)
    shapes: list[Shape] = [
        Text(
            at=Point(_EDGE, top + _SIZE + 2.0),
            text=fitted(row.label, width * 0.6, _SIZE),
            size=_SIZE,
            bold=True,
            about=row.criterion,
        ),
        Text(
            at=Point(width - _EDGE, top + _SIZE + 2.0),
            text=fitted(said, width * 0.36, _SIZE),
            size=_SIZE,
            role="muted",
            anchor="end",
            about=row.criterion,
        ),
        Line(
            start=Point(_EDGE, line),
            end=Point(width - _EDGE, line),
            stroke=Stroke(role="line", width=0.8),
        ),
    ]
    for at, unit in enumerate(units):
        x = _EDGE + at * room
        if row.counts.get(unit):
            tall = (_BARS - _SIZE) * row.counts[unit] / most
            shapes += _bar(row, unit, Rectangle(x=x, y=line - tall, width=room, height=tall))
        if unit % per == 0:
            shapes.append(_level(unit, per, Point(x + room / 2, line + _SIZE + 1.0), row))
    return shapes


def _bar(row: Counted, unit: int, place: Rectangle) -> list[Shape]:
    """A bar with its number; framed where the film that is being scored stands."""
    here = row.here == unit
    inset = place.width * 0.12
    role: Role = "accent" if here else "text"
    return [
        Rectangle(
            x=place.x + inset,
            y=place.y,
            width=place.width - 2 * inset,
            height=place.height,
            fill=Fill(role="accent", opacity=0.9 if here else 0.45),
            about=f"{row.criterion} {unit}",
        ),
        Text(
            at=Point(place.x + place.width / 2, place.y - 2.0),
            text=str(row.counts[unit]),
            size=_SIZE - 1.5,
            role=role,
            bold=here,
            anchor="middle",
            about=f"{row.criterion} {unit}",
        ),
    ]


def _level(unit: int, per: int, at: Point, row: Counted) -> Text:
    here = row.here is not None and row.here // per * per == unit
    return Text(
        at=at,
        text=str(unit // per),
        size=_SIZE - 1.0,
        role="accent" if here else "muted",
        bold=here,
        anchor="middle",
        about=row.criterion,
    )


def _said(counts: Mapping[int, int], given: int, per: int) -> str:
    if not given:
        return _("none yet")
    average = sum(unit * count for unit, count in counts.items()) / given / per
    return _("average {average:.1f}").format(average=average)
