"""The matrix: criteria by levels, each cell with its anchor, and the score on a scale below them.

Scores between two anchored levels lie between their cells, as the juror meant them.
"""

from collections.abc import Sequence

from msgspec import Struct

from jury_app.base.texts import _
from jury_app.pictures.shapes import (
    Circle,
    Fill,
    Line,
    Picture,
    Point,
    Rectangle,
    Shape,
    Stroke,
    Text,
    fitted,
    wrapped,
)

_SIZE = 8.5
_LINE = 10.5
_NAMES = 130.0
_SCALE = 24.0
_PAD = 5.0
_HEAD = 20.0


class Row(Struct, frozen=True, kw_only=True):
    """One criterion.

    Attributes:
        criterion: Its id; what `about` says.
        label: Its name as shown.
        weight: Its weight.
        anchors: Level → what this level means.
        score: The score given; None: none yet, or cannot judge.
        note: What stands in place of a score, e.g. that it cannot be judged.
    """

    criterion: str
    label: str
    weight: int
    anchors: dict[int, str]
    score: float | None = None
    note: str = ""


def matrix(rows: Sequence[Row], *, low: int, high: int, width: float = 560.0) -> Picture:
    """The matrix of one scorecard or of an empty form.

    Args:
        rows: The criteria in the rules' order.
        low: Lowest score of the scale.
        high: Highest score of the scale.
        width: Of the picture, in points.
    """
    levels = sorted({level for row in rows for level in row.anchors})
    room = (width - _NAMES) / max(len(levels), 1)
    drawn: list[Shape] = [
        Text(
            at=Point(_NAMES + (at + 0.5) * room, _HEAD - 6.0),
            text=str(level),
            size=_SIZE,
            bold=True,
            anchor="middle",
        )
        for at, level in enumerate(levels)
    ]
    y = _HEAD
    for row in rows:
        height = _height(row, levels, room)
        drawn += _row(row, levels, y, room, height)
        drawn += _scale(row, levels, (low, high), y + height - 8.0, room)
        y += height
    drawn.append(
        Line(start=Point(0, y), end=Point(width, y), stroke=Stroke(role="line", width=0.8))
    )
    given = sum(row.score is not None for row in rows)
    return Picture(
        width=width,
        height=y + 2.0,
        title=_("Criteria by levels"),
        description=_("{given} of {all} criteria are scored").format(given=given, all=len(rows)),
        shapes=tuple(drawn),
    )


def _height(row: Row, levels: Sequence[int], room: float) -> float:
    lines = [len(wrapped(row.anchors.get(level, ""), room - 2 * _PAD, _SIZE)) for level in levels]
    lines.append(len(wrapped(row.label, _NAMES - 2 * _PAD, _SIZE)) + 1)
    return max(lines) * _LINE + 2 * _PAD + _SCALE


def _row(row: Row, levels: Sequence[int], y: float, room: float, height: float) -> list[Shape]:
    """The name, the line above, and the anchors; the chosen level's cell is filled."""
    edge = _NAMES + len(levels) * room
    shapes: list[Shape] = [
        Line(start=Point(0, y), end=Point(edge, y), stroke=Stroke(role="line", width=0.8))
    ]
    names = wrapped(row.label, _NAMES - 2 * _PAD, _SIZE)
    shapes += _lines(names, _PAD, y, row.criterion, bold=True)
    weight = Point(_PAD, y + _PAD + (len(names) + 0.8) * _LINE)
    shapes.append(
        Text(
            at=weight,
            text=_("weight {weight}").format(weight=row.weight),
            size=_SIZE,
            role="muted",
            about=row.criterion,
        )
    )
    for at, level in enumerate(levels):
        x = _NAMES + at * room
        about = f"{row.criterion} {level}"
        chosen = row.score == level
        shapes.append(
            Rectangle(
                x=x + 1.0,
                y=y + 1.0,
                width=room - 2.0,
                height=height - _SCALE - 1.0,
                fill=Fill(role="accent", opacity=0.16) if chosen else None,
                stroke=Stroke(role="accent", width=1.2)
                if chosen
                else Stroke(role="grid", width=0.5),
                about=about,
            )
        )
        shapes += _lines(
            wrapped(row.anchors.get(level, ""), room - 2 * _PAD, _SIZE), x + _PAD, y, about
        )
    return shapes


def _lines(
    lines: Sequence[str], x: float, y: float, about: str, *, bold: bool = False
) -> list[Shape]:
    return [
        Text(
            at=Point(x, y + _PAD + (at + 0.8) * _LINE),
            text=line,
            size=_SIZE,
            bold=bold,
            about=about,
        )
        for at, line in enumerate(lines)
    ]


def _scale(
    row: Row, levels: Sequence[int], ends: tuple[int, int], y: float, room: float
) -> list[Shape]:
    """The scale under a row: a tick a whole score, the mark where the score lies."""
    low, high = ends
    if not levels:
        return []
    left, right = _where(low, levels, room), _where(high, levels, room)
    shapes: list[Shape] = [
        Line(start=Point(left, y), end=Point(right, y), stroke=Stroke(role="line", width=0.8))
    ]
    shapes += [
        Line(
            start=Point(_where(score, levels, room), y - 2.5),
            end=Point(_where(score, levels, room), y + 2.5),
            stroke=Stroke(role="line", width=0.8),
            about=f"{row.criterion} {score}",
        )
        for score in range(low, high + 1)
    ]
    return shapes + _given(row, levels, y, room)


def _given(row: Row, levels: Sequence[int], y: float, room: float) -> list[Shape]:
    """The mark of the score with its number, or why there is none."""
    about = row.criterion
    if row.score is not None:
        x = _where(row.score, levels, room)
        number = Text(
            at=Point(x, y - 5.6),
            text=f"{row.score:g}",
            size=_SIZE,
            bold=True,
            role="accent",
            anchor="middle",
            about=about,
        )
        mark = Circle(centre=Point(x, y), radius=3.6, fill=Fill(role="accent"), about=about)
        return [mark, number]
    if row.note:
        note = fitted(row.note, _NAMES - _PAD, _SIZE)
        at = Point(_PAD, y + 3.0)
        return [Text(at=at, text=note, size=_SIZE, role="warning", about=about)]
    return []


def _where(score: float, levels: Sequence[int], room: float) -> float:
    """Where a score lies: at the middle of its level's cell, or between two of them."""
    middles = [_NAMES + (at + 0.5) * room for at in range(len(levels))]
    if len(levels) == 1:
        return middles[0]
    at = next((n for n in range(1, len(levels) - 1) if score <= levels[n]), len(levels) - 1)
    share = (score - levels[at - 1]) / (levels[at] - levels[at - 1])
    return middles[at - 1] + share * (middles[at] - middles[at - 1])
