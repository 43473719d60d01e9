from jury_app.jury import viewings

START, END = "2026-06-09T12:00:00Z", "2026-06-09T12:31:00Z"


def test_a_session_that_was_begun_counts_for_nothing_until_it_is_ended():
    begun = viewings.begun(START, item="ab")
    assert begun == {"kind": "session", "share": 0, "began": START, "item": "ab"}
    assert viewings.began_at(begun) == START
    ended = viewings.ended(begun, END, share=800, way="left", ending="the ferry leaves", run="7")
    assert ended == {
        "kind": "session",
        "share": 800,
        "item": "ab",
        "run": "7",
        "path": "left",
        "ending": "the ferry leaves",
        "began": START,
        "ended": END,
    }
    assert viewings.began_at(ended) is None


def test_the_session_begun_last_is_the_last_of_those_that_are_open():
    values = {
        "viewings/10": viewings.begun(START),
        "viewings/9": viewings.begun(START),
        "viewings/2": viewings.begun(END),
        "viewings/3": viewings.ended(viewings.begun(END), END, share=0),
        "viewings/played/ab": {"kind": "played", "share": 1000},
    }
    assert viewings.open_sessions(values) == ["viewings/9", "viewings/10", "viewings/2"]


def test_a_number_is_not_used_twice_while_a_higher_one_stands():
    assert viewings.free_path({}) == "viewings/1"
    assert viewings.free_path({"viewings/played/ab": {}, "viewings/4": {}}) == "viewings/5"


def test_nothing_seen_is_said_and_what_was_not_said_is_left_out():
    assert viewings.elsewhere("declared", "Busan", share=0) == {
        "kind": "declared",
        "share": 0,
        "place": "Busan",
    }
    assert viewings.elsewhere("live", "Hall", when="20:00")["began"] == "20:00"


def test_runs_are_counted_once_and_only_if_enough_was_seen():
    values = {
        "viewings/played/ab/1": {"kind": "played", "share": 950, "run": "1"},
        "viewings/2": {"kind": "session", "share": 1000, "run": "2"},
        "viewings/3": {"kind": "session", "share": 1000, "run": "1"},
        "viewings/4": {"kind": "session", "share": 800, "run": "3"},
        "viewings/5": {"kind": "declared", "share": 1000},
    }
    assert viewings.runs_seen(values, 900) == {"1", "2"}
