"""Foreign text is one harmless line wherever it is shown, and still readable."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jury_app.base.errors import Problem, Refusal, Told
from jury_app.base.texts import (
    clauses,
    headed,
    noted,
    plain,
    plain_lines,
    sentences,
    series,
    storable,
    use_language,
)

HIDDEN = {
    "right-to-left override": "\u202e",
    "left-to-right embedding": "\u202a",
    "pop directional formatting": "\u202c",
    "right-to-left isolate": "\u2067",
    "pop directional isolate": "\u2069",
    "right-to-left mark": "\u200f",
    "Arabic letter mark": "\u061c",
    "zero-width space": "\u200b",
    "word joiner": "\u2060",
    "byte-order mark": "\ufeff",
    "soft hyphen": "\u00ad",
    "escape": "\x1b",
    "bell": "\x07",
    "NUL": "\0",
    "delete": "\x7f",
    "C1 control sequence introducer": "\x9b",
    "line feed": "\n",
    "carriage return": "\r",
    "line separator": "\u2028",
    "paragraph separator": "\u2029",
    "lone surrogate": "\ud800",
}


@pytest.mark.parametrize("char", HIDDEN.values(), ids=HIDDEN)
def test_what_is_hidden_or_turns_a_line_is_shown_by_its_number(char):
    assert plain(f"fi{char}lm") == f"fi\\u{ord(char):04x}lm"


@pytest.mark.parametrize(
    "title",
    [
        "The Sea Forgets",
        "花樣年華",
        "東京物語",
        "기생충",
        "فيلم قصير",
        "סרט קצר",
        "ภาพยนตร์",
        "सिनेमा",
        "Les quatre cents coups — 1959",
        "می‌خواهم",  # a zero-width non-joiner belongs to the word
        "👩‍🎬 at work",  # and a joiner to the picture
        "e\u0301cran",
        "",
    ],
)
def test_titles_of_any_script_stay_as_they_are(title):
    assert plain(title) == title


@given(st.text(st.characters(), max_size=60))
def test_plain_text_is_one_line_without_controls_and_plain_again(text):
    shown = plain(text)
    assert len(shown.splitlines()) <= 1
    assert not {unicodedata.category(char) for char in shown} & {"Cc", "Cs", "Zl", "Zp"}
    assert plain(shown) == shown


def test_no_character_of_unicode_reverses_a_line_unseen():
    turning = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    left = [
        hex(point)
        for point in range(sys.maxunicode + 1)
        if unicodedata.bidirectional(chr(point)) in turning and plain(chr(point)) == chr(point)
    ]
    assert left == []


def test_errors_show_what_came_from_outside_as_plain_text():
    error = Refusal(
        "No film is called “{name}”, line {line}.",
        place="films\u202evsc.csv",
        name="\x1b[2J",
        line=3,
    )
    assert str(error) == "films\\u202evsc.csv: No film is called “\\u001b[2J”, line 3."


def test_fields_of_a_value_are_not_fields_of_the_message():
    assert str(Problem("{reason}.", reason="{reason} {other} %s")) == "{reason} {other} %s."


def test_an_error_keeps_its_message_id_place_and_arguments():
    error = Problem("{n} files", place="drive", n=3)
    assert isinstance(error, Told)
    assert not isinstance(error, Refusal)
    assert (error.message, error.place, error.arguments) == ("{n} files", "drive", {"n": 3})


def test_what_no_document_can_hold_is_left_out_of_typed_text():
    assert storable("a\0b\ud800c\U0001f3ac") == "abc\U0001f3ac"


# How texts are put together, by the language in use.


@pytest.fixture
def chinese():
    use_language("zh-Hant")
    yield
    use_language("en")


def test_lists_and_half_sentences_are_joined_and_empty_ones_left_out():
    assert series(["Orchid", "", "Tide", 3]) == "Orchid, Tide, 3"
    assert clauses(["on hold", "", "tied"]) == "on hold; tied"
    assert series([]) == clauses([""]) == ""


def test_names_and_remarks_stand_with_their_marks():
    assert headed("Lanes", "writing") == "Lanes: writing"
    assert noted("Orchid", "#3") == "Orchid (#3)"
    assert noted("Orchid", "") == "Orchid"


@pytest.mark.usefixtures("chinese")
def test_chinese_joins_with_its_own_marks():
    assert series(["蘭花", "", "潮汐", 3]) == "蘭花、潮汐、3"
    assert clauses(["暫緩", "同分"]) == "暫緩；同分"
    assert headed("範疇", "編劇") == "範疇：編劇"
    assert noted("蘭花", "#3") == "蘭花（#3）"


def test_a_sentence_is_parted_from_the_next_only_where_its_mark_brings_no_space():
    assert sentences(["One.", "", "Two."]) == "One. Two."
    assert sentences(["一。", "二。"]) == "一。二。"
    assert sentences(["一。", "R1.", "二。"]) == "一。R1. 二。"


def test_what_is_joined_is_never_taken_for_a_pattern():
    assert series(["{first}", "{}"]) == "{first}, {}"
    assert headed("{text}", "{head}") == "{text}: {head}"


def test_foreign_text_of_several_lines_keeps_its_lines_and_nothing_else():
    assert (
        plain_lines("one\r\ntwo\x1b[2J\n\nthree\u2028four") == "one\ntwo\\u001b[2J\n\nthree\nfour"
    )
