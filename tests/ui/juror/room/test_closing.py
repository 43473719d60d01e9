"""Closing on a drive that hangs: the window goes at once, and so does the program."""

import os
import subprocess
import sys
import time
from pathlib import Path

from jury_app.desks.demo.stage import PASSPHRASE
from jury_app.desks.juror import reading, watching
from jury_app.desks.seat import Seat
from tests.drive import Drive
from tests.ui.juror.room.conftest import LINEAR

AT_ONCE = 0.3
"""Seconds in which a window goes."""
SOON = 10
"""Seconds for all the rest; the drive hangs for much longer."""


def has_ended(process):
    """Whether its first thread has: the kernel keeps the one that the drive keeps."""
    stat = Path(f"/proc/{process.pid}/stat").read_text()
    return stat.rpartition(")")[2].split()[0] == "Z"


def test_a_window_closes_at_once_and_the_program_ends_though_its_films_drive_hangs(
    display, waiting, waiting_once, tmp_path
):
    (pack,) = (waiting_once.parents[1] / "drives").iterdir()
    with Drive(pack, tmp_path / "drive") as drive:
        with Seat(waiting, passphrase=lambda: PASSPHRASE) as seat:
            watching.attach(seat, drive.mount)
            film = next(each for each in reading.queue_of(seat) if each.number == LINEAR)
        with subprocess.Popen(
            [sys.executable, "-m", "tests.ui.juror.room.hung", waiting, film.film, film.round],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[4],
            env={**os.environ, "JURY_APP_SILENT": "1", "XDG_CACHE_HOME": str(tmp_path)},
        ) as program:
            plays, at = program.stdout.readline().split()
            assert plays == "plays"
            drive.hang()
            program.stdin.write("close\n")
            program.stdin.flush()
            hidden, after = program.stdout.readline().split()
            assert hidden == "hidden"
            assert float(after) < AT_ONCE
            until = time.monotonic() + SOON
            while not has_ended(program):
                assert time.monotonic() < until
                time.sleep(0.05)
            drive.wake()
            assert program.wait(SOON) == 0
    with Seat(waiting, passphrase=lambda: PASSPHRASE) as seat:
        shown = reading.shown(seat, film.film, film.round)
    assert shown.position == int(at)
