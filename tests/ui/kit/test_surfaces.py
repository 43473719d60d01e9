import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from jury_app.ui.kit.surfaces import Centred, Scroll, Surface, column


class Film(QWidget):
    """Takes the keys that rise to it."""

    def __init__(self) -> None:
        super().__init__()
        self.keys = []

    def keyPressEvent(self, event):
        self.keys.append(event.key())


@pytest.mark.parametrize("key", [Qt.Key.Key_Left, Qt.Key.Key_Right])
def test_a_page_that_scrolls_leaves_the_keys_that_wind_a_film_to_the_film(theme, qtbot, key):
    words, film = QWidget(), Film()
    film.setLayout(column(Scroll(Surface("bare", column(words)))))
    qtbot.addWidget(film)
    film.show()
    qtbot.keyClick(words, key)
    assert film.keys == [key]


def test_lines_are_as_long_as_the_texts_size_asks_for(theme, qtbot, preferences):
    content = Surface("bare")
    page = Centred(content, 100)
    qtbot.addWidget(page)
    page.resize(2000, 400)
    page.show()
    qtbot.waitUntil(lambda: content.width() == theme.space(100))
    before = content.width()
    preferences.set(text=200)
    qtbot.waitUntil(lambda: content.width() == 2 * before)
    assert abs(content.geometry().center().x() - page.width() // 2) <= 1


@pytest.fixture
def long_page(theme, qtbot):
    """A page of 40 buttons of which few are seen, and the thirtieth with the focus."""
    buttons = [QPushButton(str(number)) for number in range(40)]
    scroll = Scroll(Surface("bare", column(*buttons)))
    qtbot.addWidget(scroll)
    scroll.resize(300, 200)
    scroll.show()
    qtbot.waitExposed(scroll)
    scroll.activateWindow()
    qtbot.waitUntil(scroll.isActiveWindow)
    buttons[30].setFocus()
    return scroll, buttons


def is_seen(scroll, widget):
    viewport = scroll.viewport()
    return viewport.rect().contains(QRect(widget.mapTo(viewport, QPoint(0, 0)), widget.size()))


def test_what_has_the_focus_stays_in_sight_while_all_above_it_grows(long_page, qtbot):
    scroll, buttons = long_page
    assert is_seen(scroll, buttons[30])
    before = buttons[30].y()
    for button in buttons[:30]:
        button.setMinimumHeight(2 * button.height())
    qtbot.waitUntil(lambda: buttons[30].y() > 1.5 * before)
    qtbot.waitUntil(lambda: is_seen(scroll, buttons[30]))


def test_a_page_that_was_scrolled_by_hand_stays_there_while_it_grows(long_page, qtbot):
    scroll, buttons = long_page
    middle = QPointF(scroll.viewport().rect().center())
    for _turn in range(40):
        turned = QWheelEvent(
            *(middle, scroll.viewport().mapToGlobal(middle), QPoint(), QPoint(0, 120)),
            *(Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier),
            *(Qt.ScrollPhase.NoScrollPhase, False),
        )
        QApplication.sendEvent(scroll.viewport(), turned)
    assert scroll.verticalScrollBar().value() == 0
    before = scroll.widget().height()
    buttons[35].setMinimumHeight(400)
    qtbot.waitUntil(lambda: scroll.widget().height() > before)
    done = []
    QTimer.singleShot(0, lambda: done.append(True))  # behind what a growing page asked for
    qtbot.waitUntil(lambda: bool(done))
    assert scroll.verticalScrollBar().value() == 0
