"""Stepping off a film and taking that back; what is told of it goes once it is true no more."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from jury_app.base.errors import Problem
from jury_app.base.texts import _, plain
from jury_app.ui.juror.unlocking import Unlocking
from jury_app.ui.kit.errors import bugs_alone
from jury_app.ui.kit.jobs import Work
from jury_app.ui.kit.notice import Notice
from jury_app.ui.kit.notices import Notices
from jury_app.ui.session import Session

if TYPE_CHECKING:  # desks are loaded once the first picture stands
    from jury_app.desks.juror.signing import Stepped
    from jury_app.desks.seat import Seat


class SteppingOff(QObject):
    """How a juror steps off films, and comes back to those that nobody heard of yet.

    Args:
        session: The workspace's session.
        unlocking: Asks for the passphrase where the keychain does not open the keys.
        notices: Where it is told.

    Signals:
        stepped_off: The juror stepped off this film.
    """

    stepped_off = Signal(str)

    def __init__(self, session: Session, unlocking: Unlocking, notices: Notices) -> None:
        super().__init__(notices)
        self._session = session
        self._unlocking = unlocking
        self._notices = notices
        self._offers: dict[str, Notice] = {}
        session.changed.connect(self._look)

    def step_off(self, film: str, why: str, reason: str) -> None:
        """Step off a film."""

        def act(seat: "Seat", _work: Work) -> "Stepped":
            from jury_app.desks.juror import signing

            return signing.recuse(seat, film, why, reason)  # type: ignore[arg-type]  # one of the menu's

        def failed(error: Exception) -> None:
            # The reason was typed, and must not be typed again.
            again = (_("Try again"), lambda: self.step_off(film, why, reason))
            self._notices.show_error(error, act=again if isinstance(error, Problem) else None)

        self._unlocking.run(self, act, self._done, failed)

    def take_back(self, film: str) -> None:
        """Undo a mistaken stepping off that was not sent yet."""

        def taken_back(_done: object) -> None:
            self._withdraw(film)
            self._notices.tell(_("The film is yours again; nothing was sent."))

        def take_back(seat: "Seat") -> object:
            from jury_app.desks.juror import signing

            return signing.take_back(seat, film)

        self._session.write(self, take_back, taken_back)

    def _done(self, stepped: "Stepped") -> None:
        film = stepped.film
        self.stepped_off.emit(film)
        self._withdraw(film)
        words = _("You stepped off “{title}”. Your scores of it are void once this is sent.")
        undo = (_("Undo"), lambda: self.take_back(film))
        self._offers[film] = self._notices.tell(words.format(title=plain(stepped.title)), act=undo)

    def _withdraw(self, film: str) -> None:
        """Offer no undoing of what is undone, or was sent."""
        if film in self._offers:
            self._notices.remove(self._offers.pop(film))

    def _look(self) -> None:
        asked = frozenset(self._offers)  # what is offered meanwhile, the answer does not know

        def looked(unsent: frozenset[str]) -> None:
            for film in asked - unsent:
                self._withdraw(film)

        if asked:
            self._session.read(self, _unsent, looked, bugs_alone(self._session.failed.emit))


def _unsent(seat: "Seat") -> frozenset[str]:
    from jury_app.desks.juror import signing

    with seat.workspace.reading() as reader:
        return frozenset(signing.unsent_recusals(reader))
