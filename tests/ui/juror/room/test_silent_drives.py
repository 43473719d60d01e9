"""A film whose drive hangs or is pulled out: told on its place, kept, and seen on."""

import pytest
from msgspec.structs import replace

from jury_app.desks.juror import reading, watching
from tests.drive import Drive
from tests.ui.juror.room.conftest import LINEAR
from tests.ui.juror.room.test_projection import film_file, goes_on, told
from tests.ui.player.conftest import ffmpeg, pattern


@pytest.fixture
def fuse(qtbot, session, drive, tmp_path):
    """The drive, so that it can hang and be pulled out."""
    with Drive(drive, tmp_path / "mounted") as fuse:
        watching.attach(session.seat, fuse.mount)
        yield fuse


def test_a_drive_that_hangs_is_told_at_once_and_tried_again(qtbot, room, session, fuse, opened):
    fuse.hang()
    opened(LINEAR)
    assert told(qtbot, room).heading == "The drive with this film does not answer"
    assert room.player.status == "empty"
    goes_on(qtbot, room)
    fuse.wake()
    room._act("again")
    qtbot.waitUntil(lambda: room.player.status == "playing", timeout=15_000)
    assert room.stage.trouble is None


def test_a_film_whose_drive_fails_in_the_middle_goes_on_where_it_stood(
    qtbot, room, *, session, drive, opened, saved, tmp_path
):
    (tmp_path / "source").mkdir()
    large = tmp_path / "source" / "film.mkv"  # what a drive has read ahead plays on without it
    ffmpeg(*pattern(20, size="640x360"), "-vf", "noise=alls=60:allf=t", "-c:v", "libx264",
           "-preset", "ultrafast", "-qp", "14", "-c:a", "flac", large)  # fmt: skip
    film = opened(LINEAR)
    shown = room.draft.shown
    film_file(drive).unlink()  # the room would find it there, and go on with it
    with Drive(large.parent, tmp_path / "large") as broken:
        item = replace(room.projection.item, path=str(broken.mount / "film.mkv"))
        room.projection.open(shown, item)
        qtbot.waitUntil(lambda: room.player.position > 2_000, timeout=15_000)
        broken.fail()
        told(qtbot, room)
        stood = room.player.position
        assert stood > 2_000
        goes_on(qtbot, room)
        saved()
        kept = reading.shown(session.seat, film.film, film.round).items[0]
        assert kept.position == stood
        assert kept.seen
        broken.wake()
        room._act("again")
        qtbot.waitUntil(lambda: room.player.status == "playing", timeout=15_000)
        assert room.player.position >= stood
        room.close_film()
