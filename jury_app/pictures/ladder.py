"""The ladder: films by rank, each with the interval in which its rank lies, and the cut.

Films that cannot be told apart share a shaded group. The number at the right is the probability of
being above the cut. A window drags the cut line; `about` of every shape names its film.
"""

from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct

from jury_app.base import figures
from jury_app.base.texts import _
from jury_app.pictures.shapes import (
    Anchor,
    Circle,
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
    ticks,
)

ROW = 15.0
_SIZE = 9.0
_NAMES = 210.0
_RANKS = 360.0
_TOP = 46.0
_RIGHT = 56.0


class Rung(Struct, frozen=True, kw_only=True):
    """A ranked film.

    Attributes:
        film: Its id or name; what `about` says.
        label: Its title as shown.
        rank: 1 the best; equal films share one.
        low: Best rank of its interval.
        high: Worst rank of its interval.
        value: 0–100.
        p_above_cut: Probability of being above the cut; None without a cut.
        group: Number of the group of films that cannot be told apart; None: not grouped.
        held: Whether it is on hold.
    """

    film: str
    label: str
    rank: int
    low: int
    high: int
    value: float
    p_above_cut: float | None = None
    group: int | None = None
    held: bool = False


def ladder(rungs: Sequence[Rung], *, cut: int | None = None, level: float = 0.9) -> Picture:
    """The ladder of ranked films.

    Args:
        rungs: Best first.
        cut: How many films are above the cut.
        level: Level of the intervals, for the heading.
    """
    size = len(rungs)
    width = _NAMES + _RANKS + _RIGHT
    bottom = _TOP + size * ROW
    shapes: list[Shape] = [*_groups(rungs, width), *_axis(size, bottom, level)]
    for row, rung in enumerate(rungs):
        shapes += _rung(rung, _TOP + (row + 0.5) * ROW, size)
    if cut is not None and size:
        shapes += _cut(min(cut, size), width)
    described = _("{n} films; best: {best}").format(n=size, best=rungs[0].label if rungs else "–")
    return Picture(
        width=width,
        height=bottom + 12.0,
        title=_("Ranks with their intervals"),
        description=described,
        shapes=tuple(shapes),
    )


def _x(rank: float, films: int) -> float:
    """Where a rank lies: the best at the left."""
    return _NAMES + 8.0 + (rank - 1) / max(films - 1, 1) * (_RANKS - 16.0)


def _groups(rungs: Sequence[Rung], width: float) -> list[Shape]:
    """Every second group shaded, so that groups are seen without lines."""
    shapes: list[Shape] = []
    row = 0
    for at, (group, members) in enumerate(groupby(rungs, key=lambda rung: rung.group)):
        count = len(list(members))
        if group is not None and at % 2 == 0:
            shapes.append(
                Rectangle(
                    x=0,
                    y=_TOP + row * ROW,
                    width=width,
                    height=count * ROW,
                    fill=Fill(role="grid", opacity=0.35),
                    about="group",
                )
            )
        row += count
    return shapes


def _axis(films: int, bottom: float, level: float) -> list[Shape]:
    heading = _("rank, with the interval that holds {level} of its draws").format(
        level=figures.percent(level, 0)
    )
    shapes: list[Shape] = [
        Text(at=Point(_NAMES + 8.0, 13.0), text=heading, size=_SIZE, role="muted"),
        Text(at=Point(4.0, 13.0), text=_("film"), size=_SIZE, role="muted"),
    ]
    marks = sorted({1, *(int(tick) for tick in ticks(1, max(films, 1), about=8) if tick >= 1)})
    for rank in marks:
        x = _x(rank, films)
        shapes += [
            Line(
                start=Point(x, _TOP - 8.0),
                end=Point(x, bottom),
                stroke=Stroke(role="grid", width=0.6),
            ),
            Text(at=Point(x, _TOP - 12.0), text=str(rank), size=8.0, role="muted", anchor="middle"),
        ]
    return shapes


def _rung(rung: Rung, y: float, films: int) -> list[Shape]:
    baseline = y + _SIZE * 0.36

    def said(x: float, text: str, role: Role, anchor: Anchor = "end") -> Text:
        at = Point(x, baseline)
        return Text(at=at, text=text, size=_SIZE, role=role, anchor=anchor, about=rung.film)

    name = fitted(rung.label, _NAMES - 66.0, _SIZE)
    shapes: list[Shape] = [
        said(22.0, str(rung.rank), "muted"),
        said(28.0, name, "warning" if rung.held else "text", "start"),
        said(_NAMES - 6.0, figures.number(rung.value, 1), "muted"),
        Line(
            start=Point(_x(rung.low, films), y),
            end=Point(_x(rung.high, films), y),
            stroke=Stroke(role="accent", width=3.0),
            about=rung.film,
        ),
        Circle(
            centre=Point(_x(rung.rank, films), y),
            radius=3.2,
            fill=Fill(role="paper" if rung.held else "accent"),
            stroke=Stroke(role="accent", width=1.4),
            about=rung.film,
        ),
    ]
    if rung.p_above_cut is not None:
        open_yet = 0.05 < rung.p_above_cut < 0.95
        right = _NAMES + _RANKS + _RIGHT - 6.0
        shapes.append(
            said(right, figures.percent(rung.p_above_cut, 0), "text" if open_yet else "muted")
        )
    return shapes


def _cut(cut: int, width: float) -> list[Shape]:
    y = _TOP + cut * ROW
    return [
        Line(
            start=Point(0, y),
            end=Point(width, y),
            stroke=Stroke(role="cut", width=1.2, dash=(5, 3)),
            about="cut",
        ),
        Text(
            at=Point(width - 6.0, 13.0),
            text=_("in the best {cut}").format(cut=cut),
            size=_SIZE,
            role="cut",
            anchor="end",
        ),
    ]
