"""A visit of the mailbox: how it is made for those who work beside it, and what it finds."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import NamedTuple

from jury_app.desks.channels import carried_by_hand, files_after, rosters_after
from jury_app.exchange.mailbox import Mailbox, open_mailbox


@contextmanager
def here(address: str) -> Iterator[Mailbox]:
    """The mailbox at an address, reached by this very thread."""
    yield open_mailbox(address)


def quietly(_done: int, _total: int, _text: str) -> None:
    """Nobody waits to hear how far it is."""


class Way(NamedTuple):
    """How a visit is made.

    Attributes:
        reach: Address → the mailbox, for the length of the visit.
        with_keys: Inside, the device's keys are used and what came is entered; never while the
            mailbox is asked, which may not answer for long.
        tell: How much is done, of how much (0: not known), in words; what it raises ends the visit.
    """

    reach: Callable[[str], AbstractContextManager[Mailbox]] = here
    with_keys: Callable[[], AbstractContextManager[None]] = nullcontext
    tell: Callable[[int, int, str], object] = quietly


class Came:
    """What has come for this device: in the mailbox, in a file carried by hand, or nowhere.

    Args:
        mailbox: Where it is looked for; None: nowhere.
        source: The file carried by hand instead.
    """

    def __init__(self, mailbox: Mailbox | None, source: Path | None) -> None:
        self._mailbox = mailbox
        self._source = source
        self._carried = None if source is None else carried_by_hand(source)

    @property
    def by_hand(self) -> str:
        """The file that was carried; empty where there is none."""
        return "" if self._source is None else str(self._source)

    def rosters(self, version: int) -> list[tuple[str, bytes]]:
        """(where it was found, file) of what may be rosters later than a version."""
        if self._carried is not None:
            return [(str(self._source), each) for each in self._carried.rosters]
        return [] if self._mailbox is None else list(rosters_after(self._mailbox, version))

    def messages(self, folder: str, after: int) -> Iterator[tuple[str, bytes]]:
        """(where it was found, file) of what may be messages later than a number."""
        if self._carried is not None:
            for number, each in enumerate(self._carried.messages, 1):
                yield f"{self._source} #{number}", each
        elif self._mailbox is not None:
            yield from files_after(self._mailbox, folder, after)
