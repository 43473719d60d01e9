import os
import subprocess
import sys
from pathlib import Path

from jury_app.desks.demo.stage import PASSPHRASE
from jury_app.desks.juror import reading
from jury_app.desks.seat import Seat
from tests.ui.juror.room.conftest import LINEAR
from tests.ui.juror.room.killed import HALF


def test_a_killed_room_keeps_the_half_typed_note_and_the_films_moment(display, waiting, tmp_path):
    with Seat(waiting, passphrase=lambda: PASSPHRASE) as seat:
        film = next(each for each in reading.queue_of(seat) if each.number == LINEAR)
    root = Path(__file__).parents[4]
    command = [sys.executable, "-m", "tests.ui.juror.room.killed"]
    scene = subprocess.Popen(
        [*command, waiting, film.film, film.round],
        stdout=subprocess.PIPE,
        text=True,
        cwd=root,
        env={**os.environ, "JURY_APP_SILENT": "1", "XDG_CACHE_HOME": str(tmp_path)},
    )
    said, at = scene.stdout.readline().split()
    scene.kill()
    scene.wait()
    scene.stdout.close()
    assert said == "saved"
    with Seat(waiting, passphrase=lambda: PASSPHRASE) as seat:
        shown = reading.shown(seat, film.film, film.round)
    assert shown.scorecard["notes/1"]["text"] == HALF
    assert shown.position == int(at) == 5000
