"""The hexagon shows what was declared, what was assessed, and where the gate lies."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jury_app.pictures.hexagon import (
    Lane,
    hexagon,
    percent_at,
    place_of,
    radius_below,
    radius_within,
    spoke_at,
    to_tenths,
    weighted_sum,
)
from jury_app.pictures.shapes import Circle, Picture, Polyline, Text, text_width

WEIGHTS = (20, 20, 20, 15, 15, 10)
NAMES = ("Writing", "Direction", "Generation", "Editing", "Sound", "Post")


def lanes(declared: list[float | None], assessed: list[float | None]) -> list[Lane]:
    return [
        Lane(label=name, weight=weight, declared=before, assessed=after)
        for name, weight, before, after in zip(NAMES, WEIGHTS, declared, assessed, strict=True)
    ]


def outline(picture: Picture, about: str) -> list[Polyline]:
    return [s for s in picture.shapes if isinstance(s, Polyline) and s.about == about]


def texts(picture: Picture) -> list[str]:
    return [shape.text for shape in picture.shapes if isinstance(shape, Text)]


def test_the_sum_is_weighted_and_exists_only_for_six_lanes():
    full = lanes([60, 30, 95, 50, 70, 80], [None, 35, 90, 60, 55, 45])
    assert weighted_sum(full, "declared") == pytest.approx(63.0)
    assert weighted_sum(full, "assessed") is None


def test_a_sum_is_shown_to_one_decimal_and_a_half_goes_up():
    assert weighted_sum(lanes([None] * 6, [100, 75, 60, 75, 75, 65]), "assessed") == Fraction(76)
    quarter = lanes([None] * 6, [75, 75, 75, 75, 85, 72.5])
    assert weighted_sum(quarter, "assessed") == Fraction(305, 4)
    assert hexagon(quarter).description == "declared: not all lanes; assessed, sum 76.3 %"
    assert to_tenths(Fraction(1, 20)) == 0.1
    assert to_tenths(Fraction(7625, 100)) == 76.3
    assert to_tenths(Fraction(76249, 1000)) == 76.2


@pytest.mark.parametrize("radius", [58.0, 70.0, 90.0, 110.0])
def test_the_longest_values_of_a_lane_are_shown_whole(radius):
    shown = texts(hexagon(lanes([100.0] * 6, [100.0] * 6), radius=radius))
    for weight in WEIGHTS:
        assert f"100 → 100 (weight {weight})" in shown


def test_an_outline_is_drawn_only_where_all_six_lanes_are_given():
    picture = hexagon(lanes([60.0] * 6, [50.0] * 5 + [None]))
    assert len(outline(picture, "declared")) == 1
    assert outline(picture, "assessed") == []
    assert "assessed: not all lanes, no sum" in texts(picture)


def test_lanes_that_all_lie_on_the_gate_draw_the_gate():
    picture = hexagon(lanes([None] * 6, [51.0] * 6), gate=51)
    rings = [ring.points for ring in outline(picture, "ring")]
    assert outline(picture, "assessed")[0].points in rings
    assert "gate 51 % of the sum" in texts(picture)


def test_every_spoke_has_the_length_of_its_percent():
    radius = 90.0
    picture = hexagon(lanes([None] * 6, [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]), radius=radius)
    points = outline(picture, "assessed")[0].points
    centre = points[0]
    lengths = [math.dist(centre, point) for point in points]
    assert lengths == pytest.approx([radius * share / 100 for share in (0, 20, 40, 60, 80, 100)])


def test_one_overall_ratio_never_becomes_six_lanes():
    picture = hexagon(lanes([None] * 6, [50.0] * 6), declared_overall=70)
    assert outline(picture, "declared") == []
    assert "declared overall 70 %, not by lane" in texts(picture)


def test_the_band_is_the_area_between_its_two_rings():
    band = outline(hexagon(lanes([None] * 6, [50.0] * 6), band=(51, 70)), "band")[0]
    assert len(band.points) == 14
    assert len(set(band.points)) == 12


def test_other_than_six_lanes_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="5"):
        hexagon(lanes([1.0] * 6, [1.0] * 6)[:5])


def test_everything_lies_inside_the_picture():
    picture = hexagon(lanes([100.0] * 6, [100.0] * 6), gate=51, band=(51, 90))
    for shape in picture.shapes:
        if isinstance(shape, Text):
            assert 0 < shape.at.x < picture.width
            assert shape.size <= shape.at.y < picture.height


def test_a_place_on_a_spoke_is_read_back_as_its_lane_and_percentage():
    for radius in (44.0, 90.0):
        for spoke in range(6):
            for percent in range(5, 101, 5):
                at = place_of(spoke, percent, radius)
                assert spoke_at(at, radius) == spoke
                assert percent_at(at, spoke, radius, 5) == percent


def test_corners_are_drawn_where_they_can_be_taken_hold_of():
    picture = hexagon(lanes([None] * 6, [10.0, 20.0, 30.0, 40.0, 50.0, 60.0]), radius=70.0)
    circles = [each for each in picture.shapes if isinstance(each, Circle)]
    corners = [each.centre for each in circles if each.about == "assessed"]
    wanted = [place_of(spoke, 10.0 * (spoke + 1), 70.0) for spoke in range(6)]
    assert [each for each in wanted if each not in corners] == []


@given(
    percent=st.floats(min_value=-50, max_value=200),
    spoke=st.integers(min_value=0, max_value=5),
    step=st.integers(min_value=1, max_value=50),
)
def test_dragging_gives_the_nearest_step_between_nothing_and_all(percent, spoke, step):
    got = percent_at(place_of(spoke, percent, 90.0), spoke, 90.0, step)
    assert got in range(0, 101, step)
    inside = min(max(percent, 0.0), got + step / 2 if got + step > 100 else 100.0)
    assert abs(got - inside) <= step / 2 + 1e-6


def test_far_outside_the_rim_nothing_is_held():
    assert spoke_at(place_of(1, 110, 90.0), 90.0) == 1
    assert spoke_at(place_of(1, 120, 90.0), 90.0) is None


def test_the_lane_in_hand_stands_out_by_its_spoke():
    picture = hexagon(lanes([None] * 6, [None] * 6), marked=2)
    marked = [each for each in picture.shapes if getattr(each, "about", "") == "marked"]
    assert [each.end for each in marked] == [place_of(2, 100, 90.0)]


@given(width=st.floats(min_value=240, max_value=900))
def test_the_longest_spokes_within_a_width_fill_it(width):
    radius = radius_within(width)
    picture = hexagon(lanes([None] * 6, [None] * 6), radius=radius)
    assert picture.width == pytest.approx(width)


@pytest.mark.parametrize("radius", [36.0, 45.0, 90.0])
def test_the_compact_form_shows_names_values_and_legend_within_its_edges(radius):
    picture = hexagon(
        lanes([100.0] * 6, [100.0] * 5 + [None]), radius=radius, gate=51, form="compact"
    )
    shown = texts(picture)
    assert set(NAMES) <= set(shown)
    assert shown.count("100 → 100") == 5
    assert "lanes, no sum" in shown
    for shape in picture.shapes:
        if isinstance(shape, Text):
            left = {"start": 0.0, "middle": 0.5, "end": 1.0}[shape.anchor]
            wide = text_width(shape.text, shape.size)
            assert shape.at.x - left * wide >= 0
            assert shape.at.x + (1 - left) * wide <= picture.width
            assert 0 < shape.at.y <= picture.height


def test_spokes_of_the_compact_form_fit_a_width_and_a_height():
    six = lanes([60.0] * 6, [60.0] * 6)
    wide = hexagon(six, radius=radius_within(309.0, form="compact"), form="compact")
    assert wide.width == pytest.approx(309.0)
    high = hexagon(six, radius=radius_below(132.0), form="compact")
    assert high.height == pytest.approx(132.0)


@given(spoke=st.integers(0, 5), percent=st.integers(2, 20))
def test_a_place_on_a_spoke_of_the_compact_form_means_its_percent(spoke, percent):
    at = place_of(spoke, percent * 5, 45.0, form="compact")
    assert spoke_at(at, 45.0, form="compact") == spoke
    assert percent_at(at, spoke, 45.0, 5, form="compact") == percent * 5


@pytest.mark.parametrize("radius", [20.0, 60.0])
def test_the_bare_form_has_no_words_and_keeps_its_marks_within_its_edges(radius):
    picture = hexagon(lanes([100.0] * 6, [50.0] * 6), radius=radius, gate=51, form="bare")
    assert not [shape for shape in picture.shapes if isinstance(shape, Text)]
    assert picture.description  # what it says is said to screen readers
    marks = [shape for shape in picture.shapes if isinstance(shape, Circle)]
    assert len(marks) == 12
    for mark in marks:
        assert mark.radius <= mark.centre.x <= picture.width - mark.radius
        assert mark.radius <= mark.centre.y <= picture.height - mark.radius
    assert radius_within(picture.width, form="bare") == pytest.approx(radius)
    assert radius_below(picture.height, form="bare") == pytest.approx(radius)
