"""What was undone is said so that it can be told from what it was."""

import pytest

from jury_app.rules.forms import form
from jury_app.ui.juror.undoing import sentence, step
from tests.rules.samples import shipped


@pytest.fixture
def asked():
    its = shipped("hkaiiff-2026")
    category = its.rules.categories[0].id
    return form(its.rules, "r1", category, its.texts["en"], its.texts["en"])


def note(text, kind="doubt", audience="panel"):
    return {"notes/1": {"at": 0, "text": text, "kind": kind, "audience": audience}}


def undone(before, after, asked):
    return sentence(step(before, after, is_redo=False), asked)


def test_a_change_of_words_is_said_by_the_words(asked):
    assert undone(note("A chi"), note("A child"), asked) == "Undone: Doubt at 0:00: A chi → A child"
    assert undone({}, note("A child"), asked) == "Undone: Doubt at 0:00: – → A child"


def test_a_change_of_kind_is_said_by_the_kinds(asked):
    said = undone(note("A child", kind="ethics"), note("A child"), asked)
    assert said == "Undone: A child: Ethics at 0:00 → Doubt at 0:00"


def test_a_change_of_readers_is_said_by_the_readers(asked):
    said = undone(note("A child", audience="private"), note("A child"), asked)
    assert said == ("Undone: Doubt at 0:00: nobody: it stays on this computer → chair and panel")


def test_a_change_far_into_a_long_text_is_seen(asked):
    long = "Rain on glass, again and again, for all of the second act; "
    said = undone({"comment/panel": long + "why?"}, {"comment/panel": long + "why not?"}, asked)
    assert said == ("Undone: Comment to chair and panel: …d act; why? → …d act; why not?")


def test_what_differs_in_nothing_that_is_said_is_only_named(asked):
    criterion = asked.criteria[0]
    path = f"scores/{criterion.id}"
    sides = [{path: {"cannot": code, "reason": "No sound."}} for code in ("other", "not_shown")]
    assert undone(*sides, asked) == f"Undone: {criterion.label}"
