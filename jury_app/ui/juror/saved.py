"""Whether everything that was typed is on the disk, said in a word wherever one works."""

from PySide6.QtWidgets import QWidget

from jury_app.base.texts import _
from jury_app.ui.kit.labels import Chip, set_tip
from jury_app.ui.kit.pause import TYPING
from jury_app.ui.session import Session


class Saved(Chip):
    """“Saved”, “Saving…” while something is on its way to the disk, “Not saved” while that fails.

    Where somebody else writes, nothing is kept, and it says that this is for reading only.

    Args:
        session: What is saved.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session = session
        session.saving.connect(self._show)
        session.keeping.changed.connect(self._show)
        TYPING.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        trouble = self._session.keeping.trouble
        set_tip(self, trouble.sentence if trouble is not None else "")
        if self._session.reading_only:
            self.set_state(_("Read only"), "eye", "muted")
        elif trouble is not None:
            self.set_state(_("Not saved"), "warning", "warning")
        elif self._session.is_saved and not TYPING.is_on:
            self.set_state(_("Saved"), "check", "good")
        else:
            self.set_state(_("Saving…"), "waiting", "muted")
