"""Ahead: what the next keys will ask for, made ready while a juror looks at a film.

That is the film's own scorecard, which is not seen while it begins; then the next film's reading,
and a scorecard where none of its kind was needed before. All is made in pauses, off the UI thread
or in small pieces; the keys then wait for nothing. A reading is let go of as soon as something that
it may be about was changed, and taken anew in the next pause.
"""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer, Signal

from jury_app.desks.juror import reading
from jury_app.desks.juror.reading import ShownFilm
from jury_app.store.changes import ChangeSet
from jury_app.ui.juror.touched import films_of
from jury_app.ui.kit.errors import bugs_alone
from jury_app.ui.kit.jobs import Question
from jury_app.ui.kit.pause import TYPING
from jury_app.ui.session import Session

PAUSE = 150
"""Milliseconds after a film came, or a change, until something is made ready."""
_BREATH = 10
"""Milliseconds between two pieces, in which keys and pictures have their turn."""
_AGE = 60_000
"""Milliseconds after which a reading is taken anew: drives come and go, and days end, untold."""

_DONE = object()

Pieces = Iterator[None]
"""Makes something in small pieces."""


class Ahead(QObject):
    """The next film's reading, and what showing it needs.

    Args:
        session: Through which is read.
        own: Makes what the film that is shown needs for its keys.
        next_ones: Makes what showing the next film needs.

    Signals:
        asked: Which film will be next? `expect` answers.
    """

    asked = Signal()

    def __init__(
        self,
        session: Session,
        own: Callable[[], Pieces],
        next_ones: Callable[[ShownFilm], Pieces],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._own = own
        self._next_ones = next_ones
        self._making: Pieces | None = None
        self._held: ShownFilm | None = None
        self._expected: tuple[str, str] | None = None
        self._question = Question()
        self._is_on = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._go_on)
        session.changed.connect(self._wrote)

    def begin(self) -> None:
        """A film is looked at: make ready what its keys need, and what follows it."""
        self._forget()
        self._is_on = True
        self._making = self._own()
        self._timer.start(PAUSE)

    def end(self) -> None:
        """Nothing follows any more; let go of everything."""
        self._is_on = False
        self._timer.stop()
        self._forget()

    def expect(self, film: str, round_id: str) -> None:
        """This film will be next, as far as is known now."""
        if not self._is_on:
            return
        self._forget()
        self._expected = (film, round_id)
        self._session.read(
            self,
            lambda seat: reading.shown(seat, film, round_id),
            self._question.ask()(self._came),
            bugs_alone(self._session.failed.emit),
        )

    def take(self, film: str, round_id: str) -> ShownFilm | None:
        """Give the film's reading, where there is one and the film can be watched by it.

        A film that was not here may have come meanwhile: it is looked for anew.
        """
        shown = self._held
        if shown is None or (film, round_id) != self._expected:
            return None
        if not shown.film.here or shown.film.is_silent:
            return None
        return shown

    def _forget(self) -> None:
        self._question.ask()  # what is on its way is not heard
        self._held = self._expected = self._making = None

    def _came(self, shown: ShownFilm) -> None:
        self._held = shown
        self._making = self._next_ones(shown) if shown.form is not None else None
        self._timer.start(_BREATH if self._making is not None else _AGE)

    def _go_on(self) -> None:
        """Make the next piece, or ask what is to be made."""
        if not self._session.is_saved or TYPING.is_on:
            self._timer.start(_BREATH)  # hands that write go first
        elif self._making is None:
            self.asked.emit()
        elif next(self._making, _DONE) is not _DONE:
            self._timer.start(_BREATH)
        else:
            self._making = None
            self._timer.start(_AGE if self._held is not None else _BREATH)

    def _wrote(self, changes: ChangeSet) -> None:
        touched = films_of(changes)
        is_ours = touched is None or (self._expected or ("",))[0] in touched
        if self._is_on and is_ours:
            self.begin()
