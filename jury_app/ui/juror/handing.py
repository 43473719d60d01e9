"""Handing over: the mailbox is visited when asked, by itself where that is allowed, or not at all.

What is sent, waits and was received is the desk's to say; here is when it is asked to act, and how
quietly. A visit has a lane of its own, says how far it is and can be stopped: a mailbox that hangs
keeps nobody from anything; what is carried by hand meanwhile stops it. One that nobody asked for
tells its trouble in the strip alone.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from jury_app.base.errors import Problem, Told
from jury_app.base.texts import _, headed, ngettext
from jury_app.ui.juror.moments import in_zones, moment
from jury_app.ui.juror.unlocking import Unlocking, Verb
from jury_app.ui.kit.errors import bugs_alone
from jury_app.ui.kit.jobs import Cancelled, Done, Failed, Job, Question, Work
from jury_app.ui.session import Session, WithKeys

if TYPE_CHECKING:  # desks are loaded once the first picture stands
    from jury_app.desks.juror.handing import Handing as State
    from jury_app.desks.juror.syncing import SyncReport
    from jury_app.desks.seat import Seat
    from jury_app.store.changes import ChangeSet

FIRST_AFTER = 15_000
"""Milliseconds after opening until the first visit that nobody asked for."""
EVERY = 5 * 60_000
"""Milliseconds between two such visits."""
_SHOWN_KINDS = ("documents", "pending", "receipts", "messages", "settings", "devices")


class Handing(QObject):
    """When the mailbox is visited, and what came of it.

    Args:
        session: Whose workspace.
        unlocking: Asks for the passphrase where the keychain does not open the keys.

    Signals:
        changed: What the strip says may be other words.
        told: What a visit that was asked for did, in a sentence.
        failed: What kept from it, an exception.
        unreached: What kept from the mailbox, an exception; a file can still go by hand.
        reached: A visit went through: what kept from one before is over.
    """

    changed = Signal()
    told = Signal(str)
    failed = Signal(object)
    unreached = Signal(object)
    reached = Signal()

    def __init__(self, session: Session, unlocking: Unlocking) -> None:
        super().__init__(unlocking)
        self._session = session
        self._unlocking = unlocking
        self.state: State | None = None
        self.trouble = ""
        self.is_visiting = False
        self._far = ""
        self._question = Question()
        self._job: Job | None = None
        self._by_hand: list[Callable[[], None]] = []
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._visit_unasked)
        session.changed.connect(self._others_wrote)
        session.preferences.changed.connect(self._preference_changed)
        self._set_timer(FIRST_AFTER)
        self._look()

    @property
    def goes_by_itself(self) -> bool:
        """Whether the mailbox is visited without being asked."""
        return self._timer.isActive()

    def visit(self) -> None:
        """Send what is signed and take what has come."""
        if self.is_visiting:
            return
        self._begin()
        post = self._post
        self._unlocking.run(
            self, _visit, self._visited, self._visit_failed, self._given_up, start=post
        )

    def stop(self) -> None:
        """Stop a visit; what was sent and fetched stays so."""
        if self._job is not None:
            self._job.cancel()

    @property
    def can_stop(self) -> bool:
        """Whether a visit is under way that can be stopped."""
        return self._job is not None

    def export(self, file: Path) -> None:
        """Write what the festival has not acknowledged into a file, to be carried by hand."""
        self._carry(partial(self._export, file))

    def take_in(self, file: Path) -> None:
        """Take in what the office wrote into a file, to be carried by hand."""
        self._carry(partial(self._take_in, file))

    def _carry(self, act: Callable[[], None]) -> None:
        """Do it once nothing else is under way; a visit is stopped for it."""
        if self.is_visiting:
            self._by_hand.append(act)
            self.stop()
        else:
            act()

    def _export(self, file: Path) -> None:
        self._begin()

        def write(seat: "Seat", _work: Work) -> "SyncReport":
            from jury_app.desks.juror import syncing

            return syncing.sync(seat, export=file)

        def written(_report: "SyncReport") -> None:
            self._end("")
            self.told.emit(
                _("{file} is written. Bring it to the festival's office.").format(file=file.name)
            )

        self._unlocking.run(self, write, written, self._failed, self._given_up)

    def _take_in(self, file: Path) -> None:
        self._begin()

        def take(seat: "Seat", _work: Work) -> "SyncReport":
            from jury_app.desks.juror import syncing

            return syncing.sync(seat, source=file)

        self._unlocking.run(self, take, self._visited, self._failed, self._given_up)

    def words(self) -> str:
        """What the strip says: how many scorecards are where."""
        if self.is_visiting:
            return self._far or _("Sending and fetching…")
        state = self.state
        if state is None:
            return ""
        counts = (
            (state.waiting, ngettext("{n} to send", "{n} to send", state.waiting)),
            (
                state.in_files,
                ngettext("{n} in a file to carry", "{n} in files to carry", state.in_files),
            ),
            (state.sent, ngettext("{n} sent", "{n} sent", state.sent)),
            (state.received, ngettext("{n} received", "{n} received", state.received)),
        )
        return " · ".join(text.format(n=count) for count, text in counts if count)

    def more_words(self) -> str:
        """The rest of it: when the mailbox was visited last, and what troubles it."""
        state = self.state
        if state is None:
            return ""
        last = _("Never sent or fetched yet.")
        if state.at:
            last = _("Last sent and fetched: {moment}.").format(
                moment=in_zones(moment(state.at), state.zone)
            )
        where = ""
        if not state.mailbox:
            where = _("This festival has no mailbox: export a file and carry it by hand.")
        return "\n".join(filter(None, (self.words(), last, where, self.trouble)))

    # How it goes --------------------------------------------------------------------------------

    def _begin(self) -> None:
        self.is_visiting = True
        self.changed.emit()

    def _post(self, owner: QObject, verb: Verb, done: Done, failed: Failed) -> Job:
        """Start a visit, and follow how far it is."""
        job = self._job = self._session.post(owner, verb, done, failed)
        job.progressed.connect(self._got_on)
        job.ended.connect(self._over)  # a bound method: a window may close during a visit
        self.changed.emit()
        return job

    def _over(self) -> None:
        """What has ended cannot be stopped: it may wait for a passphrase now."""
        if self._job is self.sender():
            self._job, self._far = None, ""
            self.changed.emit()

    def _got_on(self, _done: int, _total: int, text: str) -> None:
        if self.is_visiting and text != self._far:
            self._far = text
            self.changed.emit()

    def _end(self, trouble: str) -> None:
        self.is_visiting = False
        self._far, self._job = "", None
        self.trouble = trouble
        self.changed.emit()
        self._look()
        if self._by_hand:
            self._by_hand.pop(0)()

    def _visited(self, report: "SyncReport") -> None:
        self._end("")
        self.reached.emit()
        self.told.emit("\n".join(report.lines()))

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            self._end("")
            self.told.emit(error.sentence)
            return
        self._end(error.sentence if isinstance(error, Told) else "")
        self.failed.emit(error)

    def _visit_failed(self, error: Exception) -> None:
        if isinstance(error, Problem):
            self._end(error.sentence)
            self.unreached.emit(error)
        else:
            self._failed(error)

    def _given_up(self) -> None:
        self._end("")

    # By itself ----------------------------------------------------------------------------------

    def _visit_unasked(self) -> None:
        self._set_timer(EVERY)
        if self.is_visiting:
            return
        self._begin()
        self._post(self, _visit, self._visited_quietly, self._quietly)

    def _visited_quietly(self, report: "SyncReport") -> None:
        self._end("\n".join(headed(alarm.place, alarm.what) for alarm in report.alarms))
        self.reached.emit()

    def _quietly(self, error: Exception) -> None:
        is_trouble = isinstance(error, Told) and not isinstance(error, Cancelled)
        self._end(str(error) if is_trouble else "")
        bugs_alone(self._session.failed.emit)(error)

    def _preference_changed(self, name: str) -> None:
        if name == "auto_sync":
            self._set_timer(FIRST_AFTER)

    def _set_timer(self, milliseconds: int) -> None:
        if self._session.preferences.auto_sync and not self._session.reading_only:
            self._timer.start(milliseconds)
        else:
            self._timer.stop()

    # What is where ------------------------------------------------------------------------------

    def _others_wrote(self, changes: "ChangeSet") -> None:
        if any(changes.touches(kind) for kind in _SHOWN_KINDS):
            self._look()

    def _look(self) -> None:
        came = self._question.ask()(self._came)
        self._session.read(self, _state, came, bugs_alone(self._session.failed.emit))

    def _came(self, state: "State") -> None:
        self.state = state
        self.changed.emit()


def export_name() -> str:
    """The name of an export file: the day and the hour."""
    return f"scorecards-{datetime.now(UTC).astimezone():%Y%m%d-%H%M}.jury"


def _visit(seat: "Seat", work: Work, with_keys: WithKeys) -> "SyncReport":
    """Visit the mailbox by a child process, which can be ended."""
    from jury_app.desks.juror import syncing
    from jury_app.exchange.awaymailbox import away

    way = syncing.Way(partial(away, given_up=work.given_up), with_keys, work.progress)
    try:
        return syncing.sync(seat, way=way)
    except Told:
        work.progress(0, 0)  # one that was stopped says so, and not what came of stopping it
        raise


def _state(seat: "Seat") -> "State":
    from jury_app.desks.juror import handing

    return handing.state(seat)
