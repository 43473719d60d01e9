"""Stills: pictures along a film and one for its card, made once and kept in a bounded cache.

A child without keys (`stillschild`) decodes the film, which may be hostile, under limits of memory
and time; what comes back is pixels of a size that was agreed on, and nothing else is believed. The
cache is keyed by the film's fingerprint and gives up first what was longest not looked at.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from jury_app.base import places
from jury_app.base.children import Child
from jury_app.base.errors import Problem, Refusal
from jury_app.base.files import read_bounded, told
from jury_app.base.texts import N_

MOST = 48
"""Stills of one film."""
APART = 1000
"""Milliseconds that lie between two of them at least."""
LIMIT = 256 << 20
"""Bytes of the whole cache; a film takes about a third of a megabyte."""
BOX = (480, 270)
"""The box, in pixels, into which the child fits its pictures; a poster has that size."""
HEIGHT = 108
"""Pixels of a still in the strip."""
TIMEOUT = 60
"""Seconds that one answer of the child may take."""

_TIMES, _STRIP, _POSTER = "times.json", "strip.jpg", "poster.jpg"
_TIMES_LIMIT = 1 << 16
_IN_VAIN = 4
"""Moments at which a film may show nothing before it is taken to have no picture at all: each takes
as long as a film may need that has one."""
_DARK = 10.0
"""Spread of brightness (0–255) up to which a picture is one colour: black before the titles."""

Progress = Callable[[int, int], None]
"""Is told (stills made, of how many); to cancel, raise from it: nothing half-made stays."""


class Stills(msgspec.Struct, frozen=True):
    """What is kept of one film.

    Attributes:
        times: The moment of each still, in milliseconds, rising.
        strip: A JPEG with all of them in one row, equally wide.
        poster: A JPEG of the first that shows something.
    """

    times: tuple[int, ...]
    strip: Path
    poster: Path


def place() -> Path:
    """The folder of the cache."""
    return places.caches() / "stills"


def kept(blake3: str, cache: Path | None = None) -> Stills | None:
    """The stills of a film, if they were made; that they are looked at is noted.

    Args:
        blake3: Of the film, in hexadecimal.
        cache: The folder of the cache; `place()` unless another is given.
    """
    folder = _folder(blake3, cache)
    found = _found(folder)
    if found is not None:
        with suppress(OSError):  # it only grows old sooner
            os.utime(folder)
    return found


def poster(blake3: str, cache: Path | None = None) -> Path | None:
    """The picture for a film's card, if it was made."""
    path = _folder(blake3, cache) / _POSTER
    return path if path.is_file() else None


def make(
    path: Path,
    blake3: str,
    size: int | None = None,
    *,
    cache: Path | None = None,
    progress: Progress | None = None,
) -> Stills:
    """The stills of a film: the kept ones, or new ones.

    Args:
        path: The film.
        blake3: Its fingerprint, in hexadecimal.
        size: Its bytes, if they are known: a broken copy or another cut must not be kept as the
            film, and comparing all of it takes longer than taking stills.
        cache: The folder of the cache; `place()` unless another is given.
        progress: Is told after each still.

    Raises:
        Problem: It cannot be read, libvlc is missing, the child ended over it, or the disk is full.
        Refusal: It is no film, not this one, or has no picture.
    """
    found = kept(blake3, cache)
    if found is not None:
        return found
    with Child("stills", timeout=TIMEOUT) as child:
        box, times, pictures = _taken(child, path, size, progress)
    folder = _folder(blake3, cache)
    with told(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        _keep(folder, box, times, pictures)
        bound(folder.parent)
    return Stills(times, folder / _STRIP, folder / _POSTER)


def moments(length: int) -> tuple[int, ...]:
    """The moments of the stills of a film of `length` milliseconds: the middles of equal parts."""
    count = min(max(length // APART, 1), MOST)
    return tuple(length * (2 * n + 1) // (2 * count) for n in range(count))


def bound(cache: Path, limit: int = LIMIT) -> None:
    """Remove the films that were longest not looked at, until the cache holds at most `limit`."""
    sizes: list[tuple[float, int, Path]] = []
    for folder in cache.iterdir():
        with suppress(OSError):  # another window may be removing it
            size = sum(each.stat().st_size for each in folder.iterdir())
            sizes.append((folder.stat().st_mtime, size, folder))
    total = sum(size for _, size, _ in sizes)
    for _, size, folder in sorted(sizes):
        if total <= limit:
            return
        shutil.rmtree(folder, ignore_errors=True)
        total -= size


def _folder(blake3: str, cache: Path | None) -> Path:
    assert len(blake3) == 64  # noqa: S101  it becomes a name of a folder
    assert set(blake3) <= set("0123456789abcdef")  # noqa: S101  as above
    return (cache or place()) / blake3


def _found(folder: Path) -> Stills | None:
    strip, card = folder / _STRIP, folder / _POSTER
    if not (strip.is_file() and card.is_file()):
        return None
    try:
        content = read_bounded(folder / _TIMES, _TIMES_LIMIT)
        times = msgspec.json.decode(content, type=tuple[int, ...])
    except (Problem, msgspec.DecodeError):
        return None  # can be made again
    return Stills(times, strip, card)


def _taken(
    child: Child, path: Path, size: int | None, progress: Progress | None
) -> tuple[tuple[int, int], tuple[int, ...], list[bytes]]:
    """Size, moments and pixels of the stills that the child gives."""
    width, height, length = _opened(child.ask(["open", str(path.absolute()), size]))
    wanted = moments(length)
    times: list[int] = []
    pictures: list[bytes] = []
    for count, at in enumerate(wanted, 1):
        pixels = child.ask(["still", at])
        if isinstance(pixels, bytes) and len(pixels) == width * height * 3:
            times.append(at)
            pictures.append(pixels)
        if progress:
            progress(count, len(wanted))
        if count == _IN_VAIN and not pictures:
            break
    if not pictures:
        raise Refusal(
            N_("This file holds no picture that can be played; ask for the film again."),
            place=str(path),
        )
    return (width, height), tuple(times), pictures


def _opened(answer: object) -> tuple[int, int, int]:
    """Width, height and length, as far as they may be believed.

    Raises:
        Problem: The child answers what it never should: its film made it another program.
    """
    match answer:
        case [int(width), int(height), int(length)] if (
            0 < width <= BOX[0] and 0 < height <= BOX[1] and length > 0
        ):
            return width, height, length
    raise Problem(
        N_("The helper process “{name}” ended while at work; what it read is damaged or hostile."),
        name="stills",
    )


def _keep(
    folder: Path, size: tuple[int, int], times: tuple[int, ...], pictures: Sequence[bytes]
) -> None:
    """Write the files of a film, so that its folder is there whole or not at all."""
    from PIL import Image

    images = [Image.frombytes("RGB", size, pixels) for pixels in pictures]
    small = (max(1, round(size[0] * HEIGHT / size[1])), HEIGHT)
    strip = Image.new("RGB", (small[0] * len(images), HEIGHT))
    for number, image in enumerate(images):
        strip.paste(image.resize(small), (number * small[0], 0))
    part = Path(tempfile.mkdtemp(prefix=".", dir=folder.parent))
    try:
        strip.save(part / _STRIP, quality=80)
        _telling(images).save(part / _POSTER, quality=88)
        (part / _TIMES).write_bytes(msgspec.json.encode(times))
        shutil.rmtree(folder, ignore_errors=True)  # a broken one
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _telling(images: Sequence[Any]) -> Any:  # noqa: ANN401  PIL's images; PIL is imported late
    """The first picture that shows something; else the one that shows most."""
    from PIL import ImageStat

    spread = [ImageStat.Stat(image.convert("L")).stddev[0] for image in images]
    first = next((at for at, each in enumerate(spread) if each > _DARK), None)
    return images[spread.index(max(spread)) if first is None else first]
