"""Connections to a workspace's SQLite file, and its errors told to people.

`sqlcipher3` carries a current SQLite everywhere; 3.7.0 to 3.51.2, which systems still ship, can
corrupt a WAL database with two connections. A commit is on the disk when it returns (WAL with
synchronous=FULL: 0 of 220 acknowledged rows lost in simulated power cuts; NORMAL lost all).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from sqlcipher3 import dbapi2

from jury_app.base.errors import Problem
from jury_app.base.texts import N_

Connection = Any
"""A connection of sqlcipher3, which ships no types."""
Mode = Literal["write", "read", "frozen"]
"""`frozen` reads a file that nobody writes, touching nothing beside it."""

BUSY_MS = 5000
"""How long a statement waits for another process's lock, in milliseconds."""
APPLICATION = 0x4A555259
"""SQLite's `application_id` of a workspace: “JURY”."""

_WRITING = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",  # what is erased is overwritten, not only let go
)

# The driver asks every `bytes` in vain how it wants to be adapted; in rows of hashes that takes
# longer than SQLite does. With an adapter it need not ask.
dbapi2.register_adapter(bytes, memoryview)


def connect(path: Path, mode: Mode) -> Connection:
    """A connection in autocommit mode that any thread may use, one at a time.

    Raises:
        Problem: The file is not there, not allowed, or not a database.
    """
    options = {"write": "mode=rw", "read": "mode=ro", "frozen": "mode=ro&immutable=1"}[mode]
    with told(path):
        connection = dbapi2.connect(
            f"{path.absolute().as_uri()}?{options}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=BUSY_MS / 1000,
        )
        try:
            for pragma in _WRITING if mode == "write" else ("query_only=ON",):
                connection.execute(f"PRAGMA {pragma}")
        except dbapi2.Error:
            connection.close()
            raise
    return connection


_MESSAGES = (
    ("disk is full", N_("The disk is full; free some room.")),
    ("readonly", N_("This can only be read here; open it for writing in a folder that is yours.")),
    (
        "disk i/o error",
        N_("The disk answers with errors; try another disk, then restore a backup."),
    ),
    ("locked", N_("Another program keeps this database busy; close it and do this again.")),
    (
        "unable to open",
        N_("This database cannot be opened; check that it is there and that you may read it."),
    ),
)
_DAMAGED = ("malformed", "not a database", "encrypted", "file is not")


def damaged(path: Path) -> Problem:
    """What is told of a database that cannot be trusted any more."""
    return Problem(
        N_(
            "This database is damaged. Restore the newest copy in {backups}, or rebuild it from"
            " the ledger's mirror; nothing was changed."
        ),
        place=str(path),
        backups=str(path.parent / "backups"),
    )


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite says of the surroundings into a `Problem`; our own mistakes stay bugs."""
    try:
        yield
    except dbapi2.DatabaseError as error:
        text = str(error).lower()
        if any(sign in text for sign in _DAMAGED):
            raise damaged(path) from error
        for sign, message in _MESSAGES:
            if sign in text:
                raise Problem(message, place=str(path)) from error
        raise


def check(path: Path) -> None:
    """Look through the whole database (0.11 s for 167 MB).

    Raises:
        Problem: It is damaged.
    """
    connection = connect(path, "read")
    try:
        with told(path):
            (answer,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    finally:
        connection.close()
    if answer != "ok":
        raise damaged(path)
