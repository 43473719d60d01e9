"""The one canonical form of payloads, parts and ledger leaves: a part of RFC 8785 (JCS).

Compact UTF-8 JSON of strings, integers, booleans, lists and objects; members sorted; no null, no
fraction, no exponent, |integer| ≤ 2^53 − 1, no NUL, depth ≤ 16, member names `[a-z][a-z0-9_]*`.
Of such values RFC 8785 and msgspec's sorted encoding give the same bytes (docs/formats.md).
"""

import re
from functools import lru_cache
from typing import Any, TypeVar

import msgspec

from jury_app.base.document import LARGEST
from jury_app.base.errors import Refusal
from jury_app.base.texts import N_, translate

DEPTH = 16
"""How deep lists and objects of a payload may be nested; a bare string has depth 0."""
PART_DEPTH = 12
"""The same for a part's value, so that whatever carries it stays within `DEPTH`."""

_T = TypeVar("_T")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_encoder = msgspec.json.Encoder(order="sorted")
_tree: msgspec.json.Decoder[Any] = msgspec.json.Decoder()
_NESTING = (list, tuple, dict)
_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


encode = _encoder.encode
"""The canonical bytes of a document or of a value that `check_value` accepts."""


def check(payload: bytes, *, place: str | None = None) -> None:
    """Refuse bytes that are not the canonical form of an allowed value.

    An untyped decode and encode must give the same bytes, which ends duplicate members, white
    space, odd escapes and a byte-order mark; then the tree is walked.

    Raises:
        Refusal: They are not.
    """
    try:
        tree = _tree.decode(payload)
        again = _encoder.encode(tree)
    except _UNREADABLE as error:
        raise Refusal(
            N_("This is not JSON as documents are written: {reason}. Ask for it again."),
            place=place,
            reason=str(error),
        ) from None
    if again != payload:
        raise Refusal(
            N_(
                "This JSON is not in canonical form, so what was signed could be read in two ways;"
                " it must be written anew by a program that follows docs/formats.md."
            ),
            place=place,
        )
    check_value(tree, place=place)


def check_value(value: object, *, limit: int = DEPTH, place: str | None = None) -> None:
    """Refuse a decoded value that documents and parts may not hold.

    Raises:
        Refusal: It holds a null, a fraction, an integer beyond ±(2^53 − 1), a NUL, an unusual
            member name, or is nested deeper than `limit`.
    """
    level: list[Any] = [value]
    depth = 0
    while level:
        deeper: list[Any] = []
        for each in level:
            kind = type(each)
            if kind is str and "\0" not in each:
                continue
            why = _wrong(each, depth, limit)
            if why is not None:
                raise _unclean(why, place)
            if kind is dict:
                deeper += each.values()
            elif kind in _NESTING:
                deeper += each
        level, depth = deeper, depth + 1


def _unclean(why: str, place: str | None) -> Refusal:
    return Refusal(
        N_("This value cannot stand in a document: {why}. Ask for it again."),
        place=place,
        why=translate(why),
    )


@lru_cache(maxsize=4096)
def _is_name(name: object) -> bool:
    return type(name) is str and _NAME.fullmatch(name) is not None


def _wrong(value: Any, depth: int, limit: int) -> str | None:  # noqa: ANN401  any JSON value
    """What is wrong with a value itself, its members' values aside; None where nothing is."""
    kind = type(value)
    if kind is str:
        return N_("it holds the character NUL") if "\0" in value else None
    if kind is int:
        return None if -LARGEST <= value <= LARGEST else N_("an integer is beyond ±(2^53 − 1)")
    if kind in _NESTING:
        if depth == limit:
            return N_("it is nested too deep")
        if kind is dict and not all(map(_is_name, value)):
            return N_("a member's name is not of the form [a-z][a-z0-9_]*")
        return None
    return None if kind is bool else N_("it holds a null or a number that is no integer")


def decode(payload: bytes, decoder: msgspec.json.Decoder[_T], *, place: str | None = None) -> _T:
    """A canonical payload as its type; unknown fields are ignored, the bytes are kept elsewhere.

    Where the typed value encodes to the very same bytes, these are canonical, hold no unknown
    field, and are clean as far as the type is: types of documents bound their integers and have
    neither fractions nor required nulls (a test walks them all). Otherwise the slow way decides.

    Raises:
        Refusal: The payload is not canonical, or not of the type.
    """
    try:
        document = decoder.decode(payload)
        if b"\\u0000" not in payload and _encoder.encode(document) == payload:
            return document
    except _UNREADABLE:
        pass  # the slow way names what is wrong
    check(payload, place=place)
    try:
        return decoder.decode(payload)
    except _UNREADABLE as error:
        raise Refusal(
            N_("A field is missing or not what it should be: {reason}. Ask for it again."),
            place=place,
            reason=str(error),
        ) from None
