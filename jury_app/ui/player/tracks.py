"""What can be chosen in a film: its sound and subtitle tracks, with names that can be shown."""

import ctypes
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from jury_app.base.texts import plain

_STYLED = frozenset({b"ssa ", b"ttml", b"kate"})
"""Codings of subtitles with a layout of their own, for which no decoder is used
(`screening.libvlc.DECODERS`)."""
_TRACKS = 100
_NAME = 60


class Track(Struct, frozen=True):
    """A sound or subtitle track.

    Attributes:
        id: libvlc's number for it.
        name: Its name, harmless.
        can_be_shown: False: subtitles with a layout of their own.
    """

    id: int
    name: str
    can_be_shown: bool = True


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


def described(player: Any) -> Tracks:  # noqa: ANN401  python-vlc ships no types
    """What libvlc's player says can be chosen, and what is chosen; on its thread."""
    rate = player.get_fps()
    return Tracks(
        audio=_named(player.audio_get_track_description()),
        subtitles=_named(player.video_get_spu_description(), _styled(player)),
        audio_track=player.audio_get_track(),
        subtitle=player.video_get_spu(),
        frame=1000 / rate if rate > 0 else 0.0,
        size=player.video_get_size(0) or (0, 0),
    )


def _styled(player: Any) -> frozenset[int]:  # noqa: ANN401  python-vlc ships no types
    """Numbers of the tracks whose coding is one of `_STYLED`."""
    import vlc

    media, table = player.get_media(), ctypes.POINTER(vlc.MediaTrack)()
    count = vlc.libvlc_media_tracks_get(media, ctypes.byref(table))
    every = ctypes.cast(table, ctypes.POINTER(ctypes.POINTER(vlc.MediaTrack)))
    found = frozenset(
        each.id
        for each in (every[number].contents for number in range(count))
        if each.codec.to_bytes(4, "little") in _STYLED
    )
    vlc.libvlc_media_tracks_release(every, count)
    media.release()
    return found


def _named(
    told: Sequence[tuple[int, bytes]] | None, styled: frozenset[int] = frozenset()
) -> tuple[Track, ...]:
    """Tracks with names that can be shown; libvlc lists `-1` for none among them."""
    return tuple(
        Track(number, plain(name.decode(errors="replace")[:_NAME]), number not in styled)
        for number, name in (told or ())[: _TRACKS + 1]
        if number >= 0
    )
