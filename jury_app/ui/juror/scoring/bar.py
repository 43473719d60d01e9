"""The bar over the scorecard: how far it is, its value, and the way to each section."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from jury_app.base import figures
from jury_app.base.texts import N_, _, translate
from jury_app.ui.juror.scoring.inhand import DraftInHand
from jury_app.ui.juror.scoring.sections import Section
from jury_app.ui.kit.buttons import Option, Segments
from jury_app.ui.kit.labels import Label, Progress, set_tip
from jury_app.ui.kit.surfaces import column, row

_LACKING = {
    "viewings": N_("All answered · not enough seen yet"),
    "sessions": N_("All answered · its defense is to come"),
}
"""Head of a path → what is said where only something there keeps the card from being signed."""


class Bar(QWidget):
    """Progress, value, sections.

    Args:
        draft: Whose.
        sections: Id → section, in the order of the page.
        titles: Id → short title.
        tips: Id → what the section is, with its key.

    Signals:
        chosen: Id of the section to go to.
    """

    chosen = Signal(str)

    def __init__(
        self,
        draft: DraftInHand,
        sections: Mapping[str, Section],
        titles: Mapping[str, str],
        tips: Mapping[str, str],
    ) -> None:
        super().__init__()
        self._draft = draft
        self._sections = sections
        self._titles = titles
        self._said = Label("", "caption")
        self._value = Label("", "strong")
        about = _(
            "What your scores come to, from 0 to 100: on each criterion the lowest score counts 0, "
            "the highest 100, and the criteria count by their weights."
        )
        set_tip(self._value, about)
        self._value.setAccessibleDescription(about)
        self._line = Progress(_("Answered"))
        options = [Option(each, titles[each], tips[each]) for each in sections]
        self._segments = Segments(_("Section"), options)
        self._segments.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for each in sections:
            button = self._segments.button(each)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._segments.chosen.connect(self.chosen)
        head = row(self._said, None, self._value, gap=2)
        self.setLayout(column(head, self._line, self._segments, gap=1.5, margin=(3, 2)))

    def show_current(self, section: str) -> None:
        """Mark the section that is in view."""
        self._segments.set_value(section)

    def refresh(self, *, how_to_sign: str) -> None:
        """Show how far the card is.

        Args:
            how_to_sign: The key that signs, as people read it.
        """
        counts = [section.progress for section in self._sections.values()]
        done, asked = (sum(each) for each in zip(*counts, strict=True))
        text = _("{done} of {asked} answered").format(done=done, asked=asked)
        if self._draft.read_only:
            text = _("Read only")
        elif done == asked:
            text = self._next(how_to_sign)
        self._said.setText(text)
        self._line.set_value(done / asked if asked else 1.0)
        self._show_value()
        for each, section in self._sections.items():
            whole = section.is_finished and section.progress[1] > 0
            title = self._titles[each]
            button = self._segments.button(each)
            button.setText(f"{title} ✓" if whole else title)
            state = _("{section}, answered") if whole else _("{section}")
            button.setAccessibleName(state.format(section=title))

    def _next(self, how_to_sign: str) -> str:
        """What follows once all is answered: the letter, or what is lacking beside the answers."""
        faults = self._draft.faults()
        if not faults:
            return _("All answered · {key} opens the letter").format(key=how_to_sign)
        head = faults[0].path.partition("/")[0]
        return translate(_LACKING.get(head, N_("All answered · something else is missing")))

    def _show_value(self) -> None:
        self._value.setVisible(self._draft.form.running_value)
        value = self._draft.value()
        shown = "–" if value is None else figures.number(float(value), 1)
        self._value.setText(_("Value {value}").format(value=shown))
