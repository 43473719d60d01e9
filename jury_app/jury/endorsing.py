"""Second signatures: which decisions wait for them, and whose they are.

A decision of a kind for which the rules ask endorsements takes effect at the entry that completes
them, and not before. Whether somebody may endorse it is judged where the endorsement is entered
(`exchange.admission`); here each person counts once, and whoever decided does not count.
"""

from msgspec import Struct, field

from jury_app.base.document import Document
from jury_app.jury import decisions as d
from jury_app.rules.authority import ENDORSABLE
from jury_app.rules.rules import Endorsements, Rules


class Asking(Struct, frozen=True):
    """A decision that asks for endorsements."""

    decision: d.Decision
    need: Endorsements


class Asks(Struct):
    """Which entered decisions ask for endorsements, under the rules that the last opening locked.

    Attributes:
        asking: By hash.
    """

    asking: dict[str, Asking] = field(default_factory=dict)
    _of_rules: dict[str, dict[str, Endorsements]] = field(default_factory=dict)
    _needs: dict[str, Endorsements] = field(default_factory=dict)

    def note(self, hash_: str, document: Document | None) -> Asking | None:
        """Take one more entry into account.

        Returns:
            What it asks for, if it does.
        """
        if isinstance(document, Rules):
            kept = {each.kind: each for each in document.endorsements if each.kind in ENDORSABLE}
            self._of_rules[hash_] = kept
        elif isinstance(document, d.Open):
            self._needs = self._of_rules.get(document.rules, {})
        elif self._needs and isinstance(document, d.Decision):
            need = self.need(document)
            if need is not None:
                self.asking[hash_] = Asking(document, need)
                return self.asking[hash_]
        return None

    def need(self, decision: d.Decision) -> Endorsements | None:
        """What a decision would ask for if it were entered now."""
        return self._needs.get(f"decision/{decision.__struct_config__.tag}")


class Endorsed(Struct, frozen=True):
    """A decision that asks for endorsements, with those that it has.

    Attributes:
        signer: Who decided.
        asking: What it asks for.
        by: Persons who endorsed it, in the ledger's order.
    """

    signer: str
    asking: Asking
    by: tuple[str, ...] = ()

    @property
    def missing(self) -> int:
        """How many endorsements it still waits for."""
        return max(0, self.asking.need.count - len(self.by))
