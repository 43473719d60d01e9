"""Heads: which scorecard of a juror holds for a film in one round, as their own desk can tell.

The rules are those of `jury.counting`. There they judge by places in the ledger; here a card may
not have come there yet, and what is known of its place is what the receipts told (`lateness`).
"""

from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_, _
from jury_app.desks.juror.lateness import Lateness
from jury_app.jury.counting import CardFact, admitted_last, unsuperseded
from jury_app.jury.course import Course
from jury_app.jury.packets import all_parts
from jury_app.jury.scorecard import Scorecard
from jury_app.store import cards, channels, documents, parts
from jury_app.store.reader import Reader


class Heads(Struct, frozen=True):
    """The newest scorecards of one juror for one film in one round.

    Attributes:
        newest: Those that none of the juror's supersedes, oldest first: what the next one replaces.
        held: The one of which the film's state tells: it counts, or will, as far as is known here,
            or is late; None where there is none, where several dispute each other, and where the
            chair took out of the count what there was.
        disputed: Those of which the juror has to choose one; empty where nothing is to be settled.
        passed: Hashes of those that the chair passed over by admitting another.
    """

    newest: tuple[CardFact, ...] = ()
    held: CardFact | None = None
    disputed: tuple[CardFact, ...] = ()
    passed: frozenset[str] = frozenset()

    @property
    def hashes(self) -> tuple[str, ...]:
        """Hashes of the newest."""
        return tuple(fact.hash for fact in self.newest)

    @property
    def standing(self) -> tuple[CardFact, ...]:
        """The one that holds, or those that dispute each other; none of them is void."""
        return self.disputed if self.held is None else (self.held,)

    @property
    def shown(self) -> str:
        """Hash of the card that is shown as the juror's and revised: it holds, or is the last."""
        last = self.standing or self.newest
        return last[-1].hash if last else ""


def heads(own: Sequence[CardFact], course: Course, is_late: Callable[[CardFact], bool]) -> Heads:
    """The heads among a juror's cards of one film in one round.

    Args:
        own: The cards, oldest first.
        course: What was decided, as far as it came here.
        is_late: Whether a card counts only if the chair admits it, as `Lateness` knows.
    """
    newest = unsuperseded(own)
    late = {fact.hash for fact in own if is_late(fact)}
    timely = unsuperseded([fact for fact in own if fact.hash not in late])
    chosen = admitted_last(course, timely)
    counted = timely[0] if len(timely) == 1 else chosen
    if counted is not None and counted.hash in course.voided:
        counted = None
    asking = [fact for fact in newest if fact.hash not in course.voided]
    if counted in newest:
        asking = []
    elif counted is not None:  # what was said after it came late
        asking = [fact for fact in asking if fact.hash in late]
    # Of two cards of which one is void, the other counts for nothing before it is chosen.
    is_alone = len(asking) == 1 and (counted is not None or len(newest) == 1)
    held = asking[0] if is_alone else None if asking else counted
    others = {fact.hash for fact in newest if fact is not held} - course.voided.keys()
    return Heads(
        tuple(newest),
        held,
        () if held is not None else tuple(asking),
        frozenset(others) if held is not None and held is chosen else frozenset(),
    )


def heads_of(reader: Reader, course: Course, person: str, film: str, round_id: str) -> Heads:
    """The heads of a juror's cards of one film in one round."""
    own = own_cards(reader, person, film, round_id)
    return heads(own, course, Lateness(reader, course, channels.receipts(reader)).is_late)


def why_void(reader: Reader, course: Course, card: str) -> str:
    """Why the chair took a card out of the count, as one line; empty where nothing tells."""
    decision = course.voided.get(card)
    stored = documents.find(reader, decision) if decision else None
    document = stored.decoded() if stored else None
    held = [each.hash for each in getattr(document, "parts", ()) if each.name == "reason"]
    told = parts.values(reader, held).values()
    return " ".join(word for each in told for word in str(each).split())


def chairs_reason(reason: str) -> str:
    """Why the chair took a card out of the count, in a sentence; not empty."""
    return _("The chair's reason: {reason}").format(reason=reason)


def said_by(reader: Reader, card: str) -> dict[str, Any]:
    """What a signed card says, as a draft.

    Raises:
        Refusal: There is no such card here.
    """
    from jury_app.jury.composing import draft_of  # a queue says nothing of what cards say

    stored = documents.find(reader, card)
    document = stored.decoded() if stored else None
    if not isinstance(document, Scorecard):
        raise Refusal(N_("There is no scorecard {hash} here."), hash=card[:12])
    return draft_of(document, parts.values(reader, (part.hash for part in all_parts(document))))


def own_cards(reader: Reader, person: str, film: str, round_id: str) -> list[CardFact]:
    """A juror's cards of one film in one round, oldest first."""
    return [
        card.fact
        for card in cards.of_film(reader, film)
        if card.fact.juror == person and card.fact.round == round_id
    ]
