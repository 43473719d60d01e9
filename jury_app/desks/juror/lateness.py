"""Lateness: which cards came, or would come, after the closing, as a juror's own desk can tell.

A juror signs offline, and hears of a closing later; so the order in which things came here says
nothing of a card that was received. Its receipt says where it stands in the ledger, and once the
round was closed the office proves with it where it had been opened and closed.
"""

import math
from collections.abc import Iterable, Mapping

from jury_app.jury.counting import CardFact, is_let_in
from jury_app.jury.course import Course, RoundCourse
from jury_app.store import channels, documents
from jury_app.store.reader import Reader


class Lateness:
    """Knows of cards whether they count only if the chair admits them.

    Args:
        reader: The workspace.
        course: Its course.
        receipts: Hash of a document → its receipt.
    """

    def __init__(
        self, reader: Reader, course: Course, receipts: Mapping[str, channels.Receipt]
    ) -> None:
        self._course = course
        self._receipts = receipts
        places = documents.places(reader)
        here = documents.positions(reader, places)
        self._place = {position: places[hash_] for hash_, position in here.items()}
        """Position here → place in the ledger."""

    def is_late(self, card: CardFact) -> bool:
        """Whether a signed card came after the closing, and no decision lets it in."""
        its_round = self._course.rounds.get(card.round)
        if its_round is None or is_let_in(self._course, card.supersedes, card.hash):
            return False
        return not self._was_open(its_round, card)

    def would_be_late(self, round_id: str, supersedes: Iterable[str]) -> bool:
        """Whether a card that is signed now, over these, would be late."""
        its_round = self._course.rounds.get(round_id)
        is_over = its_round is not None and its_round.is_over
        return is_over and not is_let_in(self._course, supersedes)

    def _was_open(self, its_round: RoundCourse, card: CardFact) -> bool:
        receipt = self._receipts.get(card.hash)
        told = [window for window in its_round.windows if window[0] in self._place]
        if receipt is None or not told:
            return its_round.in_time(card.index)
        # The receipt of a card that came after a closing brought the places of all that had opened
        # and closed the round by then: what has none here was decided later.
        return any(
            self._place[begun] < receipt.position < self._place.get(ended, math.inf)
            for begun, ended in told
        )
