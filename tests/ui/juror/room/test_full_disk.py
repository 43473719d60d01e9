"""A disk that is full takes nothing away from what was typed.

The workspace lies on a small file system of its own, which is filled up and freed again.
"""

import shutil
import subprocess
import sys
from contextlib import contextmanager, suppress

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from jury_app.store import drafts
from jury_app.store.workspace import open_for_reading
from tests.ui.juror.room.conftest import LINEAR, LIVE, press, write

LONG = 15_000


@pytest.fixture
def disk(tmp_path):
    """A small file system, mounted for this test."""
    if not sys.platform.startswith("linux"):
        pytest.skip("mounting needs Linux")
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64m", "jury-app-test", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("mounting needs root")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def waiting(waiting_once, disk):
    """The juror's workspace, on that disk."""
    return shutil.copytree(waiting_once, disk / "juror")


@contextmanager
def full(disk):
    """Inside, not a byte can be written."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    yield
    filler.unlink()


def on_disk(waiting, draft):
    with open_for_reading(waiting) as workspace, workspace.reading() as reader:
        kept = drafts.load(reader, draft.film, draft.round)
    return kept.values if kept else {}


def test_the_first_letters_of_a_note_stay_until_there_is_room(
    qtbot, room, session, opened, *, disk, waiting
):
    opened(LINEAR)
    press(Qt.Key.Key_N)
    with full(disk):
        write("Rain")
        qtbot.waitUntil(lambda: session.keeping.trouble is not None, timeout=LONG)
        write(" on glass")
        qtbot.waitUntil(lambda: room.draft.get("notes/1", {}).get("text") == "Rain on glass")
        assert room.panel.head.saved.text == "Not saved"
        assert room.panel.notes.is_writing
        assert QApplication.focusWidget().toPlainText() == "Rain on glass"
        assert on_disk(waiting, room.draft) == {}
        press(Qt.Key.Key_Return)
        assert room.draft.get("notes/1")["text"] == "Rain on glass"
    session.keeping.try_again()
    qtbot.waitUntil(lambda: session.is_saved, timeout=LONG)
    assert on_disk(waiting, room.draft)["notes/1"]["text"] == "Rain on glass"
    qtbot.waitUntil(lambda: room.panel.head.saved.text == "Saved")


def test_a_score_and_a_remark_stay_until_there_is_room(
    qtbot, room, session, opened, *, disk, waiting
):
    opened(LINEAR, paused=True)
    press(Qt.Key.Key_S)
    with full(disk):
        press(Qt.Key.Key_7)
        room.panel.go_to("comment/panel")
        write("Quiet.")
        qtbot.waitUntil(lambda: session.keeping.trouble is not None, timeout=LONG)
        shown = dict(room.draft.values)
        assert any(value == {"units": 7, "per": 1} for value in shown.values())
        assert "Quiet." in shown.values()
        assert QApplication.focusWidget().toPlainText() == "Quiet."
        press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert dict(room.draft.values) == shown
    session.keeping.try_again()
    qtbot.waitUntil(lambda: session.is_saved and session.jobs.is_idle, timeout=LONG)
    assert on_disk(waiting, room.draft) == dict(room.draft.values) == shown


def test_who_comes_back_to_the_film_finds_what_could_not_be_kept(
    qtbot, room, session, opened, *, disk, waiting
):
    opened(LINEAR)
    with full(disk):
        press(Qt.Key.Key_N)
        write("Rain")
        qtbot.waitUntil(lambda: session.keeping.trouble is not None, timeout=LONG)
        room.close_film()
        opened(LINEAR)
        assert room.draft.get("notes/1")["text"] == "Rain"
    session.keeping.try_again()
    qtbot.waitUntil(lambda: session.is_saved, timeout=LONG)
    assert on_disk(waiting, room.draft)["notes/1"]["text"] == "Rain"


def test_a_viewing_that_was_filled_in_stays_in_its_form_until_there_is_room(
    qtbot, room, session, opened, *, disk, waiting
):
    opened(LIVE)
    press(Qt.Key.Key_R)
    press(Qt.Key.Key_Space)
    with full(disk):
        write("Black box")
        press(Qt.Key.Key_Tab)
        write("20:00")
        press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: session.keeping.trouble is not None, timeout=LONG)
        assert QApplication.focusWidget().text() == "20:00"
    session.keeping.try_again()
    qtbot.waitUntil(lambda: "viewings/1" in room.draft.values, timeout=LONG)
    assert on_disk(waiting, room.draft)["viewings/1"]["place"] == "Black box"
    assert room.panel.seen._at_hand is None
