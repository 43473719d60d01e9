"""Several `verify` children at work on batches of lines, in the order in which they were given."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from types import TracebackType
from typing import Any, Self

from jury_app.base.children import Child
from jury_app.base.errors import Refusal
from jury_app.exchange.verifychild import Examined, Examiner, unpack

BATCH = 256
"""Lines of a batch."""
_WAITING = 32
"""Batches whose results may wait for an earlier one."""
WORTH_CHILDREN = 32 << 20
"""Bytes of a file from which on starting children pays: twice this takes two thirds of the time on
an idle laptop, and as long as without them on a busy one (docs/performance.md)."""
_AHEAD = 2
"""Requests that wait at a child, so that it never idles."""

PartFound = tuple[bytes, str, Any]


class Team:
    """Examines lines in this process and, for large files, in children on the other cores.

    Args:
        name: The file's name, for messages.
        size: How many children; 0 for none.
    """

    def __init__(self, name: str, size: int) -> None:
        self._name = name
        self._size = size
        self._stack = ExitStack()
        self._own = Examiner()
        self._children: list[_Worker] = []

    @classmethod
    def for_bytes(cls, name: str, count: int) -> Self:
        """A team that suits a file of `count` bytes."""
        return cls(name, min((os.cpu_count() or 1) - 1, 7) if count >= WORTH_CHILDREN else 0)

    def __enter__(self) -> Self:
        for _ in range(self._size):
            self._children.append(_Worker(self._stack))
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
        for child in self._children:
            child.ask(["learn", line])

    def entries(self, lines: Iterable[tuple[int, bytes]]) -> Iterator[Examined]:
        """What each entry line holds, in order.

        Raises:
            Refusal: When it comes to the first line that is not good.
        """
        for batch in self._work("entries", self._own.entries, lines):
            yield from unpack(batch) if isinstance(batch, bytes) else batch

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
        """Results in order; a batch goes to the next child, or is done here while all are busy."""
        waiting: deque[Future[Any]] = deque()
        for first, batch in _batches(lines):
            free = next((each for each in self._children if each.is_free()), None)
            if free is not None:
                waiting.append(free.ask([verb, self._name, first, batch]))
            else:
                waiting.append(_done(here, self._name, first, batch))
            while waiting and (waiting[0].done() or len(waiting) > _WAITING):
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


class _Worker:
    """A child and the thread that talks with it; requests are answered in their order."""

    def __init__(self, stack: ExitStack) -> None:
        self._child = stack.enter_context(Child("verify"))
        self._thread = stack.enter_context(ThreadPoolExecutor(1))
        self._asked: deque[Future[Any]] = deque()

    def is_free(self) -> bool:
        """Whether it has little enough to do to be given more."""
        while self._asked and self._asked[0].done():
            self._asked.popleft()
        return len(self._asked) < _AHEAD

    def ask(self, request: list[Any]) -> Future[Any]:
        """Put a request in its line."""
        future = self._thread.submit(self._child.ask, request)
        self._asked.append(future)
        return future


def _done(
    examine: Callable[[str, int, Sequence[bytes]], Any], name: str, first: int, batch: list[bytes]
) -> Future[Any]:
    """A batch that is examined in this process, as a future like the others."""
    future: Future[Any] = Future()
    try:
        future.set_result(examine(name, first, batch))
    except Refusal as refusal:
        future.set_exception(refusal)
    return future


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
