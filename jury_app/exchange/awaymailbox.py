"""A mailbox behind a child process: one that hangs can be left, and the program be closed.

A folder on a drive that sleeps, a share whose server is gone or a file system of another program
may not answer for minutes or ever; no thread can be called back from there, but a process can be
ended.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from jury_app.base.children import Child, ChildEnded
from jury_app.base.errors import Problem
from jury_app.base.texts import N_
from jury_app.exchange.mailbox import Mailbox
from jury_app.exchange.sealing import LARGEST

PATIENCE = 60.0
"""Seconds that one answer of a mailbox may take."""
_GLANCE = 0.1
"""Seconds after which somebody who gives up is heard."""


@contextmanager
def away(
    address: str, *, given_up: threading.Event | None = None, patience: float = PATIENCE
) -> Iterator[Mailbox]:
    """The mailbox at an address, reached by a child process.

    Args:
        address: As `mailbox.open_mailbox`.
        given_up: Once it is set, what is asked ends at once.
        patience: Seconds that one answer may take.

    Raises:
        Problem: The mailbox does not answer; and inside, as its verbs do.
    """
    over = threading.Event()
    with Child("mailbox", timeout=patience) as child:
        watch = threading.Thread(
            target=_watch, args=(given_up or over, over, child), name="jury-app-mailbox"
        )
        watch.start()
        try:
            yield _AwayMailbox(address, child)
        finally:
            over.set()
            watch.join()


def _watch(given_up: threading.Event, over: threading.Event, child: Child) -> None:
    """End the child once it is given up."""
    while not over.is_set():
        if given_up.wait(_GLANCE) and not over.is_set():
            child.end()
            return


class _AwayMailbox:
    """Asks the child; a `Mailbox`."""

    def __init__(self, address: str, child: Child) -> None:
        self._address = address
        self._child = child

    def names(self, folder: str, after: int = 0) -> list[str]:
        found: list[str] = self._ask("names", folder, after)
        return found

    def get(self, folder: str, name: str, limit: int = LARGEST) -> bytes | None:
        found: bytes | None = self._ask("get", folder, name, limit)
        return found

    def put(self, folder: str, number: int, content: bytes) -> str:
        return str(self._ask("put", folder, number, content))

    def _ask(self, *request: object) -> Any:  # noqa: ANN401  whatever the verb answers
        try:
            return self._child.ask([self._address, *request])
        except ChildEnded:
            raise Problem(
                N_("The mailbox does not answer; check its drive or network. Nothing is lost."),
                place=self._address,
            ) from None
