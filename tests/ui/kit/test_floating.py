"""What floats: where it stands, and what it leaves to be seen."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLineEdit, QWidget

from jury_app.base.errors import Refusal
from jury_app.ui.kit.floating import Floating
from jury_app.ui.kit.notices import Notices


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
    content.floating.lowered.connect(content.notices.set_low)
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
