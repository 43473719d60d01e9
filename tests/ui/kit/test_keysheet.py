import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from jury_app.base.texts import LANGUAGES, use_language
from jury_app.ui.juror.commands import COMMANDS, CONTROL_KEYS
from jury_app.ui.kit.buttons import Button, IconButton
from jury_app.ui.kit.fields import SearchField
from jury_app.ui.kit.keysheet import KeyRecorder, KeySheet
from jury_app.ui.kit.labels import Key, Label, Paragraph
from jury_app.ui.kit.notice import Notice
from tests.ui.conftest import settle
from tests.ui.walk import walk

ORIGIN = QPoint(0, 0)


@pytest.fixture
def sheet(theme, keys, qtbot):
    sheet = KeySheet(keys, CONTROL_KEYS)
    qtbot.addWidget(sheet)
    sheet.show()
    sheet.activateWindow()
    qtbot.waitUntil(sheet.isActiveWindow)
    return sheet


def recorder(sheet, label):
    return next(
        each
        for each in sheet.findChildren(KeyRecorder)
        if each.accessibleName().startswith(f"{label}:")
    )


def notice(sheet):
    return sheet.findChild(Notice)


def test_the_sheet_is_no_larger_than_its_screen_with_the_largest_letters(
    theme, keys, preferences, qtbot
):
    preferences.set(text=200)
    sheet = KeySheet(keys, CONTROL_KEYS)
    qtbot.addWidget(sheet)
    area = sheet.screen().availableSize()
    assert sheet.height() < area.height()
    assert sheet.minimumSizeHint().height() <= 640
    assert sheet.minimumSizeHint().width() <= 1200


def test_every_command_stands_in_the_sheet_with_its_keys(sheet):
    found = {each.accessibleName(): each.text() for each in sheet.findChildren(KeyRecorder)}
    assert len(found) == len(COMMANDS)
    assert found["Play or pause: Space. Press to change."] == "Space"
    assert found["Show all keys: ?  F1. Press to change."] == "?  F1"
    texts = {each.text() for each in sheet.findChildren(Label)}
    assert {"Anywhere", "The queue", "The film", "The scorecard", "1 – 9, 0"} <= texts


def test_the_search_finds_keys_of_single_controls_too_and_leaves_the_others_out(sheet, qtbot):
    def left():
        settle()
        return {each.text() for each in sheet.findChildren(Paragraph) if each.isVisible()}

    search = sheet.findChild(SearchField)
    qtbot.keyClicks(search, "cannot judge")
    search.flush()
    assert "Cannot judge this" in left()
    assert "Take this answer away" not in left()
    assert "Play or pause" not in left()
    qtbot.keyClicks(search, " nothing of the kind")
    search.flush()
    assert "Cannot judge this" not in left()
    headings = [each for each in sheet.findChildren(Label) if each.property("type") == "heading"]
    assert not any(each.isVisible() for each in headings)


def test_all_keys_end_at_the_same_edge_changed_or_not(sheet, keys):
    keys.choose("play", ("Q",))
    settle()
    shown = [*sheet.findChildren(KeyRecorder), *sheet.findChildren(Key)]
    edges = {each.mapTo(sheet, ORIGIN).x() + each.width() for each in shown}
    assert len(shown) == len(COMMANDS) + len(CONTROL_KEYS)
    assert len(edges) == 1


def test_keys_that_act_now_stand_first(sheet, keys, qtbot):
    def groups():
        settle()
        labels = [each for each in sheet.findChildren(Label) if each.property("type") == "heading"]
        return [
            each.text() for each in sorted(labels, key=lambda each: each.mapTo(sheet, ORIGIN).y())
        ]

    assert groups()[:3] == ["Anywhere", "The queue", "The film"]
    sheet.close()
    room = QWidget()
    qtbot.addWidget(room)
    keys.attach(room, {"play": lambda: None})
    room.show()
    sheet.show()
    assert groups()[:3] == ["The film", "Anywhere", "The queue"]
    room.close()
    sheet.close()
    sheet.show()
    assert groups()[:3] == ["Anywhere", "The queue", "The film"]


def test_a_key_is_changed_by_keyboard_alone(sheet, keys, qtbot):
    button = recorder(sheet, "Play or pause")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert button.is_waiting
    qtbot.keyClick(button, Qt.Key.Key_Y)
    assert not button.is_waiting
    assert keys.keys("play") == ("Y",)
    assert button.text() == "Y"


def test_a_key_of_another_layout_is_kept_by_its_place(sheet, keys):
    button = recorder(sheet, "Play or pause")
    button.click()
    event = QKeyEvent(QEvent.Type.KeyPress, 0x43D, Qt.KeyboardModifier.NoModifier, 29, 0, 0, "н")
    QApplication.sendEvent(button, event)
    assert keys.keys("play") == ("Y",)


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Left])
def test_keys_that_move_in_a_window_can_be_recorded_too(sheet, keys, qtbot, key):
    button = recorder(sheet, "To the dossier")
    button.setFocus()
    button.click()
    qtbot.keyClick(button, key)
    assert QApplication.focusWidget() is button
    assert not button.is_waiting


def test_escape_and_leaving_keep_the_key_that_was(sheet, keys, qtbot):
    button = recorder(sheet, "Play or pause")
    button.setFocus()
    button.click()
    qtbot.keyClick(button, Qt.Key.Key_Escape)
    assert sheet.isVisible()
    button.click()
    sheet.findChild(SearchField).setFocus()
    assert not button.is_waiting
    assert keys.keys("play") == ("Space",)


def test_backspace_takes_a_key_away(sheet, keys, qtbot):
    button = recorder(sheet, "Play or pause")
    button.click()
    qtbot.keyClick(button, Qt.Key.Key_Backspace)
    assert keys.keys("play") == ()
    assert button.text() == "–"


def test_a_key_that_another_command_has_is_told_before_it_is_taken(sheet, keys, qtbot):
    button = recorder(sheet, "Pause")
    button.click()
    qtbot.keyClick(button, Qt.Key.Key_J)
    assert keys.keys("pause") == ("K",)
    assert notice(sheet).isVisible()
    assert notice(sheet).text == "“J” is the key of “Back, faster on repeat”."
    take = next(each for each in notice(sheet).findChildren(Button) if "Take" in each.text())
    qtbot.mouseClick(take, Qt.MouseButton.LeftButton)
    assert keys.keys("pause") == ("J",)
    assert keys.keys("slower") == ()
    assert not notice(sheet).isVisible()


def test_a_digit_stays_with_the_control_that_has_the_focus(sheet, keys, qtbot):
    button = recorder(sheet, "Pause")
    button.click()
    qtbot.keyClick(button, "7")
    assert keys.keys("pause") == ("K",)
    assert "Digits" in notice(sheet).text


def test_keys_are_put_back_one_by_one_and_all_at_once(sheet, keys, qtbot):
    def undo():
        return [
            each
            for each in sheet.findChildren(IconButton)
            if each.accessibleName().startswith("Put back") and each.isVisibleTo(sheet)
        ]

    assert undo() == []
    keys.choose("play", ("Y",))
    keys.choose("pause", ("Q",))
    assert len(undo()) == 2
    qtbot.mouseClick(undo()[0], Qt.MouseButton.LeftButton)
    assert keys.keys("play") == ("Space",)
    everything = next(
        each for each in sheet.findChildren(Button) if each.text() == "Put all keys back"
    )
    qtbot.mouseClick(everything, Qt.MouseButton.LeftButton)
    assert keys.keys("pause") == ("K",)
    assert undo() == []


def test_a_search_finds_commands_by_words_and_by_keys(sheet, qtbot):
    field = sheet.findChild(SearchField)

    def found():
        return {
            each.accessibleName().partition(":")[0]
            for each in sheet.findChildren(KeyRecorder)
            if each.isVisibleTo(sheet)
        }

    for sought, expected in (
        ("ethics", "Ethics flag at this moment"),
        ("Ctrl+H", "Earlier versions"),
    ):
        field.clear()
        qtbot.keyClicks(field, sought)
        field.flush()
        assert expected in found()
        assert len(found()) < 5
    field.empty()
    assert len(found()) == len(COMMANDS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", [90, 200])
def test_every_control_of_the_sheet_is_named_and_whole(theme, keys, qtbot, text, language):
    use_language(language)
    keys.preferences.set(text=text)
    sheet = KeySheet(keys, CONTROL_KEYS)
    qtbot.addWidget(sheet)
    sheet.show()
    settle()
    sheet.resize(sheet.sizeHint())
    settle()
    assert walk(sheet) == []
