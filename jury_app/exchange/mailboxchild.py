"""The child `mailbox`: reaches a mailbox for a window, which can end it when the mailbox hangs."""

from collections.abc import Callable
from typing import Any

from jury_app.base.children import serve
from jury_app.exchange.mailbox import open_mailbox


def main() -> None:
    """Answer `[address, verb, *arguments]` until the parent closes the pipe."""
    serve(_answer)


def _answer(request: list[Any]) -> object:
    address, verb, *arguments = request
    mailbox = open_mailbox(address)
    verbs: dict[str, Callable[..., object]] = {
        "names": mailbox.names,
        "get": mailbox.get,
        "put": mailbox.put,
    }
    return verbs[verb](*arguments)
