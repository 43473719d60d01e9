"""Tables of submissions are recognised and read, whatever their columns' order and encoding."""

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from jury_app.base.errors import Refusal
from jury_app.intake.expectations import Expectations, Named, lane_headers
from jury_app.intake.preview import preview
from jury_app.intake.readers import Batch, read_submissions, recognise
from jury_app.intake.submissions import Contact, Key, Submission, mail_key

Write = Callable[..., Path]
FILMS = (
    "email,project_title,conductor_studio,tech_stack,ai_contribution_ratio,synopsis,core_cast,"
    "region,lbs_festival_royalty,contact_email,country,language,year,video_filename"
)
BATCH = (
    "verification_name,email,role,bio,about_studio,tech_stack,project_title,conductor_studio,"
    "film_tech_stack,ai_contribution_ratio,synopsis,core_cast,region,country,language,year,"
    "lbs_festival_royalty,contact_email,portfolio"
)


@pytest.fixture(scope="session")
def batch(sample: Path, expectations: Expectations) -> Batch:
    return read_submissions(sample, expectations)


def submissions(path: Path, expectations: Expectations) -> list[Submission]:
    return [entry.submission for entry in read_submissions(path, expectations).entries]


def test_sample_reads_to_these_values(batch: Batch) -> None:
    assert (batch.layout, batch.detail, len(batch.entries)) == (
        "FilmFreeway",
        "UTF-8, comma",
        2067,
    )
    read = [entry.submission for entry in batch.entries]
    assert Counter(each.category for each in read) == {
        "generative": 1052,
        "beings": 355,
        "interactive": 349,
        "procedural": 181,
        None: 130,
    }
    assert sum(each.seconds is None for each in read) == 6 + 4  # empty and 1:75:00
    assert {each.seconds for each in read if each.duration_text.startswith("TRT")} == {870}
    assert {each.seconds for each in read if each.duration_text == "12 min"} == {720}
    assert Counter(each.completed for each in read) == {
        "2026-02-20": 359,
        "2026-01-09": 355,
        "2026-03-30": 349,
        "2026-01-15": 339,
        "2026-05-11": 339,
        "2025-11-02": 326,
    }
    assert Counter(6 - each.lanes.count(None) for each in read) == {6: 1641, 5: 384, 4: 39, 3: 3}
    assert all(0 <= lane <= 100 for each in read for lane in each.lanes if lane is not None)
    assert {each.declared_overall for each in read} == {None}


def test_first_row_of_the_sample_is_complete(batch: Batch, sample_rows: list[list[str]]) -> None:
    cells = dict(zip(sample_rows[0], sample_rows[1], strict=True))
    first = batch.entries[0].submission
    assert first.keys == (Key("id", "21000007"), Key("tracking", "HK00001"))
    assert first.title == cells["Project Title"]
    assert first.country == cells["Country of Origin"]
    assert first.studio == cells["Producers"]
    assert first.tools == cells["AI tools used"]
    assert first.contact == Contact(
        name=f"{cells['First Name']} {cells['Last Name']}",
        birthdate=cells["Birthdate"],
        email=cells["Email"],
        phone=cells["Phone"],
        address=f"{cells['Address']}\n{cells['City']}\n{cells['Country']}",
    )
    assert dict(first.extra)["Aspect Ratio"] == cells["Aspect Ratio"]
    assert {"Writers", "Submission Notes"} <= set(batch.extra)
    assert not {"Email", "First Name", "Duration"} & set(batch.extra)


def test_hostile_titles_of_the_sample_stay_the_same_text(
    batch: Batch, sample_rows: list[list[str]]
) -> None:
    column = sample_rows[0].index("Project Title")
    titles = [entry.submission.title for entry in batch.entries]
    assert titles == [row[column].strip() for row in sample_rows[1:]]
    for title in (
        '=HYPERLINK("http://evil.example","click")',
        "<b>Bold</b> & <img src=x onerror=1>",
        'Title with "quotes", commas, and\na second line',
        "\u202eevitagen\u202c",
        "Robert'); DROP TABLE films;--",
        "+SUM(1,1)",
        "-2+3",
        "padded title",
        "A" * 300,
    ):
        assert title in titles


@pytest.mark.parametrize("form", [("utf-16", ";"), ("utf-8", "\t"), ("utf-16-le", ",")])
def test_shuffled_columns_in_other_encodings_read_the_same(
    batch: Batch,
    sample_rows: list[list[str]],
    expectations: Expectations,
    write_csv: Write,
    form: tuple[str, str],
) -> None:
    order = random.Random(7).sample(range(74), 74)
    shuffled = [[row[index] for index in order] for row in sample_rows]
    shuffled[0] = [name.upper() for name in shuffled[0]]
    again = submissions(write_csv(shuffled, *form, "\n"), expectations)
    for one, other in zip(batch.entries, again, strict=True):
        assert {name.upper(): text for name, text in one.submission.extra} == dict(other.extra)
        for field in Submission.__struct_fields__:
            if field != "extra":
                assert getattr(one.submission, field) == getattr(other, field)


def test_windows_1252_export_reads_the_same(
    sample_rows: list[list[str]], expectations: Expectations, write_csv: Write
) -> None:
    western = [row for row in sample_rows if _fits("".join(row), "cp1252")]
    assert len(western) > 500
    read = submissions(write_csv(western, "cp1252"), expectations)
    assert read == submissions(write_csv(western), expectations)


def _fits(text: str, encoding: str) -> bool:
    return text.encode(encoding, "ignore").decode(encoding) == text


def test_workbook_with_typed_cells_reads_the_same(
    expectations: Expectations, tmp_path: Path, write_text: Write
) -> None:
    header = ["Submission ID", "Project Title", "Duration", "Completion Date", "Email"]
    header.append("AI participation: Writing (%)")
    book = openpyxl.Workbook()
    book.active.append(header)
    book.active.append([21000007, "x", 0.1, 46073, "a@b.example", 0.55])
    for cell, shown_as in (("C2", "h:mm:ss"), ("D2", "yyyy-mm-dd"), ("F2", "0%")):
        book.active[cell].number_format = shown_as
    book.save(tmp_path / "films.xlsx")
    text = ",".join(header) + "\n21000007,x,2:24:00,2026-02-20,a@b.example,55%\n"
    typed = submissions(tmp_path / "films.xlsx", expectations)
    assert typed == submissions(write_text(text), expectations)
    assert (typed[0].seconds, typed[0].completed, typed[0].lanes[0]) == (8640, "2026-02-20", 55)


def test_films_template_declares_overall_and_never_lanes(
    expectations: Expectations, write_text: Write
) -> None:
    row = "a@b.example,Latent,Studio X,Veo,70%,s,c,Asia,no,c@d.example,Japan,ja,2026,latent.mp4"
    batch = read_submissions(write_text(f"{FILMS}\n{row}\n"), expectations)
    (entry,) = batch.entries
    film = entry.submission
    assert batch.layout == "HKAIIFF films"
    assert (film.declared_overall, film.lanes) == (70, ())
    assert film.keys == (mail_key("A@b.example", " latent"),)
    assert (film.studio, film.tools, film.country, film.year, film.filename) == (
        "Studio X",
        "Veo",
        "Japan",
        "2026",
        "latent.mp4",
    )
    assert film.contact == Contact(email="a@b.example", other_email="c@d.example")
    assert film.extra == (("lbs_festival_royalty", "no"),)
    (row_seen,) = preview(batch, {}, expectations).rows
    assert [each.code for each in row_seen.reasons if "dossier" not in each.code] == [
        "category_missing",
        "duration_missing",
    ]


def test_batch_template_prefers_the_films_own_tools(
    expectations: Expectations, write_text: Write
) -> None:
    text = (
        f"{BATCH}\n"
        "Kim,k@x.example,director,b,a,Sora,One,S,Veo,60,s,c,Asia,,ko,2026,no,,p\n"
        "Kim,k@x.example,director,b,a,Sora,Two,S,,60,s,c,Asia,Korea,ko,2026,no,,p\n"
    )
    batch = read_submissions(write_text(text), expectations)
    one, two = (entry.submission for entry in batch.entries)
    assert batch.layout == "HKAIIFF batch"
    assert (one.tools, two.tools) == ("Veo", "Sora")
    assert (one.country, two.country) == ("Asia", "Korea")
    assert one.contact.name == "Kim"
    assert one.keys != two.keys


def test_unknown_header_lists_what_is_found_and_missing() -> None:
    with pytest.raises(Refusal) as raised:
        recognise(["project_title", "E-mail", "<b>Odd</b>"], "films.csv")
    assert str(raised.value) == (
        "films.csv: This is no table of submissions that is known. Nearest is HKAIIFF films, "
        "which needs: conductor_studio, email / contact_email. "
        "Found: project_title, E-mail, <b>Odd</b>."
    )


def test_two_columns_for_one_lane_are_refused(
    expectations: Expectations, write_text: Write
) -> None:
    text = (
        "Submission ID,Project Title,AI participation: Post (%),"
        "AI participation: Post-production (%)\n1,x,5,6\n"
    )
    with pytest.raises(Refusal, match="Two columns declare the lane “post”"):
        read_submissions(write_text(text), expectations)


def test_lane_headers_put_every_name_into_every_pattern() -> None:
    assert lane_headers(
        ("AI: {lane}", "{lane} %"), ("post", "sound"), {"post": ("Post", "后期")}
    ) == (
        Named("post", ("AI: Post", "AI: 后期", "Post %", "后期 %")),
        Named("sound", ("AI: sound", "sound %")),
    )


def test_custom_questions_fill_parts_of_the_film(
    expectations: Expectations, write_text: Write
) -> None:
    asked = Expectations(
        categories=(),
        questions=(
            Named("declared_overall", ("How much AI?",)),
            Named("statement", ("Why this film?",)),
            Named("no_such_part", ("Odd",)),
        ),
    )
    text = "Submission ID,Project Title,How much AI?,Why this film?,Odd\n1,x,70%,because,y\n"
    (film,) = submissions(write_text(text), asked)
    assert (film.declared_overall, film.statement, film.extra) == (70, "because", (("Odd", "y"),))


def test_damaged_file_gives_nothing(
    sample: Path, expectations: Expectations, write_text: Write
) -> None:
    content = sample.read_text("utf-8")
    cut = content[: content.index("and\na second line") + 8]
    with pytest.raises(Refusal, match="line 228: A quotation mark opened here is never closed"):
        read_submissions(write_text(cut), expectations)
