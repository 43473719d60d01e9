"""Films for the demo: distinct, valid and playable, made from three committed clips.

A box that every player skips is appended: `free` in MP4 and QuickTime (ISO/IEC 14496-12, 8.1.2),
`Void` at the end of the segment in WebM (RFC 8794, 11.3.2). Its content follows from seed and
title, so each has a fingerprint of its own and the same seed makes the same bytes.
"""

from pathlib import Path

from blake3 import blake3

from jury_app.base import places
from jury_app.base.files import read_bounded, write_durably
from jury_app.screening.fingerprint import Fingerprint

CLIPS = {".mp4": "aurora.mp4", ".webm": "spiral.webm", ".mov": "tide.mov"}
"""Suffix → the committed clip (resources/demo)."""

_CLIP_LIMIT = 1 << 20
_SEGMENT = bytes.fromhex("18538067")
_VOID = b"\xec"


def write_clip(path: Path, seed: int, title: str) -> Fingerprint:
    """Write a film of ten seconds to `path`; its suffix is one of `CLIPS`.

    Raises:
        Problem: It cannot be written.
    """
    clip = read_bounded(places.resource("demo", CLIPS[path.suffix]), _CLIP_LIMIT)
    seeded = blake3(f"{seed}\n{title}".encode()).digest(length=64)
    content = (_with_void if path.suffix == ".webm" else _with_free)(clip, seeded)
    write_durably(path, content)
    return Fingerprint(len(content), blake3(content).hexdigest())


def _with_free(clip: bytes, content: bytes) -> bytes:
    return clip + (8 + len(content)).to_bytes(4, "big") + b"free" + content


def _with_void(clip: bytes, content: bytes) -> bytes:
    """Append at most 126 bytes to the segment, whose size is written in eight (RFC 8794, 4.4)."""
    void = _VOID + bytes([0x80 | len(content)]) + content
    start = clip.index(_SEGMENT) + len(_SEGMENT)
    size = int.from_bytes(clip[start : start + 8], "big") + len(void)
    return clip[:start] + size.to_bytes(8, "big") + clip[start + 8 :] + void
