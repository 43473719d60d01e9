"""The program from outside: a window comes though a disk hangs, and signals end it in silence."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from tests.drive import Drive

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="looks for children in /proc"
)


def children(pid):
    """What the children of a process were started with."""
    found: list[list[bytes]] = []
    for thread in Path(f"/proc/{pid}/task").iterdir():
        with suppress(OSError):  # it has ended meanwhile
            begun = (thread / "children").read_text().split()
            found += [Path(f"/proc/{each}/cmdline").read_bytes().split(b"\0") for each in begun]
    return found


def heed_signals():
    """As a program that a person starts; tests may run under `nohup`, or behind a shell."""
    for kind in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(kind, signal.SIG_DFL)


@pytest.fixture
def begin(display, tmp_path):
    """Starts the program with an argument; it is gone when the test ends."""

    @contextmanager
    def begin(target):
        places = {f"XDG_{each}_HOME": str(tmp_path / each) for each in ("CONFIG", "CACHE", "STATE")}
        process = subprocess.Popen(
            [sys.executable, "-m", "jury_app", str(target)],
            env={**os.environ, **places, "JURY_APP_SILENT": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            preexec_fn=heed_signals,  # noqa: PLW1509  no thread of ours holds what it needs
        )
        try:
            yield process
        finally:
            process.kill()
            process.communicate()

    return begin


def end(process, kind):
    """What a program says, and its status, once it was sent a signal."""
    process.send_signal(kind)
    said, _ = process.communicate(timeout=30)  # which waits for all who hold the stream
    return said, process.returncode


def screen():
    """All that is seen on the display."""
    return QGuiApplication.primaryScreen().grabWindow(0).toImage()


@pytest.mark.parametrize("kind", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_while_stills_are_taken_ends_all_in_silence(qtbot, begin, waiting, kind):
    with begin(waiting) as process:
        qtbot.waitUntil(
            lambda: any(b"stills" in each for each in children(process.pid)), timeout=30_000
        )
        assert end(process, kind) == (b"", 0)


def test_a_folder_on_a_disk_that_hangs_is_waited_for_in_a_window_that_can_be_ended(
    qtbot, begin, waiting, tmp_path
):
    with Drive(waiting, tmp_path / "drive") as drive:
        drive.hang()
        before = screen()
        with begin(drive.mount / "gone") as process:
            qtbot.waitUntil(lambda: screen() != before, timeout=30_000)
            process.terminate()
            qtbot.waitUntil(lambda: screen() == before, timeout=30_000)
            drive.wake()  # whoever waits for a disk cannot be gone before
            assert process.communicate(timeout=30) == (b"", None)
            assert process.returncode == 0


def test_a_word_that_is_neither_a_verb_nor_a_folder_is_told_in_the_terminal(begin):
    with begin("ofice") as process:
        said, _ = process.communicate(timeout=30)
    assert process.returncode == 2
    assert b"ofice" in said
