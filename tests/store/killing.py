"""A writer that is killed at any moment, and what must be true of its workspace then."""

import multiprocessing
import random
import time
from multiprocessing.connection import Connection
from pathlib import Path

from jury_app.base.clock import SystemClock
from jury_app.store import documents, drafts, rebuild
from jury_app.store.workspace import create, open_for_writing
from tests.store.making import Maker, missing_parts

FILM = "f" * 32
STEP = 3
"""Documents of one transaction."""


def kill_often(folder: Path, kills: int, seed: int) -> int:
    """Kill a writer `kills` times; after each, check the workspace. How many documents it has."""
    moments = random.Random(seed)
    with create(folder, kind="juror", clock=SystemClock()) as workspace, workspace.writing() as tx:
        documents.enter(tx, [Maker(0).rules()])
    count = 1
    for number in range(kills):
        acknowledged = _kill_once(folder, seed + number, moments.uniform(0, 0.06))
        now = _check(folder)
        assert now >= acknowledged, "an acknowledged document was lost"
        assert now >= count, "what an earlier writer left was lost"
        count = now
    return count


def _kill_once(folder: Path, seed: int, seconds: float) -> int:
    """Let a writer work for `seconds` after it began, and kill it; what it had acknowledged."""
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe(duplex=False)
    writer = fork.Process(target=_write, args=(folder, seed, there))
    writer.start()
    there.close()
    acknowledged = int(here.recv())
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if here.poll(left):
            acknowledged = int(here.recv())
    writer.kill()
    writer.join()
    try:
        while here.poll():
            acknowledged = int(here.recv())
    except EOFError:
        pass
    return acknowledged


def _write(folder: Path, seed: int, told: Connection) -> None:
    """Enter documents and change a draft for ever, acknowledging each commit."""
    maker = Maker(seed + 1000)
    with open_for_writing(folder, "writer") as workspace:
        told.send(0)
        while True:
            batch = [maker.card(FILM, maker.id(), Maker(0).rules().hash) for _ in range(STEP)]
            with workspace.writing() as tx:
                documents.enter(tx, batch)
                count = documents.count(tx)
                drafts.change(tx, FILM, "r1", "count", count)
            told.send(count)


def _check(folder: Path) -> int:
    """The workspace is whole, and every transaction is there in full or not at all."""
    with open_for_writing(folder, "checker") as workspace, workspace.reading() as reader:
        count = documents.count(reader)
        draft = drafts.load(reader, FILM, "r1")
        assert (count - 1) % STEP == 0, "half a transaction"
        assert (1 if draft is None else draft.values["count"]) == count, "draft and ledger differ"
        assert rebuild.compare(reader) == []
        assert missing_parts(reader) == {}
    return count
