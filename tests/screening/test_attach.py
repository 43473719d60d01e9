"""Finding screeners on a drive by what they are."""

import os

import pytest

from jury_app.base.errors import Problem, Refusal
from jury_app.screening import attach as attaching
from jury_app.screening.attach import Mismatch, attach
from jury_app.screening.fingerprint import Fingerprint, of
from jury_app.screening.pack import Source, write_pack


@pytest.fixture
def expected(films):
    return {path.name: of(path) for path in sorted(films.iterdir())}


def test_renamed_and_moved_films_are_found_by_what_they_are(films, expected):
    deep = films / "a" / "b"
    deep.mkdir(parents=True)
    (films / "film 0.mp4").rename(deep / "something else.bin")
    result = attach(films, expected)
    assert result == (
        {
            "film 0.mp4": deep / "something else.bin",
            "film 1.webm": films / "film 1.webm",
            "film 2.mov": films / "film 2.mov",
        },
        (),
        (),
        (),
    )


def test_a_film_that_is_not_there_is_missing(films, expected):
    (films / "film 1.webm").unlink()
    result = attach(films, expected)
    assert result.missing == ("film 1.webm",)
    assert list(result.found) == ["film 0.mp4", "film 2.mov"]


def test_a_damaged_film_of_the_right_size_is_a_mismatch(films, expected):
    with (films / "film 1.webm").open("r+b") as file:
        file.write(b"x")
    result = attach(films, expected)
    assert result.mismatched == (Mismatch("film 1.webm", films / "film 1.webm"),)
    assert result.missing == ()


def test_a_truncated_film_of_a_pack_is_a_mismatch(films, expected, tmp_path):
    drive = tmp_path / "drive"
    write_pack([Source(films / name, name, expected[name]) for name in expected], drive)
    os.truncate(drive / "film 2.mov", 100)
    result = attach(drive, expected)
    assert result.mismatched == (Mismatch("film 2.mov", drive / "film 2.mov"),)


def test_only_files_of_an_expected_size_are_read(films, expected):
    (films / "large").write_bytes(bytes(1_000_000))
    heard = []
    attach(films, expected, progress=heard.append)
    assert sum(heard) == sum(one.bytes for one in expected.values())


def test_a_folder_is_found_by_its_manifest(films, tmp_path):
    build = tmp_path / "drive" / "deep" / "renamed build"
    build.mkdir(parents=True)
    (build / "index.html").write_bytes(b"<html>")
    (build / ".hidden").write_bytes(b"kept")
    result = attach(tmp_path / "drive", {"build": of(build)})
    assert result.found["build"] in {build, build.parent}
    assert of(result.found["build"]).bytes == 10


def test_one_file_may_be_two_items(films, expected):
    both = {"one": expected["film 0.mp4"], "two": expected["film 0.mp4"]}
    assert attach(films, both).found == dict.fromkeys(both, films / "film 0.mp4")


def test_a_copy_that_still_grows_is_not_taken(films, expected):
    (films / "film 0.mp4").rename(films / ".film 0.mp4.part")
    assert attach(films, expected).missing == ("film 0.mp4",)


def test_what_cannot_be_read_below_is_told_and_the_rest_is_found(films, expected):
    os.mkfifo(films / "pipe")
    (films / "dangling").symlink_to(films / "nowhere")
    endless = films.joinpath(*["d"] * 70)
    endless.mkdir(parents=True)
    result = attach(films, expected)
    assert len(result.found) == 3
    assert ["More than 64 folders" in str(trouble) for trouble in result.troubles] == [True]


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(Problem, match="no such file"):
        attach(tmp_path / "drive", {"x": Fingerprint(1, "0" * 64)})


def test_too_many_entries_are_refused(films, expected, monkeypatch):
    monkeypatch.setattr(attaching, "ENTRIES_LIMIT", 2)
    with pytest.raises(Refusal, match="more than 2 files"):
        attach(films, expected)


def test_nothing_expected_is_nothing_read(films):
    heard = []
    assert attach(films, {}, progress=heard.append) == ({}, (), (), ())
    assert heard == []
