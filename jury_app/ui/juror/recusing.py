"""Stepping off a film in two clicks: the button, then the kind of reason. From queue and room."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QMenu, QWidget

from jury_app.base.texts import N_, _, plain, translate
from jury_app.ui.kit.labels import Paragraph
from jury_app.ui.kit.surfaces import column
from jury_app.ui.kit.theme import theme

KINDS = {
    "made_it": N_("I worked on it"),
    "knows_makers": N_("I know its makers well"),
    "business": N_("I have business with its makers"),
    "cannot_view": N_("I cannot watch it"),
}
"""Kind of reason → how the juror says it; the words are the reason that chair and panel read."""
OTHER = "other"
_LONGEST = 500
Chosen = Callable[[str, str], object]
"""Is told the kind of reason, and the reason in words."""


def recusal_menu(parent: QWidget, title: str, chosen: Chosen) -> QMenu:
    """The menu of reasons to step off a film; it goes when it is closed."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    question = menu.addAction(_("Step off “{title}”: why?").format(title=_short(title)))
    question.setEnabled(False)
    menu.addSeparator()
    for kind, words in KINDS.items():
        action = menu.addAction(translate(words))
        action.setData(kind)
        action.triggered.connect(_teller(chosen, kind, words))
    other = menu.addAction(_("Another reason…"))
    other.setData(OTHER)
    other.triggered.connect(lambda: OtherReason(parent, title, chosen).open())
    return menu


def _teller(chosen: Chosen, kind: str, words: str) -> Callable[[], object]:
    return lambda: chosen(kind, translate(words))


def _short(title: str) -> str:
    line = plain(title).replace("&", "&&")
    return line if len(line) <= 60 else line[:59] + "…"


class OtherReason(QDialog):
    """A reason in one's own words."""

    def __init__(self, parent: QWidget, title: str, chosen: Chosen) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Step off a film"))
        self._chosen = chosen
        question = _("Why do you step off “{title}”? Only chair and panel read it.")
        self._field = QLineEdit()
        self._field.setMaxLength(_LONGEST)
        self._field.setAccessibleName(_("Reason"))
        self._field.setMinimumWidth(theme().space(90))
        buttons = QDialogButtonBox()
        self._yes = buttons.addButton(_("Step off"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self._yes.setProperty("kind", "primary")
        self._yes.setEnabled(False)
        self._field.textChanged.connect(lambda text: self._yes.setEnabled(bool(text.strip())))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        words = Paragraph(question.format(title=plain(title)))
        self.setLayout(column(words, self._field, buttons, gap=3, margin=4))

    def accept(self) -> None:
        """Tell the reason, if there is one."""
        reason = self._field.text().strip()
        if reason:
            super().accept()
            self._chosen(OTHER, reason)
