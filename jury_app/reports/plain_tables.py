"""Plain tables as CSV and XLSX: what a tally says, for people who go on in a spreadsheet.

Numbers are numbers; every text is a typed string, so that no title becomes a formula or a link. In
CSV, which has no types, a text that a spreadsheet would take for a formula gets an apostrophe.
"""

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime

from msgspec import Struct

from jury_app.base.texts import plain

Value = str | int | float | None

_LONGEST = 32_767  # characters that a cell of a workbook holds
_MADE = datetime(2000, 1, 1, tzinfo=UTC)  # the same tables give the same bytes
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class PlainTable(Struct, frozen=True):
    """A table: its name, the titles of its columns, its rows."""

    name: str
    titles: tuple[str, ...]
    rows: Sequence[Sequence[Value]]


def csv_text(table: PlainTable) -> str:
    """The table as CSV (RFC 4180), texts that look like formulas defused."""
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\r\n")
    writer.writerow(table.titles)
    writer.writerows([_defused(value) for value in row] for row in table.rows)
    return sink.getvalue()


def workbook(tables: Sequence[PlainTable]) -> bytes:
    """The tables as one XLSX workbook, a sheet each, its first row fixed."""
    import xlsxwriter

    sink = io.BytesIO()
    book = xlsxwriter.Workbook(
        sink,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"created": _MADE})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    for table in tables:
        sheet = book.add_worksheet(table.name[:31])
        sheet.freeze_panes(1, 1)
        for column, title in enumerate(table.titles):
            texts = [str(row[column]) for row in table.rows if isinstance(row[column], str)]
            widest = max(map(len, texts), default=0)
            sheet.set_column(column, column, max(9, min(60, max(len(title), widest) + 1)))
        for column, title in enumerate(table.titles):
            sheet.write_string(0, column, title, head)
        for row, values in enumerate(table.rows, 1):
            for column, value in enumerate(values):
                if isinstance(value, str):
                    sheet.write_string(row, column, plain(value)[:_LONGEST])
                elif value is not None:
                    sheet.write_number(row, column, value)
    book.close()
    return sink.getvalue()


def _defused(value: Value) -> Value:
    if not isinstance(value, str):
        return value
    text = plain(value)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
