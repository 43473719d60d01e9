"""Reading printed documents back: their text, their pages as pictures, and the golden texts."""

import io
import os
import re
import shutil
import subprocess
from pathlib import Path

from pypdf import PdfReader

GOLDEN = Path(__file__).parent / "golden"
POPPLER = shutil.which("pdftotext") is not None
_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def text(pdf: bytes) -> str:
    """The text of all pages as poppler finds it, or pypdf where there is no poppler."""
    if not POPPLER:
        return "\f".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    command = ["pdftotext", "-layout", "-enc", "UTF-8", "-", "-"]
    found = subprocess.run(command, input=pdf, capture_output=True, check=True)
    assert found.stderr == b""  # poppler complains about a damaged file here
    return _DIRECTION.sub("", found.stdout.decode())


def lines(pdf: bytes) -> list[str]:
    """The lines of the text that are not empty, each with single spaces."""
    shown = (" ".join(line.split()) for line in text(pdf).replace("\f", "\n").splitlines())
    return [line for line in shown if line]


def as_in_golden_file(name: str, pdf: bytes) -> None:
    """Compare with the committed text; JURY_APP_GOLDEN=write writes it anew.

    Without poppler only the words are compared, as pypdf orders lines in another way.
    """
    path = GOLDEN / f"{name}.txt"
    found = lines(pdf)
    if os.environ.get("JURY_APP_GOLDEN") == "write":
        assert POPPLER
        path.write_text("\n".join(found) + "\n", "utf-8")
    expected = path.read_text("utf-8").splitlines()
    if POPPLER:
        assert found == expected
    else:
        assert sorted("".join(found).replace(" ", "")) == sorted("".join(expected).replace(" ", ""))


def page_count(pdf: bytes) -> int:
    return len(PdfReader(io.BytesIO(pdf)).pages)


def outline(pdf: bytes) -> list[tuple[int, str, int]]:
    """(depth, title, page from 1) of every bookmark."""
    reader = PdfReader(io.BytesIO(pdf))

    def walk(entries: list[object], depth: int) -> list[tuple[int, str, int]]:
        found = []
        for entry in entries:
            if isinstance(entry, list):
                found += walk(entry, depth + 1)
            else:
                found.append((depth, entry.title, reader.get_destination_page_number(entry) + 1))
        return found

    return walk(reader.outline, 0)
