"""Films on a machine without loudspeakers: no noise in the terminal, and a plain word."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from jury_app.screening import loudspeakers
from jury_app.ui.player.player import Player
from jury_app.ui.player.transport import Transport

from .test_player import runs_to

FILM = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from jury_app.ui.kit.preferences import Preferences
from jury_app.ui.kit.theme import Theme
from jury_app.ui.player.film import FilmView
from jury_app.ui.player.player import Player
application = QApplication([])
theme = Theme(application, Preferences(Path(sys.argv[2])))
view = FilmView()
view.show()
player = Player(view)
player.moved.connect(lambda at: application.quit() if at > 1500 else None)
player.failed.connect(lambda error: application.exit(1))
player.open(Path(sys.argv[1]))
status = application.exec()
player.close()
sys.exit(status)
"""


@pytest.fixture
def silent(monkeypatch, tmp_path):
    """A session without a sound server, on a machine without a card."""
    for name in ("PULSE_SERVER", "PIPEWIRE_REMOTE", "JURY_APP_SILENT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    if loudspeakers.are_here():
        pytest.skip("this machine has a sound card, and would be heard")
    return tmp_path


@pytest.fixture
def player(stage):
    """A player that makes sounds if it can."""
    player = Player(stage)
    yield player
    player.close()
    player.deleteLater()


def test_no_word_comes_into_the_terminal(silent, display, clip):
    played = subprocess.run(
        [sys.executable, "-c", FILM, str(clip("h264.mp4")), str(silent / "window.json")],
        cwd=Path(__file__).resolve().parents[3],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (played.returncode, played.stderr) == (0, "")


def test_the_transport_says_that_there_is_no_sound_device(qtbot, silent, player, keys, clip):
    transport = Transport(player, keys)
    qtbot.addWidget(transport)
    transport.resize(1200, 60)
    transport.show()
    word = next(each for each in transport.findChildren(QLabel) if "device" in each.text())
    assert not word.isVisible()
    player.open(clip("h264.mp4"))
    runs_to(qtbot, player, 400)
    assert word.text() == "No sound device"
    assert word.isVisible()
    assert not transport._volume.isVisible()
    assert not transport._mute.isEnabled()
    assert "No sound device" in transport._mute.toolTip()


def test_loudspeakers_that_came_are_heard_from_the_next_film_on(qtbot, silent, player, keys, clip):
    transport = Transport(player, keys)
    qtbot.addWidget(transport)
    transport.resize(1200, 60)
    transport.show()
    player.open(clip("h264.mp4"))
    runs_to(qtbot, player, 400)
    assert not player.sound.has_device
    (silent / "pulse").mkdir()
    (silent / "pulse" / "native").touch()
    player.open(clip("h264.mp4"))
    runs_to(qtbot, player, 400)
    assert player.sound.has_device
    assert transport._volume.isVisible()
    assert transport._mute.isEnabled()
