"""The film's place: dark, focused by a click, and without a mouse when hands rest."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from .test_player import is_dark


@pytest.fixture
def told(stage):
    found = []
    for name in ("stirred", "rested", "chosen", "full_screen_asked"):
        getattr(stage, name).connect(lambda name=name: found.append(name))
    return found


def test_it_is_a_dark_native_window_with_a_name(stage):
    assert stage.testAttribute(Qt.WidgetAttribute.WA_NativeWindow)
    assert stage.window_number() != int(stage.window().winId())
    assert is_dark(stage)
    assert stage.accessibleName() == "Film"


def test_a_click_takes_the_focus_and_a_double_click_asks_for_the_full_screen(stage, told):
    QTest.mouseClick(stage, Qt.MouseButton.LeftButton)
    assert stage.window().focusWidget() is stage
    QTest.mouseDClick(stage, Qt.MouseButton.LeftButton)
    assert told.count("full_screen_asked") == 1
    QTest.mouseDClick(stage, Qt.MouseButton.RightButton)
    assert told.count("full_screen_asked") == 1


def test_a_mouse_that_rests_is_hidden_until_it_moves(qtbot, stage, told):
    stage._rest.setInterval(80)
    QTest.mouseMove(stage, QPoint(40, 40))
    QTest.mouseMove(stage, QPoint(60, 60))
    qtbot.waitUntil(lambda: "rested" in told, timeout=2_000)
    assert stage.cursor().shape() == Qt.CursorShape.BlankCursor
    before = told.count("stirred")
    QTest.mouseMove(stage, QPoint(90, 90))
    qtbot.waitUntil(lambda: told.count("stirred") > before, timeout=2_000)
    assert stage.cursor().shape() == Qt.CursorShape.ArrowCursor
