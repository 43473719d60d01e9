"""Cards: a queued film as a frozen row whose every text is ready to be painted. Pure."""

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from jury_app.base.texts import N_, _, plain, series, translate
from jury_app.desks.juror.queued import PHASES, QueuedFilm
from jury_app.ui.juror.moments import length

UNSCORED = frozenset({"to_watch", "draft"})
"""States in which a film waits for its scores."""
SIGNABLE = frozenset({"draft", "complete"})
"""States of an unsigned scorecard that was begun."""


class Look(NamedTuple):
    """How a state is shown besides its word: an icon, and what the colour is for."""

    icon: str
    role: str


LOOKS = {
    "to_watch": Look("circle", "muted"),
    "draft": Look("progress", "accent"),
    "seen": Look("progress", "accent"),
    "complete": Look("scored", "accent"),
    "revised": Look("pen", "good"),
    "signed": Look("pen", "good"),
    "sent": Look("sent", "good"),
    "in_file": Look("file", "good"),
    "received": Look("received", "good"),
    "signed_late": Look("clock", "warning"),
    "sent_late": Look("clock", "warning"),
    "received_late": Look("clock", "warning"),
    "received_chosen": Look("received", "good"),
    "defense_to_come": Look("live", "muted"),
    "defense_held": Look("live", "accent"),
    "disputed": Look("warning", "warning"),
    "confirm": Look("warning", "warning"),
    "void": Look("cannot", "warning"),
    "void_closed": Look("cannot", "warning"),
    "recused": Look("recused", "muted"),
}
_WORDS = {
    "to_watch": N_("to watch"),
    "draft": N_("begun"),
    "complete": N_("scored, not signed"),
    "signed": N_("signed"),
    "sent": N_("signed and sent"),
    "received": N_("received"),
    "signed_late": N_("signed late, not sent"),
    "sent_late": N_("sent late: the chair decides"),
    "received_late": N_("received late: the chair decides"),
    "received_chosen": N_("received: the chair chose it"),
    "disputed": N_("two scorecards: choose one"),
    "confirm": N_("new cut: please confirm"),
    "void": N_("void: you can revise it"),
    "void_closed": N_("void, the round is closed"),
    "recused": N_("you stepped off"),
}


class Card(NamedTuple):
    """A film of the queue as it is painted.

    Attributes:
        queued: What it shows.
        number: `#12`.
        title: The title as one harmless line.
        original: The title in its own script; empty where that is the same.
        facts: Number, round and category, whose end may be cut off.
        length: Running time; empty where it is not known.
        state: The state in words, with the place reached, and whether the film is missing here.
        look: The state's icon and colour.
        sought: What a search looks through, folded.
        spoken: All of it, for screen readers.
    """

    queued: QueuedFilm
    number: str
    title: str
    original: str
    facts: str
    length: str
    state: str
    look: Look
    sought: str
    spoken: str

    @property
    def key(self) -> tuple[str, str]:
        """Film and round: what makes a card the same card."""
        return self.queued.film, self.queued.round


def cards(queue: Iterable[QueuedFilm]) -> list[Card]:
    """The cards of a queue, in its order."""
    return [_card(film) for film in queue]


def state_words(state: str) -> str:
    """A state or phase in words, as filters name it."""
    return translate(_WORDS.get(state, PHASES[state]))


def round_name(round_id: str) -> str:
    """A round as people call it: `R1`."""
    return round_id.upper()


def is_missing(film: QueuedFilm) -> bool:
    """Whether a film still to be watched has files that are not on this machine."""
    return not film.here and film.bytes > 0 and waits(film)


def waits(film: QueuedFilm) -> bool:
    """Whether it is to be scored, and its round still takes scorecards."""
    return film.state in UNSCORED and not film.is_closed


def fold(text: str) -> str:
    """Text for comparing: small letters without accents, full-width forms made plain."""
    if text.isascii():  # as most are, of which a queue has hundreds
        return text.casefold()
    parted = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in parted if not unicodedata.combining(char))


def _absence(film: QueuedFilm) -> str:
    """Why a film still to be watched cannot be watched now; empty where it can."""
    if not waits(film):
        return ""
    if is_missing(film):
        return _("not here")
    if film.is_silent:
        return _("its drive does not answer")
    return "" if film.here else _("not handed out yet")


def _card(film: QueuedFilm) -> Card:
    number, title = f"#{film.number}", plain(film.title)
    original = plain(film.original) if film.original != film.title else ""
    named = (number, round_name(film.round), plain(film.category))
    facts = " · ".join(filter(None, named))
    state = " · ".join(filter(None, (_state(film), _absence(film))))
    lasts = length(film.seconds)
    told = (title, original, facts, lasts, state)
    return Card(
        queued=film,
        number=number,
        title=title,
        original=original,
        facts=facts,
        length=lasts,
        state=state,
        look=LOOKS[film.phase],
        sought=fold(f"{number} {film.title} {film.original} {film.category}"),
        spoken=series(told),
    )


def _state(film: QueuedFilm) -> str:
    """The state in words; a film that was begun says where."""
    if film.why == "cannot_view":
        return film.state_text
    if film.is_closed and film.state in {*UNSCORED, "complete"} and not film.is_revised:
        return _("not signed, the round is closed")
    if film.phase in UNSCORED and film.position > 0 and not film.defense:
        return _("started, at {place}").format(place=length(max(1, film.position // 1000)))
    # Where it goes on may be its beginning: one of its runs was seen to the end, say.
    is_begun = film.phase == "to_watch" and film.seen > 0
    return state_words("draft" if is_begun else film.phase)
