"""Who may sign what: kind of document or decision → roles. `verify` applies this very table.

A kind of decision is written `decision/open`. Two rules stand above the table: a key counts by its
state in the ledger where the document is entered, and nobody decides about a film they are recused
from. That the sequencer's own device signs checkpoints and receipts, and that a scorecard's juror
is its signer, is for `exchange` to see, which knows devices.
"""

from collections.abc import Collection
from functools import lru_cache
from typing import Literal

Signer = Literal["juror", "chair", "office", "enrol", "root"]

_ROOT: frozenset[Signer] = frozenset({"root"})
_ENROL: frozenset[Signer] = frozenset({"enrol"})
_JUROR: frozenset[Signer] = frozenset({"juror"})
_CHAIR: frozenset[Signer] = frozenset({"chair"})
_OFFICE: frozenset[Signer] = frozenset({"office"})
_DESK = _OFFICE | _CHAIR
_PEOPLE = _JUROR | _DESK

ANYONE = frozenset({"enrolment", "message"})
"""Kinds that any device signs, accepted or not: what they carry is judged by itself."""

DOCUMENTS: dict[str, frozenset[Signer]] = {
    "genesis": _ROOT,
    "roster": _ROOT,
    "epoch": _ROOT | _ENROL,
    "invitation": _ENROL | _OFFICE,
    "person": _ENROL | _OFFICE,
    "rules": _DESK,
    "texts": _DESK,
    "provenance": _DESK,
    "film": _OFFICE,
    "screener": _OFFICE,
    "scorecard": _JUROR,
    "recusal": _PEOPLE,
    "endorsement": _PEOPLE | _ENROL | _ROOT,
    "session": _DESK,
    "checkpoint": _OFFICE,
    "receipt": _OFFICE,
    "extract": _OFFICE,
    "standings": _CHAIR,
    "shortlist": _CHAIR,
    "selection": _CHAIR,
    "bundle": _DESK,
}
"""Kind of document → roles of which the signer must have one."""

ABOUT_ROUNDS = dict.fromkeys(("open", "close", "extend", "reopen", "publish", "texts"), _CHAIR)
ABOUT_CARDS = dict.fromkeys(("reopen_card", "admit", "void"), _CHAIR)
ABOUT_FILMS = {
    "query": _DESK,
    "eligible": _DESK,
    "ineligible": _DESK,
    "withdraw": _DESK,
    "recategorise": _DESK,
    "new_cut": _DESK,
    "hold": _DESK,
    "release": _CHAIR,
    "gate_ruling": _CHAIR,
    "shortlist": _CHAIR,
    "select": _CHAIR,
    "override": _CHAIR,
    "tie_break": _CHAIR,
    "honour": _CHAIR,
}
ABOUT_PEOPLE = {
    "assign": _DESK,
    "unassign": _DESK,
    "enrol": _ENROL,
    "revoke": _ENROL,
    "erase": _DESK,
}
DECISIONS: dict[str, frozenset[Signer]] = ABOUT_ROUNDS | ABOUT_CARDS | ABOUT_FILMS | ABOUT_PEOPLE
"""Kind of decision → roles of which the signer must have one."""

ENDORSABLE = frozenset(f"decision/{kind}" for kind in ABOUT_ROUNDS | ABOUT_CARDS | ABOUT_FILMS)
"""Kinds that rules may ask endorsements for: decisions about a round, a film or a card of it."""

KINDS = frozenset(DOCUMENTS) | ANYONE | {f"decision/{kind}" for kind in DECISIONS}
"""Every kind the table knows."""


@lru_cache(maxsize=256)
def signers(kind: str) -> frozenset[Signer]:
    """The roles that may sign `kind` (`scorecard`, `decision/open`); none for an unknown kind."""
    head, _slash, decision = kind.partition("/")
    if head == "decision":
        return DECISIONS.get(decision, frozenset())
    return DOCUMENTS.get(kind, frozenset())


def may_sign(kind: str, roles: Collection[str], *, recused: bool = False) -> bool:
    """Whether somebody with `roles` may sign a document or decision of `kind`.

    Args:
        kind: `scorecard`, `decision/gate_ruling`, …
        roles: What the signer is at the place of the ledger where the document is entered; the
            root keys have the role `root` and no other.
        recused: Whether the signer is recused from the film that the document is about (for a
            decision about a card: the card's film; for a tie-break: either film). It bars
            decisions only: a recused juror's card is entered, kept, and does not count.
    """
    if kind in ANYONE:
        return True
    if recused and decides_about_film(kind):
        return False
    return not signers(kind).isdisjoint(roles)


def decides_about_film(kind: str) -> bool:
    """Whether `kind` is a decision about one film or a card of it: a recusal bars it."""
    head, _slash, decision = kind.partition("/")
    return head == "decision" and (decision in ABOUT_FILMS or decision in ABOUT_CARDS)
