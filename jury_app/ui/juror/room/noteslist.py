"""The list of notes: one row a note, by moment, its text in as many lines as it needs."""

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from jury_app.base.texts import _
from jury_app.base.timecode import timecode
from jury_app.ui.juror.room.notes import AUDIENCES, KINDS, Note, named
from jury_app.ui.kit.theme import theme
from jury_app.ui.player.timeline import LOOKS

NOTE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
_MOVES = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
    }
)
_WRAP = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere


class NotesModel(QAbstractListModel):
    """Notes by moment."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notes: tuple[Note, ...] = ()

    def show(self, notes: tuple[Note, ...]) -> None:
        """Show other notes; rows that stay the same keep their place and selection."""
        if [note.path for note in notes] == [note.path for note in self._notes]:
            before, self._notes = self._notes, notes
            for row, (old, new) in enumerate(zip(before, notes, strict=True)):
                if old != new:
                    self.dataChanged.emit(self.index(row), self.index(row))
            return
        self.beginResetModel()
        self._notes = notes
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        """One row a note."""
        return 0 if parent.isValid() else len(self._notes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The note itself, or what a screen reader says of it."""
        if not index.isValid():
            return None
        note = self._notes[index.row()]
        if role == NOTE:
            return note
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return note.spoken
        return None

    def row_of(self, path: str) -> int:
        """The row of a note; -1 where it is not shown."""
        return next((row for row, note in enumerate(self._notes) if note.path == path), -1)


class NotesList(QListView):
    """The notes, for keys and mouse.

    Signals:
        jumped: A note whose moment is wanted (Enter, click).
        opened: A note to be edited (F2, double click).
        deleted: A note to be deleted (Delete).
    """

    jumped = Signal(object)
    opened = Signal(object)
    deleted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Notes"))
        self.setItemDelegate(_Row(self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.clicked.connect(lambda index: self.jumped.emit(index.data(NOTE)))
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(NOTE)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter jumps, F2 edits, Delete deletes the current note."""
        told = {
            Qt.Key.Key_Return: self.jumped,
            Qt.Key.Key_Enter: self.jumped,
            Qt.Key.Key_F2: self.opened,
            Qt.Key.Key_Delete: self.deleted,
            Qt.Key.Key_Backspace: self.deleted,
        }.get(Qt.Key(event.key()))
        note = self.currentIndex().data(NOTE)
        if told is not None and note is not None and not event.modifiers():
            told.emit(note)
        elif event.key() in _MOVES:
            super().keyPressEvent(event)
        else:
            event.ignore()  # Qt would search by letters; here they are the room's commands

    def minimumSizeHint(self) -> QSize:
        """A line of it; what is written above comes first where there is little room."""
        return QSize(0, theme().space(8))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows are as high as their text needs at this width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class _Row(QStyledItemDelegate):
    """Paints a note: moment, kind and audience in a line, its text below."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one note."""
        note: Note = index.data(NOTE)
        look, area = theme(), option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected:
            painter.fillRect(area, look.colour("selection"))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(
                QRect(area.topLeft(), QSize(look.space(1), area.height())), look.colour("focus")
            )
        inner = _inner(area)
        head = look.font("caption", bold=True)
        metrics = QFontMetrics(head)
        painter.setFont(head)
        painter.setPen(look.colour(LOOKS[note.shown_as].role))
        painter.drawText(inner, Qt.TextFlag.TextSingleLine, _mark(note))
        used = metrics.horizontalAdvance(_mark(note)) + look.space(3)
        painter.setFont(look.font("caption"))
        painter.setPen(look.colour("text" if selected else "muted"))
        rest = metrics.elidedText(_about(note), Qt.TextElideMode.ElideRight, inner.width() - used)
        painter.drawText(inner.adjusted(used, 0, 0, 0), Qt.TextFlag.TextSingleLine, rest)
        painter.setFont(look.font("body"))
        painter.setPen(look.colour("text"))
        painter.drawText(
            inner.adjusted(0, metrics.lineSpacing() + look.space(1), 0, 0), _WRAP, note.text
        )
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as the list, as high as the text."""
        look = theme()
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        inner = _inner(QRect(0, 0, width, 1 << 14))
        body = QFontMetrics(look.font("body")).boundingRect(inner, _WRAP, index.data(NOTE).text)
        head = QFontMetrics(look.font("caption", bold=True)).lineSpacing()
        return QSize(width, head + look.space(1) + body.height() + 2 * look.space(2))


def _inner(area: QRect) -> QRect:
    look = theme()
    return area.adjusted(look.space(3), look.space(2), -look.space(2), -look.space(2))


def _mark(note: Note) -> str:
    """The moment, with the sign of its kind: nothing is told by colour alone."""
    return f"{LOOKS[note.shown_as].sign} {timecode(note.at)}"


def _about(note: Note) -> str:
    return f"{named(KINDS, note.kind)} · {named(AUDIENCES, note.audience)}"
