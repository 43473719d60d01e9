"""Sound: how loud films are; holds from film to film."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from jury_app.ui.player.player import Player


class Sound(QObject):
    """The loudness of a player.

    Signals:
        changed: (percent, muted).
    """

    changed = Signal(int, bool)

    def __init__(self, player: "Player") -> None:
        super().__init__(player)
        self._player = player
        self._volume, self._muted = 80, False

    @property
    def volume(self) -> int:
        """Loudness in percent."""
        return self._volume

    @property
    def is_muted(self) -> bool:
        """Whether it is silent."""
        return self._muted

    def set_volume(self, percent: int) -> None:
        """Set loudness, 0 to 100; ends silence."""
        self.set(min(max(percent, 0), 100), muted=False)

    def set_muted(self, muted: bool) -> None:
        """Silence, or sound again."""
        self.set(self._volume, muted=muted)

    def set(self, volume: int, *, muted: bool) -> None:
        """Set both."""
        if (volume, muted) != (self._volume, self._muted):
            self._volume, self._muted = volume, muted
            self.apply()
            self.changed.emit(volume, muted)

    def apply(self) -> None:
        """Let libvlc have it: it forgets with every film."""
        volume, muted = self._volume, self._muted

        def apply(player: Any) -> None:  # noqa: ANN401  python-vlc ships no types
            player.audio_set_volume(volume)
            player.audio_set_mute(muted)

        self._player.call(apply)
