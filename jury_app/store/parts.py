"""Parts: values that can be withheld or erased, found by the salted hash that a document holds."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from jury_app.store.reader import Reader, among
from jury_app.store.verbs import Verbs

_COLUMNS = ("hash", "name", "audience", "salt", "value")
_encoder = msgspec.json.Encoder(order="sorted")


class Part(Struct, frozen=True, gc=False):
    """A part whose hash was recomputed by whoever took it in.

    Attributes:
        hash: As in the document.
        name: As in the document.
        audience: As in the document.
        salt: 16 bytes, in hexadecimal.
        value: Any JSON value.
    """

    hash: str
    name: str
    audience: str
    salt: str
    value: Any


def keep(tx: Verbs, batch: Sequence[Part]) -> None:
    """Keep parts; one that is there already stays as it is."""
    if not batch:
        return
    encode = _encoder.encode
    unhex = bytes.fromhex
    rows = [
        (unhex(part.hash), part.name, part.audience, unhex(part.salt), encode(part.value))
        for part in batch
    ]
    rows.sort()  # the table is ordered by hash: neighbours go into one page
    tx.insert("parts", _COLUMNS, rows, once=True)
    tx.touch("parts", [part.hash for part in batch])


def of(reader: Reader, hashes: Iterable[str]) -> dict[str, Part]:
    """Hash → part, of those whose value is known here."""
    sql = "SELECT hash, name, audience, salt, value FROM parts WHERE hash IN ({keys})"
    decode = msgspec.json.decode
    return {
        digest.hex(): Part(digest.hex(), name, audience, salt.hex(), decode(value))
        for digest, name, audience, salt, value in among(reader, sql, map(bytes.fromhex, hashes))
    }


def raw(reader: Reader, hashes: Iterable[str]) -> dict[str, tuple[str, str, str, bytes]]:
    """Hash → (name, audience, salt, value as canonical JSON), of those known here."""
    sql = "SELECT hash, name, audience, salt, value FROM parts WHERE hash IN ({keys})"
    return {
        digest.hex(): (name, audience, salt.hex(), value)
        for digest, name, audience, salt, value in among(reader, sql, map(bytes.fromhex, hashes))
    }


def values(reader: Reader, hashes: Iterable[str]) -> dict[str, Any]:
    """Hash → value, of those whose value is known here."""
    sql = "SELECT hash, value FROM parts WHERE hash IN ({keys})"
    decode = msgspec.json.decode
    rows = among(reader, sql, map(bytes.fromhex, hashes))
    return {digest.hex(): decode(value) for digest, value in rows}


def known(reader: Reader, hashes: Iterable[str]) -> set[str]:
    """Those of these parts whose value is known here."""
    sql = "SELECT hash FROM parts WHERE hash IN ({keys})"
    return {digest.hex() for (digest,) in among(reader, sql, map(bytes.fromhex, hashes))}


def erase(tx: Verbs, hashes: Sequence[str]) -> int:
    """Erase values for good (an `erase` decision names them); how many were here."""
    erased = sum(tx.delete("parts", {"hash": bytes.fromhex(each)}) for each in hashes)
    tx.touch("parts", hashes)
    return erased
