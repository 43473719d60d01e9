"""One writing transaction: four verbs on tables, reads that see them, and what was touched.

`Workspace.writing()` begins and commits it. The nouns of this room (`documents`, `drafts`,
`channels`, …) are functions that take it as their first argument.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from jury_app.store import statements
from jury_app.store.changes import MOST_IDS, ChangeSet
from jury_app.store.sqlite import Connection

Mark = Literal["?", "%s"]
"""How a driver writes a parameter: SQLite's, PostgreSQL's."""


class Writing:
    """An open transaction.

    Args:
        connection: A driver's connection on which a transaction was begun.
        now: The moment of the transaction, which its rows carry.
        mark: How the connection's driver writes a parameter.
        kept: What the transactions before it left, where nobody else can have written since.
    """

    def __init__(
        self,
        connection: Connection,
        now: datetime,
        mark: Mark = "?",
        kept: dict[str, Any] | None = None,
    ) -> None:
        self._connection = connection
        self._mark = mark
        self._touched: dict[str, set[str] | None] = {}
        self.now = now
        self.kept = {} if kept is None else kept

    def rows(self, sql: str, *values: object) -> Iterable[tuple[Any, ...]]:
        """The rows of a SELECT whose parameters are written `?`, with all written so far."""
        cursor: Iterable[tuple[Any, ...]] = self._connection.execute(
            sql.replace("?", self._mark), values
        )
        return cursor

    def insert(
        self,
        table: str,
        columns: tuple[str, ...],
        rows: Sequence[Sequence[object]],
        *,
        once: bool = False,
    ) -> None:
        """Insert rows; with `once`, known ones stay as they are."""
        self._run(table, statements.insert(table, columns, self._mark, once=once), rows)

    def put(self, table: str, columns: tuple[str, ...], rows: Sequence[Sequence[object]]) -> None:
        """Insert rows, or replace the given columns of those with the same primary key."""
        self._run(table, statements.put(table, columns, self._mark), rows)

    def change(self, table: str, where: Mapping[str, object], **values: object) -> int:
        """Change the rows whose columns equal `where`; how many there were."""
        self.kept.pop(table, None)
        statement = statements.change(table, tuple(values), tuple(where), self._mark)
        row = statement.values((*values.values(), *where.values()))
        return int(self._connection.execute(statement.sql, row).rowcount)

    def delete(self, table: str, where: Mapping[str, object]) -> int:
        """Delete the rows whose columns equal `where`; how many there were."""
        self.kept.pop(table, None)
        statement = statements.delete(table, tuple(where), self._mark)
        row = statement.values(tuple(where.values()))
        return int(self._connection.execute(statement.sql, row).rowcount)

    def trim_changes(self, seq: int) -> None:
        """Forget the changes up to the number `seq`."""
        self.rows("DELETE FROM changes WHERE seq <= ?", seq)

    def touch(self, kind: str, ids: Iterable[str]) -> None:
        """Say that these of `kind` were written; every function that writes calls this."""
        known = self._touched.setdefault(kind, set())
        if known is None:
            return
        for each in ids:
            known.add(each)
            if len(known) > MOST_IDS:
                self._touched[kind] = None
                return

    def finish(self) -> None:
        """Write the rows of `changes`; the transaction is committed right after."""
        rows = [
            (kind, None if ids is None else sorted(ids), self.now)
            for kind, ids in self._touched.items()
        ]
        if rows:
            self.insert("changes", ("kind", "ids", "at"), rows)

    @property
    def changed(self) -> ChangeSet:
        """What was touched: after the commit, what is changed."""
        return ChangeSet(
            {kind: None if ids is None else frozenset(ids) for kind, ids in self._touched.items()}
        )

    def _run(
        self, table: str, statement: statements.Statement, rows: Sequence[Sequence[object]]
    ) -> None:
        self.kept.pop(table, None)
        if statement.encoders:
            rows = [statement.values(row) for row in rows]
        if len(rows) == 1:
            self._connection.execute(statement.sql, rows[0])
        elif rows:
            self._connection.cursor().executemany(statement.sql, rows)
