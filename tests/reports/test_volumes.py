"""Volumes are bookmarked, duplex-ready, and named for every system."""

import msgspec

from jury_app.reports.documents import document, laid_out
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
