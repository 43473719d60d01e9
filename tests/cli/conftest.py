"""A small festival on the disk, made once and copied for each test."""

import shutil
from pathlib import Path

import pytest

from jury_app.base.clock import SystemClock
from jury_app.desks.demo.stage import CHEAP
from jury_app.desks.juror.joining import join
from jury_app.desks.office import people
from jury_app.desks.office.founding import found
from jury_app.desks.office.importing import apply, look
from jury_app.desks.office.inviting import invite
from jury_app.desks.seat import Seat
from tests.cli.terminal import HOSTILE, table


@pytest.fixture(autouse=True)
def a_pages_width(monkeypatch):
    """Tables as wide as a page: a test's own process may say of a terminal what it likes."""
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture(scope="session")
def founded(tmp_path_factory) -> Path:
    """An office with three films, one hostile, and a juror who joined; keys open with `demo`."""
    root = tmp_path_factory.mktemp("cli")
    found(
        root / "office",
        "hkaiiff-2026",
        passphrase="demo",
        mailbox=str(root / "mailbox"),
        cost=CHEAP,
    )
    (root / "pass").write_text("demo\n")
    with Seat(root / "office", passphrase=lambda: "demo") as seat:
        apply(seat, look(seat, table(root / "wave.csv", ["First", HOSTILE, "=HYPERLINK(1)"])))
        people.add(seat, people.NewPerson(name="Ada Lau", panels=("r1",)))
        (invited,) = invite(seat, root / "invitations")
    join(root / "ada", Path(invited.file), passphrase="demo", clock=SystemClock(), cost=CHEAP)
    return root


@pytest.fixture
def root(founded, tmp_path) -> Path:
    """This test's own copy."""
    shutil.copytree(founded, tmp_path / "root")
    return tmp_path / "root"
