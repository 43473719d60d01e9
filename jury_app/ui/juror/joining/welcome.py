"""The window before there is a workspace: open an invitation, or choose among those joined.

It also says why a workspace cannot be opened, and offers what can be done about it.
"""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMainWindow, QWidget

from jury_app.base import places
from jury_app.base.texts import _
from jury_app.desks.juror.arriving import Invited, Known, read_invitation, workspaces
from jury_app.ui.juror.joining.invitation import InvitationPage
from jury_app.ui.juror.joining.refused import RefusedPage
from jury_app.ui.juror.joining.start import StartPage
from jury_app.ui.juror.joining.waiting import WaitingPage
from jury_app.ui.juror.place import within
from jury_app.ui.kit.jobs import Jobs
from jury_app.ui.kit.notices import Notices
from jury_app.ui.kit.preferences import Preferences
from jury_app.ui.kit.surfaces import Scroll, Surface, column, row
from jury_app.ui.kit.theme import theme

_WIDTH, _SIDE, _ENDS = 150, 8, 3
_FIRST = QSize(1000, 720)
"""Its size where the screen has room for it."""


class _Body(Scroll):
    """Keeps in sight what has the focus also while its page finds its height."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the focus where it is moved by the layout."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest}:
            self._keep_focus()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow it in a window that became smaller."""
        super().resizeEvent(event)
        self._keep_focus()

    def _keep_focus(self) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self.keep_in_sight(focused)


class Welcome(QMainWindow):
    """The window before there is a workspace.

    Args:
        jobs: Where files are read.
        preferences: Which workspaces were open before.
        target: What was asked for: an invitation, or the folder that could not be opened.
        error: Why it could not.
        waits: Whether its disk is waited for.

    Signals:
        given_up: What is waited for shall not be opened.
        chosen: A workspace shall be opened: its folder.
        arrived: A workspace was made and shall be opened: its folder, and the passphrase that was
            typed for it or None.
        reading_chosen: A workspace shall be opened for reading alone: its folder.
    """

    chosen = Signal(object)
    arrived = Signal(object, object)
    reading_chosen = Signal(object)
    given_up = Signal()

    def __init__(
        self,
        jobs: Jobs,
        preferences: Preferences,
        target: Path | None = None,
        error: Exception | None = None,
        *,
        waits: bool = False,
    ) -> None:
        super().__init__()
        self._jobs = jobs
        self._preferences = preferences
        self.setWindowTitle("Jury App")
        self.setAcceptDrops(True)
        self.notices = Notices()
        self._place = row(gap=0, margin=(_SIDE, _ENDS))
        ground = Surface("window", self._place)
        # As high as its words are at the width that there is; Qt asks for what the narrowest needs.
        ground.setMinimumHeight(1)
        body = _Body(ground)
        lines = column(column(self.notices, margin=(6, 1.5, 6, 0)), gap=0)
        self.setCentralWidget(Surface("window", lines.add(body, stretch=1)))
        self.resize(within(QRect(QPoint(0, 0), _FIRST), self.screen()).size())
        self.page: QWidget | None = None
        if waits and target is not None:
            self.wait_for(target)
        elif error is not None and target is not None:
            self._show(self._refused(target, error))
        elif target is not None:
            self.read(target)
        else:
            self.start()

    def start(self) -> None:
        """Show the workspaces of this machine, and the way to open an invitation."""
        page = StartPage()
        page.invitation_wanted.connect(self._choose_invitation)
        page.folder_wanted.connect(self._choose_folder)
        page.chosen.connect(self._open)
        self._show(page)

        def listed(known: list[Known]) -> None:
            page.offer(known)

        self._jobs.start(
            page,
            lambda _work: workspaces(places.workspaces(), self._besides()),
            listed,
            failed=self._tell,
        )

    def wait_for(self, folder: Path) -> None:
        """Say that the disk of a workspace is waited for, and offer another one."""
        page = WaitingPage(folder)
        page.left.connect(self.given_up)
        self._show(page)

    def read(self, file: Path) -> None:
        """Read an invitation and show what it says."""

        def came(invited: Invited) -> None:
            self.notices.clear()
            page = InvitationPage(self._jobs, file, invited)
            page.joined.connect(self._arrive)
            page.chosen.connect(self._open)
            page.left.connect(self.start)
            self._show(page)

        def failed(error: Exception) -> None:
            if self.page is None:
                self.start()
            self._tell(error)

        self._jobs.start(
            self,
            lambda _work: read_invitation(file, places.workspaces(), self._besides()),
            came,
            failed=failed,
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take an invitation that is dragged here."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the file that was dropped."""
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self._take(Path(files[0]))

    def _tell(self, error: Exception) -> None:
        self.notices.show_error(error)

    def _take(self, path: Path) -> None:
        if path.is_dir():
            self._open(str(path))
        else:
            self.read(path)

    def _besides(self) -> list[Path]:
        return [Path(folder) for folder in self._preferences.last]

    def _show(self, page: QWidget) -> None:
        while (item := self._place.takeAt(0)) is not None:
            if (before := item.widget()) is not None:
                before.deleteLater()
        page.setMaximumWidth(theme().space(_WIDTH))
        self._place.add(None).add(page, stretch=20).add(None)
        self._place.setAlignment(page, Qt.AlignmentFlag.AlignVCenter)
        self.page = page
        page.show()
        page.setFocus()

    def _refused(self, folder: Path, error: Exception) -> RefusedPage:
        page = RefusedPage(error)
        page.again_wanted.connect(lambda: self.chosen.emit(folder))
        page.reading_wanted.connect(lambda: self.reading_chosen.emit(folder))
        page.left.connect(self.start)
        return page

    def _arrive(self, folder: str, passphrase: str | None) -> None:
        """A workspace was made: it opens, and what was not asked before is offered there."""
        self._preferences.set(last={**self._preferences.last, folder: {"page": "arrived"}})
        self.arrived.emit(Path(folder), passphrase)

    def _open(self, folder: str) -> None:
        self.chosen.emit(Path(folder))

    def _choose_invitation(self) -> None:
        dialog = QFileDialog(self, _("The invitation that the festival sent you"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_("Invitations (*.jury)"), _("All files (*)")])
        dialog.fileSelected.connect(lambda chosen: self.read(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, _("The folder of a workspace"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._open)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
