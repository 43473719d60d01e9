"""A scorecard in a file: what it sets, what it takes away, what it leaves as it was."""

import json

import pytest

from jury_app.base.errors import Refusal
from jury_app.desks.juror.sheet import changes_of, decode_sheet, milliseconds

ITEM = "b" * 64


def changes(written: dict, present: tuple[str, ...] = ()) -> dict:
    return changes_of(decode_sheet(json.dumps(written).encode()), ITEM, present)


def test_what_is_left_out_stays_as_it_was():
    assert changes({}, ("verdict", "notes/1", "checklist/performance")) == {}


@pytest.mark.parametrize("name", ["verdict", "verdict_reason"])
def test_null_takes_a_value_away(name):
    assert changes({name: None}) == {name: None}


def test_a_list_replaces_the_whole_list():
    note = {"at": "0:01:02", "text": "lovely"}
    found = changes({"notes": [note]}, ("notes/1", "notes/2", "verdict"))
    assert found["notes/2"] is None
    assert found["notes/1"]["at"] == 62_000
    assert "verdict" not in found
    assert changes({"checklist": []}, ("checklist/performance",)) == {"checklist/performance": None}


def test_whole_and_half_scores_are_exact_and_others_are_refused():
    found = changes({"scores": {"a": 7, "b": 7.5, "c": None}})
    assert found == {
        "scores/a": {"units": 7, "per": 1},
        "scores/b": {"units": 15, "per": 2},
        "scores/c": None,
    }
    with pytest.raises(Refusal, match="neither"):
        changes({"scores": {"a": 7.25}})


def test_a_viewing_names_the_films_file_but_a_live_one_does_not():
    declared = changes({"viewings": [{"place": "Busan"}]})["viewings/1"]
    live = changes({"viewings": [{"kind": "live"}]})["viewings/1"]
    assert declared == {"kind": "declared", "share": 1000, "place": "Busan", "item": ITEM}
    assert live == {"kind": "live", "share": 1000}


@pytest.mark.parametrize(
    ("text", "expected"), [("1:02", 62_000), ("1:00:00.5", 3_600_500), (1234, 1234)]
)
def test_moments_are_told_in_milliseconds(text, expected):
    assert milliseconds(text) == expected
