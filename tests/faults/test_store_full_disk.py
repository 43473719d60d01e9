"""A real disk that is full, of two megabytes (`make faults`); limits of a process: tests/store."""

import shutil
import subprocess
import sys

import pytest

from jury_app.base.clock import SystemClock
from jury_app.base.errors import Problem
from jury_app.store import documents, rebuild
from jury_app.store.workspace import create, open_for_writing
from tests.store.making import Maker, missing_parts

pytestmark = pytest.mark.faults


@pytest.fixture
def disk(tmp_path):
    """A file system of its own, in memory."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "jury-app-test", str(folder)]
    if not sys.platform.startswith("linux") or shutil.which("mount") is None:
        pytest.skip("only Linux mounts a small disk so easily")
    if subprocess.run(command, check=False, capture_output=True).returncode != 0:
        pytest.skip("mounting is not allowed here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def fill(folder):
    """Enter films until the disk is full; how many were acknowledged."""
    maker, entered, told = Maker(3), 0, ""
    with open_for_writing(folder, "writer") as workspace:
        while not told:
            try:
                with workspace.writing() as tx:
                    documents.enter(tx, [maker.film(entered) for _ in range(20)])
            except Problem as problem:
                told = str(problem)
            else:
                entered += 20
        assert "The disk is full" in told
        with workspace.reading() as reader:
            assert documents.count(reader) == entered
        with pytest.raises(Problem, match="disk is full"):
            workspace.back_up("import")
        assert list((folder / "backups").iterdir()) == []
        (folder.parent / "ballast").unlink()
    return entered


def test_a_full_disk_loses_nothing_acknowledged_and_works_on_when_there_is_room(disk):
    folder = disk / "w"
    with create(folder, kind="office", clock=SystemClock()):
        pass
    (disk / "ballast").write_bytes(bytes(900_000))
    entered = fill(folder)
    assert entered > 0
    with open_for_writing(folder, "again") as workspace:
        with workspace.writing() as tx:
            assert documents.enter(tx, [Maker(9).film()]) == [entered]
        with workspace.reading() as reader:
            assert rebuild.compare(reader) == []
            assert missing_parts(reader) == {}
