"""How documents leave: in a message that a mailbox takes, or in a file that somebody carries.

A message that was written but reached neither yet has not left: its documents are still to be sent.
"""

from collections.abc import Iterable

from jury_app.store import channels, settings
from jury_app.store.reader import Reader
from jury_app.store.verbs import Verbs

_LEAVING = "leaving"
"""Setting: hashes of the documents whose message reached no mailbox and no file yet."""
_IN_FILES = "in_files"
"""Setting: hashes of the documents whose message is in a file, and in no mailbox."""


def leaving(reader: Reader) -> frozenset[str]:
    """Hashes of the documents whose message was written and has not left."""
    return frozenset(settings.get(reader, _LEAVING, ()))


def in_files(reader: Reader) -> frozenset[str]:
    """Hashes of the documents that are to be carried in a file."""
    return frozenset(settings.get(reader, _IN_FILES, ()))


def begin(tx: Verbs, hashes: Iterable[str]) -> None:
    """The message of these documents is written."""
    settings.put(tx, **{_LEAVING: sorted(leaving(tx).union(hashes))})


def leave_in_file(tx: Verbs) -> None:
    """A file holds what was leaving; of what was in one before, the received is forgotten."""
    before = in_files(tx) - channels.receipts(tx).keys()
    settings.put(tx, **{_IN_FILES: sorted(before | leaving(tx))})
    settings.drop(tx, _LEAVING)


def leave_to_mailbox(tx: Verbs) -> None:
    """A mailbox holds everything now that was leaving or to be carried."""
    settings.drop(tx, _LEAVING)
    settings.drop(tx, _IN_FILES)
