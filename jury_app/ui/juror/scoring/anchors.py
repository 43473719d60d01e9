"""Anchors: what the levels of a criterion mean, below each other or under their levels."""

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from jury_app.base.texts import _
from jury_app.rules.forms import Anchor, Criterion
from jury_app.rules.rules import Scale
from jury_app.ui.juror.scoring import entry
from jury_app.ui.kit.labels import Label, Paragraph
from jury_app.ui.kit.surfaces import column
from jury_app.ui.kit.theme import theme


def nearest(criterion: Criterion, units: int | None, per: int) -> tuple[Anchor, ...]:
    """The anchors on both sides of a score, one where it has its own; all where there is none."""
    if units is None:
        return criterion.anchors
    return tuple(dict.fromkeys(each for each in criterion.around(units, per) if each is not None))


def meaning(criterion: Criterion, units: int, per: int) -> str:
    """What a score means in words: its anchor, or those that it lies between; empty if none."""
    texts = [anchor.text for anchor in nearest(criterion, units, per)]
    if len(texts) == 2:
        return _("between “{lower}” and “{upper}”").format(lower=texts[0], upper=texts[1])
    return texts[0] if texts else ""


class _Text(Paragraph):
    """An anchor's text; a click on it means its level.

    Signals:
        clicked: It was clicked.
    """

    clicked = Signal()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell a click."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.clicked.emit()


class Anchors(QWidget):
    """The anchors of one criterion.

    Args:
        criterion: Whose.
        scale: Of the round.
        is_wide: Whether they stand under their levels, else below each other.

    Signals:
        clicked: The level whose text was clicked.
    """

    clicked = Signal(int)

    def __init__(self, criterion: Criterion, scale: Scale, *, is_wide: bool) -> None:
        super().__init__()
        self._criterion = criterion
        self._scale = scale
        self._levels: list[Label] = []
        self._texts: list[_Text] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        for anchor in criterion.anchors:
            text = _Text(anchor.text)
            text.clicked.connect(lambda level=anchor.level: self.clicked.emit(level))
            text.setCursor(Qt.CursorShape.PointingHandCursor)
            self._texts.append(text)
        if is_wide and self._texts:
            self._under_levels()
        elif not is_wide:
            self._below_each_other()
        theme().changed.connect(self._measure)
        self._measure()

    def show_units(self, units: int | None) -> None:
        """Bring out the anchors nearest to a score."""
        near = nearest(self._criterion, units, self._scale.per)
        for at, anchor in enumerate(self._criterion.anchors):
            is_near = anchor in near
            self._texts[at].set_tone("" if is_near else "muted")
            if self._levels:
                self._levels[at].set_tone("accent" if is_near and units is not None else "muted")

    def _below_each_other(self) -> None:
        corner = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        self._levels = [Label(str(each.level), "strong") for each in self._criterion.anchors]
        for at, (level, text) in enumerate(zip(self._levels, self._texts, strict=True)):
            self._grid.addWidget(level, at, 0, corner)
            self._grid.addWidget(text, at, 1)
        self._grid.setColumnStretch(1, 1)

    def _under_levels(self) -> None:
        """Each text takes the room up to the middle between its level and the next anchored one."""
        low, high = self._scale.low, self._scale.high
        levels = [anchor.level for anchor in self._criterion.anchors]
        edges = [
            low * 2 - 1,
            *(a + b for a, b in pairwise(levels)),
            high * 2 + 1,
        ]
        for half in range(2 * (high - low + 1)):
            self._grid.setColumnStretch(half, 1)
            self._grid.setColumnMinimumWidth(half, 1)
        first = low * 2 - 1
        sides = Qt.AlignmentFlag
        last = len(self._texts) - 1
        for at, (text, (start, end)) in enumerate(zip(self._texts, pairwise(edges), strict=True)):
            across = {0: sides.AlignLeading, last: sides.AlignTrailing}.get(at, sides.AlignHCenter)
            text.setAlignment(across | sides.AlignTop)
            self._grid.addWidget(text, 0, start - first, 1, end - start)

    def _measure(self) -> None:
        self._grid.setHorizontalSpacing(theme().space(2))
        self._grid.setVerticalSpacing(theme().space(1))


class About(QWidget):
    """What a criterion asks, and its anchors below each other.

    Signals:
        clicked: The level whose anchor was clicked.
    """

    clicked = Signal(int)

    def __init__(self, criterion: Criterion, scale: Scale) -> None:
        super().__init__()
        self._anchors = Anchors(criterion, scale, is_wide=False)
        self._anchors.clicked.connect(self.clicked)
        about = Paragraph(criterion.about, tone="muted")
        about.setVisible(bool(criterion.about))
        keys = _("Keys: 1–9, 0 is 10, X cannot judge")
        if entry.is_wide(scale):
            keys = _("Keys: two digits, 05 is 5, or one and Enter; X cannot judge")
        elif scale.per > 1:
            keys = _("Keys: 1–9, 0 is 10, then “.” for a half; X cannot judge")
        self.setLayout(column(about, self._anchors, Paragraph(keys, "caption"), None, gap=2))

    def show_units(self, units: int | None) -> None:
        """Bring out the anchors nearest to a score."""
        self._anchors.show_units(units)
