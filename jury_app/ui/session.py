"""The session: one person's open workspace, as every screen of a window gets it.

Desks are only called through here, off the UI thread. After every write, and every second for what
others wrote (sync, a second window, the terminal), one change set tells the screens what to reread.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from jury_app.desks.seat import Seat
from jury_app.store.changes import ChangeSet, Watcher, latest
from jury_app.ui.kit.jobs import Done, Failed, Job, Jobs, Work, ignore
from jury_app.ui.kit.keys import Keymap
from jury_app.ui.kit.preferences import Preferences

LOOK_EVERY = 1000
"""Milliseconds between two looks at what others wrote."""


class Secret:
    """The passphrase, as far as it was typed; read off the UI thread when keys are needed."""

    def __init__(self) -> None:
        self.text: str | None = None

    def tell(self) -> str | None:
        """What was typed; None says that the keychain holds the key."""
        return self.text


class Session(QObject):
    """A seat with the lanes on which its desk works.

    Signals:
        changed: A `ChangeSet` of own and others' writes; screens refresh from it alone.
        failed: An error that its asker does not show; the window does.
        saving: True while something is on its way to the disk; False: all of it is durable.
    """

    changed = Signal(object)
    failed = Signal(object)
    saving = Signal(bool)

    def __init__(
        self,
        seat: Seat,
        preferences: Preferences,
        keys: Keymap,
        secret: Secret | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.seat = seat
        self.secret = secret or Secret()
        self.preferences = preferences
        self.keys = keys
        self.jobs = Jobs(self)
        self._watcher: Watcher | None = None
        self._writes = 0
        self._looking = self._again = self._is_closed = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        self._look()

    @property
    def is_saved(self) -> bool:
        """Whether everything that was written is durable."""
        return self._writes == 0

    def read(
        self,
        owner: QObject,
        verb: Callable[[Seat], Any],
        done: Done,
        failed: Failed | None = None,
    ) -> Job:
        """Ask a desk; reads may overtake each other."""
        return self._start(owner, lambda _work: verb(self.seat), done, failed, "read")

    def write(
        self,
        owner: QObject,
        verb: Callable[[Seat], Any],
        done: Done = ignore,
        failed: Failed | None = None,
    ) -> Job:
        """Let a desk write: one after the other, in the order of asking.

        The job is the session's own, so that a screen that closes loses nothing: `owner` only
        says who is told. Where the workspace was opened for reading alone, nothing is kept: the
        window says so once, and only askers with a `failed` of their own hear it again.
        """
        if failed is None and self.seat.reading_only:
            failed = ignore
        self._count(1)
        job = self._start(owner, lambda _work: verb(self.seat), done, failed, "write")
        job.ended.connect(self._wrote)
        return job

    def sign(
        self,
        owner: QObject,
        verb: Callable[[Seat, Work], Any],
        done: Done,
        failed: Failed | None = None,
    ) -> Job:
        """Let a desk do what needs the keys: sign, sync, export.

        It runs once everything written so far is durable, one after the other; the keys are
        forgotten at its end.
        """

        def unlocked(work: Work) -> object:
            self.jobs.wait("write")
            try:
                return verb(self.seat, work)
            finally:
                self.seat.lock()

        job = self._start(owner, unlocked, done, failed, "keys")
        job.ended.connect(self._look)
        return job

    def work(
        self,
        owner: QObject,
        verb: Callable[[Seat, Work], Any],
        done: Done,
        failed: Failed | None = None,
    ) -> Job:
        """Let a desk do something long (attach, fingerprint), with progress and cancel."""
        job = self._start(owner, lambda work: verb(self.seat, work), done, failed, "long")
        job.ended.connect(self._look)
        return job

    def close(self) -> None:
        """Let all writes reach the disk, then end; afterwards the seat may be left."""
        self._is_closed = True
        self._timer.stop()
        self.jobs.close()

    def _start(
        self,
        owner: QObject,
        work: Callable[[Work], Any],
        done: Done,
        failed: Failed | None,
        lane: str,
    ) -> Job:
        told = self.failed.emit if failed is None else failed
        return self.jobs.start(owner, work, done, failed=told, lane=lane)  # type: ignore[arg-type]  # one of the lanes above

    def _count(self, more: int) -> None:
        was_saved = self.is_saved
        self._writes += more
        if was_saved != self.is_saved:
            self.saving.emit(not self.is_saved)

    def _wrote(self) -> None:
        self._count(-1)
        self._look()

    def _look(self) -> None:
        if self._is_closed:
            return  # writes that ended with the session are told after it
        if self._looking:
            self._again = True
            return
        self._looking, self._again = True, False
        self.jobs.start(self, self._read_changes, self._tell, failed=self._look_failed)

    def _read_changes(self, _work: Work) -> ChangeSet:
        with self.seat.workspace.reading() as reader:
            if self._watcher is None:
                self._watcher = Watcher(latest(reader))
                return ChangeSet()
            return self._watcher.look(reader)

    def _tell(self, changes: ChangeSet) -> None:
        self._looking = False
        if changes and not self._is_closed:
            self.changed.emit(changes)
        if self._again:
            self._look()

    def _look_failed(self, error: Exception) -> None:
        self._looking = False
        self.failed.emit(error)
