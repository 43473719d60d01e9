from PySide6.QtCore import QTimer

from jury_app.ui.player.redraw import Redraw
from tests.ui.player.test_player import comes_to, frame, numbered  # noqa: F401  a fixture


def test_a_standing_film_comes_back_to_its_moment_whatever_libvlc_shows(
    qtbot,
    player,
    stage,
    numbered,  # noqa: F811  the fixture
):
    player.open(numbered, at=1_500, paused=True)
    comes_to(qtbot, player, "paused")
    qtbot.waitUntil(lambda: frame(stage) in {37, 38}, timeout=5_000)
    player.step(-10)
    player.call(lambda libvlc: libvlc.set_time(2_020))  # as if the jump had come too late
    qtbot.waitUntil(lambda: frame(stage) == 50, timeout=5_000)
    qtbot.waitUntil(lambda: frame(stage) == 27, timeout=5_000)
    assert player.position == 27 * 40 + 20


def test_a_standing_film_is_drawn_anew_in_a_view_of_another_size(
    qtbot,
    player,
    stage,
    numbered,  # noqa: F811  the fixture
):
    player.open(numbered, at=1_500, paused=True)
    comes_to(qtbot, player, "paused")
    qtbot.waitUntil(lambda: frame(stage) in {37, 38}, timeout=5_000)
    qtbot.waitUntil(lambda: not player.findChild(Redraw).findChild(QTimer).isActive())
    player.call(lambda libvlc: libvlc.set_time(2_020))
    qtbot.waitUntil(lambda: frame(stage) == 50, timeout=5_000)
    stage.window().resize(320, 180)
    qtbot.waitUntil(lambda: frame(stage) in {37, 38}, timeout=5_000)
