"""Watching: the films of a drive found by fingerprint, and what is missing."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from jury_app.base.texts import _
from jury_app.desks.catalogue import catalogue
from jury_app.desks.seat import Seat
from jury_app.screening.attach import attach as find
from jury_app.screening.fingerprint import Fingerprint
from jury_app.store import media

ROLES = ("film", "run", "build", "appendix")
"""Roles of items that a juror looks at."""


class Found(Struct, frozen=True):
    """What a drive holds of the films that a juror should have.

    Attributes:
        found: Titles with a file.
        missing: Titles without.
        wrong: (title, file) of copies that are incomplete, damaged or another cut.
    """

    found: tuple[str, ...]
    missing: tuple[str, ...]
    wrong: tuple[tuple[str, str], ...]

    def lines(self) -> Iterator[str]:
        """The report for people."""
        yield _("{n} films found, {missing} missing.").format(
            n=len(self.found), missing=len(self.missing)
        )
        for title in self.missing:
            yield _("Missing: {title}").format(title=title)
        for title, path in self.wrong:
            yield _("Not what it should be: {title} ({path})").format(title=title, path=path)


def attach(seat: Seat, folder: Path) -> Found:
    """Find the assigned films in a folder by their fingerprints.

    Raises:
        Problem: The folder cannot be read.
        Refusal: It has too many entries, or a broken manifest.
    """
    with seat.workspace.reading() as reader:
        known = catalogue(reader)
    wanted: dict[str, tuple[str, str, Fingerprint]] = {}
    for film, course in known.course.films.items():
        document = known.course.screeners.get(course.screener or "")
        for item in document.items if document else ():
            if item.blake3 and item.bytes is not None and item.role in ROLES:
                wanted[item.blake3] = (film, item.role, Fingerprint(item.bytes, item.blake3))
    result = find(folder, {key: each[2] for key, each in wanted.items()})
    with seat.workspace.writing() as tx:
        media.attach(
            tx,
            [
                media.Attached(
                    wanted[key][0],
                    wanted[key][1],
                    key,
                    wanted[key][2].bytes,
                    str(path.absolute()),
                    {},
                    tx.now,
                )
                for key, path in result.found.items()
            ],
        )

    def titles(keys: object) -> tuple[str, ...]:
        assert isinstance(keys, tuple)  # noqa: S101
        return tuple(dict.fromkeys(known.title(wanted[key][0]) for key in keys))

    return Found(
        titles(tuple(result.found)),
        titles(result.missing),
        tuple((known.title(wanted[each.item][0]), str(each.path)) for each in result.mismatched),
    )
