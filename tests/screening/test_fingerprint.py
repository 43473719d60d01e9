"""Fingerprints of files and folders."""

import os
import unicodedata

import pytest
from blake3 import blake3
from hypothesis import given
from hypothesis import strategies as st

from jury_app.base.errors import Problem, Refusal
from jury_app.screening import fingerprint
from jury_app.screening.fingerprint import Fingerprint, of, size_of


@pytest.fixture
def build(tmp_path):
    folder = tmp_path / "build"
    (folder / "data").mkdir(parents=True)
    (folder / "index.html").write_bytes(b"<html>")
    (folder / "data" / "a.bin").write_bytes(b"\0" * 1000)
    (folder / "z").write_bytes(b"")
    return folder


@given(st.binary(max_size=5000))
def test_a_file_is_known_by_size_and_blake3(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("f") / "x"
    path.write_bytes(content)
    assert of(path) == Fingerprint(len(content), blake3(content).hexdigest())


def test_a_file_larger_than_a_portion_is_read_in_portions(tmp_path):
    path = tmp_path / "x"
    content = os.urandom(1 << 20) * 17
    path.write_bytes(content)
    heard = []
    assert of(path, progress=heard.append).blake3 == blake3(content).hexdigest()
    assert sum(heard) == len(content)
    assert len(heard) == 3


def test_a_folder_is_known_by_its_sorted_manifest(build):
    lines = [
        (name, (build / name).read_bytes()) for name in sorted(["index.html", "data/a.bin", "z"])
    ]
    manifest = "".join(
        f"{blake3(content).hexdigest()} {len(content)} {name}\n" for name, content in lines
    )
    assert of(build) == Fingerprint(1006, blake3(manifest.encode()).hexdigest())
    assert size_of(build) == 1006


def test_what_systems_leave_behind_does_not_count(build):
    before = of(build)
    for name in (".DS_Store", "Thumbs.db", "desktop.ini", "._index.html", "data/._a.bin"):
        (build / name).write_bytes(b"litter")
    assert of(build) == before


def test_a_changed_moved_or_added_file_changes_the_folder(build):
    seen = {of(build)}
    (build / "z").rename(build / "y")
    seen.add(of(build))
    (build / "index.html").write_bytes(b"<HTML>")
    seen.add(of(build))
    (build / "new").touch()
    seen.add(of(build))
    assert len(seen) == 4


def test_names_count_in_composed_form(tmp_path):
    prints = set()
    for form in ("NFC", "NFD"):
        folder = tmp_path / form
        folder.mkdir()
        (folder / unicodedata.normalize(form, "é.mp4")).write_bytes(b"x")
        prints.add(of(folder))
    assert len(prints) == 1


@pytest.mark.parametrize("names", [("é", "e\u0301"), ("a.txt", "A.txt")])
def test_names_that_some_disks_hold_for_one_are_refused(tmp_path, names):
    for name in names:
        (tmp_path / name).write_bytes(b"x")
    with pytest.raises(Refusal, match="one name on many disks"):
        of(tmp_path)


def test_links_in_a_folder_are_refused(build, tmp_path):
    (build / "link").symlink_to(tmp_path)
    with pytest.raises(Refusal, match="link or a device"):
        of(build)


def test_a_pipe_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "film.mp4")
    with pytest.raises(Refusal, match="no plain file"):
        of(tmp_path / "film.mp4")


def test_a_file_that_changes_meanwhile_is_refused(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"x" * 100)

    def grow(_):
        if path.stat().st_size < 300:
            with path.open("ab") as file:
                file.write(b"y" * 100)

    with pytest.raises(Refusal, match="changed while it was read"):
        of(path, progress=grow)


def test_cancelling_ends_the_reading(tmp_path):
    class CancelError(Exception):
        pass

    def cancel(_):
        raise CancelError

    (tmp_path / "x").write_bytes(b"x")
    with pytest.raises(CancelError):
        of(tmp_path / "x", progress=cancel)


def test_what_is_not_there_is_told_with_its_name(tmp_path):
    with pytest.raises(Problem, match=r"gone\.mp4: There is no such file"):
        of(tmp_path / "gone.mp4")


def test_folders_without_end_and_too_many_files_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(fingerprint, "FILES_LIMIT", 3)
    for number in range(4):
        (tmp_path / str(number)).touch()
    with pytest.raises(Refusal, match="more than 3 files"):
        of(tmp_path)
    deep = tmp_path / "deep"
    deep.joinpath(*["d"] * 70).mkdir(parents=True)
    with pytest.raises(Refusal, match="More than 64 folders"):
        of(deep)
