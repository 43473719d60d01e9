"""Timeline and matrix: moments and scores lie where they mean, texts inside their cells."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jury_app.pictures.matrix import Row, matrix
from jury_app.pictures.shapes import (
    Circle,
    Line,
    Picture,
    Polyline,
    Rectangle,
    Text,
    text_width,
    wrapped,
)
from jury_app.pictures.timeline import Mark, moment, place, timeline

FILM = 14 * 60_000 + 23_000
ANCHORS = {
    1: "outputs picked by chance, no trace of intent",
    4: "intent stated, little of it repeatable",
    7: "主要段落的策略有展示並可重複，而且值得研究。",
    10: "a way of working others will study",
}


def of(picture: Picture, about: str, kind: type) -> list:
    return [shape for shape in picture.shapes if isinstance(shape, kind) and shape.about == about]


# The timeline


@settings(deadline=None)
@given(st.integers(0, FILM), st.floats(200, 2000))
def test_a_click_on_a_moment_gives_the_moment_back(at, width):
    assert abs(moment(place(at, FILM, width), FILM, width) - at) <= 1


@settings(deadline=None)
@given(st.floats(-100, 3000), st.integers(0, 10**8))
def test_a_click_beside_the_bar_stays_within_the_film(x, duration):
    assert 0 <= moment(x, duration, 480) <= duration


def test_what_was_seen_is_filled_and_told_as_a_share():
    picture = timeline(1000, [(0, 250), (500, 750)])
    first, second = of(picture, "seen", Rectangle)
    bar = of(picture, "bar", Rectangle)[0]
    assert first.width == second.width == pytest.approx(bar.width / 4)
    assert second.x == pytest.approx(bar.x + bar.width / 2)
    assert picture.description == "50 % seen, 0 notes, 0 flags"


def test_notes_and_flags_differ_by_shape_and_stand_at_their_moment():
    marks = [Mark(at=250, kind="note", about="note/1"), Mark(at=750, kind="flag", about="ethics/2")]
    picture = timeline(1000, [], marks)
    assert of(picture, "note/1", Circle)[0].centre.x == place(250, 1000, picture.width)
    assert of(picture, "ethics/2", Polyline)[0].points[0].x == place(750, 1000, picture.width)
    assert of(picture, "ethics/2", Circle) == []
    assert picture.description == "0 % seen, 1 notes, 1 flags"


@pytest.mark.parametrize("duration", [0, 900, 59_000, FILM, 3 * 3_600_000, 400 * 3_600_000])
@pytest.mark.parametrize("width", [160.0, 480.0, 1600.0])
def test_times_below_the_bar_never_touch(duration, width):
    picture = timeline(duration, [], width=width)
    texts = [shape for shape in picture.shapes if isinstance(shape, Text)]
    assert texts
    spans = [
        (t.at.x - text_width(t.text, t.size) / 2, t.at.x + text_width(t.text, t.size) / 2)
        for t in texts
    ]
    assert all(before[1] < after[0] for before, after in pairwise(spans))


def test_where_playback_stands_is_drawn_above_all():
    assert timeline(1000, [], position=500).shapes[-1].about == "position"


# The matrix


def rows(score: float | None) -> list[Row]:
    return [Row(criterion="c", label="Conductorship", weight=2, anchors=ANCHORS, score=score)]


def test_the_cell_of_the_chosen_level_is_marked():
    picture = matrix(rows(7), low=1, high=10)
    filled = [
        shape.about for shape in picture.shapes if isinstance(shape, Rectangle) and shape.fill
    ]
    assert filled == ["c 7"]
    cell, mark = of(picture, "c 7", Rectangle)[0], of(picture, "c", Circle)[0]
    assert mark.centre.x == pytest.approx(cell.x + cell.width / 2)


def test_a_score_between_two_levels_lies_between_their_cells():
    picture = matrix(rows(5.5), low=1, high=10)
    four, seven = (of(picture, f"c {level}", Rectangle)[0] for level in (4, 7))
    middle = (four.x + four.width / 2 + seven.x + seven.width / 2) / 2
    assert of(picture, "c", Circle)[0].centre.x == pytest.approx(middle)
    assert [shape.text for shape in of(picture, "c", Text)] == ["Conductorship", "weight 2", "5.5"]


def test_what_cannot_be_judged_has_no_mark_and_says_so():
    row = Row(criterion="c", label="L", weight=1, anchors=ANCHORS, note="cannot judge")
    picture = matrix([row], low=1, high=10)
    assert of(picture, "c", Circle) == []
    assert "cannot judge" in [shape.text for shape in of(picture, "c", Text)]
    assert picture.description == "0 of 1 criteria are scored"


def test_every_whole_score_has_a_tick():
    picture = matrix(rows(None), low=1, high=10)
    assert [len(of(picture, f"c {score}", Line)) for score in range(1, 11)] == [1] * 10


def test_anchors_stay_inside_their_cells():
    picture = matrix(rows(7), low=1, high=10, width=420)
    for level in ANCHORS:
        cell = of(picture, f"c {level}", Rectangle)[0]
        texts = of(picture, f"c {level}", Text)
        assert texts
        for text in texts:
            assert cell.x <= text.at.x
            assert text.at.x + text_width(text.text, text.size) <= cell.x + cell.width
            assert cell.y < text.at.y < cell.y + cell.height


# Breaking lines


def test_lines_break_at_spaces_and_between_wide_characters():
    assert wrapped("aa bb cc", text_width("aa bb", 9), 9) == ("aa bb", "cc")
    assert wrapped("海邊的機器，夢", 36, 9) == ("海邊的機", "器，夢")
    assert wrapped("", 50, 9) == ()


def test_no_line_begins_with_closing_punctuation():
    lines = wrapped("海邊的機器，在夢中。", 27, 9)
    assert not any(line[0] in "，。" for line in lines)


@settings(deadline=None)
@given(st.text(max_size=60), st.floats(12, 120))
def test_lines_fit_and_lose_nothing_but_spaces(text, room):
    from jury_app.base.texts import plain

    lines = wrapped(text, room, 9)
    assert all(text_width(line, 9) <= room for line in lines if len(line) > 1)
    assert "".join("".join(lines).split()) == "".join(plain(" ".join(text.split())).split())
