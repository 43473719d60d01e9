"""Evidence of a lane: what speaks for it in the dossier, below the estimates."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from jury_app.base.texts import N_, _, series, translate
from jury_app.ui.juror.scoring.inhand import DraftInHand
from jury_app.ui.juror.scoring.lanes import declared
from jury_app.ui.juror.scoring.sections import Details
from jury_app.ui.kit.buttons import Button
from jury_app.ui.kit.labels import Label, Paragraph
from jury_app.ui.kit.surfaces import column
from jury_app.ui.kit.surfaces import row as beside

_TEXTS = {"tools": N_("Tools: {text}"), "statement": N_("Statement: {text}")}
"""Parts of a film that speak for every lane, and how they are quoted."""
_QUOTED = 240
"""Characters of a part that are quoted here; the dossier shows it whole."""


class Evidence(QWidget):
    """What the lane in hand is judged by, what was declared for it, and what the dossier says.

    Args:
        draft: Of the film.
        opened: Is told `dossier` or `appendix`: what is to be opened.
    """

    def __init__(self, draft: DraftInHand, opened: Callable[[str], object]) -> None:
        super().__init__()
        self._draft = draft
        self._lane = 0
        abouts = [Paragraph(lane.about, tone="muted") for lane in draft.form.lanes]
        self._abouts = Details(abouts)
        self._name = Label("", "strong")
        self._declared = Label("", "caption")
        self._quotes = Paragraph("", "caption")
        keys = _(
            "Keys: two digits a lane, 6 5 is 65 and 0 5 is 5, in steps of {step}; + - by a step"
        ).format(step=draft.form.lane_step)
        whole = Button(_("Dossier"), "quiet", icon="dossier")
        whole.clicked.connect(lambda: opened("dossier"))
        self._appendix = Button(_("Appendix"), "quiet", icon="file")
        self._appendix.clicked.connect(lambda: opened("appendix"))
        for button in (whole, self._appendix):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the lane its focus
        buttons = beside(whole, self._appendix, None, gap=1)
        head = beside(self._name, None, self._declared, gap=2)
        parts = (head, self._abouts, self._quotes, Paragraph(keys, "caption"), buttons)
        self.setLayout(column(*parts, gap=1))
        draft.changed.connect(self._changed)
        self.show_lane(0)
        self._refresh()

    def show_lane(self, number: int) -> None:
        """Show what speaks for a lane."""
        self._lane = number
        self._abouts.show_page(number)
        lane = self._draft.form.lanes[number]
        self._name.setText(lane.label)
        said = declared(self._draft, lane.id)
        text = _("Declared: nothing for this lane")
        if said is not None:
            text = _("Declared: {percent} %").format(percent=said)
        self._declared.setText(text)

    def _changed(self, path: str) -> None:
        if not path:
            self._refresh()

    def _refresh(self) -> None:
        """Show what this film's dossier holds."""
        values = dict(self._draft.shown.dossier)
        said = [
            translate(text).format(text=quoted(values[name]))
            for name, text in _TEXTS.items()
            if values.get(name)
        ]
        parts = [each.label for each in self._draft.form.dossier if f"dossier/{each.id}" in values]
        if parts:
            said.append(_("In the dossier: {parts}").format(parts=series(parts)))
        self._quotes.setText("\n".join(said))
        self._quotes.setVisible(bool(said))
        self._appendix.setVisible(bool(self._draft.shown.appendix))
        self.show_lane(self._lane)


def quoted(value: object) -> str:
    """A part's text in one line, its end left out where it is long."""
    words = series(map(str, value)) if isinstance(value, list | tuple) else str(value)
    text = " ".join(words.split())
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1].rstrip() + "…"
