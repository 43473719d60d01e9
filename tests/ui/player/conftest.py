"""Films made for these tests, and a player on a window, without sound."""

import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jury_app.ui.player.film import FilmView
from jury_app.ui.player.player import Player

SILENT = ("--aout=dummy",)
SIZE = "320x180"
RATE = 25
X264 = ("-c:v", "libx264", "-preset", "ultrafast", "-g", "25", "-pix_fmt", "yuv420p")
CODINGS = {
    "h264.mp4": (*X264, "-c:a", "aac"),
    "hevc.mkv": ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none",
                 "-pix_fmt", "yuv420p", "-c:a", "flac"),
    "prores.mov": ("-c:v", "prores", "-c:a", "pcm_s16le"),
    "vp9.webm": ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8",
                 "-c:a", "libopus"),
    "flac.mp4": (*X264, "-c:a", "flac", "-strict", "experimental"),
    "pcm.mkv": (*X264, "-c:a", "pcm_s16le"),
}  # fmt: skip
OLDER = {
    "mpeg4.avi": ("-c:v", "mpeg4", "-c:a", "mp3"),
    "h264.ts": (*X264, "-c:a", "aac"),
    "mpeg2.mpg": ("-c:v", "mpeg2video", "-c:a", "mp2"),
    "theora.ogv": ("-c:v", "libtheora", "-c:a", "libvorbis"),
    "wmv2.wmv": ("-c:v", "wmv2", "-c:a", "wmav2"),
}
"""Containers of which libvlc does not tell all that it tells of the others."""


def ffmpeg(*arguments: object) -> None:
    subprocess.run(
        ["ffmpeg", "-v", "error", "-nostdin", "-y", *map(str, arguments)],
        check=True,
        stdin=subprocess.DEVNULL,
    )


def pattern(seconds: float, *, size: str = SIZE) -> tuple[object, ...]:
    """Inputs: a moving picture that bears its time, and a tone."""
    return (
        *("-f", "lavfi", "-i", f"testsrc2=size={size}:rate={RATE}:duration={seconds}"),
        *("-f", "lavfi", "-i", f"sine=440:duration={seconds}"),
    )


@pytest.fixture(scope="session")
def clip(tmp_path_factory) -> Callable[..., Path]:
    """`clip("h264.mp4", 3)`: a film of three seconds, made once."""
    if shutil.which("ffmpeg") is None:
        pytest.skip("ffmpeg is not here")
    folder = tmp_path_factory.mktemp("clips")

    def made(name: str, seconds: float = 3, *, size: str = SIZE) -> Path:
        path = folder / f"{seconds}-{size}-{name}"
        if not path.exists():
            ffmpeg(*pattern(seconds, size=size), *(CODINGS | OLDER)[name], path)
        return path

    return made


@pytest.fixture
def stage(qtbot, theme):
    """A window that is shown, with a film's place in it."""
    window = QWidget()
    window.resize(640, 360)
    box = QVBoxLayout(window)
    box.setContentsMargins(0, 0, 0, 0)
    view = FilmView(window)
    box.addWidget(view)
    window.show()
    qtbot.waitExposed(window)
    yield view
    window.close()
    window.deleteLater()


class Clock:
    """The clock that is not set by people, and can be put forward."""

    def __init__(self):
        self.ahead = 0.0

    def __call__(self):
        return time.monotonic() + self.ahead


@pytest.fixture
def clock():
    """The clock of the player; `clock.ahead += 10`: ten seconds have passed."""
    return Clock()


@pytest.fixture
def player(stage, clock):
    """A player into that window."""
    player = Player(stage, options=SILENT, clock=clock)
    yield player
    player.close()
    player.deleteLater()


@pytest.fixture
def numbered(tmp_path):
    """A film of three seconds whose frames bear their number in eight bars, black or white."""
    film = tmp_path / "numbered.mp4"
    bars = "geq=lum='16+219*gt(bitand(N,pow(2,floor(X/40))),0)'"
    source = f"color=black:size=320x180:rate=25:duration=3,format=gray,{bars},format=yuv420p"
    ffmpeg("-f", "lavfi", "-i", source, "-c:v", "libx264", "-preset", "ultrafast", film)
    return film
