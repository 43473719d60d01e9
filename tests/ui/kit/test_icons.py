import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QIcon, QImage, QPainter
from PySide6.QtWidgets import QPushButton

from jury_app.base import places
from jury_app.ui.juror.queue.cards import LOOKS
from jury_app.ui.kit import icons

LINES = [name for name in icons.names() if name != "jury-app"]
"""Line drawings; the program's own icon has colours of its own."""


def inks(image):
    return {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }


def test_the_states_of_a_film_have_their_icons():
    assert {look.icon for look in LOOKS.values()} <= set(icons.names())


def test_every_icon_is_a_drawing_in_one_colour_that_the_theme_gives(theme):
    assert len(LINES) > 80
    for name in LINES:
        source = places.resource("icons", f"{name}.svg").read_text("utf-8")
        assert 'viewBox="0 0 24 24"' in source, name
        assert "currentColor" in source, name
        image = icons.icon(name, "bad").pixmap(QSize(48, 48)).toImage()
        assert inks(image) == {theme.colour("bad").name()}, name


def test_an_icon_takes_the_colours_of_the_theme_in_force(theme, preferences, qtbot):
    button = QPushButton()
    qtbot.addWidget(button)
    button.setIcon(icons.icon("check", "good"))
    button.resize(60, 40)
    for name in ("dark", "light", "contrast"):
        preferences.set(theme=name)
        assert theme.colour("good").name() in inks(button.grab().toImage())


def test_an_icon_of_a_disabled_button_is_dimmed_and_of_a_checked_one_is_its_own(theme):
    icon = icons.icon("check", "text", on="on_accent")
    size = QSize(32, 32)
    off = icon.pixmap(size, QIcon.Mode.Disabled).toImage()
    on = icon.pixmap(size, QIcon.Mode.Normal, QIcon.State.On).toImage()
    assert inks(off) == {theme.colour("disabled").name()}
    assert inks(on) == {theme.colour("on_accent").name()}


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0, 3.0])
def test_an_icon_is_drawn_for_the_pixels_of_its_screen(theme, ratio):
    image = QImage(round(24 * ratio), round(24 * ratio), QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(0)
    painter = QPainter(image)
    icons.paint(painter, QRect(0, 0, 24, 24), "stop", "good")
    painter.end()
    solid = sum(
        image.pixelColor(x, y).alpha() == 255
        for x in range(image.width())
        for y in range(image.height())
    )
    blurred = sum(
        0 < image.pixelColor(x, y).alpha() < 255
        for x in range(image.width())
        for y in range(image.height())
    )
    assert (12.75 * ratio - 2) ** 2 <= solid <= (12.75 * ratio) ** 2
    assert blurred < 5 * 12.75 * ratio


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_an_icon_of_a_button_has_as_many_pixels_as_its_screen(theme, ratio):
    pixmap = icons.icon("stop").pixmap(QSize(24, 24), ratio)
    assert pixmap.size() == QSize(24, 24) * ratio
    assert pixmap.devicePixelRatio() == ratio
    assert pixmap.deviceIndependentSize().toSize() == QSize(24, 24)


def test_an_icon_that_is_not_there_is_a_bug(theme):
    with pytest.raises(OSError, match="mauve"):
        icons.icon("mauve").pixmap(QSize(16, 16))
