"""The queue's page: what is left, the shelf, filters, cards, and what one does with a card."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from jury_app.base.texts import _
from jury_app.desks.juror.queued import QueuedFilm, last
from jury_app.ui.juror.queue import filters
from jury_app.ui.juror.queue.actions import Actions
from jury_app.ui.juror.queue.asking import Asking
from jury_app.ui.juror.queue.cards import Card, cards, waits
from jury_app.ui.juror.queue.cardstills import CardStills
from jury_app.ui.juror.queue.clocks import Clocks
from jury_app.ui.juror.queue.delegate import GAP, CardDelegate
from jury_app.ui.juror.queue.empty import Empty
from jury_app.ui.juror.queue.filterbar import FilterBar
from jury_app.ui.juror.queue.grid import Grid
from jury_app.ui.juror.queue.header import Header, Shelf
from jury_app.ui.juror.queue.model import QueueModel
from jury_app.ui.juror.queue.pace import pace
from jury_app.ui.juror.queue.posters import Posters
from jury_app.ui.juror.touched import films_of
from jury_app.ui.kit.surfaces import column
from jury_app.ui.kit.theme import theme
from jury_app.ui.session import Session

if TYPE_CHECKING:  # desks are loaded once the first picture stands
    from jury_app.desks.seat import Seat
    from jury_app.store.changes import ChangeSet

_SIDE, _SCROLL_BAR = 6, 3
"""The page's margin at its sides, and how wide its scroll bar is, in steps."""
_SHOWN_KINDS = ("documents", "pending", "receipts", "drafts", "media", "coverage", "settings")
"""Kinds of change that a card shows."""


class QueuePage(QWidget):
    """The juror's films.

    Args:
        session: Whose films.

    Attributes:
        ground: The cards, over which something may float.

    Signals:
        opened: A film shall be opened: its id and round.
        next_wanted: The next film that waits for scores shall be opened.
        letter_wanted: Scorecards shall be signed: a list of (film, round); empty: all complete.
        history_wanted: Earlier versions shall be shown: film and round.
        recused: The juror steps off: film, kind of reason, reason.
        taken_back: A mistaken stepping off a film shall be undone.
        sync_wanted: What waits in the mailbox shall be fetched.
        words_wanted: This computer's six words shall be shown.
        loaded: The queue was read (anew).
    """

    opened = Signal(str, str)
    next_wanted = Signal()
    letter_wanted = Signal(object)
    history_wanted = Signal(str, str)
    recused = Signal(str, str, str)
    taken_back = Signal(str)
    sync_wanted = Signal()
    words_wanted = Signal()
    loaded = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._queue: Sequence[QueuedFilm] = ()
        self._all: list[Card] = []
        self._stale, self._reading = True, False
        self._touched: set[str] | None = None
        self._then: list[Callable[[], None]] = []
        self._last: tuple[str, str] | None = None
        self._build()
        self._lay_out()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Films"))
        session.changed.connect(self._others_wrote)
        session.keys.attach(
            self,
            {
                "search": self._search,
                "open": self.open_current,
                "attach": self.shelf.choose,
                "sign": self._sign_current,
                "sign_all": lambda: self.letter_wanted.emit([]),
                "history": self._show_history,
                "recuse": self.bar.ask_to_recuse,
            },
        )
        theme().changed.connect(self._dress)
        self._take(last(session.folder))

    def _build(self) -> None:
        self.model = QueueModel(self)
        self.posters = Posters(self._session, self)
        self._delegate = CardDelegate(self.posters, self)
        self.grid = Grid(self.model, self._delegate)
        clocks = Clocks(self._session.preferences)
        self.header = Header(self._session.keys.hint("next_unscored"), clocks.at)
        self.asking = Asking(self._session)
        self.shelf = Shelf(self._session)
        kept = self._session.preferences.filters.get(str(self._session.folder), {})
        self.filters = FilterBar(self._session.keys.hint("search"), kept)
        self.empty = Empty()
        self.bar = Actions(self._session.keys)
        self.posters.came.connect(self.grid.viewport().update)
        self._stills = CardStills(self._session, self.grid.in_sight, self)
        self._stills.made.connect(self._still_made)
        self.grid.verticalScrollBar().valueChanged.connect(self._stills.look_soon)
        self.header.next_wanted.connect(self.next_wanted)
        self.header.sign_wanted.connect(lambda: self.letter_wanted.emit([]))
        self.filters.changed.connect(self._show)
        self.filters.chosen.connect(self._keep_filters)
        self.filters.left.connect(self._leave_search)
        self.grid.doubleClicked.connect(self.open_current)
        self.grid.customContextMenuRequested.connect(self._menu)
        self.grid.selectionModel().currentChanged.connect(self._current_changed)
        self.shelf.ended.connect(lambda: self.grid.setFocus(Qt.FocusReason.OtherFocusReason))
        self.empty.clear_wanted.connect(self.filters.clear)
        self.empty.sync_wanted.connect(self.sync_wanted)
        self.empty.words_wanted.connect(self.words_wanted)
        self.bar.open_wanted.connect(self.open_current)
        self.bar.sign_wanted.connect(self._sign_current)
        self.bar.history_wanted.connect(self._show_history)
        self.bar.recused.connect(self.recused)
        self.bar.taken_back.connect(self._take_back)

    def _lay_out(self) -> None:
        self.ground = QStackedWidget()
        self.ground.addWidget(self.grid)
        self.ground.addWidget(self.empty)
        head = column(self.header, self.asking, self.shelf, self.filters, margin=(_SIDE, 0))
        # Cards begin and end where the lines above do; the scroll bar stands beside them.
        side = _SIDE - GAP / 2
        body = column(margin=(side, 0, side - _SCROLL_BAR, 0)).add(self.ground, stretch=1)
        lines = column(head, margin=(0, 1.5, 0, 0)).add(body, stretch=1)
        self.setLayout(lines.add(column(self.bar, margin=(_SIDE, 0))))

    # Reading ------------------------------------------------------------------------------------

    @property
    def queue(self) -> Sequence[QueuedFilm]:
        """The queue as it was read last."""
        return self._queue

    def read(self, then: Callable[[], None] | None = None) -> None:
        """Read the queue if it is stale; `then` runs when what is shown is fresh."""
        if then is not None:
            self._then.append(then)
        if self._reading:
            return
        if not self._stale:
            self._run_waiting()
            return
        self._stale, self._reading = False, True
        self._touched = set()
        self._session.read(self, _queue, self._came, self._failed)

    def find_next(self, after: tuple[str, str], then: Callable[[], None]) -> None:
        """Run `then` once `next_unscored` knows what follows a film, as `read`.

        Nothing is read where what was worked on since the last reading cannot change the answer:
        no key waits for a desk then.
        """
        if self._knows_next(after):
            then()
        else:
            self.read(then)

    def _knows_next(self, after: tuple[str, str]) -> bool:
        """Whether the cards on the way to the next one that waits are as they were read."""
        place, touched = self.model.place(after), self._touched
        if touched is None or self._reading or place < 0 or self.filters.filter.follows_progress:
            return False
        cards = self.model.cards
        way = (*cards[place + 1 :], *cards[:place])
        until = next((at for at, card in enumerate(way) if waits(card.queued)), len(way) - 1)
        return not any(card.queued.film in touched for card in way[: until + 1])

    def _came(self, queue: list[QueuedFilm]) -> None:
        self._reading = False
        self._take(queue)
        self.posters.forget()
        self.loaded.emit()
        if self.isVisible():
            self._stills.look_soon()
        if self._stale:
            self.read()
        else:
            self._run_waiting()

    def _take(self, queue: list[QueuedFilm]) -> None:
        self._queue, self._all = queue, cards(queue)
        left = pace(queue)
        self.header.show_queue(queue, left)
        self.shelf.show_pace(left)
        self.filters.offer(self._all)
        self.filters.setVisible(bool(queue))
        self._show()

    def _failed(self, error: Exception) -> None:
        self._reading, self._stale = False, True
        self._touched = None
        self._then.clear()
        self._session.failed.emit(error)

    def _run_waiting(self) -> None:
        waiting, self._then = self._then, []
        for then in waiting:
            then()

    def _others_wrote(self, changes: "ChangeSet") -> None:
        if any(changes.touches(kind) for kind in _SHOWN_KINDS):
            self._stale = True
            films = films_of(changes)
            if films is None or self._touched is None:
                self._touched = None
            else:
                self._touched |= films
            if self.isVisible():
                self.read()

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while another page was shown is read now."""
        super().showEvent(event)
        self.read()
        self._stills.look_soon()

    def hideEvent(self, event: QHideEvent) -> None:
        """The film in the room has the machine for itself."""
        self._stills.stop()
        super().hideEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The cards take the keys, where there are any."""
        super().focusInEvent(event)
        if self.model.rowCount():
            self.grid.setFocus(event.reason())

    # Showing ------------------------------------------------------------------------------------

    def _show(self, _filter: object = None) -> None:
        current = self.grid.card
        key = current.key if current is not None else self._last
        wanted = self.filters.filter
        self.model.show(filters.chosen(self._all, wanted))
        rows = self.model.rowCount()
        if rows:
            self.grid.go_to(max(0, self.model.place(key) if key else 0))
        else:
            self.empty.explain(has_films=bool(self._all))
        had_focus = self.hasFocus() or self.grid.hasFocus()
        self.ground.setCurrentWidget(self.grid if rows else self.empty)
        if had_focus:  # what is hidden loses it, and keys must go on
            (self.grid if rows else self).setFocus()
        self.bar.show_card(self.grid.card)

    def go_to(self, film: str, round_id: str) -> None:
        """Make a film the current card, where it is shown."""
        self._last = film, round_id
        row = self.model.place(self._last)
        if row >= 0:
            self.grid.go_to(row)

    def show_news(self, films: Sequence[tuple[str, str]]) -> None:
        """Lead to the films that news was about: to one among all, to several alone."""

        def lead() -> None:
            if len(films) > 1:
                self.filters.show_news(frozenset(films), self._all)
                self.grid.go_to(0)
            else:
                if self.model.place(films[0]) < 0:
                    self.filters.clear()
                self.go_to(*films[0])
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

        self.read(lead)

    @property
    def chosen(self) -> tuple[str, str]:
        """Film and round of the card that is current, or was last; empty where none was."""
        return self._last or ("", "")

    def next_unscored(self, after: tuple[str, str] | None = None) -> Card | None:
        """The next card that waits for scores, as the cards are shown.

        Args:
            after: Go on from this film and round; from the current card, unless given.
        """
        place = self.model.place(after) if after else self.grid.currentIndex().row()
        found = filters.next_unscored(self.model.cards, place)
        return None if found is None else self.model.cards[found]

    def _still_made(self) -> None:
        self._stale = True
        self.read()

    def _dress(self) -> None:
        self._delegate.dress()
        self.grid.fit()
        self.grid.viewport().update()

    def _current_changed(self, *_indices: Any) -> None:  # noqa: ANN401  Qt's indices
        card = self.grid.card
        if card is not None:
            self._last = card.key
        self.bar.show_card(card)

    # Acting -------------------------------------------------------------------------------------

    def open_current(self, _index: object = None) -> None:
        """Open the current film."""
        card = self.grid.card
        if card is not None:
            self.opened.emit(*card.key)

    def _search(self) -> None:
        self.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.search.selectAll()

    def _keep_filters(self, chosen: dict[str, str]) -> None:
        """Filters and order are the same at the next opening; what is searched is not."""
        preferences = self._session.preferences
        preferences.set(filters={**preferences.filters, str(self._session.folder): chosen})

    def _leave_search(self, key: Qt.Key) -> None:
        self.grid.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_current()

    def _sign_current(self) -> None:
        card = self.grid.card
        self.letter_wanted.emit([card.key] if card is not None else [])

    def _show_history(self) -> None:
        card = self.grid.card
        if card is not None:
            self.history_wanted.emit(*card.key)

    def _take_back(self) -> None:
        card = self.grid.card
        if card is not None:
            self.taken_back.emit(card.queued.film)

    def _menu(self, at: QPoint) -> None:
        if self.grid.indexAt(at).isValid():
            self.bar.menu(self.grid.viewport().mapToGlobal(at))


def _queue(seat: "Seat") -> list[QueuedFilm]:
    from jury_app.desks.juror.reading import queue_of

    return queue_of(seat)
