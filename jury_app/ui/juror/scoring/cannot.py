"""“Cannot judge”: which kind of reason, by one key, and the reason in words."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from jury_app.base.texts import N_, _, translate
from jury_app.ui.juror.scoring.cells import Options
from jury_app.ui.juror.scoring.fields import Words
from jury_app.ui.juror.scoring.inhand import DraftInHand
from jury_app.ui.juror.scoring.rows import Row
from jury_app.ui.kit.buttons import Option
from jury_app.ui.kit.surfaces import column

REASONS = {
    "not_shown": N_("It is not shown"),
    "not_enough_evidence": N_("Not enough evidence"),
    "other": N_("Another reason"),
}
"""Code of a scorecard's `cannot` → what it is called."""


class CannotKind(Row):
    """Which kind of reason keeps the juror from judging a criterion."""

    def __init__(self, draft: DraftInHand, path: str, label: str) -> None:
        super().__init__(draft, path, label)
        options = [Option(code, translate(text)) for code, text in REASONS.items()]
        self._options = Options(label, options, self._choose, is_upright=True)
        self.lay_out(self._options, gap=0, margin=(1, 1))

    def press(self, key: str) -> bool:
        """A number chooses and goes on to the words."""
        code = self._options.code_of(key)
        if code is None:
            return False
        self._choose(code)
        return True

    def refresh(self) -> None:
        """Show which one is chosen."""
        code = str((self.draft.get(self.path) or {}).get("cannot", ""))
        self._options.show_chosen(code, is_enabled=not self.draft.read_only)
        chosen = self._options.label_of(code)
        name = _("{question}: {answer}").format(question=_("Why you cannot judge"), answer=chosen)
        self.setAccessibleName(name)

    def _choose(self, code: str) -> None:
        value = self.draft.get(self.path) or {}
        self.draft.set(self.path, {**value, "cannot": code})
        self.left.emit()


class Cannot(QWidget):
    """Kind and words of the reason, shown while a criterion is marked as not to be judged.

    The words follow the kind: what is typed never goes past a text that is shown.
    """

    def __init__(self, draft: DraftInHand, path: str, row: Row) -> None:
        super().__init__()
        self._draft = draft
        self._path = path
        self._row = row
        self.kind = CannotKind(
            draft, path, _("Why you cannot judge “{criterion}”").format(criterion=row.label)
        )
        self.words = Words(
            _("Reason why you cannot judge “{criterion}”").format(criterion=row.label),
            self._write,
            _("Say why; chair and panel read it"),
        )
        self.kind.left.connect(self.ask_words)
        self.words.left.connect(row.leave_words)
        self.setLayout(column(self.kind, self.words, gap=1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the question for the criterion, as it leaves the words."""
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self._row.leave_words()
        else:
            super().keyPressEvent(event)

    def ask_kind(self) -> None:
        """Ask which kind first; the words follow, unless there are some."""
        self.words.setVisible(bool(self.words.toPlainText()))
        self.kind.setFocus(Qt.FocusReason.TabFocusReason)

    def ask(self) -> None:
        """Ask what is missing: the kind, where none was chosen, else the words."""
        value = self._draft.get(self._path) or {}
        if value.get("cannot"):
            self.ask_words()
        else:
            self.ask_kind()

    def ask_words(self) -> None:
        """Show the words, with the caret in them."""
        self.words.show()
        self.words.setFocus(Qt.FocusReason.TabFocusReason)

    def refresh(self) -> None:
        """Show what the draft holds; hidden where the criterion is judged."""
        value = self._draft.get(self._path) or {}
        is_here = "cannot" in value
        focused = QApplication.focusWidget()
        if not is_here and focused is not None and self.isAncestorOf(focused):
            self._row.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setVisible(is_here)
        if is_here:
            self.kind.refresh()
            reason = str(value.get("reason", ""))
            self.words.show_text(reason)
            if reason:
                self.words.show()
            self.words.setReadOnly(self._draft.read_only)

    def _write(self, text: str) -> None:
        value = self._draft.get(self._path)
        if isinstance(value, dict) and "cannot" in value:
            # Words without a kind say the kind themselves.
            self._draft.set(self._path, {"cannot": value["cannot"] or "other", "reason": text})
