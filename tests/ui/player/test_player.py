"""The player on real libvlc: films of all codings, what keys ask for, positions, what was seen."""

from itertools import pairwise

import pytest

from jury_app.screening.coverage import seen as milliseconds
from jury_app.ui.player.shuttle import BACK, FORWARD

from .conftest import CODINGS, OLDER, ffmpeg, pattern


def runs_to(qtbot, player, position):
    qtbot.waitUntil(lambda: player.position >= position, timeout=15_000)


def comes_to(qtbot, player, state):
    qtbot.waitUntil(lambda: player.status == state, timeout=15_000)


def picture(view):
    return view.screen().grabWindow(int(view.winId())).toImage()


def is_dark(view):
    image = picture(view)
    points = ((x, y) for x in range(8, image.width(), 32) for y in range(8, image.height(), 4))
    return all(image.pixelColor(*point).value() < 24 for point in points)


def frame(view):
    """The number of the frame that is shown of a film made by `numbered`."""
    image = picture(view)
    width, middle = image.width(), image.height() // 2
    bars = range(8)
    return sum(
        1 << bar
        for bar in bars
        if image.pixelColor(int((bar + 0.5) * width / 8), middle).value() > 128
    )


@pytest.mark.parametrize("name", CODINGS)
def test_films_of_every_coding_show_pictures_and_run(qtbot, player, stage, clip, name):
    assert is_dark(stage)
    with qtbot.waitSignal(player.length, timeout=15_000) as length:
        player.open(clip(name))
    assert abs(length.args[0] - 3000) < 120
    runs_to(qtbot, player, 700)
    assert player.status == "playing"
    assert not is_dark(stage)
    assert len(player.tracks.audio) == 1
    assert player.tracks.size == (320, 180)
    assert player.tracks.frame == pytest.approx(40, abs=0.1)


@pytest.mark.parametrize("name", OLDER)
def test_films_in_older_containers_show_pictures_and_run(qtbot, player, stage, clip, name):
    player.open(clip(name))
    runs_to(qtbot, player, 700)
    qtbot.waitUntil(lambda: not is_dark(stage), timeout=5_000)
    qtbot.waitUntil(lambda: len(player.tracks.audio) == 1, timeout=5_000)


def test_a_film_that_ran_to_its_end_was_seen_whole(qtbot, player, clip):
    told = []
    player.seen_changed.connect(told.append)
    player.open(clip("h264.mp4"))
    comes_to(qtbot, player, "ended")
    assert player.seen == ((0, player.duration),)
    assert told[-1] == player.seen
    assert player.position == player.duration


def test_the_end_keeps_its_last_picture_and_leads_back(qtbot, player, stage, clip):
    player.open(clip("h264.mp4"), at=2_000)
    comes_to(qtbot, player, "ended")
    assert not is_dark(stage)
    player.seek(500)
    assert (player.status, player.position) == ("paused", 500)
    player.play()
    runs_to(qtbot, player, 900)
    assert player.position < 2_000
    player.seek(2_600)
    comes_to(qtbot, player, "ended")
    player.play()
    runs_to(qtbot, player, 300)
    assert player.position < 2_000


def test_a_film_opens_at_the_frame_where_it_was_left(qtbot, player, stage, numbered):
    player.open(numbered, at=1_500, paused=True, seen=((0, 1_500),))
    comes_to(qtbot, player, "paused")
    qtbot.waitUntil(lambda: frame(stage) in {37, 38}, timeout=5_000)
    assert player.position == 1_500
    assert player.seen == ((0, 1_500),)


def test_frames_are_stepped_one_by_one_there_and_back(qtbot, player, stage, numbered):
    player.open(numbered, at=1_500, paused=True)
    comes_to(qtbot, player, "paused")
    for by, shown in ((1, 38), (1, 39), (1, 40), (-1, 39), (-1, 38), (-10, 28), (1, 29)):
        player.step(by)
        qtbot.waitUntil(lambda shown=shown: frame(stage) == shown, timeout=5_000)
        assert player.position == shown * 40 + 20
    player.play()
    with qtbot.waitSignal(player.seen_changed, timeout=5_000):
        pass
    assert 2_180 <= player.position < 3_500
    player.step(-1_000)
    qtbot.waitUntil(lambda: frame(stage) == 0, timeout=5_000)


def test_pauses_and_jumps(qtbot, player, clip, clock):
    player.open(clip("h264.mp4"))
    runs_to(qtbot, player, 400)
    player.toggle()
    assert player.status == "paused"
    at = player.position
    clock.ahead += 10
    assert player.position == at
    player.skip(-5_000)
    assert player.position == 0
    player.seek(2_000)
    player.toggle()
    runs_to(qtbot, player, 2_300)
    assert milliseconds(player.seen, length=3_000) < at + 600
    assert all(not begin <= 1_500 < end for begin, end in player.seen)


def test_positions_come_smoothly_and_none_while_it_stands(qtbot, player, stage, numbered):
    told = []
    player.moved.connect(told.append)
    player.open(numbered)
    runs_to(qtbot, player, 1_200)
    steps = [after - before for before, after in pairwise(told)]
    assert len(told) > 15
    assert max(steps) < 450
    player.pause()
    told.clear()
    player.seek(2_500)
    qtbot.waitUntil(lambda: frame(stage) in {62, 63}, timeout=5_000)
    assert told == [2_500]


def test_l_plays_faster_each_time_and_j_slows_then_runs_back(qtbot, player, clip):
    player.open(clip("h264.mp4"), at=1_500, paused=True)
    comes_to(qtbot, player, "paused")
    rates = []
    for _ in FORWARD:
        player.faster()
        rates.append(player.rate)
    assert tuple(rates) == FORWARD
    player.set_rate(1.5)
    player.slower()
    assert (player.rate, player.is_playing) == (1.0, True)
    player.slower()
    assert (player.rate, player.status) == (BACK[0], "paused")
    at = player.position
    qtbot.waitUntil(lambda: player.position < at - 400, timeout=5_000)
    player.slower()
    assert player.rate == BACK[1]
    player.pause()
    assert player.rate == 1.0
    at = player.position
    told = []
    player.moved.connect(told.append)
    player.play()
    runs_to(qtbot, player, at + 400)
    assert min(told) >= at - 40  # nothing went on backwards


def test_back_ends_at_the_beginning(qtbot, player, clip):
    player.open(clip("h264.mp4"), at=900, paused=True)
    comes_to(qtbot, player, "paused")
    player.slower()
    qtbot.waitUntil(lambda: player.position == 0 and player.rate == 1.0, timeout=5_000)
    player.faster()
    runs_to(qtbot, player, 300)


def test_fast_is_fast_and_not_seen(qtbot, player, clip):
    player.open(clip("h264.mp4", 12, size="64x36"))
    runs_to(qtbot, player, 300)
    player.set_rate(8.0)
    seen = player.seen
    comes_to(qtbot, player, "ended")
    assert player.seen == seen


def test_what_is_asked_for_while_it_opens_is_done(qtbot, player, clip):
    player.open(clip("h264.mp4"))
    player.pause()
    comes_to(qtbot, player, "paused")
    player.open(clip("h264.mp4"), at=1_000, paused=True)
    player.play()
    runs_to(qtbot, player, 1_300)
    assert player.status == "playing"


def test_going_through_films_shows_the_last_one(qtbot, player, clip):
    names = ["h264.mp4", "vp9.webm", "prores.mov", "pcm.mkv", "hevc.mkv"]
    for name in names:
        player.open(clip(name))
    runs_to(qtbot, player, 400)
    assert player.path == clip(names[-1])
    player.leave()
    assert (player.status, player.path, player.position, player.duration) == ("empty", None, 0, 0)


def test_sound_holds_from_film_to_film(qtbot, player, clip):
    told = []
    player.sound.changed.connect(lambda *each: told.append(each))
    player.sound.set_volume(35)
    player.sound.set_muted(True)
    for name in ("h264.mp4", "pcm.mkv"):
        player.open(clip(name))
        runs_to(qtbot, player, 300)
        assert (player.sound.volume, player.sound.is_muted) == (35, True)
    player.sound.set_volume(140)
    assert told == [(35, False), (35, True), (100, False)]


def test_twenty_audio_tracks_can_be_chosen(qtbot, player, tmp_path):
    film = tmp_path / "film.mkv"
    maps = [each for _ in range(20) for each in ("-map", "1:a")]
    ffmpeg(*pattern(3), "-map", "0:v", *maps, "-c:v", "libx264", "-preset", "ultrafast",
           "-c:a", "flac", "-metadata:s:a:3", "language=fra", film)  # fmt: skip
    player.open(film)
    runs_to(qtbot, player, 300)
    tracks = player.tracks.audio
    assert len(tracks) == 20
    assert [tracks[3].name, tracks[4].name] == ["français", "Track 5"]
    player.choose_audio(tracks[7].id)
    qtbot.waitUntil(lambda: player.tracks.audio_track == tracks[7].id, timeout=5_000)


@pytest.fixture
def subtitled(tmp_path, clip):
    """A film with a subtitle track that says it must be shown, and a file of them beside it."""
    times = [f"00:00:0{n // 5},{n % 5 * 200:03}" for n in range(16)]
    cues = (f"1\n{begin} --> {end}\n{'█' * 19}" for begin, end in pairwise(times))
    (tmp_path / "film.srt").write_text("\n\n".join(cues))
    film = tmp_path / "film.mkv"
    ffmpeg("-f", "lavfi", "-i", "color=black:size=320x180:rate=25:duration=3",
           "-i", tmp_path / "film.srt", "-c:v", "libx264", "-preset", "ultrafast",
           "-c:s", "srt", "-disposition:s:0", "default+forced", film)  # fmt: skip
    return film


def test_subtitles_are_off_until_they_are_chosen(qtbot, player, stage, subtitled):
    player.open(subtitled)
    runs_to(qtbot, player, 700)
    assert player.tracks.subtitle == -1
    assert is_dark(stage)
    assert len(player.tracks.subtitles) == 1  # none from the file beside it
    player.choose_subtitle(player.tracks.subtitles[0].id)
    qtbot.waitUntil(lambda: not is_dark(stage), timeout=5_000)
    player.choose_subtitle(-1)
    qtbot.waitUntil(lambda: is_dark(stage), timeout=5_000)


def test_another_native_window_gets_the_film(qtbot, player, stage, clip):
    player.open(clip("h264.mp4", 6))
    runs_to(qtbot, player, 500)
    stage.window_changed.emit(stage.window_number())
    assert player.status == "opening"
    runs_to(qtbot, player, 900)
    assert player.position < 3_000
    assert not is_dark(stage)
