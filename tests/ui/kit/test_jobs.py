import threading
import time

import pytest
from PySide6.QtCore import QObject, QThread

from jury_app.base.errors import Problem
from jury_app.ui.kit import jobs as module
from jury_app.ui.kit.jobs import Cancelled, Jobs
from tests.ui.conftest import settle


@pytest.fixture
def jobs(qapp):
    jobs = Jobs()
    yield jobs
    jobs.close()
    jobs.deleteLater()


@pytest.fixture
def owner(qapp):
    owner = QObject()
    yield owner
    owner.deleteLater()


def unexpected(error):
    raise error


def test_work_runs_off_the_ui_thread_and_its_end_is_told_on_it(qapp, qtbot, jobs, owner):
    found = []

    def done(thread):
        found.append((thread, QThread.currentThread()))

    jobs.start(owner, lambda _work: QThread.currentThread(), done, failed=unexpected)
    qtbot.waitUntil(lambda: bool(found))
    worked_on, told_on = found[0]
    assert worked_on is not qapp.thread()
    assert told_on is qapp.thread()


def test_an_error_of_the_work_is_told_to_its_asker(qtbot, jobs, owner):
    found = []

    def work(_work):
        raise Problem("no disk")

    jobs.start(owner, work, failed=found.append)
    qtbot.waitUntil(lambda: bool(found))
    assert str(found[0]) == "no disk"


def test_a_lane_that_writes_keeps_the_order_of_asking(qtbot, jobs, owner):
    written = []
    first = threading.Event()

    def slow(_work):
        first.wait(5)
        written.append("first")

    jobs.start(owner, slow, failed=unexpected, lane="write")
    jobs.start(owner, lambda _work: written.append("second"), failed=unexpected, lane="write")
    jobs.start(owner, lambda _work: first.set(), failed=unexpected, lane="read")
    qtbot.waitUntil(lambda: jobs.is_idle)
    assert written == ["first", "second"]


def test_who_is_gone_is_not_told(qtbot, jobs):
    owner = QObject()
    may_end = threading.Event()
    told = []
    jobs.start(owner, lambda _work: may_end.wait(5), told.append, failed=told.append)
    owner.deleteLater()
    settle()
    may_end.set()
    qtbot.waitUntil(lambda: jobs.is_idle)
    assert told == []


def test_work_that_is_cancelled_ends_at_its_next_telling(qtbot, jobs, owner):
    begun = threading.Event()
    cancelled = threading.Event()
    found = []

    def work(work):
        begun.set()
        cancelled.wait(5)
        work.progress(1, 2)

    job = jobs.start(owner, work, failed=found.append, lane="long")
    begun.wait(5)
    job.cancel()
    cancelled.set()
    qtbot.waitUntil(lambda: bool(found))
    assert isinstance(found[0], Cancelled)


def test_progress_arrives_in_order(qtbot, jobs, owner):
    told = []

    def work(work):
        for step in range(5):
            work.progress(step, 5, f"film {step}")

    job = jobs.start(owner, work, failed=unexpected, lane="long")
    job.progressed.connect(lambda done, total, text: told.append((done, total, text)))
    qtbot.waitUntil(lambda: jobs.is_idle)
    assert told == [(step, 5, f"film {step}") for step in range(5)]


def test_closing_waits_for_what_was_begun(qapp):
    jobs = Jobs()
    owner = QObject()
    written = []
    jobs.start(owner, lambda _work: written.append(1), failed=unexpected, lane="write")
    jobs.close()
    assert written == [1]
    owner.deleteLater()
    jobs.deleteLater()


def test_waiting_for_a_lane_waits_while_all_are_closed(qapp):
    jobs = Jobs()
    owner = QObject()
    happened = []
    may_write = threading.Event()

    def write(_work):
        may_write.wait(5)
        happened.append("written")

    def sign(_work):
        jobs.wait("write")
        happened.append("signed")

    before = threading.Event()
    jobs.start(owner, write, failed=unexpected, lane="write")
    jobs.start(owner, lambda _work: before.wait(5), failed=unexpected, lane="keys")
    jobs.start(owner, sign, failed=unexpected, lane="keys")
    threading.Timer(0.05, before.set).start()
    threading.Timer(0.2, may_write.set).start()
    jobs.close()
    assert happened == ["written", "signed"]
    owner.deleteLater()
    jobs.deleteLater()


@pytest.mark.parametrize("lane", ["long", "stills"])
def test_what_reads_a_drive_that_hangs_does_not_keep_a_window_from_closing(qapp, monkeypatch, lane):
    monkeypatch.setattr(module, "_LEAVING", 0.2)
    jobs, owner = Jobs(), QObject()
    begun, answers, happened = threading.Event(), threading.Event(), []

    def read(_work):
        begun.set()
        answers.wait(10)

    jobs.start(owner, read, failed=unexpected, lane=lane)
    jobs.start(owner, lambda _work: happened.append("read on"), failed=unexpected, lane=lane)
    jobs.start(owner, lambda _work: happened.append("written"), failed=unexpected, lane="write")
    begun.wait(5)
    began = time.monotonic()
    jobs.close()
    assert time.monotonic() - began < 5
    assert happened == ["written"]
    answers.set()
    for each in threading.enumerate():
        if each.name.startswith(f"jury-app-{lane}"):
            each.join(5)
    assert happened == ["written"]
    owner.deleteLater()
    jobs.deleteLater()


def test_what_is_started_early_runs_once_jobs_begin_and_in_its_order(qtbot, owner):
    jobs = Jobs(begins=False)
    found = []
    for number in range(3):
        jobs.start(owner, lambda _w, n=number: n, found.append, failed=unexpected, lane="write")
    settle()
    assert not found
    assert not [each for each in threading.enumerate() if each.name.startswith("jury-app-write")]
    jobs.begin()
    jobs.start(owner, lambda _work: 3, found.append, failed=unexpected, lane="write")
    qtbot.waitUntil(lambda: found == [0, 1, 2, 3])
    jobs.close()
    jobs.deleteLater()


def test_work_that_is_left_to_a_disk_ends_in_silence_when_its_window_is_gone(qapp, owner, caplog):
    answers, left = threading.Event(), Jobs()
    left.start(owner, lambda _work: answers.wait(), failed=unexpected, lane="open")
    thread = [each for each in threading.enumerate() if each.name.startswith("jury-app-open")][-1]
    left.close(waits=False)
    left.deleteLater()
    settle()
    answers.set()
    thread.join()
    assert not caplog.text
