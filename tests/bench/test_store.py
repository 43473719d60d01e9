"""The store's speeds, as ratios inside one run (`make bench`); figures in docs/performance.md.

Databases lie under `build/`, on the checkout's own disk, and every payload is new: SQLite skips a
write of identical bytes, and a disk in memory has no commits to wait for.
"""

import random
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from nacl.bindings import crypto_sign, crypto_sign_open, crypto_sign_seed_keypair
from sqlcipher3 import dbapi2

from jury_app.base.clock import SystemClock
from jury_app.jury.scorecard import Scorecard
from jury_app.store import cards, documents, drafts
from jury_app.store.workspace import Workspace, create
from tests.store.making import Maker

pytestmark = pytest.mark.bench
ROOT = Path(__file__).parents[2]
FILM = "f" * 32


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    folder = ROOT / "build" / "bench-store"
    shutil.rmtree(folder, ignore_errors=True)
    with create(folder, kind="office", clock=SystemClock()) as made:
        yield made
    shutil.rmtree(folder)


def bare(path: Path) -> dbapi2.Connection:
    """A connection with the workspace's pragmas and nothing else."""
    connection = dbapi2.connect(str(path), isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def test_a_draft_change_costs_at_most_half_more_than_a_bare_commit(workspace):
    source = random.Random(1)
    plain = bare(workspace.folder / "bare.db")
    plain.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, body BLOB)")

    def commit() -> float:
        body = source.randbytes(4096)
        start = time.perf_counter()
        plain.execute("BEGIN IMMEDIATE")
        plain.execute("INSERT INTO rows (body) VALUES (?)", (body,))
        plain.execute("COMMIT")
        return time.perf_counter() - start

    def change(number: int) -> float:
        path, value = f"scores/c{number % 8}", {"units": source.randrange(1000), "per": 2}
        if number % 3 == 0:
            path, value = "comment/panel", source.randbytes(600).hex()
        start = time.perf_counter()
        with workspace.writing() as tx:
            drafts.change(tx, FILM, "r1", path, value)
        return time.perf_counter() - start

    pairs = [(commit(), change(number)) for number in range(1050)][50:]
    plain.close()
    one, other = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"draft change {other * 1e3:.3f} ms, bare commit {one * 1e3:.3f} ms: {other / one:.2f}")
    assert other <= 1.5 * one


def test_entering_keeps_six_tenths_of_the_bare_parts_rate(workspace):
    """The bare parts: verify, decode, three rows a card, one transaction for 25.

    The store writes seventeen rows for a card with fifteen parts, in transactions of 1,000 cards,
    as receiving does: what came in one sync is one transaction.
    """
    public, secret = crypto_sign_seed_keypair(bytes(32))
    maker = Maker(5)
    rules = maker.rules()
    films, jurors = ([maker.id() for _ in range(count)] for count in (500, 20))
    made = [
        maker.card(film, juror, rules.hash, maker.scores(), notes=13)
        for film in films
        for juror in jurors
    ]
    signed = [crypto_sign(each.payload, secret) for each in made]
    decoder = msgspec.json.Decoder(Scorecard)
    plain = bare(workspace.folder / "bare.db")
    plain.execute("CREATE TABLE documents (hash BLOB PRIMARY KEY, payload BLOB, signature BLOB)")
    plain.execute("CREATE TABLE cards (hash BLOB PRIMARY KEY, film, juror, round)")
    plain.execute("CREATE TABLE parts (hash BLOB PRIMARY KEY, body BLOB)")
    with workspace.writing() as tx:
        documents.enter(tx, [rules])

    def verified(start: int, size: int) -> list[documents.Incoming]:
        batch = []
        for each, body in zip(made[start : start + size], signed[start:], strict=False):
            payload = crypto_sign_open(body, public)
            decoded = decoder.decode(payload)
            batch.append(msgspec.structs.replace(each, payload=payload, document=decoded))
        return batch

    began = time.perf_counter()
    for start in range(0, len(made), 25):
        batch = verified(start, 25)
        plain.execute("BEGIN IMMEDIATE")
        for table, rows in (
            ("documents", [(b.hash, b.payload, b.signature) for b in batch]),
            ("cards", [(b.hash, b.document.film, b.document.juror, "r1") for b in batch]),
            ("parts", [(b.hash, msgspec.json.encode(b.parts)) for b in batch]),
        ):
            marks = ", ".join("?" * len(rows[0]))
            plain.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608  our own table
        plain.execute("COMMIT")
    one = time.perf_counter() - began
    plain.close()
    began = time.perf_counter()
    for start in range(0, len(made), 1000):
        with workspace.writing() as tx:
            documents.enter(tx, verified(start, 1000))
    other = time.perf_counter() - began
    each = 1e6 / len(made)
    print(
        f"verify and enter {other * each:.0f} µs a card, bare {one * each:.0f}: {one / other:.2f}"
    )
    assert one / other >= 0.6


def test_ten_thousand_cards_are_read_in_a_moment(workspace):
    maker = Maker(6)
    rules = maker.rules()
    batch = [
        maker.card(maker.id(), maker.id(), rules.hash, maker.scores(), [maker.digest()])
        for _ in range(10_000)
    ]
    with workspace.writing() as tx:
        documents.enter(tx, [rules, *batch])
    with workspace.reading() as reader:
        began = time.perf_counter()
        found = cards.of_round(reader, "r1")
        read = time.perf_counter() - began
        began = time.perf_counter()
        lanes = cards.lanes(reader, found)
        lanes_read = time.perf_counter() - began
    print(f"10,000 cards {read:.3f} s, their lane estimates {lanes_read:.3f} s")
    assert (len(found), len(lanes)) == (10_000, 10_000)
    assert read <= 0.5


READ = """
import sys
from pathlib import Path
from jury_app.store import cards, documents, drafts, parts
from jury_app.store.workspace import open_for_reading
with open_for_reading(Path(sys.argv[1])) as workspace, workspace.reading() as reader:
    course = documents.course(reader)
    cards.every(reader), drafts.every(reader)
    titles = [part.hash for film in course.films.values() for part in film.document.parts]
    assert len(parts.values(reader, titles)) == 200
"""


def test_a_reading_process_takes_at_most_three_times_its_imports(workspace):
    maker = Maker(7)
    rules, films = maker.rules(), [maker.film(number) for number in range(200)]
    with workspace.writing() as tx:
        documents.enter(tx, [rules, *films])
        documents.enter(tx, [maker.card(f.document.film, "a" * 32, rules.hash) for f in films])

    def run(program: str) -> float:
        start = time.perf_counter()
        command = [sys.executable, "-c", program, str(workspace.folder)]
        subprocess.run(command, check=True, cwd=ROOT)
        return time.perf_counter() - start

    pairs = [(run("import sqlcipher3, msgspec"), run(READ)) for _ in range(11)][1:]
    one, other = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"reading 200 films {other * 1e3:.0f} ms, imports {one * 1e3:.0f} ms: {other / one:.2f}")
    assert other <= 3 * one
