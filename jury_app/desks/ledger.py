"""Entering documents: sign, admit, write; the office's ledger and everybody's copy of it.

In the office a document is entered at once and its place is final. On any other device it is
written to the outbox and enters the ledger when the office receives it. What a juror signs counts
on their own device at once; an endorsement where the ledger has it, among what others decided.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from msgspec import Struct

from jury_app.base.document import Document, PartHash
from jury_app.base.errors import Refusal
from jury_app.base.texts import N_
from jury_app.desks import entrance
from jury_app.desks.erasing import apply_erasures
from jury_app.desks.filing import as_waiting, incoming, signed_of
from jury_app.desks.office.mirroring import keep_up
from jury_app.desks.rules import keep_in_force
from jury_app.desks.seat import Seat
from jury_app.exchange import admission, canonical, envelope, forms, log, parts, roster
from jury_app.exchange.admission import Recusals
from jury_app.exchange.envelope import Signed
from jury_app.exchange.parts import Part
from jury_app.exchange.roster import Trust
from jury_app.jury.decisions import Decision, Enrol
from jury_app.jury.endorsing import Asks
from jury_app.jury.festival import Device, Person
from jury_app.jury.results import LedgerPoint
from jury_app.jury.scorecard import Endorsement
from jury_app.store import cards, devices, documents, ledger, settings
from jury_app.store import parts as kept_parts
from jury_app.store.reader import Reader
from jury_app.store.verbs import Verbs

TRUST_KINDS = ("genesis", "roster", "rules", "endorsement", "decision")
OUTGOING = "outgoing"
"""Why a document of this device waits: it was not sent yet."""
NEWER_ROSTER = "roster"
"""Why an officers' roster waits: it was found in the mailbox, and counts already."""
SENT = "sent"
"""Why a document of this device waits: the ledger's copy has not brought it back yet."""


class Said(Struct, frozen=True):
    """A document to be signed, with the values of its parts."""

    document: Document
    parts: tuple[Part, ...] = ()


class Alarm(Struct, frozen=True):
    """Something that must be looked into: where, and what."""

    place: str
    what: str


class Parting:
    """Seals parts for one document and keeps their values: pass it where a `Seal` is wanted."""

    def __init__(self, seat: Seat) -> None:
        self._random = seat.random
        self.made: list[Part] = []
        self.hashes: list[PartHash] = []

    def __call__(self, name: str, audience: str, value: Any) -> PartHash:  # noqa: ANN401  any JSON
        """What the document holds of a part with this value."""
        held, part = parts.make(name, audience, value, random=self._random)
        self.made.append(part)
        self.hashes.append(held)
        return held

    def reason(self, text: str) -> tuple[PartHash, ...]:
        """The part `reason` of a decision; none for an empty text."""
        return (self("reason", "panel", text),) if text else ()

    def said(self, document: Document) -> Said:
        """The document with all parts made so far."""
        return Said(document, tuple(self.made))


def trust_of(reader: Reader, places: Mapping[str, int] | None = None) -> tuple[Trust, Recusals]:
    """Whom the workspace trusts after all that was entered, and who stepped off which film.

    Args:
        reader: Where to read.
        places: What a message tells of places in the ledger, beside what is kept (`Asks.places`).

    Raises:
        Refusal: The documents contradict each other.
    """
    trust: Trust | None = None
    recusals = Recusals(asks=Asks(places=documents.places(reader) | dict(places or {})))
    for stored in documents.read(reader, *TRUST_KINDS):
        document = stored.decoded()
        signed = signed_of(stored)
        recusals.note(stored.hash, stored.person or "", document)
        if trust is None:
            trust = roster.begin(signed, document)
        else:
            trust = roster.grow(trust, stored.position, signed, document)
    for waiting in documents.waiting(reader):
        if waiting.why == NEWER_ROSTER and trust is not None:
            trust = roster.grow(
                trust, documents.count(reader), signed_of(waiting), waiting.decoded()
            )
    if trust is None:
        raise Refusal(N_("This workspace holds no festival yet; found one or join one first."))
    for stored in documents.read(reader, "recusal"):
        recusals.note(stored.hash, stored.person or "", stored.decoded())
    if recusals.pairs:
        recusals.film_of |= cards.films(reader)
    return trust, recusals


def identity(document: Document) -> str:
    """The hash by which a document will be known once it is signed, by whomever."""
    type_ = envelope.payload_type(document.KIND, document.VERSION)
    return sha256(envelope.pae(type_, canonical.encode(document))).hexdigest()


def act(
    seat: Seat, said: Sequence[Said], *, also: Callable[[Verbs], None] | None = None
) -> list[Signed]:
    """Sign documents; enter them here, or put them in the outbox where the ledger is elsewhere.

    Args:
        seat: Who acts.
        said: What is to be signed, in this order.
        also: What else belongs to the same transaction.

    Raises:
        Refusal: This device may not sign such a document, or a document contradicts the ledger.
    """
    if not said:
        if also is not None:
            with seat.workspace.writing() as tx:
                also(tx)
        return []
    with seat.workspace.reading() as reader:
        trust, recusals = trust_of(reader)
        _refuse_again(reader, [each.document for each in said])
    signed = seat.keys.sign_many([each.document for each in said])
    here = trust.sequencer == seat.public.signing
    entered = _admitted(seat, trust, recusals, list(zip(signed, said, strict=True)))
    counts = [here or _counts_at_once(seat, each) for each in entered]
    later = [each for each, now in zip(entered, counts, strict=True) if not now]
    with seat.workspace.writing() as tx:
        documents.enter(tx, [each for each, now in zip(entered, counts, strict=True) if now])
        kept_parts.keep(tx, [part for each in later for part in each.parts])
        if not here:
            documents.wait(tx, [as_waiting(each, OUTGOING) for each in signed])
        if also is not None:
            also(tx)
    if here:
        keep_up(seat)
        apply_erasures(seat.workspace, (each.document for each in entered))
    return signed


def _counts_at_once(seat: Seat, signed: documents.Incoming) -> bool:
    """Whether a device that does not keep the ledger takes its own document as entered."""
    return seat.workspace.kind == "juror" and not isinstance(signed.document, Endorsement)


def _refuse_again(reader: Reader, said: Iterable[Document]) -> None:
    """Refuse a decision that would be the very one that was signed within this second.

    A document is known by what it says: a second hold, after a release, that says the same in the
    same second would be taken for the first and have no effect.

    Raises:
        Refusal: One would.
    """
    named = [identity(each) for each in said if isinstance(each, Decision)]
    if not named:
        return
    known = documents.positions(reader, named).keys() | {e.hash for e in on_the_way(reader)}
    if len(set(named)) < len(named) or not known.isdisjoint(named):
        raise Refusal(
            N_("The same was decided within this second already; do it again in a moment.")
        )


def _admitted(
    seat: Seat, trust: Trust, recusals: Recusals, said: Sequence[tuple[Signed, Said]]
) -> list[documents.Incoming]:
    """The documents, each judged as the office will judge it."""
    with seat.workspace.reading() as reader:
        index = documents.count(reader)
        trust = _as_accepted(reader, trust, index)
    entered = []
    for signed, each in said:
        admitted = admission.admit(trust, index, signed, each.document, recusals)
        trust, index = admitted.trust, index + 1
        recusals.note(signed.hash, admitted.person, each.document)
        entered.append(incoming(signed, each.document, admitted.person, each.parts))
    return entered


def _as_accepted(reader: Reader, trust: Trust, index: int) -> Trust:
    """The trust in which this device is what its invitation says, while it waits to be accepted.

    What it signs meanwhile waits at the office, and counts from its acceptance on.
    """
    person = settings.get(reader, "person")
    document = course_persons(reader).get(str(person))
    for device in devices.every(reader, str(person)):
        if device.state == "waiting" and trust.who(device.key) is None and document is not None:
            decision = Enrol(
                edition=trust.edition,
                at=document.at,
                person=device.person,
                roles=document.roles,
                device=Device(key=device.key, sealing=device.sealing),
                enrolment=trust.edition,
            )
            nobody = Signed("decision", 1, b"", "", "", b"")
            trust = roster.grow(trust, index, nobody, decision)
    return trust


def course_persons(reader: Reader) -> dict[str, Person]:
    """The latest document of each person."""
    return {
        each.document.person: each.document
        for each in documents.entered(reader, "person")
        if isinstance(each.document, Person)
    }


def enter_waiting(seat: Seat, key: str, *, kinds: Sequence[str] = ()) -> list[Alarm]:
    """Enter what waits of a device (of these kinds, unless all); what is refused is told.

    Documents that are refused stay where they wait, as evidence, with the reason's kind.
    """
    with seat.workspace.reading() as reader:
        trust, recusals = trust_of(reader)
        index = documents.count(reader)
        waiting = [
            each
            for each in documents.waiting(reader, key)
            if each.why == "enrolment" and (not kinds or each.kind in kinds)
        ]
    entered, refused = [], []
    for each in waiting:
        signed, document = signed_of(each), each.decoded()
        try:
            with seat.workspace.reading() as reader:
                admitted = entrance.admit(
                    trust,
                    index,
                    signed,
                    document,
                    recusals,
                    reader=reader,
                    values=_values(reader, document),
                )
                entrance.note(reader, recusals, signed.hash, admitted.person, document)
        except Refusal as error:
            refused.append(Alarm(f"{each.kind} {each.hash[:12]}", str(error)))
            continue
        trust, index = admitted.trust, index + 1
        entered.append(incoming(signed, document, admitted.person))
    with seat.workspace.writing() as tx:
        documents.enter(tx, entered)
        documents.settle(tx, [each.hash for each in entered])
    keep_up(seat)
    return refused


def _values(reader: Reader, document: Document | None) -> dict[str, kept_parts.Part]:
    """The values of a document's parts that are here."""
    if document is None:
        return {}
    return kept_parts.of(reader, [each.hash for each in parts.hashes(document)])


def outbox(reader: Reader) -> list[documents.Waiting]:
    """Documents of this device that were not sent yet, in the order in which they were signed."""
    return [each for each in documents.waiting(reader) if each.why == OUTGOING]


def settle_sent(tx: Verbs, sent: Sequence[documents.Waiting]) -> None:
    """Take what was sent off the outbox.

    A juror's documents are entered here already; a chair's, and endorsements, wait on as `sent`
    until the office brings them back at their places.
    """
    here = documents.positions(tx, (each.hash for each in sent))
    documents.settle(tx, [each.hash for each in sent if each.hash in here])
    documents.wait_on(tx, [each.hash for each in sent if each.hash not in here], SENT)


def on_the_way(reader: Reader) -> list[documents.Waiting]:
    """Documents of this device that are not in its copy of the ledger yet, sent or not."""
    return [each for each in documents.waiting(reader) if each.why in (OUTGOING, SENT)]


def point(reader: Reader) -> LedgerPoint:
    """The ledger's state: its epoch, size and Merkle root."""
    frontier = log.Frontier()
    for each in ledger.leaves(reader):
        leaf = log.leaf(each.hash, envelope.payload_type(each.kind, each.version))
        frontier = frontier.append(log.leaf_hash(leaf))
    return forms.point(epoch(reader), frontier.size, frontier.root)


def epoch(reader: Reader) -> int:
    """The ledger's epoch, from 1."""
    return int(settings.get(reader, "epoch", 1))


def enter_found(tx: Verbs, entries: Iterable[tuple[Signed, Said, str]]) -> None:
    """Enter the founding documents of an edition, which nothing before them could judge.

    Args:
        tx: The transaction.
        entries: Each with who signed it; empty for a root key.
    """
    entered = [incoming(signed, each.document, who, each.parts) for signed, each, who in entries]
    documents.enter(tx, entered)
    keep_in_force(tx, entered)
