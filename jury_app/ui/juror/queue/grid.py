"""The grid of cards: a virtual list that lays whole cards side by side."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QListView, QScrollBar, QWidget

from jury_app.base.texts import _
from jury_app.ui.juror.queue.cards import Card
from jury_app.ui.juror.queue.delegate import CardDelegate
from jury_app.ui.juror.queue.model import Index, QueueModel
from jury_app.ui.kit.theme import theme

_MOVES = {
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down),
    *(Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown),
}


class _Unseen(QObject):
    """Lets a scroll bar keep its room, so that cards keep their width, and be seen if it scrolls.

    Not a scroll bar of our own: in the place of its own one, Qt's list no longer follows.
    """

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Paint nothing where there is nothing to scroll."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, QScrollBar):
            return watched.maximum() <= watched.minimum()
        return False


class Grid(QListView):
    """Cards in rows; arrows go from card to card, every other key is left to the commands."""

    def __init__(
        self, model: QueueModel, delegate: CardDelegate, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._cards = model
        self._delegate = delegate
        self.setProperty("surface", "bare")
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setAccessibleName(_("Films"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().installEventFilter(_Unseen(self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    @property
    def card(self) -> Card | None:
        """The current card."""
        index = self.currentIndex()
        return self._cards.cards[index.row()] if index.isValid() else None

    def in_sight(self) -> list[Card]:
        """The cards that can be seen now."""
        if not self.isVisible():
            return []
        seen = self.viewport().rect()
        return [
            card
            for row, card in enumerate(self._cards.cards)
            if self.visualRect(self._cards.index(row)).intersects(seen)
        ]

    def go_to(self, row: int) -> None:
        """Make a card the current one, in sight."""
        index = self._cards.index(row)
        select = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, select)
        self.scrollTo(index)

    def fit(self) -> None:
        """Fit the cards to the width that there is."""
        size = self._delegate.fit(self.viewport().width() - 1)  # Qt wraps at the last pixel
        if size != self.gridSize():
            self.setGridSize(size)
            self.verticalScrollBar().setSingleStep(max(1, size.height() // 6))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other widths make other cards."""
        self.fit()
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move from card to card; no letter jumps to a title, letters are commands."""
        if event.key() in _MOVES and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def minimumSizeHint(self) -> QSize:
        """One card must fit."""
        return QSize(theme().space(60), theme().space(20))

    def focusInEvent(self, event: QEvent) -> None:
        """Somewhere the keys must begin: at the first card, unless one is current."""
        if not self.currentIndex().isValid() and self._cards.rowCount():
            self.go_to(0)
        super().focusInEvent(event)  # type: ignore[arg-type]  # a QFocusEvent

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Keep the current card in sight."""
        super().currentChanged(current, previous)
        self.scrollTo(current)
