"""Several `verify` children at work on batches of lines, in the order in which they were given."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from types import TracebackType
from typing import Any, Self

import msgspec

from jury_app.base.children import Child
from jury_app.exchange.verifychild import Examiner, Found

BATCH = 256
"""Lines of a batch."""
WORTH_CHILDREN = 8 << 20
"""Bytes of a file from which on starting children pays."""
_AHEAD = 3
_found = msgspec.msgpack.Decoder(list[Found])

PartFound = tuple[bytes, str, Any]


class Team:
    """Examines lines in child processes, or in this one where there are none.

    Args:
        name: The file's name, for messages.
        size: How many children; 0 for none.
    """

    def __init__(self, name: str, size: int) -> None:
        self._name = name
        self._size = size
        self._stack = ExitStack()
        self._own = Examiner()
        self._children: list[tuple[Child, ThreadPoolExecutor]] = []
        self._turn = 0

    @classmethod
    def for_bytes(cls, name: str, count: int) -> Self:
        """A team that suits a file of `count` bytes."""
        return cls(name, min(os.cpu_count() or 1, 8) if count >= WORTH_CHILDREN else 0)

    def __enter__(self) -> Self:
        for _ in range(self._size):
            child = self._stack.enter_context(Child("verify"))
            pool = self._stack.enter_context(ThreadPoolExecutor(1))
            self._children.append((child, pool))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def learn(self, line: bytes) -> None:
        """Let everybody know the rules in a line, before they see what is given later."""
        self._own.learn(line)
        for child, pool in self._children:
            pool.submit(child.ask, ["learn", line])

    def entries(self, lines: Iterable[tuple[int, bytes]]) -> Iterator[Found]:
        """What each entry line holds, in order.

        Raises:
            Refusal: When it comes to the first line that is not good.
        """
        for batch in self._work("entries", self._own.entries, lines):
            yield from _found.decode(batch) if isinstance(batch, bytes) else batch

    def parts(self, lines: Iterable[tuple[int, bytes]]) -> Iterator[PartFound]:
        """What each line of a part holds, in order.

        Raises:
            Refusal: When it comes to the first line that is not good.
        """
        for batch in self._work("parts", self._own.parts, lines):
            yield from batch

    def _work(
        self,
        verb: str,
        here: Callable[[str, int, Sequence[bytes]], Any],
        lines: Iterable[tuple[int, bytes]],
    ) -> Iterator[Any]:
        waiting: deque[Future[Any]] = deque()
        for first, batch in _batches(lines):
            if not self._children:
                yield here(self._name, first, batch)
                continue
            child, pool = self._children[self._turn % self._size]
            self._turn += 1
            waiting.append(pool.submit(child.ask, [verb, self._name, first, batch]))
            if len(waiting) > _AHEAD * self._size:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _batches(lines: Iterable[tuple[int, bytes]]) -> Iterator[tuple[int, list[bytes]]]:
    """Lines in batches, each with the number of its first; numbers follow one another."""
    first, batch = 0, list[bytes]()
    for number, line in lines:
        if not batch:
            first = number
        batch.append(line)
        if len(batch) == BATCH:
            yield first, batch
            batch = []
    if batch:
        yield first, batch
