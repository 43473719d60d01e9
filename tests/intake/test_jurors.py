"""Jurors come from tables, previewed row by row; conflicts stay texts until they are resolved."""

from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest

from jury_app.base.errors import Refusal
from jury_app.intake.expectations import Expectations, Named
from jury_app.intake.jurors import Juror, JurorPreview, KnownJuror, preview_jurors

Write = Callable[..., Path]
See = Callable[..., JurorPreview]
HEADER = "Name,E-mail,Panels,Categories,Languages,Country,Affiliations,Minutes available,Conflicts"
ROW = (
    'Mei Łuczak,Mei@Jury.example,"R1; r2",Generative Cinema,"English, 粵語",Hong Kong,'
    '"Studio A, Inc.; School B",1200,"Latent; 21000007; Director 15"'
)


@pytest.fixture
def see(write_text: Write, expectations: Expectations) -> See:
    """Previews a table of jurors."""

    def preview_of(
        table: str | Path, known: Mapping[str, KnownJuror] | None = None
    ) -> JurorPreview:
        return preview_jurors(
            table if isinstance(table, Path) else write_text(table),
            known or {},
            panels=(Named("r1", ("Preliminary",)), Named("r2", ("Professional",))),
            categories=expectations.categories,
        )

    return preview_of


def applied(seen: JurorPreview) -> dict[str, KnownJuror]:
    return {
        row.juror.key: KnownJuror(row.person or f"person {row.line}", row.juror)
        for row in seen.to_apply
    }


def codes(seen: JurorPreview) -> list[tuple[str, list[str]]]:
    return [(row.kind, [each.code for each in row.reasons]) for row in seen.rows]


def test_juror_is_read_with_all_attributes(see: See) -> None:
    (row,) = see(f"{HEADER}\n{ROW}\n").rows
    assert (row.line, row.kind, row.reasons) == (2, "new", ())
    assert row.juror == Juror(
        name="Mei Łuczak",
        email="Mei@Jury.example",
        panels=("r1", "r2"),
        categories=("generative",),
        languages=("English", "粵語"),
        country="Hong Kong",
        affiliations=("Studio A, Inc.", "School B"),
        minutes=1200,
        conflicts=("Latent", "21000007", "Director 15"),
    )


def test_workbook_of_jurors_reads_the_same(see: See, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["MINUTES", "Juror", "Email"])
    book.active.append([1200, "Mei", "mei@jury.example"])
    book.save(tmp_path / "jurors.xlsx")
    (row,) = see(tmp_path / "jurors.xlsx").rows
    assert row.juror == Juror(name="Mei", email="mei@jury.example", minutes=1200)


@pytest.mark.parametrize(
    ("text", "minutes"), [("90", 90), ("20 h", 1200), ("1h 30m", 90), ("", None)]
)
def test_minutes_of_every_shape(see: See, text: str, minutes: int | None) -> None:
    (row,) = see(f"Name,Email,Minutes\nMei,m@x.example,{text}\n").rows
    assert (row.juror.minutes, row.kind) == (minutes, "new")


def test_what_is_not_understood_is_a_query(see: See) -> None:
    table = "Name,Email,Panel,Category,Minutes\nMei,m@x.example,R9,Puppets,many\n"
    seen = see(table)
    assert codes(seen) == [("query", ["panels_unclear", "categories_unclear", "minutes_unclear"])]
    assert str(seen.rows[0].reasons[0]) == "“R9” is not understood under panels."
    assert codes(see(table, applied(seen))) == [("same", [])]


def test_missing_name_or_unusable_address_is_refused_without_showing_it(see: See) -> None:
    seen = see("Name,Email\n,a@x.example\nMei,\nKim,kim at home\nLee,a@x.example;b@x.example\n")
    assert codes(seen) == [
        ("refused", ["name_missing"]),
        ("refused", ["email_missing"]),
        ("refused", ["email_invalid"]),
        ("refused", ["email_invalid"]),
    ]
    told = repr(seen) + "".join(str(each) for row in seen.rows for each in row.reasons)
    assert "example" not in told
    assert "at home" not in told


def test_repeated_address_counts_once_as_last(see: See) -> None:
    seen = see("Name,Email\nMei,m@x.example\nMei Ł,M@x.example\n")
    assert codes(seen) == [("repeated", ["email_repeated"]), ("new", [])]
    assert seen.counts["repeated"] == 1
    assert [row.juror.name for row in seen.to_apply] == ["Mei Ł"]


def test_second_import_tells_what_changes_and_keeps_what_it_lacks(see: See) -> None:
    known = applied(see(f"{HEADER}\n{ROW}\n"))
    assert codes(see(f"{HEADER}\n{ROW}\n", known)) == [("same", [])]
    (row,) = see("Name,Email,Country\nMei Łuczak,Mei@Jury.example,Japan\n", known).rows
    assert (row.kind, row.person, row.changes) == ("changed", "person 2", ("country",))
    assert row.juror.conflicts == ("Latent", "21000007", "Director 15")


def test_table_without_the_columns_is_refused(see: See) -> None:
    with pytest.raises(Refusal, match=r"needs the columns: email\. Found: Name, Weather\."):
        see("Name,Weather\nMei,fine\n")
