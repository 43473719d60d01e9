"""Subtitles that would take the machine: no memory without bound, and a plain word."""

import os
import struct
import sys
import threading
from pathlib import Path

import pytest

from jury_app.base.children import ChildBug
from jury_app.ui.juror.room.filmkeys import next_subtitle
from jury_app.ui.player.tracks import Track, _Facts, _weighed
from jury_app.ui.player.transport import Transport
from jury_app.ui.player.weighing import Weighing
from tests.screening.test_subtitles import CODING, MUCH, TYPE, block, cluster, element

from .conftest import ffmpeg, pattern
from .test_player import comes_to, runs_to

HEAD = """[Script Info]
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour
Style: Default,Sans,20,&H00FFFFFF

[Events]
Format: Layer, Start, End, Style, Text
"""
GROWTH = 100 << 20
"""Bytes; libass took two thousand million for these in eleven seconds."""


@pytest.fixture
def hostile(tmp_path):
    """A film with letters of thousands of pixels, blurred and turning, one layer a second."""
    lines = (
        f"Dialogue: {n},0:00:0{n % 10}.00,0:00:20.00,Default,"
        f"{{\\fs{5000 + n}\\blur100\\bord200\\t(0,20000,\\fscx9000\\frz3600)}}{'W' * 200}{n}\n"
        for n in range(2000)
    )
    (tmp_path / "film.ass").write_text(HEAD + "".join(lines))
    film = tmp_path / "film.mkv"
    ffmpeg(*pattern(10), "-i", tmp_path / "film.ass", "-map", "0", "-map", "1", "-map", "2",
           "-c:v", "libx264", "-preset", "ultrafast", "-c:s", "copy", film)  # fmt: skip
    return film


def weights(player):
    return [track.weight for track in player.tracks.subtitles]


def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc")
def test_subtitles_with_a_layout_of_their_own_take_no_memory(qtbot, player, hostile):
    player.open(hostile)
    runs_to(qtbot, player, 400)
    before = resident()
    player.choose_subtitle(player.tracks.subtitles[0].id)
    runs_to(qtbot, player, 5_000)
    assert player.status == "playing"
    assert resident() - before < GROWTH


def test_the_menu_says_which_subtitles_are_not_shown(qtbot, player, keys, hostile):
    transport = Transport(player, keys)
    qtbot.addWidget(transport)
    player.open(hostile)
    qtbot.waitUntil(lambda: bool(player.tracks.subtitles), timeout=15_000)
    menu = transport._subtitles.menu()
    menu.aboutToShow.emit()
    none, styled = menu.actions()
    assert none.isEnabled()
    assert not styled.isEnabled()
    assert "not shown here" in styled.text()


@pytest.mark.parametrize(("coding", "name"), [("srt", "film.mkv"), ("mov_text", "film.mp4")])
def test_subtitles_that_would_stop_the_picture_cannot_be_chosen(  # noqa: PLR0917  fixtures
    qtbot, player, keys, tmp_path, coding, name
):
    times = "00:00:00,500 --> 00:00:09,000"
    for file, count in (("light.srt", 2), ("heavy.srt", 6_000)):
        lines = (f"{n}\n{times}\n{'W' * 400}{n}\n\n" for n in range(1, count))
        (tmp_path / file).write_text("".join(lines))
    film = tmp_path / name
    ffmpeg(*pattern(10), "-i", tmp_path / "light.srt", "-i", tmp_path / "heavy.srt", "-map", "0",
           "-map", "1", "-map", "2", "-map", "3", "-c:v", "libx264", "-preset", "ultrafast",
           "-c:s", coding, film)  # fmt: skip
    transport = Transport(player, keys)
    qtbot.addWidget(transport)
    player.open(film)
    qtbot.waitUntil(lambda: weights(player) == ["light", "heavy"], timeout=15_000)
    menu = transport._subtitles.menu()
    menu.aboutToShow.emit()
    none, light, heavy = menu.actions()
    assert none.isEnabled()
    assert light.isEnabled()
    assert not heavy.isEnabled()
    assert "too large: it would stop the picture" in heavy.text()
    light.trigger()
    qtbot.waitUntil(lambda: player.tracks.subtitle == player.tracks.subtitles[0].id)
    next_subtitle(player)
    qtbot.waitUntil(lambda: player.tracks.subtitle == -1)


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A film of 380 MB with two tracks of subtitles; the second grows heavy near its end."""
    folder = tmp_path_factory.mktemp("large")
    (folder / "light.srt").write_text("1\n00:00:00,500 --> 00:00:09,000\nW\n\n")
    late = "00:00:04,700 --> 00:00:09,000"
    lines = (f"{n}\n{late}\n{'W' * 400}{n}\n\n" for n in range(1, 6_000))
    (folder / "late.srt").write_text("".join(lines))
    film = folder / "film.mkv"
    ffmpeg(*pattern(5, size="1920x1080"), "-i", folder / "light.srt", "-i", folder / "late.srt",
           "-map", "0", "-map", "1", "-map", "2", "-map", "3", "-c:v", "rawvideo", "-pix_fmt",
           "yuv420p", "-c:a", "pcm_s16le", "-c:s", "copy", film)  # fmt: skip
    yield film
    film.unlink()


def test_what_grows_heavy_after_it_was_chosen_is_switched_off_before_it_comes(qtbot, player, large):
    player.open(large, paused=True)
    comes_to(qtbot, player, "paused")
    qtbot.waitUntil(lambda: len(player.tracks.subtitles) == 2, timeout=15_000)
    light, late = player.tracks.subtitles
    assert late.can_be_shown
    with qtbot.waitSignal(player.subtitles_dropped, timeout=30_000) as dropped:
        player.choose_subtitle(late.id)
    assert "so much text that it would stop the picture" in str(dropped.args[0])
    qtbot.waitUntil(lambda: weights(player)[1] == "heavy" and player.tracks.subtitle == -1)
    player.choose_subtitle(light.id)
    qtbot.waitUntil(lambda: player.tracks.subtitle == light.id)
    qtbot.waitUntil(lambda: weights(player) == ["light", "heavy"], timeout=30_000)
    assert player.tracks.subtitle == light.id
    player.play()
    runs_to(qtbot, player, 400)
    assert player.status == "playing"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc")
def test_what_was_not_chosen_of_a_large_film_is_not_counted_to_its_end(qtbot, player, large):
    player.open(large, paused=True)
    comes_to(qtbot, player, "paused")
    qtbot.waitUntil(lambda: len(player.tracks.subtitles) == 2, timeout=15_000)
    counting = next(each for each in threading.enumerate() if each.name == "jury-app-subtitles")
    qtbot.waitUntil(lambda: bool(readers(counting)), timeout=15_000)
    qtbot.waitUntil(lambda: not readers(counting), timeout=30_000)
    assert counting.is_alive()
    assert weights(player) == ["open", "open"]
    player.open(large)
    qtbot.waitUntil(lambda: not counting.is_alive(), timeout=15_000)


def readers(thread):
    """The children that a thread started to read films."""
    return Path(f"/proc/self/task/{thread.native_id}/children").read_text().split()


def page(kind, number, content):
    """A page of Ogg's stream 7."""
    head = b"OggS\0" + bytes([kind]) + bytes(8) + struct.pack("<II", 7, number)
    whole = bytearray(head + bytes(4) + bytes([1, len(content)]) + content)
    check = 0
    for byte in whole:
        check ^= byte << 24
        for _ in range(8):
            check = (check << 1 ^ (0x104C11DB7 if check >> 31 else 0)) & 0xFFFFFFFF
    whole[22:26] = check.to_bytes(4, "little")
    return bytes(whole)


def test_text_in_a_container_in_which_none_is_counted_is_named_and_not_shown(
    qtbot, player, keys, clip, tmp_path
):
    content = clip("theora.ogv").read_bytes()
    first = content.index(b"OggS\0\0")  # the pages that begin streams stand before all others
    text = struct.pack("<B8s4sIQQIIHH8x", 1, b"text", b"", 56, 10_000, 1, 1, 16384, 0, 0)
    comment = b"\3vorbis" + bytes(8) + b"\1"
    film = tmp_path / "film.ogv"
    film.write_bytes(content[:first] + page(2, 0, text) + page(0, 1, comment) + content[first:])
    transport = Transport(player, keys)
    qtbot.addWidget(transport)
    player.open(film)
    qtbot.waitUntil(lambda: weights(player) == ["unknown"], timeout=15_000)
    menu = transport._subtitles.menu()
    menu.aboutToShow.emit()
    none, unknown = menu.actions()
    assert none.isEnabled()
    assert not unknown.isEnabled()
    assert "how much text it holds cannot be found out" in unknown.text()
    with qtbot.waitSignal(player.subtitles_dropped, timeout=15_000) as dropped:
        player.choose_subtitle(player.tracks.subtitles[0].id)
    assert "Ask for the film anew, as MP4 or MKV." in str(dropped.args[0])
    qtbot.waitUntil(lambda: player.tracks.subtitle == -1)


def test_text_attached_to_a_film_is_named_and_not_shown(qtbot, player, tmp_path):
    """libvlc takes it for a file beside the film and reads it, however much it is."""
    text = tmp_path / "lines.srt"
    text.write_text("1\n00:00:00,100 --> 00:00:09,000\nW\n\n")
    ffmpeg(*pattern(5), "-i", text, "-map", "0", "-map", "1", "-map", "2", "-c:v", "libx264",
           "-preset", "ultrafast", "-c:s", "srt", "-attach", text, "-metadata:s:t",
           "mimetype=application/x-srt", tmp_path / "film.mkv")  # fmt: skip
    player.open(tmp_path / "film.mkv")
    qtbot.waitUntil(lambda: weights(player) == ["light", "unknown"], timeout=15_000)
    with qtbot.waitSignal(player.subtitles_dropped, timeout=15_000):
        player.choose_subtitle(player.tracks.subtitles[1].id)

    def is_shown():  # for a moment libvlc may still name the one that was switched off
        player.choose_subtitle(player.tracks.subtitles[0].id)
        return player.tracks.shown == player.tracks.subtitles[0]

    qtbot.waitUntil(is_shown, timeout=15_000)


def segment(kind, moment, content):
    return struct.pack(">2sIIBH", b"PG", 90 * moment, 0, kind, len(content)) + content


def test_images_are_shown_however_many_bytes_they_are(qtbot, player, tmp_path):
    """A film of two hours has thirty megabytes of them, and they do not stop its picture."""
    image = (b"\1\2" * 100 + b"\0\0") * 100
    place = struct.pack(">BHHHH", 0, 60, 40, 200, 100)
    sets = []
    for number in range(150):
        at = 500 + 20 * number
        parts = (
            (0x16, struct.pack(">HHBHBBBB8x", 320, 180, 16, number, 128, 0, 0, 1)),
            (0x17, b"\1" + place),
            (0x14, b"\0\0" + bytes([1, 235, 128, 128, 255, 2, 80, 128, 128, 255])),
            (0x15, struct.pack(">HBBIHH", 0, 0, 0xC0, len(image) + 4, 200, 100)[:4]
             + struct.pack(">IHH", len(image) + 4, 200, 100)[1:] + image),
            (0x80, b""),
        )  # fmt: skip
        sets += [segment(kind, at, content) for kind, content in parts]
    (tmp_path / "images.sup").write_bytes(b"".join(sets))
    film = tmp_path / "film.mkv"
    ffmpeg(*pattern(5), "-i", tmp_path / "images.sup", "-map", "0", "-map", "1", "-map", "2",
           "-c:v", "libx264", "-preset", "ultrafast", "-c:s", "copy", film)  # fmt: skip
    player.open(film)
    qtbot.waitUntil(lambda: weights(player) == ["light"], timeout=15_000)
    images = player.tracks.subtitles[0]
    player.choose_subtitle(images.id)
    runs_to(qtbot, player, 4_000)
    assert player.tracks.subtitle == images.id


def test_text_is_not_shown_where_a_bug_of_ours_keeps_it_from_being_counted(tmp_path):
    (tmp_path / "lines.srt").write_text("1\n00:00:00,500 --> 00:00:09,000\nW\n\n")
    film = tmp_path / "film.mkv"
    ffmpeg(*pattern(1), "-i", tmp_path / "lines.srt", "-map", "0", "-map", "1", "-map", "2",
           "-c:v", "libx264", "-preset", "ultrafast", "-c:s", "copy", film)  # fmt: skip
    told, failed = [], []
    weighing = Weighing(film, lambda: None, told.append, failed.append)  # no moment is a bug
    weighing.thread.join(15)
    assert told == [("open",), ()]
    assert [type(error) for error in failed] == [ChildBug]


def test_what_is_not_the_films_own_takes_no_weight_of_a_track_that_is_left_out():
    heavy, captions, attached = (Track(number, "") for number in (2, 3, 4))
    facts = {2: _Facts(b"subt", "", ""), 3: _Facts(b"c608", "", "")}
    for beside in (captions, attached):
        found = _weighed([heavy, beside], facts, ("light", "heavy"))
        assert [track.weight for track in found] == ["heavy", "unknown"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc")
def test_what_was_too_heavy_in_the_first_part_stays_so_while_the_rest_is_counted(qtbot, tmp_path):
    tracks = (element("AE", element("D7", each), TYPE, CODING) for each in (b"\1", b"\2"))
    picture = bytes.fromhex("A3") + (300 << 20 | 1 << 56).to_bytes(8, "big") + b"\x89\0\0\0"
    begun = bytes.fromhex("1F43B675") + ((300 << 20) + 9 | 1 << 56).to_bytes(8, "big") + picture
    size = (400 << 20 | 1 << 56).to_bytes(8, "big")
    head = element("1654AE6B", *tracks) + cluster(0, *MUCH) + begun
    film = tmp_path / "film.mkv"
    with film.open("wb") as file:
        file.write(element("1A45DFA3") + bytes.fromhex("18538067") + size + head)
        file.seek((300 << 20) - 4, os.SEEK_CUR)  # a hole, which takes no room on the disk
        file.write(cluster(9, block(b"W")))
    told = []
    weighing = Weighing(film, lambda: 3_600_000, told.append, told.append)
    qtbot.waitUntil(lambda: told[-1:] == [("heavy", "open")], timeout=15_000)
    qtbot.waitUntil(lambda: not readers(weighing.thread), timeout=15_000)
    before = len(told)
    weighing.go_on()
    weighing.thread.join(15)
    assert told[-1] == ("heavy", "light")
    assert {first for first, _second in told[before:]} == {"heavy"}
