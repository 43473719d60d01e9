"""Tables that others made, as rows of text with places: CSV, TSV and XLSX, bounded.

`open_sheet` recognises what a file is by its bytes, never by its name. A table is its header and
the rows below it; columns are found by name, in any order and case. Cells come out as they are:
what they mean is decided by the readers of submissions, jurors and scores.

    with open_sheet(path, expected={"name", "email"}) as sheet:
        email = sheet.column("E-Mail")
        for row in sheet.rows:
            print(sheet.place(row.line), row.cells[email])
"""

import os
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from jury_app.base.children import Child
from jury_app.base.errors import Problem, Refusal
from jury_app.base.files import told
from jury_app.base.texts import N_, _, plain
from jury_app.intake import delimited

Record = tuple[int, list[str]]
"""The line on which a record begins, and its cells."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a table may hold.

    Args:
        size: Bytes of the file.
        rows: Rows, the header and empty ones too.
        columns: Columns.
    """

    size: int = 200_000_000
    rows: int = 2_000_000
    columns: int = 2_000


class Row(NamedTuple):
    """One row below the header.

    `cells` has exactly as many cells as the header; `found` is how many the file holds (up to the
    last filled one if there are more), so that a reader can tell a row that is cut or shifted.
    """

    line: int
    cells: tuple[str, ...]
    found: int


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """An open table.

    Args:
        file: The file's name, without its folder, as a harmless line.
        form: `CSV` (any delimiter) or `XLSX`.
        detail: How it was read, for people: encoding and delimiter, or the sheet's name.
        header: Column names as written, trimmed; a nameless column is called by its number.
        columns: Normalised name → index into a row's cells.
        formulas: Whether cells hold formulas, of which the last computed values are read.
        rows: The rows, once, in order, empty ones left out. Going on may raise a `Problem` or a
            `Refusal` with its place.
    """

    file: str
    form: str
    detail: str
    header: tuple[str, ...]
    columns: Mapping[str, int]
    formulas: bool
    rows: Iterator[Row]

    def column(self, *names: str) -> int | None:
        """The index of the first of `names` that the header holds, in any case; None without."""
        return next(
            (self.columns[name] for name in map(normalise, names) if name in self.columns), None
        )

    def place(self, line: int, column: int | None = None) -> str:
        """A place for an error: `films.csv, line 12, column Duration`."""
        place = delimited.at_line(self.file, line)
        if column is None:
            return place
        return _("{place}, column {column}").format(place=place, column=self.header[column])


def normalise(name: str) -> str:
    """A column's name for comparing: NFKC, one space between words, trimmed, case folded."""
    return " ".join(unicodedata.normalize("NFKC", name).split()).casefold()


@contextmanager
def open_sheet(
    path: Path, *, expected: Collection[str] = (), limits: Limits | None = None
) -> Iterator[Sheet]:
    """A table, open while the `with` lasts.

    Args:
        path: A CSV, TSV or XLSX file.
        expected: Column names that may occur; they help to recognise the delimiter.
        limits: What the table may hold; `Limits()` without.

    Raises:
        Problem: The file cannot be read, or the child that reads XLSX ended.
        Refusal: Not such a file, damaged, above a limit, without a header, or a repeated name in
            the header; each with its place.
    """
    limits = limits or Limits()
    if _is_workbook(path, limits):
        with Child("sheet", timeout=120) as child:
            title, formulas = _ask(
                child, path, ["open", os.fsencode(path), limits.rows, limits.columns]
            )
            yield _sheet(path, "XLSX", title, _portions(child, path), limits, formulas=formulas)
        return
    encoding = delimited.recognise_encoding(path)
    names = {normalise(name) for name in expected}
    delimiter = delimited.recognise_delimiter(path, encoding, names)
    shown = {"\t": _("tab"), ",": _("comma"), ";": _("semicolon")}.get(delimiter, delimiter)
    detail = f"{delimited.encoding_name(encoding)}, {shown}"
    with closing(delimited.records(path, encoding, delimiter)) as records:
        yield _sheet(path, "CSV", detail, records, limits, formulas=False)


_FOREIGN = {
    b"\xd0\xcf\x11\xe0": N_("This is an old or a password-protected Excel file; save it as XLSX."),
    b"%PDF": N_("This is a PDF; export the table itself as CSV or XLSX."),
    b"\x1f\x8b": N_("This is a compressed file; unpack it first."),
    b"<!do": N_("This is a web page; export the table itself as CSV or XLSX."),
    b"<htm": N_("This is a web page; export the table itself as CSV or XLSX."),
}


def _is_workbook(path: Path, limits: Limits) -> bool:
    """Whether the file is a ZIP archive, as XLSX is; other known forms are refused by name."""
    with told(path), path.open("rb") as file:
        head = file.read(4)
        size = file.seek(0, 2)
    if size > limits.size:
        raise Refusal(
            N_("This file is larger than {limit} bytes; split the table."),
            place=path.name,
            limit=limits.size,
        )
    if not size:
        raise Refusal(N_("This file is empty; export the table again."), place=path.name)
    for mark, message in _FOREIGN.items():
        if head.lower().startswith(mark.lower()):
            raise Refusal(message, place=path.name)
    return head.startswith(b"PK")


def _ask(child: Child, path: Path, request: list[object]) -> list[Any]:
    """A child's answer; its errors get the file's name as their place."""
    try:
        answer: list[Any] = child.ask(request)
    except (Problem, Refusal) as error:
        place = f"{path.name}, {error.place}" if error.place else path.name
        raise type(error)(error.message, place=place, **error.arguments) from None
    return answer


def _portions(child: Child, path: Path) -> Iterator[Record]:
    while portion := _ask(child, path, ["next"]):
        yield from portion


def _sheet(
    path: Path, form: str, detail: str, records: Iterator[Record], limits: Limits, *, formulas: bool
) -> Sheet:
    """The sheet of bounded records, of which the first filled one is the header."""
    bounded = _bounded(records, path.name, limits)
    line, cells = next((record for record in bounded if any(map(str.strip, record[1]))), (0, []))
    if not cells:
        raise Refusal(N_("There is nothing in this file; export the table again."), place=path.name)
    header, columns = _header(cells, delimited.at_line(path.name, line))
    rows = _rows(bounded, len(header), full=form == "CSV")
    return Sheet(plain(path.name), form, detail, header, columns, formulas, rows)


def _bounded(records: Iterator[Record], file: str, limits: Limits) -> Iterator[Record]:
    for count, (line, cells) in enumerate(records, 1):
        if count > limits.rows:
            raise Refusal(
                N_("There are more than {limit} rows; split the table."),
                place=delimited.at_line(file, line),
                limit=limits.rows,
            )
        if len(cells) > limits.columns:
            raise Refusal(
                N_("This row has {found} columns; no more than {limit} are read."),
                place=delimited.at_line(file, line),
                found=len(cells),
                limit=limits.columns,
            )
        yield line, cells


def _header(cells: list[str], place: str) -> tuple[tuple[str, ...], dict[str, int]]:
    """Names as written, and where each normalised one stands; nameless columns at the end go."""
    names = [" ".join(cell.split()) for cell in cells]
    while not names[-1]:
        names.pop()
    columns: dict[str, int] = {}
    for index, name in enumerate(names):
        key = normalise(name)
        if not key:
            names[index] = str(index + 1)
        elif key in columns:
            raise Refusal(
                N_("Two columns are called “{name}”; rename or remove one of them."),
                place=place,
                name=name,
            )
        else:
            columns[key] = index
    return tuple(names), columns


def _rows(records: Iterator[Record], width: int, *, full: bool) -> Iterator[Row]:
    """The rows that hold anything, each with exactly `width` cells.

    Args:
        records: What follows the header.
        width: Columns of the header.
        full: Whether a whole row writes its empty cells at the end too (CSV does).
    """
    padding = [""] * width
    for line, cells in records:
        found = len(cells)
        if found > width:
            while found > width and not cells[found - 1].strip():
                found -= 1
        elif not full:
            found = width
        exact = cells if len(cells) == width else (cells + padding)[:width]
        if any(map(str.strip, cells)):
            yield Row(line, tuple(exact), found)
