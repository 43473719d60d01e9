"""What has become of a scorecard since it was entered: its stamp on paper, and why, in words."""

from msgspec import Struct

from jury_app.base.texts import N_, _, sentences, translate
from jury_app.desks.office.printed.source import SHORT_HASH, Source
from jury_app.jury import decisions as d
from jury_app.jury.counting import CardFact, CardState, card_states
from jury_app.jury.course import Entered
from jury_app.jury.scorecard import Recusal
from jury_app.reports.sheets import State
from jury_app.store import cards, documents

_WHY: dict[str, str] = {
    "rules": N_("It names other rules than those that the round locked; it does not count."),
    "unassigned": N_("The film was not the juror's in this round; it does not count."),
    "late": N_("It came after the closing and was not admitted; it does not count."),
    "disputed": N_("There are two scorecards of this juror for this film; neither counts yet."),
    "category": N_("The film moved to another category; it must be signed again."),
    "confirm": N_("The film has a new cut; it must be confirmed."),
    "texts": N_("The anchors were changed for scoring; it must be signed again."),
}
_STAMP: dict[CardState, State] = {
    "void": "void",
    "superseded": "superseded",
    "disputed": "disputed",
    "recused": "recused",
}
RECUSALS = {
    "made_it": N_("took part in it"),
    "knows_makers": N_("knows the makers"),
    "business": N_("has business with the makers"),
    "cannot_view": N_("cannot view it"),
    "other": N_("another reason"),
}
"""Why somebody steps off a film → in words."""


class Fate(Struct, frozen=True):
    """A card's stamp and its sentence; both empty for a card that simply counts."""

    state: State
    note: str


class Fates:
    """What became of all cards of an edition.

    Attributes:
        states: Card → whether it counts, and if not why.
    """

    def __init__(self, source: Source, entered: list[cards.EnteredCard]) -> None:
        self._source = source
        self.states = card_states(source.course, (card.fact for card in entered))
        self._revisions: dict[str, int] = {}
        self._successor: dict[str, str] = {}
        for card in entered:
            fact = card.fact
            before = [self._revisions.get(old, 1) for old in fact.supersedes]
            self._revisions[fact.hash] = 1 + max(before, default=0)
            self._successor.update(dict.fromkeys(fact.supersedes, fact.hash))
        self._voided: dict[str, Entered] = {}
        self._admitted: dict[str, Entered] = {}
        for each in documents.entered(source.reader, "decision"):
            if isinstance(each.document, d.Void):
                self._voided[each.document.card] = each
            elif isinstance(each.document, d.Admit):
                self._admitted[each.document.card] = each

    def revision(self, digest: str) -> int:
        """Which revision of its assignment a card is, counted from 1."""
        return self._revisions[digest]

    def of(self, fact: CardFact, *, complete: bool) -> Fate:
        """What became of a card."""
        state = self.states[fact.hash]
        if state != "counts":
            return Fate(_STAMP.get(state, "not_counted"), self._why(fact, state))
        its_round = self._source.course.rounds[fact.round]
        if fact.hash in self._source.course.admitted and not its_round.in_time(fact.index):
            return Fate("late", self._decided(self._admitted[fact.hash]))
        if not complete:
            return Fate("incomplete", _("Too little could be judged for a value."))
        return Fate("", "")

    def _why(self, fact: CardFact, state: CardState) -> str:
        if state == "void":
            return self._decided(self._voided[fact.hash])
        if state == "superseded":
            successor = self._successor[fact.hash]
            return _("By revision {n}, {hash}.").format(
                n=self.revision(successor), hash=successor[:SHORT_HASH]
            )
        if state == "recused":
            return self._recused(fact)
        return translate(_WHY[state])

    def _recused(self, fact: CardFact) -> str:
        entered = self._source.course.recusals[fact.film, fact.juror]
        assert isinstance(entered.document, Recusal)  # noqa: S101  the course keeps these only
        told = _("The juror stepped off the film ({why}), {when}.").format(
            why=translate(RECUSALS[entered.document.why]),
            when=self._source.when(entered.document.at),
        )
        return sentences((told, self._source.reason(entered.document)))

    def _decided(self, entered: Entered) -> str:
        """Who decided it, when, and why."""
        decision = entered.document
        assert isinstance(decision, d.Decision)  # noqa: S101  who calls decided so
        told = _("By {name}, {when}.").format(
            name=self._source.person(entered.signer), when=self._source.when(decision.at)
        )
        return sentences((told, self._source.reason(decision)))
