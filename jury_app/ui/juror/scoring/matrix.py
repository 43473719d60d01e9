"""The matrix: each criterion of the round on its scale, by one key or click.

Keys of a criterion: 1–9 and 0 for ten, on a wider scale the number as it is written (`entry`); `.`
for a half (of the criterion before, right after its digit brought the focus here), + and - by a
step, Backspace to clear, X for “cannot judge”. On a narrow panel the current criterion's
anchors stand below all of them; where there is room, each criterion has its anchors under its
levels.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent

from jury_app.base.texts import _
from jury_app.rules.forms import Criterion
from jury_app.ui.juror.scoring import entry
from jury_app.ui.juror.scoring.anchors import About, Anchors, meaning
from jury_app.ui.juror.scoring.cannot import Cannot
from jury_app.ui.juror.scoring.cells import Cell
from jury_app.ui.juror.scoring.inhand import DraftInHand
from jury_app.ui.juror.scoring.rows import STEPS, Row
from jury_app.ui.juror.scoring.sections import Details, Section
from jury_app.ui.kit.labels import Label, set_tip
from jury_app.ui.kit.surfaces import column
from jury_app.ui.kit.surfaces import row as beside
from jury_app.ui.kit.theme import theme

WIDE = 190
"""From how many steps of space on each criterion shows its anchors under its levels."""


class CriterionRow(Row):
    """One criterion with its scale.

    Attributes:
        before: The criterion whose digit brought the focus here: a point still belongs to it.

    Signals:
        ended: A number is complete by the digit that begins the next one.
    """

    ended = Signal(str)

    def __init__(self, draft: DraftInHand, criterion: Criterion) -> None:
        super().__init__(draft, f"scores/{criterion.id}", criterion.label)
        self.criterion = criterion
        self.before: CriterionRow | None = None
        self._scale = draft.form.scale
        self._typed = entry.typed_score(self._scale)
        self._value = Label("", "heading")
        self._cells = {level: self._cell(level) for level in self._levels()}
        self._cannot: Cannot | None = None
        self._anchors: Anchors | None = None
        share = 100 * criterion.weight / draft.form.total_weight
        head = beside(
            Label(criterion.label, "strong"),
            Label(_("weight {percent:.3g} %").format(percent=share), "caption"),
            None,
            self._value,
            gap=2,
        )
        strip = beside(gap=0.5).add(*self._cells.values(), stretch=1)
        self._under = column(gap=1)
        self.lay_out(head, strip, self._under)

    @property
    def units(self) -> int | None:
        """The score in units of the scale; None where there is none."""
        return entry.units_of(self.draft.get(self.path), self._scale)

    @property
    def _is_cannot(self) -> bool:
        """Whether it is marked as not to be judged."""
        return "cannot" in (self.draft.get(self.path) or {})

    @property
    def is_empty(self) -> bool:
        """Whether there is neither a score nor a whole reason why there is none."""
        value = self.draft.get(self.path) or {}
        return "units" not in value and not value.get("reason")

    def press(self, key: str) -> bool:
        """Act on a key of the scale."""
        before, self.before = self.before, None
        if key.isdecimal():
            self._digit(key)
            return True
        if self._typed.text:
            if key == "Backspace":
                self._typed.rub()
                self.refresh()
                return True
            self._end_number()
            if key == "Return":
                return True
        if key in {".", ","}:
            (before or self).halve()
            return True
        if key in STEPS:
            self._by_step(STEPS[key])
        elif key == "Backspace":
            self.draft.set(self.path, None)
        elif key == "X":
            self._mark_cannot()
        else:
            return False
        return True

    def show_anchors(self, *, is_wide: bool) -> None:
        """Show the anchors under their levels, or leave them to the page below the matrix."""
        if is_wide and self._anchors is None:
            self._anchors = Anchors(self.criterion, self._scale, is_wide=True)
            self._anchors.clicked.connect(self.choose)
            self._anchors.show_units(self.units)
            self._under.insertWidget(0, self._anchors)
        if self._anchors is not None:
            self._anchors.setVisible(is_wide)

    def halve(self) -> None:
        """Add a half step to the score, or take it away."""
        units = self.units
        half = None if units is None else entry.halved(units, self._scale)
        if half is not None:
            self._put(half)
        elif self._scale.per == 1:
            self.say(_("This round scores in whole numbers."))

    def take_focus(self, path: str) -> None:
        """A missing reason is typed, a score is pressed."""
        if self._is_cannot and self.is_empty:
            self._reason().ask()
        else:
            super().take_focus(path)

    def choose(self, level: int) -> None:
        """Give a level by the mouse; a second time: with a half step."""
        if self.draft.read_only:
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._typed.text, self.before = "", None
        units = level * self._scale.per
        if self.units is not None and self.units // self._scale.per == level:
            self.halve()
        else:
            self._put(units)

    def refresh(self) -> None:
        """Show the score."""
        units, per = self.units, self._scale.per
        is_cannot = self._is_cannot
        for level, cell in self._cells.items():
            is_chosen = units is not None and 0 <= units // per - level < self._stride
            cell.setEnabled(not self.draft.read_only)
            cell.show_state(
                is_chosen=is_chosen,
                is_below=units is not None and level * per < units,
                text=entry.written(units, per) if is_chosen and units is not None else str(level),
            )
        if is_cannot or self._cannot is not None:
            self._reason().refresh()
        if self._anchors is not None:
            self._anchors.show_units(units)
        said = "–" if units is None else entry.written(units, per)
        if self._typed.text:
            said = f"{self._typed.text}_"
        self._value.setText(_("cannot judge") if is_cannot else said)
        self._value.set_tone("warning" if is_cannot else "muted" if units is None else "")
        self.setAccessibleName(self._said(units, is_cannot))
        self.setAccessibleDescription(self.criterion.about)

    def forget(self) -> None:
        """Another film is in hand."""
        super().forget()
        self.before = None
        self._typed.text = ""

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What stands typed is the score; a point no longer belongs to the criterion before."""
        super().focusOutEvent(event)
        self.before = None
        ended = self._typed.end()
        if ended.value is not None and not self.draft.read_only:
            self._put(ended.value * self._scale.per)
        self.refresh()

    def _reason(self) -> Cannot:
        """Kind and words of why it cannot be judged."""
        if self._cannot is None:
            self._cannot = Cannot(self.draft, self.path, self)
            self._under.addWidget(self._cannot)
            self.setTabOrder(self, self._cannot.kind)
            self.setTabOrder(self._cannot.kind, self._cannot.words)
            self._cannot.refresh()
        return self._cannot

    def _levels(self) -> range:
        """The levels that have a cell: each, or those in equal steps where there are many."""
        return range(self._scale.low, self._scale.high + 1, self._stride)

    @property
    def _stride(self) -> int:
        return -(-(self._scale.high - self._scale.low) // entry.TEN)

    def _cell(self, level: int) -> Cell:
        name = self._named(level * self._scale.per)
        marked = {anchor.level: anchor.text for anchor in self.criterion.anchors}
        cell = Cell(str(level), name, is_marked=level in marked)
        tip = marked.get(level, "")
        if self._scale.per > 1:
            tip = "\n".join(filter(None, (tip, _("Click again for a half more."))))
        set_tip(cell, tip)
        cell.clicked.connect(lambda _checked=False: self.choose(level))
        return cell

    def _named(self, units: int) -> str:
        """A cell in words: “Cohesion, 7 of 10: carries the film”."""
        per = self._scale.per
        words = _("{criterion}, {score} of {high}").format(
            criterion=self.label, score=entry.written(units, per), high=self._scale.high
        )
        said = meaning(self.criterion, units, per)
        return _("{score}: {meaning}").format(score=words, meaning=said) if said else words

    def _said(self, units: int | None, is_cannot: bool) -> str:
        if units is not None:
            return self._named(units)
        state = _("cannot judge") if is_cannot else _("not scored")
        return _("{criterion}, {state}").format(criterion=self.label, state=state)

    def _digit(self, digit: str) -> None:
        if entry.is_wide(self._scale):
            typed = self._typed.type(digit)
            if typed.is_refused:
                self._say_range()
            elif typed.is_done:
                self._take_number(typed)
            self.refresh()
            return
        units = entry.score_of(int(digit), self._scale)
        if units is None:
            self._say_range()
        else:
            self.answer({"units": units, "per": self._scale.per})

    def _end_number(self) -> None:
        """The number that stands typed is the score."""
        typed = self._typed.end()
        if typed.is_refused:
            self._say_range()
        else:
            self._take_number(typed)
        self.refresh()

    def _take_number(self, typed: entry.Typed) -> None:
        """Put a number down; a digit that began the next one goes where the focus is by then."""
        if typed.value is not None:
            self.answer({"units": typed.value * self._scale.per, "per": self._scale.per})
        if typed.rest:
            self.ended.emit(typed.rest)

    def _say_range(self) -> None:
        text = _("The scale goes from {low} to {high}.")
        self.say(text.format(low=self._scale.low, high=self._scale.high))

    def _put(self, units: int) -> None:
        """Correct the score; one that was the last stays so."""
        is_resting = self.is_resting
        self.draft.set(self.path, {"units": units, "per": self._scale.per})
        if is_resting:
            self.rest()

    def _by_step(self, by: int) -> None:
        if self.units is None:
            self.say(_("There is no score yet that could be changed: type one."))
        else:
            self._put(entry.stepped(self.units, by, self._scale))

    def _mark_cannot(self) -> None:
        value = self.draft.get(self.path) or {}
        self.was_empty = self.is_empty
        if "cannot" not in value:
            self.draft.set(self.path, {"cannot": "", "reason": ""})
        self._reason().ask_kind()


class Matrix(Section):
    """All criteria of the round for the film's category."""

    def __init__(self, draft: DraftInHand) -> None:
        super().__init__(draft, draft.form.round.label, draft.form.round.about)
        self._criteria = [CriterionRow(draft, each) for each in draft.form.criteria]
        self._abouts = [About(each, draft.form.scale) for each in draft.form.criteria]
        for row, about in zip(self._criteria, self._abouts, strict=True):
            about.clicked.connect(row.choose)
            row.ended.connect(self._begin_next)
            self.add_row(row)
            self.body.addWidget(row)
        self.details = Details(self._abouts)
        self.body.addLayout(column(self.details, margin=(2, 1)))
        theme().changed.connect(self._fit)
        self.show_current(0)
        self.refresh()

    def show_current(self, number: int) -> None:
        """Show a criterion's anchors."""
        super().show_current(number)
        self.details.show_page(number)

    def refresh(self, path: str = "") -> None:
        """Show the scores, and the anchors nearest to them."""
        super().refresh(path)
        if path and not path.startswith("scores/"):
            return
        for row, about in zip(self._criteria, self._abouts, strict=True):
            if not path or row.owns(path):
                about.show_units(row.units)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the whole matrix where there is room for it."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        is_wide = self.width() >= theme().space(WIDE)
        self.details.setVisible(not is_wide)
        for row in self._criteria:
            row.show_anchors(is_wide=is_wide)

    def _move(self, answered: Row, following: Row) -> None:
        super()._move(answered, following)
        if isinstance(answered, CriterionRow) and isinstance(following, CriterionRow):
            following.before = answered

    def _begin_next(self, digit: str) -> None:
        """Give a digit to the criterion that has the focus now."""
        self._criteria[self.current].take(digit)

    def _finish(self) -> None:
        """Stay where a point may still follow the last digit."""
        if self.draft.form.scale.per == 1:
            super()._finish()
