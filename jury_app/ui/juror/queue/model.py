"""The queue as a list model: frozen cards, so that asking for one is a lookup."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from jury_app.ui.juror.queue.cards import Card

_ROLES: dict[int, str] = {
    Qt.ItemDataRole.DisplayRole: "title",
    Qt.ItemDataRole.AccessibleTextRole: "spoken",
}
Index = QModelIndex | QPersistentModelIndex


class QueueModel(QAbstractListModel):
    """The cards that are shown, in their order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cards: Sequence[Card] = ()

    @property
    def cards(self) -> Sequence[Card]:
        """The cards as they are shown."""
        return self._cards

    def show(self, cards: Sequence[Card]) -> None:
        """Show these cards; where only values changed, nothing loses its place."""
        if [card.key for card in cards] == [card.key for card in self._cards]:
            pairs = zip(cards, self._cards, strict=True)
            changed = [row for row, (new, old) in enumerate(pairs) if new != old]
            self._cards = tuple(cards)
            for row in changed:
                self.dataChanged.emit(self.index(row), self.index(row))
            return
        self.beginResetModel()
        self._cards = tuple(cards)
        self.endResetModel()

    def place(self, key: tuple[str, str]) -> int:
        """The row of a film in a round; -1 if it is not shown."""
        return next((row for row, card in enumerate(self._cards) if card.key == key), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        """How many cards there are."""
        return 0 if parent.isValid() else len(self._cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  Qt's
        """A card's title, or what a screen reader says of it."""
        field = _ROLES.get(role)
        if field is None or not index.isValid():
            return None
        return getattr(self._cards[index.row()], field)
