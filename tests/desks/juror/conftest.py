"""A juror's first evening, played once; every test has a copy of that juror's workspace."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from jury_app.base import places
from jury_app.base.clock import SetClock, SystemClock
from jury_app.desks.demo.stage import PASSPHRASE
from jury_app.desks.demo.waiting import waiting
from jury_app.desks.juror.reading import QueuedFilm, queue_of
from jury_app.desks.seat import Seat
from jury_app.store import settings
from jury_app.store.workspace import open_for_writing


class Evening(NamedTuple):
    """A festival of five films whose first juror has just arrived.

    Attributes:
        root: Everything: office, chair, mailbox, drives.
        workspace: The juror's.
        drive: Their films, but for the fifth.
    """

    root: Path
    workspace: Path
    drive: Path


@pytest.fixture(scope="session")
def played_evening(tmp_path_factory) -> Evening:
    root = tmp_path_factory.mktemp("waiting") / "evening"
    workspace = waiting(root, count=5, jury=3)
    return Evening(root, workspace, root / "drives" / workspace.name)


@pytest.fixture(autouse=True)
def no_stills(tmp_path, monkeypatch) -> None:
    """A cache of this test's own: films of one seed are the same everywhere."""
    monkeypatch.setattr(places, "caches", lambda: tmp_path / "caches")


@pytest.fixture
def evening(played_evening, tmp_path) -> Evening:
    """This test's own copy of the juror's workspace, drive and mailbox."""
    copies = {
        "juror": played_evening.workspace,
        "drive": played_evening.drive,
        "mailbox": played_evening.root / "mailbox",
    }
    for name, source in copies.items():
        shutil.copytree(source, tmp_path / name)
    with open_for_writing(tmp_path / "juror", "test") as workspace, workspace.writing() as tx:
        settings.put(tx, mailbox=str(tmp_path / "mailbox"))
    return Evening(played_evening.root, tmp_path / "juror", tmp_path / "drive")


@pytest.fixture
def clock() -> SetClock:
    return SetClock(SystemClock().now())


@pytest.fixture
def open_seat(evening, clock) -> Callable[[], Seat]:
    return lambda: Seat(evening.workspace, passphrase=lambda: PASSPHRASE, clock=clock)


@pytest.fixture
def seat(open_seat) -> Iterator[Seat]:
    with open_seat() as seat:
        yield seat


@pytest.fixture
def film(seat) -> Callable[[int], QueuedFilm]:
    """The film with this number in the intake, as the queue has it now."""
    return lambda number: next(each for each in queue_of(seat) if each.number == number)
