"""Sections: rows under a heading, the way from one to the next, and what is to be known of each."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from jury_app.base.texts import _, sentences
from jury_app.ui.juror.scoring.inhand import DraftInHand
from jury_app.ui.juror.scoring.rows import Row
from jury_app.ui.kit.labels import Label, Paragraph
from jury_app.ui.kit.surfaces import Steps, column
from jury_app.ui.kit.surfaces import row as beside


class Details(QWidget):
    """What is to be known about the current row; as high as the highest, so that nothing jumps.

    Args:
        pages: One a row.
    """

    def __init__(self, pages: Sequence[QWidget]) -> None:
        super().__init__()
        self._widgets = list(pages)
        for page in pages:
            page.setParent(self)
            page.hide()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_page(self, number: int) -> None:
        """Show the page of a row."""
        for at, page in enumerate(self._widgets):
            page.setVisible(at == number)

    def hasHeightForWidth(self) -> bool:
        """Its pages are texts that wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high the highest page is at a width."""
        return max((page.heightForWidth(width) for page in self._widgets), default=0)

    def sizeHint(self) -> QSize:
        """As wide as the widest page would be."""
        width = max((page.sizeHint().width() for page in self._widgets), default=0)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """As wide as the widest page must be."""
        return QSize(max((page.minimumSizeHint().width() for page in self._widgets), default=0), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give every page all of it."""
        super().resizeEvent(event)
        for page in self._widgets:
            page.setGeometry(self.rect())

    def event(self, event: QEvent) -> bool:
        """Measure anew where a page's text is another."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().event(event)


class Section(QWidget):
    """Rows under a heading.

    Args:
        draft: Whose answers they show.
        title: The heading.
        about: A sentence under it; empty: none.

    Signals:
        finished: A key gave an answer that no row follows.
        grown: A row shows more and shall be seen whole.
    """

    finished = Signal()
    grown = Signal(object)

    def __init__(self, draft: DraftInHand, title: str, about: str = "") -> None:
        super().__init__()
        self.draft = draft
        self.title = title
        self.setAccessibleName(title)
        self.rows: list[Row] = []
        self.current = 0
        self.counter = Label("", "caption")
        self.head = beside(Label(title, "heading"), None, self.counter)
        self.body: Steps = column(self.head, gap=2)
        if about:
            self.body.add(Paragraph(about, tone="muted"))
        self.setLayout(self.body)
        draft.changed.connect(self.refresh)
        draft.taken.connect(self.forget)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]  # there is one

    def add_row(self, row: Row) -> None:
        """Take a row in after the others; where it is shown is the section's own business."""
        self.rows.append(row)
        row.answered.connect(lambda: self._go_on(row))
        row.stepped.connect(lambda by: self._step(row, by))
        row.left.connect(lambda: self.focusNextPrevChild(True))
        row.grown.connect(lambda: self.grown.emit(row))

    @property
    def progress(self) -> tuple[int, int]:
        """How many of the rows that the card needs are answered, and how many there are."""
        asked = [row for row in self.rows if row.is_asked]
        return sum(not row.is_empty for row in asked), len(asked)

    @property
    def is_finished(self) -> bool:
        """Whether every row that the card needs is answered."""
        done, asked = self.progress
        return done == asked

    def enter(self) -> None:
        """Give the focus to the first empty row, or to the first."""
        empty = (row for row in self.rows if row.is_asked and row.is_empty)
        row = next(empty, self.rows[0] if self.rows else None)
        if row is not None:
            row.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to(self, path: str) -> bool:
        """Give the focus to the row of a path; False if there is none here."""
        for row in self.rows:
            if row.owns(path):
                row.take_focus(path)
                return True
        return False

    def show_faults(self, faults: dict[str, str]) -> None:
        """Show path → why at the rows; rows without one are freed of theirs."""
        for row in self.rows:
            said = [text for path, text in faults.items() if row.owns(path)]
            row.say_fault(sentences(said))

    def refresh(self, path: str = "") -> None:
        """Show what the draft holds at a path; empty: everywhere."""
        for row in self.rows:
            if not path or row.owns(path):
                row.refresh()
                if path:
                    row.say_fault("")
        done, asked = self.progress
        text = _("{done} of {asked}").format(done=done, asked=asked) if asked else ""
        self.counter.setText(text)

    def forget(self) -> None:
        """Another film is in hand."""
        for row in self.rows:
            row.forget()

    def show_current(self, number: int) -> None:
        """Let a row stand out as the one that is answered now."""
        self.current = number
        for at, row in enumerate(self.rows):
            row.set_current(at == number)

    def _go_on(self, answered: Row) -> None:
        """Go to the next empty row; from a correction to the row below, so that all are typed anew.

        The row below must take the same digits: those of a score are none for a verdict.
        """
        at = self.rows.index(answered)
        later = [*self.rows[at + 1 :], *self.rows[:at]]
        following = next((row for row in later if row.is_asked and row.is_empty), None)
        if not answered.was_empty and at + 1 < len(self.rows):
            below = self.rows[at + 1]
            following = below if type(below) is type(answered) else following
        if following is not None:
            self._move(answered, following)
            return
        self._finish()
        if answered.hasFocus():
            answered.rest()

    def _move(self, _answered: Row, following: Row) -> None:
        """Go on from a row that was answered."""
        following.setFocus(Qt.FocusReason.TabFocusReason)

    def _finish(self) -> None:
        """No row of this section follows."""
        self.finished.emit()

    def _step(self, row: Row, by: int) -> None:
        at = self.rows.index(row) + by
        if 0 <= at < len(self.rows):
            self.rows[at].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.focusNextPrevChild(by > 0)

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None or not self.isAncestorOf(now):
            self.rows[self.current].set_current(is_current=False)
            return
        for at, row in enumerate(self.rows):
            if row is now or row.isAncestorOf(now):
                self.show_current(at)

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew where the text has another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
