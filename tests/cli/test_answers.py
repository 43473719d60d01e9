from hypothesis import given
from hypothesis import strategies as st

from jury_app.cli.answers import (
    LEAST_WIDTH,
    Answer,
    Table,
    cut,
    fitting,
    folded,
    show,
    width_of,
)


def test_a_long_title_gives_way_to_the_columns_beside_it():
    assert fitting([5, 200, 10], 80) == [5, 61, 10]


def test_columns_that_fit_stay_as_they_are():
    assert fitting([5, 20, 10], 80) == [5, 20, 10]


@given(st.lists(st.integers(1, 300), min_size=1, max_size=9), st.integers(20, 200))
def test_no_column_is_cut_below_what_can_be_read(widths, room):
    given_room = fitting(widths, room)
    pairs = list(zip(given_room, widths, strict=True))
    assert all(now == before or now >= LEAST_WIDTH for now, before in pairs)
    assert sum(given_room) + 2 * (len(widths) - 1) <= room or max(given_room) <= LEAST_WIDTH


@given(st.text(), st.integers(2, 40))
def test_a_cut_text_fits_whatever_its_script(text, width):
    assert width_of(cut(text, width)) <= width


def test_a_chinese_title_is_cut_between_its_characters():
    assert cut("雲端的母親與海", 7) == "雲端的…"


def test_a_table_that_goes_to_no_terminal_is_as_wide_as_a_page(capsys, monkeypatch):
    title = "A very long title " * 12
    answer = Answer([title], [Table(("#", "title"), [(7, title)])])
    show(answer, as_json=False)
    lines = capsys.readouterr().out.splitlines()
    assert [max(map(len, lines)), lines[-1][-1]] == [120, "…"]
    monkeypatch.setenv("COLUMNS", "60")
    show(answer, as_json=False)
    assert max(map(len, capsys.readouterr().out.splitlines())) == 60
    show(answer, as_json=True)
    assert title in capsys.readouterr().out


def test_a_long_line_is_folded_under_itself_and_what_is_from_outside_stays_harmless(monkeypatch):
    monkeypatch.setenv("COLUMNS", "30")
    lines = list(folded("  Cohesion (scores/cohesion): 未評分 \x1b[2J, or say that you cannot."))
    assert lines[0] == "  Cohesion"
    assert [line[:4].isspace() and line[4] != " " for line in lines[1:]] == [True] * len(lines[1:])
    assert max(map(width_of, lines)) <= 30
    assert "\x1b" not in "".join(lines)
    words = "Cohesion (scores/cohesion): 未評分 \\u001b[2J, or say that you cannot."
    assert " ".join(" ".join(lines).split()) == words
    assert list(folded("short")) == ["short"]
