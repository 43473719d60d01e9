from hypothesis import given
from hypothesis import strategies as st

from jury_app.jury.drafts import NOTE_KINDS, next_note
from jury_app.ui.juror.room.notes import AUDIENCES, KINDS, notes


def value(at, text="x"):
    return {"at": at, "text": text, "kind": "doubt", "audience": "panel"}


def test_every_kind_that_a_scorecard_knows_can_be_chosen():
    assert tuple(choice.code for choice in KINDS) == NOTE_KINDS


def test_every_audience_can_be_chosen():
    assert [choice.code for choice in AUDIENCES] == ["entrant", "panel", "private"]


def test_notes_come_by_moment_and_then_by_number():
    draft = {"notes/10": value(5), "notes/9": value(5), "notes/1": value(9), "notes/2": value(0)}
    assert [note.path for note in notes(draft)] == ["notes/2", "notes/9", "notes/10", "notes/1"]


def test_what_is_no_note_is_left_out():
    draft = {"notes/x": value(1), "notes/1": "text", "notes/2": {"at": "1"}, "verdict": "meets"}
    assert notes(draft) == ()


def test_a_note_goes_back_into_the_draft_as_it_came():
    draft = {"notes/3": value(61_000, "Two lines\nof text")}
    (note,) = notes(draft)
    assert {note.path: note.value} == draft


@given(st.sets(st.integers(0, 999)))
def test_a_new_note_never_takes_the_place_of_another(numbers):
    draft = {f"notes/{number}": value(0) for number in numbers}
    assert next_note(draft) not in draft
