"""The same tables and statements on PostgreSQL; a server of the test's own (`make faults`).

Skipped where the server (Debian: `postgresql`) or its driver (`psycopg[binary]`) is not installed.
"""

import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.dialects.postgresql import psycopg as psycopg_dialect
from sqlalchemy.schema import CreateIndex, CreateTable

from jury_app.store import cards, channels, documents, drafts, ledger, parts, rebuild, settings
from jury_app.store.tables import metadata
from jury_app.store.writing import Writing
from tests.store.making import Maker

psycopg = pytest.importorskip("psycopg", reason="PostgreSQL's driver is not installed")
pytestmark = pytest.mark.slow

DIALECT = psycopg_dialect.dialect(paramstyle="format")
NOW = datetime(2026, 7, 18, 9, 30, tzinfo=UTC)
FILM = "f" * 32


@pytest.fixture
def maker():
    return Maker()


def programs():
    """The folder of initdb and pg_ctl, newest first."""
    found = shutil.which("initdb")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return Path(found).parent if found else next(iter(folders), None)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server in a folder of its own that listens on a socket there and nowhere else."""
    bin_folder = programs()
    if bin_folder is None:
        pytest.skip("PostgreSQL's server is not installed")
    # The server refuses root, and its socket's name must be short.
    home = Path("/tmp") / f"jury-app-postgres-{os.getpid()}"  # noqa: S108  initdb's sockets need a short path
    home.mkdir(mode=0o700)
    prefix = []
    if os.geteuid() == 0:
        shutil.chown(home, "postgres", "postgres")
        prefix = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]

    def run(*command):
        subprocess.run([*prefix, *command], check=True, capture_output=True, cwd=home)

    try:
        run(
            str(bin_folder / "initdb"),
            "-D",
            str(home / "d"),
            "-A",
            "trust",
            "-U",
            "jury",
            "-E",
            "UTF8",
        )
        options = f"-c listen_addresses= -c unix_socket_directories={home} -c fsync=off"
        control = str(bin_folder / "pg_ctl")
        run(control, "-D", str(home / "d"), "-w", "-l", str(home / "log"), "-o", options, "start")
        try:
            yield f"host={home} user=jury dbname=postgres"
        finally:
            run(control, "-D", str(home / "d"), "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home)


@pytest.fixture
def tx(server):
    """An open transaction on fresh tables; it is never committed."""
    with psycopg.connect(server) as connection:
        for table in metadata.sorted_tables:
            connection.execute(str(CreateTable(table).compile(dialect=DIALECT)))
            for index in table.indexes:
                connection.execute(str(CreateIndex(index).compile(dialect=DIALECT)))
        yield Writing(connection, NOW, "%s")
        connection.rollback()


def test_documents_cards_and_parts_are_entered_and_read(tx, maker):
    rules, film = maker.rules(), maker.film()
    card = maker.card(film.document.film, maker.id(), rules.hash)
    assert documents.enter(tx, [rules, film, card, card]) == [0, 1, 2, 2]
    assert [each.payload for each in documents.read(tx)] == [
        each.payload for each in (rules, film, card)
    ]
    (entered,) = cards.of_round(tx, "r1")
    assert str(entered.value) == "1600/27"
    assert cards.lanes(tx, [entered]) == {card.hash: {"writing": 60}}
    assert parts.of(tx, [film.parts[0].hash])[film.parts[0].hash] == film.parts[0]
    assert set(documents.course(tx).films) == {film.document.film}
    assert rebuild.compare(tx) == []
    assert rebuild.rebuild(tx) == []
    assert len(list(ledger.leaves(tx))) == 3


def test_drafts_are_changed_and_undone(tx):
    drafts.change(tx, FILM, "r1", "a", 1)
    drafts.change(tx, FILM, "r1", "b", {"units": 15, "per": 2})
    assert drafts.undo(tx, FILM, "r1").values == {"a": 1}
    assert drafts.redo(tx, FILM, "r1").values == {"a": 1, "b": {"units": 15, "per": 2}}
    drafts.end(tx, FILM, "r1")
    assert drafts.load(tx, FILM, "r1").state == "signed"


def test_settings_and_channels_are_replaced_and_kept_once(tx, maker):
    settings.put(tx, a=1, b="x")
    settings.put(tx, a=[2])
    assert (settings.get(tx, "a"), settings.get(tx, "b")) == ([2], "x")
    message = channels.Sent("a" * 64, 1, "out", maker.digest(), b"sealed")
    channels.keep(tx, [message, message])
    channels.acknowledge(tx, "a" * 64, 1)
    assert channels.unacknowledged(tx, "a" * 64) == []
    tx.finish()
    assert dict(tx.changed.kinds)["settings"] == {"a", "b"}
