"""Sheets of an invented festival for the tests of the reports."""

import msgspec

from jury_app.reports.sheets import (
    EditionHead,
    EthicsRow,
    FilmHead,
    LaneRow,
    MatrixRow,
    Participation,
    Remark,
    ScorecardSheet,
    SeenRow,
    Signature,
)

EDITION = EditionHead(
    festival="Hong Kong AI International Film Festival",
    edition="2026",
    profile="hkaiiff-2026 · version 3",
    rules="9d1f0c52a7be43d0868f1c6f2f0e7b1ad3c45e6f708192a3b4c5d6e7f8091a2b",
)

FILM = FilmHead(
    number="HK-0417",
    title="The City That Dreamed Itself",
    original_title="自夢之城",
    category="Generative Cinema",
    running_time="24:10 · short",
    country="hidden in this round",
)

MATRIX = (
    MatrixRow(
        criterion="Conductorship",
        weight="1",
        score="8",
        level=8.0,
        anchor="7 · strategies shown and repeatable for the main sequences",
    ),
    MatrixRow(
        criterion="Cohesion of generated assets and story rhythm",
        weight="1",
        score="6",
        level=6.0,
        anchor="4 · holds in parts, breaks in others",
    ),
    MatrixRow(
        criterion="Ethical clarity",
        weight="1",
        cannot="not enough evidence",
        reason="The appendix names two voice models; only one consent is in the dossier.",
    ),
    MatrixRow(
        criterion="Intentional risk",
        weight="1",
        score="10",
        level=10.0,
        anchor="10 · changes what one thinks the form can do",
    ),
)

LANES = tuple(
    LaneRow(label=label, weight=weight, declared=declared, assessed=assessed)
    for label, weight, declared, assessed in (
        ("Writing", 20, 40, 35),
        ("Direction", 20, 55, 50),
        ("Generation", 20, 95, 95),
        ("Editing", 15, 60, 45),
        ("Sound", 15, 70, 75),
        ("Post", 10, 50, 40),
    )
)

ETHICS = (
    EthicsRow(question="Likeness and voice consent", code="concern", answer="concern",
              note="The narrator's voice resembles a living singer.", moment="00:12:31"),
    EthicsRow(question="Training data and dataset permissions", code="clear", answer="clear"),
    EthicsRow(question="Model provenance", code="clear", answer="clear"),
    EthicsRow(question="Credits for emergent media", code="question", answer="question",
              note="Who is credited for the crowd scenes?", moment="00:19:05"),
    EthicsRow(question="Disclosure complete and true", code="clear", answer="clear"),
    EthicsRow(question="Harm to people shown", code="clear", answer="clear"),
)  # fmt: skip

CARD = ScorecardSheet(
    edition=EDITION,
    film=FILM,
    juror="Mei-Ling Chan 陳美玲",
    round="R1 · Preliminary",
    matrix=MATRIX,
    value="77.8",
    value_note="weights renormalised: 3 of 4 criteria scored",
    participation=Participation(
        lanes=LANES,
        gate=51,
        band=(51, 70),
        verdict="meets the gate",
        reason="Selects and prompt journals for every critical sequence; the edit and the mix are "
        "led by hand, as the appendix says.",
    ),
    ethics=ETHICS,
    cues=(
        Remark(
            label="Novel orchestration of several models",
            text="The crowd model answers the sound model shot by shot.",
        ),
    ),
    comments=(
        Remark(
            label="To the entrant",
            text="A city one wants to walk through. The second act repeats what the first has "
            "shown; trust the silence of the harbour scene.",
            audience="entrant",
        ),
        Remark(
            label="To chair and panel",
            text="Worth a discussion with the programme next to HK-0221, which shares its tools.",
        ),
    ),
    notes=(
        Remark(label="praise", moment="00:04:12", text="The tram turns into rain."),
        Remark(label="doubt", moment="00:17:40", text="聲音與畫面在這裡分開。", audience="entrant"),
    ),
    seen=(
        SeenRow(
            item="film · city-dreamed-itself.mp4",
            kind="played",
            share="98.4 %",
            detail="00:00:00–00:23:47",
        ),
        SeenRow(item="appendix · pipeline.pdf", kind="declared", share="100 %"),
    ),
    signature=Signature(
        words="lantern orbit pickle harvest velvet tundra",
        hash="4f2a9bd86c013e57a1d4c8f0b3927e6d5a18f4c0e9b7d2631f8a05c4e7d9b362",
        at="2026-07-12 21:04 HKT",
        ledger="entry 1,204",
        revision=2,
        supersedes=("c81d03fe44a9b7e2",),
    ),
)


def titled(title: str, **changes: object) -> ScorecardSheet:
    """The card of another film."""
    film = msgspec.structs.replace(FILM, title=title, original_title="")
    return msgspec.structs.replace(CARD, film=film, **changes)
