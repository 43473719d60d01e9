"""The child `stills`: takes single pictures out of a film that may be hostile; holds no keys.

Requests: `["open", path, size]` answers `[width, height, milliseconds]` of the pictures that will
come, of a film of so many bytes (None: of any); then `["still", moment]` answers width × height × 3
bytes (red, green, blue), or None where the film gives no picture in time. One film a child.
"""

import ctypes
import os
import threading
from pathlib import Path
from typing import Any

from jury_app.base import children
from jury_app.base.errors import Refusal
from jury_app.base.texts import N_
from jury_app.screening import libvlc
from jury_app.screening.facts import recognise
from jury_app.screening.stills import BOX

MEMORY_LIMIT = 4 << 30
"""Address space, in bytes; libvlc's threads and libraries reserve more than they use."""
CPU_LIMIT = 180
"""Processor time of the child, in seconds; a film in 4K took about thirty."""
EXACT = 600_000
"""Milliseconds of film up to which a picture is of its very moment; in a longer one it is the whole
picture before, which spares decoding all that lies between."""

_PATIENCE = 3.0
"""Seconds for one picture; a film that ends before gives the last it had."""
_TAKEN = 3
"""Which picture is taken: the first may be the one from which libvlc decodes up to the moment."""
_ALIGNED = 32
"""libvlc writes pixels to addresses that this divides."""
_NICE = 10


def main() -> None:
    """Be the child `stills`."""
    children.limit(memory=MEMORY_LIMIT, cpu_seconds=CPU_LIMIT)
    if hasattr(os, "nice"):
        os.nice(_NICE)  # the film that plays beside it goes first
    session = _Session()
    children.serve(session.answer)
    session.close()


class _Session:
    """One film, once it is open."""

    def __init__(self) -> None:
        self._reel: _Reel | None = None

    def answer(self, request: list[Any]) -> object:
        match request:
            case ["open", str(path), int() | None as size]:
                self._reel = _Reel(Path(path), size)
                return [self._reel.width, self._reel.height, self._reel.length]
            case ["still", int(moment)] if self._reel is not None:
                return self._reel.still(moment)
        message = f"no request of this child: {request!r}"
        raise ValueError(message)

    def close(self) -> None:
        if self._reel is not None:
            self._reel.close()


class _Reel:
    """A film that stands at one picture after another.

    Raises:
        Problem: libvlc is missing, or the file cannot be read.
        Refusal: It is no film, or not the one that is meant, or has no picture.
    """

    def __init__(self, path: Path, size: int | None) -> None:
        import vlc

        self._path, self._container = path, recognise(path)
        if size is not None and path.stat().st_size != size:
            raise Refusal(N_("This is not the film that the festival entered"), place=str(path))
        self._shown = threading.Event()
        self._count, self._picture = 0, b""
        self._libvlc = libvlc.instance("--no-audio", "--no-spu", "--aout=none", "--avcodec-hw=none")
        media = libvlc.media(self._libvlc, path, self._container)
        self.length, shape = _measured(vlc, media)
        media.release()
        if self.length <= 0 or shape is None:
            raise Refusal(
                N_("This file holds no picture that can be played; ask for the film again."),
                place=str(path),
            )
        self.width, self.height = fitted(*shape)
        self._player = self._libvlc.media_player_new()
        self._draw_into_memory(vlc)

    def still(self, moment: int) -> bytes | None:
        """A picture of the film when it begins to play at `moment`.

        A jump within a film that stands is quicker, and shows the picture before now and then.
        """
        options = [f":start-time={moment / 1000:.3f}", ":avcodec-threads=1"]
        if self.length > EXACT:
            options.append(":input-fast-seek")
        media = libvlc.media(self._libvlc, self._path, self._container, *options)
        self._player.set_media(media)
        media.release()
        self._count, self._picture = 0, b""
        self._shown.clear()
        self._player.play()
        self._shown.wait(_PATIENCE)
        self._player.stop()
        return self._picture or None

    def close(self) -> None:
        self._player.release()
        self._libvlc.release()

    def _draw_into_memory(self, vlc: Any) -> None:  # noqa: ANN401  python-vlc ships no types
        size = self.width * self.height * 3
        room = (ctypes.c_char * (size + _ALIGNED))()
        start = -ctypes.addressof(room) % _ALIGNED
        self._pixels = (ctypes.c_char * size).from_buffer(room, start)

        def lock(_opaque: object, planes: Any) -> None:  # noqa: ANN401  libvlc's planes, by ctypes
            planes[0] = ctypes.addressof(self._pixels)

        def show(_opaque: object, _picture: object) -> None:
            if not self._shown.is_set():
                self._picture = bytes(self._pixels)
                self._count += 1
            if self._count == _TAKEN:
                self._shown.set()

        # Kept: libvlc holds only their addresses.
        self._lock = vlc.CallbackDecorators.VideoLockCb(lock)
        self._show = vlc.CallbackDecorators.VideoDisplayCb(show)
        self._player.video_set_format("RV24", self.width, self.height, self.width * 3)
        self._player.video_set_callbacks(self._lock, None, self._show, None)


def fitted(width: int, height: int) -> tuple[int, int]:
    """A picture's size in the box, both sides even and never larger than they are."""
    scale = min(BOX[0] / width, BOX[1] / height, 1.0)
    return max(2, round(width * scale / 2) * 2), max(2, round(height * scale / 2) * 2)


def _measured(vlc: Any, media: Any) -> tuple[int, tuple[int, int] | None]:  # noqa: ANN401  python-vlc has no types
    """Length in milliseconds, and size of the picture with square pixels, if there is one."""
    parsed = threading.Event()
    events = media.event_manager()
    events.event_attach(vlc.EventType.MediaParsedChanged, lambda _event: parsed.set())
    media.parse_with_options(vlc.MediaParseFlag.local, round(_PATIENCE * 1000))
    parsed.wait(_PATIENCE)
    events.event_detach(vlc.EventType.MediaParsedChanged)
    for track in media.tracks_get() or ():
        if track.type == vlc.TrackType.video:
            # A union in libvlc; python-vlc lays its members one after the other.
            video = ctypes.cast(track.audio, ctypes.POINTER(vlc.VideoTrack)).contents
            if 0 < video.width <= _SIDE and 0 < video.height <= _SIDE:
                shape = video.sar_num / video.sar_den if video.sar_num and video.sar_den else 1.0
                width = round(video.width * min(max(shape, 0.1), 10.0))
                return media.get_duration(), (width, video.height)
    return media.get_duration(), None


_SIDE = 16384
"""Pixels of the longest side that a film may have."""
