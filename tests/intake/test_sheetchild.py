"""Workbooks are read in a child under limits; bombs and damage are refused quickly and by name."""

import io
import os
import random
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest

from jury_app.base.errors import Refusal, Told
from jury_app.intake.sheetchild import CPU_LIMIT, ELEMENT_LIMIT, _Session, number_text, time_text
from jury_app.intake.sheets import Limits, open_sheet

MakeWorkbook = Callable[..., Path]
HEADER = '<row r="1"><c r="A1" t="inlineStr"><is><t>Title</t></is></c></row>'


def rows_of(path: Path) -> list[tuple[str, ...]]:
    with open_sheet(path) as sheet:
        return [row.cells for row in sheet.rows]


def told(path: Path, **options: Limits) -> str:
    with pytest.raises(Told) as raised, open_sheet(path, **options) as sheet:
        list(sheet.rows)
    return str(raised.value)


def test_twin_of_the_sample_has_the_same_cells(
    sample_rows: list[list[str]], tmp_path: Path
) -> None:
    book = openpyxl.Workbook(write_only=True)
    table = book.create_sheet("Films")
    for cells in sample_rows:
        written = [openpyxl.cell.WriteOnlyCell(table, cell) for cell in cells]
        for cell in written:
            cell.data_type = "s"  # a title that begins with = is no formula
        table.append(written)
    book.save(tmp_path / "films.xlsx")
    with open_sheet(tmp_path / "films.xlsx") as sheet:
        assert (sheet.form, sheet.detail, sheet.formulas) == ("XLSX", "Films", False)
        assert list(sheet.header) == sample_rows[0]
        assert [list(row.cells) for row in sheet.rows] == sample_rows[1:]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (80, "General", "80"),
        (80.0, "0.00", "80"),
        (12.5, "General", "12.5"),
        (0.55, "0%", "55%"),
        (0.07, "0.00%", "7%"),
        (42, "00000", "00042"),
        (21006601, "0", "21006601"),
        (float("inf"), "General", "inf"),
    ],
)
def test_numbers_are_shown_as_a_spreadsheet_shows_them(
    value: float, number_format: str, text: str
) -> None:
    assert number_text(value, number_format) == text


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (datetime(2026, 2, 20, tzinfo=UTC), "yyyy-mm-dd", "2026-02-20"),
        (datetime(2026, 2, 20, 10, 30, tzinfo=UTC), "yyyy-mm-dd h:mm", "2026-02-20 10:30:00"),
        (date(2026, 2, 20), "", "2026-02-20"),
        (time(0, 12, 30), "h:mm:ss", "0:12:30"),
        (time(12, 30), "h:mm", "12:30"),
        (time(0, 12, 30), "mm:ss", "0:12:30"),
        (timedelta(hours=25, seconds=5), "[h]:mm:ss", "25:00:05"),
    ],
)
def test_dates_and_times_are_shown_as_they_were_typed(
    value: datetime | date | time | timedelta, number_format: str, text: str
) -> None:
    assert time_text(value, number_format) == text


def test_typed_cells_come_out_as_text(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    table = book.active
    table.append(["Title", "Ratio", "Length", "Done", "Year", "Yes", "Empty"])
    table.append(["x", 0.55, time(0, 12, 30), date(2026, 1, 9), 2026, True, None])
    table["B2"].number_format = "0%"
    book.save(tmp_path / "typed.xlsx")
    assert rows_of(tmp_path / "typed.xlsx") == [
        ("x", "55%", "0:12:30", "2026-01-09", "2026", "TRUE", "")
    ]


def test_formula_gives_the_value_last_computed(raw_workbook: MakeWorkbook) -> None:
    path = raw_workbook(
        HEADER
        + '<row r="2"><c r="A2" t="str"><f>CONCATENATE("a","b")</f><v>ab</v></c></row>'
        + '<row r="3"><c r="A3"><f>1+1</f><v>2</v></c></row>'
        + '<row r="4"><c r="A4" t="str"><f>IF(1,"","x")</f><v></v></c></row>'
    )
    with open_sheet(path) as sheet:
        assert sheet.formulas
        assert [row.cells for row in sheet.rows] == [("ab",), ("2",)]


def test_formula_never_computed_is_refused_with_its_cell(raw_workbook: MakeWorkbook) -> None:
    path = raw_workbook(HEADER + '<row r="7"><c r="A7"><f>HYPERLINK("http://x")</f></c></row>')
    assert told(path).startswith("raw.xlsx, Films!A7: This cell holds a formula")


def test_hidden_and_empty_sheets_are_passed_over(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Empty"
    hidden = book.create_sheet("Hidden")
    hidden.append(["no"])
    hidden.sheet_state = "hidden"
    book.create_sheet("Films").append(["Title"])
    book.save(tmp_path / "sheets.xlsx")
    with open_sheet(tmp_path / "sheets.xlsx") as sheet:
        assert (sheet.detail, sheet.header) == ("Films", ("Title",))


def test_rows_keep_their_numbers_over_gaps(raw_workbook: MakeWorkbook) -> None:
    path = raw_workbook(HEADER + '<row r="90000"><c r="A90000"><v>3</v></c></row>')
    with open_sheet(path) as sheet:
        assert [(row.line, row.cells) for row in sheet.rows] == [(90000, ("3",))]


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        ("<row><c><v>1</v></c></row>" * 2_500_000, "unpacks to far more"),
        ("".join(f"<c>{n % 977}</c>" for n in range(4_000_001)), "too many cells"),
        ('<row r="1000000000000"><c r="A1"><v>3</v></c></row>', "beyond row 1048576"),
        ('<row r="2"><c r="XFD2"><v>3</v></c></row>', "more than 2000 columns"),
        ("<row><c><v>x</v></c></row>", "damaged (ValueError)"),
        ("<row><c t='s'><v>7</v></c></row>", "damaged (IndexError)"),
        ("<row><c>", "damaged (ParseError)"),
    ],
    ids=["330x", "elements", "far row", "wide", "no number", "no string", "cut"],
)
def test_hostile_sheets_are_refused_quickly(
    raw_workbook: MakeWorkbook, rows: str, named: str
) -> None:
    path = raw_workbook(HEADER + rows)
    before = spent_by_children()
    assert named in told(path)
    assert spent_by_children() - before < 10


def spent_by_children() -> float:
    """Processor time of all ended children, in seconds."""
    times = os.times()
    return times.children_user + times.children_system


def test_the_dearest_workbook_that_is_let_in_stays_within_its_limits(
    raw_workbook: MakeWorkbook,
) -> None:
    share = 4  # of what is let in, so that the test is short
    count = ELEMENT_LIMIT // 20 // share
    cells = "<c><v>1</v></c>" * 9
    path = raw_workbook(HEADER + "".join(f"<row s='{n * n}'>{cells}</row>" for n in range(count)))
    before = spent_by_children()
    assert len(rows_of(path)) == count
    assert (spent_by_children() - before) * share < CPU_LIMIT


def test_entities_are_refused(raw_workbook: MakeWorkbook) -> None:
    laughs = "<!DOCTYPE x [<!ENTITY a 'ha'>]><sst/>"
    for text in (laughs.encode(), laughs.encode("utf-16")):
        path = raw_workbook(HEADER, **{"xl/sharedStrings.xml": text})
        assert "document type" in told(path)


def test_long_strings_repeated_in_every_cell_are_refused(raw_workbook: MakeWorkbook) -> None:
    long = "".join(map(str, range(20_000)))
    cells = f"<c t='inlineStr'><is><t>{long}</t></is></c>" * 60
    assert "longer than 131072" in told(raw_workbook(f"{HEADER}<row>{cells}</row>"))


def test_encrypted_repeated_and_countless_members_are_refused(
    raw_workbook: MakeWorkbook, tmp_path: Path
) -> None:
    path = raw_workbook(HEADER, **{f"xl/media/{n}.bin": "" for n in range(2_000)})
    assert "too many or repeated parts" in told(path)
    content = bytearray(raw_workbook(HEADER).read_bytes())
    central = content.rindex(b"PK\x01\x02")
    content[central + 8] |= 1
    (tmp_path / "locked.xlsx").write_bytes(content)
    assert "encrypted" in told(tmp_path / "locked.xlsx")


def test_every_cut_of_a_workbook_is_told(raw_workbook: MakeWorkbook, tmp_path: Path) -> None:
    content = raw_workbook(HEADER).read_bytes()
    for end in (5, len(content) // 2, len(content) - 1):
        path = tmp_path / "cut.xlsx"
        path.write_bytes(content[:end])
        assert told(path) == (
            "cut.xlsx: This workbook is cut off or damaged; fetch it or export it again."
        )


@pytest.mark.parametrize("compressed", [False, True])
def test_any_flipped_byte_of_a_workbook_is_read_or_told(
    raw_workbook: MakeWorkbook, tmp_path: Path, *, compressed: bool
) -> None:
    rows = '<row r="2"><c r="A2"><v>1</v></c><c r="B2" s="0"><f>1+1</f><v>2</v></c></row>'
    content = raw_workbook(HEADER + rows).read_bytes()
    if not compressed:
        content = _stored(content)
    chance = random.Random(7)
    for _ in range(300):
        damaged = bytearray(content)
        for _ in range(chance.randint(1, 5)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        path = tmp_path / "damaged.xlsx"
        path.write_bytes(damaged)
        session = _Session()
        with suppress(Refusal):
            session.answer(["open", os.fsencode(path), 1000, 100])
            assert len(session.answer(["next"])) <= 2


def _stored(content: bytes) -> bytes:
    """The same archive without compression, so that damage reaches the XML."""
    plain = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(plain, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return plain.getvalue()


def test_archive_that_is_no_workbook_is_named(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.xlsx", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert "no XLSX workbook" in told(tmp_path / "x.xlsx")
