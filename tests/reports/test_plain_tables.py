"""Plain tables: numbers stay numbers, and no title becomes a formula or a link."""

import csv
import io

import openpyxl

from jury_app.reports.plain_tables import PlainTable, csv_text, workbook

HOSTILE = ["=HYPERLINK(1)", "+1", "-1", "@x", "https://example.org", "A\u202eB\n", "海", "'q"]
TABLE = PlainTable(
    "Standings", ("film", "value", "rank"), [[title, 1.5, None] for title in HOSTILE]
)


def test_csv_defuses_what_a_spreadsheet_would_take_for_a_formula():
    rows = list(csv.reader(io.StringIO(csv_text(TABLE))))
    assert rows[0] == ["film", "value", "rank"]
    assert [row[0] for row in rows[1:]] == [
        "'=HYPERLINK(1)",
        "'+1",
        "'-1",
        "'@x",
        "https://example.org",
        "A\\u202eB\\u000a",
        "海",
        "'q",
    ]
    assert rows[1][1:] == ["1.5", ""]


def test_csv_leaves_negative_numbers_alone():
    assert csv_text(PlainTable("T", ("n",), [[-1.5], [-2]])) == "n\r\n-1.5\r\n-2\r\n"


def test_a_workbook_holds_typed_cells_and_neither_formulas_nor_links():
    body = workbook([TABLE, PlainTable("A name far longer than any sheet may have", ("a",), [])])
    book = openpyxl.load_workbook(io.BytesIO(body))
    sheet = book["Standings"]
    cells = [sheet.cell(row, 1) for row in range(2, len(HOSTILE) + 2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)
    assert cells[0].value == "=HYPERLINK(1)"
    assert sheet.cell(2, 2).value == 1.5
    assert sheet.cell(2, 3).value is None
    assert len(book.sheetnames) == 2


def test_the_same_tables_give_the_same_bytes():
    assert workbook([TABLE]) == workbook([TABLE])
