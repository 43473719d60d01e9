"""Finding a film that is not where it should be: a file or folder is chosen and looked through."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog

from jury_app.base.errors import Told
from jury_app.base.texts import _
from jury_app.desks.juror import watching
from jury_app.desks.juror.watching import Found
from jury_app.desks.seat import Seat
from jury_app.ui.juror.room import troubles
from jury_app.ui.juror.room.stage import Stage
from jury_app.ui.juror.room.troubles import Trouble
from jury_app.ui.kit.jobs import Work
from jury_app.ui.session import Session


class Finding(QObject):
    """Looks for films where the juror says, and tells on the stage how it goes.

    Args:
        session: Through which folders are looked through.
        stage: Where it is told.

    Signals:
        found: Something was looked through: films may have come.
    """

    found = Signal()

    def __init__(self, session: Session, stage: Stage) -> None:
        super().__init__(stage)
        self._session = session
        self._stage = stage

    def ask_file(self) -> None:
        """Let a film's file be chosen."""
        self._choose(QFileDialog.FileMode.ExistingFile)

    def ask_folder(self) -> None:
        """Let a folder or drive be chosen."""
        self._choose(QFileDialog.FileMode.Directory)

    def look(self, place: Path) -> None:
        """Look in a folder, or at a file, for all films of this juror."""

        def find(seat: Seat, work: Work) -> Found:
            return watching.attach(seat, place, progress=lambda done: work.progress(done, 0))

        told = troubles.looking(str(place))
        self._stage.tell(told)
        self._session.work(
            self, find, partial(self._looked, told=told), partial(self._failed, told=told)
        )

    def _choose(self, mode: QFileDialog.FileMode) -> None:
        dialog = QFileDialog(self._stage, _("Where is the film?"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(mode)
        dialog.fileSelected.connect(lambda chosen: self.look(Path(chosen)))
        dialog.open()

    def _looked(self, found: Found, *, told: Trouble) -> None:
        """Say what was found, unless another film is on the stage by now."""
        if self._stage.trouble is told:
            self._stage.tell(troubles.not_there("\n".join(found.gist())))
        self.found.emit()

    def _failed(self, error: Exception, *, told: Trouble) -> None:
        if isinstance(error, Told) and self._stage.trouble is told:
            self._stage.tell(troubles.not_searched(error))
        else:
            self._session.failed.emit(error)
