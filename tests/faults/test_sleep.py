"""A machine that sleeps while a film plays: the process stands still, clocks go on."""

import json
import os
import signal
import subprocess
import sys

import pytest

from tests.faults.test_films import display as display  # noqa: PLC0414  a fixture
from tests.ui.player.conftest import X264, ffmpeg, pattern

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Xvfb and signals"),
]

SLEEP = int(os.environ.get("JURY_APP_SLEEP", "35"))
"""Seconds; longer than a disk has to answer."""
BLUR = 4_000
"""Milliseconds that may count around falling asleep and waking up."""


def until(process, what):
    """The next line of that kind."""
    for line in process.stdout:
        told = json.loads(line)
        if told[0] == what:
            return told
    raise AssertionError(what)


def test_what_played_while_the_machine_slept_was_not_seen(display, tmp_path):
    film = tmp_path / "film.mp4"
    ffmpeg(*pattern(SLEEP + 60, size="64x36"), *X264, "-c:a", "aac", film)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.sleep_work", str(film)],
        env={**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    _, before, _ = until(process, "stands")
    os.killpg(process.pid, signal.SIGSTOP)
    with pytest.raises(subprocess.TimeoutExpired):  # asleep is asleep: nothing can be waited for
        process.wait(SLEEP)
    os.killpg(process.pid, signal.SIGCONT)
    _, after, seen = until(process, "stands")
    process.communicate("end\n", timeout=30)
    assert process.returncode == 0
    counted = sum(end - begin for begin, end in seen)
    print(f"\nasleep {SLEEP} s: stood at {before}, goes on at {after} ms; {counted} ms seen")
    assert counted <= before + BLUR + 2_000
    assert after >= before
