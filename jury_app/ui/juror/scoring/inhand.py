"""The draft in hand: what the controls of a scorecard read and change, one film's after another.

Making some hundreds of controls takes longer than a key may; showing another film in those that are
there does not. So they hold this, and it holds the film's draft.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from PySide6.QtCore import QObject, Signal

from jury_app.desks.juror.reading import ShownFilm
from jury_app.jury.drafts import Fault
from jury_app.rules.forms import Form
from jury_app.rules.rules import Rules
from jury_app.ui.juror.draft import DraftModel


class DraftInHand(QObject):
    """The draft of the film whose scorecard is shown.

    Attributes:
        form: What the controls ask, of every film that they show.

    Signals:
        changed: As `DraftModel.changed`.
        taken: Another film's draft is in hand; what was begun and not put down is over.
    """

    changed = Signal(str)
    taken = Signal()

    def __init__(self, draft: DraftModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self.form: Form = draft.form
        self._connection = draft.changed.connect(self.changed)

    def take(self, draft: DraftModel) -> None:
        """Take another draft, which asks the same."""
        QObject.disconnect(self._connection)
        self._draft = draft
        self._connection = draft.changed.connect(self.changed)
        self.taken.emit()
        self.changed.emit("")

    @property
    def shown(self) -> ShownFilm:
        """The film as the desk shows it."""
        return self._draft.shown

    @property
    def rules(self) -> Rules:
        """The rules in force."""
        return self._draft.rules

    @property
    def round(self) -> str:
        """The round's id."""
        return self._draft.round

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed."""
        return self._draft.read_only

    @property
    def values(self) -> Mapping[str, Any]:
        """Path → value, as shown."""
        return self._draft.values

    def get(self, path: str, default: Any = None) -> Any:  # noqa: ANN401  any JSON value
        """The value of a path, or `default` where there is none."""
        return self._draft.get(path, default)

    def set(self, path: str, value: Any) -> None:  # noqa: ANN401  any JSON value
        """Change one value; None takes it away."""
        self._draft.set(path, value)

    def set_together(self, changes: Mapping[str, Any]) -> None:
        """Change several values by one act, which is undone as one."""
        self._draft.set_together(changes)

    def undo(self) -> None:
        """Take the last change back."""
        self._draft.undo()

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        self._draft.redo()

    def faults(self) -> tuple[Fault, ...]:
        """What keeps it from being signed, in the form's order."""
        return self._draft.faults()

    def value(self) -> Fraction | None:
        """The card's value from 0 to 100; None before half of the weight is scored."""
        return self._draft.value()
