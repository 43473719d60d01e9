"""The four writing statements: texts that SQLite and PostgreSQL share but for a parameter's mark.

What a table is stands in `tables`, for creating and migrating it. Writing needs three facts more
than the names: primary keys, and which columns hold JSON or moments. They stand here, so that a
process that writes does not wait for SQLAlchemy; a test holds them against the tables.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct

from jury_app.store import times

Encoder = Callable[[Any], object]

KEYS: dict[str, tuple[str, ...]] = {
    "contacts": ("film",),
    "coverage": ("film", "item", "run"),
    "devices": ("key",),
    "drafts": ("film", "round"),
    "invitations": ("id",),
    "media": ("film", "role", "blake3"),
    "people": ("person",),
    "playback": ("film", "item"),
    "receipts": ("document",),
    "settings": ("key",),
    "submissions": ("key",),
}
"""Primary keys of the tables in which rows are replaced."""
JSON = frozenset(
    {
        *(("cards", column) for column in ("supersedes", "scores", "lanes")),
        ("changes", "ids"),
        ("contacts", "contact"),
        ("coverage", "intervals"),
        *(("draft_journal", column) for column in ("before", "after")),
        ("drafts", "snapshot"),
        ("invitations", "roles"),
        ("media", "facts"),
        ("people", "attributes"),
        ("settings", "value"),
        ("submissions", "row"),
    }
)
"""(table, column) of `tables.Json`."""
MOMENTS = frozenset(
    {
        ("changes", "at"),
        ("documents", "entered_at"),
        ("draft_journal", "at"),
        ("invitations", "expires"),
        ("media", "checked_at"),
        ("playback", "at"),
    }
)
"""(table, column) of `tables.UtcTime`."""

_JSON_MARK = {"?": "CAST(? AS TEXT)", "%s": "convert_from(%s, 'UTF8')"}
"""JSON goes to the database in the bytes that msgspec wrote: as `str` it would be decoded here, and
encoded again by the driver, which takes longer than the row where a text is not Latin."""


class Statement(Struct, frozen=True):
    """A statement for the driver.

    Attributes:
        sql: Its text; parameters stand in the order of the columns asked for.
        encoders: (place of a parameter, what makes the driver's value of it), where one must.
    """

    sql: str
    encoders: tuple[tuple[int, Encoder], ...]

    def values(self, row: Sequence[object]) -> Sequence[object]:
        """The parameters of one row."""
        if not self.encoders:
            return row
        values = list(row)
        for at, encode in self.encoders:
            if (value := values[at]) is not None:
                values[at] = encode(value)
        return values


@cache
def insert(table: str, columns: tuple[str, ...], mark: str, *, once: bool) -> Statement:
    """INSERT; with `once` a row that is there already stays as it is."""
    marks = ", ".join(_marks(table, columns, mark))
    ending = " ON CONFLICT DO NOTHING" if once else ""
    sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks}){ending}"  # noqa: S608  names of our own tables
    return Statement(sql, _encoders(table, columns))


@cache
def put(table: str, columns: tuple[str, ...], mark: str) -> Statement:
    """INSERT, or replace the columns given of the row with the same primary key."""
    keys = KEYS[table]
    rest = ", ".join(f"{name} = excluded.{name}" for name in columns if name not in keys)
    plain = insert(table, columns, mark, once=False)
    sql = f"{plain.sql} ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {rest}"
    return Statement(sql, plain.encoders)


@cache
def change(table: str, columns: tuple[str, ...], where: tuple[str, ...], mark: str) -> Statement:
    """UPDATE of `columns` in the rows whose `where` columns equal; parameters in that order."""
    marks = _marks(table, columns, mark)
    changed = ", ".join(f"{name} = {each}" for name, each in zip(columns, marks, strict=True))
    sql = f"UPDATE {table} SET {changed}{_where(where, mark)}"  # noqa: S608  our own names
    return Statement(sql, _encoders(table, (*columns, *where)))


@cache
def delete(table: str, where: tuple[str, ...], mark: str) -> Statement:
    """DELETE of the rows whose `where` columns equal."""
    sql = f"DELETE FROM {table}{_where(where, mark)}"  # noqa: S608  our own names
    return Statement(sql, _encoders(table, where))


def _where(columns: tuple[str, ...], mark: str) -> str:
    return " WHERE " + " AND ".join(f"{name} = {mark}" for name in columns) if columns else ""


def _encoders(table: str, columns: tuple[str, ...]) -> tuple[tuple[int, Encoder], ...]:
    encoders: list[tuple[int, Encoder]] = []
    for at, column in enumerate(columns):
        if (table, column) in JSON:
            encoders.append((at, _json))
        elif (table, column) in MOMENTS:
            encoders.append((at, times.text))
    return tuple(encoders)


def _marks(table: str, columns: tuple[str, ...], mark: str) -> list[str]:
    return [_JSON_MARK[mark] if (table, column) in JSON else mark for column in columns]


def _json(value: object) -> bytearray:
    """JSON for `_JSON_MARK`; a bytearray, as the driver would ask `bytes` how to adapt it."""
    return bytearray(msgspec.json.encode(value))
