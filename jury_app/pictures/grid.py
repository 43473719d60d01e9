"""The grid: films by jurors, who has done what, and where they differ.

A cell with a score is coloured by how far it lies from the film's other scores: one colour above,
another below, stronger the further. A cell that is assigned and not done yet is framed; one that
was never assigned stays empty.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from jury_app.base.texts import _
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
    text_width,
)

State = Literal["scored", "draft", "assigned", "recused"]

_CELL_WIDTH = 26.0
_ROW = 15.0
_SIZE = 9.0
_NAMES = 190.0


class Cell(Struct, frozen=True, kw_only=True):
    """What a juror did about a film.

    Attributes:
        state: How far it is.
        text: What the cell shows, e.g. the score.
        deviation: Distance from the film's mean, −1 to 1 of the largest; None: not shown.
    """

    state: State
    text: str = ""
    deviation: float | None = None


def grid(
    films: Sequence[tuple[str, str]],
    jurors: Sequence[tuple[str, str]],
    cells: Mapping[tuple[str, str], Cell],
) -> Picture:
    """The grid.

    Args:
        films: (id, title) of each row, top first.
        jurors: (id, name) of each column, left first.
        cells: (film id, juror id) → cell; what is missing was never assigned.
    """
    head = max((_head_room(name) for _id, name in jurors), default=20.0)
    bottom = head + len(films) * _ROW
    legend, legend_width = _legend(bottom + 18.0)
    width = max(_NAMES + len(jurors) * _CELL_WIDTH + head * 0.72, legend_width)
    shapes: list[Shape] = []
    for column, (juror, name) in enumerate(jurors):
        shapes += _heading(juror, name, _NAMES + column * _CELL_WIDTH, head, bottom)
    for row, (film, title) in enumerate(films):
        y = head + row * _ROW
        shapes.append(
            Text(
                at=Point(6.0, y + _ROW * 0.72),
                text=fitted(title, _NAMES - 14.0, _SIZE),
                size=_SIZE,
                about=film,
            )
        )
        for column, (juror, _name) in enumerate(jurors):
            cell = cells.get((film, juror))
            if cell is not None:
                shapes += _cell(cell, _NAMES + column * _CELL_WIDTH, y, f"{film} {juror}")
    done = sum(cell.state == "scored" for cell in cells.values())
    return Picture(
        width=width,
        height=bottom + 28.0,
        title=_("Films by jurors"),
        description=_("{done} of {all} scorecards are done").format(done=done, all=len(cells)),
        shapes=(*shapes, *legend),
    )


def _head_room(name: str) -> float:
    return min(text_width(name, _SIZE), 110.0) * 0.72 + 14.0


def _heading(juror: str, name: str, x: float, head: float, bottom: float) -> list[Shape]:
    """A name that rises to the right from its column, and the column's faint left edge."""
    return [
        Line(
            start=Point(x, head - 2.0),
            end=Point(x, bottom),
            stroke=Stroke(role="grid", width=0.5),
        ),
        Text(
            at=Point(x + _CELL_WIDTH * 0.55, head - 5.0),
            text=fitted(name, 110.0, _SIZE),
            size=_SIZE,
            turn=-45.0,
            about=juror,
        ),
    ]


def _cell(cell: Cell, x: float, y: float, about: str) -> list[Shape]:
    fill: Fill | None = None
    stroke: Stroke | None = None
    if cell.state == "scored":
        fill = Fill(role="grid", opacity=0.5)
        if cell.deviation:
            side: Role = "good" if cell.deviation > 0 else "bad"
            fill = Fill(role=side, opacity=0.08 + 0.5 * min(1.0, abs(cell.deviation)))
    elif cell.state == "assigned":
        stroke = Stroke(role="line", width=0.8, dash=(2, 2))
    else:
        stroke = Stroke(role="warning", width=0.8)
    shapes: list[Shape] = [
        Rectangle(
            x=x + 1.0,
            y=y + 1.0,
            width=_CELL_WIDTH - 2.0,
            height=_ROW - 2.0,
            fill=fill,
            stroke=stroke,
            radius=2.0,
            about=about,
        )
    ]
    if cell.text:
        shapes.append(
            Text(
                at=Point(x + _CELL_WIDTH / 2, y + _ROW * 0.72),
                text=fitted(cell.text, _CELL_WIDTH - 2.0, 8.0),
                size=8.0,
                anchor="middle",
                about=about,
            )
        )
    return shapes


def _legend(y: float) -> tuple[list[Shape], float]:
    """The legend, and how wide it is."""
    entries: tuple[tuple[Cell, str], ...] = (
        (Cell(state="scored", deviation=1.0), _("above the film's mean")),
        (Cell(state="scored", deviation=-1.0), _("below it")),
        (Cell(state="assigned"), _("assigned, not done")),
        (Cell(state="recused"), _("draft or recused")),
    )
    shapes: list[Shape] = []
    x = 6.0
    for cell, text in entries:
        shapes += _cell(cell, x, y - _ROW * 0.72, "legend")
        x += _CELL_WIDTH + 4.0
        shapes.append(Text(at=Point(x, y), text=text, size=8.0, role="muted"))
        x += text_width(text, 8.0) + 14.0
    return shapes, x
