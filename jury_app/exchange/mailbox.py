"""Mailboxes: dumb places that hold channels, with three verbs: names, get, put unless there.

A channel has a folder of its own; a message in it is named `0000000042-<SHA-256 of the file>.jury`.
The digest in the name shows torn and foreign files, which are skipped; nothing is overwritten, and
what was torn is put again under a new attempt (`…-2.jury`). A folder is the first kind of mailbox;
WebDAV, SFTP and S3 come behind the same verbs.
"""

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit
from urllib.request import url2pathname

from jury_app.base.errors import Problem, Refusal
from jury_app.base.files import read_bounded, sync_folder, told, write_durably
from jury_app.base.texts import N_
from jury_app.exchange.sealing import LARGEST

LAST_NUMBER = 9_999_999_999
"""The highest number that a name holds."""
ATTEMPTS = 9
_NAME = re.compile(r"([0-9]{10})-([0-9a-f]{64})(?:-([2-9]))?\.jury")
_FOLDER = re.compile(r"[a-z0-9][a-z0-9-]{0,127}")


class Mailbox(Protocol):
    """A place that holds channels."""

    def names(self, folder: str, after: int = 0) -> list[str]:
        """Names in a channel's folder whose number is greater than `after`, sorted.

        A folder that is not there yet has none.
        """

    def get(self, folder: str, name: str, limit: int = LARGEST) -> bytes | None:
        """The whole file, or None where it is gone, torn or foreign: its digest is in its name.

        Foreign is what has more than `limit` bytes, or may not be read.
        """

    def put(self, folder: str, number: int, content: bytes) -> str:
        """Store a file durably unless it is there already; its name."""


def name_of(number: int, content: bytes, attempt: int = 1) -> str:
    """The name of a file in a channel's folder.

    Args:
        number: The message's number, 1 to 9,999,999,999.
        content: All bytes of the file.
        attempt: 1, or more where earlier attempts left a torn file under the name.
    """
    digest = hashlib.sha256(content).hexdigest()
    return f"{number:010d}-{digest}{'' if attempt == 1 else f'-{attempt}'}.jury"


def number_of(name: str) -> int | None:
    """The number in a name, or None where it is no name of a message."""
    match = _NAME.fullmatch(name)
    return int(match[1]) if match else None


def is_whole(name: str, content: bytes) -> bool:
    """Whether the content is the one that the name tells."""
    match = _NAME.fullmatch(name)
    return match is not None and match[2] == hashlib.sha256(content).hexdigest()


def channel_folder(device: str, festival: str | None = None) -> str:
    """The folder of a channel; names are only look-ups, the message itself says whose it is.

    Args:
        device: Key of the juror's, chair's or office worker's device.
        festival: None for the device's messages to the festival (`up-…`); for messages of a
            festival's device to it (`down-…`), that device's key.
    """
    if festival is None:
        return f"up-{device[:32]}"
    return f"down-{device[:32]}-{festival[:32]}"


def open_mailbox(address: str) -> Mailbox:
    """The mailbox at an address: a folder's path or `file:///…`.

    Raises:
        Refusal: No kind of mailbox that this program knows.
    """
    parts = urlsplit(address)
    if parts.scheme == "file" and parts.netloc in ("", "localhost"):
        return FolderMailbox(Path(url2pathname(parts.path)))
    if "://" not in address:
        return FolderMailbox(Path(address))
    raise Refusal(
        N_("“{address}” is no mailbox that this version knows; give a folder or file:///…."),
        address=address,
    )


class FolderMailbox:
    """A mailbox in a folder: on a disk, a stick, or one that some other program keeps in step.

    Args:
        root: The folder; the channels' folders are made in it, it must be there itself.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    def names(self, folder: str, after: int = 0) -> list[str]:
        """Names in a channel's folder whose number is greater than `after`, sorted.

        Raises:
            Problem: The mailbox is not there or cannot be read.
        """
        self._require_root()
        path = self._folder(folder)
        with told(path):
            try:
                listed = [entry.name for entry in path.iterdir()]
            except (FileNotFoundError, NotADirectoryError):  # a file there holds no channel
                return []
        return sorted(name for name in listed if (number_of(name) or 0) > after)

    def get(self, folder: str, name: str, limit: int = LARGEST) -> bytes | None:
        """The whole file, or None where it is gone, torn or foreign.

        Whoever can write here must not stop others from reading: what is too large or may not be
        read is passed over like any other foreign file.

        Raises:
            Problem: The disk answers with errors.
        """
        path = self._folder(folder) / name
        if number_of(name) is None or not path.is_file() or not os.access(path, os.R_OK):
            return None
        with told(path):
            if path.stat().st_size > limit:
                return None
        content = read_bounded(path, limit)
        return content if is_whole(name, content) else None

    def put(self, folder: str, number: int, content: bytes) -> str:
        """Store a file durably unless it is there already; its name.

        Raises:
            Problem: The mailbox is not there, is full or read-only, or only torn files can be
                written.
        """
        self._require_root()
        path = self._folder(folder)
        with told(path):
            if not path.is_dir():
                path.mkdir(exist_ok=True)
                sync_folder(self._root)
        for name in _attempts(number, content):
            if not (path / name).exists():
                write_durably(path / name, content, overwrite=False)
            if self.get(folder, name) is not None:
                return name
        raise Problem(
            N_("This mailbox keeps only damaged files; use another folder or disk."),
            place=str(path),
        )

    def _require_root(self) -> None:
        if not self._root.is_dir():
            raise Problem(
                N_("The mailbox is not there; connect the disk or folder and do this again."),
                place=str(self._root),
            )

    def _folder(self, folder: str) -> Path:
        if not _FOLDER.fullmatch(folder):
            raise Refusal(N_("“{folder}” is no channel's folder."), folder=folder)
        return self._root / folder


def _attempts(number: int, content: bytes) -> Iterator[str]:
    if not 1 <= number <= LAST_NUMBER:
        raise Refusal(N_("{number} is no number of a message."), number=number)
    return (name_of(number, content, attempt) for attempt in range(1, ATTEMPTS + 1))
