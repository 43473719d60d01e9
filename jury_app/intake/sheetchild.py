"""The child `sheet`: reads XLSX workbooks, which may be bombs, under limits and without keys.

A 330 KB workbook was seen to cost 96 s and 980 MB. So the archive is inspected before openpyxl
opens it: members, sizes, and the number of XML elements, which is what reading costs. What comes
back is the first filled sheet as rows of text, in portions: numbers and dates as a spreadsheet
shows them, formulas by the value last computed.

Requests: `["open", path, rows, columns]` answers `[sheet name, whether it has formulas]`; then
`["next"]` answers `[[row number, [cell, …]], …]` until an empty list.
"""

import errno
import os
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from math import isfinite
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from jury_app.base import children
from jury_app.base.errors import Refusal, Told
from jury_app.base.files import told
from jury_app.base.texts import N_
from jury_app.intake.delimited import CELL_LIMIT, LINE_LIMIT

if TYPE_CHECKING:
    from openpyxl.cell.read_only import ReadOnlyCell
    from openpyxl.workbook.workbook import Workbook

MEMORY_LIMIT = 640 << 20
"""Address space of the child, in bytes."""
CPU_LIMIT = 60
"""Processor time of the child, in seconds."""
MEMBER_LIMIT = 2_000
UNPACKED_LIMIT = 256 << 20
"""Bytes of all members together, unpacked."""
RATIO_LIMIT = 150
"""How many times its packed size a member above 4 MB may hold; spreadsheets reach 30."""
ELEMENT_LIMIT = 4_000_000
"""XML elements of all members: about 2 million filled cells, read in some 8 s."""
ROW_LIMIT = 1_048_576
"""Rows of a sheet, as the format has it."""
GRID_LIMIT = 20_000_000
"""Cells of a sheet with the empty ones before filled ones."""

_CHUNK = 1 << 20
_PORTION = 1_000
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"
_DOCTYPE = re.compile(rb"<![A-Za-z]")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")


def main() -> None:
    """Be the child `sheet`."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # openpyxl imports numpy, whose threads ask for memory
    warnings.simplefilter("ignore")  # openpyxl's, about what it would not keep on writing
    children.limit(memory=MEMORY_LIMIT, cpu_seconds=CPU_LIMIT)
    children.serve(_Session().answer)


class _Session:
    """One workbook being read."""

    def __init__(self) -> None:
        self._rows: Iterator[tuple[int, list[str]]] = iter(())

    def answer(self, request: Any) -> object:  # noqa: ANN401  decoded msgpack
        """Open a workbook, or read on in the open one."""
        if request[0] == "open":
            return self._open(Path(os.fsdecode(request[1])), rows=request[2], columns=request[3])
        return self._portion()

    def _open(self, path: Path, *, rows: int, columns: int) -> tuple[str, bool]:
        formulas = inspect(path)
        with _damage_told():
            values = _load(path, data_only=True)
            title = _first_filled(values, rows)
            written = _load(path, data_only=False) if formulas else None
            self._rows = _text_rows(values, written, title, rows=rows, columns=columns)
        return title, formulas

    def _portion(self) -> list[tuple[int, list[str]]]:
        portion: list[tuple[int, list[str]]] = []
        size = 0
        with _damage_told():
            for row in self._rows:
                portion.append(row)
                size += sum(map(len, row[1]))
                if len(portion) >= _PORTION or size >= LINE_LIMIT:
                    break
        return portion


@contextmanager
def _damage_told() -> Iterator[None]:
    """Turn whatever openpyxl raises over a damaged workbook into a refusal."""
    try:
        yield
    except (Told, MemoryError):
        raise
    except Exception as error:  # openpyxl answers damage with any exception class
        raise Refusal(
            N_(
                "This workbook is damaged ({what}); open it in a spreadsheet program and save it "
                "again, or export it as CSV."
            ),
            what=type(error).__name__,
        ) from error


def inspect(path: Path) -> bool:
    """Check a workbook's archive before anything is built from it.

    Returns:
        Whether any cell holds a formula.

    Raises:
        Problem: It cannot be read.
        Refusal: No workbook, encrypted, or larger inside than a table of films can be.
    """
    with told(path):
        try:
            with zipfile.ZipFile(path) as archive:
                return _scanned(archive)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError):
            pass  # told below, as every file that is no workbook
        except OSError as error:
            if error.errno not in {None, errno.EINVAL}:  # else the archive points outside itself
                raise
    raise Refusal(N_("This workbook is cut off or damaged; fetch it or export it again."))


def _scanned(archive: zipfile.ZipFile) -> bool:
    members = archive.infolist()
    _check_members(members)
    scan = _Scan()
    for member in members:
        with archive.open(member) as file:
            scan.read(file)
    return scan.formulas


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    names = [member.filename for member in members]
    if "[Content_Types].xml" not in names:
        raise Refusal(
            N_("This is an archive, but no XLSX workbook; save the table as XLSX or CSV.")
        )
    if len(names) > MEMBER_LIMIT or len(set(names)) < len(names):
        raise Refusal(N_("This workbook has too many or repeated parts; export it as CSV."))
    if any(member.flag_bits & 1 for member in members):
        raise Refusal(N_("This workbook is encrypted; save it without a password."))
    bomb = any(
        member.file_size > max(4 << 20, RATIO_LIMIT * member.compress_size) for member in members
    )
    if bomb or sum(member.file_size for member in members) > UNPACKED_LIMIT:
        raise Refusal(
            N_("This workbook unpacks to far more than a table holds; export the table as CSV.")
        )


class _Scan:
    """Counts what reading will cost, in one pass over the unpacked bytes."""

    def __init__(self) -> None:
        self.formulas = False
        self._elements = 0

    def read(self, file: IO[bytes]) -> None:
        """Count one member in, if it is XML, whatever its name says.

        Raises:
            Refusal: Too many elements, or a document type, which workbooks never have.
        """
        tail = b""
        while chunk := file.read(_CHUNK):
            if not tail and not chunk.lstrip(_BEFORE_XML).startswith(b"<"):
                return
            self._elements += chunk.count(b"<") - chunk.count(b"</")
            if self._elements > ELEMENT_LIMIT:
                raise Refusal(N_("This workbook has too many cells; export the table as CSV."))
            joined = tail + chunk
            if _DOCTYPE.search(joined.replace(b"\0", b"")):
                raise Refusal(
                    N_("This workbook declares a document type, as hostile files do; refused.")
                )
            self.formulas = self.formulas or bool(_FORMULA.search(joined))
            tail = chunk[-16:]


def _load(path: Path, *, data_only: bool) -> "Workbook":
    import openpyxl

    return openpyxl.load_workbook(path, read_only=True, data_only=data_only, keep_links=False)


def _first_filled(book: "Workbook", rows: int) -> str:
    """The name of the first visible sheet that holds anything."""
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            for _, cells in _grid(book, sheet.title, rows):
                if any(cell.value is not None for cell in cells):
                    return sheet.title
    raise Refusal(N_("This workbook has no visible sheet with anything on it."))


def _grid(
    book: "Workbook", title: str, rows: int
) -> Iterator[tuple[int, tuple["ReadOnlyCell", ...]]]:
    """A sheet's rows by number, bounded whatever coordinates its cells claim."""
    sheet: Any = book[title]
    sheet.reset_dimensions()  # what the file claims; 17 thousand million cells cost it 20 bytes
    seen = 0
    for number, cells in enumerate(sheet.iter_rows(), 1):
        seen += len(cells)
        if number > min(rows, ROW_LIMIT):
            raise Refusal(
                N_("This sheet reaches beyond row {limit}; export the table as CSV."),
                limit=number - 1,
            )
        if seen > GRID_LIMIT:
            raise Refusal(
                N_("This sheet is far too wide; delete the columns beyond the table and save it."),
                place=f"{title}!{number}:{number}",
            )
        yield number, cells


def _text_rows(
    values: "Workbook", written: "Workbook | None", title: str, *, rows: int, columns: int
) -> Iterator[tuple[int, list[str]]]:
    """The rows of a sheet as text; with `written`, formulas without a value are refused."""
    formulas = _grid(written, title, rows) if written else None
    for number, cells in _grid(values, title, rows):
        if formulas is not None:
            _refuse_uncomputed(title, number, cells, next(formulas)[1])
        texts = [_text(cell) for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        if len(texts) > columns:
            raise Refusal(
                N_("This row has more than {limit} columns."),
                place=f"{title}!{number}:{number}",
                limit=columns,
            )
        if any(len(text) > CELL_LIMIT for text in texts) or sum(map(len, texts)) > LINE_LIMIT:
            raise Refusal(
                N_(
                    "A cell of this row is longer than {limit} characters, or the row far too long."
                ),
                place=f"{title}!{number}:{number}",
                limit=CELL_LIMIT,
            )
        yield number, texts


def _refuse_uncomputed(
    title: str,
    number: int,
    values: tuple["ReadOnlyCell", ...],
    written: tuple["ReadOnlyCell", ...],
) -> None:
    """Refuse a formula that no program ever computed: its cell would come back as empty."""
    for value, formula in zip(values, written, strict=True):
        if formula.data_type == "f" and value.value is None and value.data_type == "n":
            raise Refusal(
                N_(
                    "This cell holds a formula that was never computed; open the workbook in a "
                    "spreadsheet program and save it, or export it as CSV."
                ),
                place=f"{title}!{formula.column_letter}{number}",
            )


def _text(cell: "ReadOnlyCell") -> str:
    """A cell as a spreadsheet shows it, dates as 2026-02-20 and times as 0:12:30."""
    value: Any = cell.value
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    shown_as = cell.number_format or ""
    if isinstance(value, int | float):
        return number_text(value, shown_as)
    return time_text(value, shown_as)


def number_text(value: float, number_format: str) -> str:
    """A number as its format shows it, as far as tables of films use formats.

    `0.55` under `0%` is `55%`, `42` under `00000` is `00042`; other formats show the plain number.
    """
    sign = ""
    if "%" in number_format:
        value, sign = round(value * 100, 9), "%"
    digits = len(number_format) if set(number_format) == {"0"} else 0
    if isfinite(value) and value == int(value):
        return str(int(value)).zfill(digits) + sign
    return repr(value) + sign


def time_text(value: datetime | date | time | timedelta, number_format: str) -> str:
    """A date as 2026-02-20, a moment as 2026-02-20 10:30:00, a length of time as H:MM:SS.

    A time of day whose format shows no seconds is H:MM: who types 12:30 for a running time gets
    half past twelve stored, and sees 12:30.
    """
    if isinstance(value, datetime):
        whole = value.time() == time()
        return f"{value:%Y-%m-%d}" if whole else f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        if "s" not in number_format.lower():
            return f"{value.hour}:{value.minute:02}"
        value = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
    seconds = round(value.total_seconds())
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
