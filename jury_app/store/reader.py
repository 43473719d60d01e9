"""Reading: SELECTs in standard SQL, run on the driver, so that no reader waits for SQLAlchemy.

Every read of this room is a function that takes a `Reader`: a snapshot from `Workspace.reading()`,
or the transaction of `Workspace.writing()`, which sees what it has written so far.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Protocol

from jury_app.store.sqlite import Connection

CHUNK = 500
"""How many values one IN list holds."""


class Reader(Protocol):
    """Something on which SELECTs run."""

    def rows(self, sql: str, *values: object) -> Iterable[tuple[Any, ...]]:
        """The rows of a SELECT whose parameters are written `?`."""


class Snapshot:
    """A reader on one SQLite connection inside one read transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rows(self, sql: str, *values: object) -> Iterable[tuple[Any, ...]]:
        """The rows of a SELECT, as the cursor gives them."""
        rows: Iterable[tuple[Any, ...]] = self._connection.execute(sql, values)
        return rows


def one(reader: Reader, sql: str, *values: object) -> tuple[Any, ...] | None:
    """The first row, if there is one."""
    return next(iter(reader.rows(sql, *values)), None)


def among(
    reader: Reader, sql: str, keys: Iterable[object], *values: object
) -> Iterator[tuple[Any, ...]]:
    """The rows of `sql`, whose `{keys}` becomes a list of `?`, for any number of keys.

    `values` stand before the keys.
    """
    left = iter(keys)
    while chunk := list(islice(left, CHUNK)):
        yield from reader.rows(sql.format(keys=marks(chunk)), *values, *chunk)


def marks(values: Sequence[object]) -> str:
    """As many `?` as there are values."""
    return ", ".join("?" * len(values))
