"""The log holds what happened and how much of it, and nothing else can get in."""

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jury_app.base import journal
from jury_app.base.clock import SetClock


@pytest.fixture
def clock():
    return SetClock(datetime(2026, 7, 18, 9, 30, tzinfo=UTC))


def text(folder):
    return "".join(path.read_text() for path in sorted(folder.iterdir()))


def test_a_line_tells_time_process_event_and_counts(tmp_path, clock):
    journal.log("received", cards=3, role="office", clock=clock, folder=tmp_path)
    expected = f"2026-07-18T09:30:00Z {os.getpid()} received cards=3 role=office\n"
    assert (tmp_path / "jury-app-2026-07-18.log").read_text() == expected


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_text_gets_in_but_the_words_of_this_file(tmp_path_factory, name, value):
    folder = tmp_path_factory.mktemp("log")
    if name not in {"clock", "folder", "event", *journal.CODES}:
        with pytest.raises(ValueError, match="nothing for the log"):
            journal.log("signed", folder=folder, **{name: value})
    if value not in journal.CODES["role"]:
        with pytest.raises(ValueError, match="nothing for the log"):
            journal.log("signed", folder=folder, role=value)
    if value not in get_args(journal.Event):
        with pytest.raises(ValueError, match="no event of the log"):
            journal.log(value, folder=folder)
    assert text(folder) == ""


@pytest.mark.parametrize("values", [{"score": 7}, {"cards": 7.5}, {"film": 12}, {"r1": 9}])
def test_no_score_gets_in_as_a_number(tmp_path, values):
    with pytest.raises(ValueError, match="nothing for the log"):
        journal.log("signed", folder=tmp_path, **values)
    assert text(tmp_path) == ""


def test_a_bug_is_logged_by_its_place_and_never_by_its_message(tmp_path, clock):
    secret = "Wong Kar-wai gave 7\n2026-01-01T00:00:00Z forged line"
    with pytest.raises(KeyError) as caught:
        {}[secret]
    journal.log_bug(caught.value, clock=clock, folder=tmp_path)
    told = text(tmp_path)
    assert "Wong" not in told
    assert told.count("\n") == 1
    assert "bug builtins.KeyError at " in told
    assert ".test_a_bug_is_logged_by_its_place_and_never_by_its_message:" in told


def test_only_the_newest_days_are_kept(tmp_path, clock):
    for _ in range(journal.DAYS + 6):
        journal.log("started", clock=clock, folder=tmp_path)
        clock.advance(days=1)
    kept = sorted(path.name for path in tmp_path.iterdir())
    assert len(kept) == journal.DAYS
    assert kept[0] == "jury-app-2026-07-24.log"
    assert kept[-1] == "jury-app-2026-08-06.log"


def test_a_day_has_an_end(tmp_path, clock, monkeypatch):
    monkeypatch.setattr(journal, "DAY_LIMIT", 500)
    for _ in range(100):
        journal.log("synced", messages=1, clock=clock, folder=tmp_path)
    assert 400 < len(text(tmp_path)) <= 500


def test_many_writers_leave_whole_lines(tmp_path, clock):
    with ThreadPoolExecutor(8) as pool:
        for number in range(400):
            pool.submit(journal.log, "synced", messages=number, clock=clock, folder=tmp_path)
    numbers = {int(line.rpartition("=")[2]) for line in text(tmp_path).splitlines()}
    assert numbers == set(range(400))


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path, clock):
    (tmp_path / "file").touch()
    journal.log("started", clock=clock, folder=tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == b""
