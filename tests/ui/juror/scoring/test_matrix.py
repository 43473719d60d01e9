"""The matrix takes digits, halves, steps and clicks, and says each score in words."""

import sys

import msgspec
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from jury_app.rules.rules import Scale
from jury_app.ui.juror.scoring.anchors import Anchors
from jury_app.ui.juror.scoring.cells import Cell
from jury_app.ui.juror.scoring.rows import stroke
from tests.ui.juror.scoring.conftest import focused_path


def rows(panel):
    return panel._sections["scores"].rows


def cells(row):
    return {each.text(): each for each in row.findChildren(Cell) if each.accessibleName()}


def level(row, name):
    return next(
        each for each in row.findChildren(Cell) if f", {name} of 10" in each.accessibleName()
    )


@pytest.fixture
def halves(asked):
    """A draft of the second round, which scores in half steps."""
    return asked(round_id="r2")


def test_a_point_after_the_digit_adds_a_half_though_the_next_row_has_the_focus(
    open_panel, halves, fingers
):
    open_panel(halves)
    fingers.press("7 .")
    assert halves.get("scores/artistry") == {"units": 15, "per": 2}
    assert focused_path() == "scores/innovation"
    fingers.press("8 . 6 0")
    scores = [halves.get(f"scores/{each.id}") for each in halves.form.criteria]
    assert [each["units"] for each in scores] == [15, 17, 12, 20]


def test_the_last_digit_stays_where_a_point_may_follow_it(open_panel, halves, fingers):
    open_panel(halves)
    fingers.press("7 8 6 4 .")
    assert halves.get("scores/impact") == {"units": 9, "per": 2}
    assert focused_path() == "scores/impact"


def test_a_full_matrix_is_scored_anew_with_halves_and_rests_at_its_end(open_panel, halves, fingers):
    panel = open_panel(halves)
    fingers.press("7 8 6 4")
    fingers.press("9")
    assert units(halves) == [14, 16, 12, 8]
    panel.go_to_section("scores")
    fingers.press("1 . 2 3 . 4 . 5")
    assert units(halves) == [3, 4, 7, 9]  # the half is the score's before; the fifth digit nobody's
    assert rows(panel)[3].hint.startswith("That was the last answer here.")
    fingers.press(".")
    assert units(halves)[3] == 8
    fingers.press("6")
    assert units(halves)[3] == 8
    fingers.press("Up Down 6")
    assert units(halves)[3] == 12


def test_what_is_undone_at_the_end_is_scored_by_a_digit_again(qtbot, open_panel, halves, fingers):
    open_panel(halves)
    fingers.press("7 8 6")
    qtbot.waitUntil(lambda: halves.is_settled)
    fingers.press("4")
    qtbot.waitUntil(lambda: halves.is_settled and halves.can_undo)
    halves.undo()
    qtbot.waitUntil(lambda: halves.is_settled and halves.can_redo)
    assert halves.get("scores/impact") is None
    fingers.press("9")
    assert halves.get("scores/impact") == {"units": 18, "per": 2}


def test_a_point_belongs_to_the_digit_just_before_it_alone(open_panel, halves, fingers):
    open_panel(halves)
    fingers.press("7 Tab Backtab .")
    assert halves.get("scores/artistry") == {"units": 14, "per": 2}
    assert halves.get("scores/innovation") is None


def test_a_second_point_takes_the_half_back_and_ten_has_none(open_panel, halves, fingers):
    open_panel(halves)
    fingers.press("7 . Up .")
    assert halves.get("scores/artistry") == {"units": 14, "per": 2}
    fingers.press("0 .")
    assert halves.get("scores/artistry") == {"units": 20, "per": 2}


def test_whole_rounds_say_so_at_a_point_and_keep_the_score(panel, draft, fingers):
    fingers.press("7 Up .")
    assert draft.get("scores/conductorship") == {"units": 7, "per": 1}
    assert rows(panel)[0].hint == "This round scores in whole numbers."
    fingers.press("8")
    assert rows(panel)[0].hint == ""


def test_signs_change_a_score_that_is_given_and_never_make_one(panel, draft, fingers):
    fingers.press("3 Up + = -")
    assert draft.get("scores/conductorship") == {"units": 4, "per": 1}
    fingers.press("Down - +")
    assert draft.get("scores/cohesion") is None
    assert rows(panel)[1].hint == "There is no score yet that could be changed: type one."


@pytest.mark.parametrize("section", ["scores", "lanes", "ethics"])
def test_left_and_right_wind_the_film_and_never_touch_an_answer(
    session, panel, draft, fingers, section
):
    wound = []
    commands = {way: lambda way=way: wound.append(way) for way in ("back_5", "forward_5")}
    session.keys.attach(panel, commands)
    panel.go_to_section(section)
    fingers.press("Left Right")
    assert dict(draft.values) == {}
    fingers.press("3 Tab Backtab" if section == "ethics" else "6 5 Up")
    given = dict(draft.values)
    row = panel._sections[section].rows[0]
    row.setFocus()
    fingers.press("Left Left Right")
    assert wound == ["back_5", "forward_5", "back_5", "back_5", "forward_5"]
    assert dict(draft.values) == given
    assert given
    assert row.hasFocus()


def test_backspace_takes_a_score_away(panel, draft, fingers):
    fingers.press("7 Up Backspace")
    assert draft.get("scores/conductorship") is None
    assert rows(panel)[0].is_empty


def test_what_cannot_be_judged_says_which_kind_and_why(panel, draft, fingers):
    fingers.press("X 1")
    fingers.type("Only a trailer came.")
    assert draft.get("scores/conductorship") == {
        "cannot": "not_shown",
        "reason": "Only a trailer came.",
    }
    fingers.press("Esc")
    assert focused_path() == "scores/cohesion"
    fingers.press("Up 6")
    assert draft.get("scores/conductorship") == {"units": 6, "per": 1}


def test_escape_leaves_the_question_for_the_criterion_and_nothing_more(
    session, panel, draft, fingers
):
    left = []
    session.keys.attach(panel, {"back": lambda: left.append(True)})
    fingers.press("X Esc")
    assert QApplication.focusWidget() is rows(panel)[0]
    assert left == []
    fingers.press("Esc")
    assert left == [True]


def test_a_reason_without_a_kind_is_another_reason(panel, draft, fingers):
    fingers.press("X Return")
    fingers.type("I composed its score.")
    assert draft.get("scores/conductorship") == {
        "cannot": "other",
        "reason": "I composed its score.",
    }


def test_the_words_of_what_cannot_be_judged_show_once_they_can_be_typed(panel, draft, fingers):
    fingers.press("X")
    words = rows(panel)[0]._cannot.words
    assert not words.isVisible()
    # No kind stands as if it were chosen, and what is missing leads to the question for it.
    assert not any(each.isChecked() for each in rows(panel)[0]._cannot.kind._options._cells)
    assert draft.faults()[0].path == "scores/conductorship"
    panel.go_to("scores/cohesion")
    panel.go_to("scores/conductorship")
    assert rows(panel)[0]._cannot.kind.hasFocus()
    fingers.press("3")
    assert words.isVisible()
    assert words.hasFocus()
    fingers.press("Return")
    assert QApplication.focusWidget() is rows(panel)[0]
    panel.go_to("scores/conductorship")
    assert words.hasFocus()
    fingers.type("I composed its score.")
    fingers.press("Return")
    assert focused_path() == "scores/cohesion"
    assert draft.get("scores/conductorship")["reason"] == "I composed its score."


def test_the_last_criterions_reason_is_left_where_a_half_may_follow(open_panel, halves, fingers):
    panel = open_panel(halves)
    fingers.press("7 8 6 X 1")
    fingers.type("No sound came.")
    fingers.press("Return")
    assert QApplication.focusWidget() is rows(panel)[3]


def test_a_click_gives_a_level_and_a_second_one_its_half(qtbot, open_panel, halves):
    panel = open_panel(halves)
    row = rows(panel)[1]
    qtbot.mouseClick(level(row, "7"), Qt.MouseButton.LeftButton)
    assert halves.get("scores/innovation") == {"units": 14, "per": 2}
    assert QApplication.focusWidget() is row
    qtbot.mouseClick(level(row, "7"), Qt.MouseButton.LeftButton)
    assert halves.get("scores/innovation") == {"units": 15, "per": 2}
    assert "7.5" in cells(row)


def test_an_anchor_can_be_clicked(qtbot, panel, draft):
    anchors = panel._sections["scores"]._abouts[0]._anchors
    qtbot.mouseClick(anchors._texts[2], Qt.MouseButton.LeftButton)
    assert draft.get("scores/conductorship") == {"units": 7, "per": 1}


def test_a_cell_is_said_with_its_anchor(panel):
    row = rows(panel)[1]
    assert level(row, "7").accessibleName() == "Cohesion, 7 of 10: Carries the film."
    assert level(row, "5").accessibleName() == (
        "Cohesion, 5 of 10: between “Holds in parts, breaks in others.” and “Carries the film.”"
    )


def test_a_row_says_its_score_and_what_it_means(panel, fingers):
    row = rows(panel)[1]
    assert row.accessibleName() == "Cohesion, not scored"
    fingers.press("Down 7")
    assert row.accessibleName() == "Cohesion, 7 of 10: Carries the film."
    fingers.press("Up X")
    assert row.accessibleName() == "Cohesion, cannot judge"


def test_one_cell_is_chosen_and_says_so_to_screen_readers(panel, fingers):
    fingers.press("7")
    chosen = [each.text() for each in rows(panel)[0].findChildren(Cell) if each.isChecked()]
    assert chosen == ["7"]


def test_the_anchors_of_the_criterion_in_hand_are_read_beside_it(panel, fingers):
    matrix = panel._sections["scores"]
    shown = [about.isVisible() for about in matrix._abouts]
    assert shown == [True, False, False, False]
    fingers.press("Down")
    assert [about.isVisible() for about in matrix._abouts] == [False, True, False, False]


def test_a_wide_page_shows_the_whole_matrix(qtbot, open_panel, draft):
    panel = open_panel(draft, width=1100)
    assert all(row.findChild(Anchors).isVisible() for row in rows(panel))
    assert not panel._sections["scores"].details.isVisible()
    panel.resize(460, 900)
    qtbot.waitUntil(panel._sections["scores"].details.isVisible)
    assert not any(row.findChild(Anchors).isVisible() for row in rows(panel))


@pytest.mark.parametrize("width", [460, 1100])
def test_other_scales_and_criteria_without_anchors_can_be_scored(open_panel, draft, fingers, width):
    bare = msgspec.structs.replace(draft.form.criteria[0], anchors=())
    draft.form = msgspec.structs.replace(
        draft.form,
        scale=Scale(low=0, high=5, per=1),
        criteria=(bare, *draft.form.criteria[1:]),
    )
    panel = open_panel(draft, width=width)
    fingers.press("0 9 5")
    assert draft.get("scores/conductorship") == {"units": 0, "per": 1}
    assert rows(panel)[0].accessibleName() == "Conductorship, 0 of 5"
    assert draft.get("scores/cohesion") == {"units": 5, "per": 1}


def test_a_digit_off_the_scale_says_where_the_scale_ends(open_panel, draft, fingers):
    draft.form = msgspec.structs.replace(draft.form, scale=Scale(low=1, high=5, per=1))
    panel = open_panel(draft)
    fingers.press("9")
    assert draft.get("scores/conductorship") is None
    assert rows(panel)[0].hint == "The scale goes from 1 to 5."


def test_holding_a_digit_answers_one_question(panel, draft, fingers):
    focused = QApplication.focusWidget()
    for is_repeat in (False, True, True):
        event = QKeyEvent(
            QEvent.Type.KeyPress,
            Qt.Key.Key_7,
            Qt.KeyboardModifier.NoModifier,
            "7",
            is_repeat,
        )
        QApplication.sendEvent(QApplication.focusWidget(), event)
    assert QApplication.focusWidget() is not focused
    assert list(draft.values) == ["scores/conductorship"]


def key(code, text="", modifiers=Qt.KeyboardModifier.NoModifier, scan=0):
    return QKeyEvent(QEvent.Type.KeyPress, code, modifiers, scan, 0, 0, text)


def test_keys_with_other_keys_and_shifted_arrows_belong_to_the_window():
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    assert stroke(key(Qt.Key.Key_1, "1", control)) == ""
    assert stroke(key(Qt.Key.Key_Left, "", shift)) == ""
    assert stroke(key(Qt.Key.Key_Left)) == ""
    assert stroke(key(Qt.Key.Key_Down)) == "Down"
    assert stroke(key(Qt.Key.Key_Space, " ")) not in set("0123456789.XAH")


@pytest.mark.skipif(sys.platform != "linux", reason="keys have other places elsewhere")
def test_digits_and_letters_are_read_by_place_where_the_layout_has_others():
    french_two = key(Qt.Key.Key_Eacute, "é", scan=11)
    russian_x = key(0x427, "ч", scan=53)
    assert stroke(french_two) == "2"
    assert stroke(russian_x) == "X"
    shifted = Qt.KeyboardModifier.ShiftModifier
    assert stroke(key(Qt.Key.Key_Exclam, "!", shifted, scan=10)) == "!"
    assert stroke(key(Qt.Key.Key_2, "2", shifted, scan=11)) == "2"


@pytest.fixture
def hundred(draft):
    """A draft that is scored from 0 to 100."""
    draft.form = msgspec.structs.replace(draft.form, scale=Scale(low=0, high=100, per=1))
    return draft


def units(draft):
    return [(draft.get(f"scores/{each.id}") or {}).get("units") for each in draft.form.criteria[:4]]


def test_a_score_of_a_wide_scale_takes_two_digits_and_moves_on(open_panel, hundred, fingers):
    panel = open_panel(hundred)
    fingers.press("8 5")
    assert units(hundred) == [85, None, None, None]
    assert focused_path() == rows(panel)[1].path
    fingers.press("1 0 0 1 0 7")
    assert units(hundred) == [85, 100, 10, None]
    fingers.press("Return")
    assert units(hundred) == [85, 100, 10, 7]


def test_a_wide_number_that_is_begun_is_seen_rubbed_out_and_taken_by_leaving_it(
    open_panel, hundred, fingers
):
    first = rows(open_panel(hundred))[0]
    fingers.press("8")
    assert (first._value.text(), units(hundred)[0]) == ("8_", None)
    fingers.press("Backspace 9 Down")
    assert units(hundred)[0] == 9


def test_a_cell_that_is_clicked_is_the_score_whatever_was_typed_before(
    open_panel, hundred, fingers
):
    first = rows(open_panel(hundred))[0]
    fingers.press("7")
    first._cells[50].click()
    fingers.press("Down")
    assert units(hundred)[0] == 50


def test_a_wide_scale_has_no_more_cells_than_ten_steps_need(open_panel, hundred, fingers):
    first = rows(open_panel(hundred))[0]
    assert list(first._cells) == list(range(0, 101, 10))
    fingers.press("8 5")
    chosen = [level for level, cell in first._cells.items() if cell.isChecked()]
    assert chosen == [80]
