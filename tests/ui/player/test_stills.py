"""Stills in a window: for the film that is open, beside it, and given up when it is left."""

import pytest

from jury_app.base.errors import Refusal
from jury_app.ui.kit.jobs import Jobs
from jury_app.ui.player.stills import Stills


@pytest.fixture
def jobs(qapp):
    jobs = Jobs()
    yield jobs
    jobs.close()
    jobs.deleteLater()


@pytest.fixture
def taken(jobs, tmp_path):
    taken = Stills(jobs, cache=tmp_path / "stills")
    yield taken
    taken.deleteLater()


def test_stills_come_as_a_strip(qtbot, taken, clip):
    made = []
    taken.made.connect(made.append)
    with qtbot.waitSignal(taken.came, timeout=20_000) as came:
        taken.ask(clip("h264.mp4"), "a" * 64)
    strip = came.args[0]
    assert strip
    assert strip.times == (500, 1500, 2500)
    assert strip.height == 108
    assert made == ["a" * 64]


def test_a_film_that_was_left_gets_none(qtbot, taken, jobs, clip):
    came = []
    taken.came.connect(came.append)
    taken.ask(clip("h264.mp4", 12, size="64x36"), "a" * 64)
    with qtbot.waitSignal(taken.came, timeout=20_000):
        taken.ask(clip("h264.mp4"), "b" * 64)
    qtbot.waitUntil(lambda: jobs.is_idle, timeout=10_000)
    assert [strip.times for strip in came] == [(500, 1500, 2500)]


def test_a_film_without_stills_says_why(qtbot, taken, tmp_path):
    (tmp_path / "film.mp4").write_text("#EXTM3U")
    with qtbot.waitSignal(taken.failed, timeout=20_000) as failed:
        taken.ask(tmp_path / "film.mp4", "a" * 64)
    assert isinstance(failed.args[0], Refusal)
