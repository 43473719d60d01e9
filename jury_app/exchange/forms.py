"""Documents of the exchange itself, and the table of all kinds that this version can judge.

What people say is defined in `jury`; here stand the kinds by which machines carry and prove it.
"""

from collections.abc import Iterable
from functools import cache
from typing import Annotated, Any, ClassVar

import msgspec
from msgspec import Meta

from jury_app.base.document import Code, Count, Document, Hash, Id, Piece, Positive, Stamp
from jury_app.exchange import canonical, parts
from jury_app.exchange.channel import Message
from jury_app.exchange.envelope import Signed, open_envelope
from jury_app.exchange.parts import Part
from jury_app.jury.festival import Role
from jury_app.jury.kinds import KINDS
from jury_app.jury.results import LedgerPoint


class Checkpoint(Document, frozen=True, kw_only=True, omit_defaults=True):
    """The sequencer's word on the ledger's state; it is not itself an entry."""

    KIND: ClassVar[str] = "checkpoint"

    edition: Hash
    ledger: LedgerPoint
    at: Stamp


class Inclusion(Piece, frozen=True, kw_only=True, omit_defaults=True):
    """That a document is an entry: its index, and RFC 6962's audit path to the root."""

    document: Hash
    index: Count
    path: tuple[Hash, ...] = ()


class Receipt(Document, frozen=True, kw_only=True, omit_defaults=True):
    """The sequencer's proof that documents are in the ledger; it is not itself an entry.

    Attributes:
        ledger: The state under whose root they are.
        entries: Which documents.
        since: The state of an earlier receipt to the same device; absent in the first, and where
            a new epoch began.
        consistency: RFC 6962's proof that the ledger begins with that state.
    """

    KIND: ClassVar[str] = "receipt"

    edition: Hash
    ledger: LedgerPoint
    entries: tuple[Inclusion, ...]
    at: Stamp
    since: LedgerPoint | None = None
    consistency: tuple[Hash, ...] = ()


class Leaf(Piece, frozen=True, kw_only=True, omit_defaults=True):
    """An entry as the log knows it: its payload type and its hash."""

    type: Annotated[str, Meta(max_length=120)]
    hash: Hash


class Extract(Document, frozen=True, kw_only=True, omit_defaults=True):
    """The leaves of a stretch of the ledger, for a copy in which some documents are withheld.

    It is not itself an entry. The copy's root, recomputed, must be that of `ledger`.

    Attributes:
        first: Index of the first leaf.
        leaves: All entries from there to the end of `ledger`.
        ledger: The ledger's state.
    """

    KIND: ClassVar[str] = "extract"

    edition: Hash
    first: Count
    leaves: tuple[Leaf, ...]
    ledger: LedgerPoint
    at: Stamp


class Epoch(Document, frozen=True, kw_only=True, omit_defaults=True):
    """Begins a new epoch after a loss; the first entry after those that were kept.

    Attributes:
        epoch: One more than before.
        kept: The last state that was kept; everything after it was lost and is entered again.
    """

    KIND: ClassVar[str] = "epoch"

    edition: Hash
    epoch: Annotated[int, Meta(ge=2, le=2**31)]
    kept: LedgerPoint
    at: Stamp


class Invitation(Document, frozen=True, kw_only=True, omit_defaults=True):
    """An invitation, signed by an officer. Whoever holds its file can read it.

    Attributes:
        invitation: Its id.
        secret: 32 random bytes in hexadecimal, used once: the answer proves that it was read.
        person: Whom it invites.
        roles: What they will be.
        mailbox: Address of the mailbox.
        expires: After this moment an answer is not accepted.
        documents: The first packet: envelopes, each as the text of its one form, in the ledger's
            order. It holds nothing that the juror's blind packet would not.
        parts: Values that belong to them.
    """

    KIND: ClassVar[str] = "invitation"

    edition: Hash
    invitation: Id
    secret: Annotated[str, Meta(pattern="^[0-9a-f]{64}\\Z")]
    person: Id
    roles: tuple[Role, ...]
    mailbox: Annotated[str, Meta(max_length=2000)]
    expires: Stamp
    at: Stamp
    documents: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()


class Bundle(Document, frozen=True, kw_only=True, omit_defaults=True):
    """The first line of a results bundle: what it proves and what it withholds.

    Attributes:
        ledger: The ledger's state up to which entries follow.
        results: Hashes of the standings, shortlists and selections that it proves, in its order.
        audiences: Audiences whose parts it holds, sorted; all others are withheld.
    """

    KIND: ClassVar[str] = "bundle"

    edition: Hash
    ledger: LedgerPoint
    results: tuple[Hash, ...]
    audiences: tuple[Code, ...]
    at: Stamp


OWN: dict[str, type[Document]] = {
    form.KIND: form for form in (Message, Checkpoint, Receipt, Extract, Epoch, Invitation, Bundle)
}
"""Kind → type, of the exchange's own kinds."""


@cache
def _decoder(kind: str, version: int) -> msgspec.json.Decoder[Any] | None:
    form = {**KINDS, **OWN}.get(kind)
    return None if form is None or version != 1 else msgspec.json.Decoder(form)


def is_known(kind: str, version: int) -> bool:
    """Whether this version of the program can judge documents of this kind and version."""
    return _decoder(kind, version) is not None


def read(signed: Signed, *, place: str | None = None) -> Document | None:
    """A signed document as its type; None for a kind or version that this program does not know.

    Raises:
        Refusal: Its payload is not canonical or not of its type.
    """
    decoder = _decoder(signed.kind, signed.version)
    if decoder is None:
        canonical.check(signed.payload, place=place)
        return None
    document: Document = canonical.decode(signed.payload, decoder, place=place)
    held: Iterable[Part] = getattr(document, "parts", ())
    if signed.kind in OWN:
        for part in held:
            parts.hash_of(part)
    return document


def open_document(envelope: bytes, *, place: str | None = None) -> tuple[Signed, Document | None]:
    """An envelope's signed document and its content (None where the kind is not known).

    Raises:
        Refusal: As `open_envelope` and `read`.
    """
    signed = open_envelope(envelope, place=place)
    return signed, read(signed, place=place)


def point(epoch: Positive, size: int, root: bytes) -> LedgerPoint:
    """A state of the ledger."""
    return LedgerPoint(epoch=epoch, size=size, root=root.hex())
