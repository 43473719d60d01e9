"""Declared conflicts are read in whole words and names, never in letters inside of words."""

import pytest

from jury_app.desks.catalogue import Catalogue
from jury_app.desks.office.conflicts import Conflicts, names
from jury_app.jury.course import Course, FilmCourse
from jury_app.jury.film import Film
from tests.jury.edition import EDITION, NOW, idof

FILMS = {
    "olivia": {"title": "Olivia", "directors": "Olivia Linden, Ada Lau"},
    "wei": {"title": "A River", "directors": "Li Wei; Bo Chan", "studio": "Studio Olmo"},
    "min": {"title": "光影", "directors": "王小明、李四", "cast": "Ángel Peña & Kim Min-jun"},
}


@pytest.fixture
def known() -> Catalogue:
    course = Course()
    for number, name in enumerate(FILMS, 1):
        film = idof(name)
        document = Film(edition=EDITION, film=film, number=number, form="linear", at=NOW)
        course.films[film] = FilmCourse(film, number, None, document, "")
    return Catalogue(course, {idof(name): values for name, values in FILMS.items()}, {})


@pytest.mark.parametrize(
    ("declared", "meant"),
    [
        ("Li", {"wei"}),
        ("LI WEI", {"wei"}),
        ("Wei, Li", {"wei"}),
        ("Lind", set()),
        ("olivia", {"olivia"}),
        ("Olmo", {"wei"}),
        ("Lau Linden", set()),
        ("Ada Lau", {"olivia"}),
        ("小", set()),
        ("李四", {"min"}),
        ("angel pena", {"min"}),
        ("Min-jun Kim", {"min"}),
        ("#2", {"wei"}),
        ("光影", {"min"}),
        ("River", set()),
        ("…", set()),
    ],
)
def test_who_is_meant_by_a_conflict(known, declared, meant):
    assert Conflicts(known).films(declared) == {idof(name) for name in meant}


def test_names_that_nobody_here_has_are_told_once(known):
    conflicts = Conflicts(known)
    for text in ("Li", "Nobody", "Ada Lau", "Nobody"):
        conflicts.films(text)
    assert conflicts.unmatched == ["Nobody"]


def test_a_text_of_several_names_is_split():
    assert names("Ada Lau, Bo Chan and 王小明、李四 / Kim") == (
        "Ada Lau",
        "Bo Chan",
        "王小明",
        "李四",
        "Kim",
    )
