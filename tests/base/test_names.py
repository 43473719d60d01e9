"""Names of files and folders are readable, unique, and allowed on every system."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jury_app.base.names import file_name, free_path, person_name, slug


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


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ana Kovač", "Ana-Kovac"),
        ("Wong Siu-ling 黃小玲", "Wong-Siu-ling"),
        ("Щукина Юлия", "Shchukina-Yuliya"),
        ("黃小玲", "9ec3-5c0f-73b2"),
        ("Con", "Con-1"),
    ],
)
def test_people_are_romanised_with_their_capitals(name: str, expected: str) -> None:
    assert person_name(name) == expected


def test_a_free_path_is_the_first_that_nothing_holds(tmp_path) -> None:
    assert free_path(tmp_path / "new", "a", ".jury").name == "a.jury"
    for _time in range(2):
        free_path(tmp_path, "a", ".jury").touch()
    free_path(tmp_path, "a").mkdir()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a", "a-2.jury", "a.jury"]
