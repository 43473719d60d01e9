"""The rules of an edition: ids, numbers, methods, phases, no text. Opening a round locks them.

Compiled from a profile (`rules.profile`); texts per language and the provenance of each value are
documents of their own, so that a new language never touches the rules.
"""

from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from jury_app.base.document import Code, Count, Document, Percent, Piece, Positive, Thousandths

Form = Literal["linear", "interactive", "procedural", "live"]
Method = Annotated[str, Meta(pattern="^[a-z]+/[0-9]+\\Z")]
"""A method of tallying with its version, e.g. `mean/1`."""
Kind = Annotated[str, Meta(pattern="^[a-z_]+(/[a-z_]+)?\\Z")]
"""A kind of document or decision as `rules.authority` writes it: `rules`, `decision/honour`."""
METHODS = ("mean/1", "median/1", "trimmed/1", "zscore/1", "additive/1", "rasch/1")
"""The methods that this version of the program knows."""
LANES = ("writing", "direction", "generation", "editing", "sound", "post")
"""The six creative dimensions, in the order in which the hexagon shows them."""
Phase = Literal["open", "closed", "decided", "published"]
"""Where a round stands; each phase comes after the one before."""
Viewer = Literal["juror", "chair", "office"]
"""As what somebody looks."""
Thing = Literal["names", "own_scores", "others_scores", "comments", "standings", "earlier_round"]
"""What is looked at: who gave a score, scores, comments, ranks, what earlier rounds gave.

The makers' names are no thing of this table: `Round.hidden` says what a film hides from jurors.
"""


class Category(Piece, frozen=True, kw_only=True, omit_defaults=True):
    """A category in which films compete.

    Attributes:
        id: Its name in documents.
        forms: Forms of work it takes.
        band_low: Where the AI sum typically begins, in percent; outside is a question.
        band_high: Where it typically ends, in percent.
        any_length: True where works under the shortest running time are no query.
        runs: Runs of a procedural work that a juror must see (0: not asked).
    """

    id: Code
    forms: tuple[Form, ...]
    band_low: Percent | None = None
    band_high: Percent | None = None
    any_length: bool = False
    runs: Count = 0


class Weighted(Piece, frozen=True, kw_only=True, omit_defaults=True):
    """Something with a weight: a lane, a criterion, a round in the combined value."""

    id: Code
    weight: Positive


class Scale(Piece, frozen=True, kw_only=True, omit_defaults=True):
    """The scale of a round: whole scores `low`..`high`, in steps of 1/`per` (2: half steps)."""

    low: Count
    high: Count
    per: Literal[1, 2]


class Matrix(Piece, frozen=True, kw_only=True, omit_defaults=True):
    """Criteria of a round for one category, or without one for all that have none of their own."""

    criteria: tuple[Weighted, ...]
    category: Code | None = None


class Quorum(Piece, frozen=True, kw_only=True, omit_defaults=True):
    """The share of a panel that must have finished before a round closes: `parts` of `of`."""

    parts: Positive
    of: Positive


class Round(Piece, frozen=True, kw_only=True, omit_defaults=True):
    """One round.

    Attributes:
        id: `r1`, `r2`, `r3`.
        scale: The scale of all its criteria.
        matrices: Criteria per category.
        method: How scorecards become a film's value.
        fallback: The method where `trimmed` has fewer than five.
        min_reviews: Valid scorecards that a film needs to be ranked.
        quorum: Who must have finished.
        asks: What a scorecard of this round asks besides the criteria.
        hidden: Parts of a film that jurors do not get before their card is acknowledged.
        seen: Share of the film that must be seen before signing, in thousandths.
        running_value: Whether the juror sees the card's value while scoring.
        grace_minutes: How long after the deadline closing early is warned about.
    """

    id: Code
    scale: Scale
    matrices: tuple[Matrix, ...]
    method: Method
    min_reviews: Positive
    quorum: Quorum
    asks: tuple[Literal["lanes", "gate", "ethics", "cues"], ...] = ()
    fallback: Method | None = None
    hidden: tuple[str, ...] = ()
    seen: Thousandths = 0
    running_value: bool = True
    grace_minutes: Count = 0

    def matrix(self, category: str) -> tuple[Weighted, ...]:
        """The criteria by which films of `category` are scored in this round.

        Raises:
            KeyError: The round has none for it.
        """
        return self._matrix_for(category).criteria

    def wording(self, category: str) -> str:
        """How keys of texts name the matrix of `category`: its own, or `all` for the common one.

        Raises:
            KeyError: The round has none for it.
        """
        return self._matrix_for(category).category or "all"

    def _matrix_for(self, category: str) -> Matrix:
        for wanted in (category, None):
            for each in self.matrices:
                if each.category == wanted:
                    return each
        raise KeyError(category)


class Gate(Piece, frozen=True, kw_only=True, omit_defaults=True):
    """The AI-participation rule: a `threshold` on the weighted lanes, or a `checklist`.

    Attributes:
        kind: Which of the two.
        threshold: Percent of the weighted sum, for `threshold`.
        checklist: Item ids, for `checklist`; one that holds suffices.
        not_enough: Checklist items that alone do not qualify.
    """

    kind: Literal["threshold", "checklist"]
    threshold: Percent | None = None
    checklist: tuple[Code, ...] = ()
    not_enough: tuple[Code, ...] = ()


class RunningTime(Piece, frozen=True, kw_only=True, omit_defaults=True):
    """Bounds in seconds: under `shortest` a query; up to and including `short_until` a short."""

    shortest: Count
    short_until: Count


class Honour(Piece, frozen=True, kw_only=True, omit_defaults=True):
    """An honour: how it is decided, tier, category (none: all), compute value in US dollars.

    The tier is absent where the festival has not named it.
    """

    id: Code
    how: Literal["panel", "rank", "chair", "lot"]
    tier: Count | None = None
    category: Code | None = None
    compute_usd: Count | None = None


class Sight(Piece, frozen=True, kw_only=True, omit_defaults=True):
    """One cell of the table of phases: `role` sees `thing` while a round is in `phase`."""

    role: Viewer
    thing: Thing
    phase: Phase


class Endorsements(Piece, frozen=True, kw_only=True, omit_defaults=True):
    """How many endorsements by people with `role` a decision of `kind` needs before it counts.

    `kind` is one of `rules.authority.ENDORSABLE`, e.g. `decision/honour`.
    """

    kind: Kind
    role: Literal["juror", "chair", "office", "enrol"]
    count: Positive


TieRule = Literal["higher_later_round", "criteria", "pair_majority", "lot"]


class Rules(Document, frozen=True, kw_only=True, omit_defaults=True):
    """The rules of an edition.

    Attributes:
        profile: Id of the profile, e.g. `hkaiiff-2026`.
        version: Version of the profile's rules.
        zone: IANA name of the festival's time zone.
        categories: Categories in the order in which lists show them.
        lanes: The six creative lanes with their weights; empty where no round asks them.
        gate: The AI-participation rule.
        rounds: R1, R2, R3.
        combined: Weights of rounds in the combined value; a round not named has none.
        ties: Tie rules in the order in which they are tried.
        ethics: Questions of the ethics intake.
        cues: Breakthrough cues: a mark with a reason, no score.
        dossier: What a dossier must hold.
        running_time: Bounds of short and feature.
        earliest_completion: `YYYY-MM-DD`; films finished before are a query.
        honours: What can be won.
        sights: Who sees what, when; what is not listed is not seen.
        endorsements: Second signatures that kinds of decisions need.
        backup_days: Days for which backups are kept; an erasure is complete after them.
        lane_step: Lane estimates are multiples of this, in percent.
        marquee: Whether the juror's name and the date move over the film while it plays.
    """

    KIND: ClassVar[str] = "rules"

    profile: Code
    version: Positive
    zone: str
    categories: tuple[Category, ...]
    lanes: tuple[Weighted, ...]
    gate: Gate
    rounds: tuple[Round, ...]
    combined: tuple[Weighted, ...]
    ties: tuple[TieRule, ...]
    ethics: tuple[Code, ...]
    cues: tuple[Code, ...]
    dossier: tuple[Code, ...]
    running_time: RunningTime
    honours: tuple[Honour, ...]
    sights: tuple[Sight, ...]
    earliest_completion: str | None = None
    endorsements: tuple[Endorsements, ...] = ()
    backup_days: Positive = 30
    lane_step: Annotated[int, Meta(ge=1, le=50)] = 5
    marquee: bool = False

    def round(self, round_id: str) -> Round:
        """The round named `round_id`.

        Raises:
            KeyError: The rules have no such round.
        """
        for each in self.rounds:
            if each.id == round_id:
                return each
        raise KeyError(round_id)


class Line(Piece, frozen=True, kw_only=True, omit_defaults=True):
    """One text of a language; `key` is a path such as `criterion/r1/generative/cohesion/7`."""

    key: str
    text: str


class Texts(Document, frozen=True, kw_only=True, omit_defaults=True):
    """The texts of an edition in one language, sorted by key. A scorecard names their hash."""

    KIND: ClassVar[str] = "texts"

    profile: Code
    version: Positive
    language: str
    lines: tuple[Line, ...]


class Origin(Piece, frozen=True, kw_only=True, omit_defaults=True):
    """Where a value of the rules comes from; `path` as in the profile's TOML."""

    path: str
    source: Literal["published", "inferred", "ours"]


class Provenance(Document, frozen=True, kw_only=True, omit_defaults=True):
    """Which values of the rules are published, which inferred, which ours."""

    KIND: ClassVar[str] = "provenance"

    profile: Code
    version: Positive
    origins: tuple[Origin, ...]
