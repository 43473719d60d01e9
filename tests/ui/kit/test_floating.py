"""What floats: where it stands, and what it leaves to be seen."""

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from jury_app.base.errors import Refusal
from jury_app.ui.kit.buttons import IconButton
from jury_app.ui.kit.floating import Floating
from jury_app.ui.kit.labels import Elided
from jury_app.ui.kit.notices import Notices
from jury_app.ui.kit.surfaces import Scroll, Surface

LONG = "The jury's office wrote. " * 12


@pytest.fixture
def content(qtbot, theme):
    """A window with a page between a head and a foot."""
    content = QWidget()
    qtbot.addWidget(content)
    content.resize(900, 700)
    content.page = QWidget(content)
    content.page.setGeometry(0, 100, 900, 500)
    content.head, content.foot = QLineEdit(content.page), QLineEdit(content.page)
    content.head.setGeometry(40, 10, 300, 40)
    content.foot.setGeometry(40, 440, 300, 40)
    content.notices = Notices(content)
    content.floating = Floating(content.notices)
    content.floating.fitted.connect(content.notices.set_room)
    content.floating.stand_on(content.page)
    content.show()
    content.activateWindow()
    qtbot.waitUntil(content.isActiveWindow)
    return content


def settled(qtbot, content):
    """Where the notices stand once they are as high as their words."""
    shown = content.notices.shown[0]
    qtbot.waitUntil(lambda: shown.visibleRegion().boundingRect().size() == content.notices.size())
    return content.notices.geometry()


def buttons(notices):
    """The buttons with pictures of the strip that is shown."""
    return [each for each in notices.findChildren(IconButton) if each.isVisible()]


def test_it_stands_at_the_foot_and_grows_upward(qtbot, content):
    content.notices.tell("Sent.", "good")
    short = settled(qtbot, content)
    assert content.page.geometry().contains(short)
    assert short.top() > content.page.geometry().center().y()
    content.notices.show_error(Refusal("It is long. " * 40))
    qtbot.waitUntil(lambda: content.notices.height() > short.height())
    assert settled(qtbot, content).bottom() == short.bottom()


def test_it_never_lies_over_what_has_the_focus_and_moves_for_nothing_else(qtbot, content):
    content.notices.tell("Sent.", "good")
    foot = settled(qtbot, content)
    content.foot.setFocus()
    head = settled(qtbot, content)
    focused = content.foot.geometry().translated(content.page.pos())
    assert not head.intersects(focused)
    assert head.bottom() < content.page.geometry().center().y()
    content.page.setFocus()
    assert settled(qtbot, content) == head
    content.head.setFocus()
    assert settled(qtbot, content) == foot


def test_one_that_comes_while_somebody_types_at_the_foot_stands_above(qtbot, content):
    content.foot.setFocus()
    content.notices.tell("Sent.", "good")
    assert settled(qtbot, content).bottom() < content.page.geometry().center().y()


def test_on_a_low_ground_it_takes_one_line(qtbot, content, theme):
    long = content.notices.show_error(Refusal("It is long. " * 40))
    high = settled(qtbot, content).height()
    content.page.resize(QSize(900, 39 * theme.space(1)))
    qtbot.waitUntil(lambda: content.notices.height() < high)
    low = settled(qtbot, content)
    assert low.height() < 3 * long.fontMetrics().height()
    assert content.page.geometry().contains(low)
    fold = next(each for each in long.findChildren(IconButton) if each.isVisible())
    qtbot.mouseClick(fold, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: content.notices.height() == high)
    content.notices.tell("Sent.", "good")
    assert settled(qtbot, content).height() < 3 * long.fontMetrics().height()
    assert not any("Show all" in each.toolTip() for each in buttons(content.notices))


def test_over_a_film_it_takes_one_line_whatever_is_asked_for(qtbot, content):
    content.floating.stand_on(content.page, is_film=True)
    content.notices.show_error(Refusal(LONG))
    assert settled(qtbot, content).height() < 3 * content.notices.fontMetrics().height()
    assert not any("Show all" in each.toolTip() for each in buttons(content.notices))


def test_words_that_take_much_of_the_page_are_one_line_until_they_are_asked_for(
    qtbot, content, preferences
):
    act = content.notices.tell(LONG, "warning", act=("Show", int))
    line = act.findChild(Elided)
    assert settled(qtbot, content).height() <= content.page.height() // 4
    assert line.isHidden()
    preferences.set(text=200)
    fold = next(each for each in act.findChildren(IconButton) if "Show all" in each.toolTip())
    qtbot.waitUntil(lambda: not line.isHidden() and fold.size() == fold.sizeHint())
    low = settled(qtbot, content)
    assert low.height() <= content.page.height() // 4
    qtbot.mouseClick(fold, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: content.notices.height() > content.page.height() // 4)
    assert content.page.geometry().contains(settled(qtbot, content))
    assert line.isHidden()
    qtbot.mouseClick(fold, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: content.notices.geometry() == low)


def test_what_has_the_focus_is_not_hidden_when_its_page_is_scrolled(qtbot, content, theme):
    inner = Surface("bare")
    field = QLineEdit(inner)
    field.setGeometry(40, 900, 300, 40)
    inner.setFixedSize(800, 2000)
    scroll = Scroll(inner)
    scroll.setParent(content.page)
    scroll.setGeometry(content.page.rect())
    scroll.show()
    bar = scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 1000)
    field.setFocus()
    bar.setValue(700)
    content.notices.tell("Sent.", "good")
    settled(qtbot, content)
    places = set()
    for value in (*range(300, 920, 20), *range(920, 300, -20)):
        bar.setValue(value)
        place = settled(qtbot, content)
        seen = field.visibleRegion().boundingRect().translated(field.mapTo(content, QPoint(0, 0)))
        assert seen.isEmpty() or not place.intersects(seen), value
        places.add(place.top())
    assert len(places) == 2
