"""The room: the film, its controls, and beside it what the juror writes, reads and scores.

Nothing but the film is to be seen until a hand stirs. The room puts its parts together and gives
them their keys; what each does stands with it.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from jury_app.desks.juror import reading
from jury_app.desks.juror.items import ShownItem
from jury_app.desks.juror.reading import ShownFilm
from jury_app.ui.juror.draft import DraftModel, Unsettled
from jury_app.ui.juror.room import troubles
from jury_app.ui.juror.room.ahead import PAUSE, Ahead
from jury_app.ui.juror.room.beside import Beside
from jury_app.ui.juror.room.controls import Controls, Theatre
from jury_app.ui.juror.room.filmkeys import film_commands, frame_commands
from jury_app.ui.juror.room.filmpanel import FilmPanel
from jury_app.ui.juror.room.finding import Finding
from jury_app.ui.juror.room.lights import Lights
from jury_app.ui.juror.room.projection import Projection
from jury_app.ui.juror.room.stage import Stage
from jury_app.ui.juror.room.troubles import Trouble
from jury_app.ui.kit.surfaces import Surface, row
from jury_app.ui.session import Session

AGAIN = 3000
"""Milliseconds after which a drive that is away is looked for again."""
SLOW = 400
"""Milliseconds after which it is said that a film is being opened: sooner would flicker."""
_SCORECARD = ("scores", "lanes", "remarks", "distribution")
"""Commands that are the scorecard's."""


class Room(Surface):
    """One film on the screen.

    Args:
        session: Through which everything is read and kept.

    Attributes:
        ground: The film with its controls, over which something may float.

    Signals:
        left: Back to the queue.
        next_wanted: The next film without a scorecard.
        sign_wanted: This film's card shall be signed: film and round.
        history_wanted: Its earlier versions: film and round.
        recused: The juror steps off: film, kind of reason, reason.
        told: What an undo or a redo did, in a sentence.
    """

    left = Signal()
    next_wanted = Signal()
    sign_wanted = Signal(str, str)
    history_wanted = Signal(str, str)
    recused = Signal(str, str, str)
    told = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("film", parent=parent)
        # The film's native window would make its neighbours native, and menus of these homeless.
        QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontCreateNativeWidgetSiblings)
        self._session = session
        self.draft: DraftModel | None = None
        self._wanted: tuple[str, str] | None = None
        self._path = ""
        self._unsettled = Unsettled(self)
        self._waiting = QTimer(self)
        self._waiting.setInterval(AGAIN)
        self._waiting.timeout.connect(self._look_again)
        self._opening = QTimer(self)
        self._opening.setSingleShot(True)
        self._opening.setInterval(SLOW)
        self._opening.timeout.connect(lambda: self.stage.tell(troubles.opening()))
        self._build()
        self.setLayout(row(gap=0).add(self.theatre, stretch=1).add(self.drawer))
        self._connect()
        self._attach_keys()

    def open(self, film: str, round_id: str, *, paused: bool = False) -> None:
        """Open a film where it was left; one that is open stays as it is.

        Args:
            film: The film's id.
            round_id: The round in which it is judged.
            paused: Whether it waits there instead of playing.
        """
        if self._wanted == (film, round_id):
            return
        ready = self.ahead.take(film, round_id)
        self.close_film()
        self._wanted = (film, round_id)
        if ready is not None:
            self._came(ready, paused=paused)
            if self.draft is not None:
                # A drive may have gone meanwhile, untold: that is looked for behind the picture.
                QTimer.singleShot(PAUSE, self.draft, self.draft.reread)
            return
        self._opening.start()
        self._session.read(
            self,
            lambda seat: reading.shown(seat, film, round_id),
            partial(self._came, paused=paused),
            partial(self._refused, (film, round_id)),
        )

    def close_film(self) -> None:
        """Keep where the film stands and let go of it; the room is empty and dark."""
        self._wanted = None
        self._path = ""
        self._waiting.stop()
        self._opening.stop()
        self.ahead.end()
        self.lights.stop()
        self.beside.show_draft(None)
        self.projection.leave()
        self.stage.tell(None)
        if self.draft is not None:
            self.draft.loaded.disconnect(self._loaded)
            self._unsettled.leave(self.draft)
            self.draft = None

    def end(self) -> None:
        """Close the film and the player, before the window goes."""
        self.close_film()
        self.panel.end()
        self.projection.close()

    # Parts --------------------------------------------------------------------------------------

    def _build(self) -> None:
        session, keys = self._session, self._session.keys
        self.stage = Stage()
        self.finding = Finding(session, self.stage)
        self.projection = Projection(session, self.stage.film, self)
        self.player = self.projection.player
        self.controls = Controls(self.player, keys)
        self.theatre = self.ground = Theatre(self.stage, self.controls)
        self.panel = FilmPanel(session, self._position)
        self.ahead = Ahead(session, self.panel.fill, self.panel.make_ready, self)
        self.beside = Beside(session, self, self.panel, self.stage, self.player)
        self.drawer, self.screening = self.beside.drawer, self.beside.screening
        self.lights = Lights(
            self.player, self.theatre, self.drawer, self.screening, session.preferences
        )

    def _connect(self) -> None:
        film, controls, player = self.stage.film, self.controls, self.player
        projection, panel, beside = self.projection, self.panel, self.beside
        for told, act in (
            (film.chosen, player.toggle),
            (film.full_screen_asked, player.toggle),  # its first click was one on the film
            (film.full_screen_asked, self.screening.toggle),
            (controls.left, self.left),
            (controls.noted, beside.note),
            (controls.flagged, beside.flag),
            (controls.panel_asked, beside.toggle),
            (controls.full_screen_asked, self.screening.toggle),
            (controls.timeline.mark_chosen, beside.go_to_mark),
            (projection.troubled, self._troubled),
            (projection.verified, panel.head.show_copy),
            (projection.strip_came, controls.timeline.set_stills),
            (self.stage.acted, self._act),
            (self.finding.found, lambda: self.draft.reread() if self.draft else None),
            (panel.marks_changed, controls.timeline.set_marks),
            (panel.notes.jumped, player.seek),
            (panel.seen.play_wanted, self._play_item),
            (panel.head.sign_wanted, self._sign),
            (panel.head.history_wanted, self._show_history),
            (panel.head.recused, self._recuse),
            (beside.parted, lambda window: self._session.keys.attach(window, self._commands)),
            (beside.told, self.told),
        ):
            told.connect(act)

    def _attach_keys(self) -> None:
        keys, stirring, beside = self._session.keys, self.lights.stirring, self.beside
        commands: dict[str, Callable[[], object]] = {
            **film_commands(self.player),
            "back": self._back,
            "full_screen": self.screening.toggle,
            "next_screen": self.screening.next_screen,
            "panel": beside.toggle,
            "panel_apart": beside.part,
            "film_focus": beside.to_film,
            "note": beside.note,
            "ethics": beside.flag,
            **{each: partial(beside.score, each) for each in _SCORECARD},
            "notes": partial(beside.show_page, "notes"),
            "dossier": partial(beside.show_page, "dossier"),
            "runs": partial(beside.show_page, "seen"),
            "undo": lambda: self.draft.undo() if self.draft else None,
            "redo": lambda: self.draft.redo() if self.draft else None,
            "sign": self._sign,
            "history": self._show_history,
            "recuse": self.panel.head.ask_to_recuse,
        }
        self._commands = {name: stirring(act) for name, act in commands.items()}
        # The hand that asks for another film shall see nothing else: the film may be there at once.
        self._commands["next_unscored"] = self.next_wanted.emit
        keys.attach(self, self._commands)
        frames = frame_commands(self.player).items()
        keys.attach(self.stage.film, {name: stirring(act) for name, act in frames})

    def _position(self) -> int | None:
        return self.player.position if self.projection.item is not None else None

    # The film -----------------------------------------------------------------------------------

    def _refused(self, wanted: tuple[str, str], error: Exception) -> None:
        if self._wanted == wanted:
            self.left.emit()  # first: what is told stays with the page on which it is told
        self._session.failed.emit(error)

    def _came(self, shown: ShownFilm, *, paused: bool) -> None:
        if self._wanted != (shown.film.film, shown.film.round):
            return  # somebody went on to another film meanwhile
        self._opening.stop()
        if shown.form is None or shown.rules is None:
            self.stage.tell(troubles.no_rules())
            return
        known = self._unsettled.take(shown.film.film, shown.film.round)
        self.draft = known or DraftModel(self._session, shown, self)
        self.draft.loaded.connect(self._loaded)
        self.lights.darken()
        # The pages first: a film that starts takes the processor from them, and they wait for none.
        self.beside.show_draft(self.draft)
        self._play(shown, _playable(shown), paused=paused)
        self._wait_for_drive()
        if self._path:
            self.go_to(self._path)
        self.ahead.begin()

    def _play(self, shown: ShownFilm, item: ShownItem | None, *, paused: bool = False) -> None:
        self.controls.begin(item)
        self.projection.open(shown, item, paused=paused)
        if self.stage.trouble is None:
            self.stage.film.setFocus(Qt.FocusReason.OtherFocusReason)

    def _play_item(self, item: ShownItem) -> None:
        if self.draft is not None:
            self._play(self.draft.shown, item)

    def _loaded(self) -> None:
        """The film was read anew: a file may have come, the card may be signed."""
        assert self.draft is not None  # noqa: S101  connected only with one
        shown = self.draft.shown
        self._wait_for_drive()
        item = _playable(shown)
        if item is not None and (self.projection.item is None or self._is_elsewhere(item)):
            focused = QApplication.focusWidget()
            is_at_work = focused is not None and self.panel.isAncestorOf(focused)
            self._play(shown, item, paused=is_at_work)
            if is_at_work and focused is not None:
                focused.setFocus(Qt.FocusReason.OtherFocusReason)  # who writes keeps the caret

    def _is_elsewhere(self, item: ShownItem) -> bool:
        """Whether the file that troubles lies at another place now."""
        before = self.projection.item
        moved = before is not None and before.key == item.key and before.path != item.path
        return moved and self.stage.trouble is not None

    def _troubled(self, trouble: Trouble | None) -> None:
        self.stage.tell(trouble)
        self._wait_for_drive()
        if trouble is not None:
            QTimer.singleShot(0, self, self._light_trouble)  # what is told of it comes first

    def _light_trouble(self) -> None:
        if self.stage.trouble is not None:
            self.lights.stir()

    @property
    def _is_away(self) -> bool:
        """Whether the film is not here, or was not when that was read."""
        told = self.stage.trouble
        return self.draft is not None and (
            not self.draft.shown.film.here or (told is not None and told.is_away)
        )

    def _wait_for_drive(self) -> None:
        """Look for a drive that is away from time to time: it comes back untold."""
        if self._is_away and not self._waiting.isActive():
            self._waiting.start()

    def _look_again(self) -> None:
        if not self._is_away:
            self._waiting.stop()
        elif self.isVisible() and self.draft is not None:
            self.draft.reread()
            if self.stage.trouble is not None and self.stage.trouble.is_away:
                self.projection.look_again()

    def _act(self, act: str) -> None:
        """Do what somebody chose about a trouble."""
        acts: dict[str, Callable[[], object]] = {
            "works": partial(self.beside.show_page, "seen"),
            "seen": partial(self.beside.show_page, "seen"),
            "file": self.finding.ask_file,
            "folder": self.finding.ask_folder,
            "again": self.projection.again,
            "anyway": self.projection.watch_anyway,
            "go_on": partial(self.beside.score, "scores"),
            "step_off": self._ask_to_step_off,
        }
        acts[act]()

    # Hands --------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key that nobody took is still a hand that stirs."""
        self.lights.stir()
        super().keyPressEvent(event)

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """The focus belongs to the film, or to what is told in its place."""
        self.stage.take_focus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Who goes elsewhere in the window leaves the film standing."""
        if not event.spontaneous():
            self.screening.join()
            self.screening.leave()
            self.player.pause()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The panel is as wide as the window allows."""
        super().resizeEvent(event)
        self.drawer.fit()

    def _back(self) -> None:
        """One step back: from what is open beside the film, from the full screen, from the room."""
        if self.panel.step_back():
            return
        if self.screening.is_full:
            self.screening.leave()
        else:
            self.left.emit()

    def show_page(self, name: str) -> None:
        """Show a page of the panel, and go there."""
        self.beside.show_page(name)

    def go_to(self, path: str) -> None:
        """Go to what keeps the card from being signed, now or when the film has come."""
        self._path = "" if self.draft is not None else path
        if self.draft is not None:
            self.beside.go_to(path)

    # The card -----------------------------------------------------------------------------------

    def _sign(self) -> None:
        if self.draft is not None and not self.draft.read_only:
            self.sign_wanted.emit(self.draft.film, self.draft.round)

    def _show_history(self) -> None:
        if self.draft is not None:
            self.history_wanted.emit(self.draft.film, self.draft.round)

    def _ask_to_step_off(self) -> None:
        self.beside.open_panel()
        self.panel.head.ask_to_recuse(kind="cannot_view")

    def _recuse(self, kind: str, reason: str) -> None:
        if self.draft is not None:
            self.recused.emit(self.draft.film, kind, reason)


def _playable(shown: ShownFilm) -> ShownItem | None:
    """The recording to open first; None where there is none."""
    return next((i for i in shown.items if i.path and i.path == shown.playable), None)
