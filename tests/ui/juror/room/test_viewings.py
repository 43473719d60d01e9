import pytest

from jury_app.jury.drafts import faults, played_path
from jury_app.jury.viewings import elsewhere, logged
from jury_app.ui.juror.room import viewings
from tests.jury.edition import small_rules

ITEM = "ab" * 32


def test_a_session_names_its_run_its_path_and_its_ending():
    texts = {"run": " seed 7 ", "path": "left", "ending": "the ferry leaves", "share": "100 %"}
    assert viewings.filled("session", texts) == viewings.Filled(
        run="seed 7", way="left", ending="the ferry leaves"
    )


def test_a_run_that_is_logged_is_listed_by_its_name_and_when_that_was():
    assert viewings.missing("run", {"share": "100"}, has_runs=True) == "run"
    said = viewings.filled("run", {"run": "seed 7", "share": "100"})
    assert said == viewings.Filled(run="seed 7")
    at = "2026-07-18T20:00:00.000000Z"
    (row,) = viewings.rows({}, {"viewings/1": logged(at, said.run, share=said.share)})
    assert row.title == "Session · seed 7"
    assert "Jul" in row.detail
    assert row.seen == "100 % seen"


def test_a_viewing_elsewhere_says_where_and_when_in_one():
    texts = {"where": "Busan", "when": "12 October", "share": "95"}
    assert viewings.missing("declared", texts, has_runs=False) is None
    assert viewings.filled("declared", texts) == viewings.Filled("Busan, 12 October", share=950)


def test_a_live_work_is_seen_whole_at_a_place_and_a_time():
    texts = {"where": "Black box", "when": "20:00"}
    assert viewings.filled("live", texts) == viewings.Filled("Black box", "20:00", 1000)


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


@pytest.mark.parametrize("kind", ["declared", "live"])
def test_whatever_a_form_takes_can_be_signed(kind):
    texts = {"run": "7", "where": "Busan", "when": "October", "share": "100"}
    assert viewings.missing(kind, texts, has_runs=False) is None
    said = viewings.filled(kind, texts)
    value = elsewhere(kind, said.where, when=said.when, share=said.share, run=said.run)
    found = faults({"viewings/1": value}, small_rules(), "r1", "generative")
    assert not [fault for fault in found if fault.path.startswith("viewings")]
