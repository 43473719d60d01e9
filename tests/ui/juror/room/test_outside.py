import sys

import pytest
from PySide6.QtCore import QUrl

from jury_app.base.errors import Problem, Refusal
from jury_app.screening.pack import MANIFEST
from jury_app.ui.juror.room import outside


@pytest.mark.parametrize(
    "text",
    [
        "http://works.example/play",
        "https://",
        "https:///etc/passwd",
        "https://festival.example@evil.example/",
        "https://user:secret@works.example/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "smb://server/share",
        "https://works.example/" + "a" * 3000,
        "not an address",
        "",
    ],
)
def test_only_plain_https_addresses_are_doors(text):
    with pytest.raises(Refusal):
        outside.address(text)


def test_an_address_names_its_host_as_the_network_knows_it():
    door = outside.address("https://wörks.example/play?seed=7#part")
    assert door.source == "xn--wrks-5qa.example"
    assert door.source in door.words()


@pytest.fixture
def pack(tmp_path):
    folder = tmp_path / "drive"
    (folder / "0002 build").mkdir(parents=True)
    (folder / "0002 build" / "index.html").write_text("<h1>")
    (folder / MANIFEST).write_text("{}")
    return folder


def test_a_build_opens_as_its_folder(pack):
    door = outside.folder(pack / "0002 build")
    assert (door.target, door.source) == (str(pack / "0002 build"), str(pack))


def test_a_build_that_is_one_file_opens_as_the_folder_around_it(pack):
    file = pack / "0003 build.zip"
    file.write_bytes(b"PK")
    assert outside.folder(file).target == str(pack)


def test_a_folder_that_a_system_would_start_is_shown_from_outside(pack):
    program = pack / "Sea.app"
    program.mkdir()
    assert outside.folder(program).target == str(pack)


def test_a_build_of_a_folder_without_a_manifest_comes_from_the_folder_around_it(tmp_path):
    (tmp_path / "build").mkdir()
    assert outside.folder(tmp_path / "build").source == str(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_that_leads_out_of_the_attached_folder_is_not_opened(pack, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (pack / "0004 build").symlink_to(elsewhere)
    with pytest.raises(Refusal):
        outside.folder(pack / "0004 build")


def test_a_build_that_is_gone_is_told(pack):
    with pytest.raises(Problem):
        outside.folder(pack / "gone")


def test_a_door_is_handed_to_the_system(desktop, pack):
    outside.open_door(outside.address("https://works.example/play/6"))
    outside.open_door(outside.folder(pack / "0002 build"))
    assert desktop.opened == [
        "https://works.example/play/6",
        QUrl.fromLocalFile(str(pack / "0002 build")).toString(),
    ]


def test_a_build_inside_of_a_program_is_shown_from_outside_of_it(pack):
    inside = pack / "Sea.app" / "Contents"
    inside.mkdir(parents=True)
    (inside / "run.{645FF040-5081-101B-9F08-00AA002F954E}").mkdir()
    (pack / "Sea.app" / "run").write_bytes(b"")
    assert outside.folder(pack / "Sea.app" / "run").target == str(pack)
    assert outside.folder(next(inside.iterdir())).target == str(inside)
