"""Importing submissions: a preview row by row, then all of it or nothing."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from msgspec import Struct

from jury_app.base.errors import Refusal
from jury_app.base.ids import new_id
from jury_app.base.texts import N_
from jury_app.desks.ledger import Parting, Said, act
from jury_app.desks.office.entering import (
    contact_of,
    film_document,
    kept_rows,
    kept_submission,
)
from jury_app.desks.office.profile import expectations, profile_of
from jury_app.desks.seat import Seat
from jury_app.intake.preview import Known, Preview, PreviewRow, preview
from jury_app.intake.readers import read_submissions
from jury_app.jury import decisions as d
from jury_app.jury.course import Course
from jury_app.store import backups, documents, office
from jury_app.store.reader import Reader
from jury_app.store.verbs import Verbs


class ShownRow(Struct, frozen=True):
    """One row of a preview as it is shown."""

    line: int
    state: str
    title: str
    reasons: tuple[str, ...]


class ImportPreview(Struct, frozen=True):
    """What importing a file would do, and how it is shown."""

    preview: Preview

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of each kind."""
        return {kind: n for kind, n in self.preview.counts.items()}  # noqa: C416  widened to text

    @property
    def rows(self) -> list[ShownRow]:
        """Every row with its state and reasons; changed ones name their fields."""
        return [
            ShownRow(
                row.line,
                row.kind,
                row.submission.title,
                (*map(str, row.reasons), *([", ".join(row.changes)] if row.changes else [])),
            )
            for row in self.preview.rows
        ]

    @property
    def value(self) -> dict[str, Any]:
        """For `--json`."""
        return {"file": self.preview.batch.file, "counts": self.counts, "rows": self.rows}


def look(seat: Seat, path: Path) -> ImportPreview:
    """What importing a file would do; nothing is changed.

    Raises:
        Problem: The file cannot be read.
        Refusal: Its layout is not known, or it is damaged (the message names the place).
    """
    seat.require("office")
    with seat.workspace.reading() as reader:
        profile = profile_of(seat, reader)
        known = known_films(reader)
    expected = expectations(profile)
    return ImportPreview(preview(read_submissions(path, expected), known, expected))


def known_films(reader: Reader) -> dict[str, Known]:
    """Films the office has, under every key of their submissions."""
    return {
        key: Known(row.film, kept_submission(row))
        for key, row in office.submissions(reader).items()
    }


def apply(seat: Seat, shown: ImportPreview) -> ImportPreview:
    """Do what the preview shows: all of it or nothing, after a backup.

    Rows that are refused or repeated are left out; queries are entered and put on query.

    Raises:
        Refusal: What the preview was made from has changed since.
    """
    seat.require("office")
    todo = shown.preview.to_apply
    if not todo:
        return shown
    backups.make(seat.workspace, "import")
    with seat.workspace.reading() as reader:
        profile = profile_of(seat, reader)
        course = documents.course(reader)
        _refuse_stale(todo, known_films(reader))
    said: list[Said] = []
    films: list[tuple[str, PreviewRow]] = []
    number = max((film.number for film in course.films.values()), default=0)
    for row in todo:
        before = course.films.get(row.film or "")
        if before is None:
            number += 1
        identity = (new_id(seat.random), number) if before is None else (before.film, before.number)
        supersedes = () if before is None else (before.document_hash,)
        said.append(film_document(seat, identity, row.submission, profile.rules.lanes, supersedes))
        said += _query(seat, identity[0], row, course)
        films.append((identity[0], row))
    act(seat, said, also=lambda tx: _keep(tx, shown, films))
    return shown


def _keep(tx: Verbs, shown: ImportPreview, films: Iterable[tuple[str, PreviewRow]]) -> None:
    source = shown.preview.batch.file
    rows, contacts = [], {}
    for film, row in films:
        rows += kept_rows(film, row.submission, source, row.line)
        contacts[film] = contact_of(row.submission)
    office.keep_submissions(tx, rows)
    office.keep_contacts(tx, contacts)


def _refuse_stale(todo: Iterable[PreviewRow], known: dict[str, Known]) -> None:
    for row in todo:
        now = next((known[k.stored].film for k in row.submission.keys if k.stored in known), None)
        if now != row.film and row.film is None:
            raise Refusal(
                N_("Something else was imported since this preview was made; look at it again.")
            )


def _query(seat: Seat, film: str, row: PreviewRow, course: Course) -> list[Said]:
    """A `query` decision where the row asks something and the film may be put on query."""
    known = course.films.get(film)
    if row.kind != "query" or (known is not None and known.state in ("query", "withdrawn")):
        return []
    asked = [reason for reason in row.reasons if reason.weight == "query"]
    parting = Parting(seat)
    return [
        parting.said(
            d.Query(
                edition=seat.edition,
                at=seat.now,
                film=film,
                about=tuple(dict.fromkeys(reason.code for reason in asked)),
                parts=parting.reason(" ".join(map(str, asked))),
            )
        )
    ]
