"""The child `verify`: checks lines of a bundle, or messages, many at a time, without keys.

Everything that concerns one line alone is judged here: form, signature, canonical payload, type,
and what a scorecard is worth under the rules that it names. What lines mean together is for
`exchange.verification`, which uses the same `Examiner` in its own process for small bundles.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from functools import lru_cache
from typing import Any

import msgspec
from msgspec import Struct

from jury_app.base.children import serve
from jury_app.base.document import Document
from jury_app.base.errors import Refusal
from jury_app.base.texts import N_
from jury_app.exchange import bundle, checking, forms, parts
from jury_app.exchange.envelope import Signed, open_envelope
from jury_app.jury.counting import CardFact
from jury_app.jury.scorecard import Scorecard
from jury_app.rules.rules import Rules
from jury_app.tally.cards import CardValue
from jury_app.tally.edition import Card, card_of

_ENVELOPE = b'{"payload":'
_WITHHELD = b'{"hash":'
_LANE = "lane/"


@lru_cache(maxsize=4096)
def _fraction(numerator: int, denominator: int) -> Fraction:
    return Fraction(numerator, denominator)


class CardFound(Struct, frozen=True, array_like=True, gc=False):
    """A scorecard as the standings need it; `index` of its fact is set by the parent."""

    edition: str
    fact: CardFact
    value: CardValue | None
    hold: bool
    lanes: tuple[tuple[str, str], ...]
    """(lane, hash of the part with its estimate)."""

    def card(self, index: int, lanes: tuple[int, ...] | None = None) -> Card:
        """The card, with its place in the ledger."""
        value = self.value
        if value is not None and lanes is not None:
            value = msgspec.structs.replace(value, lanes=lanes)
        return Card(msgspec.structs.replace(self.fact, index=index), value, self.hold)


class Found(Struct, frozen=True, array_like=True, gc=False):
    """What a line holds, as far as the line alone can say.

    Attributes:
        hash: Identity of the document.
        kind: Its kind.
        version: The kind's version.
        key: The key that verified; empty where the document is withheld.
        payload: The payload; empty for a scorecard and for what is withheld.
        parts: The part hashes that it holds, 32 bytes each, one after the other.
        card: A scorecard.
    """

    hash: str
    kind: str
    version: int
    key: str = ""
    payload: bytes = b""
    parts: bytes = b""
    card: CardFound | None = None

    @property
    def is_withheld(self) -> bool:
        """Whether only identity and kind are given."""
        return not self.key


Examined = tuple[Found, Document | None]
"""What a line holds, and its document; None of a scorecard, of what is withheld and of what this
version does not know."""


def pack(examined: Sequence[Examined]) -> bytes:
    """What was found, as it goes from a child to its parent."""
    return _encoder.encode([found for found, _ in examined])


def unpack(packed: bytes) -> list[Examined]:
    """What a child found, with the documents that it had in hand."""
    return [(found, _document(found)) for found in _decoder.decode(packed)]


def _document(found: Found) -> Document | None:
    if found.card is not None or found.is_withheld:
        return None
    return forms.read(Signed(found.kind, found.version, found.payload, found.hash, found.key, b""))


def _to_ratio(value: Any) -> tuple[int, int]:  # noqa: ANN401  msgspec gives what it does not know
    ratio: tuple[int, int] = value.as_integer_ratio()
    return ratio


_encoder = msgspec.msgpack.Encoder(enc_hook=_to_ratio)
_decoder = msgspec.msgpack.Decoder(list[Found], dec_hook=lambda _type, pair: _fraction(*pair))


class Examiner:
    """Examines lines; remembers the rules that it was given."""

    def __init__(self) -> None:
        self._rules: dict[str, Rules] = {}

    def learn(self, line: bytes) -> None:
        """Remember the rules in a line; a line that is not good is told of by `entries`."""
        try:
            signed, document = forms.open_document(line)
        except Refusal:
            return
        if isinstance(document, Rules):
            self._rules[signed.hash] = document

    def entries(self, name: str, first: int, lines: Sequence[bytes]) -> list[Examined]:
        """What entry lines hold.

        Args:
            name: The file's name, for messages.
            first: Number of the first of these lines.
            lines: The lines.

        Raises:
            Refusal: Of the first line that is not good.
        """
        found: list[Examined] = []
        with _located(name, first, found):
            for line in lines:
                found.append(self._entry(line))  # noqa: PERF401  its length says where it ended
        return found

    def parts(self, name: str, first: int, lines: Sequence[bytes]) -> list[tuple[bytes, str, Any]]:
        """(hash, audience, the value where it is a lane's estimate) of lines of parts.

        Raises:
            Refusal: Of the first line that is not good.
        """
        found: list[tuple[bytes, str, Any]] = []
        with _located(name, first, found):
            for line in lines:
                found.append(_part(line))  # noqa: PERF401  likewise
        return found

    def _entry(self, line: bytes) -> Examined:
        if line.startswith(_WITHHELD):
            withheld = bundle.read_withheld(line)
            return Found(withheld.hash, withheld.kind, withheld.version), None
        if not line.startswith(_ENVELOPE):
            raise Refusal(N_("This line is neither a signed document nor a withheld one."))
        signed = open_envelope(line)
        document = forms.read(signed)
        held = b""
        if document is not None:
            held = bytes.fromhex("".join([each.hash for each in parts.hashes(document)]))
        if isinstance(document, Scorecard):
            card = self._card(signed.hash, document)
            return Found(signed.hash, signed.kind, 1, signed.key, b"", held, card), None
        found = Found(signed.hash, signed.kind, signed.version, signed.key, signed.payload, held)
        return found, document

    def _card(self, hash_: str, document: Scorecard) -> CardFound:
        fact = CardFact(
            -1,
            hash_,
            document.film,
            document.juror,
            document.round,
            document.category,
            document.rules,
            document.screener,
            document.supersedes,
        )
        return CardFound(
            document.edition,
            fact,
            self._value(document, fact),
            document.hold,
            tuple(
                [(part.name[5:], part.hash) for part in document.parts if part.name[:5] == _LANE]
            ),
        )

    def _value(self, document: Scorecard, fact: CardFact) -> CardValue | None:
        """What the card is worth; None where it is incomplete or its rules are not here."""
        rules = self._rules.get(document.rules)
        if rules is None:
            return None
        try:
            return card_of(document, fact, rules, None).value
        except (KeyError, StopIteration, ValueError):
            raise Refusal(
                N_("This scorecard's scores do not fit the rules that it names.")
            ) from None


def _part(line: bytes) -> tuple[bytes, str, Any]:
    part = bundle.read_part(line)
    value = part.value if part.name.startswith(_LANE) else None
    return bytes.fromhex(parts.hash_of(part)), part.audience, value


@contextmanager
def _located(name: str, first: int, found: Sequence[object]) -> Iterator[None]:
    """Say of a refusal inside in which line of the file it was met: the one after those found."""
    try:
        yield
    except Refusal as refusal:
        refusal.place = f"{name}, line {first + len(found)}"
        raise


_EXAMINER = Examiner()


def _answer(request: list[Any]) -> object:
    verb, *rest = request
    if verb == "learn":
        _EXAMINER.learn(*rest)
        return None
    if verb == "messages":
        return checking.answer(*rest)
    if verb == "parts":
        return _EXAMINER.parts(*rest)
    return pack(_EXAMINER.entries(*rest))


def main() -> None:
    """Serve until the parent closes the pipe."""
    serve(_answer)
