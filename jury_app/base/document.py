"""What every signed document is made of: strings, bounded integers, booleans, lists, objects.

A document is a frozen struct; its payload is canonical JSON (docs/formats.md). An optional field
that is absent is not written. Numbered things and ids are lists of objects, never keys.
"""

import re
from typing import Annotated, ClassVar

from msgspec import Meta, Struct

_DIGITS = b"0123456789abcdef"
_CODE = re.compile("^[a-z0-9][a-z0-9_-]{0,63}\\Z")

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
_DAY = (
    "(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    "|02-(?:0[1-9]|1[0-9]|2[0-8]))"
    "|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)"
)
"""A day of the calendar; the second half is 29 February of leap years."""
Stamp = Annotated[
    str,
    Meta(pattern=f"^(?!0000){_DAY}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z\\Z"),
]
"""A moment in whole UTC seconds; it is claimed by the signer and never decides anything."""
Zone = Annotated[str, Meta(pattern="^[A-Za-z0-9_+-]{1,32}(/[A-Za-z0-9_+-]{1,32}){0,3}\\Z")]
"""The form of an IANA time zone's name; whether this machine knows the zone is another question."""
Code = Annotated[str, Meta(pattern=_CODE.pattern)]
"""A short name that rules or formats define."""
Int = Annotated[int, Meta(ge=-LARGEST, le=LARGEST)]
Count = Annotated[int, Meta(ge=0, le=LARGEST)]
Positive = Annotated[int, Meta(ge=1, le=LARGEST)]
Thousandths = Annotated[int, Meta(ge=0, le=1000)]
Percent = Annotated[int, Meta(ge=0, le=100)]


class Piece(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A piece of a document: frozen, so nothing in it can lead back to it and need collecting."""


class Document(Piece, frozen=True, kw_only=True, omit_defaults=True):
    """A document that can be signed; its class says the kind, the version is 1 for all so far."""

    KIND: ClassVar[str]
    VERSION: ClassVar[int] = 1


class PartHash(Piece, frozen=True, kw_only=True, omit_defaults=True):
    """What a signed document holds of a part: a value that can be withheld or erased.

    Attributes:
        name: What it is, e.g. `title`, `lane/writing`, `comment`.
        audience: To whom it may go: `public`, `entrant`, `panel`; a `Code`, by `Parted`'s check.
        hash: SHA-256("jury-app/part/v1" ‖ 16 random bytes ‖ canonical [name, audience, value]); a
            `Hash`, by `Parted`'s check.
    """

    name: Annotated[str, Meta(min_length=1, max_length=120)]
    audience: Annotated[str, Meta(min_length=1, max_length=64)]
    hash: Annotated[str, Meta(min_length=64, max_length=64)]


class Parted(Piece, frozen=True, kw_only=True, omit_defaults=True):
    """A piece that holds parts; only such pieces hold any.

    Twenty parts are common, and two patterns a part would cost as much as the rest of the decoding
    three times over: so the digits of all hashes are checked at once.

    Raises:
        ValueError: A hash or an audience is not of its form (msgspec's `ValidationError` where it
            is met in decoding).
    """

    parts: tuple[PartHash, ...] = ()

    def __post_init__(self) -> None:
        if not self.parts:
            return
        digits = "".join([part.hash for part in self.parts])
        if not digits.isascii() or digits.encode().translate(None, _DIGITS):
            raise ValueError("a part's hash is not 64 digits of lower-case hexadecimal")
        for audience in {part.audience for part in self.parts}:
            if _CODE.match(audience) is None:
                raise ValueError("a part's audience is no short name")
