"""A file is whole or not there; one that is too large is not read; errors say what to do."""

import errno
import os
import stat
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jury_app.base.errors import Problem
from jury_app.base.files import read_bounded, sync_folder, told, write_durably, writing_durably

posix = pytest.mark.skipif(os.name == "nt", reason="limits and rights of POSIX")


def limit(size):
    """From now on no file of this process grows beyond `size` bytes; None: the hard limit."""
    import resource

    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard if size is None else size, hard))


@contextmanager
def files_up_to(size):
    limit(size)
    try:
        yield
    finally:
        limit(None)


def content_of(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def no_hard_links(monkeypatch, then=lambda: None):
    """A disk without hard links, such as exFAT; `then` happens when one is tried."""

    def link(_source, _target):
        then()
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", link)


@given(st.binary(max_size=5000))
def test_what_is_written_is_read(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "any"
    write_durably(path, content)
    assert read_bounded(path, len(content)) == content


def test_a_file_is_replaced_and_nothing_else_is_left(tmp_path):
    (tmp_path / "a").write_bytes(b"before, and longer")
    write_durably(tmp_path / "a", b"after")
    assert content_of(tmp_path) == {"a": b"after"}


@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
def test_an_existing_file_is_not_overwritten_where_that_is_not_allowed(
    tmp_path, monkeypatch, links
):
    if not links:
        no_hard_links(monkeypatch)
    path = tmp_path / "a"
    write_durably(path, b"first", overwrite=False)
    with pytest.raises(Problem, match="exists already, and nothing is overwritten") as caught:
        write_durably(path, b"second", overwrite=False)
    assert caught.value.place == str(path)
    assert content_of(tmp_path) == {"a": b"first"}


@posix
@pytest.mark.parametrize("overwrite", [True, False])
def test_a_full_disk_leaves_what_was_there_and_no_torn_file(tmp_path, overwrite):
    (tmp_path / "a").write_bytes(b"before")
    path = tmp_path / ("a" if overwrite else "b")
    with files_up_to(4096), pytest.raises(Problem, match="larger than the disk takes"):
        write_durably(path, b"x" * 5000, overwrite=overwrite)
    assert content_of(tmp_path) == {"a": b"before"}


@posix
def test_a_disk_that_fills_during_the_copy_without_links_leaves_no_torn_file(tmp_path, monkeypatch):
    no_hard_links(monkeypatch, then=lambda: limit(4096))
    try:
        with pytest.raises(Problem, match="larger than the disk takes"):
            write_durably(tmp_path / "a", b"x" * 5000, overwrite=False)
    finally:
        limit(None)
    assert content_of(tmp_path) == {}


@posix
def test_the_file_is_synced_before_it_has_its_name_and_the_folder_after(tmp_path, monkeypatch):
    path, really, synced = tmp_path / "a", os.fsync, []

    def fsync(handle):
        kind = "folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file"
        synced.append((kind, os.fstat(handle).st_size if kind == "file" else 0, path.exists()))
        really(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    write_durably(path, b"12345")
    assert synced == [("file", 5, False), ("folder", 0, True)]


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(Problem, match="There is no such file or folder") as caught:
        write_durably(tmp_path / "none" / "a", b"")
    assert caught.value.place == str(tmp_path / "none" / "a")
    assert content_of(tmp_path) == {}


def test_a_file_is_not_there_until_it_is_written_to_its_end(tmp_path):
    path = tmp_path / "a"
    with writing_durably(path) as file:
        file.write(b"half, ")
        file.flush()
        assert not path.exists()
        file.write(b"whole")
    assert content_of(tmp_path) == {"a": b"half, whole"}


def test_a_file_whose_writer_fails_leaves_what_was_there(tmp_path):
    (tmp_path / "a").write_bytes(b"before")

    def half(file):
        file.write(b"half")
        raise KeyError

    with pytest.raises(KeyError), writing_durably(tmp_path / "a") as file:
        half(file)
    assert content_of(tmp_path) == {"a": b"before"}


def test_an_error_about_what_is_read_meanwhile_names_that_file(tmp_path):
    source = tmp_path / "none"
    with pytest.raises(Problem) as caught, writing_durably(tmp_path / "a") as file:
        file.write(source.read_bytes())
    assert caught.value.place == str(source)


@posix
def test_only_this_user_reads_what_is_private(tmp_path):
    before = os.umask(0o022)
    try:
        write_durably(tmp_path / "keys", b"", private=True)
        write_durably(tmp_path / "list", b"")
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes == {"keys": 0o600, "list": 0o644}


def test_reading_stops_at_the_limit(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"12345")
    assert read_bounded(path, 5) == b"12345"
    with pytest.raises(Problem, match="larger than the 4 bytes expected") as caught:
        read_bounded(path, 4)
    assert caught.value.place == str(path)


@posix
def test_reading_never_takes_more_than_the_limit_of_what_has_no_end():
    from pathlib import Path

    with pytest.raises(Problem, match="larger than the 1000 bytes expected"):
        read_bounded(Path("/dev/zero"), 1000)


@pytest.mark.parametrize("name", ["none", "file/below"])
def test_a_file_that_cannot_be_read_is_told_by_its_name(tmp_path, name):
    (tmp_path / "file").touch()
    with pytest.raises(Problem) as caught:
        read_bounded(tmp_path / name, 10)
    assert caught.value.place == str(tmp_path / name)


@pytest.mark.parametrize(
    ("number", "what_to_do"),
    [
        (errno.ENOSPC, "free some room"),
        (errno.EROFS, "choose another folder"),
        (errno.EACCES, "choose another place or ask its owner"),
        (errno.EIO, "try another disk"),
        (errno.ENAMETOOLONG, "choose a shorter one"),
    ],
)
def test_errors_of_the_system_say_what_to_do(tmp_path, number, what_to_do):
    with pytest.raises(Problem, match=what_to_do) as caught, told(tmp_path):
        raise OSError(number, os.strerror(number))
    assert caught.value.place == str(tmp_path)


def test_an_error_of_the_system_that_is_not_known_is_told_in_its_own_words(tmp_path):
    with pytest.raises(Problem) as caught, told(tmp_path):
        raise OSError(errno.EMFILE, "Too many open files")
    assert str(caught.value) == f"{tmp_path}: Too many open files."


def test_other_errors_pass(tmp_path):
    with pytest.raises(ZeroDivisionError), told(tmp_path):
        _ = 1 / 0


def test_syncing_a_folder_that_is_gone_is_an_error_of_the_system(tmp_path):
    sync_folder(tmp_path)
    with pytest.raises(FileNotFoundError):
        sync_folder(tmp_path / "none")
