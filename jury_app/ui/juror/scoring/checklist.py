"""The checklist of a gate by checklist: what holds of the film, ticked by digits or the mouse."""

from PySide6.QtWidgets import QBoxLayout

from jury_app.base.texts import _, series
from jury_app.rules.forms import GateForm, Named
from jury_app.ui.juror.scoring.inhand import DraftInHand
from jury_app.ui.juror.scoring.rows import Row
from jury_app.ui.kit.buttons import Tick
from jury_app.ui.kit.labels import Label
from jury_app.ui.kit.surfaces import column
from jury_app.ui.kit.surfaces import row as beside

_DIGITS = "123456789"


class ChecklistRow(Row):
    """What a gate by checklist asks; one that holds suffices, some alone do not.

    Several may hold, so no digit moves on but that of an only item: Return does.
    """

    def __init__(self, draft: DraftInHand, gate: GateForm) -> None:
        super().__init__(draft, "checklist", _("What the gate asks for"))
        self._ticks: dict[str, Tick] = {}
        lines = column(gap=1)
        if len(gate.checklist) > 1:
            lines.add(Label(_("One of these suffices:"), "caption"))
        self._add(lines, gate.checklist)
        if gate.not_enough:
            lines.add(Label(_("Not enough alone:"), "caption"))
            self._add(lines, gate.not_enough)
        self.lay_out(lines)
        self.setAccessibleDescription(gate.about)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is ticked, and no verdict says that nothing holds."""
        ticked = any(self.draft.get(path) for path in self._ticks)
        return not ticked and self.draft.get("verdict") is None

    def owns(self, path: str) -> bool:
        """All its items."""
        return path.startswith("checklist/")

    def press(self, key: str) -> bool:
        """A digit ticks an item, or no longer; Return goes on."""
        if key == "Return":
            self.answered.emit()
            return True
        at = _DIGITS.find(key)
        if not 0 <= at < len(self._ticks):
            return False
        path, tick = list(self._ticks.items())[at]
        self._set(path, not tick.is_on)
        if len(self._ticks) == 1 and tick.is_on:
            self.answered.emit()
        return True

    def refresh(self) -> None:
        """Show what is ticked."""
        for path, tick in self._ticks.items():
            tick.set_on(self.draft.get(path) is True)
            tick.setEnabled(not self.draft.read_only)
        held = (tick.box.accessibleName() for tick in self._ticks.values() if tick.is_on)
        answer = series(held) or _("not answered")
        self.setAccessibleName(_("{question}: {answer}").format(question=self.label, answer=answer))

    def _add(self, lines: QBoxLayout, items: tuple[Named, ...]) -> None:
        for item in items:
            path = f"checklist/{item.id}"
            tick = Tick(item.label, item.about)
            tick.ticked.connect(lambda is_on, path=path: self._set(path, is_on))
            number = _DIGITS[len(self._ticks) : len(self._ticks) + 1]
            self._ticks[path] = tick
            lines.addLayout(beside(Label(number, "caption", tone="muted"), tick, None, gap=2))

    def _set(self, path: str, is_on: object) -> None:
        self.draft.set(path, True if is_on else None)
