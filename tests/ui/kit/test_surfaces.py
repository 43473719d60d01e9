import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

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
