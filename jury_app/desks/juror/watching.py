"""Watching: what the player kept of a film, and what the juror declares of it besides.

What was played is laid over every draft of its film (`items`): a round's coverage counts in the
next one as long as the bytes are the same. What was seen otherwise (a session, live, elsewhere) the
juror declares, and the draft holds it. The files themselves are `files`'s business.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Literal

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_
from jury_app.desks.catalogue import catalogue
from jury_app.desks.juror import drafting, items
from jury_app.desks.juror.files import Checked, Found, Wrong, attach, check
from jury_app.desks.seat import Seat
from jury_app.jury.viewings import (
    WHOLE,
    began_at,
    begun,
    elsewhere,
    ended,
    free_path,
    logged,
    open_sessions,
)
from jury_app.screening.coverage import Interval, merged
from jury_app.store import media
from jury_app.store.reader import Reader

__all__ = ["Checked", "Found", "Wrong", "attach", "check"]

LONGEST = 7 * 24 * 3600 * 1000
"""The longest film that is believed, in milliseconds."""
_NOT_OPEN = N_("No session is open there; begin one first.")
_LATER = timedelta(microseconds=1)


def keep_position(seat: Seat, film: str, item: str, position: int, length: int = 0) -> None:
    """Keep where an item was left.

    Args:
        seat: The juror's seat.
        film: The film's id.
        item: The item's key (`ShownItem.key`).
        position: In milliseconds from its beginning.
        length: How long it plays, in milliseconds; 0 where that is not known now.
    """
    with seat.workspace.writing() as tx:
        left = {each.item: each for each in media.playback(tx, film)}
        known = length or (left[item].length if item in left else 0)
        # Which item was left last must hold though the clock was set back meanwhile.
        at = max([tx.now, *(each.at + _LATER for each in left.values())])
        media.keep_playback(
            tx, media.Playback(film, item, max(0, position), min(known, LONGEST), at)
        )


def keep_seen(
    seat: Seat,
    film: str,
    item: str,
    run: str,
    intervals: Sequence[Interval],
    *,
    length: int = 0,
) -> tuple[Interval, ...]:
    """Keep what was played of an item, besides what was kept before.

    Args:
        seat: The juror's seat.
        film: The film's id.
        item: The item's key.
        run: Which run of it, where the same item differs at each run; empty otherwise.
        intervals: [from, to] in milliseconds that were really played.
        length: As in `keep_position`.

    Returns:
        All that is kept, merged.
    """
    with seat.workspace.writing() as tx:
        before = {each.item: each for each in media.playback(tx, film)}.get(item)
        known = min(length or (before.length if before else 0), LONGEST)
        kept = [
            pair
            for seen in media.seen(tx, film)
            if (seen.item, seen.run) == (item, run)
            for pair in seen.intervals
        ]
        whole = merged([*kept, *intervals], length=known or LONGEST)
        media.keep_seen(tx, media.Seen(film, item, run, whole))
        if before is None or before.length != known:
            position = before.position if before else 0
            media.keep_playback(tx, media.Playback(film, item, position, known, tx.now))
    return whole


def take_back_seen(seat: Seat, film: str, item: str, run: str, before: Sequence[Interval]) -> None:
    """Keep only what was seen `before`: what played since was another file."""
    with seat.workspace.writing() as tx:
        media.keep_seen(tx, media.Seen(film, item, run, tuple(before)))


def viewings(reader: Reader, film: str, draft: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Draft path → what was played of a film, to be laid over a draft of any of its rounds."""
    return dict(items.viewings(items.items_of(reader, catalogue(reader), film), draft))


# What was seen otherwise -------------------------------------------------------------------------


def declare(
    seat: Seat,
    film: str,
    round_id: str,
    kind: Literal["declared", "live"],
    place: str,
    *,
    when: str = "",
    share: int = WHOLE,
    run: str = "",
) -> str:
    """Declare that a film was seen elsewhere, or live.

    Args:
        seat: The juror's seat.
        film: The film's id.
        round_id: The round.
        kind: `declared`: elsewhere; `live`: a live work.
        place: Where, and when unless that is said apart.
        when: When it was, in the juror's words.
        share: Of it seen, in thousandths.
        run: Which run, where runs differ.

    Returns:
        The draft's path that holds it; `drafting.change` to None takes it away.

    Raises:
        Refusal: No place is said, or as `drafting.change`.
    """
    if not place.strip():
        raise Refusal(N_("Say where and when you saw it."))
    value = elsewhere(kind, place.strip(), when=when.strip(), share=share, run=run)
    return _put(seat, film, round_id, value)


def begin_session(seat: Seat, film: str, round_id: str, *, item: str = "", run: str = "") -> str:
    """Begin a session with an interactive work; it counts as seen once it is ended.

    Args:
        seat: The juror's seat.
        film: The film's id.
        round_id: The round.
        item: BLAKE3 of the build; empty for an address.
        run: Its seed or number, where runs differ.

    Returns:
        The draft's path that holds it.

    Raises:
        Refusal: As `drafting.change`.
    """
    return _put(seat, film, round_id, begun(seat.now, item=item, run=run))


def open_session(seat: Seat, film: str, round_id: str) -> str:
    """The draft's path of the session that was begun last and is open.

    Raises:
        Refusal: None is.
    """
    draft = drafting.load(seat, film, round_id)
    paths = open_sessions(draft.values) if draft else []
    if not paths:
        raise Refusal(_NOT_OPEN)
    return paths[-1]


def end_session(
    seat: Seat,
    film: str,
    round_id: str,
    path: str,
    *,
    share: int,
    way: str = "",
    ending: str = "",
    run: str = "",
) -> None:
    """End a session: how much of the work was seen, the way through it, the ending reached.

    Args:
        seat: The juror's seat.
        film: The film's id.
        round_id: The round.
        path: The draft's path that holds it.
        share: Of the work seen, in thousandths.
        way: The way through it.
        ending: The ending reached.
        run: Which run it was, where that was not known at its beginning.

    Raises:
        Refusal: No session is open there, or as `drafting.change`.
    """

    def end(values: Mapping[str, Any]) -> dict[str, Any]:
        if not began_at(values.get(path)):
            raise Refusal(_NOT_OPEN)
        return {path: ended(values[path], seat.now, share=share, way=way, ending=ending, run=run)}

    drafting.change_by(seat, film, round_id, end)


def log_run(seat: Seat, film: str, round_id: str, run: str, *, share: int = WHOLE) -> str:
    """Log a run that was seen, where fewer recordings came than runs must be seen.

    Args:
        seat: The juror's seat.
        film: The film's id.
        round_id: The round.
        run: Its seed or number.
        share: Of it seen, in thousandths.

    Returns:
        The draft's path that holds it.

    Raises:
        Refusal: The run is not named, or as `drafting.change`.
    """
    if not run.strip():
        raise Refusal(N_("Say which run you saw: its seed or number."))
    return _put(seat, film, round_id, logged(seat.now, run.strip(), share=share))


def _put(seat: Seat, film: str, round_id: str, value: dict[str, Any]) -> str:
    """Put a viewing at the draft's next free path."""
    path = ""

    def put(values: Mapping[str, Any]) -> dict[str, Any]:
        nonlocal path
        path = free_path(values)
        return {path: value}

    drafting.change_by(seat, film, round_id, put)
    return path
