"""The version of a workspace's tables: read bare, created at once, brought up by Alembic.

Revisions are numbers (`0001`), so an older program knows a newer workspace when it meets one, and
leaves it as it is. SQLAlchemy is imported to create tables, Alembic to change them, and neither
for a workspace that is current.
"""

from functools import cache
from pathlib import Path
from typing import Literal

from sqlcipher3 import dbapi2

from jury_app.base import places
from jury_app.base.errors import Problem, Refusal
from jury_app.base.texts import N_
from jury_app.store import sqlite

_HEADER = b"SQLite format 3\0"


@cache
def head(migrations: Path) -> str:
    """The newest revision that this program brings along."""
    return max(path.name[:4] for path in (migrations / "versions").glob("[0-9]*.py"))


def state(path: Path, migrations: Path | None = None) -> Literal["current", "older"]:
    """How the tables of the database at `path` compare with this program's; nothing is touched.

    Raises:
        Problem: It is missing, damaged, or no workspace.
        Refusal: A newer program made it.
    """
    _check_header(path)
    connection = sqlite.connect(path, reading_mode(path))
    try:
        with sqlite.told(path):
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            if application != sqlite.APPLICATION:
                raise _foreign(path)
            try:
                found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            except dbapi2.OperationalError as error:
                raise _foreign(path) from error
    finally:
        connection.close()
    newest = head(migrations or places.migrations())
    if found is None or not found[0].isdigit():
        raise _foreign(path)
    if found[0] > newest:
        raise Refusal(
            N_(
                "A newer Jury App made this workspace (tables {theirs}, this program knows {ours});"
                " nothing was changed. Update Jury App and open it again."
            ),
            place=str(path),
            theirs=found[0],
            ours=newest,
        )
    return "current" if found[0] == newest else "older"


def reading_mode(path: Path) -> sqlite.Mode:
    """How to read `path` without writing beside it: while no log lies there, nobody writes."""
    return "read" if path.with_name(path.name + "-wal").exists() else "frozen"


def _check_header(path: Path) -> None:
    try:
        with path.open("rb") as file:
            start = file.read(100)
    except FileNotFoundError:
        raise Problem(
            N_(
                "There is no workspace here. Choose its folder, or restore the newest copy in"
                " {backups}."
            ),
            place=str(path),
            backups=str(path.parent / "backups"),
        ) from None
    except OSError as error:
        raise Problem(
            N_(
                "This workspace cannot be read ({reason}); ask its owner, or choose another folder."
            ),
            place=str(path),
            reason=error.strerror or str(error),
        ) from error
    if len(start) < 100 or not start.startswith(_HEADER):
        raise sqlite.damaged(path)


def _foreign(path: Path) -> Problem:
    return Problem(
        N_("This is a database, but no workspace of Jury App; choose another folder."),
        place=str(path),
    )


def create(path: Path) -> None:
    """Make a database with all tables at `path`, which must not exist.

    Raises:
        Problem: The disk says no.
    """
    from sqlalchemy.dialects import sqlite as sqlite_dialect
    from sqlalchemy.schema import CreateIndex, CreateTable

    from jury_app.store.tables import metadata

    dialect = sqlite_dialect.dialect()
    path.touch(0o600, exist_ok=False)
    connection = sqlite.connect(path, "write")
    try:
        with sqlite.told(path):
            connection.execute(f"PRAGMA application_id={sqlite.APPLICATION}")
            connection.execute("BEGIN IMMEDIATE")
            for table in metadata.sorted_tables:
                connection.execute(str(CreateTable(table).compile(dialect=dialect)))
                for index in sorted(table.indexes, key=lambda index: str(index.name)):
                    connection.execute(str(CreateIndex(index).compile(dialect=dialect)))
            connection.execute(
                "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,"
                " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
            )
            connection.execute(
                "INSERT INTO alembic_version VALUES (?)", (head(places.migrations()),)
            )
            connection.execute("COMMIT")
    finally:
        connection.close()


def upgrade(path: Path, migrations: Path | None = None) -> None:
    """Bring the tables up to date, in one transaction; the caller has made a backup.

    Raises:
        Problem: The disk says no.
    """
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import NullPool

    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: sqlite.connect(path, "write"),
        poolclass=NullPool,
    )
    event.listen(engine, "begin", lambda conn: conn.exec_driver_sql("BEGIN IMMEDIATE"))
    config = Config()
    config.set_main_option("script_location", str(migrations or places.migrations()))
    with engine.connect() as connection:
        # A table that is rebuilt must not take its rows' children along; checked at the end.
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.commit()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
