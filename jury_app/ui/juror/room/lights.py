"""Lights: nothing but the film is to be seen until a hand stirs, and again when hands rest."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from jury_app.ui.juror.room.controls import Theatre
from jury_app.ui.juror.room.drawer import Drawer
from jury_app.ui.juror.room.screens import Screening
from jury_app.ui.juror.room.stillness import Stillness
from jury_app.ui.kit.preferences import Preferences
from jury_app.ui.player.player import Player


class Lights(QObject):
    """Shows and hides what stands around a film.

    Controls leave while the film plays and hands rest; on a full screen also while it stands, so
    that a frame can be looked at whole. The panel comes with the first stir after a film was
    opened, if the juror keeps it open, and stays; on a full screen it comes only by its key.

    Args:
        player: Whether the film plays.
        theatre: The stage with its controls.
        drawer: The panel beside it.
        screening: Whether the film has the whole screen, and the panel a window of its own.
        preferences: Whether the panel is kept open.
    """

    def __init__(
        self,
        player: Player,
        theatre: Theatre,
        drawer: Drawer,
        screening: Screening,
        preferences: Preferences,
    ) -> None:
        super().__init__(theatre)
        self._player = player
        self._theatre = theatre
        self._drawer = drawer
        self._screening = screening
        self._preferences = preferences
        self._stillness = Stillness(self)
        self._stillness.watch(*theatre.hands)
        self._stillness.stirred.connect(self._stirred)
        self._stillness.rested.connect(self._rested)
        player.state.connect(self._state_changed)
        screening.changed.connect(self._full_changed)

    def stir(self) -> None:
        """A hand moved: a key was pressed, or something asks for one."""
        self._stillness.stir()

    def stirring(self, act: Callable[[], object]) -> Callable[[], None]:
        """The act of a key, which is also a hand that stirs."""

        def do() -> None:
            act()
            self.stir()

        return do

    def darken(self) -> None:
        """A film begins: nothing else is to be seen until a hand stirs."""
        self._stillness.begin()
        self._theatre.show_controls(shown=False, at_once=True)
        if not self._screening.is_apart:
            self._drawer.slide(opened=False, at_once=True)

    def stop(self) -> None:
        """The film goes: nothing is watched any more."""
        self._stillness.stop()

    def _stirred(self) -> None:
        self._theatre.show_controls(shown=True)
        self._show_panel()

    def _show_panel(self) -> None:
        kept = self._preferences.panel_open and not self._screening.is_full
        if kept and not self._screening.is_apart:
            self._drawer.slide(opened=True)

    def _rested(self) -> None:
        quiet = self._player.is_playing or self._screening.is_full
        if quiet and not self._theatre.is_in_use(QApplication.focusWidget()):
            self._theatre.show_controls(shown=False)
        else:
            self._stillness.stir()

    def _state_changed(self, state: str) -> None:
        if state in {"paused", "ended", "failed"}:
            self._stillness.stir()

    def _full_changed(self, is_full: bool) -> None:
        if is_full and not self._screening.is_apart:
            self._drawer.slide(opened=False, at_once=True)
        else:
            self._show_panel()
        self._stillness.stir()
