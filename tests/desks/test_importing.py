"""Importing: all of a table or nothing, unless the office agrees to leave refused rows out."""

import csv
import io

import pytest

from jury_app.base.errors import Problem, Refusal
from jury_app.desks.demo.films import export, films
from jury_app.desks.office import people
from jury_app.desks.office.films import change
from jury_app.desks.office.importing import apply, look
from jury_app.store import documents, office
from tests.desks.festival import FILMS, FIRST, content


def rows_of(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))


def write(path, rows) -> None:
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, list(rows[0]))
    table.writeheader()
    table.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8-sig")


@pytest.fixture
def with_untitled(tmp_path):
    """A wave of three new films, of which one has no title and one no title either."""
    rows = rows_of(export(films(11, 7)))
    title = next(name for name in rows[0] if "title" in name.lower())
    rows[-2][title] = rows[-1][title] = ""
    path = tmp_path / "wave-2.csv"
    write(path, rows)
    return path


def known(festival) -> int:
    with festival.seat("office") as seat, seat.workspace.reading() as reader:
        return len(documents.course(reader).films)


def test_one_refused_row_keeps_the_whole_table_out_and_every_such_row_is_named(
    festival, with_untitled
):
    before = content(festival.root / "office")
    with festival.seat("office") as seat:
        shown = look(seat, with_untitled)
        lines = [row.line for row in shown.rows if row.state == "refused"]
        assert len(lines) == 2
        with pytest.raises(Refusal, match="2 rows are refused, so nothing") as refused:
            apply(seat, shown)
    for line in lines:
        assert f"line {line} (" in str(refused.value)
    assert content(festival.root / "office") == before


def test_the_office_may_leave_refused_rows_out(festival, with_untitled):
    with festival.seat("office") as seat:
        apply(seat, look(seat, with_untitled), without_refused=True)
    assert known(festival) == len(FILMS) + 1


def test_a_preview_is_stale_once_a_film_of_it_was_changed(festival, tmp_path):
    rows = rows_of(export(FILMS))
    runtime = next(name for name in rows[0] if "duration" in name.lower())
    rows[0][runtime] = "00:12:34"
    table = tmp_path / "wave.csv"
    write(table, rows)
    with festival.seat("office") as seat:
        stale = look(seat, table)
        assert stale.counts["changed"] == 1
        change(seat, [FIRST], fields={"studio": "Another studio"}, reason="asked")
        with pytest.raises(Refusal, match="look at it again"):
            apply(seat, stale)
        apply(seat, look(seat, table))
        with seat.workspace.reading() as reader:
            kept = {row.film: row.row["submission"] for row in office.submissions(reader).values()}
    (mine,) = {each for each in kept.values() if f'"{FIRST}"' in each}
    assert "Another studio" in mine
    assert '"seconds":754' in mine


def test_jurors_come_in_whole_or_not_unless_refused_rows_are_left_out(festival, tmp_path):
    table = tmp_path / "jurors.csv"
    table.write_text("Name,E-mail\nNew One,new@jury.example\n,nameless@jury.example\n")
    with festival.seat("office") as seat:
        before = len(people.everybody(seat))
        with pytest.raises(Refusal, match="1 rows are refused"):
            people.import_people(seat, table)
        assert len(people.everybody(seat)) == before
        shown = people.import_people(seat, table, without_refused=True)
        assert [row.state for row in shown] == ["new", "refused"]
        assert len(people.everybody(seat)) == before + 1


def test_importing_the_same_file_again_changes_nothing_even_after_an_answer(festival):
    before = content(festival.root / "office")
    with festival.seat("office") as seat:
        shown = apply(seat, look(seat, festival.root / "wave.csv"))
    assert shown.counts["same"] == len(FILMS)
    assert sum(shown.counts.values()) == len(FILMS)
    assert content(festival.root / "office") == before


def test_looking_at_a_file_changes_nothing(festival, tmp_path):
    table = tmp_path / "wave-2.csv"
    table.write_bytes(export(films(11, 7)))
    before = content(festival.root / "office")
    with festival.seat("office") as seat:
        assert look(seat, table).counts["new"] >= 2
    assert content(festival.root / "office") == before


def test_import_is_refused_whole_when_something_was_imported_meanwhile(festival, tmp_path):
    table = tmp_path / "wave-2.csv"
    table.write_bytes(export(films(11, 7)))
    with festival.seat("office") as seat:
        stale = look(seat, table)
        apply(seat, look(seat, table))
        before = seat.workspace.folder
        with pytest.raises(Refusal, match="look at it again"):
            apply(seat, stale)
        with seat.workspace.reading() as reader:
            assert len(documents.course(reader).films) == 11
    assert before == festival.root / "office"


@pytest.mark.parametrize(
    "body", [b"", b"\x00" * 100, b"PK\x03\x04broken", b"a,b\n1,2\n", b"\xff\xfe" + b"\xd8" * 9]
)
def test_broken_table_changes_nothing_and_is_named(festival, tmp_path, body):
    table = tmp_path / "broken.csv"
    table.write_bytes(body)
    before = content(festival.root / "office")
    with festival.seat("office") as seat, pytest.raises((Refusal, Problem), match=r"broken\.csv"):
        look(seat, table)
    assert content(festival.root / "office") == before
