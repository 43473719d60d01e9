"""Films that are none, are broken, or break while they play: told, and the player goes on."""

import http.server
import threading
from functools import partial

import pytest

from jury_app.base.errors import Problem, Refusal
from jury_app.ui.player.player import Player

from .conftest import SILENT, ffmpeg, pattern
from .test_player import comes_to, is_dark, runs_to


def told(qtbot, player, path, timeout=15_000, **how):
    """What the player says of a film that cannot be watched."""
    with qtbot.waitSignal(player.failed, timeout=timeout) as failed:
        player.open(path, **how)
    assert player.status == "failed"
    return failed.args[0]


@pytest.fixture
def goes_on(qtbot, player, clip):
    """After everything that happened, the player plays the next film."""
    yield
    player.open(clip("h264.mp4"))
    runs_to(qtbot, player, 400)
    assert player.status == "playing"


def test_a_film_that_is_not_there(qtbot, player, tmp_path, goes_on):
    error = told(qtbot, player, tmp_path / "gone.mp4")
    assert isinstance(error, Problem)
    assert str(error).endswith("gone.mp4: There is no such file or folder; check the name.")


def test_a_film_of_no_bytes(qtbot, player, tmp_path, goes_on):
    (tmp_path / "film.mp4").write_bytes(b"")
    error = told(qtbot, player, tmp_path / "film.mp4")
    assert isinstance(error, Refusal)
    assert "0 bytes" in str(error)


def test_a_folder_and_bytes_that_are_no_film(qtbot, player, tmp_path, goes_on):
    assert "no plain file" in str(told(qtbot, player, tmp_path))
    (tmp_path / "film.mp4").write_bytes(bytes(range(256)) * 64)
    assert "no film in a form that is played here" in str(
        told(qtbot, player, tmp_path / "film.mp4")
    )


def test_a_film_without_its_index(qtbot, player, clip, tmp_path, goes_on):
    whole = clip("h264.mp4").read_bytes()
    (tmp_path / "film.mp4").write_bytes(whole[: len(whole) // 2])  # the index stands at the end
    error = told(qtbot, player, tmp_path / "film.mp4")
    assert isinstance(error, Refusal)
    assert "damaged or incomplete" in str(error)


@pytest.fixture(scope="session")
def streamed(tmp_path_factory):
    """A film of twelve seconds with its index before the pictures."""
    film = tmp_path_factory.mktemp("streamed") / "film.mp4"
    ffmpeg(*pattern(12, size="64x36"), "-c:v", "libx264", "-preset", "ultrafast", "-g", "12",
           "-c:a", "aac", "-movflags", "+faststart", film)  # fmt: skip
    return film


def test_a_film_whose_end_is_missing_plays_what_there_is(
    qtbot, player, streamed, tmp_path, goes_on
):
    whole = streamed.read_bytes()
    (tmp_path / "film.mp4").write_bytes(whole[: len(whole) // 3])
    error = told(qtbot, player, tmp_path / "film.mp4", timeout=20_000)
    assert isinstance(error, Refusal)
    assert error.arguments["length"] == "0:12"
    assert error.arguments["at"] in {"0:02", "0:03", "0:04"}
    assert player.seen[0][1] > 2_000


def test_a_picture_whose_coding_nobody_knows(qtbot, player, clip, tmp_path, goes_on):
    content = clip("h264.mp4").read_bytes()
    (tmp_path / "film.mp4").write_bytes(content.replace(b"avc1", b"zzz9"))
    seen = []
    player.seen_changed.connect(seen.append)
    error = told(qtbot, player, tmp_path / "film.mp4", timeout=20_000)
    assert isinstance(error, Refusal)
    assert "no picture" in str(error)
    assert (seen, player.seen, player.position) == ([], (), 0)  # its sound ran for two seconds


def test_a_film_of_sound_alone(qtbot, player, tmp_path, goes_on):
    film = tmp_path / "film.mkv"
    ffmpeg("-f", "lavfi", "-i", "sine=440:duration=6", "-c:a", "flac", film)
    assert "no picture" in str(told(qtbot, player, film, timeout=20_000))


def test_a_film_of_many_hours(qtbot, player, stage, tmp_path, goes_on):
    film = tmp_path / "film.mkv"
    ffmpeg("-f", "lavfi", "-i", "testsrc2=size=64x36:rate=1:duration=72000", "-c:v", "libx264",
           "-preset", "ultrafast", "-g", "600", "-crf", "51", film)  # fmt: skip
    player.open(film, at=71_000_000)
    runs_to(qtbot, player, 71_000_400)
    assert player.duration == pytest.approx(72_000_000, abs=2_000)
    player.seek(36_000_000)
    qtbot.waitUntil(lambda: 36_000_000 < player.position < 36_100_000, timeout=10_000)


def test_metadata_and_track_names_are_harmless(qtbot, player, tmp_path, clip, goes_on):
    film = tmp_path / "film.mkv"
    ffmpeg("-i", clip("h264.mp4"), "-c", "copy", "-metadata", "title=" + "<b>" * 5_000,
           "-metadata:s:a:0", "title=<img src=x>\u202egnp.exe\n" + "A" * 5_000, film)  # fmt: skip
    player.open(film)
    runs_to(qtbot, player, 400)
    name = player.tracks.audio[0].name
    assert len(name) < 120
    assert "\u202e" not in name
    assert "\n" not in name


def test_a_hundred_megabytes_of_subtitles_stop_nothing(qtbot, player, tmp_path, clip, goes_on):
    subtitles, film = tmp_path / "film.ass", tmp_path / "film.mkv"
    head = "[Script Info]\nScriptType: v4.00+\n\n[Events]\nFormat: Layer, Start, End, Style, Text\n"
    line = "Dialogue: 0,0:00:00.00,0:00:03.00,Default," + "{\\t(0,3000,\\fscx900)}W" * 40_000 + "\n"
    with subtitles.open("w") as file:
        file.write(head)
        for _ in range(110):
            file.write(line)
    assert subtitles.stat().st_size > 90_000_000
    ffmpeg("-i", clip("h264.mp4"), "-c", "copy", film)
    player.open(film)
    runs_to(qtbot, player, 400)
    assert player.tracks.subtitles == ()  # what lies beside a film is not looked at


def test_heavy_subtitles_that_are_chosen_stop_nothing(qtbot, player, tmp_path, clip, goes_on):
    """Forty cues of a hundred thousand letters each, shown over each other."""
    cue = ("W" * 60 + "\n") * 2_000
    cues = (f"{n}\n00:00:0{n // 20},{n % 20 * 50:03} --> 00:00:03,000\n{cue}" for n in range(1, 41))
    subtitles, film = tmp_path / "film.srt", tmp_path / "film.mkv"
    subtitles.write_text("\n\n".join(cues))
    ffmpeg("-i", clip("h264.mp4"), "-i", subtitles, "-c", "copy", "-c:s", "srt", film)
    player.open(film)
    runs_to(qtbot, player, 200)
    player.choose_subtitle(player.tracks.subtitles[0].id)
    player.seek(0)
    runs_to(qtbot, player, 2_000)
    assert player.status == "playing"


class _Listener(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        self.send_response(404)
        self.end_headers()

    def log_message(self, *_):
        """Be quiet."""


@pytest.fixture
def listener():
    """A real server on this machine, and what it was asked for."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Listener)
    server.asked = []
    connections = []
    server.verify_request = lambda _request, address: connections.append(address) or True
    thread = threading.Thread(target=partial(server.serve_forever, poll_interval=0.05))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", connections
    server.shutdown()
    server.server_close()
    thread.join()


DISGUISES = {
    "HLS playlist": "#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\n{url}/1.ts\n#EXT-X-ENDLIST\n",
    "M3U playlist": "#EXTM3U\n#EXTINF:5,film\n{url}/film.mp4\n",
    "PLS playlist": "[playlist]\nNumberOfEntries=1\nFile1={url}/film.mp4\n",
    "ASX": '<asx version="3.0"><entry><ref href="{url}/film.asf"/></entry></asx>',
    "HTML": '<!doctype html><video src="{url}/film.mp4" autoplay></video>',
    "XSPF": '<?xml version="1.0"?><playlist version="1" xmlns="http://xspf.org/ns/0/"><trackList>'
    "<track><location>{url}/film.mp4</location></track></trackList></playlist>",
    "SMIL": '<smil><body><video src="{url}/film.mp4"/></body></smil>',
    "DASH": '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><BaseURL>{url}/'
    "</BaseURL></MPD>",
    "SDP": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nm=video 5004 RTP/AVP 96\na=control:{url}\n",
    "QuickTime link": 'RTSPtextrtsp://{url}/film\nSMILtext<smil><video src="{url}"/></smil>',
}


@pytest.mark.parametrize("kind", DISGUISES)
def test_what_is_disguised_as_a_film_is_refused_and_opens_no_socket(
    qtbot, player, tmp_path, listener, kind
):
    url, connections = listener
    film = tmp_path / "film.mp4"
    film.write_text(DISGUISES[kind].format(url=url))
    error = told(qtbot, player, film)
    assert isinstance(error, Refusal)
    assert "text or a playlist" in str(error)
    assert connections == []


def box(kind, *parts):
    body = b"".join(parts)
    return (8 + len(body)).to_bytes(4, "big") + kind + body


def test_a_playlist_with_the_head_of_a_film_opens_no_socket(qtbot, player, tmp_path, listener):
    """It passes for a film by its first bytes; then libvlc itself may only use film demuxers."""
    url, connections = listener
    head = box(b"ftyp", b"qt  ", bytes(4), b"qt  ")
    address = url.encode() + b"/film.mp4\0"
    reference = box(b"rdrf", bytes(4), b"url ", len(address).to_bytes(4, "big"), address)
    movie = box(b"moov", box(b"rmra", box(b"rmda", reference)))
    film = tmp_path / "film.mov"
    for content in (head + movie, head + DISGUISES["HLS playlist"].format(url=url).encode()):
        film.write_bytes(content)
        told(qtbot, player, film, timeout=25_000)
        assert connections == []


def test_the_listener_hears_a_libvlc_that_may_use_everything(qtbot, tmp_path, listener):
    """The proof of the two tests above: without our list the same bytes are fetched."""
    import vlc

    url, connections = listener
    film = tmp_path / "film.mp4"
    film.write_text(DISGUISES["HLS playlist"].format(url=url))
    instance = vlc.Instance("--quiet", "--aout=dummy", "--vout=dummy")
    player = instance.media_player_new(str(film))
    player.play()
    qtbot.waitUntil(lambda: bool(connections), timeout=15_000)
    player.stop()
    player.release()
    instance.release()


def test_without_libvlc_it_says_how_to_get_it(qtbot, stage, clip, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "vlc", None)
    player = Player(stage, options=SILENT)
    error = told(qtbot, player, clip("h264.mp4"))
    assert isinstance(error, Problem)
    assert "Install" in str(error)
    assert is_dark(stage)
    player.close()
    player.deleteLater()


def test_a_player_that_failed_is_quiet(qtbot, player, tmp_path):
    told(qtbot, player, tmp_path / "gone.mp4")
    player.play()
    player.pause()
    player.seek(500)
    player.step(1)
    player.skip(-5)
    assert (player.status, player.position, player.duration) == ("failed", 0, 0)
    player.leave()
    comes_to(qtbot, player, "empty")
