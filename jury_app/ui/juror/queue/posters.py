"""Posters: stills of films, made small off the UI thread; a bounded number of them is kept."""

from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap

from jury_app.ui.kit.errors import bugs_alone
from jury_app.ui.session import Session

KEPT = 160
"""Pictures that are kept: several screens of cards at 4K."""
_LARGEST_SIDE = 8192


class Posters(QObject):
    """The pictures of cards.

    Signals:
        came: The path of a picture that can be painted now.
    """

    came = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._pixmaps: OrderedDict[tuple[str, QSize], QPixmap] = OrderedDict()
        self._asked: set[tuple[str, QSize]] = set()

    def pixmap(self, path: str, box: QSize) -> QPixmap | None:
        """The picture that fills a box of device pixels, or None until it has come."""
        if not path or box.isEmpty():
            return None
        key = (path, box)
        if key in self._pixmaps:
            self._pixmaps.move_to_end(key)
            return self._pixmaps[key]
        if key not in self._asked:
            self._asked.add(key)
            # A card without its picture is a card.
            failed = bugs_alone(self._session.failed.emit)
            self._session.read(self, lambda _seat: _read(path, box), self._keep(key), failed)
        return None

    def forget(self) -> None:
        """Ask again for those that were not there: a film may have been attached meanwhile."""
        self._asked.clear()

    def _keep(self, key: tuple[str, QSize]) -> Callable[[QImage], None]:
        def keep(image: QImage) -> None:
            if image.isNull():
                return  # stays asked for: no still there, or none that can be read
            self._asked.discard(key)
            self._pixmaps[key] = QPixmap.fromImage(image)
            while len(self._pixmaps) > KEPT:
                self._pixmaps.popitem(last=False)
            self.came.emit(key[0])

        return keep


def _read(path: str, box: QSize) -> QImage:
    """A picture scaled and cut to fill a box; a null image where there is none."""
    reader = QImageReader(path)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or max(size.width(), size.height()) > _LARGEST_SIDE:
        return QImage()
    wanted = size.scaled(box, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    reader.setScaledSize(wanted)
    image = reader.read()
    left, top = (wanted.width() - box.width()) // 2, (wanted.height() - box.height()) // 2
    return image.copy(left, top, box.width(), box.height())
