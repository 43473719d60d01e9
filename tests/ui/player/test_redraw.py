import sys

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer

from jury_app.ui.kit.labels import Label
from jury_app.ui.player.redraw import Redraw
from tests.ui.player.test_player import comes_to, frame, picture


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


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="other systems forget nothing")
def test_what_was_over_a_standing_film_leaves_no_dark_place_behind(qtbot, standing, stage):
    redraw = standing.findChild(Redraw)
    standing.step(-10)  # to the middle of a frame: drawn once more it is the same one
    qtbot.waitUntil(lambda: frame(stage) == 27, timeout=5_000)
    qtbot.waitUntil(lambda: redraw._is_kept, timeout=5_000)
    drawn = picture(stage)
    over = Label("A preview", parent=None)
    qtbot.addWidget(over)
    over.setWindowFlag(Qt.WindowType.ToolTip)
    over.setGeometry(QRect(stage.mapToGlobal(QPoint(100, 60)), QSize(300, 200)))
    for _turn in range(8):  # libvlc draws by itself every 80 ms, and may be just in time
        over.show()
        qtbot.waitUntil(lambda: picture(stage) != drawn)
        over.hide()
        assert picture(stage) == drawn
    standing.play()
    qtbot.waitUntil(lambda: not redraw._is_kept)
