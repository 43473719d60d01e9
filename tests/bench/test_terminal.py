"""The juror's verbs as whole processes, beside the imports that they cannot do without; and one
change of a draft through the desk, beside a bare commit. Ratios inside one run, processes and
commits taking turns; the festival is one that was played, on the checkout's own disk.
"""

import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from jury_app.desks.demo.stage import PASSPHRASE
from jury_app.desks.demo.story import play
from jury_app.desks.juror.drafting import change
from jury_app.desks.juror.reading import films
from jury_app.desks.juror.scoring import revise
from jury_app.desks.seat import Seat

pytestmark = pytest.mark.bench
ROOT = Path(__file__).parents[2]
READERS = "import sqlcipher3.dbapi2, msgspec"
WRITERS = READERS + ", sqlalchemy"


@pytest.fixture(scope="module")
def juror() -> Iterator[Path]:
    """The workspace of a juror after a festival of 12 films, in which a card is open again."""
    root = ROOT / "build" / "bench-terminal"
    shutil.rmtree(root, ignore_errors=True)
    root.parent.mkdir(exist_ok=True)
    play(root, count=12, jury=7)
    folder = min((root / "jurors").iterdir())
    with Seat(folder, passphrase=lambda: PASSPHRASE) as seat:
        revise(seat, signed_film(folder), "r1", "A slip.")
    yield folder
    shutil.rmtree(root)


def signed_film(folder: Path) -> str:
    return next(each.film for each in films(folder) if each.round == "r1")


INSTALLED = {
    **{key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"},
    "PYTHONPYCACHEPREFIX": str(ROOT / "build" / "bench-compiled"),
}
"""An installed program has its modules compiled, as the packages that it imports have."""


def seconds(*command: str) -> float:
    """Wall time of a process from start to end."""
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, *command], check=True, cwd=ROOT, stdout=subprocess.DEVNULL, env=INSTALLED
    )
    return time.perf_counter() - start


def least(imports: str, *verb: str, turns: int = 15) -> tuple[float, float]:
    """The shortest of the runs of bare imports and of a verb, which take turns."""
    pairs = [(seconds("-c", imports), seconds("-m", "jury_app", *verb)) for _ in range(turns)]
    bare, ours = (min(column) for column in zip(*pairs, strict=True))
    return bare, ours


def test_reading_verbs_take_at_most_three_times_their_imports(juror: Path) -> None:
    film = signed_film(juror)
    for verb in (
        ("juror", "films", str(juror)),
        ("juror", "show", str(juror), film, "--round", "r1"),
    ):
        bare, ours = least(READERS, *verb)
        print(
            f"\n{' '.join(verb[:2])}: {ours * 1e3:.0f} ms, imports {bare * 1e3:.0f} ms:"
            f" {ours / bare:.2f} × (goal 3.0)"
        )
        assert ours <= 3 * bare


def test_a_writing_verb_takes_at_most_two_fifths_more_than_its_imports(juror: Path) -> None:
    film, sheet = signed_film(juror), juror / "sheet.json"
    chance = random.Random(3)
    pairs = []
    for _ in range(15):
        sheet.write_text(json.dumps({"comments": {"panel": chance.randbytes(300).hex()}}))
        verb = ("juror", "score", str(juror), film, "--round", "r1", "--from", str(sheet))
        pairs.append((seconds("-c", WRITERS), seconds("-m", "jury_app", *verb)))
    bare, ours = (min(column) for column in zip(*pairs, strict=True))
    print(
        f"\njuror score: {ours * 1e3:.0f} ms, imports {bare * 1e3:.0f} ms:"
        f" {ours / bare:.2f} × (goal 1.4)"
    )
    assert ours <= 1.4 * bare


def test_a_change_through_the_desk_costs_at_most_half_more_than_a_bare_commit(juror: Path) -> None:
    chance = random.Random(4)
    film = signed_film(juror)
    plain = dbapi2.connect(str(juror / "bare.db"), isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        plain.execute(f"PRAGMA {pragma}")
    plain.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, body BLOB)")

    def commit() -> float:
        body = chance.randbytes(4096)
        start = time.perf_counter()
        plain.execute("BEGIN IMMEDIATE")
        plain.execute("INSERT INTO rows (body) VALUES (?)", (body,))
        plain.execute("COMMIT")
        return time.perf_counter() - start

    def turn(seat: Seat, number: int) -> float:
        path, value = "lanes/writing", chance.randrange(101)
        if number % 3 == 0:
            path, value = "comment/panel", chance.randbytes(300).hex()
        start = time.perf_counter()
        change(seat, film, "r1", {path: value})
        return time.perf_counter() - start

    with Seat(juror, passphrase=lambda: PASSPHRASE) as seat:
        pairs = [(commit(), turn(seat, number)) for number in range(1050)][50:]
    plain.close()
    bare, ours = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(
        f"\ndraft change through the desk: {ours * 1e3:.3f} ms, bare commit {bare * 1e3:.3f} ms:"
        f" {ours / bare:.2f} × (goal 1.5)"
    )
    assert ours <= 1.5 * bare
