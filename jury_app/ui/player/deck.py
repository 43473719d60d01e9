"""A deck: libvlc on a thread of its own; nothing else in a window touches libvlc.

Some calls of libvlc wait for a disk (`stop` for one that hangs, for ever), so none is made on the
UI thread: they are queued here. A deck that hangs is left behind: it ends itself once its disk
answers, and until then it is told nothing and tells nothing.
"""

import ctypes
import sys
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from jury_app.screening import libvlc, loudspeakers
from jury_app.screening.facts import Subtitles, recognise
from jury_app.ui.player.endings import dropped
from jury_app.ui.player.tracks import described
from jury_app.ui.player.weighing import Weighing

_NO_SUBTITLES = ":sub-track=1000000"
"""Chooses a track that no film has, so that none is shown that a film declares to be its default;
`spu` off instead would keep people from choosing one."""

_STANDING = 0.3
"""Seconds that libvlc has to pause."""
_SETTLED = 0.04
"""Seconds after it says so until its pictures stand: 0 was too few, 0.02 enough."""

_PAINTING = 0.1
"""Seconds that a window has to be painted before a film begins all the same."""

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

Act = Callable[[Any], object]
"""Does something with libvlc's player, on its thread."""
Tell = Callable[[int, str, object], object]


class Opening(Struct, frozen=True):
    """How a film is opened.

    Attributes:
        reel: Number of this opening.
        path: The film.
        window: The native window into which it plays.
        at: Where it begins, in milliseconds.
        paused: Whether it shows the frame there and waits.
        overlay: Lays something over it before it begins.
        shown: Is set once the window has painted what the film is opened with: a film that begins
            takes the processor.
    """

    reel: int
    path: Path
    window: int
    at: int
    paused: bool
    overlay: Act
    shown: threading.Event


class Deck:
    """Plays one film at a time.

    Args:
        options: libvlc's.
        tell: Gets (reel, what, value), on any thread; see `Projector.told`.

    Attributes:
        reel: The opening that its thread has come to; 0: none.
        wanted: The opening that is wanted; what is on the way to another one stops.
    """

    def __init__(self, options: Sequence[str], tell: Tell) -> None:
        self._options = options
        self._tell = tell
        self._calls: SimpleQueue[Callable[[], object] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._is_left = False
        self._libvlc: Any = None
        self._player: Any = None
        self._hold: int | None = None
        self._stands = threading.Event()
        self._is_heard = True
        self._path = Path()
        self._time = 0
        self._weights: Subtitles | None = None
        self._weighing: Weighing | None = None
        self._weighings: list[Weighing] = []
        self.reel = self.wanted = 0

    def call(self, act: Act) -> None:
        """Do something with libvlc's player, soon; nothing if no film was opened."""
        self.post(lambda: act(self._player) if self._player is not None else None)

    def post(self, call: Callable[[], object]) -> None:
        """Do something on the thread; what it raises is told as `failed`."""
        if self._thread is None:
            # A daemon: the program must be able to end though a disk never answers.
            self._thread = threading.Thread(target=self._work, name="jury-app-film", daemon=True)
            self._thread.start()
        self._calls.put(call)

    def open(self, opening: Opening) -> None:
        """Open a film."""
        self.wanted = opening.reel
        self.post(partial(self._open, opening))

    def pause(self, player: Any) -> None:  # noqa: ANN401  python-vlc ships no types
        """Let the film stand; what is asked for next waits for that.

        A jump that reaches libvlc while it is about to pause changes no picture.
        """
        self._stands.clear()
        player.set_pause(1)
        self._stands.wait(_STANDING)
        time.sleep(_SETTLED)

    def look(self, player: Any) -> None:  # noqa: ANN401  python-vlc ships no types
        """Tell `standing` if the film does not run, though nobody asked for that."""
        if not player.is_playing():
            self._tell(self.reel, "standing", None)

    def describe(self, player: Any) -> None:  # noqa: ANN401  python-vlc ships no types
        """Tell what can be chosen, and what is chosen; end subtitles that cannot be shown."""
        tracks = described(player, self._weights)
        shown = tracks.shown
        if shown is not None and not shown.can_be_shown:
            player.video_set_spu(-1)
            tracks = replace(tracks, subtitle=-1)
            self._tell(self.reel, "dropped", dropped(shown))
        self._tell(self.reel, "tracks", tracks)
        if self._weighing is None and any(each.weight == "open" for each in tracks.subtitles):
            reel = self.reel
            self._weighing = Weighing(
                self._path,
                lambda: self._time,
                partial(self._take_weights, reel),
                lambda error: self._tell(reel, "failed", error),
            )
            self._weighings.append(self._weighing)
        if self._weighing is not None and shown is not None and shown.weight == "open":
            self._weighing.go_on()

    def _take_weights(self, reel: int, weights: Subtitles) -> None:
        """On the thread that counts."""

        def take() -> None:
            if reel == self.reel and weights != self._weights and self._player is not None:
                self._weights = weights
                self.describe(self._player)

        self.post(take)

    def _leave_weighing(self) -> None:
        """Let the count of the film before end, when it comes to it."""
        if self._weighing is not None:
            self._weighing.leave()
            self._weighing = None
        self._weighings = [each for each in self._weighings if each.thread.is_alive()]

    def leave(self) -> threading.Thread | None:
        """End as soon as what is being done is done; the thread, if there is one."""
        self.wanted, self._is_left, self._tell = -1, True, _tell_nobody
        if self._thread is not None:
            self._calls.put(None)
        return self._thread

    def _work(self) -> None:
        while (call := self._calls.get()) is not None and not self._is_left:
            try:
                call()
            except Exception as error:  # noqa: BLE001  the edge of the thread: told on the UI's
                self._tell(self.reel, "failed", error)
        self._leave_weighing()
        self._release()
        for weighing in self._weighings:
            weighing.thread.join()

    def _release(self) -> None:
        if self._player is not None:
            self._player.stop()
            self._player.release()
            self._libvlc.release()
            self._player = self._libvlc = None

    def _open(self, opening: Opening) -> None:
        if opening.reel != self.wanted:
            return  # somebody went on to another film meanwhile
        if self._player is not None:
            self._player.stop()  # all events of the film before are out after this
        self._leave_weighing()
        self.reel, self._path, self._weights = opening.reel, opening.path, None
        self._time = opening.at
        container = recognise(opening.path)
        if opening.reel != self.wanted:
            return  # the disk took its time
        self._look_for_loudspeakers()
        player = self._made()
        getattr(player, _SETTERS.get(sys.platform, "set_xwindow"))(opening.window)
        start = f":start-time={opening.at / 1000:.3f}"
        options = (":play-and-pause", _NO_SUBTITLES, start)
        media = libvlc.media(self._libvlc, opening.path, container, *options)
        player.set_media(media)
        media.release()
        opening.overlay(player)
        self._hold = opening.at if opening.paused else None
        if opening.paused:
            player.audio_set_mute(1)
        opening.shown.wait(_PAINTING)
        player.play()

    def _look_for_loudspeakers(self) -> None:
        """Begin anew with sound, or without, if loudspeakers came or went since the film before."""
        is_chosen = any(option.startswith("--aout") for option in self._options)
        is_heard = is_chosen or loudspeakers.are_here()
        if is_heard != self._is_heard:
            self._release()
            self._is_heard = is_heard
        self._tell(self.reel, "sound", is_heard)

    def _made(self) -> Any:  # noqa: ANN401  python-vlc ships no types
        """The player, made when it is first needed."""
        if self._player is None:
            unheard = () if self._is_heard else ("--aout=dummy",)
            self._libvlc = libvlc.instance("--sub-source=marq", *self._options, *unheard)
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
        elif what == "time":
            self._time = event.u.new_time
        self._tell(self.reel, what, value)
        if what == "pictures" and value:
            self._calls.put(self._stand)
        if what in {"playing", "pictures"}:
            self.call(self.describe)

    def _stand(self) -> None:
        """Let a film that begins paused stand at its first picture.

        libvlc's own way to begin so shows nothing as long as no sound was played before.
        """
        at, self._hold = self._hold, None
        if at is not None and self._player is not None:
            self._player.set_pause(1)
            self._player.set_time(at)


def _tell_nobody(_reel: int, _what: str, _value: object) -> None:
    """What a deck that was left has to say."""
