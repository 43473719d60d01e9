"""Filters: which cards are shown and in which order. Pure."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from jury_app.base.texts import N_
from jury_app.ui.juror.queue.cards import UNSCORED, Card, fold, waits
from jury_app.ui.juror.queue.pace import time_left

LEFT = "left"
"""The filter for everything that still waits for the juror."""
NEWS = "news"
"""The filter for the films that news was about."""
_WAITS = UNSCORED | {"complete", "confirm", "disputed"}

_RANKS: dict[str, int] = {
    state: rank
    for rank, state in enumerate(
        (
            *("disputed", "confirm", "seen", "draft", "defense_held", "to_watch"),
            *("defense_to_come", "complete", "void", "void_closed"),
            *("revised", "signed", "signed_late", "in_file", "sent", "sent_late"),
            *("received_late", "received_chosen", "received", "recused"),
        )
    )
}
FORMS = {
    "linear": N_("linear"),
    "interactive": N_("interactive"),
    "procedural": N_("procedural"),
    "live": N_("live"),
}
"""Form of a work → what it is called."""
LENGTHS = (10, 20, 40)
"""Minutes that a juror may have left tonight."""
ORDERS: dict[str, tuple[str, Callable[[Card], Any]]] = {
    "number": (N_("by number"), lambda card: (card.queued.round, card.queued.number)),
    "title": (N_("by title"), lambda card: fold(card.queued.title)),
    "short": (N_("shortest first"), lambda card: card.queued.seconds),
    "long": (N_("longest first"), lambda card: -card.queued.seconds),
    "form": (N_("by form"), lambda card: list(FORMS).index(card.queued.form)),
    "state": (N_("by state"), lambda card: _RANKS[card.queued.phase]),
    "deadline": (N_("by deadline"), lambda card: card.queued.deadline or "~"),
}
"""Order → its name and the key by which it sorts; the queue's own order parts equals."""


class Filter(NamedTuple):
    """What of the queue is wanted; empty fields want everything.

    Attributes:
        text: Words that number, titles or category hold, in any order.
        state: A state, a phase, `LEFT`, or `NEWS`.
        minutes: The longest time left to watch; 0: any. A length that is not known is too long.
        form: A key of `FORMS`.
        round: A round's id.
        category: A category's label.
        order: A key of `ORDERS`.
        news: Film and round of those that `NEWS` wants.
    """

    text: str = ""
    state: str = ""
    minutes: int = 0
    form: str = ""
    round: str = ""
    category: str = ""
    order: str = "number"
    news: frozenset[tuple[str, str]] = frozenset()

    @property
    def is_open(self) -> bool:
        """Whether it lets everything through."""
        return self._replace(text=self.text.strip(), order="number") == Filter()

    @property
    def follows_progress(self) -> bool:
        """Whether work on a film that waits for scores may move its card, or hide it."""
        return self.order == "state" or self.state not in ("", LEFT) or self.minutes > 0

    def takes(self, card: Card) -> bool:
        """Whether a card is wanted."""
        film = card.queued
        return (
            self._takes_state(card)
            and (not self.minutes or fits(card, self.minutes))
            and self.form in ("", film.form)
            and self.round in ("", film.round)
            and self.category in ("", film.category)
            and all(word in card.sought for word in fold(self.text).split())
        )

    def _takes_state(self, card: Card) -> bool:
        if self.state == NEWS:
            return card.key in self.news
        film = card.queued
        return film.state in _WAITS if self.state == LEFT else self.state in ("", film.phase)


def chosen(cards: Iterable[Card], wanted: Filter) -> list[Card]:
    """The cards that a filter lets through, in its order; those of closed rounds stand last."""
    _label, key = ORDERS[wanted.order]
    taken = (card for card in cards if wanted.takes(card))
    return sorted(taken, key=lambda card: (card.queued.is_closed, key(card)))


def next_unscored(cards: Sequence[Card], after: int) -> int | None:
    """The place of the next card that waits for scores, going round; None if there is none.

    Args:
        cards: As they are shown.
        after: Where to go on from; -1 for the beginning.
    """
    count = len(cards)
    for step in range(1, count + 1):
        place = (after + step) % count
        if waits(cards[place].queued):
            return place
    return None


def fits(card: Card, minutes: int) -> bool:
    """Whether what is left to watch of a film takes at most so long."""
    return card.queued.seconds > 0 and time_left(card.queued) <= minutes * 60


def lengths(cards: Sequence[Card]) -> list[int]:
    """The minutes of `LENGTHS` that part the films: into which some fit, and not all."""
    counts = {each: sum(fits(card, each) for card in cards) for each in LENGTHS}
    return [each for each, count in counts.items() if 0 < count < len(cards)]


def forms(cards: Iterable[Card]) -> list[str]:
    """The forms that occur, films first."""
    return sorted({card.queued.form for card in cards}, key=list(FORMS).index)


def rounds(cards: Iterable[Card]) -> list[str]:
    """The rounds that occur, in order."""
    return sorted({card.queued.round for card in cards})


def categories(cards: Iterable[Card]) -> list[str]:
    """The categories that occur, by name."""
    return sorted({card.queued.category for card in cards if card.queued.category}, key=fold)


def states(cards: Iterable[Card]) -> list[str]:
    """The phases that occur, in the order in which they ask for the juror."""
    return sorted({card.queued.phase for card in cards}, key=_RANKS.__getitem__)
