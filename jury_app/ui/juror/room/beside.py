"""What stands beside the film: its panel, in the window or in one of its own, and what is written.

A hand that writes lets the film wait, where the juror wants that, and finds it again afterwards.
"""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from jury_app.ui.juror.draft import DraftModel
from jury_app.ui.juror.room.drawer import Drawer
from jury_app.ui.juror.room.filmpanel import FilmPanel
from jury_app.ui.juror.room.screens import Screening
from jury_app.ui.juror.room.stage import Stage
from jury_app.ui.juror.undoing import Step, sentence
from jury_app.ui.player.player import Player
from jury_app.ui.player.timeline import Mark
from jury_app.ui.session import Session


class Beside(QObject):
    """The panel of a room, and the way between it and the film.

    Args:
        session: How the juror likes it.
        room: The widget with film and panel.
        panel: What is beside the film.
        stage: What the film is shown on.
        player: Of the film that waits.

    Signals:
        parted: The window in which the panel stands now by itself.
        told: What an undo or a redo did, in a sentence.
    """

    parted = Signal(object)
    told = Signal(str)

    def __init__(
        self, session: Session, room: QWidget, panel: FilmPanel, stage: Stage, player: Player
    ) -> None:
        super().__init__(room)
        self._preferences = session.preferences
        self._room = room
        self._panel = panel
        self._stage = stage
        self._player = player
        self._draft: DraftModel | None = None
        self._plays_on = False
        self.drawer = Drawer(panel, session.preferences)
        self.screening = Screening(room, panel, self._dock, session.preferences)
        player.state.connect(self._state_changed)
        panel.notes.wanted.connect(self.note)
        panel.notes.finished.connect(self._note_finished)
        panel.notes.left.connect(self.to_film)
        panel.dossier.widened.connect(self.drawer.set_wide)

    def show_draft(self, draft: DraftModel | None) -> None:
        """Show another film's draft, or none."""
        if self._draft is not None:
            self._draft.stepped.disconnect(self._show_step)
        self._draft = draft
        self._plays_on = False
        self._panel.show_draft(draft)
        if draft is not None:
            draft.stepped.connect(self._show_step)

    def to_film(self) -> None:
        """Give the focus to the film, or to what is told in its place."""
        self._room.window().activateWindow()
        self._stage.film.setFocus(Qt.FocusReason.OtherFocusReason)

    # The panel ----------------------------------------------------------------------------------

    def show_page(self, name: str) -> None:
        """Show a page of the panel, and go there."""
        self.open_panel()
        self._panel.show_page(name)
        self._panel.enter()

    def score(self, command: str) -> None:
        """Give a command of the scorecard."""
        self.open_panel()
        self._panel.score(command)

    def go_to(self, path: str) -> None:
        """Go to what keeps the card from being signed."""
        self.open_panel()
        if self._panel.scoring is not None:
            self._panel.scoring.mark_faults()
        self._panel.go_to(path)

    def go_to_mark(self, mark: Mark) -> None:
        """Go to what a mark of the timeline is about."""
        self.open_panel()
        self._panel.go_to(mark.about)

    def open_panel(self) -> None:
        """Let the panel be seen, wherever it stands."""
        if self.screening.window is not None:
            self.screening.window.activateWindow()
        else:
            self.drawer.slide(opened=True)
            self._remember()

    def toggle(self) -> None:
        """Slide the panel away or back; one that stands apart comes back."""
        if self.screening.is_apart:
            self.screening.join()
            return
        self.drawer.toggle()
        self._remember()
        if not self.drawer.is_open:
            self.to_film()

    def part(self, *, again: bool = False) -> None:
        """Give the panel a window of its own, and go there.

        Args:
            again: Whether it stood apart when the program was left: then it is put where it stood.
        """
        self.screening.part(again=again)
        if self.screening.window is not None:
            self.drawer.slide(opened=False, at_once=True)
            self.parted.emit(self.screening.window)
            if again:
                self.to_film()
            else:
                self.screening.window.activateWindow()
                self._panel.enter()

    def _dock(self) -> None:
        self.drawer.dock()
        self.drawer.slide(opened=True, at_once=True)

    def _remember(self) -> None:
        """How the panel stands on a full screen is for this film alone."""
        if not self.screening.is_full:
            self._preferences.set(panel_open=self.drawer.is_open)

    def _show_step(self, step: Step) -> None:
        """Say what an undo or a redo did, and go there if that is somewhere else."""
        if self._draft is None or not step.paths:
            return
        self.told.emit(sentence(step, self._draft.form))
        focused = QApplication.focusWidget()
        if not self._panel.shows(step.paths[0], focused):
            self.open_panel()
            self._panel.go_to(step.paths[0])

    # Writing ------------------------------------------------------------------------------------

    def note(self) -> None:
        """Open a line at this moment; the film waits if the juror wants it to."""
        self._note(None)

    def flag(self) -> None:
        """Flag an ethics question at this moment, by a note where the round has no intake."""
        if self._draft is None or self._draft.read_only:
            return
        if not self._panel.asks("ethics"):
            self._note("ethics")
            return
        self._wait()
        self.score("ethics")

    def _note(self, kind: str | None) -> None:
        if self._draft is None:
            return
        at = self._player.position
        self.show_page("notes")
        if self._panel.notes.begin(at, kind):
            self._wait()

    def _wait(self) -> None:
        """Let the film stand while something is written, if the juror wants that."""
        if self._preferences.pause_on_note and self._player.is_playing:
            self._plays_on = True
            self._player.pause()

    def _state_changed(self, state: str) -> None:
        """A film that plays waits for nothing any more, whoever let it go on."""
        if state == "playing":
            self._plays_on = False

    def _note_finished(self) -> None:
        self.to_film()
        if self._plays_on:
            self._player.play()
        self._plays_on = False
