"""The profile as it is written: the shape of the TOML file, and what only intake and planning need.

What a juror's answer depends on is in `rules.rules`; nothing here reaches a signed scorecard.
"""

import datetime as dt
from typing import Annotated, Literal

from msgspec import Meta, Struct

from jury_app.base.document import Code, Count, Piece, Positive
from jury_app.rules.rules import (
    Category,
    Endorsements,
    Gate,
    Honour,
    Phase,
    Round,
    RunningTime,
    TieRule,
    Weighted,
)

Words = Annotated[str, Meta(min_length=1, max_length=4000)]
Part = Annotated[str, Meta(pattern="^[a-z_]+(/[a-z0-9_-]+)?\\Z")]
"""Name of a part of a film: `tools`, `dossier/statement`."""
Suffix = Annotated[str, Meta(pattern="^[a-z0-9]+\\Z")]
Zone = Annotated[str, Meta(min_length=1, max_length=64)]


class Window(Piece, frozen=True, kw_only=True, omit_defaults=True):
    """A submission window; both days belong to it, in the festival's zone.

    Attributes:
        deadline: Its name in the platform's export (`Submission Deadlines`).
        fee_usd: Fee in US dollars.
        tier: The fee as a share of the full one, in percent (may exceed 100).
        promises: What the festival promises to films of this window.
    """

    id: Code
    first: dt.date
    last: dt.date
    deadline: Words | None = None
    fee_usd: Count | None = None
    tier: Count | None = None
    promises: tuple[Words, ...] = ()


class Spelling(Piece, frozen=True, kw_only=True, omit_defaults=True):
    """How importers see something of the rules: `id` names it, `seen` is what tables say."""

    id: Code
    seen: tuple[Words, ...]


class Question(Piece, frozen=True, kw_only=True, omit_defaults=True):
    """A custom question of the platform: columns headed by any of `seen` fill the film's `part`."""

    part: Part
    seen: tuple[Words, ...]


class Upload(Piece, frozen=True, kw_only=True, omit_defaults=True):
    """What the festival takes as an upload: suffixes in lower case, most bytes of one file."""

    role: Literal["film", "trailer", "poster"]
    suffixes: tuple[Suffix, ...]
    most_bytes: Positive


class Panel(Piece, frozen=True, kw_only=True, omit_defaults=True):
    """A panel of jurors as announced."""

    id: Code
    round: Code
    jurors: Positive


class Intake(Piece, frozen=True, kw_only=True, omit_defaults=True):
    """What importers and planners need to know; none of it is a rule.

    Attributes:
        lane_columns: Headers of the columns with declared lanes; `{lane}` stands for a lane's
            name. Compared without regard to case and spaces.
        lanes: Names of the lanes in such headers.
        categories: Names of the categories in tables, besides those in the texts.
        questions: Custom questions that fill a part of the film.
        tools: Neutral vocabulary for lists of tools; free text stays allowed.
        uploads: What may be uploaded.
        least_height: Lines of picture that a master must have.
        panels: Panels as announced.
        entries: Films entered, where it is known.
        eligible: Films that passed the technical check, where it is known.
    """

    lane_columns: tuple[Words, ...] = ()
    lanes: tuple[Spelling, ...] = ()
    categories: tuple[Spelling, ...] = ()
    questions: tuple[Question, ...] = ()
    tools: tuple[Words, ...] = ()
    uploads: tuple[Upload, ...] = ()
    least_height: Count | None = None
    panels: tuple[Panel, ...] = ()
    entries: Count | None = None
    eligible: Count | None = None


class Sights(Piece, frozen=True, kw_only=True, omit_defaults=True):
    """For one role: in which phases each thing is seen."""

    names: tuple[Phase, ...] = ()
    own_scores: tuple[Phase, ...] = ()
    others_scores: tuple[Phase, ...] = ()
    comments: tuple[Phase, ...] = ()
    standings: tuple[Phase, ...] = ()
    earlier_round: tuple[Phase, ...] = ()


class Table(Piece, frozen=True, kw_only=True, omit_defaults=True):
    """The table of phases: who sees what, when."""

    juror: Sights
    chair: Sights
    office: Sights


class Festival(Piece, frozen=True, kw_only=True, omit_defaults=True):
    """Which festival and edition the profile is for; names are texts.

    Attributes:
        edition: `2026`.
        zone: IANA name of the festival's time zone.
        first: First day.
        last: Last day.
        earliest_completion: Films finished before are a query.
    """

    edition: Words
    zone: Zone
    first: dt.date | None = None
    last: dt.date | None = None
    earliest_completion: dt.date | None = None


class Sheet(Struct, frozen=True, kw_only=True):
    """A whole profile but for its texts; the keys of the TOML file."""

    profile: Code
    version: Positive
    festival: Festival
    categories: tuple[Category, ...]
    lanes: tuple[Weighted, ...]
    lane_step: Annotated[int, Meta(ge=1, le=50)] = 5
    gate: Gate
    rounds: tuple[Round, ...]
    combined: tuple[Weighted, ...] = ()
    ties: tuple[TieRule, ...] = ()
    ethics: tuple[Code, ...] = ()
    cues: tuple[Code, ...] = ()
    dossier: tuple[Code, ...] = ()
    running_time: RunningTime
    honours: tuple[Honour, ...] = ()
    phases: Table
    endorsements: tuple[Endorsements, ...] = ()
    backup_days: Positive = 30
    marquee: bool = False
    intake: Intake = Intake()
    windows: tuple[Window, ...] = ()
