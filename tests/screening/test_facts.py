"""Media facts from the real child: real films, disguised ones, hostile ones."""

import os
import random
import socket

import pytest

from jury_app.base.errors import Problem, Refusal
from jury_app.screening.demo_clips import CLIPS, write_clip
from jury_app.screening.facts import HEAD, Probe, container
from jury_app.screening.fingerprint import of


@pytest.fixture(scope="module")
def probe():
    with Probe() as running:
        yield running


@pytest.mark.parametrize(
    ("suffix", "coding"),
    [
        (".mp4", ("mp4", "AVC", ("AAC",), 25_000)),
        (".mov", ("mp4", "AVC", ("AAC",), 24_000)),
        (".webm", ("mkv", "VP9", ("Opus",), 24_000)),
    ],
)
def test_the_facts_of_a_film(probe, tmp_path, suffix, coding):
    path = tmp_path / f"film{suffix}"
    size, _ = write_clip(path, 1, "鏡子")
    facts = probe.facts(path)
    assert abs(facts.milliseconds - 10_000) < 50
    assert (facts.container, facts.picture, facts.sounds, facts.rate) == coding
    assert (facts.bytes, facts.width, facts.height) == (size, 640, 360)
    assert (facts.lossless_sound, facts.subtitles) == (False, 0)


def test_the_name_decides_nothing(probe, tmp_path):
    write_clip(tmp_path / "film.webm", 1, "x")
    (tmp_path / "film.webm").rename(tmp_path / "film.mp4")
    assert probe.facts(tmp_path / "film.mp4").container == "mkv"


@pytest.mark.parametrize("suffix", CLIPS)
@pytest.mark.parametrize("share", [10, 50, 95])
def test_a_film_without_its_end_is_told_as_that(probe, tmp_path, suffix, share):
    path = tmp_path / f"film{suffix}"
    size, _ = write_clip(path, 1, "x")
    os.truncate(path, size * share // 100)
    with pytest.raises(Refusal, match="incomplete") as error:
        probe.facts(path)
    assert error.value.place == str(path)


def test_an_empty_file_is_told_as_that(probe, tmp_path):
    (tmp_path / "film.mp4").touch()
    with pytest.raises(Refusal, match="empty"):
        probe.facts(tmp_path / "film.mp4")


DISGUISED = {
    "hls": b"#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1:{port}/a.ts\n",
    "pls": b"[playlist]\nFile1=http://127.0.0.1:{port}/a\n",
    "xspf": b'<?xml version="1.0"?><playlist><location>http://127.0.0.1:{port}/</location>',
    "utf-16": "#EXTM3U\nhttp://127.0.0.1:{port}/a.ts\n".encode("utf-16"),
    "asx": b'<asx version="3.0"><entry><ref href="http://127.0.0.1:{port}/"/></entry></asx>',
    "sdp": b"v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\nm=video {port} RTP/AVP 96\r\n",
}


@pytest.mark.parametrize("name", DISGUISED)
def test_a_playlist_named_as_a_film_is_refused_and_no_address_is_opened(probe, tmp_path, name):
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        port = str(server.getsockname()[1]).encode()
        path = tmp_path / "film.mp4"
        path.write_bytes(DISGUISED[name].replace(b"{port}", port))
        with pytest.raises(Refusal, match="text or a playlist"):
            probe.facts(path)
        with pytest.raises(BlockingIOError):
            server.accept()


def box(kind, *content):
    body = b"".join(content)
    return (8 + len(body)).to_bytes(4, "big") + kind + body


def test_a_reference_film_is_refused_and_its_address_is_not_opened(probe, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/a.mov".encode() + b"\0"
        reference = box(b"rdrf", bytes(4), b"url ", len(address).to_bytes(4, "big"), address)
        path = tmp_path / "film.mov"
        path.write_bytes(
            box(b"ftyp", b"qt  ", bytes(4), b"qt  ")
            + box(b"moov", box(b"rmra", box(b"rmda", reference)))
        )
        with pytest.raises(Refusal, match="no picture"):
            probe.facts(path)
        with pytest.raises(BlockingIOError):
            server.accept()


@pytest.mark.parametrize("content", [b"PK\x03\x04" + bytes(100), b"\x89PNG\r\n\x1a\n" + bytes(100)])
def test_another_kind_of_file_is_refused(probe, tmp_path, content):
    path = tmp_path / "film.mp4"
    path.write_bytes(content)
    with pytest.raises(Refusal, match="no film in a form that is played here"):
        probe.facts(path)


def test_a_folder_and_a_missing_file_are_told(probe, tmp_path):
    with pytest.raises(Refusal, match="no plain file"):
        probe.facts(tmp_path)
    with pytest.raises(Problem, match="no such file"):
        probe.facts(tmp_path / "film.mp4")


def test_mutated_films_end_in_facts_or_a_told_error(probe, tmp_path):
    path = tmp_path / "film.mp4"
    write_clip(path, 1, "x")
    whole = path.read_bytes()
    chance = random.Random(7)
    facts, errors = 0, []
    for _ in range(30):
        content = bytearray(whole)
        for _ in range(20):
            content[chance.randrange(4000)] = chance.randrange(256)
        path.write_bytes(content)
        try:
            probe.facts(path)
            facts += 1
        except (Problem, Refusal) as error:
            errors.append(error)
    assert facts > 0
    assert {error.place for error in errors} == {str(path)}


def test_a_child_that_takes_too_long_is_ended_and_the_next_film_gets_another(tmp_path):
    path = tmp_path / "film.mp4"
    write_clip(path, 1, "x")
    with Probe(timeout=0.001) as hasty:  # no interpreter starts in a millisecond
        for _ in range(2):
            with pytest.raises(Problem, match="damaged or hostile") as error:
                hasty.facts(path)
            assert error.value.place == str(path)


def test_the_child_takes_fingerprints_with_progress(probe, films):
    for path in (films, films / "film 0.mp4"):
        heard = []
        assert probe.fingerprint(path, progress=heard.append) == of(path)
        assert sum(heard) == of(path).bytes


def test_transport_streams_are_known_by_their_sync_bytes():
    for first, length in ((0, 188), (4, 192), (0, 204)):
        head = bytearray(HEAD)
        head[first] = head[first + length] = 0x47
        assert container(bytes(head)) == "ts"
    assert container(b"G" + bytes(HEAD)) is None
