"""Lanes are typed or dragged, never prefilled; sum, band and verdict follow them."""

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel

from jury_app.pictures.shapes import Circle, Polyline
from jury_app.ui.kit.buttons import Button, Tick
from tests.ui.juror.scoring.conftest import focused_path

LANES = ("writing", "direction", "generation", "editing", "sound", "post")


@pytest.fixture
def gate(panel):
    """The section of lanes and verdict, its first lane focused."""
    panel.go_to_section("lanes")
    return panel._sections["lanes"]


def lanes(draft):
    return [draft.get(f"lanes/{lane}") for lane in LANES]


def fill(fingers, percent):
    fingers.press(" ".join(" ".join(f"{percent:02d}") for _lane in LANES))


def marks(picture, about):
    return [each for each in picture.shapes if isinstance(each, Circle) and each.about == about]


def test_assessed_lanes_begin_empty_though_lanes_are_declared(gate, draft):
    picture = gate._hexagon.picture
    assert len(marks(picture, "declared")) == 6
    assert marks(picture, "assessed") == []
    assert lanes(draft) == [None] * 6


def test_digits_move_from_lane_to_lane_and_on_to_the_verdict(gate, draft, fingers):
    fingers.press("6 5 8 0 9 5 1 0 0 0 5 4 0")
    assert lanes(draft) == [65, 80, 95, 100, 5, 40]
    assert focused_path() == "verdict"


def test_ten_ends_with_the_next_lanes_first_digit(gate, draft, fingers):
    fingers.press("1 0 6 5")
    assert lanes(draft)[:3] == [10, 65, None]
    assert focused_path() == "lanes/generation"


def test_ten_that_was_taken_back_does_not_return_with_the_focus(qtbot, gate, draft, fingers):
    fingers.press("1 0")
    qtbot.waitUntil(lambda: draft.is_settled)
    draft.undo()
    qtbot.waitUntil(lambda: draft.is_settled and draft.can_redo)
    fingers.press("Down")
    assert lanes(draft)[0] is None


def test_filled_lanes_are_typed_anew_one_after_the_other_up_to_the_last(panel, draft, fingers):
    fingers.press("7 6 8 0")
    fill(fingers, 60)
    fingers.press("1 1 1 1 1 1 1")
    panel.go_to_section("lanes")
    fingers.press("6 5 1 0 9 5 1 0 0 0 5 4 0")
    assert lanes(draft) == [65, 10, 95, 100, 5, 40]
    assert focused_path() == "lanes/post"
    fingers.press("1 0 4 5 2")  # neither the lane nor the verdict below it is typed over
    assert lanes(draft)[5] == 40
    assert draft.get("verdict") == "meets"
    fingers.press("Backspace 4 5")
    assert lanes(draft)[5] == 45


def test_lanes_typed_anew_lead_on_to_what_is_not_answered_yet(panel, draft, fingers):
    panel.go_to_section("lanes")
    fill(fingers, 60)
    panel.go_to_section("lanes")
    fingers.press("Up Up")
    assert focused_path() == "lanes/sound"
    fingers.press("4 0 4 0")
    assert focused_path() == "verdict"
    fingers.press("1")
    assert focused_path() == "ethics/likeness"


def test_ten_in_the_last_lane_ends_with_the_verdicts_digit(gate, draft, fingers):
    fingers.press("6 0 6 0 6 0 6 0 6 0 1 0 2")
    assert lanes(draft)[5] == 10
    assert draft.get("verdict") == "doubtful"


def test_half_a_number_is_shown_as_one_and_no_step_is_refused(gate, draft, fingers):
    fingers.press("6")
    row = gate.rows[0]
    assert row._value.text() == "6_"
    fingers.press("3")
    assert row._value.text() == "63 ✗"
    said = "63 is not taken: lanes go in steps of 5. Press Backspace and type it anew."
    assert row.hint == said
    assert lanes(draft) == [None] * 6
    fingers.press("8 0 9 5")
    assert row.hint == said
    assert lanes(draft) == [None] * 6
    assert focused_path() == "lanes/writing"
    fingers.press("Backspace 6 5 8 0")
    assert lanes(draft)[:3] == [65, 80, None]


def test_a_lane_left_after_digits_that_are_no_step_is_begun_anew(gate, draft, fingers):
    fingers.press("6 2 Down Up 6 5")
    assert lanes(draft)[:2] == [65, None]


def test_what_is_no_step_is_dropped_when_the_lane_is_left_and_a_step_is_kept(gate, draft, fingers):
    fingers.press("6 Tab 5 Return")
    assert lanes(draft)[:2] == [None, 5]
    assert gate.rows[0]._value.text() == "–"


def test_signs_and_backspace_change_a_lane_that_is_given(gate, draft, fingers):
    fingers.press("6 5 Up + + -")
    assert lanes(draft)[0] == 70
    fingers.press("3 Backspace")
    assert lanes(draft)[0] == 70
    fingers.press("Backspace - +")
    assert lanes(draft)[0] is None
    assert gate.rows[0].hint == "There is no estimate yet that could be changed: type one."


def test_a_corner_is_dragged_along_its_spoke_in_steps(qtbot, gate, draft):
    view = gate._hexagon

    def at(spoke: int, percent: float) -> QPoint:
        return view.from_picture(view.place_of(spoke, percent)).toPoint()

    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=at(2, 31))
    assert draft.get("lanes/generation") == 30
    qtbot.mouseMove(view, at(2, 77))
    qtbot.waitUntil(lambda: draft.get("lanes/generation") == 75)
    qtbot.mouseMove(view, at(3, 140))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=at(3, 140))
    assert lanes(draft)[3] is None
    assert focused_path() == "lanes/generation"


def test_a_lane_is_dragged_on_its_line(qtbot, gate, draft):
    track = gate.rows[1]._track
    place = QPoint(track._x(100) + 30, track.height() // 2)
    qtbot.mouseClick(track, Qt.MouseButton.LeftButton, pos=place)
    assert draft.get("lanes/direction") == 100


def test_sum_gate_and_band_are_said_as_soon_as_six_lanes_are_given(gate, fingers):
    fill(fingers, 60)
    assert gate._sum.text() == (
        "Weighted sum 60.0 % · meets the line of 51 % · inside the typical 51–70 %"
    )
    picture = gate._hexagon.picture
    assert "assessed, sum 60.0 %" in picture.description
    assert any(each.about == "assessed" for each in picture.shapes if isinstance(each, Polyline))


def test_the_sum_is_the_same_number_in_the_legend_and_below_it(gate, fingers):
    fingers.press("7 5 7 5 7 5 8 5 8 0 7 0")
    assert gate._sum.text().startswith("Weighted sum 76.8 % ")
    assert "assessed, sum 76.8 %" in gate._hexagon.picture.description


def test_lanes_that_are_missing_are_counted(gate, fingers):
    fingers.press("6 5")
    assert gate._sum.text() == "The weighted sum shows once 5 more lanes are estimated."


def test_a_verdict_against_the_sum_asks_for_its_reason(gate, draft, fingers):
    fill(fingers, 40)
    fingers.press("1")
    assert draft.get("verdict") == "meets"
    assert gate._verdict.needed() == "Your verdict and the sum of your lanes differ: say why."
    assert [fault.path for fault in draft.faults() if fault.path.startswith("verdict")] == [
        "verdict_reason"
    ]
    fingers.type("The journals show more.")
    assert draft.get("verdict_reason") == "The journals show more."
    assert not gate._verdict.is_empty


def test_a_verdict_that_needs_no_reason_moves_on(gate, draft, fingers):
    fill(fingers, 60)
    fingers.press("1")
    assert draft.get("verdict") == "meets"
    assert focused_path().startswith("scores/") or focused_path().startswith("ethics/")


def test_the_reason_of_a_verdict_shows_only_where_it_is_asked_for(gate, draft, fingers):
    fill(fingers, 60)
    fingers.press("1")
    assert gate._verdict.words.isHidden()
    gate._verdict.setFocus()
    fingers.press("2")
    assert gate._verdict.words.hasFocus()
    fingers.type("Two lanes are guesses.")
    fingers.press("Return")
    assert focused_path() == "ethics/likeness"
    gate._verdict.setFocus()
    fingers.press("1")
    assert gate._verdict.words.isVisible()
    assert draft.get("verdict_reason") == "Two lanes are guesses."


def test_outside_the_band_another_category_is_asked_and_told_to_the_panel(
    qtbot, gate, draft, fingers
):
    fill(fingers, 85)
    assert gate._question.isVisible()
    offered = gate._question.findChildren(Button)
    names = [button.accessibleName() for button in offered]
    assert names == ["Suggest “Digital Beings & Synthetic Performance” to chair and panel"]
    for _twice in range(2):
        qtbot.mouseClick(offered[0], Qt.MouseButton.LeftButton)
    assert draft.get("comment/panel") == (
        "Another category? “Digital Beings & Synthetic Performance”: the sum of my lanes is 85.0 %."
    )


def test_inside_the_band_nothing_is_asked(gate, fingers):
    fill(fingers, 60)
    assert gate._question.isHidden()


def test_evidence_of_the_lane_in_hand_lies_beside_it(qtbot, panel, gate, draft, fingers):
    said = dict(draft.shown.dossier)["declared/writing"]
    page = gate._evidence

    def read():
        return [each.text() for each in page.findChildren(QLabel) if each.isVisible()]

    assert read()[:2] == ["Writing", f"Declared: {said} %"]
    assert "Evidence: journals, prompts, drafts and what was kept of them." in read()
    button = next(each for each in page.findChildren(Button) if each.text() == "Dossier")
    with qtbot.waitSignal(panel.evidence_wanted) as wanted:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert wanted.args == ["dossier"]
    fingers.press("Down")
    said = dict(draft.shown.dossier)["declared/direction"]
    assert f"Declared: {said} %" in read()
    assert "Evidence: journals, selects, decisions on staging and performance." in read()


def test_lanes_say_their_value_and_what_was_declared(gate, draft, fingers):
    row = gate.rows[0]
    assert row.accessibleName() == "Writing, not estimated"
    fingers.press("6 5")
    assert row.accessibleName() == "Writing, 65 percent"
    said = dict(draft.shown.dossier)["declared/writing"]
    assert row.accessibleDescription() == f"weight 20 %, declared {said} %"


def test_a_checklist_gate_shows_its_checklist(qtbot, asked, open_panel, fingers):
    draft = asked("kaiff-2024")
    panel = open_panel(draft)
    panel.go_to_section("lanes")
    gate = panel._sections["lanes"]
    assert gate._hexagon is None
    tick = gate.findChild(Tick)
    qtbot.mouseClick(tick.box, Qt.MouseButton.LeftButton)
    assert draft.get("checklist/generative_ai") is True
    qtbot.mouseClick(tick.box, Qt.MouseButton.LeftButton)
    assert draft.get("checklist/generative_ai") is None
    panel.go_to_section("lanes")
    fingers.press("1")  # the only item; on to the verdict
    assert draft.get("checklist/generative_ai") is True
    fingers.press("1")
    assert draft.get("verdict") == "meets"
    assert not gate._verdict.is_empty


def test_the_keys_come_by_the_checklist_before_the_verdict(asked, open_panel, fingers):
    draft = asked("hkaiiff-2027")
    panel = open_panel(draft)
    panel.go_to_section("lanes")
    gate = panel._sections["lanes"]
    fingers.press("6 0 " * 6)
    assert gate._checklist.hasFocus()
    fingers.press("1 3 3 6")
    assert {path for path in draft.values if path.startswith("checklist/")} == {
        "checklist/audiovisual",
        "checklist/subtitles",
    }
    assert gate._checklist.accessibleName().endswith(": Main audiovisual material, Subtitles")
    fingers.press("Return")
    assert gate._verdict.hasFocus()
    fingers.press("1")
    assert not gate._verdict.needed()
    assert panel._sections["ethics"].isAncestorOf(QApplication.focusWidget())
    assert not [fault for fault in draft.faults() if fault.path.startswith("verdict")]


def test_who_says_meets_though_nothing_that_suffices_is_ticked_says_why(asked, open_panel, fingers):
    draft = asked("hkaiiff-2027")
    panel = open_panel(draft)
    panel.go_to_section("lanes")
    verdict = panel._sections["lanes"]._verdict
    fingers.press("6 0 " * 6 + "6 Return 1")  # subtitles alone
    assert verdict.words.hasFocus()
    assert "verdict_reason" in {fault.path for fault in draft.faults()}
    draft.set("checklist/rules", True)
    assert not verdict.needed()
    draft.set("checklist/rules", None)
    fingers.type("It is all prompt.")
    fingers.press("Return")
    assert panel._sections["ethics"].isAncestorOf(QApplication.focusWidget())
    assert "verdict_reason" not in {fault.path for fault in draft.faults()}


def test_what_alone_does_not_qualify_can_be_ticked_too(asked, open_panel):
    draft = asked("hkaiiff-2027")
    panel = open_panel(draft)
    draft.set("checklist/subtitles", True)
    names = [tick.box.accessibleName() for tick in panel.findChildren(Tick) if tick.is_on]
    assert names == ["Subtitles"]


def test_a_ratio_declared_for_the_whole_film_is_shown_and_never_spread(open_panel, draft):
    dossier = [each for each in draft.shown.dossier if not each[0].startswith("declared/")]
    dossier.append(("declared_overall", 70))
    draft.shown = msgspec.structs.replace(draft.shown, dossier=tuple(dossier))
    panel = open_panel(draft)
    picture = panel._sections["lanes"]._hexagon.picture
    assert "declared overall 70 %, not by lane" in picture.description
    assert marks(picture, "declared") == []


def test_the_film_keeps_its_keys_while_a_lane_has_the_focus(qtbot, gate, session):
    played = []
    scope = QApplication.focusWidget().window()
    session.keys.attach(scope, {"play": lambda: played.append("play"), "forward_1": played.clear})
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert played == ["play"]
