"""Parts: values that can be withheld or erased. The signed document holds their salted hashes.

No part is needed to verify a signature, so one set of signed bytes serves blind judging, a public
bundle and erasure.
"""

import hashlib
import secrets
from collections.abc import Iterable
from functools import cache
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from jury_app.base.document import LARGEST, Code, Id, PartHash, Piece
from jury_app.base.ids import Random
from jury_app.exchange import canonical

_PREFIX = b"jury-app/part/v1"
_encode = canonical.encode
_sha256 = hashlib.sha256


class Part(Piece, frozen=True, kw_only=True):
    """A part's value, beside the document that holds its hash.

    Attributes:
        name: As in the document.
        audience: As in the document.
        salt: 16 random bytes, in hexadecimal.
        value: Any JSON value that `canonical.check_value` accepts.
    """

    name: Annotated[str, Meta(min_length=1, max_length=120)]
    audience: Code
    salt: Id
    value: Any


def hash_of(part: Part) -> str:
    """SHA-256("jury-app/part/v1" ‖ salt ‖ canonical [name, audience, value]), in hexadecimal.

    Raises:
        Refusal: The value is none that a part may hold.
    """
    value = part.value
    kind = type(value)
    if not (  # most values are texts and estimates, and need no walk
        (kind is str and "\0" not in value) or (kind is int and -LARGEST <= value <= LARGEST)
    ):
        canonical.check_value(value, limit=canonical.PART_DEPTH, place=part.name)
    body = _encode((part.name, part.audience, value))
    return _sha256(_PREFIX + bytes.fromhex(part.salt) + body).hexdigest()


def make(
    name: str, audience: str, value: object, *, random: Random = secrets.token_bytes
) -> tuple[PartHash, Part]:
    """A part with a fresh salt: what the document holds, and the value beside it.

    Raises:
        Refusal: The value is none that a part may hold.
    """
    part = Part(name=name, audience=audience, salt=random(16).hex(), value=value)
    return PartHash(name=name, audience=audience, hash=hash_of(part)), part


class Opened(Struct, frozen=True):
    """What is known of a document's parts.

    Attributes:
        values: Hash → part, of those that are there.
        withheld: Those of which only the hash is there.
    """

    values: dict[str, Part]
    withheld: tuple[PartHash, ...]

    def value(self, held: PartHash) -> object | None:
        """The value of a part, or None where it is withheld (no part's value is null)."""
        part = self.values.get(held.hash)
        return None if part is None else part.value


def by_hash(parts: Iterable[Part]) -> dict[str, Part]:
    """Parts by their recomputed hash.

    Raises:
        Refusal: A value is none that a part may hold.
    """
    return {hash_of(part): part for part in parts}


def match(document: Piece, known: dict[str, Part]) -> Opened:
    """The parts of a document, as far as their values are known.

    A hash covers name and audience too, so a value found by its hash is the one that was signed.
    """
    values: dict[str, Part] = {}
    withheld: list[PartHash] = []
    for held in hashes(document):
        part = known.get(held.hash)
        if part is not None and (part.name, part.audience) == (held.name, held.audience):
            values[held.hash] = part
        else:
            withheld.append(held)
    return Opened(values, tuple(withheld))


def hashes(document: Piece) -> list[PartHash]:
    """Every part hash that a document holds, at any depth, in the order of its fields."""
    found: list[PartHash] = []
    for name, holds_hashes in _carriers(type(document)):
        items = getattr(document, name)
        if holds_hashes:
            found += items
        else:
            for item in items:
                found += hashes(item)
    return found


@cache
def _carriers(kind: type[Piece]) -> tuple[tuple[str, bool], ...]:
    """The fields of a type that hold part hashes (true), or pieces that hold some (false)."""
    info = msgspec.inspect.type_info(kind)
    assert isinstance(info, msgspec.inspect.StructType)  # noqa: S101  every Piece is a Struct
    items = [(field.name, _item(field.type)) for field in info.fields]
    return tuple(
        (name, item is PartHash)
        for name, item in items
        if item is not None and (item is PartHash or _carriers(item))
    )


def _item(info: msgspec.inspect.Type) -> type[Piece] | None:
    """Of what a field of this type is a list; None where it is no list of pieces."""
    if not isinstance(info, msgspec.inspect.VarTupleType):
        return None
    item = info.item_type
    if isinstance(item, msgspec.inspect.StructType) and issubclass(item.cls, Piece):
        return item.cls
    return None
