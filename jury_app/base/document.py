"""What every signed document is made of: strings, bounded integers, booleans, lists, objects.

A document is a frozen struct; its payload is canonical JSON (docs/formats.md). An optional field
that is absent is not written. Numbered things and ids are lists of objects, never keys.
"""

from typing import Annotated, ClassVar

from msgspec import Meta, Struct

LARGEST = 2**53 - 1
"""The largest magnitude of an integer that every JSON reader keeps exactly."""

Id = Annotated[str, Meta(pattern="^[0-9a-f]{32}\\Z")]
"""A random 128-bit id in lower-case hexadecimal."""
Hash = Annotated[str, Meta(pattern="^[0-9a-f]{64}\\Z")]
"""A SHA-256 or BLAKE3 digest in lower-case hexadecimal."""
Key = Annotated[str, Meta(pattern="^[0-9a-f]{64}\\Z")]
"""An Ed25519 public key in lower-case hexadecimal; it names the device that holds it."""
Recipient = Annotated[str, Meta(pattern="^age1[02-9ac-hj-np-z]{58}\\Z")]
"""An age X25519 recipient."""
Stamp = Annotated[str, Meta(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z\\Z")]
"""A moment in whole UTC seconds; it is claimed by the signer and never decides anything."""
Code = Annotated[str, Meta(pattern="^[a-z0-9][a-z0-9_-]{0,63}\\Z")]
"""A short name that rules or formats define."""
Int = Annotated[int, Meta(ge=-LARGEST, le=LARGEST)]
Count = Annotated[int, Meta(ge=0, le=LARGEST)]
Positive = Annotated[int, Meta(ge=1, le=LARGEST)]
Thousandths = Annotated[int, Meta(ge=0, le=1000)]
Percent = Annotated[int, Meta(ge=0, le=100)]


class Piece(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A piece of a document."""


class Document(Piece, frozen=True, kw_only=True, omit_defaults=True):
    """A document that can be signed; its class says the kind, the version is 1 for all so far."""

    KIND: ClassVar[str]
    VERSION: ClassVar[int] = 1


class PartHash(Piece, frozen=True, kw_only=True, omit_defaults=True):
    """What a signed document holds of a part: a value that can be withheld or erased.

    Attributes:
        name: What it is, e.g. `title`, `lane/writing`, `comment`.
        audience: To whom it may go: `public`, `entrant`, `panel`.
        hash: SHA-256("jury-app/part/v1" ‖ 16 random bytes ‖ canonical [name, audience, value]).
    """

    name: Annotated[str, Meta(min_length=1, max_length=120)]
    audience: Code
    hash: Hash
