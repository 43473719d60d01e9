"""Jobs: work off the UI thread, whose end is told on it.

A lane runs its jobs in the order in which they were started; lanes run beside each other. What is
started for an owner that is gone when it ends is not told. Qt objects are made and touched on the
UI thread alone; what a job needs, it is given as values.
"""

import contextvars
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_

if TYPE_CHECKING:  # imported with the first thread: a first picture needs none
    from concurrent.futures import Future, ThreadPoolExecutor

Lane = Literal["open", "read", "write", "keys", "mail", "long", "check", "stills"]
_WORKERS: dict[Lane, int] = {
    "open": 1,
    "read": 2,
    "write": 1,
    "keys": 1,
    "mail": 1,
    "long": 1,
    "check": 2,
    "stills": 1,
}
"""Threads of a lane: reads may overtake each other, and so may comparing films, of which one may
wait for a drive that hangs; writes, what needs the keys, visits of the mailbox, long work, and
taking stills may not."""

T = TypeVar("T")
_MAY_BE_LEFT: frozenset[Lane] = frozenset({"open", "long", "check", "stills"})
"""Lanes that wait for a disk or drive that may hang; what they write may be made again."""
_LEAVING = 3.0
"""Seconds that closing waits for them all; a film that is compared tells its progress each 0.5."""

Done = Callable[[Any], None]
Failed = Callable[[Exception], None]


def ignore(_result: object) -> None:
    """For work whose result nobody needs."""


class Question:
    """A question that is asked again and again, of which only the last answer is heard.

        newest = question.ask()
        session.read(self, verb, newest(self._came), newest(self._failed))

    Reads may overtake each other: what was asked before may be answered last.
    """

    def __init__(self) -> None:
        self._asked = 0

    def ask(self) -> Callable[[Callable[[T], object]], Callable[[T], None]]:
        """Ask anew; gives what lets a listener hear the answer unless it was asked again since."""
        self._asked += 1
        asked = self._asked

        def newest(listener: Callable[[T], object]) -> Callable[[T], None]:
            def hear(answer: T) -> None:
                if asked == self._asked:
                    listener(answer)

            return hear

        return newest


class Cancelled(Refusal):
    """Somebody cancelled a job; what it had finished stays."""

    def __init__(self) -> None:
        super().__init__(N_("Stopped; what was done is kept."))


class Work:
    """What running work is given: where it tells how far it is, and whether it was cancelled."""

    def __init__(self, job: "Job") -> None:
        self._job = job

    @property
    def given_up(self) -> threading.Event:
        """Is set once the job was cancelled, for work that waits for something else."""
        return self._job.cancelled

    def progress(self, done: int, total: int, text: str = "") -> None:
        """Tell how far the work is; `total` 0 where that is not known.

        Raises:
            Cancelled: The job was cancelled.
        """
        if self._job.is_cancelled:
            raise Cancelled
        self._job.advanced(done, total, text)


class Job(QObject):
    """One piece of work that was started; lives on the UI thread.

    Attributes:
        cancelled: Is set once somebody asked it to stop; for any thread.

    Signals:
        progressed: (done, total, text), as the work tells it.
        unheard: An error whose asker is gone.
        ended: It is over, however it went.
    """

    progressed = Signal(object, object, str)
    unheard = Signal(object)
    ended = Signal()
    _advanced = Signal(object, object, str)
    _finished = Signal(object, object)

    def __init__(self, jobs: "Jobs", owner: QObject, done: Done, failed: Failed) -> None:
        super().__init__(jobs)
        self._jobs = jobs
        self._done = done
        self._failed = failed
        self._wanted = True
        self.cancelled = threading.Event()
        # Queued, so that whoever started the job has connected before the first is told.
        self._advanced.connect(self.progressed, Qt.ConnectionType.QueuedConnection)
        self._finished.connect(self._finish, Qt.ConnectionType.QueuedConnection)
        # A bound method of this job: the connection ends with the job, the owner may go first.
        owner.destroyed.connect(self._forget)

    @property
    def is_cancelled(self) -> bool:
        """Whether somebody asked it to stop."""
        return self.cancelled.is_set()

    def cancel(self) -> None:
        """Ask the work to stop at its next telling of progress."""
        self.cancelled.set()

    def advanced(self, done: int, total: int, text: str) -> None:
        """Called by the work, on its thread."""
        self._advanced.emit(done, total, text)

    def run(self, work: Callable[[Work], Any]) -> None:
        """Do the work, on the lane's thread."""
        try:
            result = work(Work(self))
        except Exception as error:  # noqa: BLE001  the edge of the job: told on the UI thread
            self._tell(None, error)
        else:
            self._tell(result, None)

    def _tell(self, result: object, error: Exception | None) -> None:
        """Tell the end, unless nobody waited for it and the window took its jobs along."""
        if isValid(self):
            self._finished.emit(result, error)

    @Slot()
    def _forget(self) -> None:
        self._wanted = False
        self.cancelled.set()

    @Slot(object, object)
    def _finish(self, result: object, error: Exception | None) -> None:
        self._jobs.over(self)
        try:
            if not self._wanted:
                if error is not None and not isinstance(error, Cancelled):
                    self.unheard.emit(error)
            elif error is None:
                self._done(result)
            else:
                self._failed(error)
        finally:
            self.ended.emit()
            self.deleteLater()


class Jobs(QObject):
    """All lanes of a window.

    Args:
        begins: Whether jobs run as soon as they are started; else once `begin` is called.

    Signals:
        idle: The last running job has ended.
    """

    idle = Signal()

    def __init__(self, parent: QObject | None = None, *, begins: bool = True) -> None:
        super().__init__(parent)
        self._lanes: dict[Lane, ThreadPoolExecutor] = {}
        self._latest: dict[Lane, Future[None]] = {}
        self._running: set[Job] = set()
        self._begun = begins
        self._waiting: list[Callable[[], None]] = []
        self._closed = False

    @property
    def is_idle(self) -> bool:
        """Whether nothing runs or waits, and all ends were told."""
        return not self._running

    def start(
        self,
        owner: QObject,
        work: Callable[[Work], Any],
        done: Done = ignore,
        *,
        failed: Failed,
        lane: Lane = "read",
    ) -> Job:
        """Start work on a lane, now or with `begin`; once all are closed, nothing starts any more.

        Args:
            owner: For whom; if it is destroyed first, the end is not told and the work cancelled.
            work: What runs off the UI thread.
            done: Gets its result, on the UI thread.
            failed: Gets its error, on the UI thread.
            lane: Where it runs.
        """
        job = Job(self, owner, done, failed)
        if self._closed:  # asked by somebody who was told something late
            job.deleteLater()
            return job
        self._running.add(job)
        # Texts are made in the language of who started it.
        context = contextvars.copy_context()
        submit = partial(self._submit, lane, partial(context.run, job.run, work))
        if self._begun:
            submit()
        else:
            self._waiting.append(submit)
        return job

    def begin(self) -> None:
        """Let what was started run, and from now on at once."""
        self._begun = True
        waiting, self._waiting = self._waiting, []
        for submit in waiting:
            submit()

    def _submit(self, lane: Lane, run: Callable[[], None]) -> None:
        future = self._lane(lane).submit(run)
        future.add_done_callback(no_secret_errors)
        self._latest[lane] = future

    def over(self, job: Job) -> None:
        """A job has ended (called by it)."""
        self._running.discard(job)
        if not self._running:
            self.idle.emit()

    def close(self, *, waits: bool = True) -> None:
        """Cancel what tells its progress, and wait until all lanes have ended.

        Those that may be left are waited for three seconds together: a drive may hang.

        Args:
            waits: Whether these are waited for at all.
        """
        self._closed = True
        for job in self._running:
            job.cancel()
        self.begin()  # what waited comes to its end, too
        until = time.monotonic() + (_LEAVING if waits else 0)
        for name, lane in self._lanes.items():
            if name in _MAY_BE_LEFT:
                lane.shutdown(wait=False)
                if not self.wait(name, max(until - time.monotonic(), 0)):
                    lane.shutdown(wait=False, cancel_futures=True)
                    continue
            lane.shutdown(wait=True)
        self._lanes.clear()

    def wait(self, lane: Lane, timeout: float | None = None) -> bool:
        """Wait until everything started so far on a lane of one thread is done.

        Not on the UI thread; also while all lanes are being closed.

        Args:
            lane: Which.
            timeout: Seconds after which the answer is False; None: it is waited for.
        """
        from concurrent.futures import wait

        latest = self._latest.get(lane)
        return latest is None or not wait([latest], timeout).not_done

    def _lane(self, lane: Lane) -> "ThreadPoolExecutor":
        from concurrent.futures import ThreadPoolExecutor

        if lane not in self._lanes:
            self._lanes[lane] = ThreadPoolExecutor(
                _WORKERS[lane], thread_name_prefix=f"jury-app-{lane}"
            )
        return self._lanes[lane]


def no_secret_errors(future: "Future[None]") -> None:
    """An error outside the work itself is a bug: let it be told in the terminal."""
    if not future.cancelled():
        future.result()
