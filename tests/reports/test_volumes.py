"""Volumes are bookmarked, duplex-ready, and named for every system."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jury_app.reports.documents import document, laid_out
from jury_app.reports.names import file_name, slug
from jury_app.reports.sheets import ScorecardSheet
from jury_app.reports.volumes import volumes
from tests.reports import cards, paper


def card(number: str, title: str, juror: str, category: str = "Generative Cinema", **changes):
    film = msgspec.structs.replace(
        cards.FILM, number=number, title=title, original_title="", category=category
    )
    return msgspec.structs.replace(cards.CARD, film=film, juror=juror, **changes)


def some_cards() -> list[ScorecardSheet]:
    return [
        card("HK-0002", "Город призраков", "Ana"),
        card("HK-0001", "自夢之城", "Ben"),
        card("HK-0001", "自夢之城", "Ana", comments=(), notes=(), cues=()),
        card("HK-0003", "Runs", "Ana", category="Procedural & Emergent Systems"),
    ]


def test_cards_are_gathered_by_film_juror_or_category() -> None:
    gathered = {
        by: {volume.file: len(volume.cards) for volume in volumes(some_cards(), by)}
        for by in ("film", "juror", "category")
    }
    assert gathered == {
        "film": {
            "hk-0001_scorecards.pdf": 2,
            "hk-0002_gorod-prizrakov_scorecards.pdf": 1,
            "hk-0003_runs_scorecards.pdf": 1,
        },
        "juror": {"ana_scorecards.pdf": 3, "ben_scorecards.pdf": 1},
        "category": {
            "generative-cinema_scorecards.pdf": 3,
            "procedural-emergent-systems_scorecards.pdf": 1,
        },
    }


def test_every_card_begins_on_a_right_hand_page_and_is_bookmarked() -> None:
    (volume, *_rest) = volumes(some_cards(), "category")
    pdf = document(volume, "a4")
    found = paper.outline(pdf)
    assert found == [
        (0, "HK-0001 · 自夢之城", 1),
        (1, "R1 · Preliminary · Ana", 1),
        (1, "R1 · Preliminary · Ben", 3),
        (0, "HK-0002 · Город призраков", 5),
        (1, "R1 · Preliminary · Ana", 5),
    ]
    assert paper.page_count(pdf) == 6


def test_an_odd_number_of_pages_is_followed_by_a_blank_one() -> None:
    short = [
        card("HK-0001", "A", name, comments=(), notes=(), cues=(), ethics=(), participation=None)
        for name in ("Ana", "Ben", "Chi")
    ]
    (volume,) = volumes(short, "film")
    leaves = laid_out(volume, "a4").leaves
    assert [bool(leaf.page) for leaf in leaves] == [True, False, True, False, True]


def test_a_volume_is_the_same_whatever_order_its_cards_came_in() -> None:
    one = volumes(some_cards(), "juror")
    other = volumes(some_cards()[::-1], "juror")
    assert one == other
    assert document(one[0], "a4") == document(other[0], "a4")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The City: Part 1", "the-city-part-1"),
        ("Thành phố ảo ảnh", "thanh-pho-ao-anh"),
        ("Город призраков", "gorod-prizrakov"),
        ("Πόλη", "poli"),
        ("환영", "hwanyeong"),
        ("東京ものがたり", "monogatari"),
        ("自夢之城", ""),
        ("../../etc/passwd", "etc-passwd"),
        ("Łódź Ørsted Straße", "lodz-orsted-strasse"),
    ],
)
def test_titles_are_romanised(text: str, expected: str) -> None:
    assert slug(text) == expected


@given(st.lists(st.lists(st.text(max_size=30), max_size=3), max_size=8))
def test_file_names_are_ascii_unique_and_allowed_everywhere(parts: list[list[str]]) -> None:
    taken: set[str] = set()
    names = [file_name(each, ".pdf", taken) for each in parts]
    assert len(set(names)) == len(names)
    for name in names:
        stem = name.removesuffix(".pdf")
        assert name.isascii()
        assert stem
        assert all(char.isalnum() or char in "-_" for char in stem)
        assert stem[0] not in "-_"
        assert len(name) <= 100


@pytest.mark.parametrize("word", ["CON", "nul", "Com1", "lpt9", "AUX"])
def test_names_that_windows_keeps_for_itself_are_changed(word: str) -> None:
    assert file_name([word], ".pdf", set()) == f"{word.lower()}-1.pdf"


def test_a_second_file_of_one_name_gets_a_number() -> None:
    taken = {"a.pdf"}
    assert [file_name(["A"], ".pdf", taken) for _time in range(2)] == ["a-2.pdf", "a-3.pdf"]
