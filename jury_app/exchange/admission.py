"""May this document be entered here: edition, form, signer's role, recusal, and whose card it is.

The table of who signs what is `rules.authority`; this module applies it to keys, which only the
roster knows. The office applies it on receiving, `verify` on every entry, by the same functions.
"""

from dataclasses import dataclass, field

from msgspec import Struct

from jury_app.base.document import Document
from jury_app.base.errors import Refusal
from jury_app.base.texts import N_
from jury_app.exchange import roster
from jury_app.exchange.envelope import Signed
from jury_app.exchange.forms import Checkpoint, Extract, Receipt
from jury_app.exchange.roster import Holder, Trust
from jury_app.jury import decisions as d
from jury_app.jury.endorsing import Asks
from jury_app.jury.festival import Enrolment, Genesis
from jury_app.jury.scorecard import Endorsement, Recusal, Scorecard
from jury_app.rules import authority

_NOBODY = Holder("", frozenset())
_DESK = frozenset({"chair", "office"})


class Admitted(Struct, frozen=True):
    """An entry that may stand where it is.

    Attributes:
        trust: The trust after it.
        person: Whose device signed it; empty for a root key or a device not accepted yet.
    """

    trust: Trust
    person: str


@dataclass(slots=True)
class Recusals:
    """Who stepped off which film, and what that bars them from: grows with the entries.

    Attributes:
        pairs: (film, person).
        film_of: Hash of a card → its film.
        asks: Which decisions ask for whose endorsements, and which of these have them.
    """

    pairs: set[tuple[str, str]] = field(default_factory=set)
    film_of: dict[str, str] = field(default_factory=dict)
    asks: Asks = field(default_factory=Asks)

    def note(self, hash_: str, person: str, document: Document | None) -> None:
        """Take one more entry, which `person` signed, into account."""
        if isinstance(document, Recusal):
            self.pairs.add((document.film, document.juror))
        elif isinstance(document, Scorecard):
            self.film_of[hash_] = document.film
        else:
            self.asks.note(hash_, person, document)

    def bar(self, person: str, document: Document | None) -> bool:
        """Whether the person is recused from a film that the document is about."""
        if not self.pairs:
            return False
        return any((film, person) in self.pairs for film in self._films(document))

    def _films(self, document: Document | None) -> tuple[str, ...]:
        if isinstance(document, d.TieBreak):
            return document.film, document.over
        if isinstance(document, d.ReopenCard | d.Admit | d.Void):
            return (self.film_of.get(document.card, ""),)
        film = getattr(document, "film", None)
        return (film,) if isinstance(film, str) else ()


def kind_path(signed: Signed, document: Document | None) -> str:
    """How the table names a document: `scorecard`, `decision/open`."""
    if isinstance(document, d.Decision):
        return f"decision/{document.__struct_config__.tag}"
    return signed.kind


def admit(
    trust: Trust,
    index: int,
    signed: Signed,
    document: Document | None,
    recusals: Recusals,
    *,
    place: str | None = None,
) -> Admitted:
    """Judge one document at its place in the ledger, or where it would be entered now.

    1. It is of this edition.
    2. Its signer has a role that may sign its kind, and is not recused from its film.
    3. What it says of its signer is so: a card is its juror's own, an enrolment its device's own,
       checkpoints and receipts are the sequencer's; a decision is endorsed by those whom the rules
       ask, and by nobody who is recused from its film.
    4. The trust grows by it.

    Kinds that this version does not know are admitted from any known device and judged by nobody.

    Args:
        trust: After all entries before `index`.
        index: The place in the ledger.
        signed: The signed document.
        document: Its content; None for an unknown kind.
        recusals: After all entries before; not changed here.
        place: Where it was found, for the message.

    Raises:
        Refusal: One of these does not hold.
    """
    if isinstance(document, Scorecard):
        person = admit_card(
            trust,
            key=signed.key,
            edition=document.edition,
            juror=document.juror,
            place=place,
        )
        return Admitted(trust, person)
    edition = getattr(document, "edition", trust.edition)
    if edition != trust.edition and not isinstance(document, Genesis):
        raise _elsewhere(place)
    holder = trust.who(signed.key) or _NOBODY
    path = kind_path(signed, document)
    if document is None:
        if holder is _NOBODY:
            raise Refusal(N_("This was signed by a device that nobody accepted."), place=place)
        return Admitted(trust, holder.person)
    recused = recusals.bar(holder.person, document)
    completes = isinstance(document, Endorsement) and trust.awaits(document.document, signed.key)
    if not completes and not authority.may_sign(path, holder.roles, recused=recused):
        raise _may_not(trust, signed.key, path, place, recused=recused)
    _check_own(trust, signed, document, holder, place)
    if isinstance(document, Endorsement):
        _check_endorser(document, holder, recusals, place)
    return Admitted(roster.grow(trust, index, signed, document), holder.person)


def admit_late(
    trust: Trust,
    index: int,
    signed: Signed,
    document: Document | None,
    recusals: Recusals,
    *,
    place: str | None = None,
) -> Admitted:
    """As `admit`, and also what was entered before its signer lost a role and is told only now.

    A film that is assigned later, or a card that the chair must not see before, may come after the
    revocation or the roster by which its signer's key ended. That it was entered before, the office
    says by sending it, and every bundle proves.

    Raises:
        Refusal: Its signer never might sign it, or it would change whom one trusts.
    """
    try:
        return admit(trust, index, signed, document, recusals, place=place)
    except Refusal:
        former = trust.former(signed.key)
        if former is None:
            raise
        admitted = admit(former, index, signed, document, recusals, place=place)
        if admitted.trust is not former:
            raise
        return Admitted(trust, admitted.person)


def admit_card(
    trust: Trust,
    *,
    key: str,
    edition: str,
    juror: str,
    place: str | None = None,
) -> str:
    """Steps 1 to 3 of `admit` for a scorecard, of which these fields are all that matters.

    Returns:
        Whose device signed it: the juror.

    Raises:
        Refusal: As `admit`.
    """
    if edition != trust.edition:
        raise _elsewhere(place)
    holder = trust.who(key) or _NOBODY
    if not authority.may_sign(Scorecard.KIND, holder.roles):
        raise _may_not(trust, key, Scorecard.KIND, place, recused=False)
    if juror != holder.person:
        raise Refusal(N_("This scorecard is signed by another than its juror."), place=place)
    return juror


def _check_own(
    trust: Trust, signed: Signed, document: Document, holder: Holder, place: str | None
) -> None:
    """Step 3."""
    if isinstance(document, Recusal) and document.juror != holder.person:
        if not holder.roles & _DESK:
            raise Refusal(N_("This recusal is signed by another than its juror."), place=place)
    elif isinstance(document, Enrolment) and document.device.key != signed.key:
        raise Refusal(N_("This enrolment is signed by another device than it names."), place=place)
    elif isinstance(document, Endorsement) and document.key != signed.key:
        raise Refusal(
            N_("This endorsement is signed by another device than it names."), place=place
        )
    elif isinstance(document, Checkpoint | Receipt | Extract) and signed.key != trust.sequencer:
        raise Refusal(
            N_("Only the device that keeps the ledger signs checkpoints and receipts."), place=place
        )


def _check_endorser(
    document: Endorsement, holder: Holder, recusals: Recusals, place: str | None
) -> None:
    """Step 3, of endorsements of decisions."""
    asked = recusals.asks.endorsed.get(document.document)
    if asked is None:
        return
    if asked.need.role not in holder.roles:
        raise Refusal(
            N_("“{kind}” is endorsed by people with the role “{role}”; the signer has it not."),
            place=place,
            kind=asked.need.kind,
            role=asked.need.role,
        )
    if recusals.bar(holder.person, asked.decision):
        raise Refusal(
            N_("“{kind}” about a film is endorsed by somebody who is recused from it."),
            place=place,
            kind=asked.need.kind,
        )


def _elsewhere(place: str | None) -> Refusal:
    return Refusal(N_("This document belongs to another festival or edition."), place=place)


def _may_not(trust: Trust, key: str, path: str, place: str | None, *, recused: bool) -> Refusal:
    """Why the table does not let this signer sign this kind here."""
    if recused:
        return Refusal(
            N_("“{kind}” about a film is signed by somebody who is recused from it."),
            place=place,
            kind=path,
        )
    if key in trust.revoked:
        return Refusal(
            N_("“{kind}” is signed by a device that was revoked before; it does not count."),
            place=place,
            kind=path,
        )
    if trust.who(key) is None:
        return Refusal(
            N_("“{kind}” is signed by a device that was not accepted when it was entered."),
            place=place,
            kind=path,
        )
    return Refusal(
        N_("“{kind}” is signed by somebody whose roles do not allow it."), place=place, kind=path
    )
