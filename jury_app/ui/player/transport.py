"""The transport: play, time, speed, tracks, loudness, full screen; one row under the timeline."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QActionGroup, QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QSlider, QToolButton, QWidget

from jury_app.base.texts import _, headed
from jury_app.base.timecode import timecode
from jury_app.ui.kit.buttons import IconButton, unmarked
from jury_app.ui.kit.keys import Keymap
from jury_app.ui.kit.labels import Label, set_tip
from jury_app.ui.kit.surfaces import row
from jury_app.ui.player.meter import FASTEST as COUNTED
from jury_app.ui.player.player import Player
from jury_app.ui.player.tracks import Track

RATES = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 4.0)
"""Speeds in the menu."""
_OF = " / "
"""Between the position and the running time."""


class Entry(NamedTuple):
    """A line of a menu; foreign text is shown as it stands."""

    text: str
    chosen: bool
    choose: Callable[[], object]
    can_be_chosen: bool = True


class Transport(QWidget):
    """The buttons of a player.

    Args:
        player: What they work on.
        keys: Names the keys in tooltips.

    Signals:
        full_screen_asked: The button for the full screen.
    """

    full_screen_asked = Signal()

    def __init__(self, player: Player, keys: Keymap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self._keys = keys
        self._play = IconButton("play", _("Play"))
        self._time = Label("", "mono")
        self._rate = _MenuButton("rate", _("Speed"), self._rates)
        self._audio = _MenuButton("audio", _("Audio track"), self._audio_tracks)
        self._subtitles = _MenuButton("subtitles", _("Subtitles"), self._subtitle_tracks)
        self._mute = IconButton("volume", _("Sound off"))
        self._no_sound = Label(_("No sound device"), "caption", tone="muted")
        self._volume = QSlider(Qt.Orientation.Horizontal)
        self._full = IconButton("full_screen", _("Full screen"))
        self._volume.setRange(0, 100)
        self._volume.setPageStep(10)
        self._volume.setAccessibleName(_("Loudness"))
        self._place()
        self._connect(player)
        self.name_keys()
        self._show_state(player.status)
        self._show_rate(player.rate)
        self._show_tracks()
        self._show_sound(player.sound.volume, player.sound.is_muted)

    def name_keys(self) -> None:
        """Name the keys in force in the tooltips."""
        self._show_state(self._player.status)
        self._show_sound(self._player.sound.volume, self._player.sound.is_muted)
        self._full.set_action("full_screen", _("Full screen"), key=self._keys.shown("full_screen"))
        set_tip(self._audio, self._keys.hint("audio_track"))
        set_tip(self._subtitles, self._keys.hint("subtitles"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, loudness is set by keys, and the length is not shown."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """As wide as it is without what gives way; else letters that grow would keep their room."""
        whole = super().minimumSizeHint()
        optional = [each for each in (self._volume, self._no_sound) if not each.isHidden()]
        gap = self._row.spacing()
        given = sum(each.minimumSizeHint().width() + gap for each in optional)
        at = self._time.text().partition(_OF)[0]
        given += self._advance(self._time.text()) - self._advance(at)
        return QSize(whole.width() - given, whole.height())

    def _place(self) -> None:
        left = (self._play, self._time, None)
        tracks = (self._rate, self._audio, self._subtitles)
        loudness = (self._volume, self._no_sound)
        self._row = row(*left, *tracks, self._mute, *loudness, self._full, gap=1)
        self.setLayout(self._row)
        self._volume.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def _connect(self, player: Player) -> None:
        self._play.clicked.connect(player.toggle)
        self._mute.clicked.connect(self._toggle_sound)
        self._volume.valueChanged.connect(player.sound.set_volume)
        self._full.clicked.connect(self.full_screen_asked)
        player.moved.connect(self._show_time)
        player.length.connect(self._show_time)
        player.state.connect(self._show_state)
        player.rate_changed.connect(self._show_rate)
        player.tracks_changed.connect(self._show_tracks)
        player.sound.changed.connect(self._show_sound)
        player.sound.device_changed.connect(self._device_changed)
        self._keys.changed.connect(self.name_keys)

    def _show_time(self, *_told: object) -> None:
        at, length = timecode(self._player.position), self._length()
        text = f"{at}{length}" if self._has_room(self._advance(length)) else at
        if text != self._time.text():
            self._time.setText(text)

    def _length(self) -> str:
        """The running time, as it stands behind the position."""
        return f"{_OF}{timecode(self._player.duration)}" if self._player.duration else ""

    def _advance(self, text: str) -> int:
        return self._time.fontMetrics().horizontalAdvance(text)

    def _has_room(self, more: int) -> bool:
        """Whether so many pixels more than the least are there."""
        return self.width() >= self.minimumSizeHint().width() + more

    def _fit(self) -> None:
        self._show_device()
        self._show_time()

    def _show_state(self, _state: str) -> None:
        playing = self._player.is_playing
        name = _("Pause") if playing else _("Play")
        self._play.set_action("pause" if playing else "play", name, key=self._keys.shown("play"))
        self._play.setEnabled(self._player.status not in {"empty", "failed"})
        self._show_time()

    def _show_rate(self, rate: float) -> None:
        shown = _times(rate)
        self._rate.set_word(shown if rate != 1 else "")
        self._rate.setAccessibleName(_("Speed: {rate}").format(rate=shown))

    def _show_tracks(self) -> None:
        tracks = self._player.tracks
        self._audio.setVisible(len(tracks.audio) > 1)
        self._subtitles.setVisible(bool(tracks.subtitles))
        self._audio.show_track(_("Audio track"), tracks.audio, tracks.audio_track, usual=1)
        self._subtitles.show_track(_("Subtitles"), tracks.subtitles, tracks.subtitle, usual=0)
        self._fit()

    def _show_sound(self, volume: int, muted: bool) -> None:
        heard = self._player.sound.has_device
        name = _("Sound on") if muted else _("Sound off")
        icon = "muted" if muted or not heard else "volume"
        self._mute.set_action(
            icon, name if heard else self._no_sound.text(), key=self._keys.shown("mute")
        )
        self._mute.setEnabled(heard)
        with QSignalBlocker(self._volume):
            self._volume.setValue(volume)

    def _device_changed(self, _is_here: bool) -> None:
        self._show_sound(self._player.sound.volume, self._player.sound.is_muted)
        self._show_device()

    def _show_device(self) -> None:
        """Loudness where there is room; where no sound can be made, words for that."""
        heard = self._player.sound.has_device
        more = (self._volume if heard else self._no_sound).sizeHint().width()
        fits = self._has_room(self._advance(self._length()) + self._row.spacing() + more)
        self._volume.setVisible(fits and heard)
        self._no_sound.setVisible(fits and not heard)

    def _toggle_sound(self) -> None:
        self._player.sound.set_muted(not self._player.sound.is_muted)

    def _rates(self) -> Iterator[Entry]:
        for rate in RATES:
            text = _times(rate)
            if rate > COUNTED:
                text = _("{rate} (does not count as seen)").format(rate=text)
            yield Entry(text, rate == self._player.rate, partial(self._player.set_rate, rate))

    def _audio_tracks(self) -> Iterator[Entry]:
        tracks = self._player.tracks
        for track in tracks.audio:
            chosen = track.id == tracks.audio_track
            yield Entry(track.name, chosen, partial(self._player.choose_audio, track.id))

    def _subtitle_tracks(self) -> Iterator[Entry]:
        tracks = self._player.tracks
        for track in (Track(-1, _("No subtitles")), *tracks.subtitles):
            chosen = track.id == tracks.subtitle
            choose = partial(self._player.choose_subtitle, track.id)
            text = "{name}"
            if track.has_layout:
                text = _("{name} (has a layout of its own, which is not shown here)")
            elif track.weight == "heavy":
                text = _("{name} (too large: it would stop the picture)")
            elif track.weight == "unknown":
                text = _("{name} (not shown: how much text it holds cannot be found out)")
            yield Entry(text.format(name=track.name), chosen, choose, track.can_be_shown)


class _MenuButton(IconButton):
    """A button with a menu that is filled when it opens."""

    def __init__(self, icon: str, name: str, entries: Callable[[], Iterator[Entry]]) -> None:
        super().__init__(icon, name)
        self._entries = entries
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)

    def set_word(self, word: str) -> None:
        """Show what is chosen beside the picture; empty: the picture alone."""
        style = Qt.ToolButtonStyle
        self.setToolButtonStyle(
            style.ToolButtonTextBesideIcon if word else style.ToolButtonIconOnly
        )
        self.setText(word)

    def show_track(self, name: str, tracks: Sequence[Track], chosen: int, *, usual: int) -> None:
        """Show which track is chosen, if it is not the usual one (0: none): a key chose it, too."""
        at = next((at for at, track in enumerate(tracks, 1) if track.id == chosen), 0)
        self.set_word(str(at) if at not in {0, usual} else "")
        self.setAccessibleName(headed(name, tracks[at - 1].name) if at else name)

    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        group = QActionGroup(menu)
        for entry in self._entries():
            action = menu.addAction(unmarked(entry.text))
            action.setCheckable(True)
            action.setChecked(entry.chosen)
            action.setEnabled(entry.can_be_chosen)
            action.triggered.connect(entry.choose)
            group.addAction(action)


def _times(rate: float) -> str:
    return f"{rate:g}×".replace("-", "−")
