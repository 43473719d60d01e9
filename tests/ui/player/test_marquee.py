"""The marquee: there from the first picture on, drifting, still with reduced motion, plain text."""

from itertools import pairwise

import pytest

from jury_app.ui.player.marquee import Marquee, letter, place

from .conftest import ffmpeg
from .test_player import is_dark, picture, runs_to

TEXT = "Chen Ying-ju 陳瑩如 · 2026-11-21"


@pytest.fixture(scope="session")
def black(tmp_path_factory):
    """A film without light: what is bright in it is the marquee."""
    film = tmp_path_factory.mktemp("black") / "film.mp4"
    ffmpeg("-f", "lavfi", "-i", "color=black:size=640x360:rate=25:duration=8",
           "-c:v", "libx264", "-preset", "ultrafast", film)  # fmt: skip
    return film


def bright(view):
    """The bright points of the picture."""
    image = picture(view)
    return {
        (x, y)
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
        if image.pixelColor(x, y).value() > 60
    }


def test_the_line_is_over_every_film_that_is_opened(qtbot, player, stage, black):
    Marquee(player).set_text(TEXT)
    for _ in range(2):
        player.open(black)
        qtbot.waitUntil(lambda: bool(bright(stage)), timeout=10_000)
    player.open(black, at=2_000, paused=True)
    qtbot.waitUntil(lambda: player.status == "paused" and bool(bright(stage)), timeout=10_000)


def test_it_drifts(qtbot, player, stage, black):
    Marquee(player).set_text(TEXT)
    player.open(black)
    qtbot.waitUntil(lambda: bool(bright(stage)), timeout=10_000)
    left = min(bright(stage))[0]
    qtbot.waitUntil(lambda: min(bright(stage), default=(0,))[0] > left + 4, timeout=10_000)


def test_with_reduced_motion_it_stands(qtbot, player, stage, black, preferences):
    preferences.set(reduced_motion=True)
    Marquee(player).set_text(TEXT)
    player.open(black)
    qtbot.waitUntil(lambda: bool(bright(stage)), timeout=10_000)
    runs_to(qtbot, player, 1_500)
    before = bright(stage)
    runs_to(qtbot, player, 4_000)
    assert bright(stage) == before


def test_without_a_text_there_is_none(qtbot, player, stage, black):
    marquee = Marquee(player)
    marquee.set_text(TEXT)
    marquee.set_text("")
    player.open(black)
    runs_to(qtbot, player, 1_500)
    assert is_dark(stage)


def test_the_text_is_no_template(player):
    """`%H` would be the hour, a line break would leave the line."""
    written = []

    class Libvlc:
        def video_set_marquee_string(self, _option, text):
            written.append(text)

        def video_set_marquee_int(self, _option, _value):
            """Not looked at here."""

    marquee = Marquee(player)
    marquee.set_text("100 % %H\n\u202eeno" + "A" * 500)
    marquee._write(Libvlc())
    assert written[0].startswith("100 %% %%H\\u000a\\u202eeno")
    assert len(written[0]) < 130


def test_it_stays_inside_the_picture_and_does_not_leap():
    letters = len(TEXT)
    for width, height in ((320, 180), (1920, 1080), (1080, 1920), (4096, 1716)):
        places = [place(passed, letters, width, height) for passed in range(0, 400_000, 250)]
        wide = letters * letter(height) * 0.55
        inset = min(letter(height), max(width - wide, 0) / 2)
        assert min(x for x, _ in places) == round(inset)
        assert max(x for x, _ in places) <= max(width - wide, 0) - inset + 1
        assert all(0 < y < height - letter(height) for _, y in places)
        steps = [abs(b[0] - a[0]) for a, b in pairwise(places)]
        assert max(steps) <= width / 200
