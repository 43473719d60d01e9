"""The bar above the cards: search as one types, filters, order."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QWidget

from jury_app.base.texts import N_, _, ngettext, translate
from jury_app.ui.juror.queue import filters
from jury_app.ui.juror.queue.cards import Card, round_name, state_words
from jury_app.ui.juror.queue.filters import Filter
from jury_app.ui.kit.buttons import IconButton, Option
from jury_app.ui.kit.fields import Combo, SearchField
from jury_app.ui.kit.labels import set_tip
from jury_app.ui.kit.surfaces import row
from jury_app.ui.kit.theme import theme

_TO_THE_CARDS = {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape}
_NAMES = {
    "state": N_("State"),
    "minutes": N_("Length"),
    "form": N_("Form"),
    "round": N_("Round"),
    "category": N_("Category"),
    "order": N_("Order"),
}
"""Field of a `Filter` → what it is called, in the order of the bar."""
_SEARCH, _SEARCH_LEAST = 3, 24
"""The search field's width beside the choices: of so many of them, and in steps at least."""


class FilterBar(QWidget):
    """What of the queue is wanted.

    Args:
        hint: What the search field's key is.
        kept: Field of a `Filter` → what was chosen for it when the window was open last.

    Signals:
        changed: Another `Filter` is wanted.
        chosen: A person chose; field → value, as `kept`.
        left: The search field was left for the cards, with the key that did it.
    """

    changed = Signal(object)
    chosen = Signal(object)
    left = Signal(object)

    def __init__(
        self, hint: str, kept: Mapping[str, str] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._wished = dict(kept or {})
        self._news: frozenset[tuple[str, str]] = frozenset()
        self.search = SearchField(_("Search titles, numbers, categories"))
        set_tip(self.search, hint)
        self.search.textChanged.connect(self._tell)
        self.search.installEventFilter(self)
        self._choices = {name: self._choice(name) for name in _NAMES}
        orders = [Option(key, translate(label)) for key, (label, _k) in filters.ORDERS.items()]
        self.order.setMinimumContentsLength(5)
        with QSignalBlocker(self.order):
            wished = self._wished.get("order", "")
            self.order.set_options(orders, wished if wished in filters.ORDERS else "number")
        self.every = IconButton("close", _("Show all films"), steps=4)
        self.every.clicked.connect(self.clear)
        self.every.hide()
        self._line = row().add(self.search, stretch=_SEARCH)
        self._box = row().add(*self._choices.values(), stretch=1).add(self.every)
        self.setLayout(self._line.add(self._box, stretch=len(_NAMES)))

    @property
    def state(self) -> Combo:
        """Which state is wanted."""
        return self._choices["state"]

    @property
    def order(self) -> Combo:
        """In which order."""
        return self._choices["order"]

    def choice(self, name: str) -> Combo:
        """Where a field of the `Filter` is chosen."""
        return self._choices[name]

    @property
    def filter(self) -> Filter:
        """What is wanted."""
        values = {name: choice.value or "" for name, choice in self._choices.items()}
        minutes, order = int(values.pop("minutes") or 0), values.pop("order") or "number"
        news = self._news if values["state"] == filters.NEWS else frozenset()
        return Filter(text=self.search.text(), minutes=minutes, order=order, news=news, **values)

    def offer(self, cards: Sequence[Card]) -> None:
        """Offer what occurs in a queue; what was chosen stays chosen where it still occurs."""
        states = [(filters.LEFT, _("left to do"))]
        if self._news:
            states.append((filters.NEWS, _("what is new")))
        offered = {
            "state": states + [(each, state_words(each)) for each in filters.states(cards)],
            "minutes": [(str(each), _up_to(each)) for each in filters.lengths(cards)],
            "form": [(each, translate(filters.FORMS[each])) for each in filters.forms(cards)],
            "round": [(each, round_name(each)) for each in filters.rounds(cards)],
            "category": [(each, each) for each in filters.categories(cards)],
        }
        for name, options in offered.items():
            choice = self._choices[name]
            _fill(choice, translate(_NAMES[name]), options, self._wished.get(name, ""))
            # A single form, round or category parts nothing; a single length does.
            choice.setVisible(len(options) > (0 if name == "minutes" else 1))
        self.every.setHidden(self.filter.is_open)
        self._arrange()

    def show_news(self, films: frozenset[tuple[str, str]], cards: Sequence[Card]) -> None:
        """Want the films that news was about (film and round), for now; it is not kept."""
        self.clear()
        self._news = films
        self._wished["state"] = filters.NEWS
        self.offer(cards)
        self._tell()

    def clear(self) -> None:
        """Want everything, in the same order."""
        self.search.clear()
        for name, choice in self._choices.items():
            if name != "order":
                choice.setCurrentIndex(0)

    def minimumSizeHint(self) -> QSize:
        """As wide as the choices alone: the search field can stand above them."""
        return QSize(self._box.minimumSize().width(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One line where there is room, else the search field above the choices."""
        super().resizeEvent(event)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The search field is left by Down, Enter and Escape; a choice by Escape."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if watched is not self.search and key != Qt.Key.Key_Escape:
                return False
            if key in _TO_THE_CARDS:
                if key == Qt.Key.Key_Escape and watched is self.search:
                    self.search.clear()
                self.left.emit(key)
                return True
        return super().eventFilter(watched, event)

    def _choice(self, name: str) -> Combo:
        choice = Combo(translate(_NAMES[name]))
        choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.setMinimumContentsLength(4)
        choice.currentIndexChanged.connect(lambda: self._choose(name))
        choice.installEventFilter(self)
        return choice

    def _choose(self, name: str) -> None:
        self._wished[name] = self._choices[name].value or ""
        self._tell()
        self.chosen.emit({name: wish for name, wish in self._wished.items() if wish})

    def _tell(self) -> None:
        wanted = self.filter
        self.every.setVisible(not wanted.is_open)
        self.changed.emit(wanted)

    def _arrange(self) -> None:
        """Stand in one line, or in two."""
        wanted = self._box.minimumSize().width() + theme().space(_SEARCH_LEAST)
        ways = QBoxLayout.Direction
        fits = wanted <= self.width()
        self._line.setDirection(ways.LeftToRight if fits else ways.TopToBottom)


def _up_to(minutes: int) -> str:
    return ngettext("up to {n} min", "up to {n} min", minutes).format(n=minutes)


def _fill(choice: Combo, every: str, offered: Sequence[tuple[str, str]], wished: str) -> None:
    """Offer values with their labels; what is wished for is chosen where it occurs."""
    wanted = [("", every), *offered]
    if [(choice.itemData(n), choice.itemText(n)) for n in range(choice.count())] == wanted:
        return
    with QSignalBlocker(choice):
        choice.set_options([Option(value, label) for value, label in wanted], "")
        if choice.findData(wished) >= 0:
            choice.set_value(wished)
