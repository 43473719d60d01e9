"""The drive that hangs (`tests.drive`) takes nobody with it: not the tests, not the machine."""

import errno
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import islice
from pathlib import Path

import pytest

from tests.drive import Drive

HUNG = """
import sys, threading, time
from pathlib import Path
from tests.drive import Drive
source, mount = map(Path, sys.argv[1:])
with Drive(source, mount) as drive:
    drive.hang()
    for _ in range(100):
        threading.Thread(target=(mount / "film.mp4").exists, daemon=True).start()
    time.sleep(1)
    print("hangs", flush=True)
    time.sleep(600)
"""
SOON = 30


@pytest.fixture
def source(tmp_path):
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "film.mp4").write_bytes(b"film")
    return tmp_path / "source"


@pytest.fixture
def mount(tmp_path):
    return tmp_path / "my drive"


def commands(word):
    """Command lines of all that runs and holds a word."""
    found = []
    for each in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = each.read_bytes()
        except OSError:  # ended meanwhile
            continue
        if os.fsencode(word) in line:
            found.append(line)
    return found


def mounts():
    return Path("/proc/self/mounts").read_text()


def test_who_is_killed_while_the_drive_hangs_leaves_nothing(source, mount):
    with Drive(source, mount):
        """Skips where drives cannot be made."""
    hung = subprocess.Popen(
        [sys.executable, "-c", HUNG, str(source), str(mount)],
        cwd=Path(__file__).resolve().parents[1],
        stdout=subprocess.PIPE,
        text=True,
    )
    with hung:
        assert hung.stdout.readline() == "hangs\n"
        assert commands(str(mount))
        hung.send_signal(signal.SIGKILL)
        until = time.monotonic() + SOON
        while commands(str(mount)) or str(mount.parent) in mounts():
            assert time.monotonic() < until, commands(str(mount))
            time.sleep(0.1)
    assert not any(mount.iterdir())


def test_more_than_it_can_keep_waiting_it_refuses(source, mount):
    with Drive(source, mount) as drive, ThreadPoolExecutor(40) as asking:
        drive.hang()
        asked = [asking.submit(mount.stat) for _ in range(40)]
        refused = list(islice(as_completed(asked, SOON), 8))
        assert [each.exception().errno for each in refused] == [errno.EIO] * 8
        drive.wake()
        told = [each.exception(SOON) for each in asked]
    assert told.count(None) == 32


def test_a_link_does_not_lead_a_drive_to_itself(source, mount):
    (source / "itself").symlink_to(mount / "itself")
    with Drive(source, mount):
        with pytest.raises(OSError, match="itself"):
            (mount / "itself").stat()
        assert (mount / "film.mp4").read_bytes() == b"film"


@pytest.mark.parametrize("inside", ["", "inside"])
def test_a_drive_does_not_lie_in_what_it_shows(source, inside):
    with pytest.raises(AssertionError), Drive(source, source / inside):
        """Never mounted."""
