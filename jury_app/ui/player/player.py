"""The player: a film as its room sees it. Shows at once what was asked, corrects by what comes."""

import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import QObject, Qt, Signal

from jury_app.base.errors import Refusal, Told
from jury_app.screening.coverage import Interval
from jury_app.ui.player.endings import examine, is_whole, silent, without_picture
from jury_app.ui.player.film import FilmView
from jury_app.ui.player.playhead import Playhead
from jury_app.ui.player.projector import Projector
from jury_app.ui.player.redraw import Redraw
from jury_app.ui.player.shuttle import Shuttle
from jury_app.ui.player.sound import Sound
from jury_app.ui.player.tracks import Tracks
from jury_app.ui.player.vigil import Vigil

State = Literal["empty", "opening", "playing", "paused", "ended", "failed"]

FRAME = 1000 / 24
"""Milliseconds of a frame, where a film does not tell."""
SLOWEST, FASTEST = 0.25, 8.0
"""Rates that can be set."""
_PICTURE = 2000
"""Milliseconds of a film after which one without a picture is told to have none."""
_LATE = 1.0
"""Seconds in which libvlc may still tell of a pause that is over."""
_OPEN = frozenset({"playing", "paused", "ended"})


class Player(QObject):
    """Plays films into a view; made, used and closed on the UI thread.

    Args:
        view: Where the film is seen.
        options: libvlc's options besides the usual, e.g. `--aout=dummy`.
        clock: Seconds that never go back.

    Attributes:
        sound: How loud it is.

    Signals:
        moved: The position, in milliseconds.
        length: The running time, in milliseconds, once it is known.
        state: One of `State`.
        failed: A `Told`: why the film cannot be watched and what to do; the state is `failed`.
        shown: Pictures are about to be seen; more than once where libvlc begins anew.
        tracks_changed: What can be chosen, or what is chosen, is another.
        subtitles_dropped: A `Refusal`: why subtitles that were chosen are not shown any more.
        rate_changed: How fast it plays; negative: backwards.
        seen_changed: More of the film was seen; merged intervals of milliseconds.
    """

    moved = Signal(int)
    length = Signal(int)
    state = Signal(str)
    failed = Signal(object)
    shown = Signal()
    tracks_changed = Signal()
    subtitles_dropped = Signal(object)
    rate_changed = Signal(float)
    seen_changed = Signal(object)

    def __init__(
        self,
        view: FilmView,
        *,
        options: Sequence[str] = (),
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._clock = clock
        self._projector = Projector(options, self)
        self._projector.told.connect(self._hear, Qt.ConnectionType.QueuedConnection)
        self._shuttle = Shuttle(self, self)
        self._shuttle.turned.connect(lambda: self.rate_changed.emit(self.rate))
        self.sound = Sound(self.call, self)
        self._vigil = Vigil(clock, self)
        self._vigil.ticked.connect(lambda: self.moved.emit(self.position))
        self._vigil.doubted.connect(self._projector.look)
        self._vigil.lost.connect(self._lose_patience)
        view.window_changed.connect(self._window_changed)
        Redraw(self, view, self)
        self._rate = 1.0
        self._forget()

    @property
    def status(self) -> State:
        """What the film does."""
        return self._state

    @property
    def is_playing(self) -> bool:
        """Whether the film runs, or will as soon as it is open."""
        return self._state == "playing" or (self._state == "opening" and not self._held)

    @property
    def path(self) -> Path | None:
        """The film that is open."""
        return self._path

    @property
    def duration(self) -> int:
        """Running time in milliseconds; 0 until it is known."""
        return self._head.length

    @property
    def position(self) -> int:
        """Where the film stands, in milliseconds."""
        return self._head.position

    @property
    def seen(self) -> tuple[Interval, ...]:
        """What was seen, merged, in milliseconds, with what was before; sound alone is not seen."""
        return self._head.seen if self._pictures else self._last_seen

    @property
    def tracks(self) -> Tracks:
        """What can be chosen in the film that is open."""
        return self._tracks

    @property
    def rate(self) -> float:
        """How fast it plays; 1 is its own speed, negative is backwards."""
        return self._shuttle.backwards or self._rate

    def open(
        self, path: Path, at: int = 0, *, paused: bool = False, seen: Sequence[Interval] = ()
    ) -> None:
        """Open a film; all that goes wrong is told by `failed`.

        Args:
            path: The film.
            at: Where to begin, in milliseconds.
            paused: Whether to show the frame there and wait.
            seen: What of it was seen before.
        """
        self._forget(path, at, seen)
        self._held = self._first_stands = paused
        self._vigil.open()
        self._reel = self._projector.open(path, self._view.window_number(), at=at, paused=paused)
        self._set_rate(1.0)
        self._set_state("opening")
        self.moved.emit(at)
        self.tracks_changed.emit()

    def leave(self) -> None:
        """Stop the film and forget it."""
        self._projector.leave()
        self._forget()
        self.state.emit("empty")

    def close(self) -> None:
        """End libvlc; before the view goes."""
        self._forget()
        self._projector.close()
        self.state.emit("empty")

    def play(self) -> None:
        """Play on; from the beginning if the film is over."""
        self._shuttle.rest()
        if self._state == "ended":
            self.seek(0)
        if self._state != "paused":
            self._held = False
            return
        self._projector.call(lambda player: player.set_pause(0))
        self.sound.apply()
        self._begin()

    def pause(self) -> None:
        """Stand still."""
        self._shuttle.rest()
        if self._state == "opening":
            self._held = True
        elif self._state == "playing":
            self._paused = self._clock()
            self._stand("paused")
            self._projector.pause()

    def toggle(self) -> None:
        """Play, or pause."""
        if self.is_playing or self._shuttle.backwards:
            self.pause()
        else:
            self.play()

    def seek(self, at: int) -> None:
        """Jump to a moment, in milliseconds; stays playing or paused."""
        if self._state not in _OPEN:
            return
        self._head.jump(at)
        at = self.position
        self._projector.call(lambda player: player.set_time(at))
        self._tell_seen()
        self.moved.emit(at)
        if self._state == "ended":
            self._set_state("paused")

    def skip(self, milliseconds: int) -> None:
        """Jump forward, or back if negative."""
        self.seek(self.position + milliseconds)

    def step(self, frames: int) -> None:
        """Go some frames forward, or back if negative, and stand there."""
        if self._state not in _OPEN:
            return
        self.pause()
        frame = self._tracks.frame or FRAME
        # The middle of a frame: at its very beginning libvlc may show the one before.
        at = (int((self.position + 1) / frame) + frames + 0.5) * frame
        self.seek(round(max(at, frame / 2)))

    def faster(self) -> None:
        """Play; faster each time (L)."""
        self._shuttle.faster()

    def slower(self) -> None:
        """Slower, then backwards, faster each time (J)."""
        self._shuttle.slower()

    def set_rate(self, rate: float) -> None:
        """Play so many times as fast; more than twice does not count as seen."""
        self._shuttle.rest()
        self._set_rate(min(max(rate, SLOWEST), FASTEST))

    def choose_audio(self, track: int) -> None:
        """Hear another sound track, by its id."""
        self._projector.call(lambda player: player.audio_set_track(track))
        self._projector.describe()

    def choose_subtitle(self, track: int) -> None:
        """Show another subtitle track, by its id; -1: none."""
        self._projector.call(lambda player: player.video_set_spu(track))
        self._projector.describe()

    def call(self, act: Callable[[Any], object]) -> None:
        """Do something with libvlc's player, on its thread: for the sound and the marquee."""
        self._projector.call(act)

    def set_overlay(self, draw: Callable[[Any], object]) -> None:
        """Lay something over this and all later films; `draw` gets libvlc's player, as `call`."""
        self._projector.set_overlay(draw)

    def _forget(self, path: Path | None = None, at: int = 0, seen: Sequence[Interval] = ()) -> None:
        """Be as before any film."""
        self._state: State = "empty"
        self._shuttle.rest()
        self._vigil.end()
        self._path = path
        self._reel = self._pictures = 0
        self._from = at
        self._head = Playhead(self._clock, at, seen)
        self._last_seen = self._head.seen
        self._paused = float("-inf")
        self._held = self._first_stands = False
        self._tracks = Tracks()

    def _set_state(self, state: State) -> None:
        self._state = state
        self._vigil.watch(runs=state == "playing")
        self.state.emit(state)

    def _set_rate(self, rate: float) -> None:
        self._rate = rate
        if self._state == "playing":
            self._head.run(rate)
        self._projector.call(lambda player: player.set_rate(rate))
        self.rate_changed.emit(self.rate)

    def _begin(self) -> None:
        self._vigil.hear()
        self._head.run(self._rate)
        self._set_state("playing")

    def _stand(self, state: State, at: int | None = None) -> None:
        self._head.stand(at)
        self._tell_seen()
        self._set_state(state)
        self.moved.emit(self.position)

    def _tell_seen(self) -> None:
        seen = self.seen
        if seen != self._last_seen:
            self._last_seen = seen
            self.seen_changed.emit(seen)

    def _hear(self, reel: int, what: str, value: Any) -> None:  # noqa: ANN401  told by libvlc
        if reel == self._reel and self._state not in {"empty", "failed"}:
            getattr(self, f"_hear_{what}")(value)

    def _hear_length(self, length: int) -> None:
        if length > 0 and length != self._head.length:
            self._head.measure(length)
            self.length.emit(length)

    def _hear_playing(self, _: object) -> None:
        if self._state != "opening" or self._first_stands:
            return
        self.sound.apply()
        self._vigil.opened()
        self._begin()
        if self._held:  # somebody paused while it opened
            self.pause()

    def _hear_paused(self, _: object) -> None:
        if self._state == "opening":
            self._vigil.opened()
            self._set_state("paused")
            if not self._held:  # somebody wants it to play meanwhile
                self.play()
        elif self._clock() - self._paused > _LATE:
            self._hear_ended(None)

    def _hear_ended(self, _: object) -> None:
        """The film is over, or breaks off: libvlc does not tell these apart."""
        if self._state not in {"playing", "opening"}:
            return
        if not self._pictures and self.duration:
            self._fail_without_picture()
        elif self._pictures and is_whole(self.position, self.duration):
            self._stand("ended", self.duration or None)
        else:
            self._hear_broken(None)

    def _hear_standing(self, _: object) -> None:
        if self._vigil.doubts:
            self._hear_ended(None)

    def _hear_broken(self, _: object) -> None:
        assert self._path is not None  # noqa: S101  a film is open
        self._projector.ask(partial(examine, self._path, self.position, self.duration))

    def _hear_failed(self, error: Exception) -> None:
        if not isinstance(error, Told):
            raise error
        self._vigil.opened()
        self._projector.leave()
        self._stand("failed")
        self.failed.emit(error)

    def _fail_without_picture(self) -> None:
        """As if the film had never run: its sound alone moves nobody in it."""
        self._head = Playhead(self._clock, self._from, self._last_seen)
        self._hear_failed(without_picture(self._path))

    def _hear_pictures(self, count: int) -> None:
        self._pictures = max(self._pictures, count)
        if count:
            self.shown.emit()

    def _hear_sound(self, is_here: bool) -> None:
        self.sound.tell_device(is_here=is_here)

    def _hear_tracks(self, tracks: Tracks) -> None:
        if tracks != self._tracks:
            self._tracks = tracks
            self.tracks_changed.emit()

    def _hear_dropped(self, why: Refusal) -> None:
        self.subtitles_dropped.emit(why)

    def _hear_time(self, at: int) -> None:
        self._vigil.hear()
        if not self._head.tell(at):
            return
        self._tell_seen()
        self.moved.emit(at)
        if not self._pictures and at - self._from > _PICTURE:
            self._fail_without_picture()

    def _lose_patience(self) -> None:
        self._projector.forsake()
        self._hear_failed(silent(self._path))

    def _window_changed(self) -> None:
        """Begin again in the new window: libvlc draws into the one that is gone."""
        if self._path is not None and self._state in {"opening", *_OPEN}:
            at, held = self.position, not self.is_playing
            self.open(self._path, at, paused=held, seen=self.seen)
