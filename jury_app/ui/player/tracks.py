"""What can be chosen in a film: its sound and subtitle tracks, with names that can be shown."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from jury_app.base.texts import plain

_TRACKS = 100
_NAME = 60


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


def described(player: Any) -> Tracks:  # noqa: ANN401  python-vlc ships no types
    """What libvlc's player says can be chosen, and what is chosen; on its thread."""
    rate = player.get_fps()
    return Tracks(
        audio=_named(player.audio_get_track_description()),
        subtitles=_named(player.video_get_spu_description()),
        audio_track=player.audio_get_track(),
        subtitle=player.video_get_spu(),
        frame=1000 / rate if rate > 0 else 0.0,
        size=player.video_get_size(0) or (0, 0),
    )


def _named(told: Sequence[tuple[int, bytes]] | None) -> tuple[Track, ...]:
    """Tracks with names that can be shown; libvlc lists `-1` for none among them."""
    return tuple(
        Track(number, plain(name.decode(errors="replace")[:_NAME]))
        for number, name in (told or ())[: _TRACKS + 1]
        if number >= 0
    )
