"""The hexagon of a draft: what is declared and what is assessed over each other, to be dragged."""

import math

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent

from jury_app.pictures.hexagon import Lane, hexagon, percent_at, radius_within, spoke_at
from jury_app.pictures.shapes import Picture, Point
from jury_app.ui.juror.scoring.inhand import DraftInHand
from jury_app.ui.juror.scoring.lanes import declared
from jury_app.ui.kit.canvas import PictureView
from jury_app.ui.kit.theme import theme

_SMALLEST, _LARGEST = 58.0, 110.0
"""Length of the spokes, in points."""
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
        self.set_picture(self._drawn(self._radius))

    def minimumSizeHint(self) -> QSize:
        """The shortest spokes beside names that are still readable."""
        return QSize(round(self._drawn(_SMALLEST).width * self._pixels() * _READABLE), 0)

    def heightForWidth(self, width: int) -> int:
        """How high it is at a width: narrower means shorter spokes, not smaller letters."""
        picture = self._drawn(self._fitting(width))
        return math.ceil(picture.height * min(self._pixels(), width / picture.width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the spokes be as long as there is room for beside their names."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        radius = self._fitting(self.width())
        if radius != self._radius:
            self._radius = radius
            self.show_draft()

    def _pixels(self) -> float:
        """Pixels to a point at the text's size."""
        return self.logicalDpiY() / 72 * theme().scale

    def _fitting(self, width: int) -> float:
        return min(max(radius_within(width / self._pixels()), _SMALLEST), _LARGEST)

    def _drawn(self, radius: float) -> Picture:
        form, values = self._draft.form, dict(self._draft.shown.dossier)
        lanes = [
            Lane(
                label=lane.label,
                weight=lane.weight,
                declared=declared(self._draft, lane.id),
                assessed=self._draft.get(f"lanes/{lane.id}"),
            )
            for lane in form.lanes
        ]
        overall = values.get("declared_overall")
        gate = form.gate
        return hexagon(
            lanes,
            radius=radius,
            gate=gate.threshold if gate else None,
            band=gate.band if gate else None,
            declared_overall=overall if isinstance(overall, int | float) else None,
            marked=self._marked,
        )

    def _press(self, at: Point) -> None:
        self._held = spoke_at(at, self._radius)
        self._drag(at)

    def _drag(self, at: Point) -> None:
        if self._held is not None and not self._draft.read_only:
            step = self._draft.form.lane_step
            self.dragged.emit(self._held, percent_at(at, self._held, self._radius, step))
