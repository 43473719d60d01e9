"""Tables are recognised by their bytes, bounded, and every error names file and place."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jury_app.base.errors import Problem, Refusal
from jury_app.intake.sheets import Limits, Row, Sheet, normalise, open_sheet

Write = Callable[..., Path]


def read(path: Path, **options: object) -> tuple[Sheet, list[Row]]:
    with open_sheet(path, **options) as sheet:
        return sheet, list(sheet.rows)


def refusal(path: Path, **options: object) -> str:
    with pytest.raises(Refusal) as raised:
        read(path, **options)
    return str(raised.value)


def test_sample_has_2067_rows_of_74_cells(sample: Path) -> None:
    sheet, rows = read(sample)
    assert (sheet.form, sheet.detail, len(sheet.header)) == ("CSV", "UTF-8, comma", 74)
    assert len(rows) == 2067
    assert {len(row.cells) for row in rows} == {row.found for row in rows} == {74}
    assert rows[0].line == 2
    # five titles hold a line break
    assert rows[-1].line == 2067 + 1 + 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encoding_delimiter_and_line_ends_do_not_change_the_cells(
    sample_rows: list[list[str]], write_csv: Write, encoding: str, delimiter: str, end: str
) -> None:
    path = write_csv(sample_rows[:300], encoding, delimiter, end)
    sheet, rows = read(path, expected=sample_rows[0])
    assert list(sheet.header) == sample_rows[0]
    assert [list(row.cells) for row in rows] == sample_rows[1:300]


def test_lone_carriage_returns_end_lines(write_text: Write) -> None:
    _, rows = read(write_text("a,b\r1,2\r3,4\r"))
    assert rows == [Row(2, ("1", "2"), 2), Row(3, ("3", "4"), 2)]


def test_windows_1252_is_recognised(write_csv: Write) -> None:
    path = write_csv([["Title"], ["São Paulo em Latência — “nöch” für 5 €"]], "cp1252")
    sheet, rows = read(path)
    assert sheet.detail == "Windows-1252, comma"
    assert rows[0].cells == ("São Paulo em Latência — “nöch” für 5 €",)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("借りた顔の機械", "shift-jis"),
        ("深海的指揮家", "big5"),
        ("深海的指挥家", "gbk"),
        ("기계의 기도", "euc-kr"),
        ("Ночной сигнал", "cp1251"),
        ("Ο τελευταίος μαέστρος", "cp1253"),
        ("แม่น้ำแก้ว", "tis-620"),
    ],
)
def test_other_encodings_are_refused_not_garbled(
    write_csv: Write, text: str, encoding: str
) -> None:
    told = refusal(write_csv([["Title", "Country"], [text, "X"]], encoding))
    assert told.startswith("films.csv, line 2: This is neither UTF-8 nor UTF-16 nor Windows-1252")


def test_cut_inside_a_character_is_damaged_utf_8(write_text: Write) -> None:
    for content in ("Title\n鹽之鏡".encode()[:-1], "\ufeffTitle\n鹽之鏡\n".encode()[:-2] + b"\n"):
        told = refusal(write_text(content))
        assert told.startswith("films.csv, line 2: This UTF-8 text is damaged or cut off here")


def test_utf_32_is_refused_by_name(write_csv: Write) -> None:
    assert "UTF-32" in refusal(write_csv([["Title"], ["x"]], "utf-32"))


def test_damaged_utf_16_names_its_line(write_text: Write) -> None:
    content = "Title,Year\r\na,1\r\n".encode("utf-16") + b"\x00\xd8\x20\x00"
    assert refusal(write_text(content)) == (
        "films.csv, line 3: This UTF-16 text is damaged or cut off here; export it again."
    )


@pytest.mark.parametrize(
    ("start", "named"),
    [
        (b"%PDF-1.7", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "password-protected"),
        (b"\x1f\x8b\x08", "compressed"),
        (b"<!DOCTYPE html>", "web page"),
        (b"<HTML>", "web page"),
        (b"PK\x05\x06" + bytes(18), "no XLSX workbook"),
        (b"PK\x03\x04 and no more", "damaged"),
        (b"", "empty"),
        (b"\r\n\r\n  \r\n", "nothing in this file"),
    ],
)
def test_files_that_are_no_tables_are_refused_by_name(
    write_text: Write, start: bytes, named: str
) -> None:
    told = refusal(write_text(start))
    assert told.startswith("films.csv: ")
    assert named in told


def read_or_told(path: Path) -> list[Row] | str:
    """The rows as far as they came, or the refusal's text; anything else fails the test."""
    try:
        return read(path)[1]
    except Refusal as error:
        return str(error)


@given(garbage=st.binary(min_size=1, max_size=2000))
def test_binary_garbage_is_read_or_told_about(
    tmp_path_factory: pytest.TempPathFactory, garbage: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "garbage.csv"
    path.write_bytes(b"\x01" + garbage)
    answer = read_or_told(path)
    assert isinstance(answer, list) or answer.startswith("garbage.csv")


def test_nul_byte_names_its_line(write_text: Write) -> None:
    told = refusal(write_text(b"Title,Year\r\nA,1\r\nB\0,2\r\n"))
    assert told.startswith("films.csv, line 3: There is a NUL byte here")


def test_quote_never_closed_is_named_with_its_line(write_text: Write) -> None:
    told = refusal(write_text('Title,Year\n"one\nline",1\nTwo,2\nThree,"cut off here\nand on'))
    assert told == (
        "films.csv, line 5: A quotation mark opened here is never closed; "
        "the file is cut off or damaged."
    )


def test_quote_that_swallows_the_file_is_named_with_its_line(write_text: Write) -> None:
    told = refusal(write_text('Title,Year\nOne,1\nTwo,"2\n' + "Three,3\n" * 40_000))
    assert told.startswith("films.csv, line 3: A quotation mark opened here is never closed")


def test_text_after_a_closing_quote_names_its_line(write_text: Write) -> None:
    told = refusal(write_text('Title,Year\nOne,1\n"Two" too,2\n'))
    assert told.startswith("films.csv, line 3: A closing quotation mark is followed by text")


def test_sample_cut_at_any_place_loses_no_row_silently(sample: Path, write_text: Write) -> None:
    content = sample.read_bytes()[:120_000]
    for end in range(2_000, len(content), 7_919):
        answer = read_or_told(write_text(content[:end]))
        if isinstance(answer, str):
            assert "is never closed" in answer or "is damaged or cut off" in answer
        else:
            assert {row.found for row in answer[:-1]} <= {74}


def test_huge_cell_names_its_line(write_text: Write) -> None:
    told = refusal(write_text("Title,Year\nA,1\n" + "B" * 131_073 + ",2\n"))
    assert told == (
        "films.csv, line 3: A cell of the row that begins here is longer than 131072 characters."
    )


def test_endless_line_is_refused(write_text: Write) -> None:
    assert refusal(write_text("a," * 3_000_000)).startswith("films.csv, line 1: This line")


def test_hundred_thousand_columns_are_refused(write_text: Write) -> None:
    told = refusal(write_text(",".join(f"c{n}" for n in range(100_000)) + "\n"))
    assert told == ("films.csv, line 1: This row has 100000 columns; no more than 2000 are read.")


def test_limits_of_size_and_rows(write_text: Write) -> None:
    path = write_text("a\n1\n2\n3\n")
    assert "no more" not in refusal(path, limits=Limits(rows=3))
    assert refusal(path, limits=Limits(rows=3)).startswith(
        "films.csv, line 4: There are more than 3 rows"
    )
    assert refusal(path, limits=Limits(size=7)).startswith("films.csv: This file is larger than 7")


def test_ten_gigabytes_are_refused_before_reading(tmp_path: Path) -> None:
    path = tmp_path / "films.csv"
    with path.open("wb") as file:
        os.truncate(file.fileno(), 10 << 30)
    assert "larger than 200000000 bytes" in refusal(path)


def test_missing_file_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="no such file"):
        read(tmp_path / "films.csv")


def test_columns_are_found_in_any_case_width_and_spacing(write_text: Write) -> None:
    sheet, _ = read(write_text("  Project   TITLE ,Ｅ-Mail\nx,y\n"))
    assert sheet.column("Project Title") == 0
    assert sheet.column("Title", "e-mail") == 1
    assert sheet.column("Duration") is None
    assert sheet.place(2, 1) == "films.csv, line 2, column Ｅ-Mail"


@given(st.text())
def test_normalising_twice_changes_nothing(name: str) -> None:
    assert normalise(normalise(name)) == normalise(name)


def test_repeated_name_in_the_header_is_refused(write_text: Write) -> None:
    told = refusal(write_text("\nTitle,Year, TITLE\nx,1,y\n"))
    assert told.startswith("films.csv, line 2: Two columns are called “TITLE”")


def test_nameless_columns_keep_their_place_and_go_at_the_end(write_text: Write) -> None:
    sheet, rows = read(write_text("Title,,Year,,\nx,note,1,,\n"))
    assert sheet.header == ("Title", "2", "Year")
    assert rows == [Row(2, ("x", "note", "1"), 3)]


def test_short_and_long_rows_tell_how_many_cells_they_have(write_text: Write) -> None:
    _, rows = read(write_text("a,b,c\n1\n1,2,3,4\n1,2,3,,,\n , ,\n\n"))
    assert rows == [
        Row(2, ("1", "", ""), 1),
        Row(3, ("1", "2", "3"), 4),
        Row(4, ("1", "2", "3"), 3),
    ]


def test_expected_names_decide_over_commas_in_questions(write_text: Write) -> None:
    path = write_text("Title;What, if any, tools, did you, or others, use?\nx;y\n")
    sheet, rows = read(path, expected={"title"})
    assert sheet.detail == "UTF-8, semicolon"
    assert rows[0].cells == ("x", "y")


def test_first_line_sep_decides_over_everything(write_text: Write) -> None:
    sheet, rows = read(write_text("sep=;\nTitle;Year\na,b,c;1\n"))
    assert sheet.header == ("Title", "Year")
    assert rows == [Row(3, ("a,b,c", "1"), 2)]


def test_text_that_looks_like_markup_or_a_formula_stays_as_it_is(write_csv: Write) -> None:
    titles = ["<img src=x>", '=HYPERLINK("http://x","y")', "-2+3", "\u202eevil", "''", "\t@x"]
    _, rows = read(write_csv([["Title", "n"], *([title, "1"] for title in titles)]))
    assert [row.cells[0] for row in rows] == titles


def test_folder_and_odd_file_names_are_no_bug(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="this is a folder"):
        read(tmp_path)
    odd = tmp_path / "films \udce9\n.csv"
    odd.write_bytes(b"Title\nx\n")
    assert read(odd)[0].file == "films \\udce9\\u000a.csv"
    odd.write_bytes(b"\x8dTitle")
    assert refusal(odd).startswith("films \\udce9\\u000a.csv, line 1: ")
