import pytest
from PySide6.QtCore import QTimer

from jury_app.ui.player.redraw import Redraw
from tests.ui.player.test_player import comes_to, frame


@pytest.fixture
def standing(qtbot, player, stage, numbered):
    """A player whose film stands at 1.5 seconds, and is drawn."""
    player.open(numbered, at=1_500, paused=True)
    comes_to(qtbot, player, "paused")
    qtbot.waitUntil(lambda: frame(stage) in {37, 38}, timeout=5_000)
    return player


def test_a_standing_film_comes_back_to_its_moment_whatever_libvlc_shows(qtbot, standing, stage):
    standing.step(-10)
    standing.call(lambda libvlc: libvlc.set_time(2_020))  # as if the jump had come too late
    qtbot.waitUntil(lambda: frame(stage) == 50, timeout=5_000)
    qtbot.waitUntil(lambda: frame(stage) == 27, timeout=5_000)
    assert standing.position == 27 * 40 + 20


def test_a_standing_film_is_drawn_anew_in_a_view_of_another_size(qtbot, standing, stage):
    qtbot.waitUntil(lambda: not standing.findChild(Redraw).findChild(QTimer).isActive())
    standing.call(lambda libvlc: libvlc.set_time(2_020))
    qtbot.waitUntil(lambda: frame(stage) == 50, timeout=5_000)
    stage.window().resize(320, 180)
    qtbot.waitUntil(lambda: frame(stage) in {37, 38}, timeout=5_000)
