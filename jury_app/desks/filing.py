"""Filing: from what was signed to what the store keeps, and back. Pure."""

from collections.abc import Iterable, Mapping

from jury_app.base.document import Document
from jury_app.exchange import envelope, parts
from jury_app.exchange.envelope import Signed
from jury_app.exchange.parts import Part
from jury_app.store import documents
from jury_app.store import parts as kept_parts


def signed_of(stored: documents.Stored | documents.Waiting) -> Signed:
    """A kept document as it was signed, with its envelope."""
    type_ = envelope.payload_type(stored.kind, stored.version)
    body = envelope.enclose(type_, stored.payload, stored.key, stored.signature)
    return Signed(stored.kind, stored.version, stored.payload, stored.hash, stored.key, body)


def incoming(
    signed: Signed, document: Document | None, person: str, values: Iterable[Part] = ()
) -> documents.Incoming:
    """A document as the store enters it."""
    return documents.Incoming(
        hash=signed.hash,
        kind=signed.kind,
        version=signed.version,
        key=signed.key,
        person=person or None,
        payload=signed.payload,
        signature=signed.signature,
        document=document,
        parts=kept(parts.by_hash(values)),
    )


def kept(values: Mapping[str, Part]) -> tuple[kept_parts.Part, ...]:
    """Parts, by their recomputed hashes, as the store keeps them."""
    make = kept_parts.Part
    return tuple(
        [
            make(digest, part.name, part.audience, part.salt, part.value)
            for digest, part in values.items()
        ]
    )


def carried(values: Iterable[kept_parts.Part]) -> tuple[Part, ...]:
    """Kept parts as messages carry them."""
    return tuple(
        Part(name=part.name, audience=part.audience, salt=part.salt, value=part.value)
        for part in values
    )


def as_waiting(
    signed: Signed, why: str, *, key: str | None = None, number: int | None = None
) -> documents.Waiting:
    """A document that cannot be entered yet; `key` and `number` say in which message it came."""
    return documents.Waiting(
        signed.hash,
        signed.kind,
        signed.version,
        signed.key,
        signed.payload,
        signed.signature,
        key,
        number,
        why,
    )
