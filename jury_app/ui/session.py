"""The session: one person's open workspace, as every screen of a window gets it.

Desks are only called through here, off the UI thread. After every write, and every second for what
others wrote (sync, a second window, the terminal), one change set tells the screens what to reread.
"""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QObject, QTimer, Signal

from jury_app.base.errors import Told
from jury_app.ui.keeping import Keeping
from jury_app.ui.kit.errors import told
from jury_app.ui.kit.jobs import Cancelled, Done, Failed, Job, Jobs, Lane, Work, ignore
from jury_app.ui.kit.keys import Keymap
from jury_app.ui.kit.preferences import Preferences

if TYPE_CHECKING:  # desks are loaded once the first picture stands
    from jury_app.desks.seat import Seat
    from jury_app.store.changes import ChangeSet, Watcher

LOOK_EVERY = 1000
"""Milliseconds between two looks at what others wrote."""
_GLANCE = 0.2
"""Seconds between two looks at whether a write for which one waits has come to nothing."""
WithKeys = Callable[[], AbstractContextManager[None]]
"""Inside, the keys are nobody else's, and all that was written before is durable."""


class Secret:
    """The passphrase, as far as it was typed; read off the UI thread when keys are needed."""

    def __init__(self) -> None:
        self.text: str | None = None

    def tell(self) -> str | None:
        """What was typed; None says that the keychain holds the key."""
        return self.text


class Session(QObject):
    """A seat with the lanes on which its desk works.

    Verbs may be asked before it is open; they wait. If the seat is refused, none of them runs. Once
    it is closed nobody is told any more: what ends then ends after the windows.

    Args:
        folder: The workspace.
        take: Takes the seat, off the UI thread; called by `open`.
        preferences: How this person likes their windows.
        keys: What keys do.
        secret: Where a typed passphrase goes.
        reading_only: Whether the seat is taken for reading alone.

    Signals:
        opened: The seat is taken.
        refused: Why it cannot be.
        changed: A `ChangeSet` of own and others' writes; screens refresh from it alone.
        failed: An error that its asker does not show; the window does.
        saving: True while something is on its way to the disk; False: all of it is durable.
        noticed: What is told in passing, such as what went wrong beside an act that stands.
    """

    opened = Signal()
    refused = Signal(object)
    changed = Signal(object)
    failed = Signal(object)
    saving = Signal(bool)
    noticed = Signal(str)

    def __init__(
        self,
        folder: Path,
        take: "Callable[[], Seat]",
        preferences: Preferences,
        keys: Keymap,
        secret: Secret | None = None,
        *,
        reading_only: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.folder = folder
        self.reading_only = reading_only
        self.secret = secret or Secret()
        self.preferences = preferences
        self.keys = keys
        self.jobs = Jobs(self, begins=False)  # threads would delay the first picture
        self.keeping = Keeping(self)
        self._keys_turn = threading.Lock()
        self._take = take
        self._seat: Seat | None = None
        self._taken = threading.Event()
        self._closing = threading.Lock()
        self._watcher: Watcher | None = None
        self._writes = 0
        self._looking = self._again = self._is_closed = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self._look)

    def open(self) -> None:
        """Take the seat, and tell when it is taken."""
        # A lane of its own: in the others verbs may be waiting for the seat.
        self.jobs.start(
            self, self._take_seat, self._tell_open, failed=self._tell_refused, lane="open"
        )
        self.jobs.begin()

    def _take_seat(self, _work: Work) -> None:
        from jury_app.store.changes import Watcher, latest

        try:
            seat = self._take()
        except BaseException:
            self._taken.set()
            raise
        try:
            with seat.workspace.reading() as reader:  # before any screen reads
                self._watcher = Watcher(latest(reader))
            with self._closing:
                is_late = self._is_closed
                if not is_late:
                    self._seat = seat
            if is_late:  # its disk answered when nobody waited any more
                seat.__exit__(None, None, None)
        except BaseException:
            seat.__exit__(None, None, None)
            raise
        finally:
            self._taken.set()

    def _tell_open(self, _done: object) -> None:
        if self._is_closed:
            return
        self._timer.start()
        self._look()
        self.opened.emit()

    def _tell_refused(self, error: Exception) -> None:
        if not self._is_closed:
            self.refused.emit(error)

    @property
    def is_open(self) -> bool:
        """Whether the seat is taken."""
        return self._seat is not None

    @property
    def seat(self) -> "Seat":
        """The seat that was taken."""
        assert self._seat is not None  # noqa: S101  asked once it is open
        return self._seat

    @property
    def is_saved(self) -> bool:
        """Whether everything that was written is durable."""
        return self._writes == 0

    def read(
        self,
        owner: QObject,
        verb: "Callable[[Seat], Any]",
        done: Done,
        failed: Failed | None = None,
    ) -> Job:
        """Ask a desk; reads may overtake each other."""
        return self._start(owner, lambda seat, _work: verb(seat), done, failed, "read")

    def write(
        self,
        owner: QObject,
        verb: "Callable[[Seat], Any]",
        done: Done = ignore,
        failed: Failed | None = None,
    ) -> Job:
        """Let a desk write: one after the other, in the order of asking.

        A screen that closes loses nothing: `owner` only says who is told, and an error whose owner
        is gone the window tells. What the disk does not take waits until it does (`keeping`).
        Where the workspace was opened for reading alone, nothing is kept: the window says so once,
        and only askers with a `failed` of their own hear it again.
        """
        if failed is None and self.reading_only:
            failed = ignore
        self._count(1)
        job = self._start(owner, lambda seat, _work: self._kept(verb, seat), done, failed, "write")
        job.ended.connect(self._wrote)
        if not self.reading_only:
            job.unheard.connect(self.failed)
        return job

    def _kept(self, verb: "Callable[[Seat], Any]", seat: "Seat") -> object:
        """Do a write; once the windows are closed, its error is told in the terminal."""
        try:
            return verb(seat) if self.reading_only else self.keeping.keep(lambda: verb(seat))
        except Exception as error:
            if self._is_closed and not self.reading_only:
                print(f"jury-app: {told(error).text}", file=sys.stderr)
            raise

    def sign(
        self,
        owner: QObject,
        verb: "Callable[[Seat, Work], Any]",
        done: Done,
        failed: Failed | None = None,
    ) -> Job:
        """Let a desk do what needs the keys: sign, export.

        It runs once everything written so far is durable, one after the other; the keys are
        forgotten at its end.
        """

        def unlocked(seat: "Seat", work: Work) -> object:
            with self._with_keys(seat):
                return verb(seat, work)

        job = self._start(owner, unlocked, done, failed, "keys")
        job.ended.connect(self._look)
        return job

    def post(
        self,
        owner: QObject,
        verb: "Callable[[Seat, Work, WithKeys], Any]",
        done: Done,
        failed: Failed | None = None,
    ) -> Job:
        """Let a desk send and fetch, with progress and cancel.

        It has a lane of its own and takes the keys only while it needs them, so that a mailbox
        that hangs keeps nobody from signing.
        """

        def send(seat: "Seat", work: Work) -> object:
            return verb(seat, work, lambda: self._with_keys(seat))

        job = self._start(owner, send, done, failed, "mail")
        job.ended.connect(self._look)
        return job

    @contextmanager
    def _with_keys(self, seat: "Seat") -> "Iterator[None]":
        """Have the keys alone, once everything written so far is durable."""
        with self._keys_turn:
            while not self.jobs.wait("write", _GLANCE):
                if self.keeping.trouble is not None:
                    raise self.keeping.trouble
            try:
                yield
            finally:
                seat.lock()
                while seat.notices:
                    self._notice(seat.notices.pop(0))

    def _notice(self, text: str) -> None:
        """Tell what went wrong beside an act; once the windows are closed, in the terminal."""
        if self._is_closed:
            print(f"jury-app: {text}", file=sys.stderr)
        else:
            self.noticed.emit(text)

    def work(
        self,
        owner: QObject,
        verb: "Callable[[Seat, Work], Any]",
        done: Done,
        failed: Failed | None = None,
        *,
        lane: Literal["long", "check"] = "long",
    ) -> Job:
        """Let a desk do something long, with progress and cancel.

        A folder is looked through for an hour perhaps, and one after the other; comparing the film
        that is open has a lane of its own and waits for none of it.
        """
        job = self._start(owner, verb, done, failed, lane)
        job.ended.connect(self._look)
        return job

    def close(self, *, waits: bool = True) -> None:
        """Let all writes reach the disk, and leave the seat.

        Args:
            waits: Whether a seat that is being taken is waited for, for a while.
        """
        with self._closing:
            self._is_closed = True
        self._timer.stop()
        self._taken.set()
        self.keeping.end()
        self.jobs.close(waits=waits)
        if self._seat is not None:
            leaving = threading.Thread(target=_leave, args=(self._seat,), name="jury-app-leave")
            leaving.start()
            leaving.join()
            self._seat = None

    def _start(
        self,
        owner: QObject,
        verb: "Callable[[Seat, Work], Any]",
        done: Done,
        failed: Failed | None,
        lane: Lane,
    ) -> Job:
        tell_failure = self.failed.emit if failed is None else failed

        def work(work: Work) -> object:
            self._taken.wait()
            if self._seat is None:
                raise Cancelled
            return verb(self._seat, work)

        def tell(result: object) -> None:
            if not self._is_closed:
                done(result)

        def tell_error(error: Exception) -> None:
            if not self._is_closed and (self.is_open or not isinstance(error, Cancelled)):
                tell_failure(error)

        return self.jobs.start(owner, work, tell, failed=tell_error, lane=lane)

    def _count(self, more: int) -> None:
        was_saved = self.is_saved
        self._writes += more
        if was_saved != self.is_saved:
            self.saving.emit(not self.is_saved)

    def _wrote(self) -> None:
        self._count(-1)
        self._look()

    def _look(self) -> None:
        if self._is_closed or not self.is_open:
            return  # writes that ended with the session are told after it
        if self._looking:
            self._again = True
            return
        self._looking, self._again = True, False
        self.jobs.start(self, self._read_changes, self._tell, failed=self._look_failed)

    def _read_changes(self, _work: Work) -> "ChangeSet":
        assert self._watcher is not None  # noqa: S101  made with the seat
        with self.seat.workspace.reading() as reader:
            return self._watcher.look(reader)

    def _tell(self, changes: "ChangeSet") -> None:
        self._looking = False
        if changes and not self._is_closed:
            self.changed.emit(changes)
        if self._again:
            self._look()

    def _look_failed(self, error: Exception) -> None:
        self._looking = False
        if not self._is_closed:
            self.failed.emit(error)


def _leave(seat: "Seat") -> None:
    """Leave a seat; no window is there any more to show what the disk says."""
    try:
        seat.__exit__(None, None, None)
    except Told as error:
        print(f"jury-app: {error}", file=sys.stderr)
