"""Messages checked as far as each alone can be: in this process, or many at a time in a child.

What came is read, opened by the child that holds the keys, and checked while the desk takes in what
came before. From the first full batch on a child without keys checks, on a core of its own; its
word is as good as ours, being the same program. What a message means in its channel, and whether
its documents may be entered, is judged by whoever takes it in.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import msgspec
from msgspec import Struct

from jury_app.base.children import Child
from jury_app.base.errors import Refusal
from jury_app.exchange import channel
from jury_app.exchange.channel import Opened

AT_ONCE = 8 << 20
"""Bytes of sealed files in a full batch; three batches are in memory at a time."""
MOST = 1024
"""Files in a full batch."""

Open = Callable[[Sequence[bytes]], Iterable[bytes | Refusal]]
"""Opens sealed files, each or why it cannot be opened (`unlock.Unlocked.open_many`)."""


class Checked(Struct, frozen=True):
    """A file that was opened and checked.

    Attributes:
        place: Where it was found.
        size: Its bytes.
        opened: The message, or why it is none.
    """

    place: str
    size: int
    opened: Opened | Refusal


def batches(
    open_: Open, files: Iterable[tuple[str, bytes]]
) -> Generator[list[Checked], None, None]:
    """The files in their order, checked, in batches of bounded size; the next is made meanwhile.

    Args:
        open_: Opens sealed files; called in another thread, one batch after another.
        files: (where it was found, all bytes); read in that thread too.

    Raises:
        Problem: A child ended, or what reading the files raises.
    """
    with ExitStack() as children, ThreadPoolExecutor(1) as ahead:
        checker = _Checker(children)
        sized = _sized(files)

        def make() -> tuple[list[tuple[str, int]], list[Opened | Refusal] | bytes] | None:
            batch = next(sized, None)
            return None if batch is None else checker.check(open_, batch)

        coming = ahead.submit(make)
        while (made := coming.result()) is not None:
            coming = ahead.submit(make)
            places, found = made
            opened = _unpacked(found) if isinstance(found, bytes) else found
            yield [
                Checked(place, size, each)
                for (place, size), each in zip(places, opened, strict=True)
            ]


class _Batch(Struct):
    """Files that are opened at once; `is_full`: others may follow."""

    files: list[tuple[str, bytes]]
    is_full: bool = False


def _sized(files: Iterable[tuple[str, bytes]]) -> Iterator[_Batch]:
    batch, size = _Batch([]), 0
    for place, content in files:
        batch.files.append((place, content))
        size += len(content)
        if size >= AT_ONCE or len(batch.files) == MOST:
            batch.is_full = True
            yield batch
            batch, size = _Batch([]), 0
    if batch.files:
        yield batch


class _Checker:
    """Opens and checks batches; starts a child when there is enough to do for one."""

    def __init__(self, children: ExitStack) -> None:
        self._children = children
        self._child: Child | None = None

    def check(
        self, open_: Open, batch: _Batch
    ) -> tuple[list[tuple[str, int]], list[Opened | Refusal] | bytes]:
        """(place and size of each file; what was found, packed where a child found it)."""
        if batch.is_full and self._child is None:
            self._child = self._children.enter_context(Child("verify"))
        sealed = [_sealed(place, content) for place, content in batch.files]
        opened = iter(open_([each for each in sealed if isinstance(each, bytes)]))
        bodies = [
            (place, each if isinstance(each, Refusal) else next(opened))
            for (place, _), each in zip(batch.files, sealed, strict=True)
        ]
        places = [(place, len(content)) for place, content in batch.files]
        if self._child is None:
            return places, [check(place, body) for place, body in bodies]
        asked = [[place, _told(body)] for place, body in bodies]
        packed: bytes = self._child.ask(["messages", asked])
        return places, packed


def _sealed(place: str, content: bytes) -> bytes | Refusal:
    try:
        return channel.sealed_part(content, place=place)
    except Refusal as refusal:
        return refusal


def check(place: str, body: bytes | Refusal) -> Opened | Refusal:
    """A message from its opened file, or why it is none; a refusal is passed on."""
    if isinstance(body, Refusal):
        return body
    try:
        return channel.contents(*channel.parse(body, place=place), place=place)
    except Refusal as refusal:
        return refusal


# Between the processes ---------------------------------------------------------------------------


class _Packed(Struct, frozen=True, array_like=True):
    opened: Opened | None
    refusal: tuple[str, str | None, dict[str, Any]] | None = None


_decoder = msgspec.msgpack.Decoder(list[_Packed])


def answer(asked: Sequence[tuple[str, Any]]) -> bytes:
    """The child's part: what was found in the opened files, packed."""
    return msgspec.msgpack.encode([_pack(check(place, _again(body))) for place, body in asked])


def _pack(found: Opened | Refusal) -> _Packed:
    if isinstance(found, Refusal):
        message, place, arguments = _told(found)
        return _Packed(None, (message, place, arguments))
    return _Packed(found)


def _unpacked(packed: bytes) -> list[Opened | Refusal]:
    return [
        each.opened if each.opened is not None else _again(each.refusal)
        for each in _decoder.decode(packed)
    ]


def _told(body: Any) -> Any:  # noqa: ANN401  bytes as they are, a refusal as builtins
    if not isinstance(body, Refusal):
        return body
    arguments = {
        key: value if isinstance(value, int | str) else str(value)
        for key, value in body.arguments.items()
    }
    return [body.message, body.place, arguments]


def _again(told: Any) -> Any:  # noqa: ANN401  what `_told` gave
    if isinstance(told, bytes):
        return told
    message, place, arguments = told
    return Refusal(message, place=place, **arguments)
