"""The workbook's formulas recompute what was signed; foreign text stays text."""

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import msgspec
import openpyxl
import pytest

from jury_app.reports.sheets import StandingRow
from jury_app.reports.spreadsheet import (
    BookCard,
    BookCriterion,
    BookMatrix,
    BookRound,
    StandingsBook,
    workbook,
)
from tests.reports import cards

R1 = BookRound(
    label="R1",
    weight=60,
    matrices=(
        BookMatrix(
            category="Generative Cinema",
            criteria=(BookCriterion("Conductorship", 2), BookCriterion("=1+1", 1)),
            cards=(
                BookCard(number="HK-0001", title="=cmd|'/c calc'!A0", juror="Ana", scores=(10, 4)),
                BookCard(number="HK-0001", title="+1", juror="@Ben", scores=(7, None)),
                BookCard(
                    number="HK-0001",
                    title="-1",
                    juror="Chi",
                    scores=(1, 1),
                    counts=False,
                    note="superseded",
                ),
                BookCard(number="HK-0002", title="מדינה", juror="Ana", scores=(1, 10)),
            ),
        ),
    ),
)
R2 = BookRound(
    label="R2",
    weight=40,
    matrices=(
        BookMatrix(
            category="Generative Cinema",
            criteria=(BookCriterion("Artistry", 35), BookCriterion("Impact", 10)),
            cards=(BookCard(number="HK-0001", title="a", juror="Dee", scores=(7.5, 2)),),
        ),
    ),
)
BOOK = StandingsBook(
    edition=cards.EDITION,
    title="Combined 60/40",
    method="mean/1",
    rounds=(R1, R2),
    rows=(
        StandingRow(rank="1", film=cards.film(1, '=HYPERLINK("https://example.org")'),
                    value="66.91", reviews=2, tie="=a tie"),
        StandingRow(rank="", film=cards.film(2, "https://example.org"), value="", reviews=1,
                    note="not enough reviews (1 of 3)"),
    ),
    hash="ab" * 32,
)  # fmt: skip


def opened(*, values: bool):
    return openpyxl.load_workbook(io.BytesIO(workbook(BOOK)), data_only=values)


def test_values_are_live_formulas_with_the_right_results() -> None:
    formulas, values = opened(values=False), opened(values=True)
    card = 100 * (2 * 9 + 3) / 27
    assert formulas["Scores 1.1"]["H6"].value == (
        '=IF(SUMPRODUCT($F$3:$G$3*ISNUMBER(F6:G6))=0,"",'
        "100*SUMPRODUCT($F$3:$G$3*ISNUMBER(F6:G6)*(F6:G6-$B$2))"
        "/(SUMPRODUCT($F$3:$G$3*ISNUMBER(F6:G6))*($C$2-$B$2)))"
    )
    assert values["Scores 1.1"]["H6"].value == pytest.approx(card)
    assert values["Scores 1.1"]["H7"].value == pytest.approx(100 * 6 / 9)
    first = (card + 100 * 6 / 9) / 2
    second = 100 * (35 * 6.5 + 10 * 1) / (45 * 9)
    row = [cell.value for cell in values["Standings"][6]]
    assert row[7:10] == [
        pytest.approx(first),
        pytest.approx(second),
        pytest.approx((60 * first + 40 * second) / 100),
    ]


def test_the_mean_takes_only_cards_that_count() -> None:
    formula = opened(values=False)["Standings"]["H6"].value
    counted = "('Scores 1.1'!$A$6:$A$9=B6)*('Scores 1.1'!$D$6:$D$9=\"yes\")"
    cells = "'Scores 1.1'!$H$6:$H$9"
    assert formula == (f"=SUMPRODUCT({counted},{cells})/SUMPRODUCT({counted}*ISNUMBER({cells}))")
    sheet = opened(values=True)["Scores 1.1"]
    rows = [[cell.value for cell in row] for row in sheet["A6:H9"]]
    assert [(row[0], row[3]) for row in rows] == [
        ("HK-0001", "yes"),
        ("HK-0001", "yes"),
        ("HK-0001", "no"),
        ("HK-0002", "yes"),
    ]


def test_a_film_not_complete_in_both_rounds_has_no_combined_value() -> None:
    row = [cell.value for cell in opened(values=True)["Standings"][7]]
    assert row[7] == pytest.approx(100 * 9 / 27)
    assert row[8] is None
    assert row[9] in (None, "")


def test_the_only_formulas_are_ours() -> None:
    book = opened(values=False)
    ours = re.compile(r"^=(IF\((SUMPRODUCT|COUNT)\(|SUMPRODUCT\(\('Scores \d\.\d'!)")
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.hyperlink is None
                if cell.data_type == "f":
                    assert ours.match(cell.value)
    assert book["Standings"]["C6"].value == '=HYPERLINK("https://example.org")'
    assert book["Standings"]["C6"].data_type == "s"
    assert book["Scores 1.1"]["B6"].data_type == "s"
    assert book["Scores 1.1"]["G5"].data_type == "s"


def test_the_same_book_gives_the_same_bytes() -> None:
    assert workbook(BOOK) == workbook(BOOK)


def test_a_book_without_cards_opens() -> None:
    empty = msgspec.structs.replace(BOOK, rounds=(), rows=())
    assert openpyxl.load_workbook(io.BytesIO(workbook(empty))).sheetnames == ["Standings"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_computes_every_value_that_we_wrote(tmp_path: Path) -> None:
    bare = tmp_path / "book.xlsx"
    with (
        zipfile.ZipFile(io.BytesIO(workbook(BOOK))) as book,
        zipfile.ZipFile(bare, "w") as emptied,
    ):
        for name in book.namelist():
            # Results are taken out, so that they have to be computed.
            emptied.writestr(name, re.sub(rb"</f><v>[^<]*</v>", b"</f>", book.read(name)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out")]
    subprocess.run(
        ["soffice", profile, "--headless", *convert, str(bare)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    ours, formulas = opened(values=True), opened(values=False)
    theirs = openpyxl.load_workbook(tmp_path / "out" / bare.name, data_only=True)
    cells = [
        (sheet.title, cell.coordinate)
        for sheet in formulas
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert len(cells) == 10
    for sheet, cell in cells:
        written, computed = ours[sheet][cell].value, theirs[sheet][cell].value
        if written is None:
            assert computed in (None, ""), cell
        else:
            assert computed == pytest.approx(written, abs=1e-9), cell
