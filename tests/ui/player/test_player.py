"""The player on real libvlc: films of all codings, keys' verbs, positions."""

import pytest

from .conftest import CODINGS


def reached(qtbot, player, position, timeout=15_000):
    qtbot.waitUntil(lambda: player.position >= position, timeout=timeout)


def stands(qtbot, player, state, timeout=15_000):
    qtbot.waitUntil(lambda: player.status == state, timeout=timeout)


def is_dark(view):
    image = view.screen().grabWindow(int(view.winId())).toImage()
    points = ((x, y) for x in range(8, image.width(), 40) for y in range(8, image.height(), 40))
    return all(image.pixelColor(*point).value() < 24 for point in points)


@pytest.mark.parametrize("name", CODINGS)
def test_films_of_every_coding_show_pictures_and_run(qtbot, player, stage, clip, name):
    assert is_dark(stage)
    player.open(clip(name))
    with qtbot.waitSignal(player.length, timeout=15_000) as length:
        pass
    assert abs(length.args[0] - 3000) < 120
    reached(qtbot, player, 700)
    assert player.status == "playing"
    assert not is_dark(stage)
    assert len(player.tracks.audio) == 1
    assert player.tracks.size == (320, 180)


def test_a_film_ends_on_its_last_frame_and_can_be_sought_in(qtbot, player, stage, clip):
    player.open(clip("h264.mp4"), at=2000)
    stands(qtbot, player, "ended")
    assert player.position == player.duration
    assert not is_dark(stage)
    player.seek(500)
    assert (player.status, player.position) == ("paused", 500)
    player.play()
    reached(qtbot, player, 900)
    assert player.position < 2000
