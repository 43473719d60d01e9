"""Whether files are there, asked of real drives that hang, fail and vanish (`tests.drive`)."""

import sys
import time

import pytest

from jury_app.base.errors import Problem
from jury_app.screening import drives
from jury_app.screening.drives import Presence
from jury_app.screening.facts import Probe
from tests.drive import Drive

HERE, GONE = Presence(is_here=True, bytes=len(b"film")), Presence(is_here=False)
FOLDER = Presence(is_here=True)
SOON = 5 * drives.PATIENCE
"""Seconds: much more than a look may take, much less than a drive that hangs."""


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "source"
    folder.mkdir()
    for name in ("one.mp4", "two.mp4"):
        (folder / name).write_bytes(b"film")
    return folder


@pytest.fixture
def drive(source, tmp_path):
    """A drive; nothing of it waits any more at the end."""
    with Drive(source, tmp_path / "my drive") as drive:
        yield drive
    answered(str(tmp_path / "my drive" / "one.mp4"))


def answered(path):
    """What is known of a file once its drive answers."""
    until = time.monotonic() + 10
    while (found := drives.look([path])[path]).is_silent:
        assert time.monotonic() < until
    return found


def looked(*paths):
    began = time.monotonic()
    found = drives.look(map(str, paths))
    assert time.monotonic() - began < SOON
    return [found[str(path)] for path in paths]


def test_files_are_there_or_not(source):
    assert looked(source / "one.mp4", source / "none.mp4", source) == [HERE, GONE, FOLDER]
    assert drives.look([]) == {}


def test_a_drive_that_hangs_keeps_nobody_waiting_and_its_last_answers_stand(source, drive):
    one, none, two = (drive.mount / name for name in ("one.mp4", "none.mp4", "two.mp4"))
    assert looked(one, none) == [HERE, GONE]
    drive.hang()
    for _ in range(20):
        found = looked(one, none, two, source / "one.mp4")
        assert found == [
            Presence(is_here=True, is_silent=True, bytes=len(b"film")),
            Presence(is_here=False, is_silent=True),
            Presence(is_here=None, is_silent=True),
            HERE,  # another drive is not kept waiting
        ]
    drive.wake()
    assert answered(str(two)) == HERE
    assert looked(one, none, two) == [HERE, GONE, HERE]


def test_only_the_first_look_at_a_drive_that_hangs_takes_its_time(drive):
    drive.hang()
    looked(drive.mount / "one.mp4")
    began = time.process_time(), time.monotonic()
    for _ in range(100):
        looked(drive.mount / "one.mp4")
    assert time.monotonic() - began[1] < 100 * drives.PATIENCE / 2


def test_a_drive_that_fails_or_has_gone_says_no(source, drive, tmp_path):
    one = drive.mount / "one.mp4"
    assert looked(one) == [HERE]
    drive.fail()
    assert looked(one) == [GONE]
    drive.die()
    assert looked(one) == [GONE]
    drive.pull()
    assert looked(one) == [GONE]
    with Drive(source, drive.mount):
        assert looked(one) == [HERE]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the table of mounts is Linux's")
def test_drives_are_told_apart_by_what_is_mounted(drive):
    named = drives.drives()
    assert named(str(drive.mount / "folder" / "film.mp4")) == str(drive.mount)
    assert named(f"{drive.mount}-other/film.mp4") != str(drive.mount)
    assert named("/film.mp4") == "/"


def test_a_drive_that_hangs_while_it_is_read_is_told_and_the_next_file_is_read(drive, source):
    with Probe(timeout=2) as probe:
        drive.hang()
        began = time.monotonic()
        with pytest.raises(Problem) as told:
            probe.fingerprint(drive.mount / "one.mp4")
        assert time.monotonic() - began < 30
        assert "does not answer" in str(told.value)
        assert probe.fingerprint(source / "two.mp4").bytes == 4
    drive.wake()
