"""The gate verdict: meets, doubtful or does not, by one key; with a reason where needed."""

from jury_app.base.texts import N_, _, translate
from jury_app.jury.drafts import VERDICTS, gate_says
from jury_app.rules.forms import GateForm
from jury_app.ui.juror.scoring.cells import Options
from jury_app.ui.juror.scoring.fields import Words
from jury_app.ui.juror.scoring.inhand import DraftInHand
from jury_app.ui.juror.scoring.rows import Row
from jury_app.ui.kit.buttons import Option
from jury_app.ui.kit.labels import Label, Paragraph
from jury_app.ui.kit.theme import theme

LABELS = {
    "meets": N_("Meets"),
    "doubtful": N_("Doubtful"),
    "does_not": N_("Does not"),
}
"""Verdict → what it is called."""


class VerdictRow(Row):
    """Whether the film meets the gate, and why."""

    def __init__(self, draft: DraftInHand, gate: GateForm) -> None:
        super().__init__(draft, "verdict", _("Does the film meet the gate?"))
        options = [Option(code, translate(LABELS[code])) for code in VERDICTS]
        self._options = Options(self.label, options, self.choose)
        self._why = Paragraph("", "caption")
        self.words = Words(
            _("Reason of the verdict"), self._write, _("Say why; chair and panel read it")
        )
        self.words.left.connect(self.leave_words)
        self._asked = Label(self.label, "strong")
        self.lay_out(self._asked, self._options, self._why, self.words)
        self.setAccessibleDescription(gate.about)

    @property
    def line_height(self) -> int:
        """How high it is while no reason is shown."""
        high = self._asked.sizeHint().height() + self._options.sizeHint().height()
        return high + theme().space(4)

    @property
    def is_empty(self) -> bool:
        """Whether there is no verdict, or one that still needs its reason."""
        needs = bool(self.needed()) and not self.draft.get("verdict_reason")
        return self.draft.get("verdict") is None or needs

    def owns(self, path: str) -> bool:
        """The verdict and its reason."""
        return path in {"verdict", "verdict_reason"}

    def needed(self) -> str:
        """Why a reason is needed; empty where it is not."""
        verdict = self.draft.get("verdict")
        says = gate_says(self.draft.values, self.draft.rules)
        by_lanes = self.draft.rules.gate.threshold is not None
        if verdict == "meets" and says == "does_not":
            if by_lanes:
                return _("Your verdict and the sum of your lanes differ: say why.")
            return _("Nothing that suffices is ticked: say why the film meets the gate.")
        if verdict == "does_not" and says == "meets" and by_lanes:
            return _("The sum of your lanes meets the gate, your verdict does not: say why.")
        if verdict in {"doubtful", "does_not"}:
            return _("This verdict needs its reason.")
        return ""

    def press(self, key: str) -> bool:
        """A number chooses; Backspace clears."""
        code = self._options.code_of(key)
        if code is not None:
            self.answer(code)
            if self.needed() and not self.draft.get("verdict_reason"):
                self.words.setFocus()
        elif key == "Backspace":
            self.draft.set("verdict", None)
        else:
            return False
        return True

    def take_focus(self, path: str) -> None:
        """A missing reason is typed, a verdict is pressed."""
        if path == "verdict_reason" and self.draft.get("verdict") is not None:
            self.words.setFocus()
        else:
            super().take_focus(path)

    def choose(self, code: str) -> None:
        """Give a verdict by the mouse."""
        if not self.draft.read_only:
            self.setFocus()
            self.draft.set("verdict", code)

    def refresh(self) -> None:
        """Show verdict and reason."""
        verdict = str(self.draft.get("verdict", ""))
        self._options.show_chosen(verdict, is_enabled=not self.draft.read_only)
        why, reason = self.needed(), str(self.draft.get("verdict_reason", ""))
        self._why.setText(why)
        self._why.setVisible(bool(why))
        # Shown only where it is asked for: a key that opens a text puts the caret into it.
        was_hidden = self.words.isHidden()
        self.words.setVisible(bool(verdict) and bool(why or reason or self.words.hasFocus()))
        self.words.setReadOnly(self.draft.read_only)
        self.words.show_text(reason)
        answer = self._options.label_of(verdict) or _("not answered")
        name = _("{question}: {answer}").format(question=self.label, answer=answer)
        self.setAccessibleName(name)
        if was_hidden and not self.words.isHidden() and self.hasFocus():
            self.grown.emit()

    def _write(self, text: str) -> None:
        self.draft.set("verdict_reason", text or None)
