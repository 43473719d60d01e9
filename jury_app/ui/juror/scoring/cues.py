"""Breakthrough cues: a mark with what was seen; no score, and nothing that the card needs."""

from PySide6.QtCore import Qt

from jury_app.base.texts import _
from jury_app.rules.forms import Named
from jury_app.ui.juror.scoring.fields import Words
from jury_app.ui.juror.scoring.inhand import DraftInHand
from jury_app.ui.juror.scoring.rows import Row
from jury_app.ui.kit.buttons import Tick


class CueRow(Row):
    """One cue: marked or not, and if so, why."""

    def __init__(self, draft: DraftInHand, cue: Named) -> None:
        super().__init__(draft, f"cues/{cue.id}", cue.label)
        self._tick = Tick(cue.label, cue.about)
        self._tick.ticked.connect(self._mark)
        hint = _("Say what you saw; chair and panel read it")
        self._words = Words(_("What you saw of “{cue}”").format(cue=cue.label), self._write, hint)
        self._words.left.connect(self._return)
        self.lay_out(self._tick, self._words, margin=(2, 1))
        self.setFocusProxy(self._tick)

    @property
    def is_asked(self) -> bool:
        """A card is whole without cues."""
        return False

    def press(self, key: str) -> bool:
        """1 marks and unmarks, as Space does."""
        if key != "1":
            return False
        self._mark(is_on=self.is_empty)
        return True

    def refresh(self) -> None:
        """Show mark and reason."""
        is_open = not self.draft.read_only
        self._tick.set_on(not self.is_empty)
        self._tick.setEnabled(is_open)
        self._words.setVisible(not self.is_empty)
        self._words.setReadOnly(not is_open)
        self._words.show_text(str(self.draft.get(self.path, "")))

    def _mark(self, is_on: bool) -> None:
        self.draft.set(self.path, "" if is_on else None)
        self.refresh()
        if is_on and not self.is_empty:
            self._words.setFocus(Qt.FocusReason.TabFocusReason)

    def _write(self, text: str) -> None:
        if not self.is_empty:
            self.draft.set(self.path, text)

    def _return(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
