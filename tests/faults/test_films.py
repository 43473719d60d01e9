"""The player through hundreds of films, opened and left in haste: its process never dies."""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.ui.player.conftest import CODINGS, ffmpeg, pattern

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Xvfb"),
]

CYCLES = int(os.environ.get("JURY_APP_CYCLES", "600"))
PROCESSES = 6
"""Each ends as a program does, with a film before it: what crashes at the end is seen too."""


@pytest.fixture(scope="module")
def display():
    read, write = os.pipe()
    xvfb = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as answer:
        yield f":{answer.readline().strip()}"
    xvfb.terminate()
    xvfb.wait()


@pytest.fixture(scope="module")
def films(tmp_path_factory) -> list[Path]:
    """Films of all codings, one with subtitles, one cut off, one without a byte."""
    if shutil.which("ffmpeg") is None:
        pytest.skip("ffmpeg is not here")
    folder = tmp_path_factory.mktemp("films")
    for name, coding in CODINGS.items():
        ffmpeg(*pattern(4), *coding, folder / name)
    (folder / "cues.srt").write_text("1\n00:00:00,000 --> 00:00:03,900\nOne line\n")
    h264 = folder / "h264.mp4"
    ffmpeg("-i", h264, "-i", folder / "cues.srt", "-c", "copy", "-c:s", "srt", folder / "sub.mkv")
    (folder / "cut.mp4").write_bytes(h264.read_bytes()[:100_000])
    (folder / "empty.mp4").write_bytes(b"")
    return sorted(path for path in folder.iterdir() if path.suffix != ".srt")


def test_hundreds_of_films_in_haste_crash_nothing(display, films):
    environment = {
        **os.environ,
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "JURY_APP_SILENT": "1",
    }
    done: Counter[str] = Counter()
    for seed in range(PROCESSES):
        command = [sys.executable, "-m", "tests.faults.film_work", str(CYCLES // PROCESSES)]
        ended = subprocess.run(
            [*command, str(seed), *map(str, films)],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=1200,
        )
        assert ended.returncode == 0, f"process {seed}: {ended.stderr[-3000:]}"
        done.update(json.loads(ended.stdout.splitlines()[-1]))
    print(f"\n{dict(done)}")
    assert done["open"] == CYCLES // PROCESSES * PROCESSES
