"""Sound: how loud films are; holds from film to film."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

Act = Callable[[Any], object]


class Sound(QObject):
    """The loudness of a player.

    Args:
        call: Does something with libvlc's player, on its thread.

    Signals:
        changed: (percent, muted).
        device_changed: Whether there are loudspeakers.
    """

    changed = Signal(int, bool)
    device_changed = Signal(bool)

    def __init__(self, call: Callable[[Act], object], parent: QObject) -> None:
        super().__init__(parent)
        self._call = call
        self._volume, self._muted = 80, False
        self._has_device = True

    @property
    def volume(self) -> int:
        """Loudness in percent."""
        return self._volume

    @property
    def is_muted(self) -> bool:
        """Whether it is silent."""
        return self._muted

    @property
    def has_device(self) -> bool:
        """Whether this machine could make a sound when the film was opened."""
        return self._has_device

    def tell_device(self, *, is_here: bool) -> None:
        """Tell whether there are loudspeakers (called by the player)."""
        if is_here != self._has_device:
            self._has_device = is_here
            self.device_changed.emit(is_here)

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

        self._call(apply)
