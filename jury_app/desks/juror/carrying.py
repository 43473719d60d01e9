"""What leaves in a file only: documents that no mailbox took, until their receipt comes."""

from collections.abc import Iterable

from jury_app.store import channels, settings
from jury_app.store.reader import Reader
from jury_app.store.verbs import Verbs

_IN_FILES = "in_files"
"""Setting: hashes of the documents whose message no mailbox took."""


def in_files(reader: Reader) -> frozenset[str]:
    """Hashes of the documents that are to be carried in a file."""
    return frozenset(settings.get(reader, _IN_FILES, ()))


def keep_in_files(tx: Verbs, hashes: Iterable[str]) -> None:
    """These documents are to be carried, too; of those before, what was received is forgotten."""
    before = in_files(tx) - channels.receipts(tx).keys()
    settings.put(tx, **{_IN_FILES: sorted(before.union(hashes))})


def leave_to_mailbox(tx: Verbs) -> None:
    """A mailbox holds everything now that was to be carried."""
    settings.drop(tx, _IN_FILES)
