"""Where a passphrase is chosen: two fields that must agree."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from jury_app.base.texts import _
from jury_app.desks.juror.offers import SHORTEST
from jury_app.ui.kit.fields import Labelled
from jury_app.ui.kit.labels import Paragraph
from jury_app.ui.kit.surfaces import column


class PassphraseForm(QWidget):
    """Two fields for a passphrase, for where the keychain does not keep the keys.

    Signals:
        entered: Enter was pressed in the second one.
    """

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._why = Paragraph("", tone="warning")
        self._why.hide()
        self.first, self.second = _secret(_("Passphrase")), _secret(_("The same again"))
        self.first.returnPressed.connect(self.second.setFocus)
        self.second.returnPressed.connect(self.entered)
        hint = _("At least {n} letters; three or four words are easy to keep in mind.").format(
            n=SHORTEST
        )
        self._too_short = _("This is too short: at least {n} letters.").format(n=SHORTEST)
        self._first = Labelled(_("Passphrase"), self.first, hint)
        self._second = Labelled(_("The same again"), self.second)
        self.setLayout(column(self._why, self._first, self._second, gap=2))

    @property
    def text(self) -> str | None:
        """The passphrase; None where none was asked for."""
        return self.first.text() or None

    def ask(self) -> None:
        """Ask, and say why; what the keychain answered is for `jury-app doctor`."""
        self._why.setText(
            _("This computer's keychain does not take your keys; a passphrase must open them.")
        )
        self._why.show()
        self.show()
        self.first.setFocus()

    def clear(self) -> None:
        """Forget what was typed."""
        self.first.clear()
        self.second.clear()

    def check(self) -> bool:
        """Whether both are the same and long enough; says what is wrong."""
        short = len(self.first.text()) < SHORTEST
        self._first.set_fault(self._too_short if short else "")
        differs = not short and self.first.text() != self.second.text()
        self._second.set_fault(_("This is not the same.") if differs else "")
        if short:
            self.first.setFocus()
        elif differs:
            self.second.setFocus()
        return not (short or differs)


def _secret(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field
