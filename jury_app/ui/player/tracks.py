"""What can be chosen in a film: its sound and subtitle tracks, with names that can be shown."""

import ctypes
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from jury_app.base.texts import plain
from jury_app.screening.facts import Subtitles
from jury_app.screening.subtitles import State

_STYLED = frozenset({b"ssa ", b"ttml", b"kate"})
"""Codings of subtitles with a layout of their own, for which no decoder is used
(`screening.libvlc.DECODERS`)."""
_IMAGES = frozenset({b"spu ", b"dvbs", b"bdpg"})
"""Codings of subtitles that are images; all others may be text, which is weighed."""
_WORSE: tuple[State, ...] = ("light", "open", "unknown", "heavy")
_TRACKS = 100
_NAME = 60


class Track(Struct, frozen=True):
    """A sound or subtitle track.

    Attributes:
        id: libvlc's number for it.
        name: Its name, harmless.
        has_layout: Subtitles with a layout of their own, which are not shown.
        weight: Of subtitles: what is known of how much they are.
    """

    id: int
    name: str
    has_layout: bool = False
    weight: State = "light"

    @property
    def can_be_shown(self) -> bool:
        """Whether it can be chosen."""
        return not self.has_layout and self.weight in {"light", "open"}


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

    @property
    def shown(self) -> Track | None:
        """The subtitles that are shown."""
        return next((track for track in self.subtitles if track.id == self.subtitle), None)


def described(player: Any, weights: Subtitles | None) -> Tracks:  # noqa: ANN401  no types there
    """What libvlc's player says can be chosen, and what is chosen; on its thread.

    Args:
        player: libvlc's.
        weights: What is known of each track of subtitles; None: nothing yet.
    """
    rate = player.get_fps()
    subtitles = _named(player.video_get_spu_description())
    return Tracks(
        audio=_named(player.audio_get_track_description()),
        subtitles=_weighed(subtitles, _codings(player), weights) if subtitles else (),
        audio_track=player.audio_get_track(),
        subtitle=player.video_get_spu(),
        frame=1000 / rate if rate > 0 else 0.0,
        size=player.video_get_size(0) or (0, 0),
    )


def _weighed(
    tracks: Sequence[Track], codings: Mapping[int, bytes], weights: Subtitles | None
) -> tuple[Track, ...]:
    """The tracks with what is known of their coding and weight.

    What libvlc finds beside a film's own tracks (text attached to it) comes last and was not
    counted. Where it leaves tracks out, each of the others is taken for the heaviest.
    """
    known: list[State] = ["open"] * len(tracks) if weights is None else [*weights]
    if len(known) > len(tracks):
        known = [max(known, key=_WORSE.index)] * len(tracks)
    known += ["unknown"] * (len(tracks) - len(known))
    return tuple(
        replace(
            track,
            has_layout=codings.get(track.id) in _STYLED,
            weight="light" if codings.get(track.id) in _IMAGES else weight,
        )
        for track, weight in zip(tracks, known, strict=True)
    )


def _codings(player: Any) -> dict[int, bytes]:  # noqa: ANN401  python-vlc ships no types
    """Number of each track → its coding, as libvlc calls it."""
    import vlc

    media, table = player.get_media(), ctypes.POINTER(vlc.MediaTrack)()
    count = vlc.libvlc_media_tracks_get(media, ctypes.byref(table))
    every = ctypes.cast(table, ctypes.POINTER(ctypes.POINTER(vlc.MediaTrack)))
    found = {
        each.id: each.codec.to_bytes(4, "little")
        for each in (every[number].contents for number in range(count))
    }
    vlc.libvlc_media_tracks_release(every, count)
    media.release()
    return found


def _named(told: Sequence[tuple[int, bytes]] | None) -> tuple[Track, ...]:
    """Tracks with names that can be shown; libvlc lists `-1` for none among them."""
    return tuple(
        Track(number, plain(name.decode(errors="replace")[:_NAME]))
        for number, name in (told or ())[: _TRACKS + 1]
        if number >= 0
    )
