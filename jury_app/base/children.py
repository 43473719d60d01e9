"""Child processes: `jury-app --child NAME`, so that a frozen app works as a checkout does.

A child reads framed requests from standard input and answers each on standard output until the
input ends. Requests and answers are msgpack; a frame is its length in 4 bytes (big-endian) and the
bytes. A child answers `["ok", value]`, or `["told", kind, message, place, arguments]` for an error
that people are told about, or `["bug", traceback]`.

Children keep keys away from foreign bytes (probing, spreadsheets) and CPU work away from windows.
"""

import os
import selectors
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Any, Self

import msgspec

from jury_app.base.errors import Problem, Refusal, Told
from jury_app.base.texts import N_

FRAME_LIMIT = 1 << 30
"""The largest frame that is read, in bytes."""
_DYING = 5
"""Seconds that a child has to end by itself."""


def program() -> list[str]:
    """The command that starts this very program."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-m", "jury_app"]


def command(name: str) -> list[str]:
    """The command that starts the child `name` of this very program."""
    return [*program(), "--child", name]


def _write(stream: IO[bytes], value: object) -> None:
    body = msgspec.msgpack.encode(value)
    stream.write(len(body).to_bytes(4, "big") + body)
    stream.flush()


def _read(stream: IO[bytes]) -> bytes | None:
    head = stream.read(4)
    if len(head) < 4:
        return None
    length = int.from_bytes(head, "big")
    if length > FRAME_LIMIT:
        return None
    body = stream.read(length)
    return body if len(body) == length else None


def limit(*, memory: int | None = None, cpu_seconds: int | None = None) -> None:
    """Bound this process (POSIX): address space in bytes, processor time in seconds."""
    if os.name == "nt":
        return
    import resource

    for kind, wanted in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, cpu_seconds)):
        if wanted is not None:
            _soft, hard = resource.getrlimit(kind)
            bound = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
            resource.setrlimit(kind, (bound, bound))


def serve(answer: Callable[[Any], object]) -> None:
    """Be a child: answer every request on standard input with `answer(request)`.

    It ends in silence with the one who asks, also where that one is killed.
    """
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing may print between the frames
    while (body := _read(source)) is not None:
        try:
            reply: list[object] = ["ok", answer(msgspec.msgpack.decode(body))]
        except Told as error:
            kind = "problem" if isinstance(error, Problem) else "refusal"
            shown = {
                key: value if isinstance(value, int | str) else str(value)
                for key, value in error.arguments.items()
            }
            reply = ["told", kind, error.message, error.place, shown]
        except MemoryError:
            reply = [
                "told",
                "problem",
                N_("This needs more memory than is allowed; the file is not what it should be."),
                None,
                {},
            ]
        except Exception:  # noqa: BLE001  the edge of a job: the parent shows it
            reply = ["bug", traceback.format_exc()]
        try:
            _write(sink, reply)
        except BrokenPipeError:
            # What was not written would be tried again, and told, when Python closes the stream.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sink.fileno())
            return


class ChildBug(Exception):  # noqa: N818  a bug of ours, told with the child's traceback
    """A child met a bug; the text is its traceback."""


class ChildEnded(Problem):
    """A child ended, or was ended, before it answered."""

    def __init__(self, name: str) -> None:
        super().__init__(
            N_(
                "The helper process “{name}” ended while at work; what it read is damaged or"
                " hostile."
            ),
            name=name,
        )


class Child:
    """A running child; use as a context manager, `ask` any number of times.

    Args:
        name: A name in the program's table of children.
        timeout: Seconds that one answer may take; None for no limit.
    """

    def __init__(self, name: str, *, timeout: float | None = None) -> None:
        self._name = name
        self._timeout = timeout
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        environment = dict(os.environ)
        if not getattr(sys, "frozen", False):
            paths = [path for path in sys.path if path]
            environment["PYTHONPATH"] = os.pathsep.join(paths)
        self._process = subprocess.Popen(  # noqa: S603  our own program
            command(self._name),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
        )
        return self

    def __exit__(self, *_: object) -> None:
        process = self._process
        self._process = None
        if process is None:
            return
        assert process.stdin is not None  # noqa: S101  opened as a pipe above
        assert process.stdout is not None  # noqa: S101  opened with PIPE
        with suppress(BrokenPipeError):
            process.stdin.close()
        process.stdout.close()
        try:
            process.wait(timeout=_DYING)
        except subprocess.TimeoutExpired:
            process.kill()
            # On a thread: one that waits for a disk that hangs cannot even be killed until then.
            threading.Thread(target=process.wait, name="jury-app-child", daemon=True).start()

    def end(self) -> None:
        """End it now, whatever it waits for; from any thread. Who asks it is told so."""
        process = self._process
        if process is not None:
            process.kill()

    def ask(self, request: object) -> Any:  # noqa: ANN401  whatever the child answers
        """The child's answer to one request.

        Raises:
            ChildEnded: The child ended, or took longer than allowed.
            Problem: The child says so.
            Refusal: The child says so.
            ChildBug: The child met a bug.
        """
        process = self._process
        assert process is not None  # noqa: S101  used inside `with`
        assert process.stdin is not None  # noqa: S101  opened with PIPE
        assert process.stdout is not None  # noqa: S101  opened with PIPE
        watch = threading.Timer(self._timeout, process.kill) if self._timeout else None
        if watch:
            watch.start()
        try:
            try:
                _write(process.stdin, request)
                body = _read(process.stdout) if self._answers(process.stdout) else None
            except BrokenPipeError:
                body = None
        finally:
            if watch:
                watch.cancel()
                watch.join()
        if body is None:
            raise ChildEnded(self._name)
        reply = msgspec.msgpack.decode(body)
        if reply[0] == "ok":
            return reply[1]
        if reply[0] == "told":
            _, kind, message, place, arguments = reply
            raise (Problem if kind == "problem" else Refusal)(message, place=place, **arguments)
        raise ChildBug(reply[1])

    def _answers(self, answer: IO[bytes]) -> bool:
        """Whether an answer begins in time; a child that cannot be killed never ends its own."""
        if not self._timeout or os.name == "nt":
            return True
        with selectors.DefaultSelector() as waiting:  # `select` knows no descriptor above 1,023
            waiting.register(answer, selectors.EVENT_READ)
            return bool(waiting.select(self._timeout + 1))
