"""Jurors from a table, with a preview in the manner of submissions; known again by e-mail.

Conflicts are texts here (film titles, ids, people): the desk resolves them against films.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict, replace

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_, series
from jury_app.intake.categories import Categories
from jury_app.intake.durations import seconds_of
from jury_app.intake.expectations import ExpectedCategory, Named
from jury_app.intake.preview import KINDS, Kind
from jury_app.intake.reasons import Reason, clipped, reason
from jury_app.intake.sheets import Limits, Row, Sheet, normalise, open_sheet
from jury_app.intake.values import listed

_COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("name", "juror", "juror name", "full name"),
    "email": ("email", "e-mail", "mail", "email address", "e-mail address"),
    "panels": ("panels", "panel", "rounds", "round"),
    "categories": ("categories", "category"),
    "languages": ("languages", "language"),
    "country": ("country", "country of residence"),
    "affiliations": ("affiliations", "affiliation", "organisation", "organization", "studio"),
    "minutes": ("minutes available", "minutes", "available minutes", "time available"),
    "conflicts": ("conflicts", "conflict", "conflicts of interest", "declared conflicts"),
}
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]+")


class Juror(Struct, frozen=True, kw_only=True):
    """A juror as a table has them; the e-mail address is office-only and is not shown in `repr`.

    Attributes:
        name: As written, trimmed.
        email: Where the invitation goes.
        panels: Ids of panels.
        categories: Ids of categories that the juror takes; empty for all.
        languages: As written.
        country: As written.
        affiliations: Studios, schools, employers, each as written.
        minutes: Minutes of film that the juror can watch; None where not told.
        conflicts: Film titles, ids or people, each as written.
        unclear: Cells that could not be read, as (field, text).
    """

    name: str = ""
    email: str = ""
    panels: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    country: str = ""
    affiliations: tuple[str, ...] = ()
    minutes: int | None = None
    conflicts: tuple[str, ...] = ()
    unclear: tuple[tuple[str, str], ...] = ()

    def __repr__(self) -> str:
        return f"Juror({self.name!r}, …)"

    __str__ = __repr__

    @property
    def key(self) -> str:
        """By what the juror is known again: the e-mail address in any case; office-only."""
        return normalise(self.email)


class KnownJuror(Struct, frozen=True):
    """A juror the office has: the person's id and the row as last applied."""

    person: str
    juror: Juror


class JurorRow(Struct, frozen=True):
    """One row of the file; kinds as for submissions (`PreviewRow`)."""

    line: int
    kind: Kind
    juror: Juror
    person: str | None = None
    changes: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()


class JurorPreview(Struct, frozen=True):
    """What importing a table of jurors would do, in the order of its rows."""

    file: str
    rows: tuple[JurorRow, ...]

    @property
    def counts(self) -> dict[Kind, int]:
        """How many rows of each kind."""
        return {kind: sum(row.kind == kind for row in self.rows) for kind in KINDS}

    @property
    def to_apply(self) -> tuple[JurorRow, ...]:
        """The rows that change something."""
        return tuple(row for row in self.rows if row.kind in {"new", "changed", "query"})


def preview_jurors(
    path: Path,
    known: Mapping[str, KnownJuror],
    *,
    panels: Sequence[Named],
    categories: Sequence[ExpectedCategory],
    limits: Limits | None = None,
) -> JurorPreview:
    """What importing a table of jurors would do, row by row.

    Args:
        path: CSV, TSV or XLSX with at least a name and an e-mail address a row.
        known: Jurors the office has, by `Juror.key`.
        panels: The panels of the edition and what tables call them.
        categories: The categories of the edition.
        limits: What the table may hold.

    Raises:
        Problem: The file cannot be read.
        Refusal: It has no columns for name and e-mail, or is damaged anywhere.
    """
    expected = {name for names in _COLUMNS.values() for name in names}
    with open_sheet(path, expected=expected, limits=limits) as sheet:
        reader = _Reader(sheet, panels, categories)
        rows = [_judged(row.line, reader.juror(row), known, reader.given) for row in sheet.rows]
        last = {row.juror.key: row.line for row in rows if row.kind != "refused"}
        return JurorPreview(sheet.file, tuple(_repeated(row, last) for row in rows))


class _Reader:
    """The columns of one table of jurors."""

    def __init__(
        self, sheet: Sheet, panels: Sequence[Named], categories: Sequence[ExpectedCategory]
    ) -> None:
        self._places = {field: sheet.column(*names) for field, names in _COLUMNS.items()}
        self.given = {field for field, place in self._places.items() if place is not None}
        missing = [field for field in ("name", "email") if field not in self.given]
        if missing:
            raise Refusal(
                N_("A table of jurors needs the columns: {missing}. Found: {found}."),
                place=sheet.file,
                missing=series(missing),
                found=series(clipped(name) for name in sheet.header[:20]),
            )
        self._panels = {normalise(name): panel.id for panel in panels for name in panel.names}
        self._panels |= {normalise(panel.id): panel.id for panel in panels}
        self._categories = Categories(categories)

    def juror(self, row: Row) -> Juror:
        """The juror of a row."""

        def cell(field: str) -> str:
            place = self._places[field]
            return "" if place is None else row.cells[place].strip()

        choice = self._categories.named_in(cell("categories"))
        panels = listed(cell("panels"))
        minutes = _minutes(cell("minutes"))
        unclear = [("panels", name) for name in panels if normalise(name) not in self._panels]
        unclear += [("categories", name) for name in choice.unknown]
        if cell("minutes") and minutes is None:
            unclear.append(("minutes", cell("minutes")))
        return Juror(
            name=cell("name"),
            email=cell("email"),
            panels=tuple(
                dict.fromkeys(
                    self._panels[normalise(name)]
                    for name in panels
                    if normalise(name) in self._panels
                )
            ),
            categories=tuple(category.id for category in choice.categories),
            languages=listed(cell("languages")),
            country=cell("country"),
            affiliations=listed(cell("affiliations"), commas=False),
            minutes=minutes,
            conflicts=listed(cell("conflicts"), commas=False),
            unclear=tuple(unclear),
        )


def _minutes(text: str) -> int | None:
    """Minutes: a bare number, or a length of time such as `20 h`."""
    if text.isdecimal():
        return int(text) if len(text) <= 6 else None
    seconds = seconds_of(text)
    return None if seconds is None else seconds // 60


def _reasons(juror: Juror) -> Iterator[Reason]:
    if not juror.name:
        yield reason("refused", "name_missing", N_("The name is missing."))
    if not juror.email:
        yield reason("refused", "email_missing", N_("The e-mail address is missing."))
    elif not _EMAIL.fullmatch(juror.email):
        yield reason(
            "refused", "email_invalid", N_("The e-mail address has not the form of one address.")
        )
    for field, text in juror.unclear:
        yield reason(
            "query",
            f"{field}_unclear",
            N_("“{text}” is not understood under {field}."),
            text=text,
            field=field,
        )


def _judged(line: int, juror: Juror, known: Mapping[str, KnownJuror], given: set[str]) -> JurorRow:
    """A row by itself, over what is known of the same juror."""
    before = known.get(juror.key) if juror.email else None
    if before is not None:
        old = asdict(before.juror)
        kept = {name: value for name, value in old.items() if name in _COLUMNS.keys() - given}
        kept["unclear"] = juror.unclear + tuple(
            each for each in before.juror.unclear if each[0] not in given
        )
        juror = replace(juror, **kept)
    reasons = tuple(_reasons(juror))
    if any(each.weight == "refused" for each in reasons):
        return JurorRow(line, "refused", juror, None, (), reasons)
    if before is None:
        return JurorRow(line, "query" if reasons else "new", juror, None, (), reasons)
    changes = tuple(
        name
        for name in Juror.__struct_fields__
        if getattr(juror, name) != getattr(before.juror, name)
    )
    fresh = tuple(each for each in reasons if each not in tuple(_reasons(before.juror)))
    kind: Kind = "query" if fresh else "changed" if changes else "same"
    return JurorRow(line, kind, juror, before.person, changes, fresh)


def _repeated(row: JurorRow, last: Mapping[str, int]) -> JurorRow:
    """A row whose e-mail address stands on a later row too is told so; the last one counts."""
    line = last.get(row.juror.key, row.line)
    if row.kind == "refused" or line == row.line:
        return row
    told = reason(
        "note",
        "email_repeated",
        N_("Line {line} has the same e-mail address and counts instead."),
        line=line,
    )
    return JurorRow(row.line, "repeated", row.juror, row.person, (), (told,))
