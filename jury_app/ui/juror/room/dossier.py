"""The dossier page: what the festival knows of the film, and the appendix inside it.

As far as the phase allows; what is hidden says so and until when. All of it is plain text.
"""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QWidget

from jury_app.base.errors import Told
from jury_app.base.texts import _
from jury_app.ui.juror.draft import DraftModel
from jury_app.ui.juror.room.appendix import Appendix
from jury_app.ui.juror.room.dossiertexts import Section, sections
from jury_app.ui.kit.buttons import Button, is_enter
from jury_app.ui.kit.labels import Label, Paragraph
from jury_app.ui.kit.surfaces import Scroll, Steps, column, row
from jury_app.ui.kit.theme import theme
from jury_app.ui.session import Session


class Dossier(QWidget):
    """The dossier of one film.

    Args:
        session: Through which the appendix is opened.

    Signals:
        widened: Whether the appendix wants most of the window.
    """

    widened = Signal(bool)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft: DraftModel | None = None
        self._shown: object = None
        self._appendix = Appendix(session)
        self._appendix.failed.connect(self._appendix_failed)
        self._appendix.opened.connect(self._appendix_opened)
        self._appendix.widened.connect(self.widened)
        self._read = Button(_("Read the appendix here"), "primary", icon="file")
        self._read.clicked.connect(self.read_appendix)
        self._trouble = Paragraph("", tone="warning", selectable=True)
        self._texts = column(gap=4)
        self._pages = QStackedWidget()
        self._front_scroll = Scroll(self._front())
        self._front_scroll.setAccessibleName(_("Dossier"))
        self._front_scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._pages.addWidget(self._front_scroll)
        self._pages.addWidget(self._back())
        self.setLayout(column(self._pages, gap=0))

    def show_draft(self, draft: DraftModel | None) -> None:
        """Show the dossier of another film, or of none."""
        if self._draft is not None:
            self._draft.loaded.disconnect(self._refresh)
        self._draft, self._shown = draft, None
        self._appendix.close_file()
        self._pages.setCurrentIndex(0)
        self._trouble.hide()
        if draft is not None:
            draft.loaded.connect(self._refresh)
            self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Films that came while another page was shown are written down now."""
        super().showEvent(event)
        self._refresh()

    def enter(self) -> None:
        """Take the focus: to the appendix, or the texts; Space is the film's, no button's."""
        if self._pages.currentIndex() == 1:
            self._appendix.setFocus()
        else:
            self._front_scroll.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the texts reads the appendix."""
        if is_enter(event) and self._front_scroll.hasFocus() and self._read.isEnabled():
            self.read_appendix()
        else:
            super().keyPressEvent(event)

    def step_back(self) -> bool:
        """Go back from what was opened last of the appendix, if that is seen; whether it was."""
        if not self.isVisible() or self._pages.currentIndex() == 0:
            return False
        if not self._appendix.step_back():
            self._close_appendix()
        return True

    def read_appendix(self) -> None:
        """Open the appendix, off the UI thread, and show it when it can be shown."""
        if self._draft is not None and self._draft.shown.appendix:
            self._trouble.hide()
            self._read.setEnabled(False)
            self._appendix.open(Path(self._draft.shown.appendix))

    def _front(self) -> QWidget:
        page = QWidget()
        page.setLayout(
            column(row(self._read, None), self._trouble, self._texts, None, gap=4, margin=3)
        )
        return page

    def _back(self) -> QWidget:
        page = QWidget()
        close = Button(_("Back to the dossier"), "quiet", icon="back")
        close.clicked.connect(self._close_appendix)
        lines = column(row(close, None), margin=(3, 2))
        page.setLayout(lines.add(self._appendix, stretch=1))
        return page

    def _refresh(self) -> None:
        if self._draft is None or not self.isVisible():
            return  # who goes from film to film does not wait for what is not seen
        shown = self._draft.shown
        facts = [(item.key, item.facts) for item in shown.items]
        state = (shown.dossier, shown.hidden, shown.appendix, facts)
        if state == self._shown:
            return
        self._shown = state
        self._read.setVisible(bool(shown.appendix))
        self._read.setEnabled(True)
        while (item := self._texts.takeAt(0)) is not None:
            if (before := item.widget()) is not None:
                before.hide()
                before.deleteLater()
        self._texts.add(*(SectionView(each) for each in sections(shown, shown.labels)))

    def _appendix_opened(self, _pages: int) -> None:
        self._read.setEnabled(True)
        self._pages.setCurrentIndex(1)
        self._appendix.setFocus()

    def _appendix_failed(self, error: Told) -> None:
        self._read.setEnabled(True)
        self._pages.setCurrentIndex(0)
        self._trouble.setText(str(error))
        self._trouble.show()

    def _close_appendix(self) -> None:
        self._appendix.close_file()
        self._pages.setCurrentIndex(0)
        self._front_scroll.setFocus()


class SectionView(QWidget):
    """A heading with its text or its named lines."""

    def __init__(self, section: Section) -> None:
        super().__init__()
        lines: Steps = column(Label(section.heading, "strong"), gap=1)
        if section.text:
            lines.add(Paragraph(section.text, selectable=True))
        if section.lines:
            lines.add(_table(section.lines))
        self.setAccessibleName(section.heading)
        self.setLayout(lines)


def _table(lines: tuple[tuple[str, str], ...]) -> QGridLayout:
    """Names and values beside each other, the values two thirds of the width."""
    table = QGridLayout()
    table.setHorizontalSpacing(theme().space(3))
    table.setVerticalSpacing(theme().space(1))
    table.setColumnStretch(0, 1)
    table.setColumnStretch(1, 2)
    for at, (name, value) in enumerate(lines):
        table.addWidget(Paragraph(name, tone="muted"), at, 0)
        table.addWidget(Paragraph(value, selectable=True), at, 1)
    return table
