"""A small edition for tests of `jury`: ids by name, entries in the ledger's order."""

import hashlib
from typing import Any

from jury_app.base.document import Document
from jury_app.jury import decisions as d
from jury_app.jury.counting import CardFact, card_states
from jury_app.jury.course import Course, Entered, read_course
from jury_app.jury.film import Film, Item, Screener
from jury_app.jury.scorecard import Recusal
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

EDITION = "e" * 64
NOW = "2026-07-01T00:00:00Z"


def idof(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:32]


def hashof(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


RULES_HASH = hashof("rules")


class Ledger:
    """Appends documents and cards, and answers with the course and the cards' states."""

    def __init__(self) -> None:
        self.entries: list[Entered] = []
        self.cards: list[CardFact] = []
        self.size = 0

    def add(self, document: Document, name: str | None = None) -> str:
        digest = hashof(name or f"entry-{self.size}")
        self.entries.append(Entered(self.size, digest, idof("chair"), document))
        self.size += 1
        return digest

    def decide(self, kind: type[d.Decision], **fields: Any) -> str:
        return self.add(kind(edition=EDITION, at=NOW, **fields))

    def film(self, name: str, category: str | None = "generative") -> str:
        self.add(
            Film(
                edition=EDITION,
                film=idof(name),
                number=self.size + 1,
                form="linear",
                at=NOW,
                category=category,
            )
        )
        return idof(name)

    def screener(self, film: str, name: str) -> str:
        item = Item(role="film", kind="file", bytes=1, blake3=hashof(name))
        return self.add(
            Screener(edition=EDITION, film=film, items=(item,), at=NOW), name=f"screener {name}"
        )

    def open(self, round_id: str = "r1", rules: str = RULES_HASH) -> str:
        return self.decide(
            d.Open,
            round=round_id,
            rules=rules,
            deadline=NOW,
            zone="Asia/Hong_Kong",
            nonce=idof("n"),
        )

    def close(self, round_id: str = "r1") -> None:
        self.decide(d.Close, round=round_id)

    def assign(self, juror: str, *films: str, round_id: str = "r1") -> None:
        self.decide(d.Assign, juror=idof(juror), round=round_id, films=films)

    def recuse(self, juror: str, film: str, why: str = "other") -> None:
        self.add(Recusal(edition=EDITION, film=film, juror=idof(juror), why=why, at=NOW))

    def card(
        self,
        name: str,
        juror: str,
        film: str,
        *supersedes: str,
        category: str = "generative",
        rules: str = RULES_HASH,
        screener: str | None = None,
        round_id: str = "r1",
    ) -> str:
        digest = hashof(name)
        self.cards.append(
            CardFact(
                self.size,
                digest,
                film,
                idof(juror),
                round_id,
                category,
                rules,
                screener,
                tuple(sorted(supersedes)),
            )
        )
        self.size += 1
        return digest

    @property
    def course(self) -> Course:
        return read_course(self.entries)

    @property
    def states(self) -> dict[str, str]:
        return dict(card_states(self.course, self.cards))


def small_rules() -> Rules:
    lanes = ("writing", "direction", "generation", "editing", "sound", "post")
    return Rules(
        profile="small",
        version=1,
        zone="Asia/Hong_Kong",
        categories=(
            Category(id="generative", forms=("linear",), band_low=51, band_high=70),
            Category(id="procedural", forms=("procedural",), runs=2, any_length=True),
        ),
        lanes=tuple(
            Weighted(id=lane, weight=weight)
            for lane, weight in zip(lanes, (20, 20, 20, 15, 15, 10), strict=True)
        ),
        gate=Gate(kind="threshold", threshold=51),
        rounds=(
            Round(
                id="r1",
                scale=Scale(low=1, high=10, per=1),
                matrices=(
                    Matrix(
                        criteria=(Weighted(id="cohesion", weight=1), Weighted(id="risk", weight=1))
                    ),
                ),
                method="mean/1",
                min_reviews=3,
                quorum=Quorum(parts=2, of=3),
                asks=("lanes", "gate", "ethics", "cues"),
                hidden=("directors", "country"),
                seen=900,
            ),
            Round(
                id="r2",
                scale=Scale(low=1, high=10, per=2),
                matrices=(
                    Matrix(criteria=(Weighted(id="artistry", weight=7),)),
                    Matrix(category="procedural", criteria=(Weighted(id="system", weight=3),)),
                ),
                method="mean/1",
                min_reviews=2,
                quorum=Quorum(parts=2, of=3),
            ),
        ),
        combined=(Weighted(id="r1", weight=60), Weighted(id="r2", weight=40)),
        ties=("higher_later_round", "criteria", "pair_majority"),
        ethics=("likeness", "harm"),
        cues=("orchestration",),
        dossier=("statement",),
        running_time=RunningTime(shortest=300, short_until=1800),
        honours=(),
        sights=(),
    )
