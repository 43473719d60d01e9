"""Stills for cards in sight whose films were never opened: taken one by one while nobody is busy.

A child without keys takes them; what was made stays in the cache and serves the timeline, too.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from jury_app.base.errors import Told
from jury_app.ui.juror.queue.cards import Card
from jury_app.ui.kit.jobs import Cancelled, Job, Work
from jury_app.ui.session import Session

if TYPE_CHECKING:  # desks are loaded once the first picture stands
    from jury_app.desks.seat import Seat

IDLE = 2000
"""Milliseconds that the cards must stand still before a film is read for its picture."""
_WITH_PICTURE = frozenset({"linear", "procedural"})


class CardStills(QObject):
    """Takes the stills that the cards in sight lack.

    Args:
        session: Whose films.
        in_sight: The cards that can be seen now.

    Signals:
        made: A card has a still now.
    """

    made = Signal()

    def __init__(
        self, session: Session, in_sight: Callable[[], Sequence[Card]], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._in_sight = in_sight
        self._tried: set[str] = set()
        self._job: Job | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(IDLE)
        self._timer.timeout.connect(self._look)

    def look_soon(self) -> None:
        """Look for what is lacking once the cards stand still."""
        self._timer.start()

    def stop(self) -> None:
        """Something else is shown: the machine is needed there."""
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _look(self) -> None:
        if self._job is not None or not self._session.is_open:
            return
        card = next((each for each in self._in_sight() if self._lacks(each)), None)
        if card is None:
            return
        film, session = card.queued.film, self._session
        self._tried.add(film)

        def failed(error: Exception) -> None:
            if isinstance(error, Cancelled):  # by `stop`, which forgot the job already
                self._tried.discard(film)
            else:
                self._failed(error)

        self._job = session.jobs.start(
            self,
            lambda work: _take(session.seat, film, work),
            self._taken,
            failed=failed,
            lane="stills",
        )

    def _lacks(self, card: Card) -> bool:
        film = card.queued
        has_picture = film.here and not film.is_silent and film.form in _WITH_PICTURE
        return has_picture and not film.still and film.film not in self._tried

    def _taken(self, has_still: object) -> None:
        self._job = None
        if has_still:
            self.made.emit()
        self._timer.start()

    def _failed(self, error: Exception) -> None:
        self._job = None
        if isinstance(error, Told):  # told when the film is opened; a card does without
            self._timer.start()
        else:
            self._session.failed.emit(error)


def _take(seat: "Seat", film: str, work: Work) -> bool:
    """Take the stills of a film's first recording; whether there was one."""
    from jury_app.desks.catalogue import catalogue
    from jury_app.desks.juror.items import items_of
    from jury_app.screening.stills import make

    work.progress(0, 0)
    with seat.workspace.reading() as reader:
        items = items_of(reader, catalogue(reader), film)
    recording = next((each for each in items if each.role in ("film", "run") and each.path), None)
    if recording is None:
        return False
    make(Path(recording.path), recording.blake3, recording.bytes, progress=work.progress)
    return True
