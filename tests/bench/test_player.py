"""The player beside a bare libvlc window, and beside itself after many films. Ratios in one run."""

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

from jury_app.screening.demo_clips import write_clip
from tests.display import own_display

pytestmark = [
    pytest.mark.bench,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Xvfb and /proc"),
]
PLAYING = Path(__file__).with_name("playing.py")


@pytest.fixture(scope="module")
def display():
    """An X display of its own."""
    with own_display("1920x1080") as name:
        yield name


def playing(display, *arguments):
    done = subprocess.run(
        [sys.executable, PLAYING, *map(str, arguments)],
        env=os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
        stdout=subprocess.PIPE,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("suffix", [".mp4", ".webm", ".mov"])
def test_a_film_shows_within_1_3_times_a_bare_libvlc_window(display, tmp_path, suffix):
    film = tmp_path / f"film{suffix}"
    write_clip(film, 7, "Mirror")
    bare, ours = (statistics.median(each) for each in playing(display, "first-frame", film, 15))
    print(
        f"\nfirst frame of {suffix}: {ours * 1e3:.0f} ms, bare libvlc {bare * 1e3:.0f} ms:"
        f" {ours / bare:.2f} × (goal 1.3)"
    )
    assert ours <= 1.3 * bare


def test_fifty_films_take_no_more_memory_than_three(display, tmp_path):
    films = [tmp_path / f"film {n}{suffix}" for n, suffix in enumerate((".mp4", ".webm", ".mov"))]
    for number, film in enumerate(films):
        write_clip(film, number, "Mirror")
    used = playing(display, "memory", 50, *films)
    print(
        f"\nmemory after 50 films: {used[-1] >> 20} MB, after the third {used[2] >> 20} MB:"
        f" {used[-1] / used[2]:.2f} × (goal 1.2)"
    )
    assert used[-1] <= 1.2 * used[2]
