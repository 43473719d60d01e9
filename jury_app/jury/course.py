"""The course of an edition: what the entered documents, read in the ledger's order, come to.

Pure: no database, no keys. The desks build it from the store's rows and the verifier from a bundle,
so both say the same of a film, a round or an assignment. Which cards count: `jury.counting`.
"""

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from jury_app.base.document import Document
from jury_app.jury import decisions as d
from jury_app.jury.endorsing import Asks, Endorsed
from jury_app.jury.festival import Person
from jury_app.jury.film import MOVES, Film, FilmState, Screener
from jury_app.jury.scorecard import Recusal, Session, ends_with_assignment


class Entered(Struct, frozen=True, gc=False):
    """A document with its place in the ledger.

    Attributes:
        index: Its place, from 0.
        hash: Its identity.
        signer: The person whose device signed it.
        document: The document.
    """

    index: int
    hash: str
    signer: str
    document: Document


def _covers(spans: Iterable[list[int]], index: int) -> bool:
    """Whether one of these spans [begun at, ended at or −1] holds `index`, ends left out."""
    for begun, ended in spans:  # noqa: SIM110  asked twice a card: `any` costs three times this
        if begun < index and (ended < 0 or index < ended):
            return True
    return False


class FilmCourse(Struct):
    """What is known of one film."""

    film: str
    number: int
    category: str | None
    document: Film
    document_hash: str
    state: FilmState = "received"
    moves: list[Entered] = field(default_factory=list)
    screener: str | None = None
    cuts: list[tuple[int, str, str]] = field(default_factory=list)
    """(index, screener hash, effect) of each new cut."""
    recategorised: list[tuple[int, str, str]] = field(default_factory=list)
    """(index, category, effect on cards) of each recategorisation."""
    held: list[tuple[int, str]] = field(default_factory=list)
    """(index, about) of each `hold` decision."""
    released: int = -1
    rulings: dict[str, str] = field(default_factory=dict)
    """Round → verdict of the chair's gate rulings."""


class RoundCourse(Struct):
    """What is known of one round."""

    round: str
    rules: str
    deadline: str
    zone: str
    nonce: str = ""
    """Random bits of the opening, which a lot is drawn from."""
    windows: list[list[int]] = field(default_factory=list)
    """[opened at, closed at] in ledger indices; −1 while open."""
    published: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether cards entered now would be in time."""
        return bool(self.windows) and self.windows[-1][1] < 0

    @property
    def is_over(self) -> bool:
        """Whether it was open once, and is not now."""
        return bool(self.windows) and not self.is_open

    def in_time(self, index: int) -> bool:
        """Whether the card entered at `index` came while the round was open."""
        return _covers(self.windows, index)

    def closed_before(self, index: int) -> bool:
        """Whether the round was open once and closed when `index` was entered."""
        return bool(self.windows) and self.windows[0][0] < index and not self.in_time(index)


class Course(Struct):
    """Everything but the scorecards.

    Attributes:
        films: By id.
        rounds: By id; a round that was never opened is not here.
        persons: The latest document of each person, by id.
        screeners: By hash.
        sessions: Film → hashes of the sessions of its defense.
        assigned: (film, juror, round) → [[assigned at, unassigned at or −1], …].
        recusals: (film, juror) → the entered recusal, while it holds (`ends_with_assignment`).
        voided: Hash of a card taken out of the count → hash of the decision.
        admitted: Hash of an admitted card → index of the decision.
        reopened: Hash of a reopened card → index of the decision.
        again: Hashes of cards whose anchors changed for scoring → index of the decision.
        tie_breaks: (standing, film, over) → hash of the decision.
        wild_cards: (`shortlist` or `selection`, film) → hash of the decision.
        overrides: (`shortlist` or `selection`, film) → hash of the decision.
        honours: Honours in the order in which they took effect.
        asks: What asks for endorsements.
        waiting: Hash of a decision whose endorsements are not complete → the decision.
        refused: Entered documents that the tables of moves do not allow, with the reason's code.
    """

    films: dict[str, FilmCourse] = field(default_factory=dict)
    rounds: dict[str, RoundCourse] = field(default_factory=dict)
    persons: dict[str, Person] = field(default_factory=dict)
    screeners: dict[str, Screener] = field(default_factory=dict)
    sessions: dict[str, list[str]] = field(default_factory=dict)
    assigned: dict[tuple[str, str, str], list[list[int]]] = field(default_factory=dict)
    recusals: dict[tuple[str, str], Entered] = field(default_factory=dict)
    voided: dict[str, str] = field(default_factory=dict)
    admitted: dict[str, int] = field(default_factory=dict)
    reopened: dict[str, int] = field(default_factory=dict)
    again: dict[str, int] = field(default_factory=dict)
    tie_breaks: dict[tuple[str, str, str], str] = field(default_factory=dict)
    wild_cards: dict[tuple[str, str], str] = field(default_factory=dict)
    overrides: dict[tuple[str, str], str] = field(default_factory=dict)
    honours: list[Entered] = field(default_factory=list)
    asks: Asks = field(default_factory=Asks)
    waiting: dict[str, Entered] = field(default_factory=dict)
    refused: list[tuple[Entered, str]] = field(default_factory=list)

    @property
    def endorsed(self) -> Mapping[str, Endorsed]:
        """Hash of a decision that asks for endorsements → those that it has."""
        return self.asks.endorsed

    def assigned_at(self, film: str, juror: str, round_id: str, index: int) -> bool:
        """Whether the film was the juror's in that round when `index` was entered."""
        return _covers(self.assigned.get((film, juror, round_id), ()), index)

    def assignments(self, round_id: str) -> list[tuple[str, str]]:
        """(film, juror) of every assignment of the round in force now, recusals left out."""
        return [
            (film, juror)
            for (film, juror, its_round), spans in self.assigned.items()
            if its_round == round_id and spans[-1][1] < 0 and (film, juror) not in self.recusals
        ]


def read_course(entries: Iterable[Entered], places: Mapping[str, int] | None = None) -> Course:
    """The course that entries come to; scorecards are passed over.

    Args:
        entries: In the ledger's order; at a juror's desk as they came.
        places: What a juror's desk knows of places in the ledger (`Asks.places`).
    """
    course = Course(asks=Asks(places=places or {}))
    for entered in entries:
        effective = course.asks.note(entered.hash, entered.signer, entered.document)
        if effective == entered.hash:
            _take(course, entered)
        elif effective is not None:
            _take(course, replace(course.waiting.pop(effective), index=entered.index))
        elif entered.hash in course.endorsed:
            course.waiting[entered.hash] = entered
    return course


def _take(course: Course, entered: Entered) -> None:
    apply = _APPLY.get(type(entered.document))
    if apply is not None:
        reason = apply(course, entered)
        if reason is not None:
            course.refused.append((entered, reason))


def refusal_of(course: Course, entered: Entered) -> str | None:
    """Why the tables of moves would not allow a document now; None where they would.

    Args:
        course: A course of the caller's own: the document is taken into it where it is allowed.
        entered: The document, as if it were entered next.
    """
    apply = _APPLY.get(type(entered.document))
    return None if apply is None else apply(course, entered)


def _film(course: Course, entered: Entered) -> str | None:
    document = entered.document
    assert isinstance(document, Film)  # noqa: S101  the table below dispatches by type
    known = course.films.get(document.film)
    if known is None:
        course.films[document.film] = FilmCourse(
            document.film, document.number, document.category, document, entered.hash
        )
    else:
        if known.category is None:
            known.category = document.category
        known.document, known.document_hash = document, entered.hash
    return None


def _screener(course: Course, entered: Entered) -> str | None:
    document = entered.document
    assert isinstance(document, Screener)  # noqa: S101  by the table below
    film = course.films.get(document.film)
    if film is None:
        return "unknown_film"
    course.screeners[entered.hash] = document
    if film.screener is None:
        film.screener = entered.hash
    return None


def _session(course: Course, entered: Entered) -> str | None:
    document = entered.document
    assert isinstance(document, Session)  # noqa: S101  by the table below
    if document.film not in course.films:
        return "unknown_film"
    course.sessions.setdefault(document.film, []).append(entered.hash)
    return None


def _person(course: Course, entered: Entered) -> str | None:
    document = entered.document
    assert isinstance(document, Person)  # noqa: S101  by the table below
    course.persons[document.person] = document
    return None


def _recusal(course: Course, entered: Entered) -> str | None:
    document = entered.document
    assert isinstance(document, Recusal)  # noqa: S101  by the table below
    key = (document.film, document.juror)
    if key not in course.recusals or ends_with_assignment(course.recusals[key].document):
        course.recusals[key] = entered
    return None


def _round(course: Course, entered: Entered) -> str | None:  # noqa: PLR0911  one return a refusal
    decision = entered.document
    assert isinstance(decision, d.Open | d.Extend | d.Close | d.Reopen | d.Publish)  # noqa: S101  by the table below
    known = course.rounds.get(decision.round)
    if isinstance(decision, d.Open):
        if known is not None:
            return "opened_already"
        course.rounds[decision.round] = RoundCourse(
            decision.round,
            decision.rules,
            decision.deadline,
            decision.zone,
            decision.nonce,
            [[entered.index, -1]],
        )
        return None
    if known is None:
        return "never_opened"
    if isinstance(decision, d.Publish):
        known.published = decision.what
        return None
    if isinstance(decision, d.Reopen):
        if known.is_open:
            return "open_already"
        known.windows.append([entered.index, -1])
    elif not known.is_open:
        return "not_open"
    if isinstance(decision, d.Close):
        known.windows[-1][1] = entered.index
    else:
        known.deadline, known.zone = decision.deadline, decision.zone
    return None


_STATE_OF: dict[type[d.Decision], FilmState] = {
    d.Query: "query",
    d.Eligible: "eligible",
    d.Ineligible: "ineligible",
    d.Withdraw: "withdrawn",
}


def _move(course: Course, entered: Entered) -> str | None:
    decision = entered.document
    assert isinstance(decision, d.Query | d.Eligible | d.Ineligible | d.Withdraw)  # noqa: S101  by the table below
    film = course.films.get(decision.film)
    if film is None:
        return "unknown_film"
    state = _STATE_OF[type(decision)]
    if state not in MOVES[film.state]:
        return "move_not_allowed"
    film.state = state
    film.moves.append(entered)
    return None


def _about_film(course: Course, entered: Entered) -> str | None:
    decision = entered.document
    assert isinstance(  # noqa: S101  by the table below
        decision, d.Recategorise | d.NewCut | d.Hold | d.Release | d.GateRuling
    )
    film = course.films.get(decision.film)
    if film is None:
        return "unknown_film"
    if isinstance(decision, d.Recategorise):
        film.recategorised.append((entered.index, decision.category, decision.cards))
        film.category = decision.category
    elif isinstance(decision, d.NewCut):
        if decision.screener not in course.screeners:
            return "unknown_screener"
        film.cuts.append((entered.index, decision.screener, decision.effect))
        film.screener = decision.screener
    elif isinstance(decision, d.Hold):
        film.held.append((entered.index, decision.about))
    elif isinstance(decision, d.Release):
        film.released = entered.index
    else:
        film.rulings[decision.round] = decision.verdict
    return None


def _about_card(course: Course, entered: Entered) -> str | None:
    decision = entered.document
    if isinstance(decision, d.Void):
        course.voided.setdefault(decision.card, entered.hash)
    elif isinstance(decision, d.Admit):
        course.admitted.setdefault(decision.card, entered.index)
    elif isinstance(decision, d.ReopenCard):
        course.reopened.setdefault(decision.card, entered.index)
    elif isinstance(decision, d.Texts) and decision.effect == "scoring":
        course.again.update(dict.fromkeys(decision.cards, entered.index))
    return None


def _assign(course: Course, entered: Entered) -> str | None:
    decision = entered.document
    assert isinstance(decision, d.Assign)  # noqa: S101  by the table below
    for film in decision.films:
        recusal = course.recusals.get((film, decision.juror))
        if recusal is not None and ends_with_assignment(recusal.document):
            del course.recusals[film, decision.juror]
        spans = course.assigned.setdefault((film, decision.juror, decision.round), [])
        if not spans or spans[-1][1] >= 0:
            spans.append([entered.index, -1])
    return None


def _unassign(course: Course, entered: Entered) -> str | None:
    decision = entered.document
    assert isinstance(decision, d.Unassign)  # noqa: S101  by the table below
    for film in decision.films:
        spans = course.assigned.get((film, decision.juror, decision.round))
        if spans and spans[-1][1] < 0:
            spans[-1][1] = entered.index
    return None


def _about_lists(course: Course, entered: Entered) -> str | None:
    decision = entered.document
    if isinstance(decision, d.TieBreak):
        course.tie_breaks[decision.standing, decision.film, decision.over] = entered.hash
    elif isinstance(decision, d.Shortlisted):
        course.wild_cards["shortlist", decision.film] = entered.hash
        course.overrides.pop(("shortlist", decision.film), None)
    elif isinstance(decision, d.Select):
        course.wild_cards["selection", decision.film] = entered.hash
        course.overrides.pop(("selection", decision.film), None)
    elif isinstance(decision, d.Override):
        course.overrides[decision.off, decision.film] = entered.hash
        course.wild_cards.pop((decision.off, decision.film), None)
    elif isinstance(decision, d.HonourGiven):
        course.honours.append(entered)
    return None


_APPLY: dict[type[Document], Callable[[Course, Entered], str | None]] = {
    Film: _film,
    Screener: _screener,
    Session: _session,
    Person: _person,
    Recusal: _recusal,
    **dict.fromkeys((d.Open, d.Extend, d.Close, d.Reopen, d.Publish), _round),
    **dict.fromkeys((d.Query, d.Eligible, d.Ineligible, d.Withdraw), _move),
    **dict.fromkeys((d.Recategorise, d.NewCut, d.Hold, d.Release, d.GateRuling), _about_film),
    **dict.fromkeys((d.Void, d.Admit, d.ReopenCard, d.Texts), _about_card),
    d.Assign: _assign,
    d.Unassign: _unassign,
    **dict.fromkeys((d.TieBreak, d.Shortlisted, d.Select, d.Override, d.HonourGiven), _about_lists),
}
