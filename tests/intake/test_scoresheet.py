"""Score sheets: columns in any order, exact numbers, and every bad cell told with its place."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import Workbook

from jury_app.base.errors import Problem, Refusal
from jury_app.intake.scoresheet import LIMITS, read_films, read_jurors, read_scores


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "scores.csv"
    path.write_bytes(text.encode(encoding))
    return path


HEADER = "film,juror,criterion,score\n"


def test_columns_stand_in_any_order_and_case(tmp_path):
    sheet = read_scores(write(tmp_path, "Score,note,JUROR,Film\n7,x,Ana,海邊的機器\n8.5,,Bo,B\n"))
    assert sheet.film == ["海邊的機器", "B"]
    assert sheet.juror == ["Ana", "Bo"]
    assert sheet.score == [7, Fraction(17, 2)]
    assert sheet.criterion is None
    assert sheet.order is None
    assert sheet.place(1) == "scores.csv, line 3"


@pytest.mark.parametrize(
    "header", ["影片,評審,評分項目,分數", "电影,评委,评分项目,评分", "작품,심사위원,기준,점수"]
)
def test_columns_may_be_named_in_the_languages_of_the_festivals(tmp_path, header):
    sheet = read_scores(write(tmp_path, header + "\n海邊,王小明,結構,7\n"))
    assert (sheet.film, sheet.juror, sheet.criterion) == (["海邊"], ["王小明"], ["結構"])
    assert sheet.score == [7]


def test_names_are_the_same_whatever_spaces_are_around_them(tmp_path):
    sheet = read_scores(write(tmp_path, HEADER + ' The  Sea ,Ana,c,1\nThe Sea,"Ana ",c,2\n'))
    assert sheet.film == ["The Sea", "The Sea"]
    assert sheet.juror == ["Ana", "Ana"]


def test_decimal_commas_are_read_and_told(tmp_path):
    semicolons = read_scores(write(tmp_path, "film;juror;score\nA;x;7,5\nB;x;8\n"))
    assert semicolons.score == [Fraction(15, 2), 8]
    assert semicolons.notes == ("Commas in scores are read as decimal commas, as in line 2.",)
    quoted = read_scores(write(tmp_path, 'film,juror,score\nA,x,"7,5"\nB,x,6.25\n'))
    assert quoted.score == [Fraction(15, 2), Fraction(25, 4)]
    assert quoted.notes[1] == "Decimal commas and points both occur, a point in line 3."


def test_a_bare_decimal_comma_between_commas_is_refused_with_the_way_out(tmp_path):
    with pytest.raises(Refusal, match="5 cells for 4 columns; put a decimal comma") as told:
        read_scores(write(tmp_path, HEADER + "A,x,c,7\nA,y,c,7,5\n"))
    assert told.value.place == "scores.csv, line 3"


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("seven", "“seven” is no number"),
        ("7/10", "“7/10” is no number"),
        ("1e3", "“1e3” is no number"),
        ("NaN", "“NaN” is not a score"),
        ("inf", "“inf” is not a score"),
        ('"1,000"', "may be a thousand or a decimal"),
        ("9" * 40, "is no number"),
        ('"=HYPERLINK(""x"")"', "is no number"),
    ],
)
def test_what_is_no_score_is_refused_with_line_and_column(tmp_path, cell, words):
    with pytest.raises(Refusal, match=words) as told:
        read_scores(write(tmp_path, HEADER + f"A,x,c,7\nB,x,c,{cell}\n"))
    assert told.value.place == "scores.csv, line 3, column score"


def test_a_score_may_be_written_with_wide_digits_or_a_sign(tmp_path):
    sheet = read_scores(write(tmp_path, HEADER + "A,x,c,７\nA,y,c,+8\nA,z,c,\u22122\n"))
    assert sheet.score == [7, 8, -2]


def test_rows_without_a_score_are_left_out_and_counted(tmp_path):
    sheet = read_scores(write(tmp_path, HEADER + "A,x,c,7\nB,x,c,\n\nC,x,c, \nD,x,c,5\n"))
    assert sheet.film == ["A", "D"]
    assert sheet.place(1) == "scores.csv, line 6"
    assert sheet.notes == ("2 rows have no score and are left out, the first in line 3.",)


@pytest.mark.parametrize(("row", "column"), [(",x,c,7", "film"), ("A,,c,7", "juror")])
def test_a_missing_name_is_refused_with_line_and_column(tmp_path, row, column):
    with pytest.raises(Refusal, match="This cell is empty") as told:
        read_scores(write(tmp_path, HEADER + row + "\n"))
    assert told.value.place == f"scores.csv, line 2, column {column}"


def test_a_table_without_a_needed_column_says_which_and_what_there_is(tmp_path):
    with pytest.raises(Refusal, match="No column is a score: one must be called “score”") as told:
        read_scores(write(tmp_path, "film,juror,remark\nA,x,fine\n"))
    assert "film, juror, remark" in str(told.value)


@pytest.mark.parametrize(("text", "words"), [("", "is empty"), ("\n\n", "nothing in this file")])
def test_an_empty_file_is_refused(tmp_path, text, words):
    with pytest.raises(Refusal, match=words):
        read_scores(write(tmp_path, text))


def test_a_header_alone_is_a_table_without_scores(tmp_path):
    assert read_scores(write(tmp_path, HEADER)).score == []


def test_a_file_that_is_not_there_is_a_problem_that_names_it(tmp_path):
    with pytest.raises(Problem, match=r"nowhere\.csv"):
        read_scores(tmp_path / "nowhere.csv")


def test_the_order_in_which_films_were_seen_is_read(tmp_path):
    sheet = read_scores(write(tmp_path, "film,juror,score,order\nA,x,7,2\nB,x,8,1\n"))
    assert sheet.order == [2, 1]
    with pytest.raises(Refusal, match="no place in an order") as told:
        read_scores(write(tmp_path, "film,juror,score,order\nA,x,7,first\n"))
    assert told.value.place == "scores.csv, line 2, column order"


def test_a_workbook_is_read_like_a_text_table(tmp_path):
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["juror", "film", "score"], ["Ana", "海", 7.5], ["Bo", "B", 8], ["Bo", "C", "x"]):
        sheet.append(row)
    book.save(tmp_path / "scores.xlsx")
    with pytest.raises(Refusal, match="“x” is no number") as told:
        read_scores(tmp_path / "scores.xlsx")
    assert told.value.place == "scores.xlsx, line 4, column score"
    sheet.delete_rows(4)
    book.save(tmp_path / "scores.xlsx")
    read = read_scores(tmp_path / "scores.xlsx")
    assert (read.film, read.score) == (["海", "B"], [Fraction(15, 2), 8])


def test_more_rows_than_a_tally_takes_are_refused_at_the_row_that_is_too_many(
    tmp_path, monkeypatch
):
    small = replace(LIMITS, rows=1_000)
    rows = "".join(f"f{n},x,c,5\n" for n in range(1_200))
    with pytest.raises(Refusal, match="more than 1000 rows") as told:
        read_scores(write(tmp_path, HEADER + rows), small)
    assert told.value.place == "scores.csv, line 1001"


def test_memory_stays_within_a_few_pointers_a_row(tmp_path):
    rows = "".join(f"film {n % 50},juror {n // 50},c,{n % 10}\n" for n in range(20_000))
    sheet = read_scores(write(tmp_path, HEADER + rows))
    assert len({id(name) for name in sheet.film}) == 50
    assert len({id(number) for number in sheet.score}) == 10


def test_tables_of_films_and_jurors_keep_every_further_column(tmp_path):
    path = write(tmp_path, "Country,Film,Length\nKR; FR,A,short\n,B,feature\n")
    films = read_films(path)
    assert films.columns == ("country", "length")
    assert films.rows["A"] == {"country": ("KR", "FR"), "length": ("short",)}
    assert films.rows["B"]["country"] == ()
    assert read_jurors(write(tmp_path, "juror,language\nAna,pt\n")).rows == {
        "Ana": {"language": ("pt",)}
    }


def test_a_film_in_two_rows_is_refused_with_both_lines(tmp_path):
    with pytest.raises(Refusal, match="is in line 2 already") as told:
        read_films(write(tmp_path, "film,country\nA,KR\n A ,FR\n"))
    assert told.value.place == "scores.csv, line 3, column film"
