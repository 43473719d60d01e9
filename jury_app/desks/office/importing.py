"""Importing submissions: a preview row by row, then all of it or nothing."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from jury_app.base.errors import Refusal
from jury_app.base.ids import new_id
from jury_app.base.texts import N_, _, clauses, sentences, series
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
from jury_app.store import documents, office
from jury_app.store.reader import Reader
from jury_app.store.verbs import Verbs

_NAMED = 20
"""How many refused rows a refusal names; the preview shows all."""


class ShownRow(Struct, frozen=True):
    """One row of a preview as it is shown."""

    line: int
    state: str
    title: str
    reasons: tuple[str, ...]


class ImportPreview(Struct, frozen=True):
    """What importing a file would do, and how it is shown.

    Attributes:
        preview: Row by row.
        known: The films that the rows were compared with, by key.
    """

    preview: Preview
    known: dict[str, Known] = {}

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
                (*map(str, row.reasons), *([series(row.changes)] if row.changes else [])),
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
    made = preview(read_submissions(path, expected), known, expected)
    return ImportPreview(made, _compared(made, known))


def _compared(made: Preview, known: Mapping[str, Known]) -> dict[str, Known]:
    """The known films that a preview's rows were compared with, by key."""
    keys = (key.stored for row in made.rows for key in row.submission.keys)
    return {key: known[key] for key in keys if key in known}


def known_films(reader: Reader) -> dict[str, Known]:
    """Films the office has, under every key of their submissions."""
    return {
        key: Known(row.film, kept_submission(row))
        for key, row in office.submissions(reader).items()
    }


def apply(seat: Seat, shown: ImportPreview, *, without_refused: bool = False) -> ImportPreview:
    """Do what the preview shows: all of it or nothing, after a backup.

    Repeated rows are left out; queries are entered and put on query.

    Args:
        seat: The office's seat.
        shown: The preview.
        without_refused: Whether the office agrees that rows which are refused stay out. Else one
            of them keeps the whole file out: whoever reads "taken in" must not miss a film.

    Raises:
        Refusal: A row is refused and nobody agreed to leave it out, or what the preview was made
            from has changed since.
    """
    seat.require("office")
    if not without_refused:
        refuse_refused(
            (row.line, row.submission.title, row.reasons)
            for row in shown.preview.rows
            if row.kind == "refused"
        )
    todo = shown.preview.to_apply
    if not todo:
        return shown
    seat.workspace.back_up("import")
    with seat.workspace.reading() as reader:
        profile = profile_of(seat, reader)
        course = documents.course(reader)
        _refuse_stale(shown, known_films(reader))
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


def _refuse_stale(shown: ImportPreview, known: Mapping[str, Known]) -> None:
    if _compared(shown.preview, known) != shown.known:
        raise Refusal(
            N_(
                "These films were imported or changed since this preview was made; look at it"
                " again."
            )
        )


def refuse_refused(rows: Iterable[tuple[int, str, Iterable[object]]]) -> None:
    """Refuse a table of which rows are refused.

    Args:
        rows: (line, title or name, reasons) of the refused ones.

    Raises:
        Refusal: There are any; it names the first of them with their reasons.
    """
    told = [
        _("line {line} ({name}): {reasons}").format(
            line=line, name=name, reasons=sentences(reasons)
        )
        for line, name, reasons in rows
    ]
    if told:
        more = [_("and {n} more").format(n=len(told) - _NAMED)] if len(told) > _NAMED else []
        raise Refusal(
            N_(
                "{n} rows are refused, so nothing was taken in. Mend them in the file, or leave"
                " them out (--without-refused). {rows}"
            ),
            n=len(told),
            rows=clauses([*told[:_NAMED], *more]),
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
                parts=parting.reason(sentences(asked)),
            )
        )
    ]
