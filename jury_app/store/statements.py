"""The four writing statements, compiled by SQLAlchemy Core from the tables, once each.

What comes out is the driver's own SQL, so that ten thousand scorecards go in by `executemany` and
a keystroke costs little more than its commit; the same four run on PostgreSQL.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from msgspec import Struct
from sqlalchemy import Dialect, Table, bindparam
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql import ClauseElement

from jury_app.store.tables import metadata

Processor = Callable[[Any], Any]


class Statement(Struct, frozen=True):
    """A statement for the driver.

    Attributes:
        sql: Its text; parameters stand in the order of the columns asked for.
        processors: For each parameter what turns a value into the driver's, where one must.
    """

    sql: str
    processors: tuple[Processor | None, ...]

    def values(self, row: Sequence[object]) -> Sequence[object]:
        """The parameters of one row."""
        return [
            value if processor is None else processor(value)
            for value, processor in zip(row, self.processors, strict=True)
        ]

    @property
    def plain(self) -> bool:
        """Whether every value goes to the driver as it is."""
        return not any(self.processors)


@cache
def insert(dialect: Dialect, table: str, columns: tuple[str, ...], *, once: bool) -> Statement:
    """INSERT; with `once` a row that is there already stays as it is."""
    its = metadata.tables[table]
    statement = _insert(dialect, its).values({name: bindparam(name) for name in columns})
    if once:
        statement = statement.on_conflict_do_nothing()
    return _compiled(dialect, its, statement, columns)


@cache
def put(dialect: Dialect, table: str, columns: tuple[str, ...]) -> Statement:
    """INSERT, or replace the columns given of the row with the same primary key."""
    its = metadata.tables[table]
    statement = _insert(dialect, its).values({name: bindparam(name) for name in columns})
    keys = [column.name for column in its.primary_key]
    rest = {name: statement.excluded[name] for name in columns if name not in keys}
    return _compiled(
        dialect, its, statement.on_conflict_do_update(index_elements=keys, set_=rest), columns
    )


@cache
def change(
    dialect: Dialect, table: str, columns: tuple[str, ...], where: tuple[str, ...]
) -> Statement:
    """UPDATE of `columns` in the rows whose `where` columns equal; parameters in that order."""
    its = metadata.tables[table]
    statement = its.update().values({name: bindparam(name) for name in columns})
    for name in where:
        statement = statement.where(its.c[name] == bindparam(f"_{name}", type_=its.c[name].type))
    return _compiled(dialect, its, statement, (*columns, *(f"_{name}" for name in where)))


@cache
def delete(dialect: Dialect, table: str, where: tuple[str, ...]) -> Statement:
    """DELETE of the rows whose `where` columns equal."""
    its = metadata.tables[table]
    statement = its.delete()
    for name in where:
        statement = statement.where(its.c[name] == bindparam(f"_{name}", type_=its.c[name].type))
    return _compiled(dialect, its, statement, tuple(f"_{name}" for name in where))


def _insert(dialect: Dialect, table: Table) -> sqlite.Insert:
    """The dialect's own INSERT, which knows ON CONFLICT; both databases spell it alike."""
    if dialect.name == "sqlite":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql

    insertion: Any = postgresql.insert(table)
    its: sqlite.Insert = insertion
    return its


def _compiled(
    dialect: Dialect, table: Table, statement: ClauseElement, parameters: tuple[str, ...]
) -> Statement:
    compiled = statement.compile(dialect=dialect)
    order: list[str] = getattr(compiled, "positiontup", None) or []
    if sorted(order) != sorted(parameters):
        raise ValueError(f"{table.name}: {order} instead of {parameters}")
    if tuple(order) != parameters:
        raise ValueError(f"{table.name}: name the columns in the table's order: {order}")
    processors = tuple(_processor(dialect, table, name.removeprefix("_")) for name in parameters)
    return Statement(str(compiled), processors)


def _processor(dialect: Dialect, table: Table, column: str) -> Processor | None:
    """What our own types do to a value; drivers take everything else as it is."""
    from jury_app.store.tables import Json, UtcTime

    its = table.c[column].type
    if not isinstance(its, Json | UtcTime):
        return None
    return lambda value: its.process_bind_param(value, dialect)
