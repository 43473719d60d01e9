"""What the festival changed is told once, and what the work begins with is no news."""

import shutil
from datetime import timedelta

import pytest

from jury_app.base.clock import SetClock, SystemClock, stamp
from jury_app.desks.chair.rounds import RoundAct, act
from jury_app.desks.demo.stage import PASSPHRASE
from jury_app.desks.juror import news, syncing
from jury_app.desks.juror.reading import queue_of
from jury_app.desks.office.films import change
from jury_app.desks.office.publishing import publish
from jury_app.desks.office.receiving import receive
from jury_app.desks.office.screeners import attach
from jury_app.desks.seat import Seat
from jury_app.screening.demo_clips import write_clip
from jury_app.store import settings
from tests.desks.juror.scorecards import R1, sign_whole

LINEAR, LIVE = 1, 4


@pytest.fixture
def at(evening, tmp_path):
    """Opens the office's or the chair's workspace, with the juror's mailbox."""

    def open_(whose):
        folder = tmp_path / whose
        if not folder.exists():
            shutil.copytree(evening.root / whose, folder)
            with (
                Seat(folder, passphrase=lambda: PASSPHRASE) as seat,
                seat.workspace.writing() as tx,
            ):
                settings.put(tx, mailbox=str(tmp_path / "mailbox"))
        return Seat(folder, passphrase=lambda: PASSPHRASE)

    return open_


def told(seat):
    return [(each.kind, each.title or each.round) for each in news.look(seat).news]


def test_what_the_work_begins_with_is_no_news(seat):
    assert news.look(seat).news == ()
    syncing.sync(seat)
    assert news.look(seat).news == ()


def test_a_new_cut_and_a_film_that_was_withdrawn_are_told_until_they_were_read(
    open_seat, at, tmp_path
):
    with open_seat() as seat:
        films = {each.number: each for each in queue_of(seat)}
        sign_whole(seat, films[LINEAR].film)
        syncing.sync(seat)
    (tmp_path / "cut").mkdir()
    write_clip(tmp_path / "cut" / "HK00001 final.mp4", 7, "another ending")
    with at("office") as seat:
        receive(seat)
        attach(seat, tmp_path / "cut", cut="confirm", reason="Another ending.")
        change(seat, [f"#{LIVE}"], fields={}, state="withdrawn", reason="Its maker asked.")
        publish(seat)
    with open_seat() as seat:
        syncing.sync(seat)
        cut, gone = films[LINEAR].title, films[LIVE].title
        assert sorted(told(seat)) == [("confirm", cut), ("withdrawn", gone)]
        words = {each.kind: each.text("") for each in news.look(seat).news}
        assert "new cut" in words["confirm"]
        assert LIVE not in {each.number for each in queue_of(seat)}
        syncing.sync(seat)
        assert len(told(seat)) == 2
        news.told(seat, news.look(seat).now)
        assert told(seat) == []


def test_a_card_of_a_film_that_was_withdrawn_can_still_be_read(open_seat, at):
    with open_seat() as seat:
        first = next(each for each in queue_of(seat) if each.number == LINEAR)
        sign_whole(seat, first.film)
        syncing.sync(seat)
    with at("office") as seat:
        receive(seat)
        change(seat, [f"#{LINEAR}"], fields={}, state="withdrawn", reason="Its maker asked.")
        publish(seat)
    with open_seat() as seat:
        syncing.sync(seat)
        assert told(seat) == [("withdrawn", first.title)]
        assert LINEAR in {each.number for each in queue_of(seat)}


def test_what_came_while_the_juror_read_is_news_still(open_seat, at):
    with open_seat() as seat:
        syncing.sync(seat)
        read = news.look(seat)
    with at("office") as seat:
        receive(seat)
        change(seat, [f"#{LIVE}"], fields={}, state="withdrawn", reason="Its maker asked.")
        publish(seat)
    with open_seat() as seat:
        syncing.sync(seat)
        news.told(seat, read.now)
        assert [kind for kind, _title in told(seat)] == ["withdrawn"]


def test_another_deadline_and_a_round_that_is_closed_and_open_again_are_told(open_seat, at):
    with open_seat() as seat:
        syncing.sync(seat)

    def chair(**what):
        with at("chair") as seat:
            syncing.sync(seat)
            act(seat, RoundAct(round=R1, **what))
            syncing.sync(seat)
        with at("office") as seat:
            receive(seat)
            publish(seat)
        with open_seat() as seat:
            syncing.sync(seat)
            found = news.look(seat)
            news.told(seat, found.now)
            (each,) = found.news
            is_over = what["act"] == "close"
            assert {film.is_closed for film in queue_of(seat)} == {is_over}
            return each

    moved = chair(act="extend", deadline="2099-07-01T18:00")
    assert (moved.kind, moved.deadline[:4]) == ("deadline", "2099")
    assert moved.text("1 July") == "R1 has another deadline: 1 July."
    assert chair(act="close", early=True, reason="All is said.").kind == "closed"
    again = chair(act="reopen", deadline="2099-08-01T18:00", reason="A film was missing.")
    assert (again.kind, again.deadline[5:7]) == ("reopened", "08")


def test_a_clock_that_was_set_back_is_told_with_when_something_was_written_here(evening):
    now = SystemClock().now()
    later = now + timedelta(days=5)
    with Seat(evening.workspace, clock=SetClock(later)) as seat, seat.workspace.writing() as tx:
        settings.put(tx, anything=1)
        tx.touch("settings", ["anything"])
    for at, told in (
        (now, stamp(later)),
        (later - timedelta(minutes=59), ""),
        (later + timedelta(days=9), ""),
    ):
        with Seat(evening.workspace, clock=SetClock(at)) as seat:
            assert news.look(seat).later == told
