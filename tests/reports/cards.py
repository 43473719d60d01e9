"""Sheets of an invented festival for the tests of the reports."""

import msgspec

from jury_app.reports.sheets import (
    DecisionRow,
    DossierSection,
    DossierSheet,
    EditionHead,
    EthicsRow,
    FilmHead,
    LaneRow,
    ListedFilm,
    MatrixRow,
    MinutesSheet,
    Participation,
    Remark,
    ScorecardSheet,
    SeenRow,
    Signature,
    StandingRow,
    StandingsSheet,
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


TITLES = (
    "自夢之城：第一章",
    "梦之城",
    "影の都市「東京」ものがたり",
    "환영의 도시 이야기",
    "مدينة الأشباح",
    "עיר הרפאים",
    "เมืองแห่งภาพลวงตา",
    "Город призраков",
    "भूतों का शहर: क्षितिज",
    "Thành phố ảo ảnh",
    "Πόλη των φαντασμάτων",
)
"""Titles in the scripts that the festival prints."""

HOSTILE = (
    "<img src=/etc/passwd>",
    "<Untitled>",
    "<b>The Film",
    '=HYPERLINK("https://example.org";"win")',
    "&lt;escaped&gt; &amp; 100 %",
    "safe\u202egnp.exe",
    "-- \\n %s {title} $x",
)
"""Titles that want to be something else than text."""


def film(number: int, title: str, **known: str) -> FilmHead:
    return FilmHead(number=f"HK-{number:04}", title=title, category="Generative Cinema", **known)


STANDINGS = StandingsSheet(
    edition=EDITION,
    title="R1 · Preliminary",
    method="mean/1: arithmetic mean of scorecard values, exact",
    at="2026-07-19 18:00 HKT",
    ledger="entries 1–1,204, root 77b1c0de",
    hash="b7d2631f8a05c4e7d9b3624f2a9bd86c013e57a1d4c8f0b3927e6d5a18f4c0e9",
    groups=(
        (
            "Generative Cinema",
            (
                StandingRow(rank="1", film=film(417, "The City That Dreamed Itself",
                            original_title="自夢之城", running_time="24:10"),
                            value="84.44", reviews=4, interval="1–2", chosen="in"),
                StandingRow(rank="2=", film=film(33, "مدينة الأشباح", running_time="11:02"),
                            value="79.17", reviews=3, interval="1–4", chosen="in",
                            tie="tie with HK-0208, told as a tie: no rule separates them"),
                StandingRow(rank="2=", film=film(208, "환영의 도시 이야기", running_time="44:40"),
                            value="79.17", reviews=3, interval="1–4", chosen="in",
                            hold="ethics block: voice consent of a named singer"),
                StandingRow(rank="4", film=film(90, "<b>The Film", running_time="07:15"),
                            value="71.30", reviews=5, interval="3–5", chosen="out"),
            ),
        ),
        ("Procedural & Emergent Systems", ()),
    ),
    unranked=(
        StandingRow(rank="", film=film(512, "Город призраков"), value="", reviews=2,
                    note="not enough reviews (2 of 3)"),
    ),
    notes=(
        "Uncertainty: 90 % intervals of the rank from a bootstrap over jurors; for information.",
    ),
)  # fmt: skip

DOSSIER = DossierSheet(
    edition=EDITION,
    film=FILM,
    state="eligible",
    at="2026-07-10 09:00 HKT",
    participation=Participation(
        lanes=tuple(msgspec.structs.replace(lane, assessed=None) for lane in LANES),
        gate=51,
        band=(51, 70),
    ),
    sections=(
        DossierSection(heading="Creative statement", text="A city is a memory that walks.\n" * 6),
        DossierSection(
            heading="Generative pipeline",
            facts=(
                ("Tools", "Sora, Runway, own LoRA"),
                ("Seeds", "kept for every critical sequence, see appendix B"),
                ("Human checkpoints", "storyboard lock, select review, colour and mix sign-off"),
            ),
        ),
        DossierSection(heading="Proof of human authorship", text="Direction journals, 214 pages."),
    ),
    missing=("Consent for the narrator's voice", "Dataset permission of the crowd model"),
    blind="Directors, studio and country are left out, as this round is judged blind.",
)

MINUTES = MinutesSheet(
    edition=EDITION,
    title="Selection for R3",
    facts=(
        ("Standings", "Combined 60/40"),
        ("Cut", "2 in each category"),
        ("Quorum", "4 of 6 present, 4 needed"),
        ("Method", "mean/1"),
    ),
    panel=(("Mei-Ling Chan 陳美玲", "chair, 18 cards"), ("J. Okafor", "juror, 22 cards")),
    decisions=(
        DecisionRow(
            at="2026-07-20 10:12 HKT",
            who="Mei-Ling Chan 陳美玲",
            what="hold released",
            about="HK-0208 환영의 도시 이야기",
            reason="The singer's written consent arrived and lies in the dossier.",
            endorsed=("J. Okafor",),
            hash="e9b7d2631f8a05c4e7d9b3624f2a9bd86c013e57a1d4c8f0b3927e6d5a18f4c0",
        ),
    ),
    chosen=(
        (
            "Generative Cinema",
            (
                ListedFilm(
                    film=STANDINGS.groups[0][1][0].film,
                    standing="1st, 84.44",
                    reason="in by rank",
                ),
            ),
        ),
    ),
    held=(
        ListedFilm(
            film=STANDINGS.groups[0][1][2].film,
            standing="2nd, tied, 79.17",
            reason="held: ethics block until the chair rules",
        ),
    ),
    left_out=(
        (
            "Generative Cinema",
            (
                ListedFilm(
                    film=STANDINGS.groups[0][1][3].film,
                    standing="4th, 71.30",
                    reason="below the cut by 7.87",
                ),
            ),
        ),
    ),
    signatures=("Chair", "Juror", "Office"),
    at="2026-07-20 18:30 HKT",
    ledger="entries 1–1,240",
    hash="05c4e7d9b3624f2a9bd86c013e57a1d4c8f0b3927e6d5a18f4c0e9b7d2631f8a",
)
