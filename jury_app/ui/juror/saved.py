"""Whether everything is on the disk, said in a word wherever one works."""

from PySide6.QtWidgets import QWidget

from jury_app.base.texts import _
from jury_app.ui.kit.labels import Chip
from jury_app.ui.session import Session


class Saved(Chip):
    """“Saved”, or “Saving…” while something is on its way to the disk.

    Args:
        session: What is saved.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        session.saving.connect(self._show)
        self._show(saving=not session.is_saved)

    def _show(self, saving: bool) -> None:
        if saving:
            self.set_state(_("Saving…"), "waiting", "muted")
        else:
            self.set_state(_("Saved"), "check", "good")
