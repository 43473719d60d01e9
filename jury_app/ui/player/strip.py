"""A strip: stills along a film, as one picture whose cells stand side by side."""

from bisect import bisect_left

from PySide6.QtCore import QRect
from PySide6.QtGui import QPixmap


class Strip:
    """Stills of one film.

    Args:
        times: The moment of each still, rising, in milliseconds.
        picture: The stills in this order, equally wide, in one row.
    """

    def __init__(self, times: tuple[int, ...], picture: QPixmap) -> None:
        self.times = times
        self.picture = picture
        self.width = picture.width() // max(len(times), 1)
        self.height = picture.height()

    def __bool__(self) -> bool:
        return bool(self.times) and self.width > 0 and self.height > 0

    def cell(self, at: int) -> QRect:
        """Where in the picture the still nearest to a moment lies."""
        after = bisect_left(self.times, at)
        near = min(
            (each for each in (after - 1, after) if 0 <= each < len(self.times)),
            key=lambda each: abs(self.times[each] - at),
        )
        return QRect(near * self.width, 0, self.width, self.height)
