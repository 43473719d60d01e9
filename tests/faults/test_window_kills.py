"""kill -9 in the middle of work in the juror's window: what was shown as saved is there."""

import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest

from jury_app.desks.demo.waiting import waiting
from jury_app.store import drafts, media
from jury_app.store.workspace import open_for_reading
from tests.display import own_display

pytestmark = pytest.mark.faults

KILLS = int(os.environ.get("JURY_APP_KILLS", "200"))
CLIP = 10_000
"""Milliseconds that the demo's films play."""
LONGEST_LIFE = 2.5
"""Seconds that a window works at most before it is killed."""


@pytest.fixture(scope="module")
def display():
    with own_display() as name:
        yield name


def kept(folder, film, round_id="r1"):
    """What is on the disk: the draft's values, and where each item was left."""
    with open_for_reading(folder) as workspace, workspace.reading() as reader:
        draft = drafts.load(reader, film, round_id)
        left = [each.position for each in media.playback(reader, film)]
        return ({} if draft is None else draft.values), left


def resumed(position, left):
    """Whether the film came up where it was left; it plays on from there at once."""
    if not left or left[0] >= CLIP - 1000:  # one that was seen to its end begins anew
        return True
    return left[0] - 100 <= position <= left[0] + 5000


def lived(command, environment, life):
    """The lines of a window that was killed after `life` seconds of work."""
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    )
    lines = []
    while not lines or lines[-1][0] != "opened":
        line = process.stdout.readline()
        if not line:
            _, errors = process.communicate()
            pytest.fail(f"the window did not come up: {errors.decode()[-3000:]}")
        lines.append(json.loads(line))
    time.sleep(life)  # how long it works is what varies; nothing is waited for
    process.send_signal(signal.SIGKILL)
    rest, _ = process.communicate()
    lines += [json.loads(line) for line in rest.splitlines() if line.endswith(b"]")]
    return lines


def test_nothing_that_was_shown_as_saved_is_lost(display, tmp_path):
    folder = waiting(tmp_path / "festival", count=6, jury=3)
    environment = {
        **os.environ,
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "JURY_APP_SILENT": "1",
    }
    dice = random.Random(20261121)
    before = None
    saved = writes = reopened = 0
    for kill in range(KILLS):
        command = [sys.executable, "-m", "tests.faults.window_work", str(folder)]
        command += [str(tmp_path / "window.json"), str(kill)]
        lines = lived(command, environment, dice.uniform(0.02, LONGEST_LIFE))
        _word, page, film, position, values = next(x for x in lines if x[0] == "opened")
        if before is not None:
            assert page == "room", "the window did not come up where it was left"
            assert film == before["film"]
            assert values == before["values"]
            assert resumed(position, before["left"])
            reopened += 1
        states, sure_state = [values], 0
        places, sure_place = ([*before["left"][:1]] if before else []) or [position], 0
        for line in lines:
            match line:
                case ["writes", changes]:
                    after = {**states[-1], **changes}
                    states.append({p: value for p, value in after.items() if value is not None})
                    writes += 1
                case ["leaves", place]:
                    places.append(place)
                case ["saved"]:
                    sure_state, sure_place = len(states) - 1, len(places) - 1
                    saved += 1
        disk, left = kept(folder, film)
        assert disk in states[sure_state:], f"kill {kill}: a draft that was shown as saved is lost"
        assert not left or left[0] in places[sure_place:], f"kill {kill}: the place is lost"
        before = {"film": film, "values": disk, "left": left}
    print(f"\n{KILLS} kills, {writes} changes, {saved} times “Saved”, {reopened} reopenings")
    assert saved > KILLS
