"""The head of the panel: which film this is, where it stands, and what ends the work on it."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget

from jury_app.base.texts import N_, _, plain, translate
from jury_app.desks.juror.heads import chairs_reason
from jury_app.desks.juror.reading import QueuedFilm
from jury_app.ui.juror.queue.cards import cards, round_name
from jury_app.ui.juror.recusing import recusal_menu
from jury_app.ui.juror.saved import Saved
from jury_app.ui.kit.buttons import Button, IconButton
from jury_app.ui.kit.labels import Chip, Elided, FilmTitle, Tone
from jury_app.ui.kit.surfaces import column, row
from jury_app.ui.session import Session

_COPIES: dict[str, tuple[str, str, Tone]] = {
    "checking": (N_("comparing…"), "progress", "muted"),
    "right": (N_("the right film"), "check", "good"),
    "wrong": (N_("not the right film"), "warning", "bad"),
    "unknown": (N_("copy not compared"), "info", "muted"),
}
"""What comparing came to → word, icon, tone."""


class Head(QWidget):
    """The film's name and state, and the acts that end the work on it.

    Args:
        session: Names the keys in tooltips, and whether all is saved, or anything can be.

    Signals:
        sign_wanted: It shall be signed.
        history_wanted: Earlier versions shall be shown.
        recused: The juror steps off: kind of reason, reason.
    """

    sign_wanted = Signal()
    history_wanted = Signal()
    recused = Signal(str, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        keys = session.keys
        self._reading_only = session.reading_only
        self._title = FilmTitle()
        self._film: QueuedFilm | None = None
        self._compared = ""
        self._is_close = False
        self._facts, self._brief = Elided("", "caption"), Elided("", "caption")
        self._state, self._copy = Chip(), Chip()
        self._why = Elided("", "caption", tone="warning")
        self._copy.hide()
        self._why.hide()
        self._recuse = IconButton("recused", _("Step off this film"), key=keys.shown("recuse"))
        self._history = IconButton("history", _("Earlier versions"), key=keys.shown("history"))
        self._sign = Button(_("Sign…"), "primary", icon="pen", hint=keys.hint("sign"))
        self._recuse.clicked.connect(self.ask_to_recuse)
        self._history.clicked.connect(self.history_wanted)
        self._sign.clicked.connect(self.sign_wanted)
        first = row(gap=1).add(self._title, stretch=1)
        for widget in (self._history, self._recuse, self._sign):
            first.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        self.saved = Saved(session)
        state = row(self._state, self._copy, gap=1).add(self._brief, stretch=1000)
        state.add(None, self.saved)
        self.setLayout(column(first, self._facts, state, self._why, gap=1, margin=(3, 2)))

    def show_film(self, film: QueuedFilm, *, has_versions: bool, why_void: str = "") -> None:
        """Show a film, or what has become of it.

        Args:
            film: As the queue has it.
            has_versions: Whether a scorecard of it was signed before.
            why_void: The chair's reason for taking the scorecard out of the count.
        """
        self._film = film
        (card,) = cards([film])
        self._show_title()
        icon, role = card.look
        tones: dict[str, Tone] = {"good": "good", "warning": "warning", "accent": "accent"}
        self._state.set_state(card.state, icon, tones.get(role, "muted"))
        self.show_copy(self._compared)
        can_sign = film.state in ("to_watch", "draft", "complete")
        self._sign.setVisible(can_sign and not self._reading_only)
        self._history.setVisible(has_versions)
        self._why.setText(plain(chairs_reason(why_void)) if why_void else "")
        self._why.setVisible(film.state == "void" and bool(why_void))
        self._recuse.setVisible(film.state != "recused")

    def set_close(self, *, is_close: bool) -> None:
        """Say in brief what the dossier says too, where there is little room."""
        if is_close != self._is_close:
            self._is_close = is_close
            self._show_title()

    def _show_title(self) -> None:
        if self._film is None:
            return
        (card,) = cards([self._film])
        self._title.set_title(card.title, "" if self._is_close else card.original)
        facts = " · ".join(filter(None, (card.facts, card.length)))
        self._facts.setText(facts)
        self._facts.setHidden(self._is_close)
        brief = (card.number, round_name(self._film.round), card.length)
        self._brief.setText(" · ".join(filter(None, brief)))
        self._brief.setVisible(self._is_close)
        self._copy.set_brief(is_brief=self._is_close)

    def show_copy(self, state: str) -> None:
        """Show what comparing the file with its fingerprint came to; empty: nothing.

        Of a film that is not here nothing is said but that, and what lies in its place.
        """
        self._compared = state
        is_told = self._film is None or self._film.here or state == "wrong"
        known = _COPIES.get(state) if is_told else None
        self._copy.setVisible(known is not None)
        if known is not None:
            self._copy.set_state(translate(known[0]), known[1], known[2])

    def ask_to_recuse(self, *, kind: str = "") -> None:
        """Ask for the kind of reason to step off; `kind` is the one that was said already."""
        if self._film is None or self._film.state == "recused":
            return
        menu = recusal_menu(self, self._film.title, self.recused.emit)
        menu.popup(self._recuse.mapToGlobal(QPoint(0, self._recuse.height())))
        said = (action for action in menu.actions() if kind and action.data() == kind)
        for action in said:
            menu.setActiveAction(action)
