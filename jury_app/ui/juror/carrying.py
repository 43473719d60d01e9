"""The files that are carried by hand: which one to write, which one to read."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from jury_app.base.texts import _
from jury_app.ui.juror.handing import export_name


def ask_to_write(window: QWidget, then: Callable[[Path], object]) -> None:
    """Ask for the file into which what was not received is written."""
    dialog = QFileDialog(window, _("Export for the office"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("jury")
    dialog.selectFile(export_name())
    _ask(dialog, then)


def ask_to_read(window: QWidget, then: Callable[[Path], object]) -> None:
    """Ask for a file that the office wrote for this device."""
    dialog = QFileDialog(window, _("The file from the office"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([_("Messages (*.jury)"), _("All files (*)")])
    _ask(dialog, then)


def _ask(dialog: QFileDialog, then: Callable[[Path], object]) -> None:
    dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
