"""Each ethics question is answered by itself; nothing is clear before somebody says so."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from jury_app.ui.juror.scoring.fields import Words
from jury_app.ui.kit.buttons import Button
from tests.ui.juror.scoring.conftest import MOMENT, focused_path

QUESTIONS = ("likeness", "training_data", "model_provenance", "credits", "disclosure", "harm")


@pytest.fixture
def ethics(panel):
    """The intake, its first question focused."""
    panel.go_to_section("ethics")
    return panel._sections["ethics"]


def answers(draft):
    return [(draft.get(f"ethics/{each}") or {}).get("answer") for each in QUESTIONS]


def test_no_question_has_an_answer_by_itself(ethics, draft):
    assert answers(draft) == [None] * 6


def test_each_answer_is_one_key_and_moves_on(ethics, draft, fingers):
    fingers.press("1 2 Return 1")
    assert answers(draft) == ["clear", "question", "clear", None, None, None]
    assert focused_path() == "ethics/credits"


@pytest.mark.parametrize("leave", ["Return", "Esc", "Tab"])
def test_what_is_typed_after_a_question_is_its_note_and_no_shortcut(
    session, panel, draft, fingers, leave
):
    panel.go_to_section("ethics")
    acted = []
    session.keys.attach(panel, {each: lambda: acted.append(1) for each in ("scores", "note")})
    fingers.press("2")
    fingers.type("Whose snow is on the score?")
    fingers.press(leave)
    assert acted == []
    assert draft.get("ethics/likeness") == {
        "answer": "question",
        "note": "Whose snow is on the score?",
    }
    assert focused_path() == "ethics/training_data"
    assert not isinstance(QApplication.focusWidget(), Words)


def test_a_note_that_is_missing_leads_back_to_its_question(ethics, draft, fingers):
    fingers.press("3 Return")
    assert QApplication.focusWidget() is ethics.rows[0]
    fingers.press("1")
    assert focused_path() == "ethics/training_data"


@pytest.mark.parametrize(("key", "answer"), [("3", "concern"), ("4", "block")])
def test_from_concern_up_the_note_is_asked_for_at_once(ethics, draft, fingers, key, answer):
    fingers.press(key)
    assert isinstance(QApplication.focusWidget(), Words)
    assert ethics.rows[0].is_empty
    fingers.type("No consent is shown.")
    assert draft.get("ethics/likeness") == {"answer": answer, "note": "No consent is shown."}
    fingers.press("Tab")
    assert focused_path() == "ethics/training_data"


def test_a_block_says_what_follows(ethics, fingers):
    fingers.press("4")
    follows = ethics.rows[0]._doubt.follows
    assert follows.isVisible()
    fingers.press("Esc 3")
    assert not follows.isVisible()


def test_h_puts_the_films_moment_to_an_answer_that_is_not_clear(ethics, draft, fingers):
    fingers.press("2 Esc Up H")
    assert draft.get("ethics/likeness") == {"answer": "question", "moment": MOMENT}
    assert ethics.rows[0]._moment.text == "12:34"
    fingers.press("1 H")
    assert draft.get("ethics/likeness") == {"answer": "clear"}


def test_without_a_film_there_is_no_moment(ethics, draft, fingers):
    ethics.rows[0]._position = lambda: None
    fingers.press("2 Esc Up H")
    assert draft.get("ethics/likeness") == {"answer": "question"}
    assert ethics.rows[0].hint == "No film is open: there is no moment to put down."


def test_a_flag_from_anywhere_gives_its_moment_to_the_next_doubt(panel, draft, fingers):
    fingers.press("7")
    panel.commands()["ethics"]()
    assert focused_path() == "ethics/likeness"
    fingers.press("1 3")
    fingers.type("Whose voice?")
    assert draft.get("ethics/training_data") == {
        "answer": "concern",
        "moment": MOMENT,
        "note": "Whose voice?",
    }
    fingers.press("Tab 2")
    assert "moment" not in draft.get("ethics/model_provenance")


def test_all_clear_answers_only_what_is_open_and_is_taken_back_by_the_same_key(
    ethics, draft, fingers
):
    fingers.press("2 Esc A")
    assert answers(draft) == ["question", *["clear"] * 5]
    ethics.enter()
    fingers.press("A")
    assert answers(draft) == ["question", *[None] * 5]


def test_all_clear_is_no_longer_taken_back_once_something_else_was_answered(ethics, draft, fingers):
    fingers.press("A")
    ethics.enter()
    fingers.press("2 Esc A")
    assert answers(draft) == ["question", *["clear"] * 5]


def test_all_clear_is_one_act_for_undo_and_redo(qtbot, session, ethics, draft, fingers):
    fingers.press("2 Esc")
    qtbot.waitUntil(lambda: session.is_saved)
    fingers.press("A")
    qtbot.waitUntil(lambda: session.is_saved)
    draft.undo()
    qtbot.waitUntil(lambda: answers(draft) == ["question", *[None] * 5])
    draft.redo()
    qtbot.waitUntil(lambda: answers(draft) == ["question", *["clear"] * 5])


def test_space_answers_nothing_and_no_button_of_the_intake_takes_the_focus(ethics, fingers):
    assert ethics._all_clear.focusPolicy() == Qt.FocusPolicy.NoFocus
    fingers.press("3")
    buttons = ethics.findChildren(Button)
    assert len(buttons) == 2
    assert all(each.focusPolicy() == Qt.FocusPolicy.NoFocus for each in buttons)


def test_a_question_is_said_with_its_answer(ethics, fingers):
    row = ethics.rows[0]
    assert row.accessibleName() == "Likeness and voice: not answered"
    fingers.press("2")
    assert row.accessibleName() == "Likeness and voice: Question"
    assert row.accessibleDescription().startswith("Did everybody whose face")


def test_a_cleared_note_leaves_the_draft(ethics, draft, fingers):
    fingers.press("3")
    fingers.type("Hm.")
    fingers.press("Esc Up Backspace")
    assert draft.get("ethics/likeness") is None
