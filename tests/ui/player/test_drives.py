"""Real drives (`tests.drive`) that hang, break or are pulled out while a film on them plays."""

import shutil
import threading

import pytest

from jury_app.base.errors import Problem
from jury_app.ui.player import vigil
from tests.drive import Drive

from .conftest import ffmpeg, pattern
from .test_player import runs_to


@pytest.fixture(scope="session")
def long_film(tmp_path_factory):
    """A film of twenty seconds, too large to be read ahead whole."""
    film = tmp_path_factory.mktemp("long") / "film.mkv"
    ffmpeg(*pattern(20, size="1280x720"), "-c:v", "libx264", "-preset", "ultrafast", "-g", "25",
           "-b:v", "24M", "-minrate", "24M", "-maxrate", "24M", "-bufsize", "4M",
           "-nal-hrd", "cbr", "-c:a", "flac", film)  # fmt: skip
    return film


@pytest.fixture
def drive(qtbot, long_film, tmp_path):
    """A drive with that film; threads that it kept waiting end with it."""
    (tmp_path / "source").mkdir()
    shutil.copyfile(long_film, tmp_path / "source" / "film.mkv")
    with Drive(tmp_path / "source", tmp_path / "drive") as drive:
        yield drive
    qtbot.waitUntil(lambda: len(film_threads()) <= 1, timeout=15_000)


def film_threads():
    return [each for each in threading.enumerate() if each.name == "jury-app-film"]


def plays_on(qtbot, player, film):
    """The player shows the next film, which lies on a drive that is well."""
    player.open(film)
    runs_to(qtbot, player, 400)
    assert player.status == "playing"


def failure(qtbot, player, cause):
    with qtbot.waitSignal(player.failed, timeout=25_000) as failed:
        cause()
    assert player.status == "failed"
    return failed.args[0]


def test_a_drive_that_hangs_when_a_film_is_opened(qtbot, player, drive, clip):
    player._vigil.patience.setInterval(300)
    drive.hang()
    error = failure(qtbot, player, lambda: player.open(drive.mount / "film.mkv", 4_000))
    assert isinstance(error, Problem)
    assert "does not answer" in str(error)
    assert player.position == 4_000
    player._vigil.patience.setInterval(20_000)
    plays_on(qtbot, player, clip("h264.mp4"))
    drive.wake()
    qtbot.waitUntil(lambda: len(film_threads()) == 1, timeout=15_000)
    player.open(drive.mount / "film.mkv", 4_000)
    runs_to(qtbot, player, 4_400)


def test_who_goes_on_at_once_waits_for_no_drive_that_hangs(qtbot, player, drive, clip):
    player.open(drive.mount / "film.mkv")
    runs_to(qtbot, player, 400)
    drive.hang()
    player.open(drive.mount / "film.mkv", 9_000)
    player.open(clip("h264.mp4"))
    with qtbot.waitSignal(player.shown, timeout=10_000):
        pass
    runs_to(qtbot, player, 400)
    assert player.path == clip("h264.mp4")


def test_a_drive_that_hangs_in_mid_film(qtbot, player, drive, clip, monkeypatch):
    monkeypatch.setattr(vigil, "_STALL", 1_500)
    player.open(drive.mount / "film.mkv", 2_000)
    runs_to(qtbot, player, 3_000)
    error = failure(qtbot, player, drive.hang)
    assert isinstance(error, Problem)
    assert "does not answer" in str(error)
    stood, seen = player.position, player.seen
    assert 3_000 <= stood < 12_000
    assert seen[0][0] >= 1_900
    assert seen[-1][1] <= stood
    plays_on(qtbot, player, clip("h264.mp4"))
    monkeypatch.setattr(vigil, "_STALL", 10_000)
    drive.wake()
    player.open(drive.mount / "film.mkv", stood, seen=seen)
    runs_to(qtbot, player, stood + 400)


def pull(drive):
    drive.pull()


def break_down(drive):
    drive.fail()


def crash(drive):
    drive.die()


@pytest.mark.parametrize(
    ("happens", "said"),
    [
        (pull, "There is no such file"),
        (break_down, "The disk answers with errors"),
        (crash, "The drive is no longer connected"),
    ],
)
def test_a_drive_that_is_pulled_out_in_mid_film(  # noqa: PLR0917  fixtures
    qtbot, player, drive, clip, tmp_path, happens, said
):
    player.open(drive.mount / "film.mkv", 2_000)
    runs_to(qtbot, player, 3_000)
    error = failure(qtbot, player, lambda: happens(drive))
    assert isinstance(error, Problem)
    assert said in str(error)
    stood, seen = player.position, player.seen
    assert 3_000 <= stood < 12_000
    assert seen[-1][1] <= stood
    plays_on(qtbot, player, clip("h264.mp4"))
    with Drive(tmp_path / "source", tmp_path / "elsewhere") as back:
        player.open(back.mount / "film.mkv", stood, seen=seen)
        runs_to(qtbot, player, stood + 400)
        assert player.status == "playing"
        player.leave()
