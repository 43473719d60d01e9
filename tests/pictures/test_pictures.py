"""Ladder, severity strip, grid: all in its place, nothing outside, foreign text harmless."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jury_app.pictures.grid import Cell, grid
from jury_app.pictures.ladder import Rung, ladder
from jury_app.pictures.severity_strip import Judged, severity_strip
from jury_app.pictures.shapes import (
    Circle,
    Line,
    Picture,
    Point,
    Rectangle,
    Text,
    fitted,
    polar,
    text_width,
    ticks,
)
from jury_app.pictures.svg import PAPER, svg

TITLES = [
    "海邊的機器在夢中學會了哭泣以及如何原諒它的製造者們",
    "كلاب الليل الكهربائية",
    "<img src=x onerror=alert(1)>",
    "A & B \u202eevil\u0000",
    "x" * 300,
]


def of(picture: Picture, about: str, kind: type) -> list:
    return [shape for shape in picture.shapes if isinstance(shape, kind) and shape.about == about]


def rungs(n: int) -> list[Rung]:
    return [
        Rung(
            film=f"f{at}",
            label=TITLES[at % len(TITLES)],
            rank=at + 1,
            low=max(1, at - 1),
            high=min(n, at + 4),
            value=90.0 - at,
            p_above_cut=1 / (at + 1),
            group=at // 3,
            held=at == 1,
        )
        for at in range(n)
    ]


def inside(picture: Picture) -> None:
    for shape in picture.shapes:
        if isinstance(shape, Text):
            assert 0 <= shape.at.x <= picture.width
            assert 0 <= shape.at.y <= picture.height
            if not shape.turn:
                room = {"start": picture.width - shape.at.x, "end": shape.at.x}
                assert text_width(shape.text, shape.size) <= room.get(shape.anchor, picture.width)
        if isinstance(shape, Rectangle):
            assert shape.x + shape.width <= picture.width + 0.01
            assert shape.y + shape.height <= picture.height + 0.01


# The ladder


def test_each_rung_shows_rank_interval_and_estimate_on_one_scale():
    picture = ladder(rungs(12), cut=5)
    line = of(picture, "f3", Line)[0]
    mark = of(picture, "f3", Circle)[0]
    first, last = of(picture, "f0", Circle)[0].centre.x, of(picture, "f11", Circle)[0].centre.x
    step = (last - first) / 11
    assert line.start.x == pytest.approx(first + 1 * step)
    assert line.end.x == pytest.approx(first + 6 * step)
    assert mark.centre.x == pytest.approx(first + 3 * step)
    assert mark.centre.y == line.start.y


def test_the_cut_lies_between_the_last_film_in_and_the_first_out():
    picture = ladder(rungs(12), cut=5)
    cut = of(picture, "cut", Line)[0].start.y
    assert of(picture, "f4", Circle)[0].centre.y < cut < of(picture, "f5", Circle)[0].centre.y


def test_a_held_film_is_marked_by_shape_and_not_by_colour_alone():
    marks = [of(ladder(rungs(3)), f"f{at}", Circle)[0].fill.role for at in range(3)]
    assert marks == ["accent", "paper", "accent"]


def test_films_that_cannot_be_told_apart_share_a_shade():
    shades = of(ladder(rungs(9)), "group", Rectangle)
    assert [shade.height for shade in shades] == [45.0, 45.0]


# The severity strip


def test_jurors_stand_from_lenient_to_harsh_with_whiskers_around_their_marks():
    jurors = [
        Judged(juror="h", label="harsh", severity=1.0, margin=0.5, n=9, consistent=False, note="?"),
        Judged(juror="l", label="lenient", severity=-0.4, margin=0.2, n=4),
    ]
    picture = severity_strip(jurors, unit="points")
    harsh, lenient = of(picture, "h", Circle)[0], of(picture, "l", Circle)[0]
    assert lenient.centre.y < harsh.centre.y
    assert lenient.centre.x < harsh.centre.x
    whisker = of(picture, "h", Line)[0]
    assert (whisker.start.x + whisker.end.x) / 2 == pytest.approx(harsh.centre.x)
    assert (harsh.fill.role, lenient.fill.role) == ("paper", "accent")
    inside(picture)


def test_a_panel_without_differences_or_without_jurors_is_drawn():
    assert severity_strip([], unit="points").description == "no jurors"
    inside(severity_strip([Judged(juror="a", label="a", severity=0.0)], unit="points"))


# The grid


def test_cells_tell_done_from_assigned_and_above_from_below():
    cells = {
        ("f", "a"): Cell(state="scored", text="9", deviation=0.5),
        ("f", "b"): Cell(state="scored", text="2", deviation=-1.0),
        ("f", "c"): Cell(state="assigned"),
    }
    jurors = [("a", "Ana"), ("b", "Bo"), ("c", "Cy"), ("d", "Di")]
    picture = grid([("f", "Film")], jurors, cells)
    above, below, waiting = (of(picture, f"f {juror}", Rectangle)[0] for juror in "abc")
    assert (above.fill.role, below.fill.role) == ("good", "bad")
    assert below.fill.opacity > above.fill.opacity
    assert waiting.fill is None
    assert of(picture, "f d", Rectangle) == []
    assert picture.description == "2 of 3 scorecards are done"
    inside(picture)


# Texts and SVG


@pytest.mark.parametrize(
    "picture",
    [
        ladder(rungs(10), cut=3),
        severity_strip([Judged(juror=t, label=t, severity=1, note=t) for t in TITLES], unit="u"),
        grid([(t, t) for t in TITLES], [(t, t) for t in TITLES], {}),
    ],
    ids=["ladder", "strip", "grid"],
)
def test_foreign_text_stays_text_and_inside_the_picture(picture):
    inside(picture)
    drawn = ET.fromstring(svg(picture))  # noqa: S314  our own output
    assert {element.tag.rpartition("}")[2] for element in drawn.iter()} <= {
        "svg", "title", "desc", "rect", "text", "line", "circle", "polygon", "polyline",
    }  # fmt: skip
    assert "\u202e" not in svg(picture)
    assert float(drawn.get("width")) == pytest.approx(picture.width, abs=0.01)


@settings(deadline=None)
@given(st.text(max_size=40), st.floats(20, 200))
def test_fitted_text_fits_and_is_one_harmless_line(text, room):
    line = fitted(text, room, 9.0)
    assert "\n" not in line
    assert text_width(line, 9.0) <= room + 1e-6
    ET.fromstring(svg(_alone(line)))  # noqa: S314  our own output


def _alone(text: str) -> Picture:
    shape = Text(at=Point(1, 1), text=text)
    return Picture(width=9, height=9, title=text, description=text, shapes=(shape,))


@settings(deadline=None)
@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6))
def test_ticks_are_round_and_lie_within_the_scale(low, span):
    marks = ticks(low, low + span)
    assert all(low - span * 1e-6 <= mark <= low + span * (1 + 1e-6) for mark in marks)
    assert len(marks) <= 12


def test_polar_goes_clockwise_from_the_top():
    x, y = polar(Point(0, 0), 10, 90)
    assert (x, y) == pytest.approx((10, 0))
    assert polar(Point(0, 0), 10, 0).y == pytest.approx(-10)


def test_text_on_paper_has_contrast_enough_to_read():
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for role in ("text", "muted", "declared", "assessed", "gate", "warning", "bad", "good", "cut"):
        assert (light(PAPER["paper"]) + 0.05) / (light(PAPER[role]) + 0.05) >= 4.5, role
