import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from jury_app.ui.kit.buttons import Button, Option
from jury_app.ui.kit.fields import (
    Combo,
    Labelled,
    SearchField,
    TextArea,
    TextField,
)
from jury_app.ui.kit.labels import Paragraph
from jury_app.ui.kit.numberfield import NumberField
from jury_app.ui.kit.pause import PAUSE, TYPING
from jury_app.ui.kit.surfaces import Card


@pytest.fixture
def place(theme, qtbot):
    """Shows a field beside something else that can have the focus."""

    cards = []

    def show(field):
        other = Button("Other")
        card = Card(field, other)
        cards.append(card)
        qtbot.addWidget(card)
        card.show()
        card.activateWindow()
        qtbot.waitUntil(card.isActiveWindow)
        field.setFocus()
        told = []
        if hasattr(field, "settled"):
            field.settled.connect(told.append)
        return other, told

    return show


@pytest.mark.parametrize("kind", [TextField, TextArea])
def test_a_text_is_told_once_when_typing_pauses(qtbot, place, kind):
    field = kind("Note")
    _other, told = place(field)
    qtbot.keyClicks(field, "salt")
    assert told == []
    qtbot.waitUntil(lambda: told == ["salt"])


@pytest.mark.parametrize("kind", [TextField, TextArea])
def test_leaving_a_field_tells_what_was_typed_at_once(qtbot, place, kind):
    field = kind("Note")
    other, told = place(field)
    qtbot.keyClicks(field, "salt")
    other.setFocus()
    assert told == ["salt"]


@pytest.mark.parametrize("kind", [TextField, TextArea])
def test_a_field_that_closes_loses_nothing(qtbot, place, kind):
    field = kind("Note")
    _other, told = place(field)
    qtbot.keyClicks(field, "salt")
    field.window().close()
    assert told == ["salt"]


@pytest.mark.parametrize("kind", [TextField, TextArea])
def test_what_comes_from_elsewhere_does_not_overwrite_what_is_being_typed(qtbot, place, kind):
    field = kind("Note")
    _other, told = place(field)
    qtbot.keyClicks(field, "salt")
    field.set_text("an older text")
    field.flush()
    assert told == ["salt"]
    field.set_text("another text")
    shown = field.text() if kind is TextField else field.toPlainText()
    assert shown == "another text"
    assert told == ["salt"]


@pytest.mark.parametrize("kind", [TextField, TextArea])
def test_a_text_that_is_still_composed_is_not_told(qtbot, place, kind):
    field = kind("Note")
    _other, told = place(field)
    QApplication.sendEvent(field, QInputMethodEvent("ㄉㄥ", []))
    field.flush()
    assert told == []
    event = QInputMethodEvent()
    event.setCommitString("燈")
    QApplication.sendEvent(field, event)
    field.flush()
    assert told == ["燈"]


def test_markup_that_is_typed_or_pasted_stays_text(qtbot, place):
    area = TextArea("Note")
    _other, told = place(area)
    clipboard = QApplication.clipboard()
    clipboard.setText("<b>salt</b>")
    area.paste()
    area.flush()
    assert told == ["<b>salt</b>"]


def test_a_text_stops_at_its_limit(qtbot, place):
    area = TextArea("Note", limit=5)
    _other, told = place(area)
    qtbot.keyClicks(area, "saltwater")
    area.flush()
    assert told == ["saltw"]


def test_a_text_area_grows_with_its_lines_up_to_its_bound(qtbot, place):
    area = TextArea("Note", lines=2, most=4)
    place(area)
    heights = [area.height()]
    for _line in range(6):
        area.appendPlainText("line")
        heights.append(area.height())
    assert heights[0] == heights[1] == heights[2]
    assert heights[2] < heights[3] < heights[4] == heights[6]


def test_tab_leaves_a_text_area(qtbot, place):
    area = TextArea("Note")
    other, _told = place(area)
    qtbot.keyClick(area, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is other
    assert area.toPlainText() == ""


def test_escape_empties_a_search_and_the_next_one_goes_on(qtbot, place):
    field = SearchField("Search")
    _other, told = place(field)
    qtbot.keyClicks(field, "salt")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), told) == ("", [""])
    passed = []
    field.window().keyPressEvent = lambda event: passed.append(event.key())
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert passed == [Qt.Key.Key_Escape]


def test_a_number_stays_within_its_bounds_and_may_be_none(qtbot, place):
    field = NumberField("Percent", 0, 100, step=5)
    other, told = place(field)
    assert field.value is None
    qtbot.keyClicks(field, "45")
    field.flush()
    qtbot.keyClick(field, Qt.Key.Key_Up)
    field.flush()
    field.selectAll()
    qtbot.keyClicks(field, "999")
    other.setFocus()
    assert field.value == 100
    field.setFocus()
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    field.flush()
    assert told == [45, 50, 100, None]


def test_a_combo_tells_what_a_person_chose_alone(qtbot, place):
    combo = Combo("Answer", (Option("a", "Clear"), Option("b", "Question")))
    place(combo)
    chosen = []
    combo.chosen.connect(chosen.append)
    assert combo.value is None
    combo.set_value("a")
    qtbot.keyClick(combo, Qt.Key.Key_Down)
    assert (combo.value, chosen) == ("b", ["b"])


def test_a_sign_in_a_combo_is_left_to_the_commands_and_a_letter_looks_for_a_choice(qtbot, place):
    combo = Combo("Answer", (Option("a", "Clear"), Option("b", "Question")), "a")
    place(combo)
    risen = []
    combo.parentWidget().keyPressEvent = lambda event: risen.append(event.text())
    qtbot.keyClicks(combo, "/?")
    assert risen == ["/", "?"]
    qtbot.keyClicks(combo, "q")
    assert (combo.value, risen) == ("b", ["/", "?"])


def test_a_fault_stands_under_its_field_and_is_read_with_it(theme, qtbot):
    field = TextField("Reason")
    labelled = Labelled("Reason", field, "Why?")
    qtbot.addWidget(labelled)
    labelled.show()
    said = labelled.findChildren(Paragraph)[0]
    assert (said.text(), field.accessibleDescription()) == ("Why?", "Why?")
    labelled.set_fault("Say a reason.")
    assert (said.text(), field.accessibleDescription()) == ("Say a reason.", "Say a reason.")
    assert field.property("fault") == "true"
    labelled.set_fault("")
    assert said.text() == "Why?"
    assert field.property("fault") == "false"


def test_one_who_types_on_without_a_pause_is_told_of_all_the_same(qtbot, place):
    field = TextArea("Note")
    _other, told = place(field)
    hand = QTimer(field, interval=PAUSE // 5)
    hand.timeout.connect(lambda: qtbot.keyClicks(field, "x"))
    hand.start()
    qtbot.waitUntil(lambda: len(told) > 1)  # no key is ever as far from the next as the pause
    hand.stop()
    assert len(told[0]) < len(told[1])


def test_what_is_typed_and_not_told_is_known_until_it_is_told(qtbot, place):
    field = TextField("Name")
    place(field)
    seen = []
    field.settled.connect(lambda _text: seen.append(TYPING.is_on))
    qtbot.keyClicks(field, "x")
    assert TYPING.is_on
    qtbot.waitUntil(lambda: not TYPING.is_on)
    assert seen == [True]


def test_a_field_that_is_gone_is_typed_in_no_more(qtbot, place):
    field = TextField("Name")
    place(field)
    field.hide()  # nothing is told any more by hiding
    field.textEdited.emit("x")
    assert TYPING.is_on
    field.deleteLater()
    qtbot.waitUntil(lambda: not TYPING.is_on)


def test_a_search_is_nothing_that_is_to_be_kept(qtbot, place):
    field = SearchField("Search")
    place(field)
    qtbot.keyClicks(field, "x")
    assert not TYPING.is_on


def test_a_pasted_nul_never_reaches_the_draft(qtbot, theme):
    field = TextArea("Note")
    qtbot.addWidget(field)
    field.show()
    QApplication.clipboard().setText("melts\0here\ud83c")
    with qtbot.waitSignal(field.settled) as told:
        field.paste()
    assert told.args == ["meltshere"]


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_a_choice_that_is_as_wide_as_it_asks_shows_all_of_its_words(
    theme, preferences, qtbot, percent
):
    preferences.set(text=percent)
    combo = Combo("Text size", [Option("a", f"{percent} %"), Option("b", "As the system")], "a")
    qtbot.addWidget(combo)
    words = combo.sizeHint().width() - theme.space(8)  # without the arrow and its room
    for value in "ab":
        combo.set_value(value)
        combo.resize(combo.sizeHint())
        fitting = combo.grab().toImage().copy(0, 0, words, combo.height())
        combo.resize(combo.width() * 2, combo.height())
        assert fitting == combo.grab().toImage().copy(0, 0, words, combo.height())


def test_a_choice_that_has_no_room_is_cut_by_dots_and_never_through_a_letter(theme, qtbot):
    def painted(text: str):
        combo = Combo("Category", [Option("a", text)], "a")
        qtbot.addWidget(combo)
        combo.resize(110, 34)
        return combo.grab().toImage()

    whole = "Digital Beings & Synthetic Performance"
    shown = painted(whole)
    cuts = [f"{whole[:end].rstrip()}…" for end in range(1, len(whole))]
    assert any(painted(cut) == shown for cut in cuts)
    assert painted("Short") != painted("Sho…")
