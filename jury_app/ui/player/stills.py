"""Stills for the timeline: kept ones, or new ones, taken beside the film that plays."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap

from jury_app.screening.stills import make
from jury_app.ui.kit.jobs import Cancelled, Job, Jobs, Work
from jury_app.ui.player.strip import Strip

_LARGEST_SIDE = 1 << 15
"""Pixels; a strip of our own is far below."""


class Stills(QObject):
    """The stills of one film at a time.

    Signals:
        came: The `Strip` of the film that was asked for last.
        made: The fingerprint of a film that has stills now, and a poster for its card.
        failed: A `Told`: why there are none. The timeline does without.
    """

    came = Signal(object)
    made = Signal(str)
    failed = Signal(object)

    def __init__(
        self, jobs: Jobs, parent: QObject | None = None, *, cache: Path | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._cache = cache
        self._job: Job | None = None
        self._wanted = 0

    def ask(self, path: Path, blake3: str, size: int | None = None) -> None:
        """Get the stills of a film; what was asked for before is given up.

        Args:
            path: The film.
            blake3: Its fingerprint, in hexadecimal.
            size: Its bytes, if they are known; of a file of another size there are no stills.
        """
        self.leave()
        wanted, cache = self._wanted, self._cache

        def take(work: Work) -> tuple[tuple[int, ...], QImage]:
            work.progress(0, 0)  # a film that was left while it waited takes no time
            stills = make(path, blake3, size, cache=cache, progress=work.progress)
            return stills.times, _read(stills.strip)

        def done(found: tuple[tuple[int, ...], QImage]) -> None:
            self.made.emit(blake3)
            if wanted == self._wanted:
                self._job = None
                self.came.emit(Strip(found[0], QPixmap.fromImage(found[1])))

        def failed(error: Exception) -> None:
            if wanted == self._wanted:
                self._job = None
            if not isinstance(error, Cancelled):
                self.failed.emit(error)

        self._job = self._jobs.start(self, take, done, failed=failed, lane="stills")

    def leave(self) -> None:
        """The film was left: its stills are not needed now."""
        self._wanted += 1
        if self._job is not None:
            self._job.cancel()
            self._job = None


def _read(path: Path) -> QImage:
    """A strip from the cache; a null image if something else lies there."""
    reader = QImageReader(str(path))
    size = reader.size()
    if not size.isValid() or max(size.width(), size.height()) > _LARGEST_SIDE:
        return QImage()
    return reader.read()
