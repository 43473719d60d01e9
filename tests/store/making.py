"""Films, decisions and scorecards for the store's tests: what arrives, already verified."""

import hashlib
import random
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from jury_app.base.document import Document, PartHash
from jury_app.jury import decisions
from jury_app.jury.film import Film
from jury_app.jury.scorecard import Score, Scorecard
from jury_app.rules.rules import (
    Category,
    Gate,
    Matrix,
    Quorum,
    Round,
    Rules,
    RunningTime,
    Scale,
    Weighted,
)
from jury_app.store import documents, parts
from jury_app.store.reader import Reader

EDITION = "e" * 64
AT = "2026-07-18T09:30:00Z"
_canonical = msgspec.json.Encoder(order="sorted")

RULES = Rules(
    profile="test",
    version=1,
    zone="Asia/Hong_Kong",
    categories=(Category(id="cinema", forms=("linear",)),),
    lanes=(Weighted(id="writing", weight=1),),
    gate=Gate(kind="threshold", threshold=51),
    rounds=(
        Round(
            id="r1",
            scale=Scale(low=1, high=10, per=2),
            matrices=(
                Matrix(criteria=(Weighted(id="voice", weight=2), Weighted(id="risk", weight=1))),
            ),
            method="mean/1",
            min_reviews=3,
            quorum=Quorum(parts=2, of=3),
        ),
    ),
    combined=(),
    ties=(),
    ethics=(),
    cues=(),
    dossier=(),
    running_time=RunningTime(shortest=300, short_until=1800),
    honours=(),
    sights=(),
)


class Maker:
    """Makes documents from a seed, the same in every run."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)

    def id(self) -> str:
        return self._random.randbytes(16).hex()

    def digest(self) -> str:
        return self._random.randbytes(32).hex()

    def part(self, name: str, audience: str, value: object) -> parts.Part:
        return parts.Part(self.digest(), name, audience, self.id(), value)

    def incoming(
        self, document: Document, values: Iterable[parts.Part] = (), person: str | None = "a" * 32
    ) -> documents.Incoming:
        payload = _canonical.encode(document)
        return documents.Incoming(
            hash=hashlib.sha256(document.KIND.encode() + payload).hexdigest(),
            kind=document.KIND,
            version=1,
            key="c" * 64,
            person=person,
            payload=payload,
            signature=self._random.randbytes(64),
            document=document,
            parts=tuple(values),
        )

    def rules(self) -> documents.Incoming:
        return self.incoming(RULES)

    def film(self, number: int = 1) -> documents.Incoming:
        values = [self.part("title", "public", f"Film {number}")]
        film = Film(
            edition=EDITION,
            film=self.id(),
            number=number,
            form="linear",
            category="cinema",
            at=AT,
            parts=held(values),
        )
        return self.incoming(film, values)

    def opening(self, rules: str) -> documents.Incoming:
        return self.incoming(
            decisions.Open(
                edition=EDITION,
                at=AT,
                round="r1",
                rules=rules,
                deadline=AT,
                zone="Asia/Hong_Kong",
                nonce=self.id(),
            )
        )

    def assignment(self, juror: str, films: Sequence[str]) -> documents.Incoming:
        return self.incoming(
            decisions.Assign(edition=EDITION, at=AT, juror=juror, round="r1", films=tuple(films))
        )

    def erasure(self, hashes: Sequence[str]) -> documents.Incoming:
        return self.incoming(decisions.Erase(edition=EDITION, at=AT, erased=tuple(hashes)))

    def scores(self) -> tuple[tuple[int, int], ...]:
        """Any two scores on the scale, in half steps."""
        return tuple((self._random.randrange(2, 21), 2) for _ in range(2))

    def card(
        self,
        film: str,
        juror: str,
        rules: str,
        scores: Sequence[tuple[int, int] | None] = ((15, 2), (4, 1)),
        supersedes: Sequence[str] = (),
        *,
        notes: int = 0,
    ) -> documents.Incoming:
        values = [
            *(self.part(f"note/{n}", "panel", {"text": self.id() * 4}) for n in range(notes)),
            self.part("lane/writing", "panel", 60),
            self.part("comment/panel", "panel", self.id()),
        ]
        given = zip(("voice", "risk"), scores, strict=True)
        card = Scorecard(
            edition=EDITION,
            round="r1",
            film=film,
            category="cinema",
            juror=juror,
            rules=rules,
            texts="2" * 64,
            language="en",
            at=AT,
            scores=tuple(
                Score(criterion=name, cannot="not_shown")
                if score is None
                else Score(criterion=name, units=score[0], per=score[1])
                for name, score in given
            ),
            verdict="meets",
            parts=held(values),
            supersedes=tuple(supersedes),
        )
        return self.incoming(card, values)


def held(values: Iterable[parts.Part]) -> tuple[PartHash, ...]:
    return tuple(PartHash(name=v.name, audience=v.audience, hash=v.hash) for v in values)


def missing_parts(reader: Reader) -> dict[str, list[str]]:
    """Hash of a document → hashes of parts that are not here although no `erase` names them."""
    stored = [each.decoded() for each in documents.read(reader, "decision")]
    erased = {name for each in stored if isinstance(each, decisions.Erase) for name in each.erased}
    missing: dict[str, list[str]] = {}
    for each in documents.read(reader):
        named = [part for part in _named(msgspec.json.decode(each.payload)) if part not in erased]
        if lost := [part for part in named if part not in parts.known(reader, named)]:
            missing[each.hash] = lost
    return missing


def _named(tree: Any) -> Iterator[str]:
    """The hashes of parts in a payload, at any depth, whatever its kind."""
    if isinstance(tree, dict) and tree.keys() == {"name", "audience", "hash"}:
        yield tree["hash"]
    elif isinstance(tree, dict | list):
        for item in tree.values() if isinstance(tree, dict) else tree:
            yield from _named(item)
