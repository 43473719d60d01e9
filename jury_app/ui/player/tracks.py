"""What can be chosen in a film: its sound and subtitle tracks, with names that can be shown."""

import ctypes
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QLocale

from jury_app.base.texts import _, plain
from jury_app.screening.facts import Subtitles
from jury_app.screening.subtitles import State

_STYLED = frozenset({b"ssa ", b"ttml", b"kate"})
"""Codings of subtitles with a layout of their own, for which no decoder is used
(`screening.libvlc.DECODERS`)."""
_IMAGES = frozenset({b"spu ", b"dvbs", b"bdpg"})
"""Codings of subtitles that are images; all others may be text, which is weighed."""
_CAPTIONS = frozenset({b"c608", b"c708"})
"""Codings of captions, which libvlc finds in the picture."""
_WORSE: tuple[State, ...] = ("light", "open", "unknown", "heavy")
_TRACKS = 100
_NAME = 60
_CALLED = {"en": "English", "zh": "中文", "cmn": "普通話", "nan": "閩南語"}
"""Codes of languages that Qt does not know, or calls as one country does."""
_NONE = frozenset({"", "und", "mis", "mul", "zxx"})
"""Codes that name no language."""


class _MediaTrack(ctypes.Structure):
    """`libvlc_media_track_t` of libvlc 3; python-vlc takes its union for three pointers."""

    _fields_ = (
        ("codec", ctypes.c_uint32),
        ("original_fourcc", ctypes.c_uint32),
        ("id", ctypes.c_int),
        ("type", ctypes.c_int),
        ("profile", ctypes.c_int),
        ("level", ctypes.c_int),
        ("of_its_type", ctypes.c_void_p),
        ("bitrate", ctypes.c_uint),
        ("language", ctypes.c_char_p),
        ("description", ctypes.c_char_p),
    )


class _Facts(NamedTuple):
    """What a film says of a track."""

    coding: bytes
    title: str
    language: str


class Track(Struct, frozen=True):
    """A sound or subtitle track.

    Attributes:
        id: libvlc's number for it.
        title: What the film calls it, harmless; empty if it says nothing.
        language: The code of its language, harmless; empty if the film does not tell.
        number: Which of its kind it is, from 1.
        has_layout: Subtitles with a layout of their own, which are not shown.
        weight: Of subtitles: what is known of how much they are.
    """

    id: int
    title: str
    language: str = ""
    number: int = 0
    has_layout: bool = False
    weight: State = "light"

    @property
    def name(self) -> str:
        """Its language, as those call it who speak it, and its title; else its number."""
        words = dict.fromkeys((_language(self.language), self.title))
        return " · ".join(filter(None, words)) or _("Track {number}").format(number=self.number)

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
    facts = _facts(player)
    subtitles = _named(player.video_get_spu_description(), facts)
    return Tracks(
        audio=_named(player.audio_get_track_description(), facts),
        subtitles=_weighed(subtitles, facts, weights) if subtitles else (),
        audio_track=player.audio_get_track(),
        subtitle=player.video_get_spu(),
        frame=1000 / rate if rate > 0 else 0.0,
        size=player.video_get_size(0) or (0, 0),
    )


def _weighed(
    tracks: Sequence[Track], facts: Mapping[int, _Facts], weights: Subtitles | None
) -> tuple[Track, ...]:
    """The tracks with what is known of their coding and weight.

    What libvlc finds beside a film's own tracks (text attached to it, captions in its picture) was
    not counted. Where it leaves tracks out, each of the others is taken for the heaviest.
    """
    codings = {number: each.coding for number, each in facts.items()}
    own = [track.id for track in tracks if codings.get(track.id) not in {None, *_CAPTIONS}]
    known: list[State] = ["open"] * len(own) if weights is None else [*weights]
    if len(known) > len(own):
        known = [max(known, key=_WORSE.index)] * len(own)
    counted = dict(zip(own, known, strict=False))
    return tuple(
        replace(
            track,
            has_layout=codings.get(track.id) in _STYLED,
            weight="light"
            if codings.get(track.id) in _IMAGES
            else counted.get(track.id, "unknown"),
        )
        for track in tracks
    )


def _facts(player: Any) -> dict[int, _Facts]:  # noqa: ANN401  python-vlc ships no types
    """Number of each track → what the film says of it."""
    import vlc

    media, told = player.get_media(), ctypes.POINTER(vlc.MediaTrack)()
    count = vlc.libvlc_media_tracks_get(media, ctypes.byref(told))
    table = ctypes.cast(told, ctypes.POINTER(ctypes.POINTER(vlc.MediaTrack)))
    every = ctypes.cast(told, ctypes.POINTER(ctypes.POINTER(_MediaTrack)))
    found = {
        each.id: _Facts(
            each.codec.to_bytes(4, "little"), _harmless(each.description), _harmless(each.language)
        )
        for each in (every[number].contents for number in range(count))
    }
    vlc.libvlc_media_tracks_release(table, count)
    media.release()
    return found


def _named(
    told: Sequence[tuple[int, bytes]] | None, facts: Mapping[int, _Facts]
) -> tuple[Track, ...]:
    """Tracks that can be shown; libvlc lists `-1` for none among them.

    Of what is not the film's own (text attached to it) there is libvlc's word alone.
    """
    listed = [each for each in (told or ())[: _TRACKS + 1] if each[0] >= 0]
    return tuple(
        Track(track, its.title, its.language, number)
        for number, (track, name) in enumerate(listed, start=1)
        for its in (facts.get(track, _Facts(b"", _harmless(name), "")),)
    )


def _harmless(text: bytes | None) -> str:
    return plain((text or b"").decode(errors="replace")[:_NAME]).strip()


def _language(code: str) -> str:
    """What a language is called by those who speak it; the code itself where nobody knows it."""
    known = QLocale.codeToLanguage(code)
    if code in _NONE or known == QLocale.Language.AnyLanguage:
        return "" if code in _NONE else _CALLED.get(code, code)
    return _CALLED.get(QLocale.languageToCode(known)) or QLocale(known).nativeLanguageName()
