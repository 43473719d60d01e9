import shutil
import subprocess

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from jury_app.ui.kit.fields import TextArea, TextField
from jury_app.ui.kit.keys import Command, Keymap, chords, recorded
from jury_app.ui.kit.preferences import Preferences

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
J_PLACE, K_PLACE, POINT_PLACE, SLASH_PLACE = 44, 45, 60, 61
"""Where keys are, as X11 numbers them."""

COMMANDS = (
    Command("slower", "Back", ("J",), "Film"),
    Command("pause", "Pause", ("K",), "Film"),
    Command("frame", "Frame forward", (".",), "Film", repeats=True),
    Command("keys", "Keys", ("?", "F1"), "Anywhere"),
    Command("undo", "Undo", ("Ctrl+Z",), "Anywhere"),
    Command("back", "Back to the queue", ("Esc",), "Anywhere"),
    Command("play", "Play", ("Space",), "Film"),
    Command("open", "Open", ("Return",), "Queue"),
)


def pressed(key, text, place, modifiers=NONE, *, again=False):
    """A key event as X11 gives it."""
    return QKeyEvent(QEvent.Type.KeyPress, int(key), modifiers, place, 0, 0, text, again)


@pytest.fixture
def keymap(preferences):
    keymap = Keymap(COMMANDS, preferences)
    yield keymap
    keymap.deleteLater()


@pytest.fixture
def window(theme, qtbot, keymap):
    """A window with a scope around it, a room in it, and two fields in the room."""
    window = QWidget()
    qtbot.addWidget(window)
    window.room = QWidget(window)
    window.button = QPushButton("x")
    window.line = TextField("Line")
    window.area = TextArea("Area")
    layout = QVBoxLayout(window.room)
    for widget in (window.button, window.line, window.area):
        layout.addWidget(widget)
    QVBoxLayout(window).addWidget(window.room)
    window.done = []
    outer = {
        id_: lambda id_=id_: window.done.append(id_) for id_ in ("keys", "undo", "back", "open")
    }
    inner = {
        id_: lambda id_=id_: window.done.append(id_) for id_ in ("slower", "pause", "frame", "play")
    }
    keymap.attach(window, outer)
    keymap.attach(window.room, inner)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.button.setFocus()
    return window


def send(event):
    QApplication.sendEvent(QApplication.focusWidget(), event)


@pytest.mark.parametrize(
    ("key", "text", "place", "expected"),
    [
        (Qt.Key.Key_J, "j", J_PLACE, ["slower"]),
        (0x41E, "о", J_PLACE, ["slower"]),  # Cyrillic о where J is
        (0x3108, "ㄨ", J_PLACE, ["slower"]),  # Zhuyin, too
        (0xFF, "", J_PLACE, ["slower"]),
        (Qt.Key.Key_unknown, "", J_PLACE, ["slower"]),
        (0x42E, "ю", POINT_PLACE, ["frame"]),
        (Qt.Key.Key_Period, ".", SLASH_PLACE, ["frame"]),  # a Russian layout has its point there
        (0x41B, "л", K_PLACE, ["pause"]),
        (0x41B, "л", 0, []),  # no place is known
        (Qt.Key.Key_H, "h", J_PLACE, []),  # Dvorak: what a Latin layout says counts
    ],
)
def test_a_key_acts_by_its_letter_or_where_that_is_not_latin_by_its_place(
    window, key, text, place, expected
):
    send(pressed(key, text, place))
    assert window.done == expected


def test_a_sign_acts_wherever_a_layout_has_it(window):
    send(pressed(Qt.Key.Key_Question, "?", SLASH_PLACE, SHIFT))
    send(pressed(Qt.Key.Key_Question, "?", 16, SHIFT))  # Shift+7 of a Russian layout
    send(pressed(Qt.Key.Key_F1, "", 67))
    assert window.done == ["keys", "keys", "keys"]


@pytest.mark.parametrize("modifiers", [CTRL, CTRL | SHIFT])
def test_a_sign_with_ctrl_acts_whether_or_not_the_layout_needs_shift_for_it(modifiers):
    assert "Ctrl++" in chords(pressed(Qt.Key.Key_Plus, "+", 21, modifiers))


def test_shift_still_tells_two_letters_with_ctrl_apart():
    assert "Ctrl+Z" not in chords(pressed(Qt.Key.Key_Z, "", 52, CTRL | SHIFT))


@pytest.mark.parametrize("field", ["line", "area"])
def test_a_text_field_keeps_its_letters(window, qtbot, field):
    field = getattr(window, field)
    field.setFocus()
    qtbot.keyClicks(field, "jk. ?")
    field.flush()
    shown = field.text() if isinstance(field, TextField) else field.toPlainText()
    assert shown == "jk. ?"
    assert window.done == []


@pytest.mark.parametrize("field", ["line", "area"])
def test_keys_that_are_no_text_act_while_a_text_field_has_the_focus(window, qtbot, field):
    field = getattr(window, field)
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_F1)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert window.done == ["keys", "back"]


def test_letters_act_again_in_a_field_that_cannot_be_written_in(window, qtbot):
    window.line.setReadOnly(True)
    window.line.setFocus()
    qtbot.keyClick(window.line, "j")
    assert window.done == ["slower"]


def test_a_control_that_has_the_focus_takes_its_own_keys_first(window, qtbot):
    clicked = []
    window.button.clicked.connect(lambda: clicked.append("button"))
    qtbot.keyClick(window.button, Qt.Key.Key_Space)
    assert (clicked, window.done) == (["button"], [])


def test_a_digit_is_never_a_command_from_elsewhere(window, qtbot):
    scored = []

    class Row(QWidget):
        def keyPressEvent(self, event):
            scored.append(event.text())

    row = Row(window.room)
    row.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    row.show()
    row.setFocus()
    qtbot.keyClick(row, "7")
    window.button.setFocus()
    qtbot.keyClick(window.button, "7")
    assert (scored, window.done) == (["7"], [])


def test_a_held_key_repeats_only_where_the_command_says_so(window):
    for key, text, place in ((Qt.Key.Key_K, "k", K_PLACE), (Qt.Key.Key_Period, ".", POINT_PLACE)):
        send(pressed(key, text, place))
        send(pressed(key, text, place, again=True))
    assert window.done == ["pause", "frame", "frame"]


def test_enter_on_the_number_pad_is_return(window):
    keypad = Qt.KeyboardModifier.KeypadModifier
    assert chords(pressed(Qt.Key.Key_Enter, "\r", 104, keypad)) == ("Return",)


def test_keys_can_be_changed_and_put_back(window, keymap, preferences, qtbot):
    keymap.choose("pause", ("P",))
    qtbot.keyClick(window.button, "k")
    qtbot.keyClick(window.button, "p")
    assert window.done == ["pause"]
    assert preferences.keys == {"pause": ("P",)}
    assert keymap.hint("pause") == "Pause (P)"
    keymap.choose("pause", None)
    qtbot.keyClick(window.button, "k")
    assert window.done == ["pause", "pause"]
    assert preferences.keys == {}


def test_a_chosen_key_is_there_when_the_program_starts_again(tmp_path, qapp):
    file = tmp_path / "preferences.json"
    preferences = Preferences(file)
    first = Keymap(COMMANDS, preferences)
    first.choose("pause", ("Ctrl+P",))
    preferences.close()
    second = Keymap(COMMANDS, Preferences(file))
    assert second.keys("pause") == ("Ctrl+P",)
    assert second.keys("slower") == ("J",)


def test_a_key_is_taken_where_its_scopes_meet(window, keymap):
    assert keymap.taken("J", "pause").id == "slower"
    assert keymap.taken("Ctrl+Z", "pause").id == "undo"  # the room lies in the window
    assert keymap.taken("J", "slower") is None
    assert keymap.taken("X", "pause") is None


def test_scopes_that_are_gone_hold_no_commands(window, keymap, qtbot):
    other = QWidget()
    keymap.attach(other, {"open": lambda: None})
    other.show()
    other.deleteLater()
    qtbot.waitUntil(lambda: len(keymap._scopes) == 2)
    assert {command.id for command in keymap.living()} == {command.id for command in COMMANDS}


def test_a_command_that_was_not_declared_is_a_bug(window, keymap):
    with pytest.raises(KeyError):
        keymap.attach(window, {"fly": lambda: None})


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (pressed(Qt.Key.Key_J, "j", J_PLACE), "J"),
        (pressed(0x41E, "о", J_PLACE), "J"),
        (pressed(0x41E, "\x0f", J_PLACE, CTRL), "Ctrl+J"),
        (pressed(Qt.Key.Key_Left, "", 113, SHIFT), "Shift+Left"),
        (pressed(Qt.Key.Key_Question, "?", SLASH_PLACE, SHIFT), "?"),
        (pressed(Qt.Key.Key_Shift, "", 50, SHIFT), ""),
        (pressed(Qt.Key.Key_Control, "", 37, CTRL), ""),
    ],
)
def test_a_key_is_kept_so_that_it_acts_in_every_layout(event, expected):
    assert recorded(event) == expected


@pytest.fixture
def layout(display):
    """Changes the layout of the test's own keyboard, as a person does."""
    if display is None or not (shutil.which("setxkbmap") and shutil.which("xdotool")):
        pytest.skip("setxkbmap and xdotool drive a keyboard of X11")

    def use(name, variant=""):
        subprocess.run(
            ["setxkbmap", "-display", display, "-layout", name, "-variant", variant], check=True
        )

    yield use
    use("us")


def press(*places):
    for place in places:
        subprocess.run(["xdotool", "key", str(place)], check=True)


@pytest.mark.parametrize("name", ["us", "ru", "gr", "il", "ara", "th", "ge", "kr"])
def test_real_keys_act_by_their_place_under_every_layout(window, qtbot, layout, name):
    layout(name)
    press(J_PLACE, K_PLACE)
    qtbot.waitUntil(lambda: len(window.done) == 2)
    assert window.done == ["slower", "pause"]


def test_a_french_keyboard_acts_by_what_its_keys_bear(window, qtbot, layout, keymap):
    layout("fr")
    keymap.choose("slower", ("A",))
    press(24)  # A of a French keyboard, where an American one has Q
    qtbot.waitUntil(lambda: window.done == ["slower"])
