"""Where a workspace may lie: on a disk of this machine, in no folder that something synchronises.

A live database in a network or synchronised folder is copied while it changes, and comes back
torn: such a folder is refused where it can be recognised.
"""

from pathlib import Path, PurePath

from jury_app.base.errors import Problem
from jury_app.base.texts import N_

DATABASE = "workspace.db"
KEYS = "keys.jury"
BACKUPS = "backups"
LEDGER = "ledger"

_NETWORK = frozenset(
    (
        *("9p", "afs", "ceph", "cifs", "davfs", "glusterfs", "ncpfs", "nfs", "nfs4"),
        *("smb3", "smbfs", "fuse.davfs2", "fuse.gcsfuse", "fuse.rclone", "fuse.s3fs"),
        "fuse.sshfs",
    )
)
_MARKS = (
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".sync_folder", "Nextcloud"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
    (".stfolder", "Syncthing"),
    (".seafile-data", "Seafile"),
)
"""What a synchronising program leaves at the top of its folder."""
_NAMES = (
    ("onedrive", "OneDrive"),
    ("dropbox", "Dropbox"),
    ("google drive", "Google Drive"),
    ("mobile documents", "iCloud"),
    ("icloud drive", "iCloud"),
    ("iclouddrive", "iCloud"),
)
"""How such a folder is called where it leaves no mark; firms add their name: `OneDrive - Firm`."""


def refuse_shared(folder: Path) -> None:
    """Refuse a folder that a network or a synchronising program shares.

    Raises:
        Problem: It is one; the message names which.
    """
    whole = folder.absolute().resolve()
    shared = _synchronised(whole) or _mounted(whole)
    if shared is not None:
        raise Problem(
            N_(
                "This folder belongs to {name}; a workspace must lie on a disk of this machine,"
                " outside of every shared folder. Choose another folder."
            ),
            place=str(folder),
            name=shared,
        )


def _synchronised(folder: Path) -> str | None:
    """The program that synchronises `folder`, by its marks or its name."""
    for each in (folder, *folder.parents):
        lowered = each.name.lower()
        for name, program in _NAMES:
            if lowered == name or lowered.startswith(f"{name} - "):
                return program
        for mark, program in _MARKS:
            if (each / mark).exists():
                return program
    return None


def _mounted(folder: Path, mounts: Path = Path("/proc/mounts")) -> str | None:
    """The type of the network file system on which `folder` lies (Linux), or a Windows share."""
    if PurePath(folder).drive.startswith("\\\\"):
        return PurePath(folder).drive
    try:
        lines = mounts.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return None
    best, kind = -1, None
    for line in lines:
        _, point, its, *_ = line.split(" ")
        path = Path(point.replace("\\040", " ").replace("\\011", "\t"))
        if len(path.parts) >= best and (path == folder or path in folder.parents):
            best, kind = len(path.parts), its
    return kind if kind in _NETWORK else None
