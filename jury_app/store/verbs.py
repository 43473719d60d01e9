"""What a function that writes asks of its transaction; `writing.Writing` is it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from jury_app.store.reader import Reader


class Verbs(Reader, Protocol):
    """Reads, the four writing statements, and `touch`.

    Attributes:
        now: The moment of the transaction.
        kept: Table → what was left about its rows for later, by this transaction or one before it.
            Each statement that writes a table forgets what was kept of it.
    """

    now: datetime
    kept: dict[str, Any]

    def insert(
        self,
        table: str,
        columns: tuple[str, ...],
        rows: Sequence[Sequence[object]],
        *,
        once: bool = False,
    ) -> None:
        """Insert rows; with `once`, known ones stay as they are."""

    def put(self, table: str, columns: tuple[str, ...], rows: Sequence[Sequence[object]]) -> None:
        """Insert rows, or replace those with the same primary key."""

    def change(self, table: str, where: Mapping[str, object], **values: object) -> int:
        """Change the rows whose columns equal `where`; how many there were."""

    def delete(self, table: str, where: Mapping[str, object]) -> int:
        """Delete the rows whose columns equal `where`; how many there were."""

    def touch(self, kind: str, ids: Iterable[str]) -> None:
        """Say what was written."""
