"""Sheets: ready values that the desks fill and that are printed as they are.

Nothing here knows documents, keys or a database. Every text is what shall stand on paper, in the
sheet's language; numbers are there for pictures only. Foreign texts stay raw: the typesetting
makes them harmless. `audience` is the part's own: `public`, `entrant` or `panel`.
"""

from typing import Literal

from msgspec import Struct

Paper = Literal["a4", "letter"]
State = Literal[
    "", "superseded", "void", "recused", "late", "disputed", "not_counted", "incomplete"
]


class MatrixRow(Struct, frozen=True, kw_only=True):
    """One criterion of the matrix.

    Attributes:
        criterion: Its label.
        weight: Its weight as shown, e.g. `35`.
        score: The score as shown, e.g. `7.5`; empty if it cannot be judged.
        low: Lowest level of the scale.
        high: Highest level of the scale.
        level: The score as a number on that scale, for the picture; None if it cannot be judged.
        anchor: The written anchor at or below the score.
        cannot: Why it cannot be judged, as a label; empty if it is scored.
        reason: The juror's own reason for that.
        reason_audience: To whom the reason may go.
    """

    criterion: str
    weight: str
    score: str = ""
    low: float = 1.0
    high: float = 10.0
    level: float | None = None
    anchor: str = ""
    cannot: str = ""
    reason: str = ""
    reason_audience: str = "panel"


class LaneRow(Struct, frozen=True, kw_only=True):
    """One creative lane: label, weight, participation declared and assessed in percent."""

    label: str
    weight: int
    declared: float | None = None
    assessed: float | None = None


class Participation(Struct, frozen=True, kw_only=True):
    """AI participation and the gate.

    Attributes:
        lanes: Six, or none where the edition asks for a checklist.
        declared_overall: A ratio declared for the whole film, in percent.
        gate: Threshold of the weighted sum in percent; None for a checklist.
        band: Where the category's sums typically lie, in percent.
        checklist: Items of the checklist with what was marked.
        verdict: The juror's verdict as shown.
        disagreement: What to say where verdict and sum are on different sides; else empty.
        reason: The juror's reason for the verdict.
        reason_audience: To whom the reason may go.
        lanes_audience: To whom the lane estimates may go.
    """

    lanes: tuple[LaneRow, ...] = ()
    declared_overall: float | None = None
    gate: float | None = None
    band: tuple[float, float] | None = None
    checklist: tuple[tuple[str, bool], ...] = ()
    verdict: str = ""
    disagreement: str = ""
    reason: str = ""
    reason_audience: str = "panel"
    lanes_audience: str = "panel"


class EthicsRow(Struct, frozen=True, kw_only=True):
    """One ethics question: the answer as a code (for its mark) and as shown, note and moment."""

    question: str
    code: Literal["clear", "question", "concern", "block"]
    answer: str
    note: str = ""
    moment: str = ""
    audience: str = "panel"


class Remark(Struct, frozen=True, kw_only=True):
    """A comment, a note or a cue: what it is, when in the film (for notes), the words, for whom."""

    label: str
    text: str
    moment: str = ""
    audience: str = "panel"
    audience_label: str = ""


class SeenRow(Struct, frozen=True, kw_only=True):
    """What was seen of one item: its name, how (`played`, `demo, not watched`), how much."""

    item: str
    kind: str
    share: str
    detail: str = ""


class Signature(Struct, frozen=True, kw_only=True):
    """Who signed what and when.

    Attributes:
        words: The signing key's fingerprint in six words.
        hash: SHA-256 of the signed bytes in hexadecimal.
        at: When, as the juror claims.
        ledger: Place in the ledger as shown, e.g. `entry 1,204`; empty if not entered.
        revision: Which revision, counted from 1.
        supersedes: Short hashes of what it supersedes.
    """

    hash: str
    at: str
    words: str = ""
    ledger: str = ""
    revision: int = 1
    supersedes: tuple[str, ...] = ()


class FilmHead(Struct, frozen=True, kw_only=True):
    """A film as all documents name it.

    `country` may say that the round hides it; `language` is the BCP 47 tag of the titles where it
    is known, for Chinese characters that each language draws in its own way.
    """

    number: str
    title: str
    original_title: str = ""
    category: str = ""
    running_time: str = ""
    country: str = ""
    language: str = ""


class EditionHead(Struct, frozen=True, kw_only=True):
    """The festival as all documents name it.

    Attributes:
        festival: Its name.
        edition: Which edition, e.g. `2026`.
        profile: Name and version of the profile.
        rules: Hash of the locked rules in hexadecimal.
    """

    festival: str
    edition: str
    profile: str = ""
    rules: str = ""


class ScorecardSheet(Struct, frozen=True, kw_only=True, tag="scorecard"):
    """Everything one juror said about one film in one round.

    Attributes:
        edition: The festival.
        film: The film.
        juror: The juror's name, or a pseudonym.
        round: The round's label, e.g. `R1 · Preliminary`.
        matrix: The criteria, in the rules' order.
        value: Value on 0–100 as shown; empty if the card is incomplete.
        value_note: Which weights were renormalised, or why there is no value.
        participation: Lanes and gate; None where the round does not ask.
        ethics: The questions with their answers.
        cues: Breakthrough cues with their reasons.
        comments: By audience.
        notes: With their moments.
        seen: What was watched.
        signature: Of the card.
        state: What has become of the card since.
        state_note: In words, e.g. `superseded by 4f2a… on 20 July 2026`.
        language: BCP 47 tag of the form as it was shown, and of the printed labels.
        version: `internal`, or `entrant` after `for_entrant`.
    """

    edition: EditionHead
    film: FilmHead
    juror: str
    round: str
    matrix: tuple[MatrixRow, ...]
    value: str
    signature: Signature
    value_note: str = ""
    participation: Participation | None = None
    ethics: tuple[EthicsRow, ...] = ()
    cues: tuple[Remark, ...] = ()
    comments: tuple[Remark, ...] = ()
    notes: tuple[Remark, ...] = ()
    seen: tuple[SeenRow, ...] = ()
    state: State = ""
    state_note: str = ""
    language: str = "en"
    version: Literal["internal", "entrant"] = "internal"


class StandingRow(Struct, frozen=True, kw_only=True):
    """A film's place: `rank` as shown (equal for a tie), value on 0–100 as shown, reviews.

    Attributes:
        rank: As shown, e.g. `3=`; empty for a film that is not ranked.
        film: The film.
        value: On 0–100 as shown.
        reviews: How many count.
        interval: Ranks that cannot be told apart, as shown; empty if not known.
        tie: What broke the tie or that it is a tie, in words; else empty.
        hold: Why the film is held; else empty.
        chosen: `in`, `out` or empty, where a list was cut.
        note: Why it is not ranked, or anything else.
    """

    rank: str
    film: FilmHead
    value: str
    reviews: int
    interval: str = ""
    tie: str = ""
    hold: str = ""
    chosen: Literal["", "in", "out"] = ""
    note: str = ""


class StandingsSheet(Struct, frozen=True, kw_only=True, tag="standings"):
    """The standings of a round or combined.

    Attributes:
        edition: The festival.
        title: What they are, e.g. `R1 · Preliminary` or `Combined 60/40`.
        method: The declared method in words with its version.
        groups: (heading, rows) each: overall or by category, in rank order.
        unranked: Films without enough reviews or not complete in both rounds.
        notes: Sentences below the tables, e.g. about ties.
        at: When, as shown.
        ledger: From which entries they follow, as shown.
        hash: Of the signed standings in hexadecimal; empty if they are not signed.
        language: BCP 47 tag of the printed labels.
    """

    edition: EditionHead
    title: str
    method: str
    groups: tuple[tuple[str, tuple[StandingRow, ...]], ...]
    at: str
    unranked: tuple[StandingRow, ...] = ()
    notes: tuple[str, ...] = ()
    ledger: str = ""
    hash: str = ""
    language: str = "en"


class DossierSection(Struct, frozen=True, kw_only=True):
    """A part of a dossier: heading, running text, and facts as (label, value)."""

    heading: str
    text: str = ""
    facts: tuple[tuple[str, str], ...] = ()


class DossierSheet(Struct, frozen=True, kw_only=True, tag="dossier"):
    """What a film brought with it: statement, pipeline appendix, proof, consents, participation.

    Attributes:
        edition: The festival.
        film: The film.
        state: The film's state as shown.
        sections: In order.
        participation: What was declared; None if nothing was.
        missing: What the profile asks for and is not there.
        blind: What was left out for a blind round, in a sentence; else empty.
        at: When printed, as shown.
        language: BCP 47 tag of the printed labels.
    """

    edition: EditionHead
    film: FilmHead
    state: str
    sections: tuple[DossierSection, ...]
    at: str
    participation: Participation | None = None
    missing: tuple[str, ...] = ()
    blind: str = ""
    language: str = "en"


class DecisionRow(Struct, frozen=True, kw_only=True):
    """One decision: when, who, what, about what, why, and its endorsements as names.

    `missing` is how many endorsements it still waits for before it has an effect.
    """

    at: str
    who: str
    what: str
    about: str
    reason: str
    endorsed: tuple[str, ...] = ()
    missing: int = 0
    hash: str = ""


class ListedFilm(Struct, frozen=True, kw_only=True):
    """A film that is in, out or held, with the sentence that says why."""

    film: FilmHead
    standing: str
    reason: str


class MinutesSheet(Struct, frozen=True, kw_only=True, tag="minutes"):
    """The minutes of a selection.

    Attributes:
        edition: The festival.
        title: Which selection, e.g. `Selection for R3`.
        facts: (label, value): quorum, method, cut, standings, dates.
        panel: (name, role or share of cards signed): who took part.
        decisions: In the order of the ledger.
        chosen: (heading, films) each: who is in, by category.
        held: Films that a hold keeps from it.
        left_out: (heading, films) each: who is out and why.
        signatures: Names under which lines to sign by hand are printed.
        at: When, as shown.
        ledger: From which entries they follow, as shown.
        hash: Of the signed list in hexadecimal; empty if it is not signed.
        language: BCP 47 tag of the printed labels.
    """

    edition: EditionHead
    title: str
    facts: tuple[tuple[str, str], ...]
    decisions: tuple[DecisionRow, ...]
    chosen: tuple[tuple[str, tuple[ListedFilm, ...]], ...]
    at: str
    panel: tuple[tuple[str, str], ...] = ()
    held: tuple[ListedFilm, ...] = ()
    left_out: tuple[tuple[str, tuple[ListedFilm, ...]], ...] = ()
    signatures: tuple[str, ...] = ()
    ledger: str = ""
    hash: str = ""
    language: str = "en"


Sheet = ScorecardSheet | StandingsSheet | DossierSheet | MinutesSheet
