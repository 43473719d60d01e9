"""Restoring a workspace from one of its backups; what lay there is kept beside."""

from pathlib import Path

from msgspec import Struct

from jury_app.base.clock import Clock, SystemClock
from jury_app.base.errors import Refusal
from jury_app.base.texts import N_, series
from jury_app.store import backups


class BackupShown(Struct, frozen=True):
    """A backup: its file's name, when it was made (UTC) and why."""

    name: str
    at: str
    why: str


class Restored(Struct, frozen=True):
    """What was restored, and where the former database lies."""

    backup: str
    aside: str


def backups_of(folder: Path) -> list[BackupShown]:
    """The backups of a workspace, oldest first."""
    return [
        BackupShown(each.path.name, f"{each.at:%Y-%m-%d %H:%M:%S}", each.why)
        for each in backups.listed(folder)
    ]


def restore(folder: Path, name: str | None = None, clock: Clock | None = None) -> Restored:
    """Put a backup in the database's place: the newest, unless one is named.

    Its key must not sign any more: an office begins a new epoch, others join anew.

    Raises:
        Problem: There is none, it is damaged, or the disk says no.
        Refusal: No backup is called so, or somebody is writing in the workspace.
    """
    known = {each.path.name: each.path for each in backups.listed(folder)}
    if name is not None and name not in known:
        raise Refusal(
            N_("There is no backup “{name}”; there are: {known}."),
            place=str(folder),
            name=name,
            known=series(known) or "–",
        )
    backup = known[name] if name is not None else backups.newest(folder)
    aside = backups.restore(folder, backup, "restore", clock or SystemClock())
    return Restored(backup.name, aside.name)
