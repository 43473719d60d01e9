"""The start page: the way to open an invitation, and the workspaces of this machine."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from jury_app.base.texts import _, plain, series
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
        said = Counter(map(_said, known))
        for each in known:
            self._known.add(self._line(each, is_alone=said[_said(each)] == 1))

    def _line(self, known: Known, *, is_alone: bool) -> QWidget:
        """A workspace; one of several of which the same is said is told from them by its folder."""
        name, whose = _said(known)
        texts = column(Elided(name, "strong"), gap=0)
        if known.trouble:
            texts.add(Paragraph(known.trouble, "caption", tone="warning"))
        else:
            texts.add(Elided(whose))
        if not is_alone:
            texts.add(Elided(plain(known.folder), "caption", tone="muted"))
        button = Button(_("Open"))
        told = name if is_alone else series((name, plain(known.folder)))
        button.setAccessibleName(_("Open {name}").format(name=told))
        button.clicked.connect(lambda: self.chosen.emit(known.folder))
        button.setEnabled(not known.trouble and known.kind in ("juror", "chair"))
        self.opens.append(button)
        line = QWidget()
        line.setLayout(row(gap=3).add(texts, stretch=1).add(button))
        return line


def _said(known: Known) -> tuple[str, str]:
    """What is said of a workspace: the festival with its edition; who sits there and as what."""
    festival = " ".join(filter(None, (plain(known.festival), plain(known.running))))
    whose = " · ".join(filter(None, (plain(known.name), _kind(known.kind))))
    return (festival, whose) if known.festival else (plain(known.folder), whose)


def _kind(kind: str) -> str:
    return {"juror": _("juror"), "chair": _("chair"), "office": _("office")}.get(kind, kind)
