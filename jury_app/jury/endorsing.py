"""Second signatures: which decisions wait for them, and whose they are.

A decision of a kind for which the rules ask endorsements takes effect at the entry that completes
them, and not before. Whether somebody may endorse it is judged where the endorsement is entered
(`exchange.admission`); here each person counts once, and whoever decided does not count.
"""

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
        endorsed: Hash of a decision that asks → those that it has.
    """

    endorsed: dict[str, Endorsed] = field(default_factory=dict)
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
        if isinstance(document, Endorsement):
            return self._endorse(document.document, signer)
        if isinstance(document, Rules):
            kept = {each.kind: each for each in document.endorsements if each.kind in ENDORSABLE}
            self._of_rules[hash_] = kept
        elif isinstance(document, d.Decision):
            need = self.need(document)
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
        return needs.get(f"decision/{decision.__struct_config__.tag}") if needs else None

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
