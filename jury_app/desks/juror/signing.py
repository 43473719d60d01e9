"""Signing: drafts become scorecards that are signed once and for ever; recusing; settling."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from msgspec import Struct

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_, series
from jury_app.base.texts import language as language_in_use
from jury_app.desks.catalogue import Catalogue, catalogue
from jury_app.desks.juror.heads import Heads, said_by
from jury_app.desks.juror.items import with_played
from jury_app.desks.juror.lateness import Lateness
from jury_app.desks.juror.scoring import (
    assigned_film,
    lacking_lines,
    missing,
    open_drafts,
    own_heads,
)
from jury_app.desks.ledger import Parting, Said, act, outbox
from jury_app.desks.rules import locked_rules, texts_in
from jury_app.desks.seat import Seat
from jury_app.jury.composing import Subject, compose
from jury_app.jury.counting import CardFact
from jury_app.jury.course import Course
from jury_app.jury.drafts import unheld
from jury_app.jury.scorecard import DEFENSE, Recusal
from jury_app.rules.rules import Rules
from jury_app.store import cards, documents, drafts, ledger
from jury_app.store.reader import Reader
from jury_app.store.verbs import Verbs

Why = Literal["made_it", "knows_makers", "business", "cannot_view", "other"]


class Lacking(Struct, frozen=True):
    """A draft that could not be signed: its film's title, and what is missing, in sentences."""

    title: str
    missing: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """It for people."""
        return lacking_lines(self.title, self.missing)


class Incomplete(Refusal):
    """Nothing was signed, as no draft is complete.

    Args:
        drafts: Which, and what each lacks.
    """

    def __init__(self, drafts: Sequence[Lacking]) -> None:
        titles = series(each.title for each in drafts)
        super().__init__(
            N_("Nothing can be signed: something is missing for {titles}."), titles=titles
        )
        self.drafts = drafts

    def details(self) -> Iterator[str]:
        """What each draft lacks."""
        for each in self.drafts:
            yield from each.lines()


class Signed(Struct, frozen=True):
    """What was signed: titles and hashes; and what could not be, with the reasons.

    Attributes:
        signed: (title, hash) of each.
        incomplete: What could not be signed.
        late: Titles of those whose round has closed: they count only if the chair admits them.
    """

    signed: tuple[tuple[str, str], ...]
    incomplete: tuple[Lacking, ...]
    late: tuple[str, ...] = ()


class Stepped(Struct, frozen=True):
    """A recusal."""

    film: str
    hash: str
    title: str


class _Table:
    """What signing needs to know."""

    def __init__(self, seat: Seat, reader: Reader, round_id: str) -> None:
        self.seat = seat
        self.reader = reader
        self.round = round_id
        self.known: Catalogue = catalogue(reader)
        self.rules: Rules = locked_rules(seat, reader)
        if round_id not in self.known.course.rounds:
            raise Refusal(N_("{round} has not opened yet."), round=round_id.upper())
        texts, document, _english = texts_in(reader, language_in_use())
        self.texts, self.language = texts, document.language
        self.person = str(seat.setting(reader, "person"))

    def open_draft(self, film: str) -> drafts.Draft:
        """The draft about a film that can still be signed.

        Raises:
            Refusal: There is none.
        """
        draft = drafts.load(self.reader, film, self.round)
        if draft is None or draft.state == "signed":
            raise Refusal(
                N_("There is no draft for “{title}” to sign."), title=self.known.title(film)
            )
        return draft

    def subject(self, film: str, supersedes: tuple[str, ...]) -> Subject:
        """What a card about a film is about."""
        course = self.known.course.films[film]
        live = self.round == DEFENSE
        return Subject(
            edition=self.seat.edition,
            round=self.round,
            film=film,
            category=course.category or "",
            juror=self.person,
            rules_hash=self.known.course.rounds[self.round].rules,
            texts_hash=self.texts,
            language=self.language,
            screener=course.screener,
            sessions=tuple(self.known.course.sessions.get(film, ())) if live else (),
            supersedes=supersedes,
        )

    def lacking(self, film: str, values: dict[str, Any], heads: Sequence[str]) -> tuple[str, ...]:
        """What keeps the card about a film from being signed, in sentences.

        Args:
            film: The film.
            values: The draft's.
            heads: Hashes of the cards that it would supersede.
        """
        told = missing(
            self.reader,
            values,
            self.rules,
            self.round,
            self.known.course.films[film].category,
            replaces=bool(heads),
        )
        held = bool(self.known.course.sessions.get(film))
        return (*told, *(each.text for each in unheld(self.round, is_minuted=held)))

    def said(self, film: str, values: Mapping[str, Any], supersedes: tuple[str, ...]) -> Said:
        """The card that a draft comes to."""
        parting = Parting(self.seat)
        card = compose(values, self.subject(film, supersedes), self.rules, self.seat.now, parting)
        return parting.said(card)


def sign(seat: Seat, round_id: str, wanted: str | Sequence[str] | None = None) -> Signed:
    """Sign the scorecards of one film, of several, or all that are complete, in one transaction.

    Args:
        seat: The juror's seat.
        round_id: Which round.
        wanted: The film or films; all drafts of the round, unless given.

    Raises:
        Incomplete: No draft is complete: nothing was signed.
        Refusal: There is no draft, a film is not assigned, or a draft was changed meanwhile:
            nothing was signed.
    """
    seat.require("juror", "chair")
    with seat.workspace.reading() as reader:
        table = _Table(seat, reader, round_id)
        known = table.known
        if wanted is not None:
            references = [wanted] if isinstance(wanted, str) else wanted
            asked = (assigned_film(seat, reader, known, each, round_id) for each in references)
            films = list(dict.fromkeys(asked))
        else:
            films = open_drafts(reader, known, round_id, table.person)
        read: dict[str, drafts.Draft] = {}
        said, incomplete, late = [], [], []
        lateness = Lateness(reader, known.course, {})
        for film in films:
            draft = table.open_draft(film)
            values = with_played(reader, known, film, draft.values)
            supersedes = own_heads(seat, reader, known.course, film, round_id).hashes
            lacking = table.lacking(film, values, supersedes)
            if lacking:
                incomplete.append(Lacking(known.title(film), lacking))
                continue
            said.append(table.said(film, values, supersedes))
            read[film] = draft
            if lateness.would_be_late(round_id, supersedes):
                late.append(known.title(film))
    if incomplete and not said:
        raise Incomplete(incomplete)
    if not said:
        raise Refusal(N_("Nothing can be signed: there is no open draft."))

    def end(tx: Verbs) -> None:
        for film, draft in read.items():
            _end(tx, draft, known.title(film))

    hashes = act(seat, said, also=end)
    return Signed(
        tuple((known.title(film), each.hash) for film, each in zip(read, hashes, strict=True)),
        tuple(incomplete),
        tuple(late),
    )


def _end(tx: Verbs, signed: drafts.Draft, title: str) -> None:
    """End a draft of which a card was signed; keys may take a while to open."""
    now = drafts.load(tx, signed.film, signed.round)
    if now is None or now.values != signed.values:
        raise Refusal(
            N_("“{title}” was changed while it was being signed; read and sign it again."),
            title=title,
        )
    drafts.end(tx, signed.film, signed.round)


def recuse(seat: Seat, reference: str, why: Why, reason: str) -> Stepped:
    """Step off a film, before or after scoring.

    Raises:
        Refusal: The film is not assigned, was stepped off before, or no reason is given.
    """
    seat.require("juror", "chair")
    if not reason:
        raise Refusal(N_("Say the reason (--reason); only chair and panel read it."))
    with seat.workspace.reading() as reader:
        known = catalogue(reader)
        film = known.find(reference)
        person = str(seat.setting(reader, "person"))
        if (film, person) in known.course.recusals:
            raise Refusal(N_("You stepped off “{title}” before."), title=known.title(film))
    parting = Parting(seat)
    signed = act(
        seat,
        [
            parting.said(
                Recusal(
                    edition=seat.edition,
                    film=film,
                    juror=person,
                    why=why,
                    at=seat.now,
                    parts=parting.reason(reason),
                )
            )
        ],
    )
    return Stepped(film, signed[0].hash, known.title(film))


def take_back(seat: Seat, reference: str) -> str:
    """Undo a mistaken stepping off that was not sent yet: nobody else has seen it.

    Returns:
        The film's id.

    Raises:
        Refusal: The juror did not step off, or the recusal was sent: then only the office can
            assign the film again, to somebody else.
    """
    seat.require("juror", "chair")
    with seat.workspace.writing() as tx:
        known = catalogue(tx)
        film = known.find(reference)
        unsent = unsent_recusals(tx)
        if film not in unsent:
            was_sent = (film, str(seat.setting(tx, "person"))) in known.course.recusals
            raise Refusal(
                N_("That you stepped off “{title}” was sent; write to the office.")
                if was_sent
                else N_("You did not step off “{title}”."),
                title=known.title(film),
            )
        documents.settle(tx, [unsent[film]])
        ledger.take_out(tx, unsent[film])
    return film


def unsent_recusals(reader: Reader) -> dict[str, str]:
    """Film → hash of this device's recusals that were not sent yet."""
    found = {}
    for waiting in outbox(reader):
        document = waiting.decoded()
        if isinstance(document, Recusal):
            found[document.film] = waiting.hash
    return found


def settle(seat: Seat, reference: str, keep: str) -> Signed:
    """Settle two cards of one assignment: a card with the content of one supersedes all.

    Args:
        seat: The juror's seat.
        reference: The film.
        keep: The first letters of the hash of the card whose content stays.

    Raises:
        Refusal: There are not several, none or several begin so, that one is void, or the chair
            settled it by admitting one.
    """
    seat.require("juror", "chair")
    with seat.workspace.reading() as reader:
        known = catalogue(reader)
        film = known.find(reference)
        by_round = {
            card.fact.round: own_heads(seat, reader, known.course, film, card.fact.round)
            for card in cards.of_film(reader, film)
        }
        title = known.title(film)
        kept = kept_of(known.course, title, by_round.values(), keep.lower())
        replaced = by_round[kept.round].hashes
        table = _Table(seat, reader, kept.round)
        said = table.said(film, said_by(reader, kept.hash), replaced)
        lateness = Lateness(reader, known.course, {})
        late = (title,) if lateness.would_be_late(kept.round, replaced) else ()
    signed = act(seat, [said])
    return Signed(((title, signed[0].hash),), (), late)


def kept_of(course: Course, title: str, every: Iterable[Heads], keep: str) -> CardFact:
    """The disputed card whose hash begins so.

    Args:
        course: The course.
        title: The film's title.
        every: The heads of its rounds.
        keep: The first letters of a hash.

    Raises:
        Refusal: As `settle`.
    """
    begins = [(its, fact) for its in every for fact in its.newest if fact.hash.startswith(keep)]
    for its, fact in begins:
        if its.passed and its.held is not None:
            raise Refusal(
                N_("“{title}”: the chair admitted scorecard {hash}; there is nothing to settle."),
                title=title,
                hash=its.held.hash[:12],
            )
        if fact.hash in course.voided:
            raise Refusal(
                N_("“{title}”: the chair took scorecard {hash} out of the count; keep another."),
                title=title,
                hash=fact.hash[:12],
            )
    wanted = [fact for its, fact in begins if fact in its.disputed]
    if len(wanted) != 1:
        raise Refusal(
            N_("“{title}” has {n} disputed scorecards that begin with {keep}; one is needed."),
            title=title,
            n=len(wanted),
            keep=keep,
        )
    return wanted[0]
