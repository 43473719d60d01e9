"""A festival that was played once, whose office every test may have a copy of."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jury_app.desks.demo.stage import PASSPHRASE
from jury_app.desks.demo.story import play
from jury_app.desks.seat import Seat
from tests.desks import attacks
from tests.desks.attacks import Scene, proves
from tests.desks.festival import ADA, CHAIR, FILMS, MINJUN, YUKI, Festival, use_mailbox


@pytest.fixture(scope="session")
def played(tmp_path_factory):
    """The folder of a festival played to its end: 12 films, 7 jurors."""
    root = tmp_path_factory.mktemp("festival") / "played"
    play(root, count=12, jury=7)
    return root


@pytest.fixture
def office(played, tmp_path) -> Callable[[], Seat]:
    """Opens seats at this test's own copy of the office's workspace."""
    folder = tmp_path / "office"
    shutil.copytree(played / "office", folder)
    return lambda: Seat(folder, passphrase=lambda: PASSPHRASE)


@pytest.fixture
def ledger_folder(tmp_path) -> Path:
    """The mirror's folder in the copy of the office's workspace."""
    return tmp_path / "office" / "ledger"


@pytest.fixture(scope="session")
def founded(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("attacked") / "played"
    attacks.play(root)
    return root


@pytest.fixture
def scene(founded, tmp_path) -> Iterator[Scene]:
    """A festival; after every attack its ledger proves, and an honest juror's card is entered."""
    scene = attacks.copy_of(founded, tmp_path / "scene")
    yield scene
    honest = scene.client("Bo")
    card, values = honest.card(2)
    signed = honest.sign(card)
    honest.send(signed, values=values)
    assert scene.receive().entered == {"scorecard": 1}
    assert signed.hash in scene.entered()
    proves(scene)


@pytest.fixture(scope="session")
def begun(tmp_path_factory) -> Path:
    """R1 is open; every juror and the chair joined, and has two films."""
    festival = Festival(tmp_path_factory.mktemp("begun"))
    festival.found()
    festival.enter_films()
    festival.enter_people()
    for name in (ADA, MINJUN, YUKI, CHAIR):
        festival.join(name)
        festival.sync(name)
    festival.post()
    festival.open(
        *((film.title, name) for film in FILMS[:2] for name in (ADA, MINJUN, YUKI, CHAIR))
    )
    festival.sync(ADA, MINJUN, YUKI, CHAIR)
    return festival.root


@pytest.fixture
def festival(begun, tmp_path) -> Festival:
    """This test's own copy of the festival that has begun."""
    copy = Festival(tmp_path / "festival")
    shutil.copytree(begun, copy.root)
    for database in copy.root.glob("*/workspace.db"):
        use_mailbox(database.parent, copy.root / "mailbox")
    copy.invitations = {
        name: copy.root / "invitations" / f"{name.replace(' ', '-')}.jury"
        for name in (ADA, MINJUN, YUKI, CHAIR)
    }
    return copy
