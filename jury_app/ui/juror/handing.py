"""Handing over: the mailbox is visited when asked, by itself where that is allowed, or not at all.

What is sent, waits and was received is the desk's to say; here is when it is asked to act, and how
quietly. A visit that nobody asked for tells its trouble in the strip and nowhere else.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from jury_app.base.errors import Told
from jury_app.base.texts import _, ngettext, plain
from jury_app.ui.juror.moments import shown
from jury_app.ui.juror.unlocking import Unlocking
from jury_app.ui.kit.jobs import Work, ignore
from jury_app.ui.session import Session

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
        reached: A visit went through: what kept from one before is over.
    """

    changed = Signal()
    told = Signal(str)
    failed = Signal(object)
    reached = Signal()

    def __init__(self, session: Session, unlocking: Unlocking) -> None:
        super().__init__(unlocking)
        self._session = session
        self._unlocking = unlocking
        self.state: State | None = None
        self.trouble = ""
        self.is_visiting = False
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
        self._unlocking.run(self, _sync, self._visited, self._failed, self._given_up)

    def export(self, file: Path) -> None:
        """Write what the festival has not acknowledged into a file, to be carried by hand."""
        if self.is_visiting:
            return
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

    def take_in(self, file: Path) -> None:
        """Take in what the office wrote into a file, to be carried by hand."""
        if self.is_visiting:
            return
        self._begin()

        def take(seat: "Seat", _work: Work) -> "SyncReport":
            from jury_app.desks.juror import syncing

            return syncing.sync(seat, source=file)

        self._unlocking.run(self, take, self._visited, self._failed, self._given_up)

    def words(self) -> str:
        """What the strip says: how many scorecards are where."""
        if self.is_visiting:
            return _("Sending and fetching…")
        state = self.state
        if state is None:
            return ""
        counts = (
            (state.waiting, ngettext("{n} to send", "{n} to send", state.waiting)),
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
                moment=shown(datetime.fromisoformat(state.at))
            )
        where = ""
        if not state.mailbox:
            where = _("This festival has no mailbox: export a file and carry it by hand.")
        elif state.reachable is False:
            where = _("The mailbox is not there now: {place}").format(place=plain(state.mailbox))
        return "\n".join(filter(None, (self.words(), last, where, self.trouble)))

    # How it goes --------------------------------------------------------------------------------

    def _begin(self) -> None:
        self.is_visiting = True
        self.changed.emit()

    def _end(self, trouble: str) -> None:
        self.is_visiting = False
        self.trouble = trouble
        self.changed.emit()
        self._look()

    def _visited(self, report: "SyncReport") -> None:
        self._end("")
        self.reached.emit()
        self.told.emit("\n".join(report.lines()))

    def _failed(self, error: Exception) -> None:
        self._end(error.sentence if isinstance(error, Told) else "")
        self.failed.emit(error)

    def _given_up(self) -> None:
        self._end("")

    # By itself ----------------------------------------------------------------------------------

    def _visit_unasked(self) -> None:
        self._set_timer(EVERY)
        if self.is_visiting:
            return
        self._begin()
        self._session.sign(self, _sync, self._visited_quietly, self._quietly)

    def _visited_quietly(self, report: "SyncReport") -> None:
        self._end("\n".join(f"{alarm.place}: {alarm.what}" for alarm in report.alarms))
        self.reached.emit()

    def _quietly(self, error: Exception) -> None:
        self._end(error.sentence if isinstance(error, Told) else "")
        if not isinstance(error, Told):
            self._session.failed.emit(error)

    def _preference_changed(self, name: str) -> None:
        if name == "auto_sync":
            self._set_timer(FIRST_AFTER)

    def _set_timer(self, milliseconds: int) -> None:
        if self._session.preferences.auto_sync:
            self._timer.start(milliseconds)
        else:
            self._timer.stop()

    # What is where ------------------------------------------------------------------------------

    def _others_wrote(self, changes: "ChangeSet") -> None:
        if any(changes.touches(kind) for kind in _SHOWN_KINDS):
            self._look()

    def _look(self) -> None:
        self._session.read(self, _state, self._came, ignore)

    def _came(self, state: "State") -> None:
        self.state = state
        self.changed.emit()


def export_name() -> str:
    """The name of an export file: the day and the hour."""
    return f"scorecards-{datetime.now(UTC).astimezone():%Y%m%d-%H%M}.jury"


def _sync(seat: "Seat", _work: Work) -> "SyncReport":
    from jury_app.desks.juror import syncing

    return syncing.sync(seat)


def _state(seat: "Seat") -> "State":
    from jury_app.desks.juror import handing

    return handing.state(seat)
