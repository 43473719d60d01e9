"""The queue's head: what is left and until when; and the shelf, where missing films are found."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from jury_app.base.texts import _, ngettext, plain
from jury_app.desks.juror.queued import QueuedFilm
from jury_app.ui.juror.moments import ClockOf, clock, size
from jury_app.ui.juror.queue.pace import (
    Pace,
    deadline_words,
    done_words,
    left_words,
    missing_words,
    rest_words,
)
from jury_app.ui.kit.buttons import Button
from jury_app.ui.kit.jobs import Cancelled, Job, Work
from jury_app.ui.kit.labels import Label, Paragraph, Progress
from jury_app.ui.kit.surfaces import Surface, column, row
from jury_app.ui.session import Session

if TYPE_CHECKING:  # desks are loaded once the first picture stands
    from jury_app.desks.juror.files import Found
    from jury_app.desks.seat import Seat


class Header(QWidget):
    """What is left, the deadline, the next film, and how to sign what is complete.

    Args:
        hint: What the key is that opens the next film.
        clock_of: Tells what the festival's clocks show.

    Signals:
        next_wanted: The next film that waits for scores shall be opened.
        sign_wanted: All complete scorecards shall be signed.
    """

    next_wanted = Signal()
    sign_wanted = Signal()

    def __init__(
        self, hint: str = "", clock_of: ClockOf = clock, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._clock_of = clock_of
        self._left = Label("", "title")
        self._until = Paragraph("", "caption")
        self.next = Button(_("Next film"), icon="play", hint=hint)
        self.next.clicked.connect(self.next_wanted)
        self._sign = Button("", "primary", icon="pen")
        self._sign.clicked.connect(self.sign_wanted)
        first = row().add(self._left, stretch=1).add(self.next, self._sign)
        self.setLayout(column(first, self._until, gap=0.5))

    def show_queue(self, queue: Sequence[QueuedFilm], left: Pace) -> None:
        """Say what is left of a queue."""
        self._left.setText(left_words(left) if queue else _("No films yet"))
        now = datetime.now(UTC)
        until = deadline_words(left, now, self._clock_of) or rest_words(queue)
        signed = done_words(queue) if queue else ""
        self._until.setText(" · ".join(filter(None, (signed, until))))
        is_late = left.deadline is not None and left.deadline <= now
        self._until.set_tone("warning" if is_late else "")
        self.next.setVisible(left.films > 0)
        count = left.complete
        self._sign.setVisible(count > 0)
        self._sign.set_text(
            ngettext("Sign {n} scorecard…", "Sign {n} scorecards…", count).format(n=count)
        )


class Shelf(Surface):
    """What is missing on this machine, and the way to it: a folder, searched by fingerprint.

    Args:
        session: Whose workspace takes what is found.

    Signals:
        ended: A search that was begun here ended; its keys have nobody any more.
    """

    ended = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("strip", parent=parent)
        self._session = session
        self._job: Job | None = None
        self._missing = ""
        self._told = ""
        self._label = Paragraph()
        self._bar = Progress(_("Looking for films"))
        self._attach = Button(_("Attach a folder…"), icon="drive", hint=session.keys.hint("attach"))
        self._attach.clicked.connect(self.choose)
        self.stop = Button(_("Stop"))
        self.stop.clicked.connect(self._cancel)
        words = column(None, self._label, self._bar, None, gap=1)
        line = row(gap=3, margin=(3, 0.5)).add(words, stretch=1)
        self.setLayout(line.add(self._attach, self.stop))
        self._refresh()

    @property
    def is_searching(self) -> bool:
        """Whether a folder is being searched."""
        return self._job is not None

    @property
    def words(self) -> str:
        """What it says."""
        return self._label.text()

    def show_pace(self, left: Pace) -> None:
        """Say what is missing."""
        self._missing = missing_words(left)
        self._refresh()

    def choose(self) -> None:
        """Let the juror choose a folder."""
        if self.is_searching:
            return
        dialog = QFileDialog(self, _("The folder or drive with the films"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda chosen: self.attach(Path(chosen)))
        dialog.open()

    def attach(self, folder: Path) -> None:
        """Find missing films in a folder, in the background."""
        self._told = ""

        def search(seat: "Seat", work: Work) -> "Found":
            from jury_app.desks.juror import files

            def progress(done: int) -> None:
                work.progress(done, 0, _("{size} read").format(size=size(done)))

            return files.attach(seat, folder, progress=progress)

        self._job = self._session.work(self, search, self._found, self._failed)
        self._job.progressed.connect(self._progress)
        self._bar.set_value(None)
        self._label.setText(_("Looking in {folder}…").format(folder=folder))
        self._refresh()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _progress(self, done: int, total: int, text: str) -> None:
        self._bar.set_value(done / total if total else None)
        self._label.setText(text)

    def _found(self, found: "Found") -> None:
        count = ngettext("{n} film found.", "{n} films found.", len(found.found))
        self._session.noticed.emit(count.format(n=len(found.found)))  # which is soon old news
        wrong = [
            _("Not what it should be: {title} ({path})").format(
                title=plain(title), path=plain(Path(path).name)
            )
            for title, path in found.wrong
        ]
        self._end("\n".join(wrong))

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            self._end("")
            self._session.noticed.emit(error.sentence)
            return
        self._end("")
        self._session.failed.emit(error)

    def _end(self, told: str) -> None:
        self._job = None
        self._told = told
        had_focus = self.window().focusWidget() is self.stop
        self._refresh()
        if had_focus:
            self.ended.emit()

    def _refresh(self) -> None:
        searching = self.is_searching
        if not searching:
            self._label.setText("\n".join(filter(None, (self._told, self._missing))))
        self._bar.setVisible(searching)
        self.stop.setVisible(searching)
        if searching and self.window().focusWidget() is self._attach:
            self.stop.setFocus(Qt.FocusReason.OtherFocusReason)
        self._attach.setVisible(not searching)
        self.setVisible(searching or bool(self._told or self._missing))
