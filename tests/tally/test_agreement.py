"""Agreement at its edges: what is not defined is null, with the reason."""

import pytest

from jury_app.tally.agreement import agreement
from tests.tally.festivals import cards


def reasons(notes):
    return {note.key.removeprefix("agreement."): note.text for note in notes}


def test_perfect_agreement_is_one_by_every_coefficient():
    worth = {"a": 1, "b": 5, "c": 9}
    rows = [(film, juror, score) for film, score in worth.items() for juror in "xyz"]
    found, notes = agreement(cards(rows, low=0, high=10))
    assert notes == ()
    for key in found.__struct_fields__:
        assert getattr(found, key) == pytest.approx(1)


def test_equal_scores_have_no_agreement_to_speak_of():
    rows = [(film, juror, 5) for film in "abc" for juror in "xyz"]
    found, notes = agreement(cards(rows, low=0, high=10))
    assert {getattr(found, key) for key in found.__struct_fields__} == {None}
    assert set(reasons(notes)) == set(found.__struct_fields__)


def test_cells_of_one_score_have_no_alpha():
    found, notes = agreement(cards([("a", "x", 1), ("b", "y", 5)], low=0, high=10))
    assert found.alpha_interval is None
    assert "two scores" in reasons(notes)["alpha_interval"]


def test_a_ratio_needs_scores_from_nothing_upwards():
    rows = [("a", "x", -1), ("a", "y", -2), ("b", "x", 2), ("b", "y", 3)]
    found, notes = agreement(cards(rows, low=-5, high=5))
    assert found.alpha_interval is not None
    assert found.alpha_ratio is None
    assert "from 0 upwards" in reasons(notes)["alpha_ratio"]


def test_only_the_first_kind_of_icc_bears_a_panel_that_changes_from_film_to_film():
    rows = [
        ("a", "x", 1),
        ("a", "y", 2),
        ("b", "y", 5),
        ("b", "z", 6),
        ("c", "z", 8),
        ("c", "x", 9),
    ]
    found, notes = agreement(cards(rows, low=0, high=10))
    # Mean squares 74/3 between and 1/2 within, two scores a film.
    assert found.icc1_1 == pytest.approx(145 / 151)
    assert found.icc1_k == pytest.approx(145 / 148)
    assert found.icc2_1 is None
    assert "every juror in every cell" in reasons(notes)["icc2_1"]


def test_cells_of_unequal_size_have_no_icc():
    rows = [("a", "x", 1), ("a", "y", 2), ("b", "x", 5)]
    found, notes = agreement(cards(rows, low=0, high=10))
    assert found.icc1_1 is None
    assert "same number of scores" in reasons(notes)["icc1_1"]


def test_an_icc_whose_denominator_vanishes_is_null_and_not_an_error():
    given = {"x": (0, 5, 2, 0, 3), "y": (4, 2, 3, 5, 1)}
    rows = [(f"f{at}", juror, one) for juror, all_ in given.items() for at, one in enumerate(all_)]
    # The mean squares are such that, with one point more from x, panel and error cancel.
    rows = [(film, juror, one + (juror == "x")) for film, juror, one in rows]
    found, notes = agreement(cards(rows, low=0, high=10))
    assert found.icc2_k is None
    assert found.icc3_k is not None
    assert "not defined" in reasons(notes)["icc2_k"]
