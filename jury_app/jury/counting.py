"""Which scorecards count: the one place that says so, for the desks and for the verifier.

A card counts when all of these hold; the first that does not is its state.

1. it is not `void` by decision, and its juror is not `recused` from the film;
2. it names the `rules` that its round's opening locked;
3. the film was its juror's in that round when it was entered (else `unassigned`);
4. its ledger index lies in the round's open time, or an `admit` names it, or it is the first
   revision after its predecessor was reopened (else `late`);
5. no card that passed 3 and 4 supersedes it (else `superseded`); a void card still supersedes, so
   that voiding a revision does not bring its predecessor back;
6. it is the only one of its assignment, or an `admit` names it (else `disputed`);
7. it was given under the film's category, for its present cut and with the anchors in force, or
   the decisions say that it stays (else `category`, `confirm`, `texts`).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from jury_app.jury.course import Course, FilmCourse, RoundCourse

CardState = Literal[
    "counts",
    "void",
    "recused",
    "rules",
    "unassigned",
    "late",
    "superseded",
    "disputed",
    "category",
    "confirm",
    "texts",
]


class CardFact(Struct, frozen=True, gc=False):
    """What counting needs of a scorecard; `index` is its place in the ledger."""

    index: int
    hash: str
    film: str
    juror: str
    round: str
    category: str
    rules: str
    screener: str | None
    supersedes: tuple[str, ...]


def card_states(course: Course, cards: Iterable[CardFact]) -> dict[str, CardState]:
    """The state of every card, by hash. `cards` may be of several rounds, in any order."""
    groups: dict[tuple[str, str, str], list[CardFact]] = defaultdict(list)
    for card in cards:
        groups[card.film, card.juror, card.round].append(card)
    states: dict[str, CardState] = {}
    for group in groups.values():
        if len(group) == 1:
            states[group[0].hash] = _lone_state(course, group[0])
        else:
            _group_states(course, sorted(group, key=lambda card: card.index), states)
    return states


def _lone_state(course: Course, card: CardFact) -> CardState:
    """State of the only card of an assignment, as most are: none is superseded or disputed."""
    state = _removed(course, card) or _entry_fault(course, card)
    if state is None and not _is_timely(course, card, set()):
        state = "late"
    return state or _asked_again(course, card)


def _group_states(course: Course, group: list[CardFact], states: dict[str, CardState]) -> None:
    """States of the cards of one assignment, which are in the ledger's order."""
    faults = [_entry_fault(course, card) for card in group]
    entered = [card for card, fault in zip(group, faults, strict=True) if fault is None]
    reopened = {card.hash for card in group if card.hash in course.reopened}
    timely = [card for card in entered if _is_timely(course, card, reopened)]
    heads = unsuperseded(timely)
    superseded = {old for card in timely for old in card.supersedes}
    timely_hashes = {card.hash for card in timely}
    for card, fault in zip(group, faults, strict=True):
        states[card.hash] = (
            _removed(course, card)
            or fault
            or _among(course, card, timely_hashes, superseded, heads)
        )


def _entry_fault(course: Course, card: CardFact) -> CardState | None:
    """Rules 2 and 3."""
    its_round = course.rounds.get(card.round)
    if its_round is None or its_round.rules != card.rules:
        return "rules"
    if not course.assigned_at(card.film, card.juror, card.round, card.index):
        return "unassigned"
    return None


def _is_timely(course: Course, card: CardFact, reopened: set[str]) -> bool:
    """Rule 4.

    Args:
        course: The course.
        card: The card.
        reopened: Reopened cards of this very assignment (a card may name any as its predecessor)
            whose one revision has not come; that of this card is taken out.
    """
    if course.rounds[card.round].in_time(card.index) or card.hash in course.admitted:
        return True
    for old in card.supersedes:
        if old in reopened and course.reopened[old] < card.index:
            reopened.remove(old)
            return True
    return False


def is_let_in(course: Course, supersedes: Iterable[str], hash_: str = "") -> bool:
    """Whether a decision lets in a card that comes after the closing (rule 4).

    Args:
        course: The course.
        supersedes: The cards that it supersedes.
        hash_: Its own hash, once it is signed.
    """
    return hash_ in course.admitted or any(old in course.reopened for old in supersedes)


def unsuperseded(cards: Sequence[CardFact]) -> list[CardFact]:
    """Those cards of one assignment that none of these supersedes, in the same order."""
    superseded = {old for card in cards for old in card.supersedes}
    return [card for card in cards if card.hash not in superseded]


def admitted_last(course: Course, heads: Iterable[CardFact]) -> CardFact | None:
    """Which of several cards that none supersedes was admitted last (rule 6), if any was."""
    admitted = (head for head in heads if head.hash in course.admitted)
    return max(admitted, key=lambda head: course.admitted[head.hash], default=None)


def _removed(course: Course, card: CardFact) -> CardState | None:
    """Rule 1."""
    if card.hash in course.voided:
        return "void"
    return "recused" if (card.film, card.juror) in course.recusals else None


def _among(
    course: Course,
    card: CardFact,
    timely: set[str],
    superseded: set[str],
    heads: list[CardFact],
) -> CardState:
    """The first rule from 4 on that a card does not meet."""
    if card.hash not in timely:
        return "late"
    if card.hash in superseded:
        return "superseded"
    if len(heads) > 1:
        chosen = admitted_last(course, heads)
        if chosen is None or chosen.hash != card.hash:
            return "disputed"
    return _asked_again(course, card)


def _asked_again(course: Course, card: CardFact) -> CardState:
    """Rule 7."""
    film = course.films.get(card.film)
    if film is None:
        return "counts"
    its_round = course.rounds[card.round]
    if not _category_stays(film, its_round, card):
        return "category"
    if not cut_stays(film, its_round, card):
        return "confirm"
    if course.again.get(card.hash, -1) > card.index:
        return "texts"
    return "counts"


def _category_stays(film: FilmCourse, its_round: RoundCourse, card: CardFact) -> bool:
    """Whether no recategorisation after the card's own category asks it to be signed again."""
    if card.category == film.category:
        return True
    for index, category, effect in reversed(film.recategorised):
        if card.category == category:
            return True
        if effect == "again" and not its_round.closed_before(index):
            return False
    return True


def cut_stays(film: FilmCourse, its_round: RoundCourse, card: CardFact) -> bool:
    """Whether no cut after the one that the card names asks it to be confirmed."""
    for index, screener, effect in reversed(film.cuts):
        if card.screener == screener:
            return True
        if effect == "confirm" and not its_round.closed_before(index):
            return False
    return True
