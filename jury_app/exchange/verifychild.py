"""The child `verify`: opens a bundle's lines, many at a time, on a core of its own, without keys.

Everything that concerns one line alone is judged here: form, signature, canonical payload, type,
and what a scorecard is worth under the rules that it names. What lines mean together is for
`exchange.verification`, which uses the same `Examiner` in its own process for small bundles.
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any

import msgspec
from msgspec import Struct

from jury_app.base.children import serve
from jury_app.base.errors import Refusal
from jury_app.base.texts import N_
from jury_app.exchange import bundle, forms, parts
from jury_app.exchange.envelope import open_envelope
from jury_app.jury.counting import CardFact
from jury_app.jury.scorecard import Scorecard
from jury_app.rules.rules import Rules
from jury_app.tally.cards import CardValue
from jury_app.tally.edition import Card, card_of

_ENVELOPE = b'{"payload":'
_WITHHELD = b'{"hash":'
_LANE = "lane/"

Ratio = tuple[int, int]


@lru_cache(maxsize=4096)
def _fraction(numerator: int, denominator: int) -> Fraction:
    return Fraction(numerator, denominator)


class CardFound(Struct, frozen=True, array_like=True, gc=False):
    """A scorecard as the standings need it; `index` of its fact is set by the parent."""

    edition: str
    fact: CardFact
    value: Ratio | None
    criteria: tuple[Ratio | None, ...]
    verdict: str
    hold: bool
    lanes: tuple[tuple[str, str], ...]
    """(lane, hash of the part with its estimate)."""

    def card(self, index: int, lanes: tuple[int, ...] | None = None) -> Card:
        """The card, with its place in the ledger."""
        fact = msgspec.structs.replace(self.fact, index=index)
        if self.value is None:
            return Card(fact, None, self.hold)
        value = CardValue(
            card=fact.hash,
            film=fact.film,
            juror=fact.juror,
            value=_fraction(*self.value),
            criteria=tuple([None if each is None else _fraction(*each) for each in self.criteria]),
            verdict=self.verdict,  # type: ignore[arg-type]  # as its own type held it
            lanes=lanes,
            hold=self.hold,
        )
        return Card(fact, value, self.hold)


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

    def entries(self, name: str, first: int, lines: Sequence[bytes]) -> list[Found]:
        """What entry lines hold.

        Args:
            name: The file's name, for messages.
            first: Number of the first of these lines.
            lines: The lines.

        Raises:
            Refusal: Of the first line that is not good.
        """
        return [
            self._entry(line, f"{name}, line {number}")
            for number, line in enumerate(lines, start=first)
        ]

    def parts(self, name: str, first: int, lines: Sequence[bytes]) -> list[tuple[bytes, str, Any]]:
        """(hash, audience, the value where it is a lane's estimate) of lines of parts.

        Raises:
            Refusal: Of the first line that is not good.
        """
        found = []
        for number, line in enumerate(lines, start=first):
            where = f"{name}, line {number}"
            part = bundle.read_part(line, where=where)
            value = part.value if part.name.startswith(_LANE) else None
            found.append((bytes.fromhex(parts.hash_of(part)), part.audience, value))
        return found

    def _entry(self, line: bytes, where: str) -> Found:
        if line.startswith(_WITHHELD):
            withheld = bundle.read_withheld(line, where=where)
            return Found(withheld.hash, withheld.kind, withheld.version)
        if not line.startswith(_ENVELOPE):
            raise Refusal(
                N_("This line is neither a signed document nor a withheld one."), place=where
            )
        signed = open_envelope(line, place=where)
        document = forms.read(signed, place=where)
        held = b""
        if document is not None:
            held = bytes.fromhex("".join([each.hash for each in parts.hashes(document)]))
        if not isinstance(document, Scorecard):
            return Found(signed.hash, signed.kind, signed.version, signed.key, signed.payload, held)
        card = self._card(signed.hash, document, where)
        return Found(signed.hash, signed.kind, 1, signed.key, b"", held, card)

    def _card(self, hash_: str, document: Scorecard, where: str) -> CardFound:
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
        value = self._value(document, fact, where)
        return CardFound(
            document.edition,
            fact,
            None if value is None else value.value.as_integer_ratio(),
            tuple(
                None if each is None else each.as_integer_ratio()
                for each in (value.criteria if value else ())
            ),
            document.verdict or "",
            document.hold,
            tuple(
                [(part.name[5:], part.hash) for part in document.parts if part.name[:5] == _LANE]
            ),
        )

    def _value(self, document: Scorecard, fact: CardFact, where: str) -> CardValue | None:
        """What the card is worth; None where it is incomplete or its rules are not here."""
        rules = self._rules.get(document.rules)
        if rules is None:
            return None
        try:
            return card_of(document, fact, rules, None).value
        except (KeyError, StopIteration, ValueError):
            raise Refusal(
                N_("This scorecard's scores do not fit the rules that it names."), place=where
            ) from None


_EXAMINER = Examiner()


def _answer(request: list[Any]) -> object:
    verb, *rest = request
    if verb == "learn":
        _EXAMINER.learn(*rest)
        return None
    if verb == "parts":
        return _EXAMINER.parts(*rest)
    return msgspec.msgpack.encode(_EXAMINER.entries(*rest))


def main() -> None:
    """Serve until the parent closes the pipe."""
    serve(_answer)
