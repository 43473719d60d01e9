"""Foreign text becomes lines of glyphs: nothing is lost, nothing runs over."""

import io
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
from bidi import get_display
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from jury_app.base.errors import Problem
from jury_app.base.texts import plain
from jury_app.reports.typesetting.bidi import levels, visual_order
from jury_app.reports.typesetting.fonts import Face, font_for, han_language
from jury_app.reports.typesetting.ink import Ink
from jury_app.reports.typesetting.lines import ELLIPSIS, Line, set_lines
from jury_app.reports.typesetting.shaping import Run, shape
from tests.reports import paper
from tests.reports.cards import HOSTILE, TITLES

ROOM = 20_000.0
SCRIPTS = st.text(
    st.one_of(
        st.characters(codec="ascii", categories=("L", "N", "P", "S", "Zs")),
        st.sampled_from("אבגדהשלום"),
        st.sampled_from("مدينة الأشباح"),
        st.sampled_from("夢城のもの도시"),
        st.sampled_from("ที่นี่भूक्षि"),
        st.sampled_from(" ()[]-/、。」「"),
    ),
    max_size=60,
)


def drawn(*titles: str, size: float = 14.0) -> bytes:
    """A PDF with one title a line."""
    sink = io.BytesIO()
    canvas = Canvas(sink, pagesize=(1400, 40 * len(titles) + 40), invariant=1)
    ink = Ink(canvas)
    for number, title in enumerate(titles, start=1):
        for line in set_lines(title, 1300 * 1000 / size):
            ink.line(line, 40, 40 * len(titles) + 40 - 40 * number, size, (0, 0, 0))
    canvas.save()
    return sink.getvalue()


def said(line: Line) -> str:
    return "".join(run.text for run in line.runs)


@settings(deadline=None)  # the first example reads the fonts
@given(SCRIPTS)
def test_every_character_is_set_once_and_no_line_runs_over(text: str) -> None:
    for line in set_lines(text, ROOM):
        assert line.width <= ROOM
    kept = sorted("".join(map(said, set_lines(text, ROOM))).replace(" ", ""))
    assert kept == sorted(plain(text).replace(" ", ""))


@settings(deadline=None)
@given(SCRIPTS)
def test_glyphs_of_a_run_say_its_text(text: str) -> None:
    shown = plain(text)
    runs = shape(shown, levels(shown)[1], "zh-hant", bold=False)
    assert "".join(run.text for run in runs) == shown
    for run in runs:
        glyphs = reversed(run.glyphs) if run.level % 2 else run.glyphs
        assert "".join(glyph.key[1] for glyph in glyphs) == run.text


def displayed(text: str) -> str:
    """The characters from left to right by our levels, mirrored as the oracle mirrors them."""
    its_levels = levels(text)[1]
    runs = [Run(char, "", level, (), 0.0) for char, level in zip(text, its_levels, strict=True)]
    return "".join(run.text for run in visual_order(runs))


def without_mirrors(text: str) -> str:
    """Brackets of a pair made equal: glyphs are mirrored by the font, not by the order."""
    pairs = str.maketrans(")]}>", "([{<")
    return text.translate(pairs)


@settings(deadline=None)
@given(st.text(st.sampled_from("abc 12,.()[]אבג مدي٣٤-+$%"), max_size=30))
def test_order_on_the_line_is_that_of_the_bidirectional_algorithm(text: str) -> None:
    # The oracle is another implementation (unicode-bidi, in Rust); spaces at the end stay put.
    shown = text.strip()
    assert without_mirrors(displayed(shown)) == without_mirrors(get_display(shown))


def test_brackets_around_a_foreign_word_pair_up() -> None:
    base, found = levels("סרט (Film) א")
    assert base == 1
    assert (found[4], found[9]) == (1, 1)


@pytest.mark.parametrize("title", TITLES)
def test_titles_in_every_script_can_be_read_back(title: str) -> None:
    assert paper.lines(drawn(title)) == [title]


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_titles_are_plain_text(title: str) -> None:
    assert paper.lines(drawn(title)) == [" ".join(plain(title).split())]


def test_overrides_are_shown_escaped() -> None:
    assert paper.lines(drawn("safe\u202egnp.exe")) == ["safe\\u202egnp.exe"]


def test_ligatures_are_found_by_their_letters() -> None:
    assert paper.lines(drawn("office affluent fjord")) == ["office affluent fjord"]


def test_characters_without_a_glyph_stay_in_the_text_and_are_seen() -> None:
    (line,) = set_lines("a🎬b", ROOM)
    missing = next(glyph for run in line.runs for glyph in run.glyphs if glyph.key[1] == "🎬")
    assert missing.key[0] == 0
    assert missing.advance > 0
    assert paper.lines(drawn("a🎬b")) == ["a🎬b"]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("夢の城", "zh-Hant", "ja"),
        ("夢城 환영", "zh-Hant", "ko"),
        ("国产电影", "zh-Hant", "zh-hans"),
        ("國產電影", "zh-Hans", "zh-hant"),
        ("大小", "zh-Hans", "zh-hans"),
        ("大小", "en", "zh-hant"),
        ("大小", "ja", "ja"),
        ("東京物語", "ja", "ja"),
        ("東京物語", "ko-KR", "ko"),
        ("国产电影", "ja", "zh-hans"),
        ("", "en", "zh-hant"),
    ],
)
def test_chinese_characters_are_drawn_in_the_way_of_their_text(text, language, expected) -> None:
    assert han_language(text, language) == expected


def test_each_east_asian_text_has_its_own_font() -> None:
    fonts = [
        font_for("骨", language, bold=False) for language in ("zh-hant", "zh-hans", "ja", "ko")
    ]
    assert fonts == [
        "NotoSansTC-Regular",
        "NotoSansSC-Regular",
        "NotoSansJP-Regular",
        "NotoSansKR-Regular",
    ]


def test_bold_traditional_chinese_is_drawn_as_bold_and_not_swollen() -> None:
    assert font_for("骨", "zh-hant", bold=True) == "NotoSansTC-Bold"
    (line,) = set_lines("入圍名單", ROOM, bold=True, language="zh-Hant")
    assert [(run.font, run.swollen) for run in line.runs] == [("NotoSansTC-Bold", False)]
    (line,) = set_lines("东京", ROOM, bold=True, language="zh-Hans")
    assert [(run.font, run.swollen) for run in line.runs] == [("NotoSansSC-Regular", True)]


def test_a_word_wider_than_the_line_is_broken_and_kept() -> None:
    found = set_lines("W" * 300, ROOM)
    assert len(found) > 5
    assert "".join(map(said, found)) == "W" * 300


def test_punctuation_does_not_begin_a_line_nor_end_one() -> None:
    found = set_lines("夢の城「東京」、影の都市。" * 12, 9_000.0)
    assert len(found) > 10
    assert not [line for line in found if said(line)[0] in "、。」" or said(line)[-1] == "「"]


def test_what_is_cut_ends_in_an_ellipsis_and_fits() -> None:
    found = set_lines("one two three four five six seven " * 5, ROOM, most=2)
    assert len(found) == 2
    assert said(found[1]).endswith(ELLIPSIS)
    assert found[1].width <= ROOM
    assert set_lines("short", ROOM, most=1)[0].width < ROOM
    assert not said(set_lines("short", ROOM, most=1)[0]).endswith(ELLIPSIS)


def test_lines_of_a_comment_stay_lines() -> None:
    assert [said(line) for line in set_lines("one\n\ntwo\r\nthree", ROOM)] == [
        "one",
        "",
        "two",
        "three",
    ]


def test_marks_never_begin_a_line() -> None:
    found = set_lines("ที่" * 80, 7_000.0)
    assert not [line for line in found if unicodedata.category(said(line)[0]) == "Mn"]


@pytest.mark.skipif(shutil.which("pdffonts") is None, reason="poppler-utils lists the fonts")
def test_every_font_that_draws_is_embedded_with_its_text() -> None:
    found = subprocess.run(["pdffonts", "-"], input=drawn(*TITLES), capture_output=True, check=True)
    assert found.stderr == b""
    fonts = [line.split() for line in found.stdout.decode().splitlines()[2:]]
    ours = {line[0].split("+")[1]: line[-5:-2] for line in fonts if "+" in line[0]}
    assert set(ours) == {
        "NotoSans-Regular",
        "NotoSansTC-Regular",
        "NotoSansSC-Regular",
        "NotoSansJP-Regular",
        "NotoSansKR-Regular",
        "NotoSansArabic-Regular",
        "NotoSansHebrew-Regular",
        "NotoSansThai-Regular",
    }
    assert set(map(tuple, ours.values())) == {("yes", "yes", "yes")}


def test_the_same_text_gives_the_same_bytes() -> None:
    assert drawn(*TITLES) == drawn(*TITLES)


def test_a_missing_font_is_told_with_its_file(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"gone\.ttf"):
        Face(tmp_path / "gone.ttf")
