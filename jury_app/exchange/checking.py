"""Messages checked as far as each alone can be: in this process, or many at a time in a child.

What came is read, opened by the child that holds the keys, and checked while the desk takes in what
came before. A first full batch is checked here, while a child without keys starts that checks all
others on a core of its own; its word is as good as ours, being the same program. What a message
means in its channel, and whether its documents may be entered, is judged by whoever takes it in.
"""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import msgspec
from msgspec import Struct

from jury_app.base.children import Child
from jury_app.base.errors import Refusal
from jury_app.exchange import channel
from jury_app.exchange.channel import Opened

AT_ONCE = 4 << 20
"""Bytes of sealed files in a full batch."""
MOST = 1024
"""Files in a full batch."""
AHEAD = 2
"""Batches that are made while one is taken in, so that a long writing leaves no core idle."""

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
    """The files in their order, checked, in batches of bounded size; the next are made meanwhile.

    Args:
        open_: Opens sealed files; called in another thread, one batch after another.
        files: (where it was found, all bytes); read in that thread too.

    Raises:
        Problem: A child ended, or what reading the files raises.
    """
    with ExitStack() as children, ThreadPoolExecutor(1) as ahead:
        checker = _Checker(open_, children)
        sized = _sized(files)

        def make() -> _Made | None:
            batch = next(sized, None)
            return None if batch is None else checker.check(batch)

        coming = deque(ahead.submit(make) for _ in range(AHEAD))
        while (made := coming.popleft().result()) is not None:
            coming.append(ahead.submit(make))
            yield made.checked()


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


class _Made(Struct):
    """A batch: place and size of each file, why it was not opened, and what the others hold."""

    files: list[tuple[str, int]]
    refused: list[Refusal | None]
    found: "list[Opened | Refusal] | bytes"

    def checked(self) -> list[Checked]:
        found = iter(_unpacked(self.found) if isinstance(self.found, bytes) else self.found)
        return [
            Checked(place, size, next(found) if refusal is None else refusal)
            for (place, size), refusal in zip(self.files, self.refused, strict=True)
        ]


class _Checker:
    """Opens and checks batches; the first full one starts a child for those that follow."""

    def __init__(self, open_: Open, children: ExitStack) -> None:
        self._open = open_
        self._children = children
        self._child: Child | None = None

    def check(self, batch: _Batch) -> _Made:
        child = self._child
        if batch.is_full and child is None:
            self._child = self._children.enter_context(Child("verify"))
        sealed = [_sealed(place, content) for place, content in batch.files]
        opened = iter(self._open([each for each in sealed if isinstance(each, bytes)]))
        bodies = [each if isinstance(each, Refusal) else next(opened) for each in sealed]
        asked = [
            (place, body)
            for (place, _), body in zip(batch.files, bodies, strict=True)
            if isinstance(body, bytes)
        ]
        return _Made(
            [(place, len(content)) for place, content in batch.files],
            [body if isinstance(body, Refusal) else None for body in bodies],
            [check(*each) for each in asked] if child is None else child.ask(["messages", asked]),
        )


def _sealed(place: str, content: bytes) -> bytes | Refusal:
    try:
        return channel.sealed_part(content, place=place)
    except Refusal as refusal:
        return refusal


def check(place: str, body: bytes) -> Opened | Refusal:
    """A message from its opened file, or why it is none."""
    try:
        return channel.contents(*channel.parse(body, place=place), place=place)
    except Refusal as refusal:
        return refusal


# Between the processes ---------------------------------------------------------------------------


class _Packed(Struct, frozen=True, array_like=True):
    """A message; or message id, place and arguments of a refusal."""

    opened: Opened | None
    refusal: tuple[str, str | None, dict[str, int | str]] = ("", None, {})


_decoder = msgspec.msgpack.Decoder(list[_Packed])


def answer(asked: Sequence[tuple[str, bytes]]) -> bytes:
    """The child's part: what is in the opened files, packed."""
    return msgspec.msgpack.encode([_pack(check(place, body)) for place, body in asked])


def _pack(found: Opened | Refusal) -> _Packed:
    if isinstance(found, Opened):
        return _Packed(found)
    arguments = {
        key: value if isinstance(value, int | str) else str(value)
        for key, value in found.arguments.items()
    }
    return _Packed(None, (found.message, found.place, arguments))


def _unpacked(packed: bytes) -> list[Opened | Refusal]:
    return [each.opened or _refusal(*each.refusal) for each in _decoder.decode(packed)]


def _refusal(message: str, place: str | None, arguments: dict[str, int | str]) -> Refusal:
    return Refusal(message, place=place, **arguments)
