"""A film of the queue as it is shown, and the queue as it was shown last.

A window paints the last queue before anything else is loaded, and reads the true one right after;
so this module needs neither the database nor the desks, nor msgspec, whose import would delay that
picture.
"""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from jury_app.base import figures
from jury_app.base.texts import N_, _, translate

SNAPSHOT = "queue.json"
"""The file in a workspace that holds the queue as it was read last; it can be lost."""
LIMIT = 16 << 20
"""The largest such file that is read, in bytes."""

STATES = {
    "to_watch": N_("to watch"),
    "draft": N_("begun"),
    "complete": N_("can be signed"),
    "signed": N_("signed, not sent"),
    "sent": N_("sent"),
    "received": N_("received"),
    "disputed": N_("two scorecards: settle"),
    "confirm": N_("new cut: confirm"),
    "void": N_("void: counts for nothing unless you revise it and sign again"),
    "recused": N_("stepped off"),
}
PHASES = {
    **STATES,
    "seen": N_("seen, to score"),
    "revised": N_("signed; a revision is open"),
    "in_file": N_("signed, in a file to carry"),
    "signed_late": N_("signed late, not sent: counts only if the chair admits it"),
    "sent_late": N_("sent late: counts only if the chair admits it"),
    "defense_to_come": N_("its defense is to come"),
    "defense_held": N_("its defense was held: to score"),
    "received_late": N_("received late: counts only if the chair admits it"),
    "received_chosen": N_("received; of your two scorecards the chair admitted one"),
    "void_closed": N_("void: counts for nothing, and the round is closed"),
}
"""What is said of a film: its state, or what more is known of it."""


_AWAITED = frozenset({("to_come", "to_watch"), ("to_come", "draft"), ("held", "to_watch")})
"""Defense and state of a film of which the defense is what one waits for."""


class QueuedFilm(NamedTuple):
    """A film of the juror's queue.

    Attributes:
        film: Its id.
        number: Its number.
        title: Its title.
        original: Its title in the original script; empty where that is the same.
        category: Label of its category.
        seconds: Running time.
        round: Where it is to be judged.
        state: A key of `STATES`.
        here: Whether all of it that is judged lies on this machine; always of a work that is met
            at an address or a place.
        deadline: Of the round, in UTC; empty before it opened.
        form: What kind of work: `linear`, `interactive`, `procedural`, `live`.
        bytes: How large is what is missing here.
        position: Where it goes on, in milliseconds; 0 if it begins (anew).
        seen: The largest share of it that was played, in thousandths.
        still: A still of it, as a path; empty where none was made.
        zone: The festival's time zone, in which the deadline was set.
        asks_confirm: Whether the signed scorecard was given for an earlier cut.
        item: Key of the item that was left last; empty if none was begun.
        why: Of a film that the juror stepped off: the reason's kind; `cannot_view`: it could not
            be watched.
        can_take_back: Whether stepping off was not sent yet and can be undone.
        is_seen: Whether as much of it was seen as must be before signing.
        is_revised: Whether a draft is open over a signed scorecard, which counts until the draft
            is signed; over one that the chair took out of the count it is not.
        is_silent: Whether a drive on which it lies does not answer now.
        is_closed: Whether its round has closed, so that what is not signed stays so; of a card
            that the chair reopened it has not.
        is_in_file: Whether the signed scorecard left in a file only, which somebody must carry.
        is_late: Whether the signed scorecard came after the closing, and counts only if the chair
            admits it.
        defense: Of a film whose live defense is judged: `held` once its minutes are here, before
            that `to_come`; else empty.
        is_chosen: Whether the chair admitted one of several scorecards that disputed each other:
            that one is meant, and there is nothing to settle.
    """

    film: str
    number: int
    title: str
    original: str
    category: str
    seconds: int
    round: str
    state: str
    here: bool
    deadline: str
    form: str = "linear"
    bytes: int = 0
    position: int = 0
    seen: int = 0
    still: str = ""
    zone: str = ""
    asks_confirm: bool = False
    item: str = ""
    why: str = ""
    can_take_back: bool = False
    is_seen: bool = False
    is_revised: bool = False
    is_silent: bool = False
    is_closed: bool = False
    is_in_file: bool = False
    is_late: bool = False
    defense: str = ""
    is_chosen: bool = False

    @property
    def phase(self) -> str:
        """A key of `PHASES`."""
        if self.is_revised:
            return "revised"
        if self.is_in_file and self.state == "sent":
            return "in_file"
        for holds, states, what in (
            (self.is_late, ("signed", "sent", "received"), "late"),
            (self.is_chosen, ("received",), "chosen"),
            (self.is_closed, ("void",), "closed"),
        ):
            if holds and self.state in states:
                return f"{self.state}_{what}"
        if (self.defense, self.state) in _AWAITED:
            return f"defense_{self.defense}"
        return "seen" if self.is_seen and self.state in ("to_watch", "draft") else self.state

    @property
    def length(self) -> str:
        """Running time as `1:02:03`; empty where it is not known."""
        return figures.length(self.seconds)

    @property
    def state_text(self) -> str:
        """The state in words."""
        if self.why == "cannot_view":
            return _("could not be watched")
        return translate(PHASES[self.phase])


def last(folder: Path) -> list[QueuedFilm]:
    """The queue as it was read last at a workspace; empty where that is not known."""
    path = folder / SNAPSHOT
    try:
        if path.stat().st_size > LIMIT:
            return []
        return [_film(row) for row in json.loads(path.read_bytes())]
    except (OSError, ValueError, TypeError, RecursionError):  # lost, cut off or of another version
        return []


def _film(row: Mapping[str, Any]) -> QueuedFilm:
    """A film as it was kept.

    Raises:
        TypeError: It has other fields, or values of other types.
    """
    film = QueuedFilm(**row)
    kinds = QueuedFilm.__annotations__.values()
    if any(type(value) is not kind for value, kind in zip(film, kinds, strict=True)):
        raise TypeError(film)
    return film


def keep(folder: Path, queue: Sequence[QueuedFilm]) -> None:
    """Keep a queue for the next opening, if the disk takes it."""
    from jury_app.base.errors import Problem
    from jury_app.base.files import read_bounded, write_durably

    content = json.dumps([film._asdict() for film in queue], ensure_ascii=False).encode()
    path = folder / SNAPSHOT
    with suppress(Problem):  # without it the next opening shows its films a moment later
        if not path.is_file() or read_bounded(path, LIMIT) != content:
            write_durably(path, content, private=True)


def forget(folder: Path) -> None:
    """Take the kept queue away: it holds titles that were erased."""
    (folder / SNAPSHOT).unlink(missing_ok=True)
