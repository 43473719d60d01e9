"""Tables that flow: cells of stacked text and pictures, headings repeated on every page."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from jury_app.pictures.shapes import Fill, Picture
from jury_app.reports.pages import LABEL, Block, Flow, Mark, Placed

_GAP = 10.0  # between columns, in points
_PAD = 3.0  # above and below a row's text
_HANG = 4.0  # of the headings' tint into the margins


class Column(Struct, frozen=True):
    """A column: its heading, its share of the width, how its cells are aligned."""

    heading: str
    share: float
    align: str = "start"


Cell = Sequence[Block | Picture]
"""What is stacked in a cell, from the top."""


class _Atom(Struct, frozen=True):
    """What is never broken: one line of a block, or a picture."""

    thing: Block | Picture
    height: float

    def marks(self, x: float, y: float, align: str) -> Sequence[Mark]:
        if isinstance(self.thing, Block):
            return self.thing.marks(x, y, align)
        return (Placed(self.thing, x, y),)


def _atoms(cell: Cell) -> Iterator[_Atom]:
    for thing in cell:
        if isinstance(thing, Picture):
            yield _Atom(thing, thing.height)
        else:
            for line in thing.lines:
                one = Block((line,), thing.style, thing.width, thing.flush)
                yield _Atom(one, thing.style.leading)


def _drops(cells: Sequence[Sequence[_Atom]]) -> list[float]:
    """How far each cell goes down, so that all first lines of a row stand on one baseline."""
    firsts = [atoms[0].thing if atoms else None for atoms in cells]
    bases = [first.baseline if isinstance(first, Block) else None for first in firsts]
    lowest = max((base for base in bases if base is not None), default=0.0)
    return [0.0 if base is None else lowest - base for base in bases]


def _height(cells: Sequence[Sequence[_Atom]]) -> float:
    heights = (
        drop + sum(atom.height for atom in atoms)
        for drop, atoms in zip(_drops(cells), cells, strict=True)
    )
    return max(heights) + 2 * _PAD


class Table:
    """Rows that go down a flow's pages, one after the other.

    Args:
        flow: Where.
        columns: Their shares are of the whole width.
    """

    def __init__(self, flow: Flow, columns: Sequence[Column]) -> None:
        self._flow = flow
        self._columns = columns
        total = sum(column.share for column in columns)
        room = flow.width - _GAP * (len(columns) - 1)
        self.widths = tuple(room * column.share / total for column in columns)
        self._xs: list[float] = []
        x = flow.left
        for width in self.widths:
            self._xs.append(x)
            x += width + _GAP
        self._headings = [
            flow.block(column.heading, LABEL, width, most=2)
            for column, width in zip(columns, self.widths, strict=True)
        ]
        self._begun = False

    @property
    def _head_height(self) -> float:
        return max(block.height for block in self._headings) + 2 * _PAD

    def kept_together(self, rows: Sequence[Sequence[Cell]]) -> float:
        """The height, in points, that had better be left on the page where `rows` begin.

        A table up to half a page is not torn; of a longer one, two rows stay with its headings.
        """
        heights = [_height([list(_atoms(cell)) for cell in cells]) for cells in rows]
        whole = self._head_height + sum(heights)
        if whole <= self._flow.body / 2:
            return whole
        return min(self._head_height + sum(heights[:2]), self._flow.body / 2)

    def rows(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Add rows."""
        for cells in rows:
            self.row(cells)

    def _head(self) -> None:
        flow = self._flow
        self._begun = True
        blocks, height = self._headings, self._head_height
        # The tint hangs into the margins, so that headings stand above what they head.
        fill = Fill(role="grid", opacity=0.35)
        flow.box(flow.y, height, x=flow.left - _HANG, width=flow.width + 2 * _HANG, fill=fill)
        self._place([list(_atoms([block])) for block in blocks])
        flow.y += height

    def _place(self, cells: Sequence[Sequence[_Atom]]) -> None:
        for atoms, drop, x, column in zip(
            cells, _drops(cells), self._xs, self._columns, strict=True
        ):
            y = self._flow.y + _PAD + drop
            for atom in atoms:
                self._flow.mark(*atom.marks(x, y, column.align))
                y += atom.height

    def row(self, cells: Sequence[Cell]) -> None:
        """Add a row; one that is higher than a page goes over to the next."""
        flow = self._flow
        if not self._begun:
            flow.need(self._head_height + 30.0)
            self._head()
        left = [list(_atoms(cell)) for cell in cells]
        height = _height(left)
        if flow.room < height <= flow.body - 30.0:
            self._over()
        while any(left):
            drops = _drops(left)
            now = [self._fitting(atoms, drop) for atoms, drop in zip(left, drops, strict=True)]
            if not any(now):
                self._over()
                continue
            self._place(now)
            flow.y += _height(now)
            flow.rule(flow.y)
            left = [atoms[len(taken) :] for atoms, taken in zip(left, now, strict=True)]

    def cut(self, label: str) -> None:
        """A heavy line across the table with a word on it: above is in, below is out."""
        flow = self._flow
        block = flow.block(label, LABEL)
        flow.need(block.height + 4.0)
        flow.rule(flow.y + 1.0, role="cut", width=1.6)
        flow.mark(*block.marks(flow.left, flow.y + 2.0, "end"))
        flow.y += block.height + 4.0

    def _over(self) -> None:
        self._flow.new_page()
        self._head()

    def _fitting(self, atoms: Sequence[_Atom], drop: float) -> Sequence[_Atom]:
        room = self._flow.room - 2 * _PAD - drop
        count = 0
        for atom in atoms:
            room -= atom.height
            if room < 0:
                break
            count += 1
        return atoms[:count]
