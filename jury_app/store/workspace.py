"""A workspace: one edition, one role, one device, in one folder.

    DIR/workspace.db   everything that was entered, drafted, sent (this room)
    DIR/keys.jury      the device's keys, sealed (the exchange)
    DIR/backups/       dated copies of the database
    DIR/ledger/        the ledger's mirror (the exchange)
    DIR/writer.lock    who writes here

Any number of processes may read, one writes. Reading and writing stay free of
SQLAlchemy, which only creating and migrating import.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal, Self

import msgspec

from jury_app.base.clock import Clock, SystemClock
from jury_app.base.errors import Problem
from jury_app.base.files import sync_folder, told
from jury_app.base.texts import N_
from jury_app.store import backups, schema, sqlite, times
from jury_app.store.changes import KEPT, latest
from jury_app.store.folder import BACKUPS, DATABASE, LEDGER, refuse_shared
from jury_app.store.lock import WriterLock
from jury_app.store.reader import Reader, Snapshot, one
from jury_app.store.writing import Writing

Kind = Literal["office", "juror", "chair"]
CHECK_EVERY = timedelta(days=1)
"""How often a writer's opening checks the whole database; after an unclean close it always does."""


class Workspace:
    """An open workspace; made by `create`, `open_for_writing`, `open_for_reading`.

    Attributes:
        folder: Where it lies.
        kind: Whose it is.
        clock: The clock by which its rows are dated.
    """

    def __init__(self, folder: Path, clock: Clock, lock: WriterLock | None) -> None:
        self.folder = folder
        self.clock = clock
        self._lock = lock
        self._path = folder / DATABASE
        self._idle: list[sqlite.Connection] = []
        self._writer: sqlite.Connection | None = None
        self._turn = threading.RLock()
        self._idle_turn = threading.Lock()
        self._writes = 0
        self._kept: dict[str, Any] = {}  # stays true: the lock keeps everybody else from writing
        self.kind: Kind = self._read_kind()

    @property
    def path(self) -> Path:
        """The database's file."""
        return self._path

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """A snapshot: all reads inside see one state, however much is written meanwhile.

        Raises:
            Problem: The database is damaged, or its folder went away.
        """
        with self._idle_turn:
            connection = self._idle.pop() if self._idle else None
        if connection is None:
            connection = sqlite.connect(self._path, self._reading_mode())
        try:
            with sqlite.told(self._path):
                connection.execute("BEGIN")
                # SQLite takes its snapshot at the first read.
                connection.execute("SELECT 1 FROM settings").fetchone()
                yield Snapshot(connection)
                connection.execute("COMMIT")
        except BaseException:
            connection.close()
            raise
        with self._idle_turn:
            self._idle.append(connection)

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """One transaction: all of it is on the disk when the block ends, or nothing of it.

        After the block, `changed` of the transaction is its change set. Threads take turns; one
        block inside another is a bug, and SQLite says so.

        Raises:
            Problem: The workspace was opened for reading, or the disk says no.
        """
        with self._turn, sqlite.told(self._path):
            connection = self._writing_connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                writing = Writing(connection, self.clock.now(), kept=self._kept)
                yield writing
                writing.finish()
                connection.execute("COMMIT")
            except BaseException:
                self._kept.clear()
                if connection.in_transaction:  # a full disk may have rolled back already
                    connection.execute("ROLLBACK")
                raise
            self._writes += 1

    def checkpoint(self) -> None:
        """Write the log into the database and empty it, as closing does.

        After this what was erased is gone from both; backups are thinned by their days. A reader
        that is at work keeps its part of the log for as long.

        Raises:
            Problem: The workspace was opened for reading, or the disk says no.
        """
        with self._turn, sqlite.told(self._path):
            self._writing_connection().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    def back_up(self, why: str) -> Path:
        """Copy the database now, and thin the copies; others may read and write meanwhile.

        Args:
            why: One word for the file's name.

        Raises:
            Problem: The disk says no; the copies made before are untouched.
        """
        now = self.clock.now()
        path = backups.copy(self._path, self.folder / BACKUPS, now, why)
        backups.thin(self.folder, now, self._backup_days())
        return path

    def close(self) -> None:
        """Close; a writer whose changes are older than the last backup's ten minutes makes one."""
        with self._turn:
            try:
                is_ours = self._lock is not None and self._writes
                if is_ours and backups.is_due(self.folder, self.clock.now()):
                    self.back_up("change")
            finally:
                self._let_go()

    def _backup_days(self) -> int:
        """For how many days the profile keeps copies."""
        from jury_app.store import documents, settings

        with self.reading() as reader:
            rules = documents.rules(reader, settings.get(reader, "rules", ""))
        return backups.DAYS if rules is None else rules.backup_days

    def _let_go(self) -> None:
        """Close what is open; the writer's lock last."""
        with self._idle_turn:
            for connection in self._idle:
                connection.close()
            self._idle.clear()
        if self._writer is not None:
            self._writer.close()
            self._writer = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _writing_connection(self) -> sqlite.Connection:
        """The one connection that writes; used in one's turn only."""
        if self._lock is None:
            raise Problem(
                N_("This workspace was opened for reading only; open it for writing."),
                place=str(self.folder),
            )
        if self._writer is None:
            self._writer = sqlite.connect(self._path, "write")
        return self._writer

    def _reading_mode(self) -> sqlite.Mode:
        return "read" if self._lock is not None else _reading_mode(self._path)

    def _read_kind(self) -> Kind:
        with self.reading() as reader:
            found = one(reader, "SELECT value FROM settings WHERE key = 'kind'")
        if found is None:
            raise sqlite.damaged(self._path)
        kind: Kind = msgspec.json.decode(found[0], type=Kind)
        return kind

    def _prepare(self, *, was_clean: bool) -> None:
        """What a writer does once: check the whole database when it should be, thin `changes`."""
        now = self.clock.now()
        with self.reading() as reader:
            found = one(reader, "SELECT value FROM settings WHERE key = 'checked_at'")
        checked = times.moment(msgspec.json.decode(found[0], type=str)) if found else None
        if was_clean and checked is not None and now - checked < CHECK_EVERY:
            return
        sqlite.check(self._path)
        with self.writing() as tx:
            tx.put("settings", ("key", "value"), [("checked_at", times.text(now))])
            tx.trim_changes(latest(tx) - KEPT)
        self._writes = 0  # nothing of anybody's work: no reason for a backup


def _reading_mode(path: Path) -> sqlite.Mode:
    """A folder that this process may not write in can only be read as it lies."""
    import os

    return "read" if os.access(path.parent, os.W_OK) else schema.reading_mode(path)


def create(folder: Path, *, kind: Kind, clock: Clock | None = None, who: str = "") -> Workspace:
    """A new workspace in `folder`, which is made if needed, opened for writing.

    Raises:
        Problem: There is one already, the folder is shared, or the disk says no.
    """
    clock = clock or SystemClock()
    refuse_shared(folder)
    with told(folder):
        for each in (folder, folder / BACKUPS, folder / LEDGER):
            each.mkdir(parents=True, exist_ok=True)
    lock = WriterLock(folder, who or kind, clock.now())
    try:
        _create_whole(folder / DATABASE, kind, clock.now())
        return Workspace(folder, clock, lock)
    except BaseException:
        lock.release()
        raise


def _create_whole(path: Path, kind: Kind, now: datetime) -> None:
    """Make the database under another name, and give it its own when it is complete."""
    if path.exists():
        raise Problem(
            N_("There is a workspace already; choose another folder."), place=str(path.parent)
        )
    part = path.with_name(".new.db")
    with told(path):
        part.unlink(missing_ok=True)
    schema.create(part)
    connection = sqlite.connect(part, "write")
    try:
        with sqlite.told(path):
            for key, value in (
                ("kind", kind),
                ("created_at", times.text(now)),
                ("checked_at", times.text(now)),
            ):
                connection.execute(
                    "INSERT INTO settings VALUES (?, ?)",
                    (key, msgspec.json.encode(value).decode()),
                )
    finally:
        connection.close()
    with told(path):
        part.rename(path)
        sync_folder(path.parent)


def open_for_writing(folder: Path, who: str, clock: Clock | None = None) -> Workspace:
    """The workspace in `folder`, with the one writer's lock held under the name `who`.

    An older one is brought up to date, after a dated backup.

    Raises:
        Refusal: Somebody else is writing (the message names them), or a newer program made it.
        Problem: It is missing, damaged, no workspace, read-only, or in a shared folder.
    """
    clock = clock or SystemClock()
    path = folder / DATABASE
    refuse_shared(folder)
    how = schema.state(path)
    lock = WriterLock(folder, who, clock.now())
    try:
        if how == "older":
            backups.copy(path, folder / BACKUPS, clock.now(), "migration")
            schema.upgrade(path)
        workspace = Workspace(folder, clock, lock)
        workspace._prepare(was_clean=lock.was_clean)  # noqa: SLF001  one of this module
    except BaseException:
        lock.release(clean=False)  # so that the next opening checks the database again
        raise
    return workspace


def open_for_reading(folder: Path, clock: Clock | None = None) -> Workspace:
    """The workspace in `folder` for reading, whoever writes meanwhile.

    Raises:
        Refusal: A newer program made it, or it must be brought up to date by a writer first.
        Problem: It is missing, damaged, or no workspace.
    """
    path = folder / DATABASE
    if schema.state(path) == "older":
        raise Problem(
            N_(
                "An older Jury App made this workspace; open it for writing once, so that it is"
                " brought up to date."
            ),
            place=str(folder),
        )
    return Workspace(folder, clock or SystemClock(), None)
