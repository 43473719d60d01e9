import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from jury_app.ui.kit.buttons import Button, Choices, IconButton, Option, Segments, Tick
from jury_app.ui.kit.labels import Paragraph
from jury_app.ui.kit.surfaces import column

OPTIONS = (Option("a", "Clear"), Option("b", "Question", "Why & what"), Option("c", "Block"))


def shown(widget, qtbot):
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    return widget


def test_an_ampersand_on_a_button_is_no_mnemonic(theme, qtbot):
    button = Button("Salt & Water")
    qtbot.addWidget(button)
    assert button.text() == "Salt && Water"
    assert button.accessibleName() == "Salt & Water"
    assert button.shortcut().isEmpty()


def test_a_picture_alone_says_its_name_and_its_key(theme, qtbot):
    button = IconButton("play", "Play", key="Space")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Play"
    assert button.toolTip() == "Play (Space)"
    button.set_action("pause", "Pause")
    assert button.accessibleName() == "Pause"
    assert button.toolTip() == "Pause (Space)"


@pytest.mark.parametrize("make", [Button, lambda name: IconButton("play", name)])
def test_enter_presses_the_button_that_has_the_focus_and_ctrl_enter_does_not(theme, qtbot, make):
    button = shown(make("Play"), qtbot)
    pressed = []
    button.clicked.connect(lambda: pressed.append(True))
    qtbot.keyClick(button, Qt.Key.Key_Return)
    qtbot.keyClick(button, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert len(pressed) == 2
    qtbot.keyClick(button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(pressed) == 2


def test_a_choice_may_begin_with_none_and_is_made_by_keyboard(theme, qtbot):
    segments = shown(Segments("Answer", OPTIONS), qtbot)
    chosen = []
    segments.chosen.connect(chosen.append)
    assert segments.value is None
    segments.button("a").setFocus()
    qtbot.keyClick(segments.button("a"), Qt.Key.Key_Space)
    assert segments.value == "a"
    qtbot.keyClick(segments.button("a"), Qt.Key.Key_Right)
    assert segments.value == "b"
    assert chosen == ["a", "b"]


@pytest.mark.parametrize("make", [Segments, Choices])
def test_tab_comes_to_what_is_chosen_and_goes_on_from_there(theme, qtbot, make):
    choice, after = make("Answer", OPTIONS), Button("After")
    window = QWidget()
    window.setLayout(column(Button("Before"), choice, after))
    shown(window, qtbot)
    for value, entrance in (("c", "c"), ("b", "b"), (None, "a")):
        choice.set_value(value)
        after.setFocus()
        qtbot.keyClick(after, Qt.Key.Key_Backtab)
        assert QApplication.focusWidget() is choice.button(entrance)
        qtbot.keyClick(choice.button(entrance), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is after
    choice.button("b").click()  # as a command does, from elsewhere
    qtbot.keyClick(after, Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is choice.button("b")


@pytest.mark.parametrize("make", [Segments, Choices])
def test_arrows_choose_round_and_round_and_reach_no_command_behind(theme, qtbot, make):
    choice = make("Answer", OPTIONS, "b")
    window = QWidget()
    window.setLayout(column(choice))
    risen = []
    window.keyPressEvent = lambda event: risen.append(event.key())
    shown(window, qtbot)
    chosen = []
    choice.chosen.connect(chosen.append)
    choice.button("b").setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Up):
        qtbot.keyClick(QApplication.focusWidget(), key)
        assert choice.button(choice.value).hasFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert chosen == ["c", "a", "c", "b", "c"]
    assert risen == []


def test_a_choice_set_by_the_program_tells_nobody(theme, qtbot):
    for widget in (Segments("Answer", OPTIONS), Choices("Answer", OPTIONS)):
        shown(widget, qtbot)
        chosen = []
        widget.chosen.connect(chosen.append)
        widget.set_value("c")
        assert widget.value == "c"
        widget.set_value(None)
        assert widget.value is None
        assert chosen == []


def test_a_segment_says_what_it_chooses_and_for_what(theme, qtbot):
    segments = shown(Segments("Answer", OPTIONS), qtbot)
    assert segments.button("b").accessibleName() == "Answer: Question"
    assert segments.button("b").toolTip() == "Why & what"


def test_a_click_on_the_words_of_a_tick_is_one_on_its_box(theme, qtbot):
    tick = shown(Tick("All rights are cleared", "Stated by the entrant."), qtbot)
    told = []
    tick.ticked.connect(told.append)
    qtbot.mouseClick(tick.findChild(Paragraph), Qt.MouseButton.LeftButton)
    assert tick.is_on
    qtbot.keyClick(tick.box, Qt.Key.Key_Space)
    assert not tick.is_on
    assert told == [True, False]
    tick.set_on(True)
    assert told == [True, False]


def test_a_tick_explains_itself_to_a_screen_reader(theme, qtbot):
    tick = shown(Tick("All rights are cleared", "Stated by the entrant."), qtbot)
    assert tick.box.accessibleName() == "All rights are cleared"
    assert tick.box.accessibleDescription() == "Stated by the entrant."


def test_a_focused_button_wears_a_ring_that_moves_nothing(theme, qtbot):
    button = shown(Button("Sign", "primary"), qtbot)
    before = button.sizeHint()
    button.clearFocus()
    plain = button.grab().toImage()
    button.setFocus()
    ringed = button.grab().toImage()
    assert button.sizeHint() == before
    middle = button.width() // 2
    assert ringed.pixelColor(middle, 0) == theme.colour("focus")
    assert ringed.pixelColor(middle, 1) == theme.colour("focus")
    assert plain.pixelColor(middle, 0) != theme.colour("focus")
