"""Media facts: what a film's file is, found out in a child process that holds no keys.

A playlist named film.mp4 makes players fetch addresses, so a film is first known by the bytes of
its container, never by its name; what is none of the containers that the player opens is refused.
The parser runs in the child `probe` (`probechild`) under limits of memory and time; a file that
kills it is told, and the next one gets a new child.
"""

from pathlib import Path
from types import TracebackType
from typing import IO, Any, Literal, Self

import msgspec

from jury_app.base.children import Child
from jury_app.base.errors import Problem, Refusal
from jury_app.base.files import told
from jury_app.base.texts import N_
from jury_app.screening import drives
from jury_app.screening.fingerprint import Fingerprint, Progress, unheard
from jury_app.screening.subtitles import State

Container = Literal["mp4", "mkv", "avi", "ts", "ps", "ogg", "asf"]
"""The containers that the player opens (MOV and M4V are `mp4`, WebM is `mkv`)."""

HEAD = 400
"""How many of a file's first bytes `container` needs."""
TIMEOUT = 30
"""Seconds that one answer of the child may take; drives that sleep wake up in ten."""

_SIGNATURES: tuple[tuple[bytes, Container], ...] = (
    (b"\x1a\x45\xdf\xa3", "mkv"),
    (b"\x00\x00\x01\xba", "ps"),
    (b"OggS", "ogg"),
    (bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c"), "asf"),
)
_MP4_BOXES = frozenset({b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"pnot", b"styp"})
_TS_PACKETS = ((0, 188), (4, 192), (0, 204))
"""Where the first sync byte (0x47) stands and how long a packet is: TS, M2TS, TS with parity."""


Subtitles = tuple[State, ...]
"""What is known of each track of subtitles, in the film's order; empty: nothing of any."""


class MediaFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What a film's file is.

    Attributes:
        bytes: Size.
        container: By its bytes, not by its name.
        milliseconds: Running time; 0 if the file does not tell.
        width: Of the picture, in pixels.
        height: Of the picture, in pixels.
        rate: Frames in a thousand seconds (23.976 a second is 23976); 0 if it varies or is unknown.
        picture: Name of the picture's coding, e.g. `AVC`, `HEVC`, `VP9`, `ProRes`.
        sounds: Names of the sound tracks' codings, e.g. `AAC`, `FLAC`, `PCM`.
        lossless_sound: Whether a sound track is coded without loss.
        subtitles: Number of subtitle tracks inside.
    """

    bytes: int
    container: Container
    milliseconds: int
    width: int
    height: int
    rate: int
    picture: str
    sounds: tuple[str, ...]
    lossless_sound: bool
    subtitles: int


def container(head: bytes) -> Container | None:
    """The container that a file's first `HEAD` bytes begin, or None."""
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            return name
    if head[4:8] in _MP4_BOXES:
        return "mp4"
    if head[:4] == b"RIFF" and head[8:12] == b"AVI ":
        return "avi"
    for first, length in _TS_PACKETS:
        if head[first : first + 1] == b"G" == head[first + length : first + length + 1]:
            return "ts"
    return None


def recognise(path: Path) -> Container:
    """The container of a film, by its first bytes.

    Raises:
        Problem: It cannot be read.
        Refusal: It is no plain file, empty, text, a playlist, or no film.
    """
    with told(path):
        if not path.is_file():
            path.stat()  # a file that is not there is told as that
            raise Refusal(N_("This is no plain file."), place=str(path))
        with path.open("rb") as file:
            return recognised(file, path)


def recognised(file: IO[bytes], path: Path) -> Container:
    """The container by an open file's first bytes; raises as `recognise`."""
    head = file.read(HEAD)
    kind = container(head)
    if kind is not None:
        return kind
    if not head:
        raise Refusal(N_("This file is empty (0 bytes); ask for it again."), place=str(path))
    if _is_text(head):
        raise Refusal(
            N_(
                "This is a text or a playlist and no film, whatever its name says; it is not"
                " opened, because a player would fetch the addresses in it."
            ),
            place=str(path),
        )
    raise Refusal(
        N_(
            "This is no film in a form that is played here (MP4, MOV, MKV, WebM, AVI, TS, PS, Ogg,"
            " ASF); ask for one of these."
        ),
        place=str(path),
    )


def _is_text(head: bytes) -> bool:
    """Whether the first bytes are text: no control characters but white space."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not any(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head)


class Probe:
    """Examines films in a child; use as a context manager, for any number of films."""

    def __init__(self, *, timeout: float = TIMEOUT) -> None:
        self._timeout = timeout
        self._child: Child | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._leave()

    def facts(self, path: Path) -> MediaFacts:
        """What a film's file is.

        Raises:
            Problem: It cannot be read, or the child ended over it.
            Refusal: It is empty, text, a playlist, incomplete, without picture, or no film at all.
        """
        return msgspec.convert(self._ask(path, ["facts", str(path.absolute())]), MediaFacts)

    def subtitles(self, path: Path) -> Subtitles:
        """Begin to count a film's subtitles; what is `open` after that is counted by `count`.

        Raises:
            Problem: It cannot be read, or the child ended over it.
            Refusal: It is no film.
        """
        return msgspec.convert(self._ask(path, ["subtitles", str(path.absolute())]), Subtitles)

    def count(
        self, path: Path, moment: int, seconds: float, most: int | None = None
    ) -> tuple[int, Subtitles]:
        """Count on; how many bytes of the film were gone through by now, and what is known.

        Args:
            path: The film, as it was given to `subtitles`.
            moment: Where somebody watches, in milliseconds: what stands there comes first.
            seconds: How long.
            most: How many bytes of the film are gone through at most, with those before.

        Raises:
            Problem: As `subtitles`.
        """
        told = self._ask(path, ["count", moment, seconds, most])
        return msgspec.convert(told, tuple[int, Subtitles])

    def is_encrypted(self, path: Path) -> bool:
        """Whether a PDF is encrypted, as `papers.is_encrypted`."""
        return bool(self._ask(path, ["paper", str(path.absolute())]))

    def fingerprint(self, path: Path, *, progress: Progress = unheard) -> Fingerprint:
        """The fingerprint of a file or a folder, as `fingerprint.of`, on another core."""
        self._ask(path, ["fingerprint", str(path.absolute())])
        while True:
            count, done = self._ask(path, ["next"])
            progress(count)
            if done is not None:
                return Fingerprint(*done)

    def _ask(self, path: Path, request: list[Any]) -> Any:  # noqa: ANN401  as the child answers
        if self._child is None:
            self._child = Child("probe", timeout=self._timeout).__enter__()
        try:
            return self._child.ask(request)
        except Problem as error:
            if error.place is not None:
                raise
            self._leave()  # it ended, or is out of memory: the next film gets a new one
            if drives.look([str(path)])[str(path)].is_silent:
                raise Problem(drives.SILENT, place=str(path)) from error
            raise Problem(error.message, place=str(path), **error.arguments) from error

    def _leave(self) -> None:
        if self._child is not None:
            self._child.__exit__(None, None, None)
            self._child = None
