"""The histogram shows each score as often as it was given, and where this film stands."""

import pytest

from jury_app.pictures.histogram import Counted, histogram
from jury_app.pictures.shapes import Rectangle, Text, text_width


def drawn(rows, per=1, width=320.0):
    return histogram(rows, low=1, high=10, per=per, width=width)


def bars(picture, criterion):
    return {
        int(shape.about.split()[1]): shape
        for shape in picture.shapes
        if isinstance(shape, Rectangle) and shape.about.startswith(f"{criterion} ")
    }


def texts(picture, about):
    return [each.text for each in picture.shapes if isinstance(each, Text) and each.about == about]


ROWS = [
    Counted(criterion="cohesion", label="Cohesion", counts={4: 1, 7: 4, 10: 2}, here=7),
    Counted(criterion="risk", label="Intentional risk", counts={}),
]


def test_a_bar_is_as_high_as_its_score_was_given_often():
    found = bars(drawn(ROWS), "cohesion")
    assert sorted(found) == [4, 7, 10]
    assert found[7].height == pytest.approx(4 * found[4].height)
    assert found[10].height == pytest.approx(2 * found[4].height)
    assert len({round(each.y + each.height, 6) for each in found.values()}) == 1


def test_every_bar_says_its_number_and_the_row_its_average():
    picture = drawn(ROWS)
    assert texts(picture, "cohesion 7") == ["4"]
    assert "average 7.4" in texts(picture, "cohesion")
    assert "none yet" in texts(picture, "risk")
    assert picture.description == "7 films that you scored in this round"


def test_the_film_in_hand_stands_out_by_more_than_colour():
    picture = drawn(ROWS)
    bold = {each.text for each in picture.shapes if isinstance(each, Text) and each.bold}
    assert bold == {"Cohesion", "Intentional risk", "7", "4"}


def test_half_steps_have_bars_of_their_own_between_whole_levels():
    picture = drawn([Counted(criterion="a", label="A", counts={14: 1, 15: 2})], per=2)
    found = bars(picture, "a")
    assert found[15].x > found[14].x
    assert texts(picture, "a")[-10:] == [str(level) for level in range(1, 11)]


def test_everything_lies_inside_whatever_the_label():
    label = "Ω" * 200
    picture = drawn([Counted(criterion="a", label=label, counts={1: 9, 10: 1})], width=240.0)
    for shape in picture.shapes:
        if isinstance(shape, Rectangle):
            assert shape.x >= 0
            assert shape.x + shape.width <= picture.width
            assert 0 <= shape.y <= picture.height
        if isinstance(shape, Text):
            room = {"start": picture.width - shape.at.x, "end": shape.at.x}
            assert text_width(shape.text, shape.size) <= room.get(shape.anchor, picture.width)
            assert shape.at.y - shape.size >= -1


def test_nothing_scored_yet_draws_no_bar():
    picture = drawn([Counted(criterion="a", label="A", counts={})])
    assert bars(picture, "a") == {}
    assert picture.description == "0 films that you scored in this round"
