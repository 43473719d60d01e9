"""Comments on the whole film: one to the entrant, one to chair and panel, one that stays here."""

from typing import NamedTuple

from PySide6.QtCore import Qt

from jury_app.base.texts import N_, translate
from jury_app.ui.juror.scoring.fields import Words
from jury_app.ui.juror.scoring.inhand import DraftInHand
from jury_app.ui.juror.scoring.rows import Row
from jury_app.ui.kit.icons import Icon
from jury_app.ui.kit.labels import Label, Paragraph
from jury_app.ui.kit.surfaces import row as beside


class Audience(NamedTuple):
    """For whom a comment is: its word in paths, what it is called, what becomes of it, an icon."""

    audience: str
    label: str
    about: str
    icon: str


AUDIENCES = (
    Audience(
        "entrant", N_("To the entrant"), N_("Goes to the entrant with the results."), "letter"
    ),
    Audience(
        "panel", N_("To chair and panel"), N_("Read by the chair and the panel alone."), "person"
    ),
    Audience(
        "private",
        N_("Private"),
        N_("Never leaves this laptop: neither the text nor a trace of it is signed or sent."),
        "private",
    ),
)


class CommentRow(Row):
    """One comment."""

    def __init__(self, draft: DraftInHand, kind: Audience) -> None:
        super().__init__(draft, f"comment/{kind.audience}", translate(kind.label))
        about = translate(kind.about)
        self._words = Words(self.label, self._write, of_answer=False)
        self._words.setAccessibleDescription(about)
        self._words.left.connect(self._leave)
        head = beside(Icon(kind.icon, "muted"), Label(self.label, "strong"), None, gap=2)
        self.lay_out(head, Paragraph(about, "caption"), self._words, margin=(2, 1))
        self.setFocusProxy(self._words)

    @property
    def is_asked(self) -> bool:
        """A card is whole without comments."""
        return False

    def press(self, _key: str) -> bool:
        """Nothing: its keys are the text's."""
        return False

    def refresh(self) -> None:
        """Show the text."""
        self._words.show_text(str(self.draft.get(self.path, "")))
        self._words.setReadOnly(self.draft.read_only)

    def _leave(self) -> None:
        """To the page around it: the next letter is the film's or the card's again.

        With the focus nowhere it would be nobody's: keys rise from the control that has it.
        """
        around = self.parentWidget()
        while around is not None and around.focusPolicy() == Qt.FocusPolicy.NoFocus:
            around = around.parentWidget()
        if around is None:
            self._words.clearFocus()
        else:
            around.setFocus(Qt.FocusReason.OtherFocusReason)

    def _write(self, text: str) -> None:
        self.draft.set(self.path, text or None)
