"""The form for a viewing that the player did not keep, made from declared fields."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from jury_app.base.texts import N_, _, translate
from jury_app.ui.juror.room import viewings
from jury_app.ui.kit.buttons import Button
from jury_app.ui.kit.fields import Labelled, TextField
from jury_app.ui.kit.labels import Label, Paragraph
from jury_app.ui.kit.surfaces import Card, column, row

_HEADINGS: dict[viewings.Kind, tuple[str, str]] = {
    "session": (
        N_("End this session"),
        N_("Say what you met. The path and the ending may stay empty."),
    ),
    "run": (
        N_("A run you saw"),
        N_("The chair reads which run it was, and that you logged it."),
    ),
    "declared": (
        N_("Seen elsewhere"),
        N_("The chair reads where and when, and that you declared it."),
    ),
    "live": (N_("Seen live"), N_("A live work is scored with its place and time.")),
}
_FAULTS = {
    "share": N_("Write a whole number from 0 to 100."),
}
_EMPTY = N_("This is needed.")


class ViewingForm(Card):
    """Asks about one viewing.

    Args:
        kind: Of what kind it is.
        has_runs: Whether the work differs at each run.
        filled: Name of a field → what stands in it at first.

    Signals:
        filled: Name of the field → text, everything needed among it.
        left: Nothing shall be put down.
    """

    filled = Signal(object)
    left = Signal()

    def __init__(
        self,
        kind: viewings.Kind,
        *,
        has_runs: bool,
        filled: dict[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._kind = kind
        self._has_runs = has_runs
        heading, about = (translate(text) for text in _HEADINGS[kind])
        asked = viewings.fields(kind, has_runs=has_runs)
        self._lines = {each.name: _line(each, (filled or {}).get(each.name, "")) for each in asked}
        self._fields = {
            each.name: Labelled(translate(each.label), self._lines[each.name]) for each in asked
        }
        keep, leave = Button(_("Put it down"), "primary"), Button(_("Cancel"), "quiet")
        super().__init__(
            Label(heading, "heading"),
            Paragraph(about, tone="muted"),
            column(*self._fields.values(), gap=2),
            row(keep, leave, None),
            gap=3,
            parent=parent,
        )
        keep.clicked.connect(self._keep)
        leave.clicked.connect(self.left)

    def begin(self) -> None:
        """Put the caret where writing begins."""
        first = next(iter(self._fields.values()))
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter puts it down, Escape leaves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._keep()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _keep(self) -> None:
        texts = {name: line.text() for name, line in self._lines.items()}
        lacking = viewings.missing(self._kind, texts, has_runs=self._has_runs)
        for name, labelled in self._fields.items():
            fault = translate(_FAULTS.get(name, _EMPTY)) if name == lacking else ""
            labelled.set_fault(fault)
        if lacking is not None:
            self._fields[lacking].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.filled.emit(texts)


def _line(field: viewings.Field, text: str) -> TextField:
    example, limit = translate(field.example), viewings.FIELD_LIMIT
    return TextField(translate(field.label), text, placeholder=example, limit=limit)
