"""A whole card is filled by keys alone, and few of them."""

import pytest

from jury_app.base.texts import use_language
from jury_app.ui.juror.draft import DraftModel
from jury_app.ui.juror.scoring.form import ScoringPanel, sentence
from tests.ui.juror.scoring.conftest import focused_path
from tests.ui.walk import walk

MOST_KEYS = 35
SIGNING = 2
"""Ctrl+Return opens the letter, and signs it."""


def watched(draft):
    """The film was seen: what the room writes while it plays."""
    draft.set(
        "viewings/1", {"kind": "declared", "share": 1000, "place": "In the cinema, on Friday"}
    )


def rows_of(panel):
    return {row.path: row for each in panel._sections.values() for row in each.rows}


def unanswered(draft):
    return [fault.path for fault in draft.faults()]


def test_a_whole_first_round_card_takes_at_most_35_keys(qtbot, session, panel, draft, fingers):
    watched(draft)
    with qtbot.waitSignal(panel.completed):
        fingers.press("7 6 8 0")  # the criteria
        fingers.press("6 5 8 0 9 5 0 5 1 0 0 4 0")  # the lanes
        fingers.press("1")  # the verdict: the sum says so, too
        fingers.press("1 1 1 1 1 1")  # the ethics questions, each answered
    assert unanswered(draft) == []
    assert panel.is_complete
    assert fingers.count + SIGNING <= MOST_KEYS
    qtbot.waitUntil(lambda: session.is_saved)
    assert draft.get("scores/risk") == {"units": 10, "per": 1}
    lanes = [draft.get(f"lanes/{lane.id}") for lane in draft.form.lanes]
    assert lanes == [65, 80, 95, 5, 100, 40]


def test_an_answered_card_says_what_the_letter_would_still_miss(panel, draft, fingers):
    fingers.press("7 6 8 0 6 5 8 0 9 5 0 5 1 0 0 4 0 1 1 1 1 1 1 1")
    assert panel.is_complete
    assert panel._bar._said.text() == "All answered · not enough seen yet"
    watched(draft)
    assert panel._bar._said.text() == "All answered · Ctrl+Return opens the letter"


def test_a_card_with_doubts_stays_within_its_keys_text_aside(panel, draft, fingers):
    watched(draft)
    fingers.press("7 6 X 2")
    fingers.type("The stems are missing.")
    fingers.press("Tab 5")
    fingers.press("6 5 8 0 9 5 0 5 1 5 4 0")
    fingers.press("2")
    fingers.type("The editing is a hand's.")
    fingers.press("Tab 1 2 Return 4")
    fingers.type("A real actor's voice, uncredited.")
    fingers.press("Tab 1 1 1")
    assert unanswered(draft) == []
    assert fingers.count + SIGNING <= MOST_KEYS
    assert draft.get("scores/clarity") == {
        "cannot": "not_enough_evidence",
        "reason": "The stems are missing.",
    }


def test_nothing_has_a_value_before_it_is_given(panel, draft):
    assert dict(draft.values) == {}
    done, asked = map(sum, zip(*[each.progress for each in panel._sections.values()], strict=True))
    assert (done, asked) == (0, 17)


def test_the_panel_says_how_far_the_card_is(panel, fingers):
    fingers.press("7 6")
    assert panel._bar._said.text() == "2 of 17 answered"
    assert panel._bar._value.text() == "Value 61.1"


def test_the_value_says_how_it_comes_about(panel):
    value = panel._bar._value
    assert value.accessibleDescription().startswith("What your scores come to, from 0 to 100:")
    assert value.toolTip() == value.accessibleDescription()


def lit(panel):
    """The sections that the bar marks."""
    names = panel._sections
    return [each for each in names if panel._bar._segments.button(each).isChecked()]


def head_in_view(panel, section):
    head = panel._sections[section]
    top = head.mapTo(panel._scroll.viewport(), head.rect().topLeft()).y()
    return 0 <= top < panel._scroll.viewport().height()


def test_a_card_that_nobody_entered_yet_is_marked_at_its_beginning(qtbot, session, draft):
    panel = ScoringPanel(session, draft)
    qtbot.addWidget(panel)
    panel.resize(460, 700)
    panel.show()
    qtbot.waitExposed(panel)
    qtbot.waitUntil(lambda: panel._sections["remarks"].y() > panel.height())
    qtbot.waitUntil(lambda: lit(panel) == ["scores"])


def test_the_marked_section_is_the_one_in_view(qtbot, session, panel, shown, fingers):
    bar = panel._scroll.verticalScrollBar()
    panel.go_to_section("lanes")
    fingers.press("6 0 6 0 6 0 6 0 6 0 6 0")
    assert lit(panel) == ["lanes"]
    bar.setValue(0)
    assert lit(panel) == ["scores"]
    fingers.press("Up")
    assert lit(panel) == ["lanes"]
    for section in panel._sections:
        panel.go_to_section(section)
        assert lit(panel) == [section]
    assert panel.take(DraftModel(session, shown, session))
    assert lit(panel) == ["scores"]


@pytest.mark.parametrize("height", [700, 900, 1100])
@pytest.mark.parametrize("section", ["scores", "lanes", "ethics", "remarks"])
def test_a_section_entered_at_its_first_row_shows_its_whole_heading(
    open_panel, draft, fingers, section, height
):
    panel = open_panel(draft, height=height)
    for start in ("scores", "remarks"):
        panel.go_to_section(start)
        panel.go_to_section(section)
        assert head_in_view(panel, section)
    fingers.press("Down")
    bar = panel._scroll.verticalScrollBar()
    bar.setValue(bar.value() + 30)
    fingers.press("Up")
    assert head_in_view(panel, section)


def test_the_running_value_shows_only_where_the_rules_say_so(qtbot, open_panel, draft):
    import msgspec

    draft.form = msgspec.structs.replace(draft.form, running_value=False)
    panel = open_panel(draft)
    assert panel._bar._value.isHidden()


def test_an_answer_moves_on_and_so_does_a_correction(panel, draft, fingers):
    fingers.press("7")
    assert focused_path() == "scores/cohesion"
    fingers.press("Up 8")
    assert focused_path() == "scores/cohesion"
    assert draft.get("scores/conductorship") == {"units": 8, "per": 1}
    fingers.press("6")
    assert focused_path() == "scores/clarity"


def test_a_whole_card_is_answered_anew_by_the_same_keys_and_no_key_too_many_counts(
    panel, draft, fingers
):
    watched(draft)
    fingers.press("7 6 8 0 6 5 8 0 9 5 0 5 1 0 0 4 0 1 1 1 1 1 1 1")
    assert panel.is_complete
    before = dict(draft.values)
    fingers.press("2 3")  # typed on without looking, after the last question
    assert dict(draft.values) == before
    assert rows_of(panel)["ethics/harm"].hint == (
        "That was the last answer here. To give another, press Backspace first."
    )
    panel.commands()["scores"]()
    assert focused_path() == "scores/conductorship"
    fingers.press("1 2 3 4")
    assert [draft.get(f"scores/{each.id}")["units"] for each in draft.form.criteria] == [1, 2, 3, 4]
    assert focused_path() == "scores/risk"
    corrected = dict(draft.values)
    fingers.press("5 6 0")
    assert dict(draft.values) == corrected
    fingers.press("Backspace 9")
    assert draft.get("scores/risk")["units"] == 9
    fingers.press("Up 8 7")
    assert draft.get("scores/clarity")["units"] == 8
    assert draft.get("scores/risk")["units"] == 7
    panel.commands()["ethics"]()
    fingers.press("1 1 3")
    fingers.type("Whose voice?")
    fingers.press("Return")
    assert [draft.get(f"ethics/{each.id}")["answer"] for each in draft.form.ethics[:4]] == [
        "clear",
        "clear",
        "concern",
        "clear",
    ]
    assert focused_path() == f"ethics/{draft.form.ethics[3].id}"


def test_faults_show_at_an_attempt_to_sign_only_and_lead_to_their_place(panel, draft, fingers):
    rows = rows_of(panel)
    fingers.press("7 X")
    fingers.press("Esc")
    assert not any(row.fault for row in rows.values())

    faults = panel.show_faults()
    assert faults == draft.faults()
    assert rows["scores/cohesion"].fault == "Say why you cannot judge this."
    assert rows["lanes/writing"].fault == "Estimate this lane."
    assert focused_path() == "scores/cohesion"
    fingers.press("2")
    fingers.type("No sound.")
    assert rows["scores/cohesion"].fault == ""

    assert panel.go_to("ethics/harm")
    assert focused_path() == "ethics/harm"
    assert panel.go_to("verdict_reason")
    assert focused_path() == "verdict"
    fingers.press("2")
    assert panel.go_to("verdict_reason")
    fingers.type("A hand's work.")
    assert draft.get("verdict_reason") == "A hand's work."
    assert not panel.go_to("viewings")


def test_faults_are_sentences(draft):
    draft.set("scores/risk", {"units": 99, "per": 1})
    said = {fault.path: sentence(fault) for fault in draft.faults()}
    assert said["scores/risk"] == "Scores go from 1 to 10, in whole numbers."


def test_undo_takes_an_answer_back_on_the_screen(qtbot, session, panel, draft, fingers):
    fingers.press("7")
    qtbot.waitUntil(lambda: session.is_saved and draft.can_undo)
    panel.commands()["undo"]()
    qtbot.waitUntil(lambda: draft.get("scores/conductorship") is None)
    assert "not scored" in panel._sections["scores"].rows[0].accessibleName()
    qtbot.waitUntil(lambda: draft.can_redo)
    panel.commands()["redo"]()
    qtbot.waitUntil(lambda: draft.get("scores/conductorship") is not None)
    assert "7 of 10" in panel._sections["scores"].rows[0].accessibleName()


def test_a_signed_card_takes_no_key(qtbot, open_panel, draft, fingers):
    import msgspec

    signed = draft.shown.film._replace(state="received")
    draft.shown = msgspec.structs.replace(draft.shown, film=signed)
    panel = open_panel(draft)
    fingers.press("7 X Backspace +")
    panel.go_to_section("lanes")
    fingers.press("6 5")
    panel.go_to_section("ethics")
    fingers.press("1 A H")
    assert dict(draft.values) == {}
    assert panel._bar._said.text() == "Read only"


def test_own_scores_are_one_key_away_and_nobody_elses(qtbot, session, panel, draft, fingers):
    fingers.press("7 5")
    qtbot.waitUntil(lambda: session.is_saved)
    panel.commands()["distribution"]()
    counts = panel._own
    qtbot.waitUntil(lambda: counts._counts == {"conductorship": {7: 1}, "cohesion": {5: 1}})
    assert counts._picture.accessibleDescription() == "1 film that you scored in this round"
    panel.commands()["distribution"]()
    assert counts.isHidden()


LOOKS = [("dark", 100), ("light", 200), ("contrast", 90)]


@pytest.fixture(params=LOOKS)
def scale(request, preferences):
    """The text's size in a theme, 1: the system's."""
    name, text = request.param
    preferences.set(theme=name, text=text)
    return text / 100


@pytest.mark.parametrize("page", [("en", 360), ("en", 1200), ("zh-Hant", 360)])
def test_every_control_is_named_and_no_text_is_cut(asked, open_panel, fingers, scale, page):
    tag, width = page
    use_language(tag)
    panel = open_panel(asked(tag=tag), round(width * scale))
    fingers.press("7 X 1")
    panel.go_to_section("lanes")
    fingers.press("9 5 9 5 9 5 9 5 9 5 9 5 2")
    panel.go_to_section("ethics")
    fingers.press("4")
    panel.show_faults()
    fingers.qtbot.waitUntil(lambda: walk(panel) == [])
    assert panel.width() == round(width * scale)


def test_larger_text_and_another_theme_fit_while_the_card_is_open(preferences, panel, fingers):
    fingers.press("7 X")
    for text, theme in ((200, "light"), (90, "contrast"), (100, "dark")):
        preferences.set(text=text, theme=theme)
        panel.resize(round(460 * text / 100), 900)
        fingers.qtbot.waitUntil(lambda: walk(panel) == [])
