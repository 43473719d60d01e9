"""The room: the film, its controls, and beside it what the juror writes, reads and scores.

Nothing but the film is to be seen until a hand stirs. The room puts its parts together and gives
them their keys; what each does stands with it.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from jury_app.base.errors import Told
from jury_app.base.texts import _
from jury_app.desks.juror import reading, watching
from jury_app.desks.juror.items import ShownItem
from jury_app.desks.juror.reading import ShownFilm
from jury_app.desks.juror.watching import Found
from jury_app.desks.seat import Seat
from jury_app.ui.juror.draft import DraftModel
from jury_app.ui.juror.room import troubles
from jury_app.ui.juror.room.controls import Controls, Theatre
from jury_app.ui.juror.room.dossier import Dossier
from jury_app.ui.juror.room.drawer import Drawer, Panel
from jury_app.ui.juror.room.filmkeys import film_commands, frame_commands
from jury_app.ui.juror.room.head import Head
from jury_app.ui.juror.room.notes import Note
from jury_app.ui.juror.room.notespanel import NotesPanel
from jury_app.ui.juror.room.projection import Projection
from jury_app.ui.juror.room.screens import Screening
from jury_app.ui.juror.room.seenpanel import SeenPanel
from jury_app.ui.juror.room.stage import Stage
from jury_app.ui.juror.room.stillness import Stillness
from jury_app.ui.juror.room.troubles import Trouble
from jury_app.ui.kit.jobs import Work
from jury_app.ui.kit.surfaces import Surface, row
from jury_app.ui.player.timeline import Mark
from jury_app.ui.session import Session


class Room(Surface):
    """One film on the screen.

    Args:
        session: Through which everything is read and kept.

    Signals:
        left: Back to the queue.
        next_wanted: The next film without a scorecard.
        sign_wanted: This film's card shall be signed: film and round.
        history_wanted: Its earlier versions: film and round.
        recused: The juror steps off: film, kind of reason, reason.
        alone: Whether the film has the whole screen, so that nothing else of the window shows.
    """

    left = Signal()
    next_wanted = Signal()
    sign_wanted = Signal(str, str)
    history_wanted = Signal(str, str)
    recused = Signal(str, str, str)
    alone = Signal(bool)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("film", parent=parent)
        self._session = session
        self.draft: DraftModel | None = None
        self._wanted: tuple[str, str] | None = None
        self._plays_on = False
        self._build()
        self._lay_out()
        self._connect()
        self._attach_keys()

    def open(self, film: str, round_id: str, *, paused: bool = False) -> None:
        """Open a film where it was left.

        Args:
            film: The film's id.
            round_id: The round in which it is judged.
            paused: Whether it waits there instead of playing.
        """
        self.close_film()
        self._wanted = (film, round_id)

        def came(shown: ShownFilm) -> None:
            if self._wanted == (film, round_id):
                self._came(shown, paused=paused)

        self._session.read(self, lambda seat: reading.shown(seat, film, round_id), came)

    def close_film(self) -> None:
        """Keep where the film stands and let go of it; the room is empty and dark."""
        self._wanted = None
        self._plays_on = False
        for page in self._pages:
            page.show_draft(None)
        self.projection.leave()
        self.stage.tell(None)
        if self.draft is not None:
            self.draft.deleteLater()
            self.draft = None

    def end(self) -> None:
        """Close the film and the player, before the window goes."""
        self.close_film()
        self._stillness.stop()
        self.projection.close()

    # Parts --------------------------------------------------------------------------------------

    def _build(self) -> None:
        session, keys = self._session, self._session.keys
        self.stage = Stage()
        self.projection = Projection(session, self.stage.film, self)
        self.player = self.projection.player
        self.player.sound.set(session.preferences.volume, muted=session.preferences.muted)
        self.controls = Controls(self.player, keys)
        self.theatre = Theatre(self.stage, self.controls)
        self.head = Head(keys)
        self.notes = NotesPanel(session)
        self.dossier = Dossier(session)
        self.seen = SeenPanel(session)
        self._pages = (self.notes, self.dossier, self.seen)
        self.panel = Panel(self.head)
        self.panel.add("notes", _("Notes"), self.notes)
        self.panel.add("dossier", _("Dossier"), self.dossier)
        self.panel.add("seen", _("Seen"), self.seen)
        self.drawer = Drawer(self.panel, session.preferences)
        self.screening = Screening(self, self.panel, self._dock)
        self._stillness = Stillness(self)

    def _lay_out(self) -> None:
        beside = row(gap=0)
        beside.add(self.theatre, stretch=1).add(self.drawer)
        self.setLayout(beside)

    def _connect(self) -> None:
        film, controls, player = self.stage.film, self.controls, self.player
        self._stillness.watch(film, self.stage, controls, controls.timeline)
        self._stillness.stirred.connect(self._stirred)
        self._stillness.rested.connect(self._rested)
        film.chosen.connect(player.toggle)
        film.full_screen_asked.connect(self.screening.toggle)
        player.state.connect(self._state_changed)
        player.sound.changed.connect(self._sound_changed)
        controls.left.connect(self.left)
        controls.noted.connect(self.note)
        controls.flagged.connect(self.flag)
        controls.panel_asked.connect(self._toggle_panel)
        controls.full_screen_asked.connect(self.screening.toggle)
        controls.timeline.mark_chosen.connect(self._mark_chosen)
        self.projection.troubled.connect(self._troubled)
        self.projection.verified.connect(self.head.show_copy)
        self.stage.acted.connect(self._act)
        self.notes.jumped.connect(player.seek)
        self.notes.finished.connect(self._note_finished)
        self.notes.left.connect(film.setFocus)
        self.notes.changed.connect(self._notes_changed)
        self.seen.play_wanted.connect(self._play_item)
        self.head.sign_wanted.connect(self._sign)
        self.head.history_wanted.connect(self._show_history)
        self.head.recused.connect(self._recuse)
        self.screening.changed.connect(self._full_changed)

    def _attach_keys(self) -> None:
        keys = self._session.keys
        commands: dict[str, Callable[[], object]] = {
            **film_commands(self.player),
            "back": self._back,
            "next_unscored": self.next_wanted.emit,
            "full_screen": self.screening.toggle,
            "next_screen": self.screening.next_screen,
            "panel": self._toggle_panel,
            "panel_apart": self._part_panel,
            "film_focus": self.stage.film.setFocus,
            "note": self.note,
            "ethics": self.flag,
            "notes": lambda: self.show_page("notes"),
            "dossier": lambda: self.show_page("dossier"),
            "runs": lambda: self.show_page("seen"),
            "undo": lambda: self.draft.undo() if self.draft else None,
            "redo": lambda: self.draft.redo() if self.draft else None,
            "sign": self._sign,
            "history": self._show_history,
            "recuse": self.head.ask_to_recuse,
        }
        self._commands = {name: self._stirring(act) for name, act in commands.items()}
        keys.attach(self, self._commands)
        frames = frame_commands(self.player)
        keys.attach(self.stage.film, {name: self._stirring(act) for name, act in frames.items()})

    def _stirring(self, act: Callable[[], object]) -> Callable[[], object]:
        """The act of a key, which is also a hand that stirs."""

        def do() -> object:
            self._stillness.stir()
            return act()

        return do

    # The film -----------------------------------------------------------------------------------

    def _came(self, shown: ShownFilm, *, paused: bool) -> None:
        if shown.form is None or shown.rules is None:
            self.stage.tell(troubles.no_rules())
            return
        self.draft = DraftModel(self._session, shown, self)
        self.draft.loaded.connect(self._loaded)
        for page in self._pages:
            page.show_draft(self.draft)
        self.head.show_film(shown.film)
        self._darken()
        self._play(shown, _playable(shown), paused=paused)

    def _play(self, shown: ShownFilm, item: ShownItem | None, *, paused: bool = False) -> None:
        self.controls.begin(item.length if item else 0, item.seen if item else ())
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
        self.head.show_film(shown.film)
        item = _playable(shown)
        if item is not None and (self.projection.item is None or self._is_elsewhere(item)):
            self._play(shown, item)

    def _is_elsewhere(self, item: ShownItem) -> bool:
        """Whether the file that troubles lies at another place now."""
        before = self.projection.item
        moved = before is not None and before.key == item.key and before.path != item.path
        return moved and self.stage.trouble is not None

    def _troubled(self, trouble: Trouble | None) -> None:
        self.stage.tell(trouble)
        if trouble is not None:
            self._stillness.stop()
            self._stirred()

    def _act(self, act: str) -> None:
        """Do what somebody chose about a trouble."""
        acts: dict[str, Callable[[], object]] = {
            "works": lambda: self.show_page("seen"),
            "file": lambda: self._choose(QFileDialog.FileMode.ExistingFile),
            "folder": lambda: self._choose(QFileDialog.FileMode.Directory),
            "again": self.projection.again,
            "anyway": self.projection.watch_anyway,
            "go_on": lambda: self.show_page("notes"),
            "step_off": self.head.ask_to_recuse,
        }
        acts[act]()

    def _choose(self, mode: QFileDialog.FileMode) -> None:
        dialog = QFileDialog(self, _("Where is the film?"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(mode)
        dialog.fileSelected.connect(lambda path: self.attach(Path(path)))
        dialog.open()

    def attach(self, path: Path) -> None:
        """Look in a folder, or at a file, for this and all other films."""

        def find(seat: Seat, work: Work) -> Found:
            return watching.attach(seat, path, progress=lambda done: work.progress(done, 0))

        self.stage.tell(troubles.looking(str(path)))
        self._session.work(self, find, self._found, self._not_found)

    def _found(self, found: Found) -> None:
        if self.draft is None or self.stage.trouble is None:
            return
        self.draft.reread()
        self.stage.tell(troubles.not_there("\n".join(found.lines())))

    def _not_found(self, error: Exception) -> None:
        if isinstance(error, Told):
            self.stage.tell(troubles.not_searched(error))
        else:
            self._session.failed.emit(error)

    # Hands --------------------------------------------------------------------------------------

    def _darken(self) -> None:
        """Nothing but the film, until a hand stirs."""
        self._stillness.begin()
        self.theatre.show_controls(shown=False, at_once=True)
        if not self.screening.is_apart:
            self.drawer.slide(opened=False, at_once=True)

    def _stirred(self) -> None:
        self.theatre.show_controls(shown=True)
        if self.draft is not None and self._session.preferences.panel_open:
            self.drawer.slide(opened=True)

    def _rested(self) -> None:
        busy = self.controls.underMouse() or self.controls.isAncestorOf(self.focusWidget())
        quiet = self.player.is_playing or self.screening.is_full
        if quiet and not busy and self.stage.trouble is None:
            self.theatre.show_controls(shown=False)
        else:
            self._stillness.stir()

    def _state_changed(self, state: str) -> None:
        if state in {"paused", "ended"}:
            self._stillness.stir()

    def _sound_changed(self, volume: int, muted: bool) -> None:
        self._session.preferences.set(volume=volume, muted=muted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key that nobody took is still a hand that stirs."""
        self._stillness.stir()
        super().keyPressEvent(event)

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
        """One step back: from the full screen, from the panel, from the room."""
        if self.screening.is_full:
            self.screening.leave()
        else:
            self.left.emit()

    # The panel ----------------------------------------------------------------------------------

    def show_page(self, name: str) -> None:
        """Show a page of the panel, and go there."""
        self._open_panel()
        self.panel.show_page(name)

    def _open_panel(self) -> None:
        if not self.screening.is_apart:
            self._session.preferences.set(panel_open=True)
            self.drawer.slide(opened=True)

    def _toggle_panel(self) -> None:
        if self.screening.is_apart:
            self.screening.join()
            return
        self.drawer.toggle()
        self._session.preferences.set(panel_open=self.drawer.is_open)
        if not self.drawer.is_open:
            self.stage.film.setFocus()

    def _part_panel(self) -> None:
        self.screening.part()
        if self.screening.window is not None:
            self.drawer.slide(opened=False, at_once=True)
            self._session.keys.attach(self.screening.window, self._commands)

    def _dock(self) -> None:
        self.drawer.dock()
        self.drawer.slide(opened=True, at_once=True)

    def _full_changed(self, is_full: bool) -> None:
        self.theatre.set_full(is_full=is_full)
        self.alone.emit(is_full)
        self._stillness.stir()

    # Notes --------------------------------------------------------------------------------------

    def note(self, kind: str | None = None) -> None:
        """Open a line at this moment; the film waits if the juror wants it to."""
        if self.draft is None:
            return
        self.show_page("notes")
        if not self.notes.begin(self.player.position, kind):
            return
        if self._session.preferences.pause_on_note and self.player.is_playing:
            self._plays_on = True
            self.player.pause()

    def flag(self) -> None:
        """Flag an ethics question at this moment."""
        self.note("ethics")

    def _note_finished(self) -> None:
        self.stage.film.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._plays_on:
            self.player.play()
        self._plays_on = False

    def _notes_changed(self, notes: tuple[Note, ...]) -> None:
        self.controls.timeline.set_marks([_mark(note) for note in notes])
        count = f" {len(notes)}" if notes else ""
        self.panel.label("notes", _("Notes") + count)

    def _mark_chosen(self, mark: Mark) -> None:
        self.show_page("notes")
        self.notes.select(mark.about)

    # The card -----------------------------------------------------------------------------------

    def _sign(self) -> None:
        if self.draft is not None and not self.draft.read_only:
            self.sign_wanted.emit(self.draft.film, self.draft.round)

    def _show_history(self) -> None:
        if self.draft is not None:
            self.history_wanted.emit(self.draft.film, self.draft.round)

    def _recuse(self, kind: str, reason: str) -> None:
        if self.draft is not None:
            self.recused.emit(self.draft.film, kind, reason)


def _playable(shown: ShownFilm) -> ShownItem | None:
    """The recording to open first; None where there is none."""
    return next((i for i in shown.items if i.path and i.path == shown.playable), None)


def _mark(note: Note) -> Mark:
    kind: Literal["note", "flag"] = "flag" if note.kind == "ethics" else "note"
    return Mark(at=note.at, kind=kind, text=note.text, about=note.path)
