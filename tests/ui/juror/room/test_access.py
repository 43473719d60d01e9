"""Every state of the room can be heard, walked by Tab, and read in large letters."""

import pytest
from PySide6.QtCore import Qt

from tests.ui.juror.room.conftest import INTERACTIVE, LINEAR, LIVE, MISSING, PROCEDURAL, press
from tests.ui.walk import walk

# The scorecard is walked by its own tests.
STATES = {
    "note": (LINEAR, "N"),
    "dossier": (LINEAR, "D"),
    "runs": (PROCEDURAL, "R"),
    "outside": (INTERACTIVE, "R"),
    "live": (LIVE, "R"),
    "missing": (MISSING, "T"),
}


@pytest.mark.parametrize("text", [90, 100, 200])
@pytest.mark.parametrize("state", STATES)
def test_every_control_has_a_name_and_room_for_its_text(
    qtbot, room, opened, *, preferences, state, text
):
    preferences.set(text=text, reduced_motion=True)
    number, key = STATES[state]
    opened(number)
    press(Qt.Key[f"Key_{key}"])
    qtbot.waitUntil(lambda: room.controls.isVisible() and room.drawer.isVisible())

    def is_sound():  # layouts are made when the loop runs
        faults = walk(room.window())
        assert not faults, "\n".join(faults)

    qtbot.waitUntil(is_sound)
