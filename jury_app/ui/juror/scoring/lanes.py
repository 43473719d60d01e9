"""The lanes: how much of each creative dimension AI did, as the juror estimates it.

A lane is empty until the juror estimates it; what was declared is shown beside it and never taken
over. Keys of a lane: two digits (`entry.Percentage`), + and - by a step, Backspace to clear; or
drag a corner of the hexagon, or the mark of a lane. After digits that are no step, a lane takes no
more until it is begun anew: numbers typed on without looking never come into the wrong lanes.
"""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from jury_app.base.texts import _
from jury_app.rules.forms import Lane
from jury_app.ui.juror.scoring.entry import Percentage, Typed
from jury_app.ui.juror.scoring.inhand import DraftInHand
from jury_app.ui.juror.scoring.rows import STEPS, Row
from jury_app.ui.kit.labels import Elided, Label
from jury_app.ui.kit.surfaces import row as beside
from jury_app.ui.kit.theme import theme

_NARROW = 60
"""Steps of space below which a lane has no room for its weight."""


def declared(draft: DraftInHand, lane: str) -> int | None:
    """What the entrant declared for a lane, in percent; None where they did not."""
    value = dict(draft.shown.dossier).get(f"declared/{lane}")
    return value if type(value) is int and 0 <= value <= 100 else None


class Track(QWidget):
    """A lane as a line from 0 to 100: a tick where it was declared, filled as it is assessed.

    Args:
        step: To which it snaps.
        dragged: Is told the percentage to which the mouse drags it.
    """

    def __init__(self, step: int, dragged: Callable[[int], object]) -> None:
        super().__init__()
        self._step = step
        self._dragged = dragged
        self._declared: int | None = None
        self._assessed: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_values(self, declared: int | None, assessed: int | None) -> None:
        """Show what was declared and what is assessed, in percent; None: not."""
        self._declared, self._assessed = declared, assessed
        self.update()

    def sizeHint(self) -> QSize:
        """As high as a line of text."""
        return QSize(theme().space(24), theme().space(5))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the value to the mouse."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._drag(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag it along."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._drag(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line, the tick of the declared value and the mark of the assessed one."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, high = self.height() / 2, theme().space(1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colour("line"))
        left, right = self._x(0), self._x(100)
        painter.drawRoundedRect(QRectF(left, middle - high / 2, right - left, high), 2, 2)
        if self._assessed is not None:
            x = self._x(self._assessed)
            painter.setBrush(theme().colour("assessed"))
            painter.drawRoundedRect(QRectF(left, middle - high / 2, x - left, high), 2, 2)
            painter.drawEllipse(QRectF(x - high * 1.5, middle - high * 1.5, high * 3, high * 3))
        if self._declared is not None:
            x = self._x(self._declared)
            pen = QPen(theme().colour("declared"), max(2, theme().space(0.5)))
            painter.setPen(pen)
            painter.drawLine(x, round(middle) - high * 2, x, round(middle) + high * 2)

    def _x(self, percent: int) -> int:
        edge = theme().space(1.5)
        return round(edge + (self.width() - 2 * edge) * percent / 100)

    def _drag(self, event: QMouseEvent) -> None:
        share = (event.position().x() - self._x(0)) / max(1, self._x(100) - self._x(0))
        steps = round(min(max(share, 0.0), 1.0) * 100 / self._step)
        self._dragged(min(steps, 100 // self._step) * self._step)


class LaneRow(Row):
    """One lane.

    Signals:
        ended: The number is complete; with the digit that begins the next one's, if it ended by it.
    """

    ended = Signal(str)

    def __init__(self, draft: DraftInHand, lane: Lane) -> None:
        super().__init__(draft, f"lanes/{lane.id}", lane.label)
        self.lane = lane
        self._step = draft.form.lane_step
        self._typed = Percentage(self._step)
        self._refused = ""
        self._value = Label("", "strong")
        self._value.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self._track = Track(self._step, self.drag)
        name = Elided(lane.label)
        weight = Label(_("{weight} %").format(weight=lane.weight), "caption")
        self._columns = (name, weight, self._value)
        line = beside(name, weight, gap=2)
        line.addWidget(self._track, 1)
        line.addWidget(self._value)
        self._line = line
        self.lay_out(line, gap=0.5, margin=(2, 0.5))
        theme().changed.connect(self._measure)
        self._measure()

    @property
    def assessed(self) -> int | None:
        """The estimate in percent; None where there is none."""
        value = self.draft.get(self.path)
        return value if type(value) is int else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the track has it; screen readers are told the weight."""
        super().resizeEvent(event)
        _name, weight, _value = self._columns
        weight.setVisible(self.width() >= theme().space(_NARROW))

    @property
    def line_height(self) -> int:
        """How high it is while nothing is to be said about it."""
        return self._line.sizeHint().height() + theme().space(1)

    def press(self, key: str) -> bool:
        """Act on a key of the number."""
        if key.isdecimal():
            self._digit(key)
        elif key in STEPS:
            self._begin_anew()
            self._by_step(STEPS[key])
        elif key == "Backspace":
            self._rub()
        else:
            return False
        return True

    def drag(self, percent: int) -> None:
        """Take the lane to a percentage, by the mouse."""
        if not self.draft.read_only:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._begin_anew()
            self.draft.set(self.path, percent)

    def refresh(self) -> None:
        """Show the number, or what is typed of it."""
        if len(self._typed.text) > 1 and self.assessed != int(self._typed.text):
            self._typed.text = ""  # the number was taken back: leaving must not bring it again
        assessed, said = self.assessed, declared(self.draft, self.lane.id)
        pending = self._typed.text if len(self._typed.text) == 1 else ""
        shown = "–" if assessed is None else f"{assessed} %"
        if self._refused:
            shown = f"{self._refused} ✗"
        elif pending:
            shown = f"{pending}_"
        self._value.setText(shown)
        if self._refused:
            self._value.set_tone("bad")
        elif pending:
            self._value.set_tone("accent")
        else:
            self._value.set_tone("muted" if assessed is None else "")
        self._track.show_values(said, assessed)
        self.setAccessibleName(self._named(assessed))
        self.setAccessibleDescription(self._declared_text(said))

    def forget(self) -> None:
        """Another film is in hand."""
        super().forget()
        self._begin_anew()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What stands typed is the number, if it is one of the steps."""
        super().focusOutEvent(event)
        self._refused = ""
        ended = self._typed.end()
        if ended.value is not None and not self.draft.read_only:
            self.draft.set(self.path, ended.value)
        self.refresh()

    def _digit(self, digit: str) -> None:
        if self._refused:
            self._say_refused()
            return
        if not self._typed.text:
            self.was_empty = self.is_empty
        longer = self._typed.text + digit
        typed = self._typed.type(digit)
        if typed.is_refused:
            self._refused = longer
            self._say_refused()
        else:
            self._take(typed)
        self.refresh()

    def _take(self, typed: Typed) -> None:
        if typed.value is not None:
            self.draft.set(self.path, typed.value)
        if typed.is_done:
            self.refresh()
            self.ended.emit(typed.rest)

    def _say_refused(self) -> None:
        text = _(
            "{typed} is not taken: lanes go in steps of {step}. Press Backspace and type it anew."
        )
        self.say(text.format(typed=self._refused, step=self._step))

    def _begin_anew(self) -> None:
        """Nothing is typed, and nothing refused."""
        self._typed.text = self._refused = ""

    def _by_step(self, by: int) -> None:
        before = self.assessed
        if before is None:
            self.say(_("There is no estimate yet that could be changed: type one."))
            self.refresh()
            return
        most = 100 // self._step * self._step
        self.draft.set(self.path, min(max(before + by * self._step, 0), most))

    def _rub(self) -> None:
        if self._refused:
            self._begin_anew()
            self.refresh()
        elif self._typed.rub():
            self.refresh()
        else:
            self.draft.set(self.path, None)

    def _named(self, assessed: int | None) -> str:
        if assessed is None:
            return _("{lane}, not estimated").format(lane=self.label)
        return _("{lane}, {percent} percent").format(lane=self.label, percent=assessed)

    def _declared_text(self, said: int | None) -> str:
        weight = _("weight {weight} %").format(weight=self.lane.weight)
        if said is None:
            return _("{weight}, nothing declared").format(weight=weight)
        return _("{weight}, declared {percent} %").format(weight=weight, percent=said)

    def _measure(self) -> None:
        name, weight, value = self._columns
        name.setFixedWidth(theme().space(22))
        weight.setFixedWidth(theme().space(9))
        value.setFixedWidth(theme().space(13))
