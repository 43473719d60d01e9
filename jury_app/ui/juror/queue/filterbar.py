"""The bar above the cards: search as one types, filters, order."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QWidget

from jury_app.base.texts import _, translate
from jury_app.ui.juror.queue import filters
from jury_app.ui.juror.queue.cards import Card, round_name, state_words
from jury_app.ui.juror.queue.filters import Filter
from jury_app.ui.kit.buttons import Option
from jury_app.ui.kit.fields import Combo, SearchField
from jury_app.ui.kit.labels import set_tip
from jury_app.ui.kit.surfaces import row
from jury_app.ui.kit.theme import theme

_TO_THE_CARDS = {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape}


class FilterBar(QWidget):
    """What of the queue is wanted.

    Signals:
        changed: Another `Filter` is wanted.
        left: The search field was left for the cards, with the key that did it.
    """

    changed = Signal(object)
    left = Signal(object)

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchField(_("Search titles, numbers, categories"))
        set_tip(self.search, hint)
        self.search.setMinimumWidth(theme().space(24))
        self.search.textChanged.connect(self._tell)
        self.search.installEventFilter(self)
        self.state = _choice(_("State"), self._tell)
        self.round = _choice(_("Round"), self._tell)
        self.category = _choice(_("Category"), self._tell)
        self.order = _choice(_("Order"), self._tell)
        self.order.setMinimumContentsLength(9)
        for key, (label, _key) in filters.ORDERS.items():
            self.order.addItem(translate(label), key)
        choices = (self.state, self.round, self.category, self.order)
        self.setLayout(row().add(self.search, stretch=3).add(*choices, stretch=1))

    @property
    def filter(self) -> Filter:
        """What is wanted."""
        return Filter(
            text=self.search.text(),
            state=self.state.currentData() or "",
            round=self.round.currentData() or "",
            category=self.category.currentData() or "",
            order=self.order.currentData() or "number",
        )

    def offer(self, cards: Sequence[Card]) -> None:
        """Offer what occurs in a queue; what was chosen stays chosen where it still occurs."""
        states = [(_("left to do"), filters.LEFT)]
        states += [(state_words(state), state) for state in filters.states(cards)]
        _fill(self.state, _("State"), states)
        rounds = [(round_name(each), each) for each in filters.rounds(cards)]
        _fill(self.round, _("Round"), rounds)
        categories = [(each, each) for each in filters.categories(cards)]
        _fill(self.category, _("Category"), categories)
        self.round.setVisible(len(rounds) > 1)
        self.category.setVisible(len(categories) > 1)

    def clear(self) -> None:
        """Want everything, in the same order."""
        self.search.clear()
        for choice in (self.state, self.round, self.category):
            choice.setCurrentIndex(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The search field is left by Down, Enter and Escape."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if key in _TO_THE_CARDS:
                if key == Qt.Key.Key_Escape:
                    self.search.clear()
                self.left.emit(key)
                return True
        return super().eventFilter(watched, event)

    def _tell(self) -> None:
        self.changed.emit(self.filter)


def _choice(name: str, changed: Callable[[], None]) -> Combo:
    choice = Combo(name)
    choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    choice.setMinimumContentsLength(7)
    choice.currentIndexChanged.connect(changed)
    return choice


def _fill(choice: Combo, every: str, offered: Sequence[tuple[str, str]]) -> None:
    wanted = [("", every), *((value, label) for label, value in offered)]
    if [(choice.itemData(n), choice.itemText(n)) for n in range(choice.count())] == wanted:
        return
    chosen = choice.value
    with QSignalBlocker(choice):
        choice.set_options([Option(value, label) for value, label in wanted], "")
        if choice.findData(chosen) >= 0:
            choice.set_value(chosen)
