"""Reading a whole table of submissions: the layout is recognised, every row becomes a submission.

Nothing is judged here beyond the shape of rows: `checks` and `preview` say what is asked about.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_, series
from jury_app.intake.categories import Categories
from jury_app.intake.durations import seconds_of
from jury_app.intake.expectations import Expectations, Named
from jury_app.intake.filmfreeway import FILMFREEWAY
from jury_app.intake.hkaiiff import HKAIIFF_BATCH, HKAIIFF_FILMS
from jury_app.intake.layout import Layout
from jury_app.intake.reasons import Reason, clipped, reason
from jury_app.intake.sheets import Limits, Row, Sheet, normalise, open_sheet
from jury_app.intake.submissions import Contact, Key, Submission, mail_key
from jury_app.intake.values import date_of, percent_of

LAYOUTS = (HKAIIFF_BATCH, HKAIIFF_FILMS, FILMFREEWAY)
"""Known layouts, the more demanding first."""

_FIELD_OF_PART = {
    "declared_overall": "overall_text",
    "seconds": "duration_text",
    "year": "completed_text",
}
"""What rules call a part of a film → the field that its cell goes to."""
_TEXTS = tuple(name for name, kind in Submission.__annotations__.items() if kind is str)


class Entry(Struct, frozen=True):
    """One row as read: its line, the submission, and what is wrong with the row's shape."""

    line: int
    submission: Submission
    reasons: tuple[Reason, ...] = ()


class Batch(Struct, frozen=True):
    """A whole table as read.

    Attributes:
        file: The file's name.
        layout: The layout's name.
        detail: How it was read, e.g. `UTF-8, comma`.
        given: Fields that have a column, as `merged` understands them.
        extra: Headers of columns that are kept and mean nothing here.
        formulas: Whether values of formulas were read as last computed.
        entries: The rows in the file's order.
    """

    file: str
    layout: str
    detail: str
    given: frozenset[str]
    extra: tuple[str, ...]
    formulas: bool
    entries: tuple[Entry, ...]


def recognise(header: Sequence[str], file: str | None = None) -> Layout:
    """The layout of a table with this header.

    Args:
        header: Column names in any order and case.
        file: The file's name, for the refusal.

    Raises:
        Refusal: None; it lists what was found and what is missing for the nearest layout.
    """
    found = {normalise(name) for name in header}
    lacking: list[tuple[list[str], Layout]] = []
    for layout in LAYOUTS:
        missing = [name for name in layout.marks if normalise(name) not in found]
        if not any(normalise(name) in found for name in layout.any_of):
            missing.append(" / ".join(layout.any_of))
        if not missing:
            return layout
        lacking.append((missing, layout))
    missing, nearest = min(lacking, key=lambda pair: len(pair[0]) / (len(pair[1].marks) + 1))
    raise Refusal(
        N_(
            "This is no table of submissions that is known. Nearest is {layout}, which needs: "
            "{missing}. Found: {found}."
        ),
        place=file,
        layout=nearest.name,
        missing=series(missing),
        found=series([*map(clipped, header[:20]), "…" if header[20:] else ""]),
    )


def read_submissions(
    path: Path, expectations: Expectations, *, limits: Limits | None = None
) -> Batch:
    """All rows of a table of submissions, or none of it.

    Raises:
        Problem: The file cannot be read.
        Refusal: It is no such table or damaged anywhere, with its place.
    """
    names: set[str] = set().union(*(layout.columns() for layout in LAYOUTS))
    with open_sheet(path, expected=names, limits=limits) as sheet:
        layout = recognise(sheet.header, sheet.file)
        columns = _Columns(layout, sheet, expectations)
        categories = Categories(expectations.categories)
        entries = tuple(
            Entry(row.line, columns.submission(row, categories), _shape(row, len(sheet.header)))
            for row in sheet.rows
        )
        return Batch(
            sheet.file,
            layout.name,
            sheet.detail,
            columns.given,
            tuple(sheet.header[index] for index in columns.extra),
            sheet.formulas,
            entries,
        )


def _shape(row: Row, width: int) -> tuple[Reason, ...]:
    """What is wrong with the number of a row's cells."""
    if row.found > width:
        return (
            reason(
                "refused",
                "row_shifted",
                N_("The row has {found} cells and the header {width}: a delimiter too many?"),
                found=row.found,
                width=width,
            ),
        )
    if row.found < width:
        return (
            reason(
                "query",
                "row_short",
                N_("The row has only {found} cells of {width}; is the file whole?"),
                found=row.found,
                width=width,
            ),
        )
    return ()


class _Columns:
    """A layout and an edition's questions, found in one header."""

    def __init__(self, layout: Layout, sheet: Sheet, expectations: Expectations) -> None:
        self._sheet = sheet
        questions = {
            _FIELD_OF_PART.get(each.id, each.id): each.names for each in expectations.questions
        }
        self._fields = {
            name: self._places((*layout.fields.get(name, ()), *questions.get(name, ())))
            for name in ("submission_id", *_TEXTS)
        }
        self._contact = {name: self._places(names) for name, names in layout.contact.items()}
        self._dossier = {
            name.partition("/")[2]: self._places(names)
            for name, names in questions.items()
            if name.startswith("dossier/")
        }
        self._lanes = [self._lane(lane) for lane in expectations.lanes]
        self.given = frozenset(self._given())
        used = {index for places in self._all_places() for index in places}
        self.extra = [index for index in range(len(sheet.header)) if index not in used]

    def _places(self, names: Sequence[str]) -> list[int]:
        """Where columns of these names stand, in the order of the names."""
        places = (self._sheet.columns.get(normalise(name)) for name in names)
        return list(dict.fromkeys(index for index in places if index is not None))

    def _lane(self, lane: Named) -> list[int]:
        places = self._places(lane.names)
        if len(places) > 1:
            raise Refusal(
                N_("Two columns declare the lane “{lane}”: {columns}; remove or rename one."),
                place=self._sheet.file,
                lane=lane.id,
                columns=series(clipped(self._sheet.header[index]) for index in places),
            )
        return places

    def _all_places(self) -> Iterator[list[int]]:
        for group in (self._fields, self._contact, self._dossier):
            yield from group.values()
        yield from self._lanes

    def _given(self) -> Iterator[str]:
        yield from (name for name, places in self._fields.items() if places)
        yield from (f"contact.{name}" for name, places in self._contact.items() if places)
        yield from (f"dossier/{name}" for name, places in self._dossier.items() if places)
        if any(self._lanes):
            yield "lanes_text"

    def submission(self, row: Row, categories: Categories) -> Submission:
        """The submission of a row."""
        cells = row.cells
        texts: dict[str, Any] = {
            name: next((text for index in places if (text := cells[index].strip())), "")
            for name, places in self._fields.items()
        }
        contact = self._contact_of(cells)
        lanes = tuple(cells[places[0]].strip() if places else "" for places in self._lanes)
        declared = any(self._lanes)
        choice = categories.named_in(texts["categories_text"]).one
        return Submission(
            keys=_keys(texts.pop("submission_id"), texts, contact),
            category=choice.id if choice else None,
            form=choice.form if choice else "linear",
            seconds=seconds_of(texts["duration_text"]),
            completed=date_of(texts["completed_text"]),
            lanes=tuple(map(_declared, lanes)) if declared else (),
            lanes_text=lanes if declared else (),
            declared_overall=_declared(texts["overall_text"]),
            dossier=tuple(sorted(self._dossier_of(cells))),
            extra=tuple((self._sheet.header[index], cells[index]) for index in self.extra),
            contact=contact,
            **texts,
        )

    def _contact_of(self, cells: tuple[str, ...]) -> Contact:
        return Contact(
            **{
                name: ("\n" if name == "address" else " ").join(
                    text for index in places if (text := cells[index].strip())
                )
                for name, places in self._contact.items()
            }
        )

    def _dossier_of(self, cells: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        for item, places in self._dossier.items():
            if text := "\n".join(text for index in places if (text := cells[index].strip())):
                yield item, text


def _declared(text: str) -> int | None:
    """A percent from 0 to 100."""
    percent = percent_of(text)
    return percent if percent is not None and 0 <= percent <= 100 else None


def _keys(submission_id: str, texts: dict[str, Any], contact: Contact) -> tuple[Key, ...]:
    """By what a submission is known again; e-mail and title only where there is no number."""
    keys = []
    if submission_id:
        keys.append(Key("id", _number(submission_id)))
    if texts["tracking_number"]:
        keys.append(Key("tracking", _number(texts["tracking_number"])))
    email = contact.email or contact.other_email
    if not keys and email and texts["title"]:
        keys.append(mail_key(email, texts["title"]))
    return tuple(keys)


def _number(text: str) -> str:
    """An id or number for comparing: a spreadsheet may have changed its width, never its digits."""
    return unicodedata.normalize("NFKC", text).strip()
