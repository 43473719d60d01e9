"""The tallying desk: tables beside the scores, ranks within categories, pictures of a result."""

from pathlib import Path

import pytest

from jury_app.base.errors import Refusal
from jury_app.desks.tallying import Tables, draw, pictures, read_tables, select
from jury_app.pictures.shapes import Text
from jury_app.tally.methods import study
from jury_app.tally.quotas import Quota

SCORES = """film,juror,score
A,x,9
A,y,8
B,x,7
B,y,7
C,x,7
C,y,7
D,x,5
D,y,6
E,x,1
"""


def tables(folder: Path, films: str | None = None, jurors: str | None = None) -> Tables:
    (folder / "scores.csv").write_text(SCORES, encoding="utf-8")
    for name, text in (("films.csv", films), ("jurors.csv", jurors)):
        if text is not None:
            (folder / name).write_text(text, encoding="utf-8")
    return read_tables(
        folder / "scores.csv",
        films=folder / "films.csv" if films else None,
        jurors=folder / "jurors.csv" if jurors else None,
    )


def test_films_that_nobody_scored_are_listed_and_unknown_names_are_told(tmp_path):
    read = tables(tmp_path, "film,category\nA,a\nB,a\nC,b\nZ,b\n", "juror\nx\n")
    assert read.scores.unscored == ("Z",)
    assert read.source == "scores.csv (UTF-8, comma)"
    assert read.notes == (
        "2 names of the scores are not in films.csv, as D.",
        "1 name of the scores is not in jurors.csv: y.",
    )


def test_ranks_within_a_category_are_shared_by_equal_films(tmp_path):
    read = tables(tmp_path, "film,category\nA,b\nB,a\nC,a\nD,a\nE,a\n")
    result = study(read.scores, "mean").result
    choice = select(read, result, 1, per_category=True)
    assert choice.films("in") == ("A",)
    assert [(tie.films, tie.places) for tie in choice.ties] == [(("B", "C"), 1)]
    assert choice.films("out") == ("D", "E")
    assert select(read, result, 2, per_category=True).films("in") == ("A", "B", "C")


def test_a_quota_about_a_column_that_no_table_has_is_refused(tmp_path):
    result = study(tables(tmp_path).scores, "mean").result
    with pytest.raises(Refusal, match="column “country”"):
        select(
            tables(tmp_path), result, 2, quotas=[Quota(attribute="country", value="*", at_most=1)]
        )


def test_pictures_show_every_ranked_film_and_every_juror(tmp_path):
    read = tables(tmp_path)
    analysis = study(read.scores, "additive", cut=2)
    drawn = pictures(analysis)
    assert sorted(drawn) == ["grid", "ladder", "severity-strip"]
    shown = {shape.text for shape in drawn["ladder"].shapes if isinstance(shape, Text)}
    assert set("ABCDE") <= shown
    shown = {shape.text for shape in drawn["severity-strip"].shapes if isinstance(shape, Text)}
    assert {"x", "y"} <= shown


def test_a_method_without_severity_has_no_strip(tmp_path):
    assert sorted(pictures(study(tables(tmp_path).scores, "mean"))) == ["grid", "ladder"]


def test_pictures_are_written_again_over_the_old_ones(tmp_path):
    analysis = study(tables(tmp_path).scores, "mean")
    first = draw(analysis, tmp_path / "plots")
    before = [path.read_bytes() for path in first]
    assert draw(analysis, tmp_path / "plots") == first
    assert [path.read_bytes() for path in first] == before
