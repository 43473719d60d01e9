"""Nothing is imported unseen: each row is told what becomes of it, and why."""

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from jury_app.intake.expectations import Expectations
from jury_app.intake.preview import Known, Preview, preview
from jury_app.intake.readers import Batch, read_submissions
from jury_app.intake.submissions import Submission

Write = Callable[..., Path]
See = Callable[..., Preview]
HEADER = (
    "Submission ID,Tracking Number,Project Title,Email,Phone,Submission Categories,Duration,"
    "Completion Date"
)
ROW = "1,T1,Latent,a@x.example,1,Generative Cinema,10:00,2026-02-20"


@pytest.fixture(scope="session")
def sample_preview(sample: Path, expectations: Expectations) -> Preview:
    return preview(read_submissions(sample, expectations), {}, expectations)


@pytest.fixture
def plain(expectations: Expectations) -> Expectations:
    """Expectations that ask for no dossier."""
    return Expectations(
        categories=expectations.categories,
        shortest=300,
        short_until=1800,
        earliest_completion="2026-01-01",
    )


@pytest.fixture
def see(write_text: Write, plain: Expectations) -> See:
    """Previews a table that asks for no dossier."""

    def preview_of(table: str, known: Mapping[str, Known] | None = None) -> Preview:
        return preview(read_submissions(write_text(table), plain), known or {}, plain)

    return preview_of


def applied(seen: Preview) -> dict[str, Known]:
    """What the office knows after applying a preview."""
    known = {}
    for row in seen.to_apply:
        film = Known(row.film or f"film {row.line}", row.submission)
        known |= {key.stored: film for key in row.submission.keys}
    return known


def kinds(seen: Preview) -> list[str]:
    return [row.kind for row in seen.rows]


def codes(seen: Preview) -> list[list[str]]:
    return [[each.code for each in row.reasons] for row in seen.rows]


def test_sample_previews_to_these_counts(sample_preview: Preview) -> None:
    assert sample_preview.counts == {
        "new": 190,
        "changed": 0,
        "same": 0,
        "query": 1874,
        "repeated": 3,
        "refused": 0,
    }
    rows = [row for row in sample_preview.rows if row.kind != "repeated"]
    assert Counter(each.code for row in rows for each in row.reasons) == {
        "dossier_missing": DOSSIER_MISSING,
        "duration_short": 456,
        "lanes_missing": 425,
        "completion_early": 326,
        "category_several": 130,
        "duration_missing": 6,
        "duration_zero": 4,
        "duration_unclear": 4,
        "id_of_two": 3,
    }


DOSSIER_MISSING = 3163
"""689 statements, 671 appendices, 696 proofs, 688 consents pending and 426 incomplete lanes are
3170; the three repeated rows, which do not count, hold seven of them."""


def test_repeated_ids_of_the_sample_are_told_with_their_lines(sample_preview: Preview) -> None:
    told = {
        row.line: (row.kind, str(row.reasons[-1]))
        for row in sample_preview.rows
        if row.reasons and row.reasons[-1].code.startswith("id_")
    }
    assert told == {
        line + late: (
            ("query", f"Line {line} has the same id, another title and another e-mail: two films?")
            if late
            else ("repeated", f"Line {line + 1} has the same id and counts instead.")
        )
        for line in (946, 1233, 1247)
        for late in (0, 1)
    }


def test_same_file_again_changes_nothing(
    sample_preview: Preview, expectations: Expectations
) -> None:
    again = preview(sample_preview.batch, applied(sample_preview), expectations)
    assert again.counts == {
        "new": 0,
        "changed": 0,
        "same": 2064,
        "query": 0,
        "repeated": 3,
        "refused": 0,
    }
    assert again.to_apply == ()


def test_contact_data_appears_in_no_text_of_a_preview(
    sample_preview: Preview, sample_rows: list[list[str]]
) -> None:
    texts = repr(sample_preview) + "".join(
        f"{row!r} {row.submission} {row.submission.contact} {row.submission.keys} {row.reasons}"
        + " ".join(map(str, row.reasons))
        for row in sample_preview.rows
    )
    assert "@mail.example" not in texts
    assert "+852" not in texts
    assert "Example Road" not in texts
    assert not [row[2] for row in sample_rows[1:] if row[2] in texts]  # birthdates


def test_wave_two_tells_new_changed_and_same(see: See) -> None:
    other = ROW.replace("1,T1,Latent", "2,T2,Mirror")
    first = see(f"{HEADER}\n{ROW}\n{other}")
    assert kinds(first) == ["new", "new"]
    late = ROW.replace("1,T1,Latent", "3,T3,River")
    longer = ROW.replace("10:00", "12:00")
    second = see(f"{HEADER}\n{late}\n{longer}\n{other}", applied(first))
    assert kinds(second) == ["new", "changed", "same"]
    assert second.rows[1].film == "film 2"
    assert second.rows[1].changes == ("seconds", "duration_text")
    assert [row.kind for row in second.to_apply] == ["new", "changed"]


def test_columns_that_a_later_table_lacks_keep_their_values(see: See) -> None:
    first = see(f"{HEADER}\n{ROW}")
    less = "Tracking Number,Project Title,Phone,Weather\nT1,Latent II,,fine\n"
    (row,) = see(less, applied(first)).rows
    assert (row.kind, row.film) == ("changed", "film 2")
    assert row.changes == ("title", "extra", "contact")
    assert (row.submission.seconds, row.submission.category) == (600, "generative")
    assert [key.stored for key in row.submission.keys] == ["id:1", "tracking:T1"]
    assert (row.submission.contact.email, row.submission.contact.phone) == ("a@x.example", "")
    assert row.submission.extra == (("Weather", "fine"),)


def test_answered_questions_are_not_asked_again(see: See) -> None:
    asked = ROW.replace("10:00", "1:75:00")
    first = see(f"{HEADER}\n{asked}")
    assert codes(first) == [["duration_unclear"]]
    moved = asked.replace(",1,Gen", ",2,Gen")
    second = see(f"{HEADER}\n{moved}", applied(first))
    assert (kinds(second), codes(second)) == (["changed"], [[]])
    worse = moved.replace("2026-02-20", "2025-02-20")
    third = see(f"{HEADER}\n{worse}", applied(second))
    assert (kinds(third), codes(third)) == (["query"], [["completion_early"]])


def test_other_id_with_the_same_tracking_number_is_another_film(see: See) -> None:
    first = see(f"{HEADER}\n{ROW}")
    other = ROW.replace("1,T1", "2,T1")
    second = see(f"{HEADER}\n{other}", applied(first))
    assert [(row.kind, row.film) for row in second.rows] == [("new", None)]


def test_table_with_ids_updates_films_known_by_tracking_number(see: See) -> None:
    first = see("Tracking Number,Project Title\nT1,Latent\n")
    second = see(f"{HEADER}\n{ROW}", applied(first))
    assert second.rows[0].film == "film 2"
    assert [key.stored for key in second.rows[0].submission.keys] == ["id:1", "tracking:T1"]


def test_repeated_id_of_one_film_counts_once_as_last(see: See) -> None:
    later = ROW.replace("10:00", "11:00")
    broken = ROW.replace("Latent", "")
    seen = see(f"{HEADER}\n{ROW}\n{later}\n{broken}")
    assert kinds(seen) == ["repeated", "new", "refused"]
    assert codes(seen) == [["id_repeated"], ["id_repeated"], ["title_missing"]]
    assert [str(row.reasons[0]) for row in seen.rows[:2]] == [
        "Line 3 has the same id and counts instead.",
        "This row counts instead of line 2.",
    ]
    assert [row.submission.seconds for row in seen.to_apply] == [660]


def test_mail_and_title_are_the_key_where_there_is_no_id(see: See) -> None:
    table = (
        "Project Title,Email\nLatent,a@x.example\nMirror,a@x.example\nLATENT,A@X.example\nNone,\n"
    )
    seen = see(table)
    assert kinds(seen) == ["repeated", "query", "query", "refused"]
    assert codes(seen)[3][0] == "key_missing"
    assert "x.example" not in repr(seen)


def test_shifted_rows_are_refused_and_short_rows_asked_about(see: See) -> None:
    table = f"{HEADER}\n{ROW},surplus\n2,T2,Mirror\n"
    seen = see(table)
    assert kinds(seen) == ["refused", "query"]
    assert (codes(seen)[0], codes(seen)[1][0]) == (["row_shifted"], "row_short")


def test_preview_changes_nothing_it_is_given(batch_of_two: Batch, plain: Expectations) -> None:
    before = [entry.submission for entry in batch_of_two.entries]
    known = {"id:1": Known("film", Submission(title="old"))}
    preview(batch_of_two, known, plain)
    assert [entry.submission for entry in batch_of_two.entries] == before
    assert known == {"id:1": Known("film", Submission(title="old"))}


@pytest.fixture
def batch_of_two(write_text: Write, plain: Expectations) -> Batch:
    return read_submissions(write_text(f"{HEADER}\n{ROW}\n{ROW}"), plain)
