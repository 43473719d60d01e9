"""Subtitles that would take the machine: no memory without bound, and a plain word."""

import os
import sys
from pathlib import Path

import pytest

from jury_app.ui.juror.room.filmkeys import next_subtitle
from jury_app.ui.player.transport import Transport

from .conftest import ffmpeg, pattern
from .test_player import runs_to

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
    qtbot.waitUntil(lambda: any(each.is_heavy for each in player.tracks.subtitles), timeout=15_000)
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
