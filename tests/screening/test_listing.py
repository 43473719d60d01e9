"""Listing a folder of submissions."""

import pytest

from jury_app.base.errors import Problem, Refusal
from jury_app.screening import listing as module
from jury_app.screening.listing import listing


def touch(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def test_files_are_listed_wherever_they_lie(tmp_path):
    touch(tmp_path, "b.mp4", "wave 1/a.mov", "wave 1/HK00001/poster.jpg")
    assert listing(tmp_path) == ("b.mp4", "wave 1/HK00001/poster.jpg", "wave 1/a.mov")


@pytest.mark.parametrize("start", ["index.html", "Game.exe", "game.x86_64", "Game.app/Contents/x"])
def test_a_folder_with_what_starts_a_work_is_one_work(tmp_path, start):
    touch(tmp_path, f"HK00012 build/{start}", "HK00012 build/data/a.mp4", "film.mp4")
    assert listing(tmp_path) == ("HK00012 build/", "film.mp4")


def test_a_program_of_macos_is_one_work(tmp_path):
    touch(tmp_path, "HK00012.app/Contents/MacOS/x")
    assert listing(tmp_path) == ("HK00012.app/",)


def test_the_folder_itself_is_never_the_work(tmp_path):
    touch(tmp_path, "index.html", "a.mp4")
    assert listing(tmp_path) == ("a.mp4", "index.html")


def test_hidden_files_and_litter_are_not_listed(tmp_path):
    touch(tmp_path, ".a.mp4.part", "._a.mp4", "Thumbs.db", ".Trashes/a.mp4", "a.mp4")
    assert listing(tmp_path) == ("a.mp4",)


def test_links_out_of_the_folder_are_not_followed(tmp_path):
    touch(tmp_path, "in/a.mp4")
    (tmp_path / "in" / "round").symlink_to(tmp_path)
    assert listing(tmp_path / "in") == ("a.mp4",)


def test_what_is_too_much_or_not_there_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "LISTING_LIMIT", 2)
    touch(tmp_path, "1", "2", "3")
    with pytest.raises(Refusal, match="more than 2 files"):
        listing(tmp_path)
    with pytest.raises(Problem, match="no such file"):
        listing(tmp_path / "gone")
    (tmp_path / "deep").joinpath(*["d"] * 70).mkdir(parents=True)
    with pytest.raises(Refusal, match="More than 64 folders"):
        listing(tmp_path / "deep")
