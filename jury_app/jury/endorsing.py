"""Second signatures: which decisions wait for them, and whose they are.

A decision of a kind for which the rules ask endorsements takes effect at the entry that completes
them, and not before. Whether somebody may endorse it is judged where the endorsement is entered
(`exchange.admission`); here each person counts once, and whoever decided does not count.

A juror hears of a film's decisions when the film becomes theirs, so later than of an opening that
came after these. What the office proves of their places in the ledger says what they asked.
"""

from collections.abc import Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from jury_app.base.document import Document
from jury_app.jury import decisions as d
from jury_app.jury.scorecard import Endorsement
from jury_app.rules.authority import ENDORSABLE
from jury_app.rules.rules import Endorsements, Rules


class Endorsed(Struct, frozen=True):
    """A decision that asks for endorsements, with those that it has.

    Attributes:
        decision: The decision.
        signer: Who decided.
        need: What it asks for.
        by: Persons who endorsed it, in the ledger's order.
    """

    decision: d.Decision
    signer: str
    need: Endorsements
    by: tuple[str, ...] = ()

    @property
    def missing(self) -> int:
        """How many endorsements it still waits for."""
        return max(0, self.need.count - len(self.by))


class Asks(Struct):
    """Which entered decisions ask for endorsements, and which of these have them.

    The rules in force are those that the last opening locked; the first opening, before which none
    are, asks what the rules ask that it names itself.

    Attributes:
        places: Hash → place in the ledger, of what may be noted after entries that it precedes;
            all else is noted in the ledger's order.
        endorsed: Hash of a decision that asks → those that it has.
    """

    places: Mapping[str, int] = field(default_factory=dict)
    endorsed: dict[str, Endorsed] = field(default_factory=dict)
    _placed: list[tuple[int, str, str, Document]] = field(default_factory=list)
    """(place, hash, signer, document) of openings and endorsements that have a place."""
    _named: set[str] = field(default_factory=set)
    """Hashes of the rules that openings name, in effect or not."""
    _of_rules: dict[str, dict[str, Endorsements]] = field(default_factory=dict)
    _opened: set[str] = field(default_factory=set)
    _needs: dict[str, Endorsements] = field(default_factory=dict)

    def note(self, hash_: str, signer: str, document: Document | None) -> str | None:
        """Take one more entry into account.

        Args:
            hash_: Its identity.
            signer: The person whose device signed it; empty if nobody's.
            document: Its content; None for an unknown kind.

        Returns:
            The hash of what takes effect by it: its own; that of the decision whose endorsements it
            completes; or None for a decision that waits, and for any other endorsement.
        """
        place = self.places.get(hash_)
        if place is not None and isinstance(document, d.Open | Endorsement):
            self._placed.append((place, hash_, signer, document))
        if isinstance(document, Endorsement):
            return self._endorse(document.document, signer)
        if isinstance(document, Rules):
            kept = {each.kind: each for each in document.endorsements if each.kind in ENDORSABLE}
            self._of_rules[hash_] = kept
        elif isinstance(document, d.Decision):
            need = self.need(document) if place is None else self._before(place).need(document)
            if isinstance(document, d.Open):
                self._named.add(document.rules)
            if need is not None:
                self.endorsed[hash_] = Endorsed(document, signer, need)
                return None
            self._lock(document)
        return hash_

    def need(self, decision: d.Decision) -> Endorsements | None:
        """What a decision would ask for if it were entered now."""
        needs = self._needs
        if isinstance(decision, d.Open) and not self._opened:
            needs = self._of_rules.get(decision.rules, {})
        return needs.get(_kind(decision)) if needs else None

    def hangs_on_place(self, hash_: str, decision: d.Decision) -> bool:
        """Whether a noted decision asked otherwise than it would under some opening's rules."""
        known = self.endorsed.get(hash_)
        asked, kind = known.need if known else None, _kind(decision)
        return any(self._of_rules.get(rules, {}).get(kind) != asked for rules in self._named)

    def _before(self, place: int) -> "Asks":
        """What asked at a place of the ledger, by what has a place itself."""
        then = Asks(_of_rules=self._of_rules)
        for at, hash_, signer, document in sorted(self._placed, key=lambda each: each[0]):
            if at < place:
                then.note(hash_, signer, document)
        return then

    def _endorse(self, hash_: str, signer: str) -> str | None:
        known = self.endorsed.get(hash_)
        if known is None or signer in ("", known.signer, *known.by):
            return None
        self.endorsed[hash_] = now = replace(known, by=(*known.by, signer))
        if now.missing or not known.missing:
            return None
        self._lock(now.decision)
        return hash_

    def _lock(self, decision: d.Decision) -> None:
        """An opening that takes effect puts the rules in force that it names."""
        if isinstance(decision, d.Open) and decision.round not in self._opened:
            self._opened.add(decision.round)
            self._needs = self._of_rules.get(decision.rules, {})


def _kind(decision: d.Decision) -> str:
    """How rules name a kind of decision."""
    return f"decision/{decision.__struct_config__.tag}"
