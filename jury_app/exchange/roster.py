"""Whom an edition trusts, as a pure state that grows with the ledger.

Genesis → officers' rosters → enrolments and revocations. A key is judged by its state where a
document is entered.

Later genesis versions and rosters take effect at the entry that completes their threshold of root
signatures: the envelope's own and endorsements.
"""

from collections.abc import Iterable

import msgspec
from msgspec import Struct

from jury_app.base.document import Document
from jury_app.base.errors import Refusal
from jury_app.base.texts import N_
from jury_app.exchange.envelope import Signed
from jury_app.jury.decisions import Enrol, Revoke
from jury_app.jury.festival import Device, Genesis, Roster
from jury_app.jury.scorecard import Endorsement

ROOT = "root"
"""The role of root keys; they have no other, and no person."""
GIVEN_BY_ENROLMENT = frozenset({"juror", "chair", "office"})
"""Roles that an `enrol` decision may give; `enrol` itself comes from the root's roster alone."""


class Holder(Struct, frozen=True):
    """Who holds a key: a person with roles; `person` is empty for root keys.

    `sealing` is the device's recipient, empty for root keys.
    """

    person: str
    roles: frozenset[str]
    sealing: str = ""


class _Pending(Struct, frozen=True):
    """A genesis or roster that still waits for root signatures."""

    document: Genesis | Roster
    signers: frozenset[str]


class Trust(Struct, frozen=True):
    """Whom an edition trusts after a number of entries.

    Attributes:
        edition: The edition's id: hash of the first genesis.
        genesis: The genesis in force; None until its threshold is reached.
        genesis_hash: Its hash.
        roster: The officers' roster in force; None before the first.
        roster_hash: Its hash; empty before the first.
        enrolled: Key → holder, of devices that `enrol` decisions accepted and none revoked.
        revoked: Key → the number of the last message that counts.
        history: Key → [(index, holder or None)]: from which entry on a key is held by whom.
        pending: Hash → what waits for root signatures.
    """

    edition: str
    genesis: Genesis | None = None
    genesis_hash: str = ""
    roster: Roster | None = None
    roster_hash: str = ""
    enrolled: dict[str, Holder] = {}
    revoked: dict[str, int] = {}
    history: dict[str, tuple[tuple[int, Holder | None], ...]] = {}
    pending: dict[str, _Pending] = {}

    def who(self, key: str, at: int | None = None) -> Holder | None:
        """Who held `key` when entry `at` was entered (now, unless given); None for nobody."""
        spans = self.history.get(key, ())
        for since, holder in reversed(spans):
            if at is None or since < at:
                return holder
        return None

    def former(self, key: str) -> "Trust | None":
        """The trust in which `key` has once more what roles it ever had; None if it lost none.

        By it is judged what comes late, of a time when they were not lost. It is not for growing.
        """
        held = [holder for _, holder in self.history.get(key, ()) if holder is not None]
        if not held:
            return None
        roles = frozenset[str]().union(
            *(holder.roles for holder in held if holder.person == held[-1].person)
        )
        if (now := self.who(key)) is not None and now.roles == roles:
            return None
        span = (-1, msgspec.structs.replace(held[-1], roles=roles))
        return msgspec.structs.replace(self, history={**self.history, key: (span,)})

    @property
    def readers(self) -> tuple[str, ...]:
        """To whom messages to the festival are sealed, sorted: the roster's readers, recovery."""
        recovery = {self.genesis.recovery} if self.genesis else set[str]()
        return tuple(sorted(recovery.union(self.roster.readers if self.roster else ())))

    def awaits(self, hash_: str, key: str) -> bool:
        """Whether a genesis or roster waits for root signatures, and `key` can give one of them."""
        waiting = self.pending.get(hash_)
        if waiting is None:
            return False
        asked = (self.genesis, waiting.document)
        return any(isinstance(each, Genesis) and key in each.root_keys for each in asked)

    @property
    def sequencer(self) -> str:
        """Key of the one device that appends to the ledger; empty before the first roster."""
        return self.roster.sequencer if self.roster else ""


def begin(signed: Signed, document: Document | None) -> Trust:
    """The trust that the first genesis founds; its hash is the edition's id.

    Raises:
        Refusal: It is no first genesis, or not signed by one of its own root keys.
    """
    if not isinstance(document, Genesis) or document.version != 1 or document.previous:
        raise Refusal(
            N_("This does not begin with the festival's first genesis; ask for it again.")
        )
    trust = Trust(edition=signed.hash)
    return _root_signed(trust, 0, signed.hash, _Pending(document, frozenset({signed.key})))


def grow(trust: Trust, index: int, signed: Signed, document: Document | None) -> Trust:
    """The trust after one more entry; the same object where the entry changes nothing.

    Whether the signer may sign such a document is judged before (`exchange.admission`).

    Args:
        trust: After all entries before.
        index: The entry's place in the ledger.
        signed: The entry.
        document: Its content.

    Raises:
        Refusal: It contradicts what is there: another's roster, a version that does not follow, a
            device that is somebody else's or unknown.
    """
    if isinstance(document, Genesis | Roster):
        _check_follows(trust, document)
        return _root_signed(trust, index, signed.hash, _Pending(document, frozenset({signed.key})))
    if isinstance(document, Endorsement) and document.document in trust.pending:
        waiting = trust.pending[document.document]
        more = _Pending(waiting.document, waiting.signers | {signed.key})
        return _root_signed(trust, index, document.document, more)
    if isinstance(document, Enrol):
        return _enrol(trust, index, document)
    if isinstance(document, Revoke):
        return _revoke(trust, index, document)
    return trust


def _check_follows(trust: Trust, document: Genesis | Roster) -> None:
    known: Genesis | Roster | None
    if isinstance(document, Genesis):
        known, known_hash = trust.genesis, trust.genesis_hash
    else:
        known, known_hash = trust.roster, trust.roster_hash
    version = known.version if known else 0
    if document.version != version + 1 or (document.previous or "") != known_hash:
        raise Refusal(
            N_("Version {version} of a genesis or roster does not follow the one before it."),
            version=document.version,
        )


def _root_signed(trust: Trust, index: int, digest: str, waiting: _Pending) -> Trust:
    """Put a genesis or roster in force if enough root keys signed it, else let it wait."""
    document, signers = waiting.document, waiting.signers
    old = trust.genesis
    asked = [each for each in (old, document) if isinstance(each, Genesis)]
    if not any(signers & set(each.root_keys) for each in asked):
        raise Refusal(N_("Only the festival's root keys sign its genesis and officers' roster."))
    if not all(len(signers & set(each.root_keys)) >= each.threshold for each in asked):
        return msgspec.structs.replace(trust, pending={**trust.pending, digest: waiting})
    pending = {key: each for key, each in trust.pending.items() if key != digest}
    before = _holders(trust)
    if isinstance(document, Genesis):
        grown = msgspec.structs.replace(
            trust, genesis=document, genesis_hash=digest, pending=pending
        )
    else:
        grown = msgspec.structs.replace(trust, roster=document, roster_hash=digest, pending=pending)
    return _with_history(grown, index, before, _holders(grown))


def _enrol(trust: Trust, index: int, decision: Enrol) -> Trust:
    if not GIVEN_BY_ENROLMENT.issuperset(decision.roles):
        raise Refusal(N_("Only the root's roster gives the role “enrol”; make a new roster."))
    key = decision.device.key
    known = trust.who(key)
    if known is not None and known.person != decision.person:
        raise Refusal(N_("This device is enrolled for somebody else already."))
    if key in trust.revoked:
        raise Refusal(N_("This device was revoked; join again with a new one."))
    holder = Holder(decision.person, frozenset(decision.roles), decision.device.sealing)
    before = _holders(trust)
    grown = msgspec.structs.replace(trust, enrolled={**trust.enrolled, key: holder})
    return _with_history(grown, index, before, _holders(grown))


def _revoke(trust: Trust, index: int, decision: Revoke) -> Trust:
    officers = trust.roster.officers if trust.roster else ()
    if any(device.key == decision.key for officer in officers for device in officer.devices):
        raise Refusal(
            N_("An officer's device cannot be revoked by decision; make a new roster without it.")
        )
    before = _holders(trust)
    enrolled = {key: each for key, each in trust.enrolled.items() if key != decision.key}
    revoked = {**trust.revoked, decision.key: decision.number}
    grown = msgspec.structs.replace(trust, enrolled=enrolled, revoked=revoked)
    return _with_history(grown, index, before, _holders(grown))


def _holders(trust: Trust) -> dict[str, Holder]:
    """Who holds which key now; what the root's roster and enrolments give one person adds up."""
    holders = dict(trust.enrolled)
    for officer in trust.roster.officers if trust.roster else ():
        for device in officer.devices:
            holders[device.key] = _merged(
                holders.get(device.key), officer.person, officer.roles, device
            )
    if trust.genesis:
        holders |= {key: Holder("", frozenset({ROOT})) for key in trust.genesis.root_keys}
    return holders


def _merged(enrolled: Holder | None, person: str, roles: Iterable[str], device: Device) -> Holder:
    both = frozenset(roles)
    if enrolled is not None and enrolled.person == person:
        both |= enrolled.roles
    return Holder(person, both, device.sealing)


def _with_history(
    trust: Trust, index: int, before: dict[str, Holder], after: dict[str, Holder]
) -> Trust:
    history = dict(trust.history)
    for key in before.keys() | after.keys():
        if before.get(key) != after.get(key):
            history[key] = (*history.get(key, ()), (index, after.get(key)))
    return msgspec.structs.replace(trust, history=history)
