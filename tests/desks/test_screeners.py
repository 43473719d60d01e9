"""Works that are no file, forms of work, and what goes on a juror's drive."""

import shutil
from pathlib import Path

import pytest
from blake3 import blake3

from jury_app.base.errors import Refusal
from jury_app.cli.main import run
from jury_app.desks.catalogue import catalogue
from jury_app.desks.demo.stage import PASSPHRASE
from jury_app.desks.demo.waiting import waiting
from jury_app.desks.office.films import change
from jury_app.desks.office.printing import Order, print_out
from jury_app.desks.office.screeners import attach, pack, point
from jury_app.desks.office.showing import show_film
from jury_app.desks.seat import Seat
from jury_app.screening.addresses import is_plain_address
from jury_app.screening.demo_clips import write_clip
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


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF"


@pytest.fixture
def papers(tmp_path):
    """A folder with appendices of the first three films: a PDF, an encrypted one, and none."""
    folder = tmp_path / "papers"
    folder.mkdir()
    for number, content in enumerate(
        (PDF, PDF.replace(b"/Root", b"/Encrypt 2 0 R/Root"), b"%PDF-1.7\nnothing\n" * 9), 1
    ):
        (folder / f"HK{number:05} appendix.pdf").write_bytes(content)
    return folder


def test_an_appendix_that_a_film_lacked_is_no_new_cut_and_what_cannot_be_read_is_told(seat, papers):
    with seat.workspace.reading() as reader:
        before = {each.number: each for each in catalogue(reader).course.films.values()}
    done = attach(seat, papers)
    assert [Path(path).name for _title, path in done.attached] == [
        "HK00001 appendix.pdf",
        "HK00002 appendix.pdf",
    ]
    encrypted, damaged = done.troubles
    assert (encrypted.path, damaged.path) == ("HK00002 appendix.pdf", "HK00003 appendix.pdf")
    assert encrypted.why.startswith("attached, but encrypted: see that it opens")
    assert damaged.why == "This PDF is damaged; ask for it again."
    with seat.workspace.reading() as reader:
        known = catalogue(reader).course
    for number in (1, 2):
        film = known.films[before[number].film]
        assert film.screener != before[number].screener
        assert film.cuts[-1][1:] == (film.screener, "same")


def test_an_encrypted_appendix_keeps_no_dossier_from_being_printed(seat, papers, tmp_path):
    attach(seat, papers)
    assert print_out(seat, Order(what="dossiers"), tmp_path / "out")


def test_all_films_are_named_of_which_nobody_said_what_the_new_cut_means(seat, tmp_path):
    folder = tmp_path / "cuts"
    folder.mkdir()
    titles = []
    for number in (1, 5):
        write_clip(folder / f"HK{number:05} final.mp4", 7, f"another {number}")
        titles.append(show_film(seat, f"#{number}").rows)
    with pytest.raises(Refusal, match="new-cut confirm") as refused:
        attach(seat, folder)
    for rows in titles:
        assert f"“{dict(rows)['title']}”" in str(refused.value)


def test_the_office_sees_what_is_attached_to_a_film(seat, papers, capsys):
    attach(seat, papers)
    shown = show_film(seat, "#2")
    (appendix,) = [each for each in shown.items if each.role == "appendix"]
    content = (papers / "HK00002 appendix.pdf").read_bytes()
    assert (appendix.name, appendix.bytes) == ("HK00002 appendix.pdf", len(content))
    assert appendix.blake3 == blake3(content).hexdigest()
    assert appendix.state == "encrypted"
    (papers / "HK00002 appendix.pdf").unlink()
    assert {each.state for each in show_film(seat, "#2").items if each.role == "appendix"} == {
        "gone"
    }
    (place,) = show_film(seat, "#4").items
    assert (place.bytes, place.blake3, place.state) == (0, "", "")
    assert place.name
    assert shown.labels["dossier/appendix"] == "Generative pipeline appendix"
