"""The scorecard: everything one juror says about one film in one round. Pure: no database, no keys.

Open in the signed bytes are ids, category, scores, cannot-judge marks, gate verdict, share seen and
whether an ethics hold is asked for. Everything else is a part that can be withheld.
"""

from typing import ClassVar, Literal

from jury_app.base.document import (
    Code,
    Count,
    Document,
    Hash,
    Id,
    Key,
    Parted,
    Piece,
    Stamp,
    Thousandths,
    Zone,
)

DEFENSE = "r3"
"""The round that is a live defense; its cards name the sessions of their film."""

Verdict = Literal["meets", "doubtful", "does_not"]
Answer = Literal["clear", "question", "concern", "block"]


class Score(Piece, frozen=True, kw_only=True, omit_defaults=True):
    """A criterion's score: `units`/`per`, counted from zero (7.5 is 15 per 2); or `cannot` and why.

    Exactly one of (`units` and `per`) and `cannot` is there.
    """

    criterion: Code
    units: Count | None = None
    per: Literal[1, 2] | None = None
    cannot: Code | None = None


class Viewing(Parted, frozen=True, kw_only=True, omit_defaults=True):
    """What the juror saw of an item.

    Attributes:
        item: BLAKE3 of the item; absent for an address or a place.
        run: Seed, run or session id, for works that differ at each run.
        kind: `played` in the room, a `session`, `declared` elsewhere, or `live`.
        share: Share seen, in thousandths.
        parts: `intervals/<n>` ([[from, to], …] in milliseconds), `place/<n>`, `path/<n>` through a
            work and its `ending/<n>`, `began/<n>`, `ended/<n>`; <n> is the viewing's place, from 1.
    """

    kind: Literal["played", "session", "declared", "live"]
    share: Thousandths
    item: Hash | None = None
    run: str | None = None


class Scorecard(Document, Parted, frozen=True, kw_only=True, omit_defaults=True):
    """A juror's signed scorecard.

    Attributes:
        round: `r1`, `r2`, `r3`.
        category: The category under which it was given.
        screener: Hash of the screener document that was judged; absent where there is none.
        rules: Hash of the locked rules.
        texts: Hash of the texts that the form showed.
        language: Language of the form.
        scores: One for each criterion of the round's matrix, in its order.
        verdict: The gate verdict, where the round asks one.
        hold: Whether an ethics answer `block` asks that the film be held.
        viewings: What was seen.
        sessions: Hashes of R3 sessions.
        parts: `lane/<id>`, `verdict_reason`, `ethics/<id>`, `cue/<id>`, `cannot/<criterion>`,
            `comment/entrant`, `comment/panel`, `note/<n>`.
        supersedes: Hashes of earlier cards of the same assignment, sorted; empty for the first.
    """

    KIND: ClassVar[str] = "scorecard"

    edition: Hash
    round: Code
    film: Id
    category: Code
    juror: Id
    rules: Hash
    texts: Hash
    language: str
    at: Stamp
    scores: tuple[Score, ...]
    screener: Hash | None = None
    verdict: Verdict | None = None
    hold: bool = False
    viewings: tuple[Viewing, ...] = ()
    sessions: tuple[Hash, ...] = ()
    supersedes: tuple[Hash, ...] = ()


class Recusal(Document, Parted, frozen=True, kw_only=True, omit_defaults=True):
    """A juror steps off a film, before or after scoring; the trace stays, the scores are void.

    Attributes:
        why: The reason's kind.
        parts: `reason`.
    """

    KIND: ClassVar[str] = "recusal"

    edition: Hash
    film: Id
    juror: Id
    why: Literal["made_it", "knows_makers", "business", "cannot_view", "other"]
    at: Stamp


def ends_with_assignment(document: Document) -> bool:
    """Whether this is a recusal that ends where its film is assigned to the juror anew.

    Who could not watch a film may judge it once there is a copy that plays; a conflict stays one.
    """
    return isinstance(document, Recusal) and document.why == "cannot_view"


class Endorsement(Document, frozen=True, kw_only=True, omit_defaults=True):
    """A second signature: it names the hash of another document.

    A document's identity is what was signed, not by whom; so that the endorsements of two people
    differ, each names the key that signs it.
    """

    KIND: ClassVar[str] = "endorsement"

    edition: Hash
    document: Hash
    key: Key
    at: Stamp


class Session(Document, Parted, frozen=True, kw_only=True, omit_defaults=True):
    """An R3 defense as it happened.

    Attributes:
        film: The film defended.
        began: When, in UTC; `zone` is the IANA name of the place's time zone.
        parts: `room`, `present`, `question/<n>`: audience `panel`.
    """

    KIND: ClassVar[str] = "session"

    edition: Hash
    film: Id
    began: Stamp
    zone: Zone
    at: Stamp
