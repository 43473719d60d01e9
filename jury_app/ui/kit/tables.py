"""Tables: columns are declared, rows are frozen and ready to be shown.

    COLUMNS = (
        Column("film", N_("Film"), lambda row: row.title, sort=lambda row: row.sort_title),
        Column("score", N_("Score"), lambda row: row.score, align="end"),
    )
    model = TableModel(COLUMNS);  model.set_rows(rows);  view = TableView(model, name=...)

A provider gives a text that was formatted when the row was made, so that painting is a lookup.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, Generic, Literal, TypeVar

from msgspec import Struct
from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from jury_app.base.texts import translate
from jury_app.ui.kit import icons
from jury_app.ui.kit.keys import CHORDING
from jury_app.ui.kit.theme import theme

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_NOWHERE = QModelIndex()
_ALIGN = {
    "start": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    "end": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    "middle": Qt.AlignmentFlag.AlignCenter,
}


class Column(Struct, Generic[Row], frozen=True):
    """One column of a table.

    Attributes:
        key: Its name in code and preferences.
        title: Its heading: a message id.
        text: The text of a row in it, ready-made.
        align: Where its texts stand; numbers at the end.
        sort: What rows are ordered by; None: its text.
        icon: (name, role) of a row's icon; None: no icons.
        stretch: Whether it takes the room that is left.
    """

    key: str
    title: str
    text: Callable[[Row], str]
    align: Literal["start", "middle", "end"] = "start"
    sort: Callable[[Row], Any] | None = None
    icon: Callable[[Row], tuple[str, str]] | None = None
    stretch: bool = False


class TableModel(QAbstractTableModel, Generic[Row]):
    """Frozen rows under declared columns.

    Args:
        columns: From the start of the line.
        identity: What makes a row the same row when others come; None: the row itself.
    """

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        identity: Callable[[Row], Hashable] | None = None,
    ) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._identity = identity or _itself
        self._rows: list[Row] = []
        self._order: tuple[int, Qt.SortOrder] | None = None

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows, as they stand."""
        return tuple(self._rows)

    def set_rows(self, rows: Iterable[Row]) -> None:
        """Show other rows, in the order in force; a view keeps what was selected by identity."""
        self.beginResetModel()
        self._rows = self._sorted(list(rows))
        self.endResetModel()

    def identity_at(self, line: int) -> Hashable:
        """What makes the row of a line the same row."""
        return self._identity(self._rows[line])

    def row_of(self, identity: Hashable) -> int | None:
        """At which line a row stands; None where it is not there."""
        same = (n for n, row in enumerate(self._rows) if self._identity(row) == identity)
        return next(same, None)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Lines of the table."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Columns of the table."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401  Qt's own any
        """A text, an alignment or an icon of a cell."""
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self._rows[index.row()]
        match role:
            case Role.DisplayRole | Role.AccessibleTextRole:
                return column.text(row)
            case Role.TextAlignmentRole:
                return _ALIGN[column.align]
            case Role.DecorationRole if column.icon is not None:
                return icons.icon(*column.icon(row))
            case Role.UserRole:
                return row
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:  # noqa: ANN401  Qt's own any
        """A column's title, where it stands, and which way it orders."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        match role:
            case Role.DisplayRole:
                return translate(self.columns[section].title) + self._arrow(section)
            case Role.TextAlignmentRole:
                return _ALIGN[self.columns[section].align]
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by a column; equal ones keep their order."""
        self._order = (column, order) if 0 <= column < len(self.columns) else None
        self.layoutAboutToBeChanged.emit()
        kept = [(index, self.identity_at(index.row())) for index in self.persistentIndexList()]
        self._rows = self._sorted(self._rows)
        lines = {self._identity(row): line for line, row in enumerate(self._rows)}
        for index, identity in kept:
            self.changePersistentIndex(index, self.index(lines[identity], index.column()))
        self.layoutChanged.emit()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def _arrow(self, section: int) -> str:
        if self._order is None or self._order[0] != section:
            return ""
        return " ↑" if self._order[1] == Qt.SortOrder.AscendingOrder else " ↓"

    def _sorted(self, rows: list[Row]) -> list[Row]:
        if self._order is None:
            return rows
        number, order = self._order
        column = self.columns[number]
        downwards = order == Qt.SortOrder.DescendingOrder
        return sorted(rows, key=column.sort or column.text, reverse=downwards)


def _itself(row: Any) -> Hashable:  # noqa: ANN401  frozen rows are hashable
    found: Hashable = row
    return found


class TableView(QTableView):
    """A table whose lines are chosen as a whole, by mouse or by keyboard.

    Up, Down, Home and End move; Return opens; Tab goes on to the next control; a click on
    a heading orders, another one turns the order around.

    Args:
        model: What it shows.
        name: What it lists; read by screen readers.

    Signals:
        opened: The row on which Return or a double click came.
        selected: The row that is chosen now, or None.
    """

    opened = Signal(object)
    selected = Signal(object)

    def __init__(
        self, model: "TableModel[Any]", name: str, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._rows = model
        self._kept: Hashable = None
        self.setAccessibleName(name)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().setVisible(False)
        self._prepare_heading()
        self.activated.connect(lambda index: self.opened.emit(index.data(Role.UserRole)))
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._restore)
        theme().changed.connect(self._measure)
        self._measure()

    @property
    def chosen(self) -> Any:  # noqa: ANN401  a row of the model
        """The row that is chosen, or None."""
        index = self.currentIndex()
        return index.data(Role.UserRole) if index.isValid() else None

    def choose(self, identity: Hashable) -> None:
        """Choose the row with an identity, and scroll to it; unknown: none."""
        line = self._rows.row_of(identity)
        index = QModelIndex() if line is None else self._rows.index(line, 0)
        which = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, which.ClearAndSelect | which.Rows)
        if index.isValid():
            self.scrollTo(index)

    def order_by(self, key: str, *, downwards: bool = False) -> None:
        """Order by a column, and show so in its heading."""
        number = next(n for n, column in enumerate(self._rows.columns) if column.key == key)
        order = Qt.SortOrder.DescendingOrder if downwards else Qt.SortOrder.AscendingOrder
        self.sortByColumn(number, order)
        self.horizontalHeader().setSortIndicator(number, order)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which row is chosen."""
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self.selected.emit(current.data(Role.UserRole) if current.isValid() else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the first and last line; letters go on to the window's commands."""
        if event.text().isprintable() and event.text() and not event.modifiers() & CHORDING:
            event.ignore()
            return
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self._rows.rowCount() - 1}
        line = ends.get(Qt.Key(event.key()))
        if line is not None and self._rows.rowCount() and not event.modifiers():
            self.choose(self._rows.identity_at(line))
            return
        super().keyPressEvent(event)

    def _prepare_heading(self) -> None:
        heading = self.horizontalHeader()
        heading.setHighlightSections(False)
        heading.setResizeContentsPrecision(200)
        for number, column in enumerate(self._rows.columns):
            fits, takes = QHeaderView.ResizeMode.ResizeToContents, QHeaderView.ResizeMode.Stretch
            heading.setSectionResizeMode(number, takes if column.stretch else fits)
        heading.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def _keep(self) -> None:
        line = self.currentIndex().row()
        self._kept = self._rows.identity_at(line) if line >= 0 else None

    def _restore(self) -> None:
        if self._kept is not None:
            self.choose(self._kept)

    def _measure(self) -> None:
        side = theme().space(4)
        self.setIconSize(QSize(side, side))
        height = self.fontMetrics().height() + theme().space(4)
        self.verticalHeader().setDefaultSectionSize(height)
