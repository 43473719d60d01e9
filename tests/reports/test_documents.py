"""Printed documents: golden texts, states, versions, page counts, the same bytes again."""

import itertools

import msgspec
import pytest

from jury_app.base.texts import plain
from jury_app.reports.documents import document, laid_out
from jury_app.reports.pages import SIZES, Words
from jury_app.reports.redacting import for_entrant
from jury_app.reports.sheets import Paper, Participation, Remark, Sheet
from tests.reports import cards, paper

PAPERS: tuple[Paper, ...] = ("a4", "letter")
LONG = "The Longest Title of All Times and Places "[:30] * 10
SHEETS: dict[str, Sheet] = {
    "scorecard": cards.CARD,
    "entrant": for_entrant(cards.CARD, "Juror 3"),
    "standings": cards.STANDINGS,
    "dossier": cards.DOSSIER,
    "minutes": cards.MINUTES,
}


@pytest.mark.parametrize("name", SHEETS)
def test_the_text_is_that_of_the_golden_file(name: str) -> None:
    paper.as_in_golden_file(name, document(SHEETS[name], "a4"))


@pytest.mark.parametrize(("name", "size"), list(itertools.product(SHEETS, PAPERS)))
def test_nothing_stands_outside_the_paper(name: str, size: Paper) -> None:
    width, height = SIZES[size]
    for leaf in laid_out(SHEETS[name], size).leaves:
        for mark in leaf.page:
            if isinstance(mark, Words):
                right = mark.x + mark.line.width * mark.size / 1000
                assert 30 < mark.x <= right < width - 30
                assert 30 < mark.y < height - 20


@pytest.mark.parametrize("name", SHEETS)
def test_the_same_sheet_gives_the_same_bytes(name: str) -> None:
    assert document(SHEETS[name], "letter") == document(SHEETS[name], "letter")


@pytest.mark.parametrize("title", [*cards.TITLES, *cards.HOSTILE])
def test_the_title_on_a_scorecard_is_the_title(title: str) -> None:
    found = paper.text(document(cards.titled(title), "a4"))
    # The value stands at the right of the title, in the same line of the extracted text.
    assert " ".join(plain(title).split()) in " ".join(found.split())


def test_a_title_that_no_encoding_takes_is_printed_escaped() -> None:
    found = paper.text(document(cards.titled("half \ud800 and \x00 \ufffe"), "a4"))
    assert "half \\ud800 and \\u0000" in found


def test_a_title_of_300_letters_wraps_whole() -> None:
    assert len(LONG) == 300
    pdf = document(cards.titled(LONG), "a4")
    words = [word for word in LONG.split() if word in paper.text(pdf)]
    assert words == LONG.split()
    unbroken = paper.text(document(cards.titled("Ж" * 300), "a4"))
    assert unbroken.split("page 1 of")[0].count("Ж") == 300


def test_pages_are_counted_on_every_page() -> None:
    long = msgspec.structs.replace(
        cards.CARD, comments=(Remark(label="To the panel", text="A long line of thought. " * 900),)
    )
    pdf = document(long, "a4")
    count = paper.page_count(pdf)
    assert count > 3
    found = paper.text(pdf)
    assert [f"page {number} of {count}" in found for number in range(1, count + 1)] == (
        [True] * count
    )
    assert found.count("thought.") == 900


def test_a_row_higher_than_a_page_goes_on_on_the_next() -> None:
    rows = (msgspec.structs.replace(cards.ETHICS[0], note="Much to say here. " * 800),)
    found = paper.text(document(msgspec.structs.replace(cards.CARD, ethics=rows), "a4"))
    assert found.count("Much") == 800


def test_the_entrant_gets_no_name_no_key_and_nothing_for_the_panel() -> None:
    found = paper.text(document(SHEETS["entrant"], "a4"))
    for private in (
        "Mei-Ling",
        "陳美玲",
        "lantern",
        "HK-0221",
        "consent is in the dossier",
        "living singer",
        "crowd model",
        "tram turns",
        "assessed, sum",
        "led by hand",
    ):
        assert private not in found
    for given in ("Juror 3", "A city one wants to walk through", "聲音與畫面", "77.8", "98.4 %"):
        assert given in found


@pytest.mark.parametrize(
    ("state", "word"),
    [
        ("superseded", "SUPERSEDED"),
        ("void", "VOID"),
        ("late", "LATE, ADMITTED"),
        ("disputed", "DISPUTED"),
        ("incomplete", "INCOMPLETE"),
    ],
)
def test_a_state_is_stamped_where_a_reader_sees_it_first(state, word) -> None:
    sheet = msgspec.structs.replace(cards.CARD, state=state, state_note="for the reason given")
    assert paper.lines(document(sheet, "a4"))[1] == f"{word} for the reason given"


def test_a_card_without_value_says_so() -> None:
    sheet = msgspec.structs.replace(cards.CARD, value="", value_note="less than half scored")
    found = paper.text(document(sheet, "a4"))
    assert "no value" in found
    assert "of 100" not in found


def test_a_checklist_gate_needs_no_hexagon() -> None:
    gate = Participation(
        checklist=(("AI plays a part in the main material", True), ("Only subtitles", False)),
        verdict="meets the gate",
    )
    found = paper.text(document(msgspec.structs.replace(cards.CARD, participation=gate), "a4"))
    assert "[x] AI plays a part in the main material" in " ".join(found.split())
    assert "[ ] Only subtitles" in " ".join(found.split())
    assert "declared" not in found.split("What was seen")[0]


def test_a_title_is_drawn_in_the_way_of_its_own_language() -> None:
    film = msgspec.structs.replace(cards.FILM, title="東京物語", original_title="", language="ja")
    (leaf, *_others) = laid_out(msgspec.structs.replace(cards.CARD, film=film), "a4").leaves
    fonts = {
        run.font
        for mark in leaf.page
        if isinstance(mark, Words)
        for run in mark.line.runs
        if run.text == "東京物語"
    }
    assert fonts == {"NotoSansJP-Regular"}


def test_a_long_reason_goes_below_the_hexagon_and_is_whole() -> None:
    given = msgspec.structs.replace(cards.CARD.participation, reason="Because of this. " * 300)
    pdf = document(msgspec.structs.replace(cards.CARD, participation=given), "a4")
    assert paper.text(pdf).count("Because") == 300


def test_labels_are_in_the_language_of_the_sheet_and_back_again_afterwards() -> None:
    from jury_app.base.texts import language

    before = language()
    document(msgspec.structs.replace(cards.CARD, language="zh-Hant"), "a4")
    assert language() == before
