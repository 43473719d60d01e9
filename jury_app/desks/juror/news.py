"""News: what the festival changed for a juror since they were told last.

What they were told is kept in the workspace as a snapshot of their films and rounds; news is in
what the present differs from it. The first snapshot is made before a sync once there are films:
those with which the work begins are no news.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from jury_app.base.clock import stamp
from jury_app.base.texts import N_, translate
from jury_app.desks.catalogue import Catalogue, catalogue
from jury_app.desks.endorsing import asked_in
from jury_app.desks.juror.heads import heads_of, why_void
from jury_app.desks.juror.reading import queue
from jury_app.desks.seat import Seat
from jury_app.jury.scorecard import DEFENSE
from jury_app.store import cards, changes, documents, settings
from jury_app.store.reader import Reader

SET_BACK = N_(
    "By this computer's clock it is before {moment}, when something was written here: it is wrong,"
    " or was then. See that it is right, for it tells how long there is until the deadline, and"
    " dates what you sign."
)
_LEAST = timedelta(hours=1)
"""By how much a clock must be set back to be told of."""
TOLD = "news_told"
"""Setting: the snapshot of what the juror was told last."""

Kind = Literal[
    "assigned",
    "withdrawn",
    "taken",
    "confirm",
    "revise",
    "void",
    "chosen",
    "defense",
    "opened",
    "deadline",
    "closed",
    "reopened",
    "endorse",
]
_WORDS: dict[Kind, str] = {
    "assigned": N_("“{title}” is new in your queue."),
    "withdrawn": N_("“{title}” was withdrawn; nothing more is asked of you for it."),
    "taken": N_("“{title}” is not yours to judge any longer."),
    "confirm": N_("“{title}” has a new cut: watch it and confirm your scorecard, or revise it."),
    "revise": N_("“{title}”: the chair opened your scorecard again; revise and sign it."),
    "void": N_("“{title}”: the chair took your scorecard out of the count."),
    "chosen": N_("“{title}”: the chair admitted one of your two scorecards; it counts."),
    "defense": N_("“{title}”: its defense was minuted; it stands with what was seen."),
    "opened": N_("{round} has opened; sign by {deadline}."),
    "deadline": N_("{round} has another deadline: {deadline}."),
    "closed": N_("{round} is closed: what is not signed stays a draft."),
    "reopened": N_("{round} is open again; sign by {deadline}."),
    "endorse": N_("A decision asks for your endorsement: {title}."),
}


_WHY_VOID = N_("“{title}”: the chair took your scorecard out of the count, because: {reason}")


class News(Struct, frozen=True):
    """One thing that the festival changed.

    Attributes:
        kind: What.
        film: The film's id; empty where it is about a round.
        round: The round's id.
        title: The film's title.
        deadline: Of the round, in UTC.
        zone: The festival's time zone.
        reason: Why the chair took a scorecard out of the count, where that came here.
    """

    kind: Kind
    film: str = ""
    round: str = ""
    title: str = ""
    deadline: str = ""
    zone: str = ""
    reason: str = ""

    def text(self, deadline: str) -> str:
        """It in a sentence; `deadline`: the moment as it is shown."""
        words = translate(_WHY_VOID if self.reason else _WORDS[self.kind])
        return words.format(
            title=self.title, round=self.round.upper(), deadline=deadline, reason=self.reason
        )


class _Film(Struct, frozen=True):
    """A film as it stood, in one round."""

    title: str
    asks: bool = False
    is_reopened: bool = False
    defenses: int = 0
    is_void: bool = False
    is_chosen: bool = False


class _Round(Struct, frozen=True):
    """A round as it stood; `windows`: how often it was opened."""

    deadline: str
    zone: str
    is_open: bool
    windows: int


class Told(Struct, frozen=True):
    """What there is to be told.

    Attributes:
        films: `film/round` → a film of the queue.
        rounds: Id → a round that was opened.
        withdrawn: Ids of all films that were withdrawn, also of those that left the queue.
        asks: Hash → what it is about, of a decision that asks for this juror's endorsement.
    """

    films: dict[str, _Film] = {}
    rounds: dict[str, _Round] = {}
    withdrawn: list[str] = []
    asks: dict[str, str] = {}


class Found(Struct, frozen=True):
    """What there is to be told at one time.

    Attributes:
        news: What changed since the juror was told last; nothing before there was a snapshot.
        now: What they know once they have read it.
        later: When something was written here that is still to come by this machine's clock: that
            was set back, or ahead then. Empty where it was not.
    """

    news: tuple[News, ...]
    now: Told
    later: str = ""


def look(seat: Seat) -> Found:
    """Find what the juror was not told yet."""
    with seat.workspace.reading() as reader:
        kept, now = settings.get(reader, TOLD), _present(seat, reader)
        before = now if kept is None else msgspec.convert(kept, Told)
        films = [_with_reason(reader, each) for each in _of_films(before, now)]
        newest = changes.newest(reader)
    is_later = newest is not None and newest - seat.clock.now() > _LEAST
    later = stamp(newest) if newest is not None and is_later else ""
    return Found((*_of_asks(before, now), *_of_rounds(before, now), *films), now, later)


def _with_reason(reader: Reader, news: News) -> News:
    """News of a void scorecard with the chair's reason; any other as it is."""
    if news.kind != "void":
        return news
    person, course = str(settings.get(reader, "person", "")), documents.course(reader)
    its = heads_of(reader, course, person, news.film, news.round)
    return replace(news, reason=why_void(reader, course, its.shown))


def told(seat: Seat, now: Told) -> None:
    """The juror was told what was found; what came after the looking is news still."""
    with seat.workspace.writing() as tx:
        settings.put(tx, **{TOLD: msgspec.to_builtins(now)})


def begin(seat: Seat) -> None:
    """Remember what a juror knows before more comes, unless that was done."""
    with seat.workspace.reading() as reader:
        now = _present(seat, reader) if settings.get(reader, TOLD) is None else Told()
    if now.films:
        told(seat, now)


def _present(seat: Seat, reader: Reader) -> Told:
    known, person = catalogue(reader), str(settings.get(reader, "person", ""))
    reopened = {
        (card.fact.film, card.fact.round)
        for card in cards.every(reader)
        if card.fact.juror == person and card.fact.hash in known.course.reopened
    }
    films = {
        f"{each.film}/{each.round}": _Film(
            each.title,
            each.asks_confirm,
            (each.film, each.round) in reopened,
            len(known.course.sessions.get(each.film, ())) if each.round == DEFENSE else 0,
            each.state == "void",
            each.is_chosen,
        )
        for each in queue(reader)
    }
    withdrawn = [each.film for each in known.course.films.values() if each.state == "withdrawn"]
    asks = {each.hash: each.about for each in asked_in(seat, reader, known) if each.asks_here}
    return Told(films, dict(_rounds(known)), withdrawn, asks)


def _of_asks(before: Told, now: Told) -> Iterator[News]:
    for hash_, about in now.asks.items():
        if hash_ not in before.asks:
            yield News("endorse", title=about)


def _rounds(known: Catalogue) -> Iterator[tuple[str, _Round]]:
    for name, course in known.course.rounds.items():
        yield name, _Round(course.deadline, course.zone, course.is_open, len(course.windows))


def _of_rounds(before: Told, now: Told) -> Iterator[News]:
    for name, each in now.rounds.items():
        was = before.rounds.get(name)
        kind: Kind | None = None
        if was is None:
            kind = "opened" if each.is_open else None
        elif each.is_open and each.windows > was.windows:
            kind = "reopened"
        elif was.is_open and not each.is_open:
            kind = "closed"
        elif each.deadline != was.deadline:
            kind = "deadline"
        if kind is not None:
            yield News(kind, round=name, deadline=each.deadline, zone=each.zone)


def _of_films(before: Told, now: Told) -> Iterator[News]:
    for key, was in before.films.items():
        film, _slash, round_id = key.partition("/")
        if key not in now.films:
            kind: Kind = "withdrawn" if film in now.withdrawn else "taken"
            yield News(kind, film, round_id, was.title)
    for key, each in now.films.items():
        film, _slash, round_id = key.partition("/")
        found = before.films.get(key)
        if film in now.withdrawn and film not in before.withdrawn:
            yield News("withdrawn", film, round_id, each.title)
            continue
        for kind in _film_kinds(found, each):
            yield News(kind, film, round_id, each.title)


def _film_kinds(was: _Film | None, now: _Film) -> Iterator[Kind]:
    if was is None:
        yield "assigned"
        return
    if now.asks and not was.asks:
        yield "confirm"
    if now.is_reopened and not was.is_reopened:
        yield "revise"
    if now.is_void and not was.is_void:
        yield "void"
    if now.is_chosen and not was.is_chosen:
        yield "chosen"
    if now.defenses > was.defenses:
        yield "defense"
