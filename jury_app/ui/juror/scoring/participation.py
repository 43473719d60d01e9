"""AI participation: six lanes over the hexagon, the sum against gate and band, and the verdict.

The sum informs, the verdict decides: both are shown, and where they disagree the verdict asks for
its reason. Hexagon, lanes, sum and verdict are seen together wherever the screen allows it; what
speaks for a lane follows them. A gate by checklist has its checklist here.
"""

from fractions import Fraction

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout

from jury_app.base import figures
from jury_app.base.texts import _, ngettext
from jury_app.jury.drafts import lane_sum, lanes_of
from jury_app.pictures.hexagon import to_tenths
from jury_app.rules.forms import GateForm, Named
from jury_app.ui.juror.scoring.checklist import ChecklistRow
from jury_app.ui.juror.scoring.evidence import Evidence
from jury_app.ui.juror.scoring.hexagon import Hexagon
from jury_app.ui.juror.scoring.inhand import DraftInHand
from jury_app.ui.juror.scoring.lanes import LaneRow
from jury_app.ui.juror.scoring.sections import Section
from jury_app.ui.juror.scoring.verdict import VerdictRow
from jury_app.ui.kit.buttons import Button
from jury_app.ui.kit.labels import Paragraph
from jury_app.ui.kit.surfaces import Surface, column
from jury_app.ui.kit.surfaces import row as beside
from jury_app.ui.kit.theme import theme

_OWN = frozenset({"lanes", "checklist", "verdict", "verdict_reason"})
"""First words of the paths that are shown here."""
WIDE = 190
"""From how many steps of space on the hexagon stands beside all else."""
_BARE = 26
"""How many steps wide it is bare beside the lanes: where not all fits below each other, as with
large letters on a laptop, it is seen with them all the same."""


def sum_of(draft: DraftInHand) -> Fraction | None:
    """The weighted sum of the lanes in percent; None unless all are asked for and estimated."""
    if not draft.form.lanes:
        return None
    return lane_sum(lanes_of(draft.values, draft.rules), draft.rules.lanes)


def shown_sum(total: Fraction) -> str:
    """A sum as the hexagon's legend shows it, so that the two never differ."""
    return figures.number(to_tenths(total), 1)


def sum_text(draft: DraftInHand, gate: GateForm) -> str:
    """What the sum says, in a sentence: against the gate, against the band."""
    total = sum_of(draft)
    if total is None:
        missing = len(draft.form.lanes) - len(lanes_of(draft.values, draft.rules))
        return ngettext(
            "The weighted sum shows once {n} more lane is estimated.",
            "The weighted sum shows once {n} more lanes are estimated.",
            missing,
        ).format(n=missing)
    said = [_("Weighted sum {sum} %").format(sum=shown_sum(total))]
    if gate.threshold is not None:
        above = (
            _("meets the line of {gate} %")
            if total >= gate.threshold
            else _("below the line of {gate} %")
        )
        said.append(above.format(gate=gate.threshold))
    if gate.band is not None:
        low, high = gate.band
        inside = (
            _("inside the typical {low}–{high} %")
            if low <= total <= high
            else _("outside the typical {low}–{high} %")
        )
        said.append(inside.format(low=low, high=high))
    return " · ".join(said)


def elsewhere(draft: DraftInHand) -> tuple[Named, ...]:
    """Other categories in whose band the sum lies and which take works of this form.

    Empty unless the sum lies outside the film's own band.
    """
    total, gate = sum_of(draft), draft.form.gate
    if total is None or gate is None or gate.band is None:
        return ()
    if gate.band[0] <= total <= gate.band[1]:
        return ()
    fitting = {
        each.id
        for each in draft.rules.categories
        if each.band_low is not None
        and each.band_high is not None
        and each.band_low <= total <= each.band_high
        and draft.shown.film.form in each.forms
    }
    return tuple(each for each in draft.form.categories if each.id in fitting)


class Question(Surface):
    """“Another category?”: asked where the sum lies outside the band; written to the panel."""

    def __init__(self, draft: DraftInHand) -> None:
        super().__init__("strip")
        self.setProperty("tone", "accent")
        self._draft = draft
        self._text = Paragraph()
        self._offers = column(gap=1)
        self._offered: tuple[Named, ...] = ()
        self.setLayout(column(self._text, self._offers, gap=1, margin=3))

    def refresh(self) -> None:
        """Ask, or not."""
        total, gate = sum_of(self._draft), self._draft.form.gate
        outside = (
            total is not None
            and gate is not None
            and gate.band is not None
            and not gate.band[0] <= total <= gate.band[1]
        )
        self.setVisible(outside)
        if not outside:
            return
        offered = elsewhere(self._draft)
        text = _("The sum lies outside what is typical for “{category}”. Another category?")
        if not offered:
            text = _(
                "The sum lies outside what is typical for “{category}”; "
                "of the other categories none fits better."
            )
        self._text.setText(text.format(category=self._draft.form.category.label))
        if self._draft.read_only:
            offered = ()  # the question still shows, an answer can no longer be given
        if offered != self._offered:
            self._offer(offered)

    def _offer(self, offered: tuple[Named, ...]) -> None:
        while (item := self._offers.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self._offered = offered
        for category in offered:
            button = Button(_("Suggest"), icon="letter")
            name = _("Suggest “{category}” to chair and panel").format(category=category.label)
            button.setAccessibleName(name)
            button.clicked.connect(lambda _checked=False, each=category: self._suggest(each))
            line = beside(gap=2)
            line.addWidget(Paragraph(category.label), 1)
            self._offers.addWidget(Surface("bare", line.add(button)))

    def _suggest(self, category: Named) -> None:
        total = sum_of(self._draft)
        if total is None:
            return
        line = _("Another category? “{category}”: the sum of my lanes is {sum} %.").format(
            category=category.label, sum=shown_sum(total)
        )
        before = str(self._draft.get("comment/panel", ""))
        if line not in before:
            self._draft.set("comment/panel", "\n".join(filter(None, (before, line))))


class Participation(Section):
    """Lanes, checklist and verdict, as far as the round asks them.

    Signals:
        evidence_wanted: `dossier` or `appendix` is to be opened.
    """

    evidence_wanted = Signal(str)

    def __init__(self, draft: DraftInHand) -> None:
        gate = draft.form.gate
        about = gate.about if gate else ""
        super().__init__(draft, _("AI participation"), "" if draft.form.lanes else about)
        self._room: int | None = None
        self._lanes = [LaneRow(draft, lane) for lane in draft.form.lanes]
        self._hexagon = Hexagon(draft) if len(self._lanes) == 6 else None
        self._sum = Paragraph("", "strong")
        self._checklist = ChecklistRow(draft, gate) if gate and gate.checklist else None
        self._verdict = VerdictRow(draft, gate) if gate else None
        self._question = Question(draft)
        self._evidence = Evidence(draft, self.evidence_wanted.emit) if self._lanes else None
        self._about = Paragraph(about, tone="muted") if self._lanes and about else None
        self._top = self._lay_out()
        theme().changed.connect(self._fit)
        self.refresh()

    def refresh(self, path: str = "") -> None:
        """Show lanes, picture, sum and verdict."""
        super().refresh(path)
        if path and path.partition("/")[0] not in _OWN:
            return
        gate = self.draft.form.gate
        is_lane = not path or path.startswith("lanes/")
        if is_lane and self._hexagon is not None:
            self._hexagon.show_draft()
        if is_lane and gate is not None and self._lanes:
            self._sum.setText(sum_text(self.draft, gate))
        self._sum.setVisible(bool(self._lanes))
        self._question.refresh()
        # It needs its reason where it differs from lanes or checklist.
        if self._verdict is not None and (is_lane or path.startswith("checklist/")):
            self._verdict.refresh()

    def show_current(self, number: int) -> None:
        """Bring out a lane's spoke and its evidence."""
        super().show_current(number)
        is_lane = number < len(self._lanes)
        if is_lane and self._evidence is not None:
            self._evidence.show_lane(number)
        if self._hexagon is not None:
            self._hexagon.mark(number if is_lane else None)

    def give_room(self, height: int) -> None:
        """Let the hexagon leave room for lanes, sum and verdict where `height` pixels are seen."""
        self._room = height
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hexagon and lanes beside each other where there is room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        is_wide = self.width() >= theme().space(WIDE)
        ways = QBoxLayout.Direction
        self._top.setDirection(ways.LeftToRight if is_wide else ways.TopToBottom)
        if self._hexagon is None or self._room is None:
            return
        taken = self.head.sizeHint().height() + theme().space(4)
        if not is_wide:
            taken += self._answers_high()
        room = self._room - taken
        is_low = not is_wide and room < self._hexagon.least_high(self.width())
        # At the least width that it needs above them it stays there: it would come and go else.
        if is_low and self.width() > self._hexagon.least_wide:
            self._put_hexagon(self._beside)
            lanes = sum(lane.line_height for lane in self._lanes)
            self._hexagon.stand_beside(QSize(theme().space(_BARE), lanes))
        else:
            self._put_hexagon(self._top)
            self._hexagon.stand_beside(None)
            self._hexagon.give_room(room)

    def _put_hexagon(self, into: QBoxLayout) -> None:
        """Let it stand above or beside all else, or beside the lanes alone."""
        if self._hexagon is None or into.indexOf(self._hexagon) >= 0:
            return
        for layout in (self._top, self._beside):
            layout.removeWidget(self._hexagon)
        if into is self._top:
            into.insertWidget(0, self._hexagon, 1)
        else:
            into.addWidget(self._hexagon)

    def _answers_high(self) -> int:
        """How high lanes, sum and verdict are where nothing more than an answer is shown."""
        # Two lines, which the sum may take once all lanes are given: the hexagon stays as it is.
        high = 2 * self._sum.fontMetrics().lineSpacing() + theme().space(4)
        high += sum(lane.line_height for lane in self._lanes)
        return high + (self._verdict.line_height if self._verdict is not None else 0)

    def _lay_out(self) -> QBoxLayout:
        """The hexagon, and below or beside it all else."""
        top = column(gap=2)
        if self._hexagon is not None:
            top.addWidget(self._hexagon, 1)
            self._hexagon.dragged.connect(self._drag)
        lanes = column(gap=0)
        for lane in self._lanes:
            lane.setParent(self)
            lanes.addWidget(lane)
            self.add_row(lane)
            lane.ended.connect(lambda rest, lane=lane: self._lane_ended(lane, rest))
        self._beside = beside(gap=2)
        self._beside.addLayout(lanes, 1)
        lines = column(self._beside, gap=2)
        if self._evidence is not None:
            # Tab comes to its buttons from the lanes; from a verdict it goes on to what follows.
            self._evidence.setParent(self)
        for row in (self._checklist, self._verdict):
            if row is not None:
                self.add_row(row)
        verdict = (self._checklist, self._verdict)
        for part in (self._sum, *verdict, self._question, self._evidence, self._about):
            if part is not None:
                lines.addWidget(part)
        lines.addStretch(1)
        top.addLayout(lines, 1)
        self.body.addLayout(top)
        return top

    def _drag(self, lane: int, percent: int) -> None:
        self._lanes[lane].drag(percent)

    def _lane_ended(self, ended: LaneRow, rest: str) -> None:
        """A number is complete: on to the next lane, filled or not, so that six can be typed anew.

        Args:
            ended: Whose number it is.
            rest: The digit that ended it and begins what follows; empty: none.
        """
        at = self._lanes.index(ended) + 1
        if at < len(self._lanes):
            self._move(ended, self._lanes[at])
        else:
            self._go_on(ended)
        if rest:
            focused = (row for row in self.rows if row.hasFocus())
            for row in focused:
                row.take(rest)
