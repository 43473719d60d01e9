"""What can be chosen in a film: its sound and subtitle tracks, with names that can be shown."""

import ctypes
from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from jury_app.base.texts import plain

_STYLED = frozenset({b"ssa ", b"ttml", b"kate"})
"""Codings of subtitles with a layout of their own, for which no decoder is used
(`screening.libvlc.DECODERS`)."""
HEAVIEST = 2 << 20
"""Bytes of a track of subtitles that can be shown; those of a long film take a tenth. A hundred
thousand lines that stand at the same moment (50 MB) stopped the picture for eight seconds."""
_TRACKS = 100
_NAME = 60


class Track(Struct, frozen=True):
    """A sound or subtitle track.

    Attributes:
        id: libvlc's number for it.
        name: Its name, harmless.
        has_layout: Subtitles with a layout of their own, which are not shown.
        is_heavy: Subtitles of more than `HEAVIEST` bytes, which are not shown either.
    """

    id: int
    name: str
    has_layout: bool = False
    is_heavy: bool = False

    @property
    def can_be_shown(self) -> bool:
        """Whether it can be chosen."""
        return not (self.has_layout or self.is_heavy)


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


def described(player: Any, weights: Sequence[int]) -> Tracks:  # noqa: ANN401  no types there
    """What libvlc's player says can be chosen, and what is chosen; on its thread.

    Args:
        player: libvlc's.
        weights: Bytes of each track of subtitles, as far as they are known.
    """
    rate = player.get_fps()
    subtitles = _named(player.video_get_spu_description(), _styled(player))
    if len(weights) == len(subtitles):
        subtitles = tuple(
            replace(track, is_heavy=weight > HEAVIEST)
            for track, weight in zip(subtitles, weights, strict=True)
        )
    return Tracks(
        audio=_named(player.audio_get_track_description()),
        subtitles=subtitles,
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
        Track(number, plain(name.decode(errors="replace")[:_NAME]), number in styled)
        for number, name in (told or ())[: _TRACKS + 1]
        if number >= 0
    )
