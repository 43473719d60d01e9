"""Evidence of a lane: what speaks for it in the dossier, beside the estimate."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from jury_app.base.texts import N_, _, translate
from jury_app.rules.forms import Lane
from jury_app.ui.juror.draft import DraftModel
from jury_app.ui.kit.buttons import Button
from jury_app.ui.kit.labels import Paragraph
from jury_app.ui.kit.surfaces import column
from jury_app.ui.kit.surfaces import row as beside

_TEXTS = {"tools": N_("Tools: {text}"), "statement": N_("Statement: {text}")}
"""Parts of a film that speak for every lane, and how they are quoted."""
_QUOTED = 240
"""Characters of a part that are quoted here; the dossier shows it whole."""


class Evidence(QWidget):
    """What a lane is judged by, what was declared for it, and what the dossier says.

    Args:
        draft: Of the film.
        lane: Which lane.
        opened: Is told `dossier` or `appendix`: what is to be opened.
    """

    def __init__(self, draft: DraftModel, lane: Lane, opened: Callable[[str], object]) -> None:
        super().__init__()
        values = dict(draft.shown.dossier)
        said = values.get(f"declared/{lane.id}")
        declared = _("Declared: nothing for this lane")
        if said is not None:
            declared = _("Declared: {percent} %").format(percent=said)
        lines = column(Paragraph(lane.about, tone="muted"), Paragraph(declared), gap=1)
        for name, text in _TEXTS.items():
            if values.get(name):
                lines.add(Paragraph(translate(text).format(text=quoted(values[name])), "caption"))
        parts = [each.label for each in draft.form.dossier if f"dossier/{each.id}" in values]
        if parts:
            text = _("In the dossier: {parts}").format(parts=", ".join(parts))
            lines.add(Paragraph(text, "caption"))
        whole = Button(_("Dossier"), "quiet", icon="dossier")
        whole.clicked.connect(lambda: opened("dossier"))
        appendix = Button(_("Appendix"), "quiet", icon="file")
        appendix.clicked.connect(lambda: opened("appendix"))
        appendix.setVisible(bool(draft.shown.appendix))
        keys = _("Keys: two digits a lane, 6 5 is 65 and 0 5 is 5; ← → by a step")
        lines.add(Paragraph(keys, "caption"))
        for button in (whole, appendix):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the lane its focus
        self.setLayout(lines.add(beside(whole, appendix, None, gap=1), None))


def quoted(value: object) -> str:
    """A part's text in one line, its end left out where it is long."""
    words = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    text = " ".join(words.split())
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1].rstrip() + "…"
