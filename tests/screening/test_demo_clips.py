"""The demo's films: distinct, repeatable, valid and playable."""

import shutil
import subprocess
import threading

import pytest

from jury_app.base import places
from jury_app.screening.demo_clips import CLIPS, write_clip
from jury_app.screening.fingerprint import of


@pytest.mark.parametrize("suffix", CLIPS)
def test_seed_and_title_make_the_bytes(tmp_path, suffix):
    prints = [
        write_clip(tmp_path / f"{number}{suffix}", seed, title)
        for number, (seed, title) in enumerate([(1, "A"), (1, "A"), (2, "A"), (1, "B")])
    ]
    assert prints[0] == prints[1]
    assert len(set(prints)) == 3
    assert prints[3] == of(tmp_path / f"3{suffix}")


def test_the_committed_clips_are_small():
    assert all(places.resource("demo", clip).stat().st_size <= 150_000 for clip in CLIPS.values())


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg is not here")
@pytest.mark.parametrize("suffix", CLIPS)
def test_ffmpeg_decodes_every_frame_without_a_word(tmp_path, suffix):
    path = tmp_path / f"film{suffix}"
    write_clip(path, 7, "鏡子")
    done = subprocess.run(
        ["ffmpeg", "-v", "warning", "-i", path, "-f", "null", "-"],
        capture_output=True,
        check=True,
    )
    assert done.stderr == b""


@pytest.mark.parametrize("suffix", CLIPS)
def test_libvlc_plays_it(tmp_path, suffix):
    vlc = pytest.importorskip("vlc", exc_type=OSError)
    path = tmp_path / f"film{suffix}"
    write_clip(path, 7, "鏡子")
    instance = vlc.Instance("--quiet", "--vout=dummy", "--aout=dummy", "--no-video-title-show")
    player = instance.media_player_new()
    media = instance.media_new_path(str(path))
    media.add_option(":demux=mp4,mkv,avi,ts,ps,ogg,asf,none")
    player.set_media(media)
    half_a_second = threading.Event()
    player.event_manager().event_attach(
        vlc.EventType.MediaPlayerTimeChanged,
        lambda event: event.u.new_time >= 500 and half_a_second.set(),
    )
    player.play()
    try:
        assert half_a_second.wait(20)
    finally:
        player.stop()
        player.release()
        media.release()
        instance.release()
