"""Letters: plain text set on pages, the same content the same bytes."""

import io

from pypdf import PdfReader

from jury_app.reports.letters import Letter, Section, letter

CONTENT = Letter(
    sender="Hong Kong AI International Film Festival",
    kind="Recovery sheet",
    title="陳慧敏 · البحر",
    language="en",
    sections=(
        Section("Your ten words", ("pavilion wifi washed photo",), large=True),
        Section("Long", tuple(f"Line {n} of the text." for n in range(200))),
    ),
    foot="0123456789abcdef",
)


def test_a_letter_flows_over_pages_and_loses_nothing():
    pages = PdfReader(io.BytesIO(letter(CONTENT, "a4"))).pages
    text = "\n".join(page.extract_text() for page in pages)
    assert len(pages) > 1
    assert all(f"Line {n} of the text." in text for n in range(200))
    assert "pavilion wifi washed photo" in text
    assert "0123456789abcdef" in pages[-1].extract_text()


def test_the_same_letter_has_the_same_bytes():
    assert letter(CONTENT, "a4") == letter(CONTENT, "a4")
    assert letter(CONTENT, "a4") != letter(CONTENT, "letter")
