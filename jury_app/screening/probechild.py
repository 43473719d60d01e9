"""The child `probe`: reads films, which may be hostile, under limits and without keys.

Requests: `["facts", path]` answers `MediaFacts` as a map; `["paper", path]` whether a PDF is
encrypted; `["fingerprint", path]` begins one, then `["next"]` answers `[bytes more, None]` and at
the end `[bytes more, [bytes, blake3]]`; `["subtitles", path]` answers the state of each track of
subtitles, then `["count", moment, seconds, most]` counts on and answers `[bytes gone through,
states]`.

The parser gets the open file, never its name: it cannot follow what a film refers to.
"""

import os
import time
from pathlib import Path
from typing import IO, Any

import msgspec

from jury_app.base import children
from jury_app.base.errors import Problem, Refusal
from jury_app.base.files import told
from jury_app.base.texts import N_, plain
from jury_app.screening import matroska, mp4, papers
from jury_app.screening.facts import Container, MediaFacts, recognised
from jury_app.screening.fingerprint import Hashing, hashing
from jury_app.screening.subtitles import State

MEMORY_LIMIT = 2 << 30
"""Address space of the child, in bytes."""
CPU_LIMIT = 10
"""Processor time for the facts of one film, in seconds; a whole one takes some hundredths, and
damaged ones were seen to keep the parser busy without end."""
PORTION = 0.5
"""Seconds for which one `next` reads: a slow drive answers as often as a fast one."""

_READ = 1 << 20
_AHEAD = 1 << 16
"""Bytes that are read at once where a film is gone through: few for one that is large, and few
turns of a disk for one that is small."""
_NAME_LIMIT = 40
_INTEGER_LIMIT = 2**53 - 1


def main() -> None:
    """Be the child `probe`."""
    children.limit(memory=MEMORY_LIMIT)
    children.serve(_Session().answer)


class _Session:
    """What lasts from one request to the next: a fingerprint or a count that was begun."""

    def __init__(self) -> None:
        self._hashing: Hashing | None = None
        self._counting: matroska.Counting | None = None
        self._counted = Path()

    def answer(self, request: list[Any]) -> object:
        match request:
            case ["facts", path]:
                return msgspec.to_builtins(_facts(Path(path)))
            case ["subtitles", path]:
                return self._subtitles(Path(path))
            case ["count", moment, seconds, most] if self._counting is not None:
                _allow_seconds(CPU_LIMIT)
                self._counting.moment = moment
                with told(self._counted):
                    self._counting.go_on(seconds, most)
                return self._counting.passed, self._counting.states
            case ["paper", path]:
                _allow_seconds(CPU_LIMIT)
                return papers.is_encrypted(Path(path))
            case ["fingerprint", path]:
                _allow_seconds(None)
                self._hashing = hashing(Path(path))
                return None
            case ["next"] if self._hashing is not None:
                return _portion(self._hashing)
        message = f"no request of this child: {request!r}"
        raise ValueError(message)

    def _subtitles(self, path: Path) -> list[State]:
        """What is known of each track of subtitles, before any is counted."""
        _allow_seconds(CPU_LIMIT)
        with told(path):
            file = path.open("rb", buffering=_AHEAD)
            kind = recognised(file, path)
            if kind == "mkv":
                self._counting, self._counted = matroska.Counting(file), path
                return self._counting.states
            with file:
                return mp4.weighed(file) if kind == "mp4" else []


def _allow_seconds(more: int | None) -> None:
    """End this process after `more` seconds of processor time (POSIX); None lifts that."""
    if os.name == "nt":  # there the parent's timeout alone stands guard
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = hard if more is None else int(used.ru_utime + used.ru_stime) + more
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _portion(steps: Hashing) -> tuple[int, tuple[int, str] | None]:
    """Read on: how many bytes more, and the fingerprint if it is complete."""
    count, until = 0, time.monotonic() + PORTION
    while time.monotonic() < until:
        try:
            count += next(steps)
        except StopIteration as end:
            return count, end.value
    return count, None


def _facts(path: Path) -> MediaFacts:
    """The facts of one film.

    Raises:
        Problem: It cannot be read, or libmediainfo is missing.
        Refusal: It is no film, or not a whole one.
    """
    _allow_seconds(CPU_LIMIT)
    with told(path):
        if not path.is_file():
            path.stat()  # a file that is not there is told as that
            raise Refusal(N_("This is no plain file."), place=str(path))
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            kind = recognised(file, path)
            tracks = _tracks(file, path)
    return _told_facts(path, size, kind, tracks)


def _tracks(file: IO[bytes], path: Path) -> list[dict[str, Any]]:
    """The tracks as libmediainfo tells them; metadata of the film is not among them."""
    from pymediainfo import MediaInfo

    file.seek(0)
    try:
        text = MediaInfo.parse(file, output="JSON", buffer_size=_READ)
    except OSError as error:
        raise Problem(
            N_("The library libmediainfo cannot be loaded; install Jury App's packages again."),
            place=str(path),
        ) from error
    try:
        found = msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        raise _damaged(path) from error
    tracks: list[dict[str, Any]] = ((found or {}).get("media") or {}).get("track") or []
    return tracks


def _told_facts(path: Path, size: int, kind: Container, tracks: list[dict[str, Any]]) -> MediaFacts:
    """The facts from the tracks, or the refusal that fits."""
    general = next((track for track in tracks if track["@type"] == "General"), {})
    pictures = [track for track in tracks if track["@type"] == "Video"]
    sounds = [track for track in tracks if track["@type"] == "Audio"]
    if (general.get("extra") or {}).get("IsTruncated"):
        raise Refusal(
            N_("This film is incomplete: its end is missing; copy it or ask for it again."),
            place=str(path),
        )
    if not pictures:
        raise Refusal(
            N_("This file holds no picture that can be played; ask for the film again."),
            place=str(path),
        )
    picture = pictures[0]
    return MediaFacts(
        bytes=size,
        container=kind,
        milliseconds=_thousandths(general.get("Duration") or picture.get("Duration")),
        width=_thousandths(picture.get("Width")) // 1000,
        height=_thousandths(picture.get("Height")) // 1000,
        rate=_thousandths(picture.get("FrameRate")),
        picture=_name(picture),
        sounds=tuple(_name(track) for track in sounds),
        lossless_sound=any(_is_lossless(track) for track in sounds),
        subtitles=sum(track["@type"] == "Text" for track in tracks),
    )


def _damaged(path: Path) -> Refusal:
    return Refusal(N_("This film is damaged; ask for it again."), place=str(path))


def _is_lossless(track: dict[str, Any]) -> bool:
    return track.get("Compression_Mode") == "Lossless" or track.get("Format") == "PCM"


def _name(track: dict[str, Any]) -> str:
    """A coding's name; a film can put a text of its own here, so it is bounded and plain."""
    return plain(str(track.get("Format", "?"))[:_NAME_LIMIT])


def _thousandths(text: str | None) -> int:
    """A decimal number of libmediainfo × 1000, rounded down; 0 if it is absent or none."""
    whole, _, part = (text or "").partition(".")
    digits = whole + (part + "000")[:3]
    if not digits.isascii() or not digits.isdigit():
        return 0
    return min(int(digits[:20]), _INTEGER_LIMIT)
