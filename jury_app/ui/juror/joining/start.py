"""The start page: the way to open an invitation, and the workspaces of this machine."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from jury_app.base.texts import _, plain
from jury_app.desks.juror.arriving import Known
from jury_app.ui.kit.buttons import Button
from jury_app.ui.kit.labels import Elided, Label, Paragraph
from jury_app.ui.kit.surfaces import Card, column, row


class StartPage(QWidget):
    """What one sees before anything was joined, or when one of several is to be opened.

    Signals:
        invitation_wanted: An invitation shall be opened.
        folder_wanted: A workspace elsewhere shall be opened.
        chosen: A workspace shall be opened: its folder.
    """

    invitation_wanted = Signal()
    folder_wanted = Signal()
    chosen = Signal(object)  # Qt's own text ends where a name is no UTF-8

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = _(
            "The festival sends you an invitation: a file whose name ends in .jury. Open it here, "
            "or drop it on this window."
        )
        self.invitation = Button(_("Open an invitation…"), "primary", icon="letter")
        self.invitation.clicked.connect(self.invitation_wanted)
        self._folder = Button(_("Open another workspace…"), icon="folder")
        self._folder.clicked.connect(self.folder_wanted)
        self.opens: list[Button] = []
        self._known = column(gap=2)
        card = Card(Label("Jury App", "title"), Paragraph(words), gap=3, margin=6)
        card.column.add(row(self.invitation, None), self._known, row(self._folder, None))
        self.setLayout(column(card, gap=0))
        self.setFocusProxy(self.invitation)

    def offer(self, known: Sequence[Known]) -> None:
        """Offer the workspaces of this machine."""
        if not known:
            return
        self._known.add(Label(_("On this machine"), "heading"))
        for each in known:
            self._known.add(self._line(each))

    def _line(self, known: Known) -> QWidget:
        name = plain(known.festival or known.folder)
        texts = column(Elided(name, "strong"), gap=0)
        if known.trouble:
            texts.add(Paragraph(known.trouble, "caption", tone="warning"))
        else:
            texts.add(Elided(" · ".join(filter(None, (plain(known.name), _kind(known.kind))))))
        button = Button(_("Open"))
        button.setAccessibleName(_("Open {name}").format(name=name))
        button.clicked.connect(lambda: self.chosen.emit(known.folder))
        button.setEnabled(not known.trouble and known.kind in ("juror", "chair"))
        self.opens.append(button)
        line = QWidget()
        line.setLayout(row(gap=3).add(texts, stretch=1).add(button))
        return line


def _kind(kind: str) -> str:
    return {"juror": _("juror"), "chair": _("chair"), "office": _("office")}.get(kind, kind)
