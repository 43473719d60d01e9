"""Pace: how much is left to watch, until when, and what of it is missing here. Pure."""

import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from jury_app.base.texts import _, ngettext, series
from jury_app.desks.juror.queued import QueuedFilm
from jury_app.ui.juror.moments import ClockOf, clock, in_zones, moment, size, spent
from jury_app.ui.juror.queue.cards import UNSCORED, is_missing, round_name, waits

_DAY = timedelta(days=1)


class Pace(NamedTuple):
    """What is left.

    Attributes:
        films: Films that wait for scores.
        seconds: What of them is not watched yet.
        complete: Scorecards that are scored and not signed.
        deadline: The next one that concerns them; None before a round opened.
        zone: In which the deadline was set.
        due: How many of the films it concerns.
        missing: Films whose files are not here.
        missing_bytes: How large these are.
    """

    films: int
    seconds: int
    complete: int
    deadline: datetime | None
    zone: str
    due: int
    missing: int
    missing_bytes: int


def pace(queue: Sequence[QueuedFilm]) -> Pace:
    """What is left of a queue."""
    waiting = [film for film in queue if waits(film)]
    complete = [film for film in queue if film.state == "complete" and not film.is_closed]
    unsigned = [*waiting, *complete]
    deadlines = sorted(film.deadline for film in unsigned if film.deadline)
    nearest = deadlines[0] if deadlines else ""
    due = [film for film in waiting if film.deadline == nearest]
    absent = {film.film: film.bytes for film in queue if is_missing(film)}
    return Pace(
        films=len(waiting),
        seconds=sum(time_left(film) for film in waiting),
        complete=len(complete),
        deadline=moment(nearest) if nearest else None,
        zone=next((film.zone for film in unsigned if film.deadline == nearest), ""),
        due=len(due),
        missing=len(absent),
        missing_bytes=sum(absent.values()),
    )


def time_left(film: QueuedFilm) -> int:
    """What of a film is not watched yet, in seconds.

    0 also where its length is not known, and where the film's defense is judged.
    """
    if film.defense:
        return 0
    unseen = film.seconds * (1000 - film.seen) // 1000
    return max(0, min(unseen, film.seconds - film.position // 1000))


def left_words(pace: Pace) -> str:
    """`14 films, 3 h 20 min`."""
    if not pace.films and pace.complete:
        return ngettext("{n} scorecard to sign", "{n} scorecards to sign", pace.complete).format(
            n=pace.complete
        )
    if not pace.films:
        return _("Nothing is left to watch")
    films = ngettext("{n} film", "{n} films", pace.films).format(n=pace.films)
    if not pace.seconds:
        return films
    return _("{films}, {time}").format(films=films, time=spent(pace.seconds))


def deadline_words(pace: Pace, now: datetime, clock_of: ClockOf = clock) -> str:
    """Until when, in festival and local time, and how many a day that makes."""
    if pace.deadline is None:
        return _("No deadline is set yet.") if pace.films else ""
    until = in_zones(pace.deadline, pace.zone, clock_of)
    if pace.deadline <= now:
        return _("The deadline has passed: {until}. What you sign now is late.").format(until=until)
    return _("Until {until}").format(until=until) + _daily(pace, now)


def rest_words(queue: Sequence[QueuedFilm]) -> str:
    """What follows once nothing is left to score or to sign; empty before, and without films."""
    own = _at_hand(queue)
    unsigned = [film for film in own if film.state in UNSCORED or film.state == "complete"]
    if not own or any(not film.is_closed for film in unsigned):
        return ""
    if any(film.state in ("disputed", "confirm") for film in queue):
        return _("Some scorecards ask for a decision of yours: they are marked.")
    if unsigned:
        return _("The round is closed; what is not signed stays a draft.")
    return _outcome(own)


def _outcome(own: Sequence[QueuedFilm]) -> str:
    """What becomes of scorecards of which all are signed."""
    if any(film.state == "void" for film in own):
        return _("What the chair took out of the count is marked: it counts for nothing.")
    if any(film.is_late for film in own):
        return _("What came after the closing counts only if the chair admits it.")
    if all(film.state == "received" for film in own):
        return _("The festival has received all your scorecards. Thank you.")
    return _("All your scorecards are signed. They count once the festival has received them.")


def _daily(pace: Pace, now: datetime) -> str:
    """` · about 2 a day`; nothing where nothing is left."""
    assert pace.deadline is not None  # noqa: S101  asked before
    if not pace.due:
        return ""
    days = (pace.deadline - now) / _DAY
    if days < 1:
        hours = max(1, math.floor(days * 24))
        return " · " + ngettext("{n} hour left", "{n} hours left", hours).format(n=hours)
    a_day = pace.due / days
    if a_day >= 1:
        count = math.ceil(a_day - 0.05)
        return " · " + ngettext("about {n} a day", "about {n} a day", count).format(n=count)
    every = math.floor(1 / a_day)
    if every == 1:
        return " · " + _("about one a day")
    return " · " + ngettext("about one every {n} day", "about one every {n} days", every).format(
        n=every
    )


def missing_words(pace: Pace) -> str:
    """What is not on this machine, and how large it is; empty where nothing is missing."""
    if not pace.missing:
        return ""
    return ngettext(
        "{n} film is not on this machine ({size}).",
        "{n} films are not on this machine ({size}).",
        pace.missing,
    ).format(n=pace.missing, size=size(pace.missing_bytes))


def done_words(queue: Sequence[QueuedFilm]) -> str:
    """How many are signed of those at hand: `12 of 26 signed`, `R2 · 0 of 20 signed`."""
    own = _at_hand(queue)
    signed = sum(film.state in ("signed", "sent", "received") or film.is_revised for film in own)
    done = _("{n} of {all} signed").format(n=signed, all=len(own))
    if len({film.round for film in queue}) == 1:
        return done
    return " · ".join((series(sorted({round_name(film.round) for film in own})), done))


def _at_hand(queue: Sequence[QueuedFilm]) -> list[QueuedFilm]:
    """The juror's films of rounds that have not closed; where all have, of the last one."""
    own = [film for film in queue if film.state != "recused"]
    last = max((film.round for film in own), default="")
    return [film for film in own if not film.is_closed] or [
        film for film in own if film.round == last
    ]
