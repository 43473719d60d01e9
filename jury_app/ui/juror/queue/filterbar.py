"""The bar above the cards: search as one types, filters, order."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QMenu, QWidget

from jury_app.base.texts import N_, _, headed, ngettext, translate
from jury_app.ui.juror.queue import filters
from jury_app.ui.juror.queue.cards import Card, round_name, state_words
from jury_app.ui.juror.queue.filters import Filter
from jury_app.ui.kit.buttons import Button, IconButton, Option, unmarked
from jury_app.ui.kit.fields import Combo, SearchField
from jury_app.ui.kit.floating import drop_below
from jury_app.ui.kit.labels import set_tip
from jury_app.ui.kit.surfaces import Surface, row
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
_SEARCH, _SEARCH_LEAST = 3, 40
"""The search field's width beside the choices: of so many of them, and in steps at least."""
_MOST = 480
"""Steps that the bar is wide at most: on a large screen nobody reads a field across all of it."""
_GAP = 2


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
        self._offered = {"order"}
        orders = [Option(key, translate(label)) for key, (label, _k) in filters.ORDERS.items()]
        with QSignalBlocker(self.order):
            wished = self._wished.get("order", "")
            self.order.set_options(orders, wished if wished in filters.ORDERS else "number")
        self.fold = Button("", icon="filter")
        self.fold.clicked.connect(self._unfold)
        self.fold.installEventFilter(self)
        self.fold.hide()
        self.every = IconButton("close", _("Show all films"), steps=4)
        self.every.clicked.connect(self.clear)
        self.every.hide()
        choices = row(gap=_GAP).add(*self._choices.values(), stretch=1)
        self._box = Surface("bare", choices)
        line = row(gap=_GAP).add(self.search, stretch=_SEARCH)
        self._line = Surface("bare", line.add(self._box, stretch=len(_NAMES)))
        line.add(self.fold, self.every)
        self.setLayout(row().add(self._line, stretch=1000).add(None))
        theme().changed.connect(self._measure)
        self._measure()

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
            parts = len(options) > (0 if name == "minutes" else 1)
            choice.setVisible(parts)
            (self._offered.add if parts else self._offered.discard)(name)
        self._say_chosen()
        self._measure()

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
        """As wide as it is with its choices folded."""
        buttons = sum(each.minimumSizeHint().width() for each in (self.fold, self.every))
        width = self.search.minimumWidth() + buttons + 2 * theme().space(_GAP)
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The choices stand beside the search field where all their words have room."""
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
        choice.currentIndexChanged.connect(lambda: self._choose(name))
        choice.installEventFilter(self)
        return choice

    def _choose(self, name: str) -> None:
        self._wished[name] = self._choices[name].value or ""
        self._tell()
        self.chosen.emit({name: wish for name, wish in self._wished.items() if wish})

    def _tell(self) -> None:
        self._say_chosen()
        self.changed.emit(self.filter)

    def _say_chosen(self) -> None:
        self.every.setHidden(self.filter.is_open)
        chosen = sum(bool(choice.value) for choice in self._choices.values()) - 1  # not the order
        words = ngettext("{n} filter", "{n} filters", chosen).format(n=chosen)
        self.fold.set_text(words if chosen else _("Filters"))

    def _measure(self) -> None:
        """Give each choice room for its name, and the order for any."""
        for name, choice in self._choices.items():
            words = range(choice.count()) if name == "order" else range(min(1, choice.count()))
            choice.setMinimumWidth(
                max((choice.room_for(choice.itemText(n)) for n in words), default=0)
            )
        self.search.setMinimumWidth(theme().space(_SEARCH_LEAST))
        self._line.setMaximumWidth(theme().space(_MOST))
        self._arrange()

    def _arrange(self) -> None:
        """Show the choices side by side, or fold them into a menu rather than cut their words."""
        choices = sum(self._choices[name].minimumWidth() for name in self._offered)
        gaps = (len(self._offered) + 1) * theme().space(_GAP)
        wanted = self.search.minimumWidth() + choices + gaps + self.every.sizeHint().width()
        is_folded = wanted > self.width()
        had_focus = is_folded and self._box.isAncestorOf(self.window().focusWidget())
        self._box.setHidden(is_folded)
        self.fold.setVisible(is_folded)
        if had_focus:
            self.fold.setFocus(Qt.FocusReason.OtherFocusReason)

    def _unfold(self) -> None:
        """Offer the choices as menus, each headed by what is chosen in it."""
        from PySide6.QtGui import QActionGroup  # not before the first picture

        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for name, choice in self._choices.items():
            if name not in self._offered:
                continue
            title, chosen = translate(_NAMES[name]), choice.currentText()
            words = headed(title, chosen) if choice.value else title
            offers = menu.addMenu(unmarked(words))
            group = QActionGroup(offers)
            for place in range(choice.count()):
                text = choice.itemText(place)
                is_every = not choice.itemData(place)
                action = offers.addAction(unmarked(_("any") if is_every else text))
                action.setCheckable(True)
                action.setChecked(place == choice.currentIndex())
                action.triggered.connect(partial(choice.setCurrentIndex, place))
                group.addAction(action)
        drop_below(menu, self.fold)


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
