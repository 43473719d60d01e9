"""The ethics intake: each question answered by one key, with a note and a moment where one is due.

Keys of a question: 1 clear, 2 question, 3 concern, 4 block; H puts the film's present moment to it;
Backspace clears. All but clear open a note and put the caret into it; Return or Escape leaves it,
and the next question follows. A answers every question that has no answer yet with “clear”: never
a default, and one press takes it back.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from jury_app.base.texts import N_, _, translate
from jury_app.base.timecode import timecode
from jury_app.jury.drafts import ANSWERS
from jury_app.rules.forms import Named
from jury_app.ui.juror.scoring.cells import Options
from jury_app.ui.juror.scoring.fields import Words
from jury_app.ui.juror.scoring.inhand import DraftInHand
from jury_app.ui.juror.scoring.rows import Row, stroke
from jury_app.ui.juror.scoring.sections import Section
from jury_app.ui.kit.buttons import Button, Option
from jury_app.ui.kit.icons import Icon
from jury_app.ui.kit.labels import Chip, Label, Paragraph
from jury_app.ui.kit.surfaces import Surface, column
from jury_app.ui.kit.surfaces import row as beside

Position = Callable[[], int | None]
"""Says at which millisecond the film is; None: no film is open."""

LABELS = {
    "clear": N_("Clear"),
    "question": N_("Question"),
    "concern": N_("Concern"),
    "block": N_("Block"),
}
"""Answer → what it is called."""
_NEEDS_NOTE = frozenset({"concern", "block"})


class EthicsRow(Row):
    """One question.

    Args:
        position: Where the film is.
    """

    def __init__(self, draft: DraftInHand, question: Named, position: Position) -> None:
        super().__init__(draft, f"ethics/{question.id}", question.label)
        self.flagged: int | None = None
        self._position = position
        options = [Option(code, translate(LABELS[code])) for code in ANSWERS]
        self._options = Options(self.label, options, self.choose)
        self._moment = Chip("", "clock", "accent")
        self._doubt: Doubt | None = None
        head = beside(Label(self.label, "strong"), None, self._moment, gap=2)
        self._under = column(gap=0)
        self.lay_out(head, Paragraph(question.about, "caption"), self._options, self._under)
        self.setAccessibleDescription(question.about)

    @property
    def said(self) -> str:
        """The answer's code; empty where there is none."""
        return str((self.draft.get(self.path) or {}).get("answer", ""))

    @property
    def is_empty(self) -> bool:
        """Whether there is no answer, or one that still needs its note."""
        return not self.said or (self.said in _NEEDS_NOTE and not self._value().get("note"))

    def press(self, key: str) -> bool:
        """A number answers; H is the moment; Backspace clears."""
        code = self._options.code_of(key)
        if code is not None:
            self._answer_by_key(code)
        elif key == "H" and self.said not in {"", "clear"}:
            self.put_moment()
        elif key == "Backspace":
            self.draft.set(self.path, None)
        else:
            return False
        return True

    def take_focus(self, path: str) -> None:
        """A missing note is typed, an answer is pressed."""
        if self.said and self.is_empty:
            self._asked_for().words.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().take_focus(path)

    def choose(self, code: str) -> None:
        """Answer by the mouse."""
        if not self.draft.read_only:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.draft.set(self.path, self._answered(code))

    def put_moment(self) -> None:
        """Put the film's present moment to the answer."""
        at = self._position()
        if at is None:
            self.say(_("No film is open: there is no moment to put down."))
        elif not self.draft.read_only:
            self.draft.set(self.path, {**self._value(), "moment": at})

    def refresh(self) -> None:
        """Show answer, note and moment."""
        value, said, is_open = self._value(), self.said, not self.draft.read_only
        self._options.show_chosen(said, is_enabled=is_open)
        is_doubted = said not in {"", "clear"}
        if is_doubted:
            self._asked_for().show_note(str(value.get("note", "")), said, is_open=is_open)
        if self._doubt is not None:
            self._doubt.setVisible(is_doubted)
        moment = value.get("moment")
        self._moment.setVisible(moment is not None)
        if isinstance(moment, int):
            self._moment.set_state(timecode(moment), "clock", "accent")
        answer = self._options.label_of(said) or _("not answered")
        name = _("{question}: {answer}").format(question=self.label, answer=answer)
        self.setAccessibleName(name)

    def forget(self) -> None:
        """Another film is in hand."""
        super().forget()
        self.flagged = None

    def _asked_for(self) -> "Doubt":
        """What an answer that is not clear asks for."""
        if self._doubt is None:
            self._doubt = Doubt(self.label, self._write, self.put_moment)
            self._doubt.words.left.connect(self.leave_words)
            self._under.addWidget(self._doubt)
            self.setTabOrder(self, self._doubt.words)
        return self._doubt

    def _value(self) -> dict[str, object]:
        return dict(self.draft.get(self.path) or {})

    def _answered(self, code: str) -> dict[str, object]:
        """The answer with what was said beside it; a clear one has nothing beside it."""
        if code == "clear":
            return {"answer": code}
        value = {**self._value(), "answer": code}
        if self.flagged is not None:
            value["moment"] = self.flagged
        return value

    def _answer_by_key(self, code: str) -> None:
        """Put an answer down; words typed after one with a note must come into the note."""
        if code == "clear":
            self.answer(self._answered(code))
            return
        self.was_empty = self.is_empty
        self.draft.set(self.path, self._answered(code))
        self._asked_for().words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _write(self, text: str) -> None:
        value = self._value()
        value.pop("note", None)
        self.draft.set(self.path, {**value, "note": text} if text else value)


class Doubt(QWidget):
    """What an answer that is not clear has beside it: a note, a moment, and what follows.

    Args:
        question: Which question, in words.
        write: Is told the note.
        here: Puts the film's present moment to the answer.
    """

    def __init__(
        self, question: str, write: Callable[[str], object], here: Callable[[], object]
    ) -> None:
        super().__init__()
        name = _("Note on “{question}”").format(question=question)
        self.words = Words(name, write, _("Say what you saw; chair and panel read it"))
        self._here = Button(_("At this moment (H)"), "quiet", icon="clock")
        # A button beside the note would stand between it and the next question.
        self._here.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._here.clicked.connect(here)
        follows = _(
            "A block asks that the film be held: it is not finally selected until the chair has "
            "ruled. Your note goes to chair and panel."
        )
        line = beside(Icon("warning", "bad"), gap=2, margin=2)
        line.addWidget(Paragraph(follows), 1)
        self.follows = Surface("strip", line)
        self.follows.setProperty("tone", "bad")
        self.setLayout(column(self.words, beside(self._here, None), self.follows, gap=1))

    def show_note(self, note: str, answer: str, *, is_open: bool) -> None:
        """Show the note of an answer, and what a block brings about."""
        self.words.show_text(note)
        self.words.setReadOnly(not is_open)
        self._here.setVisible(is_open)
        self.follows.setVisible(answer == "block")


class Ethics(Section):
    """All questions of the intake.

    Args:
        draft: Whose answers.
        position: Where the film is.
    """

    def __init__(self, draft: DraftInHand, position: Position) -> None:
        super().__init__(draft, _("Ethics"))
        self._position = position
        self._cleared: tuple[str, ...] = ()
        self._all_clear = Button("", icon="check")
        # Space is the film's: it must not answer all questions because a button had the focus.
        self._all_clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._all_clear.clicked.connect(self.clear_all)
        self._flag = Chip("", "flag", "warning")
        self.body.addLayout(beside(self._all_clear, None, self._flag, gap=2))
        self._questions = [EthicsRow(draft, each, position) for each in draft.form.ethics]
        for row in self._questions:
            self.add_row(row)
            self.body.addWidget(row)
        self._carry(None)
        self.show_current(0)
        self.refresh()

    def flag(self) -> None:
        """Take the film's present moment in hand: the next answer but “clear” carries it."""
        self._carry(self._position())
        self.enter()

    def clear_all(self) -> None:
        """Answer what is unanswered with “clear”; at once again: take that back."""
        if self.draft.read_only:
            return
        if self._cleared:
            taken, self._cleared = self._cleared, ()
            self.draft.set_together(dict.fromkeys(taken))
            self.enter()
            return
        paths = [row.path for row in self._questions if not row.said]
        self.draft.set_together({path: {"answer": "clear"} for path in paths})
        self._cleared = tuple(paths)
        self.refresh()
        if paths and self.is_finished:
            self._finish()

    def forget(self) -> None:
        """Another film is in hand."""
        super().forget()
        self._cleared = ()
        self._carry(None)

    def refresh(self, path: str = "") -> None:
        """Show the answers."""
        if path not in ("", "viewings/", *self._cleared):
            self._cleared = ()
        super().refresh(path)
        if path.startswith("ethics/") and "moment" in (self.draft.get(path) or {}):
            self._carry(None)
        unanswered = sum(not row.said for row in self._questions)
        text = (
            _("All clear (A)") if unanswered == len(self._questions) else _("The rest is clear (A)")
        )
        if self._is_cleared():
            text = _("Take “all clear” back (A)")
        else:
            self._cleared = ()
        self._all_clear.set_text(text)
        is_open = not self.draft.read_only
        self._all_clear.setVisible(is_open and (bool(unanswered) or bool(self._cleared)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A: all clear."""
        if stroke(event) == "A" and not event.isAutoRepeat() and not self.draft.read_only:
            self.clear_all()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _is_cleared(self) -> bool:
        """Whether what was cleared by one key is still just that."""
        return bool(self._cleared) and all(
            self.draft.get(path) == {"answer": "clear"} for path in self._cleared
        )

    def _carry(self, moment: int | None) -> None:
        for row in self._questions:
            row.flagged = moment
        self._flag.setVisible(moment is not None)
        if moment is not None:
            text = _("Next answer at {moment}").format(moment=timecode(moment))
            self._flag.set_state(text, "flag", "warning")
