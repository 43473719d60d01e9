"""Files to read: the sample export, rewritten in the ways that people and programs rewrite it."""

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from jury_app.intake.expectations import (
    Expectations,
    ExpectedCategory,
    Named,
    lane_headers,
)

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": f"""<Types xmlns="{_PACKAGE}/content-types">
        <Default Extension="xml" ContentType="application/xml"/>
        <Default Extension="rels"
            ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
        <Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}.sheet.main+xml"/>
        <Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEET_TYPE}.worksheet+xml"/>
        </Types>""",
    "_rels/.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1"
        Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>""",
    "xl/workbook.xml": f"""<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>
        <sheet name="Films" sheetId="1" r:id="r1"/></sheets></workbook>""",
    "xl/_rels/workbook.xml.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">
        <Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>
        </Relationships>""",
}

LANES = ("writing", "direction", "generation", "editing", "sound", "post")

MakeWorkbook = Callable[..., Path]


@pytest.fixture(scope="session")
def sample() -> Path:
    """The synthetic FilmFreeway export at K-AIFF's size."""
    return Path(__file__).parent.parent / "samples" / "filmfreeway-2067.csv"


@pytest.fixture(scope="session")
def sample_rows(sample: Path) -> list[list[str]]:
    """Its header and rows."""
    return list(csv.reader(io.StringIO(sample.read_text("utf-8-sig"), newline="")))


@pytest.fixture
def raw_workbook(tmp_path: Path) -> MakeWorkbook:
    """Writes an XLSX whose one sheet has the given XML as its rows, and any further members."""

    def make(rows: str, **members: str) -> Path:
        path = tmp_path / "raw.xlsx"
        sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in {**_PARTS, **members, "xl/worksheets/sheet1.xml": sheet}.items():
                archive.writestr(name, content)
        return path

    return make


def as_csv(rows: list[list[str]], delimiter: str = ",", end: str = "\r\n") -> str:
    """Rows as delimited text."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(rows)
    return text.getvalue()


@pytest.fixture
def write_csv(tmp_path: Path) -> Callable[..., Path]:
    """Writes rows to `films.csv` in an encoding, with a delimiter and line ends."""

    def write(
        rows: list[list[str]],
        encoding: str = "utf-8",
        delimiter: str = ",",
        end: str = "\r\n",
    ) -> Path:
        path = tmp_path / "films.csv"
        path.write_bytes(as_csv(rows, delimiter, end).encode(encoding))
        return path

    return write


@pytest.fixture
def write_text(tmp_path: Path) -> Callable[[str | bytes], Path]:
    """Writes a text (as UTF-8) or bytes to `films.csv`."""

    def write(content: str | bytes) -> Path:
        path = tmp_path / "films.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture(scope="session")
def expectations() -> Expectations:
    """What an edition like HKAIIFF 2026 expects."""
    return Expectations(
        categories=(
            ExpectedCategory("generative", ("Generative Cinema", "生成電影")),
            ExpectedCategory(
                "interactive", ("Interactive Narratives & World-building",), form="interactive"
            ),
            ExpectedCategory(
                "procedural",
                ("Procedural & Emergent Systems",),
                form="procedural",
                any_length=True,
            ),
            ExpectedCategory("beings", ("Digital Beings & Synthetic Performance",)),
        ),
        lanes=lane_headers(
            ("AI participation: {lane} (%)",), LANES, {"post": ("Post", "Post-production")}
        ),
        questions=(
            Named("tools", ("AI tools used",)),
            Named("dossier/appendix", ("Link to generative pipeline appendix",)),
            Named("dossier/proof", ("Proof of human authorship",)),
            Named("dossier/consents", ("Likeness and voice consents",)),
        ),
        shortest=300,
        short_until=1800,
        earliest_completion="2026-01-01",
        dossier=("statement", "appendix", "proof", "consents", "participation"),
    )
