"""The files of films on this machine: found by fingerprint, and checked before they are played."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from jury_app.base.errors import Told
from jury_app.base.files import told
from jury_app.base.texts import _, ngettext, translate
from jury_app.desks.catalogue import Catalogue, catalogue
from jury_app.desks.juror.items import WATCHED, ShownItem, items_of
from jury_app.desks.seat import Seat
from jury_app.screening import drives
from jury_app.screening.attach import Attached, Mismatch
from jury_app.screening.attach import attach as find
from jury_app.screening.drives import SILENT
from jury_app.screening.facts import Probe
from jury_app.screening.fingerprint import Fingerprint, Progress, members, of, size_of
from jury_app.screening.match import Named, match, role_of
from jury_app.screening.pack import read_manifest
from jury_app.store import media

ROLES = (*WATCHED, "appendix")
"""Roles of items that a juror looks at."""


class Found(Struct, frozen=True):
    """What a drive holds of the films that a juror should have.

    Attributes:
        found: Titles with a file.
        missing: Titles without.
        wrong: (title, file) of copies that are incomplete, damaged or another cut: files that the
            drive's manifest or their own name gives to a film, and that are not what was entered.
    """

    found: tuple[str, ...]
    missing: tuple[str, ...]
    wrong: tuple[tuple[str, str], ...]

    def lines(self) -> Iterator[str]:
        """The report for people: what to do something about first."""
        yield from self.gist()
        for title in self.missing:
            yield _("Missing: {title}").format(title=title)

    def gist(self) -> Iterator[str]:
        """How much was found, and what is there and not right."""
        yield _("{n} films found, {missing} missing.").format(
            n=len(self.found), missing=len(self.missing)
        )
        for title, path in self.wrong:
            yield _("Not what it should be: {title} ({path})").format(title=title, path=path)


class _Wanted(Struct, frozen=True):
    """An item that the juror should have."""

    film: str
    role: str
    fingerprint: Fingerprint


class _Stopped(Exception):  # noqa: N818  no error: whoever listens to the progress wants no more
    """Carries what a progress raised past those who tell errors of single files and go on."""

    def __init__(self, cause: Exception) -> None:
        super().__init__(cause)
        self.cause = cause


def _telling(progress: Callable[[int], None]) -> Progress:
    """A progress in bytes more for one in bytes so far; what that raises is carried outside."""
    done = 0

    def tell(more: int) -> None:
        nonlocal done
        done += more
        try:
            progress(done)
        except Exception as cause:
            raise _Stopped(cause) from cause

    return tell


@contextmanager
def _stoppable() -> Iterator[None]:
    """What a progress raised inside is raised as itself."""
    try:
        yield
    except _Stopped as stopped:
        raise stopped.cause from None


def attach(
    seat: Seat, folder: Path, *, progress: Callable[[int], None] = lambda _done: None
) -> Found:
    """Find the assigned films in a folder by their fingerprints.

    Args:
        seat: The juror's seat.
        folder: A drive, any other folder, or a single file.
        progress: Is told how many bytes were read so far; raise from it to cancel.

    Raises:
        Problem: The folder cannot be read.
        Refusal: It has too many entries, or a broken manifest.
    """
    with seat.workspace.reading() as reader:
        known = catalogue(reader)
    wanted = _wanted(known)
    with _stoppable():
        expected = {key: each.fingerprint for key, each in wanted.items()}
        result = _search(folder, expected, _telling(progress))
    with seat.workspace.writing() as tx:
        media.attach(
            tx,
            [
                media.Attached(
                    *(wanted[key].film, wanted[key].role, key, wanted[key].fingerprint.bytes),
                    *(str(path.absolute()), {}, tx.now, _changed_at(path)),
                )
                for key, path in result.found.items()
            ],
        )

    def titles(keys: Sequence[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(known.title(wanted[key].film) for key in keys))

    wrong = _wrong(known, wanted, folder, result)
    lacking = [key for key in wanted if key not in result.found and wanted[key].film not in wrong]
    return Found(
        titles(tuple(result.found)),
        titles(lacking),
        tuple((known.title(film), str(path)) for film, paths in wrong.items() for path in paths),
    )


def _wrong(
    known: Catalogue, wanted: Mapping[str, _Wanted], folder: Path, result: Attached
) -> dict[str, list[Path]]:
    """Film → files that should be it and are not.

    A size alone tells nothing: a drive may hold films of others that are as large.
    """
    above = folder.parent if folder.is_file() else folder
    listed = {(above / entry.name, entry.blake3) for entry in read_manifest(above)}
    wrong: dict[str, list[Path]] = {}
    for item, path in result.mismatched:
        if (path, item) in listed:
            wrong.setdefault(wanted[item].film, []).append(path)
    right = set(result.found.values()) | {path for paths in wrong.values() for path in paths}
    lacking = {each.film for key, each in wanted.items() if key not in result.found}
    films = [_named(known, film) for film in known.course.films]
    names = (path for path in _files_of(folder) if path not in right)
    matching = match(films, (path.relative_to(above).as_posix() for path in names))
    fits = [(each.path, (each.film,)) for each in matching.matches]
    for name, its in (*fits, *((each.path, each.films) for each in matching.questions)):
        if len(its) == 1 and its[0] in lacking and role_of(name) in ("film", "build"):
            wrong.setdefault(its[0], []).append(above / name)
    return wrong


def _named(known: Catalogue, film: str) -> Named:
    """How a file's name may tell a film."""
    values = known.films.get(film, {})
    titles = tuple(str(values[each]) for each in ("title", "title_original") if values.get(each))
    return Named(film, (str(values.get("tracking_number", "")),), titles, several=True)


def _files_of(place: Path) -> Iterator[Path]:
    """A file, or all files below a folder, as far as they can be read."""
    if place.is_file():
        yield place
    for above, _folders, names in os.walk(place):
        yield from (Path(above) / name for name in sorted(names))


def _wanted(known: Catalogue) -> dict[str, _Wanted]:
    """BLAKE3 → what a juror should have."""
    wanted = {}
    for film, course in known.course.films.items():
        document = known.course.screeners.get(course.screener or "")
        for item in document.items if document else ():
            if item.blake3 and item.bytes is not None and item.role in ROLES:
                fingerprint = Fingerprint(item.bytes, item.blake3)
                wanted[item.blake3] = _Wanted(film, item.role, fingerprint)
    return wanted


def _search(place: Path, expected: Mapping[str, Fingerprint], progress: Progress) -> Attached:
    """What a folder holds of what is expected; of a single file, whether it is any of it."""
    if not place.is_file():
        return find(place, expected, progress=progress)
    size = size_of(place)
    alike = [key for key, each in expected.items() if each.bytes == size]
    fingerprint = of(place, progress=progress) if alike else None
    found = {key: place for key in alike if expected[key] == fingerprint}
    wrong = () if found else tuple(Mismatch(key, place) for key in alike)
    return Attached(found, tuple(key for key in expected if key not in found), wrong, ())


def _changed_at(path: Path) -> int:
    """When a file, or the newest file of a folder, was last changed, in nanoseconds."""
    with told(path):
        if path.is_dir():
            return max((each.stat().st_mtime_ns for _name, each in members(path)), default=0)
        return path.stat().st_mtime_ns


# Checking ----------------------------------------------------------------------------------------


class Wrong(Struct, frozen=True):
    """A file that is not what the festival entered: damaged, or another cut.

    Attributes:
        path: Where it lies.
        expected: Size in bytes and BLAKE3 of what was entered.
        found: The same of this file.
    """

    path: str
    expected: Fingerprint
    found: Fingerprint


class Checked(Struct, frozen=True):
    """What a film's files are, before they are played.

    Attributes:
        good: Keys of the items whose bytes are what was entered.
        missing: Items that were never found on this machine.
        gone: Paths where an item was found once and is not any more.
        wrong: Files that are something else now.
        troubles: (path, what happened) of files that cannot be read or are no film.
    """

    good: tuple[str, ...] = ()
    missing: tuple[ShownItem, ...] = ()
    gone: tuple[str, ...] = ()
    wrong: tuple[Wrong, ...] = ()
    troubles: tuple[tuple[str, str], ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether everything is here and what was entered."""
        return not (self.missing or self.gone or self.wrong or self.troubles)

    def lines(self) -> Iterator[str]:
        """The report for people."""
        if self.good:
            yield ngettext(
                "{n} file is what the festival entered.",
                "{n} files are what the festival entered.",
                len(self.good),
            ).format(n=len(self.good))
        for item in self.missing:
            yield _("Never found here: {role}, {n} bytes").format(role=item.role, n=item.bytes)
        for path in self.gone:
            yield _("No longer there: {path}").format(path=path)
        for each in self.wrong:
            yield _("Not what it should be: {path} ({found}, expected {expected})").format(
                path=each.path, found=each.found.blake3[:16], expected=each.expected.blake3[:16]
            )
        for path, what in self.troubles:
            yield f"{path}: {what}"


def check(
    seat: Seat,
    film: str,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Checked:
    """Compare a film's files with what the festival entered, in a child process.

    A file that was compared before is not read again while its path, size and time of change are
    what they were. The facts of a film are noted with it.

    Args:
        seat: The juror's seat.
        film: The film's id.
        progress: Is told the bytes read and how many there are; raise from it to cancel.
    """
    with seat.workspace.reading() as reader:
        every = items_of(reader, catalogue(reader), film)
        wanted = [item for item in every if item.role in ROLES and item.blake3]
        rows = {each.blake3: each for each in media.attached(reader, film)}
    here = [(item, rows[item.blake3]) for item in wanted if item.blake3 in rows]
    presence = drives.look(row.path for _item, row in here)
    answers = [(item, row) for item, row in here if not presence[row.path].is_silent]
    silent = [row.path for _item, row in here if presence[row.path].is_silent]
    there = [(item, row) for item, row in answers if presence[row.path].is_here]
    total = sum(row.bytes for _item, row in there)
    checking = _Checking(_telling(lambda done: progress(done, total)))
    with _stoppable(), Probe() as probe:
        for item, row in there:
            checking.take(probe, item, row)
    if checking.rows:
        with seat.workspace.writing() as tx:
            media.attach(tx, [msgspec.structs.replace(r, checked_at=tx.now) for r in checking.rows])
    return Checked(
        tuple(checking.good),
        tuple(item for item in wanted if item.blake3 not in rows),
        tuple(row.path for _item, row in answers if not presence[row.path].is_here),
        tuple(checking.wrong),
        (*checking.troubles, *((path, translate(SILENT)) for path in silent)),
    )


class _Checking:
    """One look at a film's files."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self.good: list[str] = []
        self.wrong: list[Wrong] = []
        self.troubles: list[tuple[str, str]] = []
        self.rows: list[media.Attached] = []

    def take(self, probe: Probe, item: ShownItem, row: media.Attached) -> None:
        """Look at one file."""
        path = Path(row.path)
        try:
            size, modified = size_of(path), _changed_at(path)
            known = (size, modified) == (row.bytes, row.modified)
            if not known:
                found = probe.fingerprint(path, progress=self._progress)
                if found != (row.bytes, row.blake3):
                    self.wrong.append(Wrong(row.path, Fingerprint(row.bytes, row.blake3), found))
                    return
            self.good.append(item.key)
            facts = row.facts or _facts(probe, item, path)
        except Told as error:
            self.troubles.append((row.path, str(error)))
            return
        if not known or facts != row.facts:
            self.rows.append(msgspec.structs.replace(row, facts=facts, modified=modified))


def _facts(probe: Probe, item: ShownItem, path: Path) -> dict[str, Any]:
    """Media facts of a film's file; of everything else there are none."""
    if item.role not in ("film", "run") or item.kind != "file":
        return {}
    facts: dict[str, Any] = msgspec.to_builtins(probe.facts(path))
    return facts
