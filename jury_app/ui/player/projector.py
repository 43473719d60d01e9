"""The projector: libvlc on a thread of its own; nothing else in a window touches libvlc.

Some calls of libvlc wait for a disk (`stop` for one that was pulled, for ever), so none is made on
the UI thread: they are queued here, and what libvlc has to say comes back as one signal, on the UI
thread, with the number of the reel (the opening of a film) that it is about.
"""

import ctypes
import os
import sys
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QObject, Signal

from jury_app.base.texts import plain
from jury_app.screening import libvlc
from jury_app.screening.facts import recognise

SILENT = "JURY_APP_SILENT"
"""A variable of the environment: if it is set, films make no sound (machines without a sound card,
tests)."""

_NO_SUBTITLES = ":sub-track=1000000"
"""Chooses a track that no film has, so that none is shown that a film declares to be its default;
`spu` off instead would keep people from choosing one."""
_TRACKS = 100
_NAME = 60
_CLOSING = 5.0
"""Seconds that closing waits for a disk that does not answer."""

_STANDING = 0.3
"""Seconds that libvlc has to pause."""
_SETTLED = 0.04
"""Seconds after it says so until its pictures stand: 0 was too few, 0.02 enough."""

_SETTERS = {"linux": "set_xwindow", "win32": "set_hwnd", "darwin": "set_nsobject"}

Say = Callable[[Any], object]
_EVENTS: dict[str, tuple[str, Say]] = {
    "MediaPlayerPlaying": ("playing", lambda _: None),
    "MediaPlayerPaused": ("paused", lambda _: None),
    "MediaPlayerEndReached": ("ended", lambda _: None),
    "MediaPlayerEncounteredError": ("broken", lambda _: None),
    "MediaPlayerTimeChanged": ("time", lambda u: u.new_time),
    "MediaPlayerLengthChanged": ("length", lambda u: u.new_length),
    # libvlc writes an int where python-vlc reads more bytes
    "MediaPlayerVout": ("pictures", lambda u: ctypes.c_int(u.new_count & 0xFFFFFFFF).value),
}
"""libvlc's event → what it is called here, and its value."""


class Track(Struct, frozen=True):
    """A sound or subtitle track: libvlc's number for it and its name, harmless."""

    id: int
    name: str


class Tracks(Struct, frozen=True):
    """What can be chosen in a film, and what is chosen.

    Attributes:
        audio: Sound tracks.
        subtitles: Subtitle tracks; -1 for `subtitle` is none.
        audio_track: The one that is heard.
        subtitle: The one that is shown.
        frame: Milliseconds from one frame to the next; 0 where that is not known.
        size: Width and height of the picture, in pixels.
    """

    audio: tuple[Track, ...] = ()
    subtitles: tuple[Track, ...] = ()
    audio_track: int = -1
    subtitle: int = -1
    frame: float = 0.0
    size: tuple[int, int] = (0, 0)


class Projector(QObject):
    """Plays one film at a time into a native window.

    Signals:
        told: (reel, what, value). What: `playing`, `paused`, `ended`, `broken`, `time` (ms),
            `length` (ms), `pictures` (number of video outputs), `tracks` (Tracks), `standing`,
            `failed` (an exception, of something that was asked for).
    """

    told = Signal(int, str, object)

    def __init__(self, options: Sequence[str] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        silent = ("--aout=dummy",) if os.environ.get(SILENT) else ()
        self._options = (*options, *silent)
        self._calls: SimpleQueue[Callable[[], object] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._libvlc: Any = None
        self._player: Any = None
        self._wanted = 0
        self._reel = 0
        self._hold: int | None = None
        self._stands = threading.Event()
        self._overlay: Callable[[Any], object] = _nothing

    def call(self, act: Callable[[Any], object]) -> None:
        """Do something with libvlc's player, soon; nothing if no film was opened."""
        self._post(lambda: act(self._player) if self._player is not None else None)

    def ask(self, act: Callable[[], object]) -> None:
        """Do something that may wait for a disk; what it raises is told as `failed`."""
        self._post(act)

    def set_overlay(self, draw: Callable[[Any], object]) -> None:
        """Lay something over the film that is open, and over each one before it begins.

        Args:
            draw: Gets libvlc's player, on its thread; may set what libvlc calls the marquee.
        """
        self._overlay = draw
        self.call(draw)

    def open(self, path: Path, window: int, *, at: int = 0, paused: bool = False) -> int:
        """Open a film; the answer is the reel's number.

        Args:
            path: The film.
            window: The native window into which it plays.
            at: Where it begins, in milliseconds.
            paused: Whether it shows the frame there and waits.
        """
        self._wanted += 1
        self._post(partial(self._open, self._wanted, path, window, at, paused=paused))
        return self._wanted

    def pause(self) -> None:
        """Let the film stand; what is asked for next waits for that.

        A jump that reaches libvlc while it is about to pause changes no picture.
        """

        def pause(player: Any) -> None:  # noqa: ANN401  python-vlc ships no types
            self._stands.clear()
            player.set_pause(1)
            self._stands.wait(_STANDING)
            time.sleep(_SETTLED)

        self.call(pause)

    def look(self) -> None:
        """Tell `standing` if the film does not run, though nobody asked for that."""

        def look(player: Any) -> None:  # noqa: ANN401  python-vlc ships no types
            if not player.is_playing():
                self.told.emit(self._reel, "standing", None)

        self.call(look)

    def describe(self) -> None:
        """Tell what can be chosen, and what is chosen."""
        self._post(self._describe)

    def leave(self) -> None:
        """Stop and forget the film that is open."""
        self._wanted += 1
        self.call(lambda player: player.stop())

    def close(self) -> None:
        """End the thread; a disk that does not answer is waited for only so long."""
        thread, self._thread = self._thread, None
        if thread is not None:
            self._calls.put(None)
            thread.join(_CLOSING)

    def _post(self, call: Callable[[], object]) -> None:
        if self._thread is None:
            # A daemon: the program must be able to end though a disk never answers.
            self._thread = threading.Thread(target=self._work, name="jury-app-film", daemon=True)
            self._thread.start()
        self._calls.put(call)

    def _work(self) -> None:
        while (call := self._calls.get()) is not None:
            try:
                call()
            except Exception as error:  # noqa: BLE001  the edge of the thread: told on the UI's
                self.told.emit(self._reel, "failed", error)
        self._end()

    def _end(self) -> None:
        if self._player is not None:
            self._player.stop()
            self._player.release()
            self._libvlc.release()
            self._player = self._libvlc = None

    def _open(self, reel: int, path: Path, window: int, at: int, *, paused: bool) -> None:
        if reel != self._wanted:
            return  # somebody went on to another film meanwhile
        if self._player is not None:
            self._player.stop()  # all events of the film before are out after this
        self._reel = reel
        recognise(path)
        player = self._made()
        getattr(player, _SETTERS.get(sys.platform, "set_xwindow"))(window)
        start = f":start-time={at / 1000:.3f}"
        media = libvlc.media(self._libvlc, path, ":play-and-pause", _NO_SUBTITLES, start)
        player.set_media(media)
        media.release()
        self._overlay(player)
        self._hold = at if paused else None
        if paused:
            player.audio_set_mute(1)
        player.play()

    def _made(self) -> Any:  # noqa: ANN401  python-vlc ships no types
        """The player, made when it is first needed."""
        if self._player is None:
            self._libvlc = libvlc.instance("--sub-source=marq", *self._options)
            import vlc  # there, now that it was found

            self._player = self._libvlc.media_player_new()
            # Mouse and keys are the window's, not libvlc's.
            self._player.video_set_mouse_input(0)
            self._player.video_set_key_input(0)
            events = self._player.event_manager()
            for name, (what, say) in _EVENTS.items():
                events.event_attach(getattr(vlc.EventType, name), self._heard, what, say)
        return self._player

    def _heard(self, event: Any, what: str, say: Say) -> None:  # noqa: ANN401  python-vlc's
        """An event, on one of libvlc's threads: calling libvlc here could wait for itself."""
        value = say(event.u)
        if what == "paused":
            self._stands.set()
        self.told.emit(self._reel, what, value)
        if what == "pictures" and value:
            self._calls.put(self._stand)
        if what in {"playing", "pictures"}:
            self._calls.put(self._describe)

    def _stand(self) -> None:
        """Let a film that begins paused stand at its first picture.

        libvlc's own way to begin so shows nothing as long as no sound was played before.
        """
        at, self._hold = self._hold, None
        if at is not None and self._player is not None:
            self._player.set_pause(1)
            self._player.set_time(at)

    def _describe(self) -> None:
        player = self._player
        if player is None:
            return
        rate = player.get_fps()
        found = Tracks(
            audio=_named(player.audio_get_track_description()),
            subtitles=_named(player.video_get_spu_description()),
            audio_track=player.audio_get_track(),
            subtitle=player.video_get_spu(),
            frame=1000 / rate if rate > 0 else 0.0,
            size=player.video_get_size(0) or (0, 0),
        )
        self.told.emit(self._reel, "tracks", found)


def _nothing(_player: object) -> None:
    """The overlay of films that have none."""


def _named(described: Sequence[tuple[int, bytes]] | None) -> tuple[Track, ...]:
    """Tracks with names that can be shown; libvlc lists `-1` for none among them."""
    return tuple(
        Track(number, plain(name.decode(errors="replace")[:_NAME]))
        for number, name in (described or ())[: _TRACKS + 1]
        if number >= 0
    )
