"""Works that are no file, forms of work, and what goes on a juror's drive."""

import shutil

import pytest

from jury_app.base.errors import Refusal
from jury_app.cli.main import run
from jury_app.desks.catalogue import catalogue
from jury_app.desks.demo.stage import PASSPHRASE
from jury_app.desks.demo.waiting import waiting
from jury_app.desks.office.films import change
from jury_app.desks.office.screeners import pack, point
from jury_app.desks.seat import Seat
from jury_app.screening.addresses import is_plain_address
from jury_app.store import parts


@pytest.fixture(scope="module")
def evening(tmp_path_factory):
    root = tmp_path_factory.mktemp("screeners") / "evening"
    waiting(root, count=5, jury=3)
    return root


@pytest.fixture
def seat(evening, tmp_path):
    shutil.copytree(evening / "office", tmp_path / "office")
    with Seat(tmp_path / "office", passphrase=lambda: PASSPHRASE) as seat:
        yield seat


def met(seat, number):
    """(kind, where) of a film's items that are no file."""
    with seat.workspace.reading() as reader:
        course = catalogue(reader).course
        film = next(each for each in course.films.values() if each.number == number)
        items = course.screeners[film.screener].items
        values = parts.values(reader, [part.hash for item in items for part in item.parts])
        return film, [
            (item.kind, values[item.parts[0].hash]) for item in items if item.blake3 is None
        ]


def test_a_work_is_met_at_an_https_address_beside_its_files(seat):
    point(seat, "#2", "https://works.example/a", kind="address", cut="same", reason="Online now.")
    film, found = met(seat, 2)
    assert found == [("address", "https://works.example/a")]
    point(seat, "#2", "https://works.example/b", kind="address", cut="confirm", reason="Moved.")
    assert met(seat, 2)[1] == [("address", "https://works.example/b")]
    assert film.document.form == "interactive"


def test_a_changed_place_says_what_it_means_for_cards(seat):
    with pytest.raises(Refusal, match="new-cut"):
        point(seat, "#4", "Hall 2", kind="place")


@pytest.mark.parametrize(
    ("address", "is_plain"),
    [
        ("https://works.example/play?seed=7#x", True),
        ("http://works.example/", False),
        ("https://", False),
        ("https://user:word@works.example/", False),
        ("https://works.example:0/", False),
        ("https://works.example:99999/", False),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("https://works.example/a b", False),
        ("https://works.example/\u202egnp.exe", False),
        ("https://works.example/" + "x" * 2000, False),
    ],
)
def test_only_a_plain_https_address_is_one(seat, address, is_plain):
    assert is_plain_address(address) is is_plain
    if not is_plain:
        with pytest.raises(Refusal, match="no plain https address"):
            point(seat, "#2", address, kind="address", cut="same")


def test_a_film_has_a_form_that_its_category_takes(seat):
    change(seat, ["#2"], fields={"form": "live"})
    assert met(seat, 2)[0].document.form == "live"
    with pytest.raises(Refusal, match="no form of work"):
        change(seat, ["#1"], fields={"form": "procedural"})


def test_the_appendix_goes_on_the_drive_while_no_round_hides_it(seat, tmp_path):
    report = pack(seat, "Ada Lau", tmp_path / "drive")
    names = [each.name for each in (tmp_path / "drive").iterdir()]
    assert "0001 The Mother in the Cloud appendix.pdf" in names
    assert report.missing == ()  # a live work has no file that could be missing


def test_the_terminal_points_a_film(seat, tmp_path):
    folder = str(seat.folder)
    secret = tmp_path / "secret"
    secret.write_text(PASSPHRASE)
    seat.__exit__(None, None, None)
    keys = ["--passphrase-file", str(secret)]
    where = ["--place", "Hall 2, 19 July", "--new-cut", "same"]
    assert run(["office", "point", folder, "4", *where, *keys]) == 0
    assert run(["office", "point", folder, "4", "--address", "ftp://x", *keys]) == 1
