"""The hexagon of a draft: what is declared and what is assessed over each other, to be dragged.

It is drawn in full where there is room for that, else in its compact form; where there is none for
that either, bare beside the lanes, which say the same in words.
"""

import math
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent

from jury_app.base.texts import language
from jury_app.pictures.hexagon import (
    Form as Drawn,
)
from jury_app.pictures.hexagon import (
    Lane,
    hexagon,
    percent_at,
    place_of,
    radius_below,
    radius_within,
    spoke_at,
)
from jury_app.pictures.shapes import Picture, Point
from jury_app.ui.juror.scoring.inhand import DraftInHand
from jury_app.ui.juror.scoring.lanes import declared
from jury_app.ui.kit.canvas import PictureView
from jury_app.ui.kit.theme import theme

_SMALLEST, _LARGEST = 58.0, 110.0
"""Length of the spokes, in points."""
_SHORTEST = 36.0
"""Length of the spokes in the compact form, in points."""
_ENDLESS = (1 << 24) - 1  # Qt's widest widget
_READABLE = 0.8
"""How much smaller than the text's size the names may become."""


class Hexagon(PictureView):
    """The hexagon of the draft; its corners can be dragged.

    Signals:
        dragged: Number of a lane, and the percentage to which its corner was dragged.
    """

    dragged = Signal(int, int)

    def __init__(self, draft: DraftInHand) -> None:
        super().__init__(largest=1.0)
        self._draft = draft
        self._held: int | None = None
        self._marked: int | None = None
        self._radius = _LARGEST
        self._form: Drawn = "whole"
        self._room: int | None = None
        self._beside: QSize | None = None
        self.pressed_at.connect(self._press)
        self.dragged_to.connect(self._drag)
        theme().changed.connect(self._fit)
        self.show_draft()

    def mark(self, lane: int | None) -> None:
        """Let the spoke of a lane stand out."""
        if lane != self._marked:
            self._marked = lane
            self.show_draft()

    def show_draft(self) -> None:
        """Draw what is declared and what is assessed now."""
        self.set_picture(self._drawn(self._radius, self._form))

    def give_room(self, height: int) -> None:
        """Be at most `height` pixels high, as long as that leaves spokes that can be read."""
        if height != self._room:
            self._room = height
            self.updateGeometry()
            self._fit()

    def least_high(self, width: int) -> int:
        """How high its lowest form above the lanes is at a width."""
        return self._high(self._drawn(_SHORTEST, "compact"), width)

    def stand_beside(self, room: QSize | None) -> None:
        """Be bare, and no larger than this, beside the lanes; None: stand above them."""
        if room == self._beside:
            return
        self._beside = room
        self.setMaximumSize(room or QSize(_ENDLESS, _ENDLESS))
        self.updateGeometry()
        self._fit()

    def place_of(self, spoke: int, percent: float) -> Point:
        """Where a percentage lies on a spoke, in the picture."""
        return place_of(spoke, percent, self._radius, form=self._form)

    def minimumSizeHint(self) -> QSize:
        """The shortest spokes beside names that are still readable."""
        return QSize(self.least_wide, 0) if self._beside is None else self._beside

    @property
    def least_wide(self) -> int:
        """How wide it must be above the lanes, in pixels."""
        return round(self._drawn(_SMALLEST, "whole").width * self._pixels() * _READABLE)

    def heightForWidth(self, width: int) -> int:
        """How high it is at a width: narrower means shorter spokes, not smaller letters."""
        return self._high(self._drawn(*self._fitting(width)), width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the spokes be as long as there is room for beside their names."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        fitting = self._fitting(self.width())
        if fitting != (self._radius, self._form):
            self._radius, self._form = fitting
            self.show_draft()

    def _pixels(self) -> float:
        """Pixels to a point at the text's size."""
        return self.logicalDpiY() / 72 * theme().scale

    def _high(self, picture: Picture, width: int) -> int:
        return math.ceil(picture.height * min(self._pixels(), width / picture.width))

    def _fitting(self, width: int) -> tuple[float, Drawn]:
        """The spokes' length at a width, and the form that is drawn."""
        points = width / self._pixels()
        if self._beside is not None:
            high = radius_below(self._beside.height() / self._pixels(), form="bare")
            return max(min(radius_within(points, form="bare"), high), 1.0), "bare"
        radius = min(max(radius_within(points), _SMALLEST), _LARGEST)
        if self._room is None or self._high(self._drawn(radius, "whole"), width) <= self._room:
            return radius, "whole"
        short = min(
            radius_within(points, form="compact"), radius_below(self._room / self._pixels())
        )
        return min(max(short, _SHORTEST), _LARGEST), "compact"

    def _drawn(self, radius: float, form: Drawn) -> Picture:
        asked, values = self._draft.form, dict(self._draft.shown.dossier)
        lanes = tuple(
            Lane(
                label=lane.label,
                weight=lane.weight,
                declared=declared(self._draft, lane.id),
                assessed=self._draft.get(f"lanes/{lane.id}"),
            )
            for lane in asked.lanes
        )
        overall = values.get("declared_overall")
        gate = asked.gate
        return _picture(
            lanes,
            language(),
            radius=radius,
            gate=gate.threshold if gate else None,
            band=gate.band if gate else None,
            declared_overall=overall if isinstance(overall, int | float) else None,
            marked=self._marked,
            form=form,
        )

    def _press(self, at: Point) -> None:
        self._held = spoke_at(at, self._radius, form=self._form)
        self._drag(at)

    def _drag(self, at: Point) -> None:
        if self._held is not None and not self._draft.read_only:
            step = self._draft.form.lane_step
            percent = percent_at(at, self._held, self._radius, step, form=self._form)
            self.dragged.emit(self._held, percent)


@lru_cache(maxsize=32)
def _picture(lanes: tuple[Lane, ...], _language: str, **how: Any) -> Picture:  # noqa: ANN401  `hexagon`'s
    """As `hexagon`; kept, because a layout asks for the height of the same one ten times over."""
    return hexagon(lanes, **how)
