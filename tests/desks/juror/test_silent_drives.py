"""Films on a drive that hangs: what is shown of them comes all the same, and says so."""

import time

import pytest

from jury_app.desks.juror import watching
from jury_app.desks.juror.reading import queue_of, shown
from tests.drive import Drive

R1 = "r1"
SOON = 10
"""Seconds: a drive that hangs takes for ever."""


@pytest.fixture
def drive(seat, evening, tmp_path):
    """The films on a drive that can hang."""
    with Drive(evening.drive, tmp_path / "mounted") as drive:
        watching.attach(seat, drive.mount)
        yield drive
        drive.wake()
        answers(seat)


def answers(seat):
    """Wait until the drive does."""
    until = time.monotonic() + SOON
    while any(each.is_silent for each in queue_of(seat)):
        assert time.monotonic() < until


def within(seconds, verb, *args):
    began = time.monotonic()
    result = verb(*args)
    assert time.monotonic() - began < seconds
    return result


def test_queue_and_film_come_though_the_drive_hangs_and_say_so(seat, drive):
    before = {each.film: each for each in queue_of(seat)}
    linear = next(each for each in before.values() if each.number == 1)
    watching.keep_position(seat, linear.film, linear.item or item(seat, linear).key, 4_000)
    drive.hang()
    found = within(SOON, queue_of, seat)
    silent = [each for each in found if each.is_silent]
    assert {each.number for each in silent} == {1, 2, 3}
    assert all(each.here for each in silent)  # the last answer stands
    assert all(each.here == before[each.film].here for each in found)
    film = within(SOON, shown, seat, linear.film, R1)
    its = next(each for each in film.items if each.role == "film")
    assert its.is_silent
    assert (its.path, its.position) == (item(seat, linear).path, 4_000)


def item(seat, film):
    return next(each for each in shown(seat, film.film, R1).items if each.role == "film")


def test_a_check_tells_that_the_drive_does_not_answer(seat, drive):
    linear = next(each for each in queue_of(seat) if each.number == 1)
    path = item(seat, linear).path
    drive.hang()
    checked = within(SOON, watching.check, seat, linear.film)
    assert (path, "The drive does not answer") in [
        (path, what.partition(";")[0]) for path, what in checked.troubles
    ]
    assert (checked.good, checked.gone, checked.wrong) == ((), (), ())
    drive.wake()
    answers(seat)
    assert item(seat, linear).key in watching.check(seat, linear.film).good
