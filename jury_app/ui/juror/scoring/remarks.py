"""Remarks: what the juror adds to the scores; breakthrough cues and comments on the whole film."""

from jury_app.base.texts import _
from jury_app.ui.juror.scoring.comments import AUDIENCES, CommentRow
from jury_app.ui.juror.scoring.cues import CueRow
from jury_app.ui.juror.scoring.inhand import DraftInHand
from jury_app.ui.juror.scoring.rows import Row
from jury_app.ui.juror.scoring.sections import Section
from jury_app.ui.kit.labels import Label, Paragraph


class Remarks(Section):
    """Cues, as far as the round asks for them, and comments."""

    def __init__(self, draft: DraftInHand) -> None:
        super().__init__(draft, _("Remarks"))
        cues = [CueRow(draft, cue) for cue in draft.form.cues]
        if cues:
            self.body.add(Label(_("Breakthrough cues"), "strong"))
            text = _("Mark what breaks new ground, and say why. This is no score.")
            self.body.add(Paragraph(text, tone="muted"))
            self._take(cues)
            self.body.add(Label(_("Comments"), "strong"))
        self._take([CommentRow(draft, audience) for audience in AUDIENCES])
        self.refresh()

    def _take(self, rows: list[CueRow] | list[CommentRow]) -> None:
        row: Row
        for row in rows:
            self.add_row(row)
            self.body.addWidget(row)
