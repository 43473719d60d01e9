"""libvlc: where it is found, and what every film is opened with; the only place that says so.

A playlist named film.mp4 makes players fetch addresses. So a film is recognised by its first bytes
(`facts.recognise`), and libvlc may only use the one demuxer that reads such films: no playlist, no
list of segments, no script; nothing beside the film is looked for, nothing is fetched about it.
"""

import sys
from pathlib import Path
from typing import Any

from jury_app.base.errors import Problem
from jury_app.base.texts import N_
from jury_app.screening.facts import Container

_DEMUXER = ":demux={container},none"
"""The option that names the demuxer of a film, which is called as its container; `none` ends the
search. In a list of them TS would take whatever those before it left, a film or not."""

DECODERS = (
    "dav1d,videotoolbox,flac,opus,vorbis,mpg123,mad,faad,fdkaac,a52,dca,araw,lpcm,adpcm,g711,aes3,"
    "uleaddvaudio,speex,avcodec,vpx,aom,theora,rawvideo,mft,subsdec,substx3g,webvtt,spudec,dvbsub,"
    "none"
)
"""All decoders that may open a track, in this order; `none` ends the search. Not among them is
libass: subtitles that bring a layout and fonts of their own made it take memory without bound.

The names are VLC 3.0's (modules/codec/Makefile.am). macOS decodes in hardware by `videotoolbox`.
Windows (`d3d11va`, `dxva2`) and Linux (`vaapi`, `vdpau_avcodec`) do so inside `avcodec`, which
finds them by an option of its own: they are no decoders to this one."""

OPTIONS = (
    f"--codec={DECODERS}",
    "--quiet",
    "--no-lua",
    "--no-auto-preparse",
    "--no-metadata-network-access",
    "--no-sub-autodetect-file",
    "--no-mkv-preload-local-dir",
    "--no-osd",
    "--no-video-title-show",
    "--no-snapshot-preview",
    "--no-stats",
    "--no-xlib",
)

_MISSING = {
    "darwin": N_("Films cannot be watched. Install VLC: brew install --cask vlc"),
    "win32": N_("Films cannot be watched. Install 64-bit VLC: winget install VideoLAN.VLC"),
}
_MISSING_ELSEWHERE = N_(
    "Films cannot be watched. Install libvlc: apt install libvlc5 vlc-plugin-base"
    " vlc-plugin-video-output"
)

# python-vlc ships no types: its objects are Any.
Instance = Any
Media = Any


def missing() -> Problem:
    """What is told where libvlc cannot be used: how to get it on this system."""
    return Problem(_MISSING.get(sys.platform, _MISSING_ELSEWHERE))


def instance(*options: str) -> Instance:
    """A new libvlc.

    Args:
        options: More of libvlc's own options, e.g. `--aout=dummy`.

    Raises:
        Problem: libvlc or its plugins are not on this machine; it says how to get them.
    """
    try:
        import vlc  # looks for the library: now, or at the first call of it

        found = vlc.Instance(*OPTIONS, *options)
    except (
        ImportError,
        OSError,
        NotImplementedError,
        NameError,
        AttributeError,
        KeyError,
    ) as error:
        raise missing() from error
    if found is None:
        raise missing()
    return found


def version() -> str:
    """The version of the libvlc that `instance` made, as it tells it."""
    import vlc

    told: bytes = vlc.libvlc_get_version()
    return told.decode(errors="replace")


def media(libvlc: Instance, path: Path, container: Container, *options: str) -> Media:
    """A film for a player of `libvlc`; nothing is read yet.

    Args:
        libvlc: As `instance` gave it.
        path: A film.
        container: What `facts.recognise` took it for.
        options: More of libvlc's options for this film, e.g. `:no-audio`.
    """
    found = libvlc.media_new_path(str(path))
    for option in (_DEMUXER.format(container=container), *options):
        found.add_option(option)
    return found
