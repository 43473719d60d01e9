import pytest

from jury_app.jury.drafts import faults, played_path
from jury_app.ui.juror.room import viewings
from tests.jury.edition import small_rules

ITEM = "ab" * 32
START, END = "2026-06-09T12:00:00Z", "2026-06-09T12:31:00Z"


def test_a_session_that_was_begun_counts_for_nothing_until_it_is_ended():
    begun = viewings.begun(START)
    assert begun == {"kind": "session", "share": 0, "began": START}
    assert viewings.began_at(begun) == START
    ended = viewings.viewing("session", {"share": "80"}, began=START, ended=END)
    assert ended == {"kind": "session", "share": 800, "began": START, "ended": END}
    assert viewings.began_at(ended) is None


def test_a_session_names_its_run_its_path_and_its_ending():
    filled = {"run": " seed 7 ", "path": "left", "ending": "the ferry leaves", "share": "100 %"}
    assert viewings.viewing("session", filled, began=START, ended=END) == {
        "kind": "session",
        "share": 1000,
        "run": "seed 7",
        "path": "left",
        "ending": "the ferry leaves",
        "began": START,
        "ended": END,
    }


def test_a_viewing_elsewhere_says_where_and_when():
    filled = {"where": "Busan", "when": "12 October", "share": "95"}
    assert viewings.missing("declared", filled, has_runs=False) is None
    assert viewings.viewing("declared", filled) == {
        "kind": "declared",
        "share": 950,
        "place": "Busan, 12 October",
    }


def test_a_live_work_is_seen_whole_at_a_place_and_a_time():
    filled = {"where": "Black box", "when": "20:00"}
    assert viewings.viewing("live", filled) == {
        "kind": "live",
        "share": 1000,
        "place": "Black box",
        "began": "20:00",
    }


def test_what_is_not_filled_is_named_first_come_first():
    assert viewings.missing("declared", {}, has_runs=True) == "run"
    assert viewings.missing("declared", {"where": "Busan"}, has_runs=False) == "when"
    assert viewings.missing("session", {"share": "101"}, has_runs=False) == "share"
    assert viewings.missing("session", {"share": "0"}, has_runs=False) is None


def test_percent_is_a_whole_number_up_to_a_hundred():
    assert [viewings.percent(text) for text in ("0", "100", " 7 % ", "101", "-1", "4.5", "")] == [
        0,
        1000,
        70,
        None,
        None,
        None,
        None,
    ]


def test_what_was_played_is_listed_before_what_was_put_down():
    played = {played_path(ITEM): {"kind": "played", "share": 873, "item": ITEM}}
    own = {"viewings/2": {"kind": "live", "share": 1000, "place": "Hall"}, "verdict": "meets"}
    first, second = viewings.rows(played, own)
    assert (first.path, first.title, first.seen) == ("", "Played here", "87.3 % seen")
    assert (second.path, second.title, second.detail) == ("viewings/2", "Seen live", "Hall")


def test_what_was_played_on_another_device_is_listed_once():
    value = {"kind": "played", "share": 500, "item": ITEM}
    rows = viewings.rows({played_path(ITEM): {**value, "share": 900}}, {played_path(ITEM): value})
    assert [row.share for row in rows] == [900]


def test_runs_are_counted_as_signing_counts_them():
    played = {played_path(ITEM, "1"): {"kind": "played", "share": 950, "run": "1"}}
    own = {
        "viewings/2": {"kind": "session", "share": 1000, "run": "2"},
        "viewings/3": {"kind": "session", "share": 1000, "run": "1"},
        "viewings/4": {"kind": "session", "share": 800, "run": "3"},
    }
    assert viewings.runs_seen(played, own, 900) == 2


@pytest.mark.parametrize("kind", ["session", "declared", "live"])
def test_whatever_a_form_takes_can_be_signed(kind):
    filled = {"run": "7", "where": "Busan", "when": "October", "share": "100"}
    assert viewings.missing(kind, filled, has_runs=False) is None
    value = viewings.viewing(kind, filled, began=START, ended=END)
    found = faults({"viewings/1": value}, small_rules(), "r1", "generative")
    assert not [fault for fault in found if fault.path.startswith("viewings")]
