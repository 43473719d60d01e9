import sys

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from jury_app.base import places
from jury_app.base.errors import Problem, Refusal
from jury_app.ui.kit import floating, notices
from jury_app.ui.kit.buttons import Button, IconButton
from jury_app.ui.kit.errors import catch_bugs, told
from jury_app.ui.kit.icons import names
from jury_app.ui.kit.jobs import Cancelled
from jury_app.ui.kit.labels import Label, Paragraph
from jury_app.ui.kit.notices import Notices
from jury_app.ui.kit.surfaces import column


@pytest.fixture
def logs(monkeypatch, tmp_path):
    """The log of this test alone."""
    monkeypatch.setattr(places, "logs", lambda: tmp_path)
    return tmp_path


@pytest.fixture
def told_in(theme, qtbot):
    area = Notices()
    qtbot.addWidget(area)
    area.show()
    area.activateWindow()
    return area


def closing(notice):
    """The button that closes a notice."""
    return next(each for each in notice.findChildren(IconButton) if "Close" in each.toolTip())


def test_an_error_of_the_world_says_what_happened_and_where(logs):
    telling = told(Problem("The drive is full: {name}.", place="films/12.mov", name="a\u202eb"))
    assert telling.text == "The drive is full: a\\u202eb."
    assert telling.place == "films/12.mov"
    assert telling.report == ""
    assert list(logs.iterdir()) == []


@pytest.mark.parametrize(
    ("error", "tone"),
    [
        (Refusal("The round is closed."), "warning"),
        (Problem("No drive."), "warning"),
        (Cancelled(), "muted"),
        (KeyError("x"), "bad"),
    ],
)
def test_each_kind_of_error_has_its_icon_and_tone(theme, logs, error, tone):
    telling = told(error)
    assert telling.tone == tone
    assert telling.icon in names()


def test_a_bug_is_logged_by_its_place_and_reported_with_its_words(logs):
    try:
        {}["the juror's words"]
    except KeyError as error:
        telling = told(error)
    log = next(logs.iterdir()).read_text()
    assert "builtins.KeyError" in log
    assert "the juror's words" not in log
    assert "the juror's words" in telling.report
    assert "test_notices.py" in telling.report
    assert "Qt" in telling.report.splitlines()[0]


def test_a_bug_offers_its_report_to_be_copied(logs, told_in, qtbot):
    notice = told_in.show_error(KeyError("x"))
    copy = next(each for each in notice.findChildren(Button) if "report" in each.text())
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert "KeyError: 'x'" in QApplication.clipboard().text()


def test_an_error_stays_until_a_person_closes_it(told_in, qtbot, monkeypatch):
    monkeypatch.setattr(notices, "PASSES_AFTER", 1)
    told_in.tell("Sent.", "good")
    notice = told_in.show_error(Refusal("The round is closed."))
    qtbot.waitUntil(lambda: told_in.shown == (notice,))
    qtbot.mouseClick(closing(notice), Qt.MouseButton.LeftButton)
    assert told_in.shown == ()
    assert not told_in.isVisibleTo(told_in.parentWidget())


def test_a_passing_notice_stays_while_it_has_the_focus(told_in, qtbot, monkeypatch):
    monkeypatch.setattr(notices, "PASSES_AFTER", 20)
    notice = told_in.tell("3 films came.")
    qtbot.waitUntil(told_in.isActiveWindow)
    button = closing(notice)
    button.setFocus()
    with qtbot.waitSignals([notice.findChild(QTimer).timeout] * 2):
        pass
    assert told_in.shown == (notice,)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert told_in.shown == ()


def test_what_offers_an_act_stays_until_it_is_answered(told_in, qtbot):
    done = []
    asking = told_in.tell("Your keys.", act=("Secure", lambda: done.append("secured")))
    told_in.take_escape(told_in)
    passing = told_in.tell("3 films came.")
    assert passing.findChild(QTimer).isActive()
    told_in.turn_page()
    assert told_in.shown == (asking,)
    qtbot.keyClick(told_in, Qt.Key.Key_Escape)
    assert asking.findChildren(QTimer) == []
    for text in ("one", "two", "three", "four"):
        told_in.show_error(Refusal(text))
    assert asking in told_in.shown
    told_in.turn_page()
    assert told_in.shown == (asking,)
    assert asking.isVisible()
    qtbot.mouseClick(asking.findChild(Button), Qt.MouseButton.LeftButton)
    assert done == ["secured"]
    assert told_in.shown == ()


def test_who_did_what_a_notice_offers_goes_on_where_they_were(theme, qtbot):
    area, work, beside = Notices(), Button("The work"), Button("Beside")
    window = QWidget()
    qtbot.addWidget(window)
    window.setLayout(column(beside, area, work))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for is_by_mouse in (True, False):
        work.setFocus()
        notice = area.tell("You stepped off.", act=("Undo", lambda: None))
        undo = next(each for each in notice.findChildren(Button) if each.text() == "Undo")
        if is_by_mouse:
            qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
        else:
            undo.setFocus()
            qtbot.keyClick(undo, Qt.Key.Key_Return)
        assert area.shown == ()
        assert QApplication.focusWidget() is work
    beside.setFocus()
    area.remove(area.tell("Something else.", act=("Undo", lambda: None)))
    assert beside.hasFocus()  # who was not at it is not moved


def test_what_offers_an_act_waits_while_a_film_needs_the_room(told_in):
    asking = told_in.tell("Your keys.", act=("Secure", int))
    told_in.set_asking(asks=False)
    assert not told_in.isVisible()
    error = told_in.show_error(Refusal("The round is closed."))
    assert error.isVisible()
    told_in.remove(error)
    assert not told_in.isVisible()
    told_in.set_asking(asks=True)
    assert asking.isVisible()


def test_what_can_be_done_stands_beside_the_words_where_there_is_room(told_in, qtbot):
    notice = told_in.tell("Your keys.", act=("Secure", int))
    words, button = notice.findChild(Paragraph), notice.findChild(Button)

    def below() -> int:
        return button.mapTo(notice, QPoint(0, 0)).y() - words.mapTo(notice, QPoint(0, 0)).y()

    told_in.resize(1200, 80)
    qtbot.waitUntil(lambda: below() < words.height())
    told_in.resize(400, 120)
    qtbot.waitUntil(lambda: below() >= words.height())


def test_the_same_thing_is_told_once_and_no_more_than_three_things_at_once(told_in):
    for text in ("one", "two", "two", "three", "four"):
        told_in.tell(text)
    assert [notice.text for notice in told_in.shown] == ["four", "three", "two"]


def test_what_is_so_is_told_until_it_is_forgotten_whatever_else_is_told(told_in):
    lasting = told_in.show_error(Refusal("Not saved yet."), stays=True, about="keeping")
    for number in range(5):
        told_in.tell(f"{number} files")
    assert lasting in told_in.shown
    told_in.forget("keeping")
    assert lasting not in told_in.shown


def test_a_bug_that_comes_again_and_again_keeps_its_first_report(logs, told_in, qtbot):
    first = told_in.show_error(KeyError("first"))
    for number in range(50):
        assert told_in.show_error(ValueError(number)) is first
    qtbot.mouseClick(first.findChild(Button), Qt.MouseButton.LeftButton)
    assert "KeyError: 'first'" in QApplication.clipboard().text()


def test_notices_take_no_focus(told_in, qtbot):
    label = Label("x", selectable=True)
    qtbot.addWidget(label)
    label.show()
    label.activateWindow()
    qtbot.waitUntil(label.isActiveWindow)
    label.setFocus()
    told_in.show_error(Refusal("The round is closed."))
    assert QApplication.focusWidget() is label


def test_what_reaches_the_top_of_a_slot_is_shown(theme, qtbot):
    button = Button("Break")
    qtbot.addWidget(button)
    shown = []
    put_back = catch_bugs(shown.append)
    try:
        button.clicked.connect(lambda: 1 / 0)
        button.click()
    finally:
        put_back()
    assert [type(error) for error in shown] == [ZeroDivisionError]
    assert sys.excepthook is not shown.append


def test_of_two_windows_the_one_that_stays_shows_bugs_whoever_goes_first(monkeypatch):
    base, first, second = [], [], []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: base.append(error))
    first_gone = catch_bugs(first.append)
    second_gone = catch_bugs(second.append)
    one, two = ValueError("one"), ValueError("two")
    first_gone()
    sys.excepthook(ValueError, one, None)
    second_gone()
    sys.excepthook(ValueError, two, None)
    assert (base, first, second) == ([two], [], [one])


def test_a_double_click_closes_one_notice_and_the_next_stays_unread(told_in, qtbot):
    told_in.show_error(Refusal("one"))
    first = told_in.show_error(Refusal("two"))
    qtbot.mouseClick(closing(first), Qt.MouseButton.LeftButton)
    (second,) = told_in.shown
    qtbot.waitUntil(second.isVisible)
    for click in (qtbot.mouseClick, qtbot.mouseDClick):
        click(closing(second), Qt.MouseButton.LeftButton)
        assert told_in.shown == (second,)
    qtbot.waitUntil(lambda: not told_in.findChildren(floating.Swallowing))
    qtbot.mouseClick(closing(second), Qt.MouseButton.LeftButton)
    assert told_in.shown == ()


def test_the_button_that_closes_stands_at_one_place_however_much_is_told(told_in, qtbot):
    told_in.resize(600, 400)
    told_in.show_error(Refusal("Short."))
    low = closing(told_in.shown[0])
    qtbot.waitUntil(low.isVisible)
    place = low.mapTo(told_in, QPoint(0, 0))
    told_in.show_error(Refusal("Long. " * 60))
    high = closing(told_in.shown[0])
    qtbot.waitUntil(lambda: high.isVisible() and told_in.shown[0].height() > 80)
    assert high.mapTo(told_in, QPoint(0, 0)).x() == place.x()
