"""`jury-app tally` and `plan`: from a spreadsheet to standings, pictures and reasons at once."""

import csv
import io
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import msgspec
import openpyxl
import pytest

from jury_app.cli.main import run

REFERENCE = Path(__file__).parents[1] / "tally" / "reference" / "guilford-1954.csv"


@pytest.fixture
def scores(tmp_path) -> Path:
    """Six films, four jurors, two criteria; one film has one review, titles are what they are."""
    titles = ["海邊", "كلاب", "=SUM(1)", "<b>Four", "Five", "Six"]
    lines = ["juror,film,criterion,score"]
    for at, title in enumerate(titles):
        for juror in range(4 if at < 5 else 1):
            lines += [
                f"J{juror},{title},craft,{9 - at + juror % 2}",
                f"J{juror},{title},idea,{8 - at if juror else 6}",
            ]
    path = tmp_path / "scores.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def films(tmp_path) -> Path:
    path = tmp_path / "films.csv"
    path.write_text(
        "film,category,country,length\n海邊,a,HK,feature\nكلاب,a,EG,feature\n=SUM(1),a,HK,short\n"
        "<b>Four,b,KR,feature\nFive,b,KR; HK,short\nSix,b,FR,short\nNobody saw it,b,FR,short\n",
        encoding="utf-8",
    )
    return path


def told(capsys, *arguments: object, status: int = 0) -> str:
    assert run(["tally", *map(str, arguments)]) == status
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    return captured.out if status == 0 else captured.err


def answer(capsys, *arguments: object) -> dict:
    return json.loads(told(capsys, *arguments, "--format", "json"))


# What comes out


def test_the_json_has_the_documented_keys(scores, capsys):
    found = answer(capsys, scores, "--low", 1, "--high", 10, "--cut", 2)
    assert set(found) >= {
        "method", "interval", "low", "high", "n_scores", "connected", "islands", "films",
        "jurors", "criteria", "thresholds", "variance", "log_likelihood", "agreement", "notes",
    }  # fmt: skip
    assert set(found["films"][0]) >= {
        "film", "n", "raw", "value", "measure", "se", "rank", "rank_low", "rank_high",
        "p_above_cut", "infit", "outfit", "fair_average",
    }  # fmt: skip
    assert set(found["jurors"][0]) >= {
        "juror", "n", "mean", "severity", "se", "infit", "outfit", "flags",
    }  # fmt: skip
    assert set(found["agreement"]) == {
        "alpha_nominal", "alpha_ordinal", "alpha_interval", "alpha_ratio",
        "icc1_1", "icc2_1", "icc3_1", "icc1_k", "icc2_k", "icc3_k",
    }  # fmt: skip
    first = found["films"][0]
    assert (first["film"], first["rank"], first["raw"]) == ("海邊", 1, 8.5)
    assert first["value"] == pytest.approx(100 * 7.5 / 9)
    assert first["fair_average"] is None
    assert any(note["key"] == "films.infit" for note in found["notes"])


def test_every_key_of_the_json_is_documented(scores, films, tmp_path, capsys):
    jurors = tmp_path / "jurors.csv"
    jurors.write_text("juror,country\nJ0,HK\nJ1,KR\n", encoding="utf-8")
    found = answer(
        capsys, scores, "--films", films, "--jurors", jurors, "--cut", 2, "--plot", tmp_path / "p",
        "--method", "additive",
    )  # fmt: skip
    page = (Path(__file__).parents[2] / "docs" / "tally.md").read_text(encoding="utf-8")
    documented = set(re.findall(r'"([a-z_0-9]+)"', page))
    used = set(found)
    for name in ("films", "jurors", "criteria", "notes"):
        used |= set(found[name][0])
    for name in ("variance", "agreement", "differences", "selection", "own_films"):
        used |= set(found[name])
    assert used <= documented


def test_json_is_the_same_with_the_general_option_and_in_a_file(scores, tmp_path, capsys):
    shown = answer(capsys, scores)
    assert json.loads(told(capsys, scores, "--json")) == shown
    told(capsys, scores, "--format", "json", "--out", tmp_path / "out.json")
    assert json.loads((tmp_path / "out.json").read_bytes()) == shown


@pytest.mark.parametrize("method", ["mean", "median", "trimmed", "zscore", "additive", "rasch"])
def test_every_method_ranks_and_explains_the_same_film(scores, capsys, method):
    found = answer(capsys, scores, "--method", method, "--low", 1, "--high", 10)
    assert found["method"] == f"{method}/1"
    assert found["films"][0]["film"] == "海邊"
    lines = answer(capsys, scores, "--method", method, "--explain", "海邊")["lines"]
    assert sum(line.startswith(("J0", "J1", "J2", "J3")) for line in lines) >= 4


def test_the_table_shows_source_scale_warnings_and_every_title_as_plain_text(scores, capsys):
    shown = told(capsys, scores)
    assert shown.startswith(
        "scores.csv (UTF-8, comma)\nmean/1; scale 4 to 10; 42 scores of 6 films"
    )
    assert "! scale: The scale" in shown
    for title in ("海邊", "كلاب", "=SUM(1)", "<b>Four"):
        assert title in shown
    for name in ("Standings", "Jurors", "Criteria", "Agreement", "Unexpected scores"):
        assert f"\n{name}\n" in shown


def test_csv_defuses_formulas_and_keeps_numbers(scores, capsys):
    rows = list(csv.DictReader(io.StringIO(told(capsys, scores, "--format", "csv"))))
    assert [row["film"] for row in rows][:3] == ["海邊", "كلاب", "'=SUM(1)"]
    assert float(rows[0]["mean"]) == 8.5


def test_a_workbook_holds_every_table(scores, tmp_path, capsys):
    out = tmp_path / "out.xlsx"
    assert "Written:" in told(capsys, scores, "--format", "xlsx", "--out", out, "--cut", 2)
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == [
        "Standings", "Jurors", "Criteria", "Agreement", "Unexpected scores", "Close pairs",
        "Selection", "Notes",
    ]  # fmt: skip
    assert book["Standings"]["B2"].value == "海邊"
    assert book["Standings"]["B4"].data_type == "s"


def test_pictures_are_drawn_where_asked(scores, tmp_path, capsys):
    folder = tmp_path / "plots" / "new"
    told(capsys, scores, "--method", "additive", "--cut", 2, "--plot", folder)
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["grid.svg", "ladder.svg", "severity-strip.svg"]
    for path in folder.iterdir():
        texts = [each.text or "" for each in ET.parse(path).iter()]  # noqa: S314  our own output
        assert "<b>Four" in texts or path.name == "severity-strip.svg"


def test_methods_stand_side_by_side_with_the_films_that_change_sides(capsys):
    found = answer(capsys, REFERENCE, "--compare", "--cut", 1)
    assert found["methods"][0] == "mean/1"
    assert len(found["methods"]) == 6
    sides = {film["film"]: film["changes_side"] for film in found["films"]}
    assert sides["Betty"] is sides["Edward"] is True
    assert sides["Fred"] is False
    assert "changes sides" in told(capsys, REFERENCE, "--compare", "--cut", 1)


# Choosing


def test_quotas_choose_with_reasons_from_the_table_of_films(scores, films, capsys):
    found = answer(
        capsys, scores, "--films", films, "--cut", 3, "--min-reviews", 2,
        "--at-least", "length=short:1", "--at-most", "country=*:1",
    )  # fmt: skip
    decided = {
        each["film"]: (each["outcome"], each["why"]) for each in found["selection"]["decided"]
    }
    # Both shorts are from HK as well, so the best film gives way to the quotas.
    assert [film for film, (outcome, _why) in decided.items() if outcome == "in"] == [
        "كلاب",
        "=SUM(1)",
        "<b>Four",
    ]
    assert decided["海邊"] == (
        "out",
        "Rank 1; out because the places left are needed for: at least 1 with length short.",
    )
    assert decided["Five"][1] == ("Rank 5; the 3 places went to better placed films.")
    assert decided["Six"] == ("unranked", "Not ranked: 1 reviews.")
    assert decided["Nobody saw it"] == ("unranked", "Not ranked: 0 reviews.")


def test_a_cut_in_each_category(scores, films, capsys):
    found = answer(
        capsys, scores, "--films", films, "--cut", 1, "--per-category", "--min-reviews", 2
    )
    chosen = [each["film"] for each in found["selection"]["decided"] if each["outcome"] == "in"]
    assert chosen == ["海邊", "<b>Four"]


def test_decisions_of_the_chair_carry_their_reasons(scores, capsys):
    found = answer(
        capsys, scores, "--cut", 2, "--hold", "海邊", "likeness", "--off", "كلاب", "shown before",
        "--wild-card", "Six", "a new form",
    )  # fmt: skip
    outcomes = {each["film"]: each["outcome"] for each in found["selection"]["decided"]}
    assert outcomes == {
        "海邊": "held", "=SUM(1)": "in", "Six": "wild_card",
        "<b>Four": "out", "Five": "out", "كلاب": "off",
    }  # fmt: skip
    reasons = " ".join(each["why"] for each in found["selection"]["decided"])
    for reason in ("likeness", "shown before", "a new form"):
        assert reason in reasons


def test_own_country_is_compared_where_both_tables_say_it(scores, films, tmp_path, capsys):
    jurors = tmp_path / "jurors.csv"
    jurors.write_text("juror,country\nJ0,HK\nJ1,KR\nJ2,US\nJ3,\n", encoding="utf-8")
    found = answer(capsys, scores, "--films", films, "--jurors", jurors)
    assert [each["juror"] for each in found["own_films"]["country"]] == ["J0", "J1"]
    assert found["own_films"]["country"][0]["n_own"] == 3


def test_the_same_seed_gives_the_same_bytes_and_the_order_of_rows_changes_nothing(scores, capsys):
    first = told(capsys, scores, "--method", "additive", "--cut", 2, "--json", "--seed", 5)
    assert told(capsys, scores, "--method", "additive", "--cut", 2, "--json", "--seed", 5) == first
    head, *rows = scores.read_text(encoding="utf-8").splitlines()
    scores.write_text("\n".join([head, *reversed(rows)]), encoding="utf-8")
    assert told(capsys, scores, "--method", "additive", "--cut", 2, "--json", "--seed", 5) == first


# What is refused


def write(tmp_path: Path, rows: str) -> Path:
    path = tmp_path / "bad.csv"
    path.write_text("film,juror,criterion,score\n" + rows, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("A,x,c,seven\n", "bad.csv, line 2, column score"),
        ("A,x,c,7\nA,y,c,nan\n", "bad.csv, line 3, column score"),
        ("A,x,c,7\nA,x,c,8\nB,x,c,1\n", "bad.csv, line 3"),
        ("", "no score in this table"),
        ("A,x,c,7\nB,x,c,7\n", "scale has no width"),
        ("A,,c,7\n", "bad.csv, line 2, column juror"),
        ("A,x,c,7,5\n", "decimal comma"),
    ],
)
def test_bad_tables_are_refused_with_their_place(tmp_path, capsys, rows, words):
    assert words in told(capsys, write(tmp_path, rows), status=1)


def test_a_score_outside_the_given_scale_is_refused_with_its_line(scores, capsys):
    message = told(capsys, scores, "--low", 1, "--high", 9, status=1)
    assert "outside the scale" in message
    assert "scores.csv, line" in message


def test_the_last_of_two_scores_counts_if_asked(tmp_path, capsys):
    path = write(tmp_path, "A,x,c,7\nA,x,c,8\nB,x,c,1\nB,y,c,2\nA,y,c,3\n")
    found = answer(capsys, path, "--duplicates", "last")
    assert found["films"][0]["raw"] == 5.5


def test_a_tally_that_cannot_compare_says_which_assignment_would_help(tmp_path, capsys):
    path = write(tmp_path, "A,x,c,7\nB,x,c,3\nA,z,c,6\nC,y,c,8\nD,y,c,2\nC,w,c,9\n")
    message = told(capsys, path, "--method", "additive", status=1)
    assert "islands" in message
    assert "→" in message


@pytest.mark.parametrize(
    "arguments",
    [
        ["--cut", "0"],
        ["--method", "magic"],
        ["--weights", "craft"],
        ["--weights", "craft=0"],
        ["--at-most", "country"],
        ["--low", "one"],
        ["--seed", "-1"],
        ["--interval", "wide"],
    ],
)
def test_wrong_usage_ends_with_two(scores, capsys, arguments):
    with pytest.raises(SystemExit) as ended:
        run(["tally", str(scores), *arguments])
    assert ended.value.code == 2
    assert capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--at-most", "country=KR:1"], "say how many with --cut"),
        (["--cut", "2", "--at-most", "country=KR:1"], "no table of films has a column"),
        (["--explain", "Nothing"], "no film “Nothing”"),
        (["--weights", "taste=2"], "criteria are"),
        (["--out", "x.txt"], "for the terminal"),
        (["--interval", "nan"], "between 0 and 1"),
        (["--low", "10", "--high", "1"], "no width"),
    ],
)
def test_requests_that_cannot_be_met_are_refused(scores, capsys, arguments, words):
    assert words.casefold() in told(capsys, scores, *arguments, status=1).casefold()


def test_a_folder_that_cannot_be_written_is_told(scores, tmp_path, capsys):
    (tmp_path / "file").write_text("x")
    message = told(capsys, scores, "--plot", tmp_path / "file" / "plots", status=1)
    assert "file" in message


# Plan, and the whole program


def test_plan_says_what_can_be_watched_and_how_reliable_the_cut_is(capsys):
    asked = ["--films", "60", "--minutes", "14", "--jurors", "12", "--cut", "10"]
    asked += ["--minutes-a-day", "60", "--days", "2"]
    more = ["--reviews", "3,5", "--festivals", "3"]
    assert run(["plan", *asked, *more]) == 0
    shown = capsys.readouterr().out
    assert "A juror has 120 minutes, enough for 8 films." in shown
    assert "3 reviews a film need 23 jurors: 11 short." in shown
    assert run(["plan", *asked, *more, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [each["needed"] for each in found["watching"]] == [23, 38]
    assert len(found["reliability"]) == 4


def test_the_program_writes_a_workbook_to_a_pipe(scores):
    done = subprocess.run(
        [sys.executable, "-m", "jury_app", "tally", str(scores), "--format", "xlsx"],
        capture_output=True,
        check=True,
    )
    book = openpyxl.load_workbook(io.BytesIO(done.stdout))
    assert book["Standings"]["B2"].value == "海邊"
    assert done.stderr == b""


def test_the_program_reads_a_workbook_in_its_child(scores, tmp_path):
    book = openpyxl.Workbook()
    for row in csv.reader(scores.read_text(encoding="utf-8").splitlines()):
        book.active.append([int(cell) if cell.isdigit() else cell for cell in row])
    # A title that begins with “=” is a formula to whoever writes the workbook so.
    for cell in book.active["B"]:
        cell.data_type = "s"
    book.save(tmp_path / "scores.xlsx")
    done = subprocess.run(
        [sys.executable, "-m", "jury_app", "tally", str(tmp_path / "scores.xlsx"), "--json"],
        capture_output=True,
        check=True,
    )
    assert msgspec.json.decode(done.stdout)["films"][0]["film"] == "海邊"
