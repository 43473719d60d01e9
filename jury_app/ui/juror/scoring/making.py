"""Making a scorecard in small pieces: hundreds of controls take longer than a key may wait."""

from collections.abc import Callable, Generator

from PySide6.QtCore import QObject

from jury_app.desks.juror.reading import ShownFilm
from jury_app.ui.juror.draft import DraftModel
from jury_app.ui.juror.scoring.ethics import Position
from jury_app.ui.juror.scoring.form import ScoringPanel, sections_of
from jury_app.ui.juror.scoring.inhand import DraftInHand
from jury_app.ui.session import Session

Place = Callable[[ScoringPanel], object]


class Making:
    """A scorecard that is being made.

    Args:
        session: As of `ScoringPanel`.
        shown: A film that is asked what the scorecard asks.
        position: As of `ScoringPanel`.
        place: Puts the scorecard, hidden, where it will be shown, before its sections are in it:
            Qt dresses by the stylesheet what comes into a window, and all at once takes long.

    Attributes:
        form: What the scorecard asks.
    """

    def __init__(
        self, session: Session, shown: ShownFilm, position: Position, place: Place
    ) -> None:
        self._draft = DraftModel(session, shown)
        self.form = self._draft.form
        self._pieces = _pieces(session, self._draft, position, place)

    def go_on(self) -> ScoringPanel | None:
        """Make the next piece; the scorecard, still of no film, after the last."""
        try:
            next(self._pieces)
        except StopIteration as end:
            self._draft.deleteLater()
            made: ScoringPanel = end.value
            return made
        return None

    def drop(self) -> None:
        """Take away what was made, where nobody asks for the rest."""
        self._pieces.close()
        self._draft.deleteLater()


def _pieces(
    session: Session, draft: DraftModel, position: Position, place: Place
) -> Generator[None, None, ScoringPanel]:
    hand = DraftInHand(draft)
    loose: list[QObject] = [hand]
    try:
        sections = {}
        for name, section in sections_of(hand, position):
            sections[name] = section
            loose.append(section)
            yield
        panel = ScoringPanel(session, hand, position, sections)
        loose.append(panel)
        panel.hide()
        place(panel)
        while not panel.is_whole:
            yield
            panel.take_in()
        loose.clear()
        return panel
    finally:
        for part in loose:
            part.deleteLater()
