"""Packs on a drive: whole or not there, resumed, verified, never overwriting what is not ours."""

import os
import shutil
import subprocess
from types import SimpleNamespace

import pytest

from jury_app.base.errors import Problem, Refusal
from jury_app.screening import pack
from jury_app.screening.fingerprint import of
from jury_app.screening.pack import MANIFEST, Entry, Source, name_for, need, read_manifest


@pytest.fixture
def sources(films, tmp_path):
    build = tmp_path / "build"
    (build / "data").mkdir(parents=True)
    (build / "index.html").write_bytes(b"<html>")
    (build / "data" / "a.bin").write_bytes(bytes(9000))
    paths = [*sorted(films.iterdir()), build]
    return [
        Source(path, f"{number:04d} 鏡子{path.suffix}", of(path))
        for number, path in enumerate(paths)
    ]


@pytest.fixture
def drive(tmp_path):
    return tmp_path / "drive"


def names(drive):
    return sorted(path.name for path in drive.iterdir())


def test_a_pack_holds_every_screener_whole_and_a_manifest_of_them(sources, drive):
    heard = []
    needed = pack.write_pack(sources, drive, progress=heard.append)
    assert [of(drive / source.name) for source in sources] == [one.fingerprint for one in sources]
    assert names(drive) == sorted([MANIFEST, *(source.name for source in sources)])
    assert [entry.name for entry in read_manifest(drive)] == [one.name for one in sources]
    assert read_manifest(drive)[0] == Entry(
        name=sources[0].name, bytes=sources[0].fingerprint.bytes, blake3=of(sources[0].path).blake3
    )
    assert sum(heard) == needed.work == 2 * needed.total


def test_the_need_is_known_before_anything_is_written(sources, drive):
    needed = need(sources, drive)
    assert needed.total == needed.missing == sum(one.fingerprint.bytes for one in sources)
    assert needed.free > 0
    assert not drive.exists()


def test_too_small_a_drive_is_told_before_anything_is_copied(sources, drive, monkeypatch):
    usage = SimpleNamespace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(Problem, match="the drive has 1000"):
        pack.write_pack(sources, drive)
    assert names(drive) == []


def test_a_second_run_copies_nothing_and_verifies_all(sources, drive):
    pack.write_pack(sources, drive)
    before = {path.name: path.stat().st_ino for path in drive.iterdir() if path.name != MANIFEST}
    heard = []
    needed = pack.write_pack(sources, drive, progress=heard.append)
    assert needed.missing == 0
    assert sum(heard) == needed.work == needed.total
    after = {path.name: path.stat().st_ino for path in drive.iterdir() if path.name != MANIFEST}
    assert after == before


def test_a_later_wave_adds_to_the_manifest(sources, drive):
    pack.write_pack(sources[:2], drive)
    pack.write_pack(sources[2:], drive)
    assert [entry.name for entry in read_manifest(drive)] == [one.name for one in sources]


class CancelError(Exception):
    """Raised by a progress that wants no more."""


@pytest.mark.parametrize("step", range(1, 12))
def test_an_interrupted_pack_shows_no_half_film_and_goes_on(sources, drive, step):
    heard = []

    def cancel(count):
        heard.append(count)
        if len(heard) == step:
            raise CancelError

    with pytest.raises(CancelError):
        pack.write_pack(sources, drive, progress=cancel)
    by_name = {source.name: source for source in sources}
    for path in drive.iterdir():
        if path.name in by_name:
            assert of(path) == by_name[path.name].fingerprint
    pack.write_pack(sources, drive)
    assert names(drive) == sorted([MANIFEST, *by_name])


def test_a_begun_copy_is_continued_and_a_wrong_beginning_is_not_kept(sources, drive):
    drive.mkdir()
    source = sources[0]
    content = source.path.read_bytes()
    for begun in (content[:1000], b"x" * 1000, content + b"more"):
        (drive / f".{source.name}.part").write_bytes(begun)
        pack.write_pack([source], drive)
        assert (drive / source.name).read_bytes() == content
        assert names(drive) == sorted([MANIFEST, source.name])
        (drive / source.name).unlink()


def test_a_damaged_copy_of_ours_is_replaced(sources, drive):
    pack.write_pack(sources, drive)
    for source in sources[:2]:
        with (drive / source.name).open("r+b") as file:
            file.write(b"damage")
    os.truncate(drive / sources[2].name, 10)
    pack.write_pack(sources, drive)
    assert [of(drive / source.name) for source in sources] == [one.fingerprint for one in sources]


def test_a_file_that_is_not_ours_is_never_overwritten(sources, drive):
    drive.mkdir()
    (drive / sources[0].name).write_bytes(b"my holidays")
    with pytest.raises(Refusal, match="nothing is overwritten"):
        pack.write_pack(sources, drive)
    assert (drive / sources[0].name).read_bytes() == b"my holidays"


def test_links_on_a_drive_never_lead_a_copy_elsewhere(sources, drive, tmp_path):
    drive.mkdir()
    elsewhere = tmp_path / "important"
    elsewhere.write_bytes(b"my accounts")
    folder = tmp_path / "folder"
    folder.mkdir()
    (drive / f".{sources[0].name}.part").symlink_to(elsewhere)
    (drive / f".{sources[-1].name}.part").symlink_to(folder)
    (drive / sources[1].name).symlink_to(sources[1].path)
    with pytest.raises(Refusal, match="in use by something else"):
        pack.write_pack(sources, drive)
    (drive / sources[1].name).unlink()
    pack.write_pack(sources, drive)
    assert elsewhere.read_bytes() == b"my accounts"
    assert list(folder.iterdir()) == []
    assert not any(path.is_symlink() for path in drive.iterdir())


def test_a_source_that_changed_since_it_was_registered_is_refused(sources, drive):
    with sources[0].path.open("ab") as file:
        file.write(b"another cut")
    with pytest.raises(Refusal, match="no longer the file that was registered"):
        pack.write_pack(sources, drive)
    assert names(drive) == [MANIFEST]
    assert read_manifest(drive) == ()


def test_a_source_that_is_gone_is_told_by_its_name(sources, drive):
    sources[0].path.unlink()
    with pytest.raises(Problem) as error:
        pack.write_pack(sources, drive)
    assert error.value.place == str(sources[0].path)


@pytest.mark.parametrize("name", ["../up", "a/b", ".hidden", MANIFEST, "a:b", "a\nb", ""])
def test_names_that_lead_elsewhere_are_refused(sources, drive, name):
    with pytest.raises(Refusal, match="is no name for a film"):
        pack.write_pack([sources[0]._replace(name=name)], drive)


def test_two_names_that_are_one_on_many_disks_are_refused(sources, drive):
    twins = [sources[0]._replace(name="Film.mp4"), sources[1]._replace(name="film.MP4")]
    with pytest.raises(Refusal, match="would be named"):
        pack.write_pack(twins, drive)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b'{"kind": "other", "version": 1, "entries": []}',
        b'{"kind": "jury-app pack", "version": 2, "entries": []}',
        b'{"kind": "jury-app pack", "version": 1, "entries": [{"name": "../x", "bytes": 1, '
        b'"blake3": "' + b"0" * 64 + b'"}]}',
    ],
)
def test_a_broken_manifest_is_refused_by_name(drive, content):
    drive.mkdir()
    (drive / MANIFEST).write_bytes(content)
    with pytest.raises(Refusal) as error:
        read_manifest(drive)
    assert error.value.place == str(drive / MANIFEST)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Mirror", "0012 Mirror.mp4"),
        ("鏡子", "0012 鏡子.mp4"),
        ("What? Now: then/../x", "0012 What Now then .. x.mp4"),
        ("Ends with dots...", "0012 Ends with dots.mp4"),
        ("\u202egnp.exe\u0000", "0012 gnp.exe.mp4"),
        ("", "0012.mp4"),
    ],
)
def test_names_on_the_drive_are_plain_on_every_system(title, name):
    assert name_for(12, title, ".mp4") == name


def test_a_title_of_300_letters_is_cut_between_letters():
    name = name_for(12, "鏡" * 300, ".mp4")
    assert name == f"0012 {'鏡' * 40}.mp4"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk")
def test_a_full_disk_is_told_and_leaves_no_half_film(sources, tmp_path, monkeypatch):
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", small], check=False
    )
    if mounted.returncode:
        pytest.skip("mounting is not allowed here")
    try:
        usage = SimpleNamespace(free=10**9)  # as if it filled meanwhile
        monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
        with pytest.raises(Problem, match="disk is full"):
            pack.write_pack(sources, small)
        left = [path for path in small.iterdir() if not path.name.startswith(".")]
        by_name = {source.name: source.fingerprint for source in sources}
        assert all(of(path) == by_name[path.name] for path in left if path.name != MANIFEST)
    finally:
        subprocess.run(["umount", small], check=True)
