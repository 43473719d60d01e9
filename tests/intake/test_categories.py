"""Cells name one category, several, or none."""

from jury_app.intake.categories import Categories
from jury_app.intake.expectations import ExpectedCategory

ART = ExpectedCategory("art", ("Art, Culture & More", "藝術"))
FREE = ExpectedCategory("free", ("Free Format",))
CATEGORIES = Categories((ART, FREE))


def test_a_name_is_found_in_any_case_width_and_language() -> None:
    for cell in ("art", "ART, culture  & more", "藝術", "Ａｒｔ"):
        assert CATEGORIES.named_in(cell).one == ART


def test_names_with_commas_are_found_inside_lists() -> None:
    choice = CATEGORIES.named_in("Free format, Art, Culture & More")
    assert choice.categories == (FREE, ART)
    assert choice.unknown == ()
    assert choice.one is None


def test_a_category_named_twice_is_one() -> None:
    assert CATEGORIES.named_in("Free Format; free").one == FREE


def test_unknown_words_are_told_and_leave_nothing_chosen() -> None:
    choice = CATEGORIES.named_in("Free Format, Puppets")
    assert (choice.categories, choice.unknown, choice.one) == ((FREE,), ("Puppets",), None)
    assert CATEGORIES.named_in("").categories == ()
