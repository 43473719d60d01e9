"""Subtitles that are not shown any more: the window says why, and the film goes on."""

from jury_app.desks.juror import reading
from jury_app.ui.juror.room.room import Room
from tests.ui.juror.room.conftest import LINEAR
from tests.ui.player.conftest import ffmpeg, pattern


def test_the_window_says_why_subtitles_were_switched_off(qtbot, window, session, drive, tmp_path):
    text = tmp_path / "lines.srt"
    lines = (f"{n}\n00:00:01,000 --> 00:00:40,000\n{'W' * 400}{n}\n\n" for n in range(1, 6_000))
    text.write_text("".join(lines))
    ffmpeg(*pattern(40), "-i", text, "-map", "0", "-map", "1", "-map", "2", "-c:v", "libx264",
           "-preset", "ultrafast", "-c:s", "srt", tmp_path / "film.mkv")  # fmt: skip
    (tmp_path / "film.mkv").replace(next(drive.glob("0001 *.mp4")))
    film = next(each for each in reading.queue_of(session.seat) if each.number == LINEAR)
    window.open_film(film.film, film.round)
    room = window.centralWidget().findChild(Room)
    qtbot.waitUntil(lambda: room.player.tracks.subtitles != (), timeout=15_000)
    room.player.choose_subtitle(room.player.tracks.subtitles[0].id)
    words = "so much text that it would stop the picture"
    qtbot.waitUntil(lambda: any(words in each.text for each in window.notices.shown))
    qtbot.waitUntil(lambda: room.player.tracks.subtitle == -1)
    assert room.player.status in {"playing", "paused"}  # paused: these are not the film's own bytes
