"""A disk that takes no more: told at once, and nothing acknowledged is lost."""

import multiprocessing
import os

import pytest

from jury_app.base.errors import Problem
from jury_app.store import documents, rebuild
from jury_app.store.workspace import open_for_writing
from tests.store.making import Maker

pytestmark = pytest.mark.skipif(os.name == "nt", reason="limits of a process are set otherwise")
BATCH = 20


def _limit(size):
    """From now on no file of this process grows beyond `size` bytes (None: no limit)."""
    import resource

    unlimited = resource.RLIM_INFINITY
    resource.setrlimit(resource.RLIMIT_FSIZE, (unlimited if size is None else size, unlimited))


def _fill(folder, limit, told):
    """Enter films until the disk says no; tell how many were acknowledged, and what was said."""
    maker, entered = Maker(3), 0
    with open_for_writing(folder, "writer") as workspace:
        _limit(limit)
        try:
            while True:
                with workspace.writing() as tx:
                    documents.enter(tx, [maker.film(entered) for _ in range(BATCH)])
                entered += BATCH
        except Problem as problem:
            with workspace.reading() as reader:
                told.send((entered, documents.count(reader), str(problem)))
        _limit(None)


def _back_up(folder, limit, told):
    """Make a backup that does not fit; tell what was said."""
    with open_for_writing(folder, "writer") as workspace:
        _limit(limit)
        try:
            workspace.back_up("import")
        except Problem as problem:
            told.send(str(problem))
        _limit(None)


def under_a_limit(target, folder, limit):
    """What `target` tells from a process of its own."""
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe(duplex=False)
    process = fork.Process(target=target, args=(folder, limit, there))
    process.start()
    there.close()
    answer = here.recv()
    process.join()
    assert process.exitcode == 0
    return answer


def test_a_full_disk_is_told_and_what_was_acknowledged_stays(folder, office, clock):
    office.close()
    size = (folder / "workspace.db").stat().st_size
    entered, readable, told = under_a_limit(_fill, folder, size + 300_000)
    assert readable == entered > 0
    assert "workspace.db" in told
    assert "disk" in told
    with open_for_writing(folder, "Office", clock) as again, again.reading() as reader:
        assert documents.count(reader) == entered
        assert rebuild.compare(reader) == []
    with open_for_writing(folder, "Office", clock) as again, again.writing() as tx:
        assert documents.enter(tx, [Maker(9).film()]) == [entered]


def test_a_backup_that_does_not_fit_is_told_and_leaves_no_half_file(folder, office):
    office.close()
    size = (folder / "workspace.db").stat().st_size
    assert "disk" in under_a_limit(_back_up, folder, size // 2)
    assert list((folder / "backups").iterdir()) == []
