"""The scorecard of one film as a form: everything that the round asks, on one page that scrolls.

Answers given by keys lead from row to row and from section to section, so that a whole card can be
filled by digits alone. What keeps a card from being signed is shown at an attempt to sign, never
before.
"""

from collections.abc import Callable, Iterator, Mapping

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from jury_app.base.texts import N_, _, translate
from jury_app.jury.drafts import Fault
from jury_app.rules.forms import Form
from jury_app.ui.juror.draft import DraftModel
from jury_app.ui.juror.scoring.bar import Bar
from jury_app.ui.juror.scoring.distribution import Distribution
from jury_app.ui.juror.scoring.ethics import Ethics, Position
from jury_app.ui.juror.scoring.inhand import DraftInHand
from jury_app.ui.juror.scoring.matrix import Matrix
from jury_app.ui.juror.scoring.participation import Participation
from jury_app.ui.juror.scoring.remarks import Remarks
from jury_app.ui.juror.scoring.rows import Row
from jury_app.ui.juror.scoring.sections import Section
from jury_app.ui.kit.surfaces import Scroll, Separator, Surface, column
from jury_app.ui.kit.theme import theme
from jury_app.ui.session import Session

_TITLES = {
    "scores": N_("Scores"),
    "lanes": N_("Gate"),
    "ethics": N_("Ethics"),
    "remarks": N_("Remarks"),
}
"""Section, called as the command that goes there → its short title."""


def sentence(fault: Fault) -> str:
    """A fault in words."""
    arguments = {
        key: translate(value) if isinstance(value, str) else value
        for key, value in fault.arguments.items()
    }
    return translate(fault.message).format(**arguments)


def sections_of(draft: DraftInHand, position: Position) -> Iterator[tuple[str, Section]]:
    """(id, section) of what the round asks, in the order of the page; each made when asked for."""
    form = draft.form
    yield "scores", Matrix(draft)
    if form.lanes or form.gate is not None:
        yield "lanes", Participation(draft)
    if form.ethics:
        yield "ethics", Ethics(draft, position)
    yield "remarks", Remarks(draft)


class Page(Scroll):
    """The page that scrolls.

    Signals:
        seen: How many pixels of it can be seen, from top to bottom.
    """

    seen = Signal(int)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell how much can be seen."""
        super().resizeEvent(event)
        self.seen.emit(self.viewport().height())


class ScoringPanel(QWidget):
    """Everything that a round asks about a film.

    Args:
        session: Whose keys and own scores.
        draft: Whose answers.
        position: Where the film is, in milliseconds; None: no film is open.
        sections: Id → section, where they were made of that draft before; `take_in` takes one
            after the other in. Otherwise all are made and in it at once.

    Signals:
        evidence_wanted: `dossier` or `appendix` is to be opened.
        completed: A key answered the last thing that was asked.
    """

    evidence_wanted = Signal(str)
    completed = Signal()

    def __init__(
        self,
        session: Session,
        draft: DraftModel | DraftInHand,
        position: Position = lambda: None,
        sections: Mapping[str, Section] | None = None,
    ) -> None:
        super().__init__()
        self._keys = session.keys
        self._draft = draft if isinstance(draft, DraftInHand) else DraftInHand(draft)
        self._draft.setParent(self)
        self._sections = dict(sections or sections_of(self._draft, position))
        self._outside = list(self._sections)
        titles = {each: translate(_TITLES[each]) for each in self._sections}
        tips = {each: self._keys.hint(each) for each in self._sections}
        self._bar = Bar(self._draft, self._sections, titles, tips)
        self._bar.chosen.connect(self.go_to_section)
        self._own = Distribution(session, self._draft)
        self._own.hide()
        self._lines = column(None, gap=5, margin=(3, 3))
        self._scroll = Page(Surface("bare", self._lines))
        gate = self._sections.get("lanes")
        if isinstance(gate, Participation):
            self._scroll.seen.connect(gate.give_room)
        bar = self._scroll.verticalScrollBar()
        bar.valueChanged.connect(self._light)
        # The sections lie where they belong once what grew is laid out.
        bar.rangeChanged.connect(lambda: QTimer.singleShot(0, self, self._light))
        # Connected after the page's own slot: it has scrolled to the focus by then.
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]  # there is one
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self._bar, Separator(), self._scroll):
            layout.addWidget(part)
        self.setAccessibleName(_("Scorecard"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # of who leaves a text, or clicks beside one
        self._draft.changed.connect(self.refresh)
        self._keys.changed.connect(self.refresh)
        while sections is None and not self.is_whole:
            self.take_in()
        self._light()
        self.refresh()

    @property
    def is_whole(self) -> bool:
        """Whether all sections are in it."""
        return not self._outside

    def take_in(self) -> None:
        """Take in the next section, below those that are in it."""
        name = self._outside.pop(0)
        section = self._sections[name]
        foot = self._lines.count() - 1  # what stretches
        self._lines.insertWidget(foot, section)
        if name == "scores":
            self._lines.insertWidget(foot + 1, self._own)
        section.finished.connect(lambda: self._go_on(name))
        section.grown.connect(self._show_whole)
        if isinstance(section, Participation):
            section.evidence_wanted.connect(self.evidence_wanted)

    @property
    def form(self) -> Form:
        """What these controls ask, of every film that they show."""
        return self._draft.form

    def fits(self, draft: DraftModel) -> bool:
        """Whether a film is asked, now, what these controls were made for."""
        return draft.form == self._draft.form

    def take(self, draft: DraftModel) -> bool:
        """Show another film's draft in the same controls; False if it is asked something else."""
        if not self.fits(draft):
            return False
        self._draft.take(draft)
        self._scroll.let_go()
        self._scroll.verticalScrollBar().setValue(0)
        self._light()
        return True

    @property
    def is_complete(self) -> bool:
        """Whether everything that is asked here is answered."""
        return all(section.is_finished for section in self._sections.values())

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """Command → what it does here, for the scope in which the panel stands."""
        found: dict[str, Callable[[], object]] = {
            "scores": lambda: self.go_to_section("scores"),
            "remarks": lambda: self.go_to_section("remarks"),
            "distribution": self.show_distribution,
            "undo": self._draft.undo,
            "redo": self._draft.redo,
        }
        if "lanes" in self._sections:
            found["lanes"] = lambda: self.go_to_section("lanes")
        if "ethics" in self._sections:
            found["ethics"] = self.flag_ethics
        return found

    def go_to_section(self, section: str) -> None:
        """Go to a section: to its first row without an answer, or its first."""
        found = self._sections[section]
        self._scroll_to(found)
        found.enter()
        focused = QApplication.focusWidget()
        if focused is not None and found.isAncestorOf(focused):
            self._scroll.keep_in_sight(focused)  # which moved nothing if it had the focus already

    def go_to(self, path: str) -> bool:
        """Go to where a path of the draft is answered; False if that is not here."""
        return any(section.go_to(path) for section in self._sections.values())

    def flag_ethics(self) -> None:
        """Go to the ethics intake with the film's present moment in hand."""
        ethics = self._sections.get("ethics")
        if isinstance(ethics, Ethics):
            self._scroll_to(ethics)
            ethics.flag()

    def show_distribution(self) -> None:
        """Show the juror's own scores so far, or hide them again."""
        self._own.setVisible(self._own.isHidden())
        if self._own.isVisible():
            self._scroll.ensureWidgetVisible(self._own)

    def close_distribution(self) -> bool:
        """Hide the juror's own scores where they are in sight; whether they were."""
        is_seen = not self._own.visibleRegion().isEmpty()
        if is_seen:
            self._own.hide()
        return is_seen

    def mark_faults(self) -> tuple[Fault, ...]:
        """Say at each row why the card cannot be signed: once somebody tried to sign it.

        Returns:
            All faults, also those of what is not asked here (viewings, notes).
        """
        faults = self._draft.faults()
        said = {fault.path: sentence(fault) for fault in faults}
        for section in self._sections.values():
            section.show_faults(said)
        return faults

    def show_faults(self) -> tuple[Fault, ...]:
        """As `mark_faults`, and go to the first that is answered here."""
        faults = self.mark_faults()
        next((fault for fault in faults if self.go_to(fault.path)), None)
        return faults

    def refresh(self, _path: str = "") -> None:
        """Show how far the card is."""
        self._bar.refresh(how_to_sign=self._keys.shown("sign"))

    def _scroll_to(self, section: Section) -> None:
        self._scroll.verticalScrollBar().setValue(self._top(section))

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Mark the section that has the focus, and show its heading over its first row."""
        for section in self._sections.values():
            if now is None or not section.isAncestorOf(now):
                continue
            first = section.rows[0]
            # What the mouse is pressed on must still be under it when it is released.
            is_by_key = QApplication.mouseButtons() == Qt.MouseButton.NoButton
            if is_by_key and (first is now or first.isAncestorOf(now)):
                self._show_head(section)
            self._light()

    def _show_whole(self, row: Row) -> None:
        """Scroll a row into sight once it is laid out, and first of all what has its focus."""

        def show() -> None:
            self._scroll.keep_in_sight(row)
            focused = QApplication.focusWidget()
            if focused is not None and row.isAncestorOf(focused):
                self._scroll.keep_in_sight(focused)

        QTimer.singleShot(0, row, show)

    def _show_head(self, section: Section) -> None:
        """Scroll back to a section's heading, unless its first row would go out of sight."""
        first, bar = section.rows[0], self._scroll.verticalScrollBar()
        end = section.y() + first.mapTo(section, QPoint(0, first.height())).y()
        if end - self._top(section) <= self._scroll.viewport().height():
            bar.setValue(min(bar.value(), self._top(section)))

    def _light(self) -> None:
        """Mark the section in view: where the focus is, if that is seen, else what is read."""
        bar, high = self._scroll.verticalScrollBar(), self._scroll.viewport().height()
        focused = QApplication.focusWidget()
        line = bar.value() + high // 3
        lit = next(iter(self._sections))
        for name, section in self._sections.items():
            if focused is not None and section.isAncestorOf(focused):
                middle = focused.mapTo(self._scroll.viewport(), focused.rect().center()).y()
                if 0 <= middle < high:
                    lit = name
                    break
            if section.y() <= line:
                lit = name
        self._bar.show_current(lit)

    def _top(self, section: Section) -> int:
        """To where the page is scrolled so that a section begins it."""
        return section.y() - theme().space(2)

    def _go_on(self, finished: str) -> None:
        """A section is finished: on to the next one that is not."""
        names = list(self._sections)
        at = names.index(finished)
        for name in [*names[at + 1 :], *names[:at]]:
            if not self._sections[name].is_finished:
                self.go_to_section(name)
                return
        self.completed.emit()
