"""Dated copies of the database: made online, durable, thinned by age, restored by hand.

A copy is made before every migration and import, and for every ten minutes of change. The twelve
newest are kept, and the last of each day until the profile's days are over; then they are gone,
so that an erasure is complete after that time.
"""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec import Struct
from sqlcipher3 import dbapi2

from jury_app.base.clock import Clock
from jury_app.base.errors import Problem
from jury_app.base.files import sync_folder, told
from jury_app.base.names import free_path
from jury_app.base.texts import N_
from jury_app.store import schema, sqlite, times
from jury_app.store.folder import BACKUPS, DATABASE
from jury_app.store.lock import WriterLock

EVERY = timedelta(minutes=10)
NEWEST = 12
DAYS = 30
"""For how many days copies are kept where no rules say it (`rules.backup_days`)."""
_FORM = "%Y-%m-%dT%H%M%SZ"


class Backup(Struct, frozen=True):
    """A copy: where it lies, when and why it was made (`change`, `import`, `migration`, …)."""

    path: Path
    at: datetime
    why: str


ASIDE = "workspace-before-"
"""How the names of databases begin that a restored backup took the place of."""


def listed(folder: Path) -> list[Backup]:
    """The backups in `DIR/backups`, oldest first; other files are passed over."""
    found = []
    for path in sorted((folder / BACKUPS).glob("*.db")):
        when, _, why = path.stem.partition("_")
        try:
            at = datetime.strptime(when, _FORM).replace(tzinfo=UTC)
        except ValueError:
            continue
        found.append(Backup(path, at, why.rstrip("0123456789-")))
    return found


def is_due(folder: Path, now: datetime) -> bool:
    """Whether the newest copy is ten minutes old, or there is none."""
    found = listed(folder)
    return not found or now - found[-1].at >= EVERY


def copy(database: Path, folder: Path, now: datetime, why: str) -> Path:
    """A whole and durable copy of `database` in `folder`, by SQLite's online backup."""
    with told(folder):
        folder.mkdir(exist_ok=True)
    path = free_path(folder, f"{now.astimezone(UTC):{_FORM}}_{why}", ".db")
    part = path.with_suffix(".part")
    with told(part):
        part.unlink(missing_ok=True)
        part.touch(0o600)
    try:
        _copy_pages(database, part)
        with told(part):
            handle = os.open(part, os.O_RDWR)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
            part.rename(path)
            sync_folder(folder)
    finally:
        part.unlink(missing_ok=True)
    return path


def _copy_pages(database: Path, part: Path) -> None:
    source = sqlite.connect(database, "read")
    try:
        with sqlite.told(part):
            target = dbapi2.connect(str(part), isolation_level=None)
            try:
                source.backup(target)
                # A copy is one file: it needs no log beside it.
                target.execute("PRAGMA journal_mode=DELETE").fetchone()
            finally:
                target.close()
    finally:
        source.close()


def thin(folder: Path, now: datetime, days: int = DAYS) -> None:
    """Keep the newest twelve and the last of each day, and nothing older than `days`.

    Databases that a restored backup took the place of go after the same time.
    """
    found = listed(folder)
    last_of_day = {each.at.date(): each.path for each in found}
    keep = {each.path for each in found[-NEWEST:]} | set(last_of_day.values())
    for each in found:
        if each.path not in keep or now - each.at > timedelta(days=days):
            with told(each.path):
                each.path.unlink(missing_ok=True)
    for aside in folder.parent.glob(f"{ASIDE}*.db*"):
        with told(aside):
            age = now.timestamp() - aside.stat().st_mtime
            if age > timedelta(days=days).total_seconds():
                aside.unlink(missing_ok=True)


def restore(folder: Path, backup: Path, who: str, clock: Clock) -> Path:
    """Put a backup in the database's place; what lay there is kept beside it, under a dated name.

    The restored workspace says so in its setting `restored_at`: a device must not go on signing
    with keys whose last messages it no longer knows, but enrol anew (desks see to that).

    Returns:
        Where the former database lies now, if there was one.

    Raises:
        Refusal: Somebody is writing in the workspace, or a newer program made the backup.
        Problem: The backup is damaged, or the disk says no.
    """
    now = clock.now()
    schema.state(backup)
    sqlite.check(backup)
    lock = WriterLock(folder, who, now)
    try:
        path = folder / DATABASE
        fresh = copy(backup, folder / BACKUPS, now, "restored")
        connection = sqlite.connect(fresh, "write")
        try:
            with sqlite.told(fresh):
                connection.execute(
                    "INSERT INTO settings VALUES ('restored_at', ?)"
                    " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                    (f'"{times.text(now)}"',),
                )
        finally:
            connection.close()
        aside = path.with_name(f"{ASIDE}{now.astimezone(UTC):{_FORM}}.db")
        with told(path):
            for tail in ("", "-wal", "-shm"):
                old = path.with_name(path.name + tail)
                if old.exists():
                    old.rename(aside.with_name(aside.name + tail))
            fresh.rename(path)
            sync_folder(folder)
    finally:
        lock.release()
    return aside


def newest(folder: Path) -> Path:
    """The newest backup.

    Raises:
        Problem: There is none.
    """
    found = listed(folder)
    if not found:
        raise Problem(
            N_("There is no backup here; rebuild the workspace from the ledger's mirror."),
            place=str(folder / BACKUPS),
        )
    return found[-1].path
