import json
import re
from typing import get_args

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from jury_app.base import places
from jury_app.pictures import shapes
from jury_app.ui.kit import theme as themes
from jury_app.ui.kit.buttons import Button, Tick
from jury_app.ui.kit.labels import Label
from jury_app.ui.kit.surfaces import Card, Surface, column

NAMES = get_args(themes.Name)
SURFACES = ("window", "panel", "raised", "field", "hover", "pressed", "selection", "muted_surface")
TEXTS = ("text", "muted", "accent", "good", "warning", "bad")
"""Every one of these is written on every one of those."""
OWN_SURFACES = (
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_film", "film"),
    *((tone, f"{tone}_surface") for tone in ("good", "warning", "bad", "accent")),
    *(("text", f"{tone}_surface") for tone in ("good", "warning", "bad", "accent")),
    *(("muted", f"{tone}_surface") for tone in ("good", "warning", "bad", "accent")),
)
GRAPHICS = ("border", "line", "accent", "declared", "assessed", "gate", "band", "seen", "flag")
GRAPHICS += ("good", "warning", "bad", "cut", "focus")
"""Edges of controls, marks of pictures, and the focus ring."""
GROUNDS = ("window", "panel", "field")
RINGED = (*SURFACES, "good_surface", "warning_surface", "bad_surface", "accent_surface")


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""

    def channel(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    shade = QColor(colour)
    red, green, blue = map(channel, (shade.redF(), shade.greenF(), shade.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_has_the_contrast_that_the_guideline_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("name", NAMES)
def test_every_text_can_be_read_on_every_surface_on_which_it_stands(name):
    needed = 7.0 if name == "contrast" else 4.5
    tokens = themes.colours(name)
    pairs = [(text, surface) for text in TEXTS for surface in SURFACES] + list(OWN_SURFACES)
    weak = {
        f"{text} on {surface}": round(contrast(tokens[text], tokens[surface]), 2)
        for text, surface in pairs
        if contrast(tokens[text], tokens[surface]) < needed
    }
    assert weak == {}


@pytest.mark.parametrize("name", NAMES)
def test_every_edge_mark_and_ring_can_be_seen(name):
    tokens = themes.colours(name)
    pairs = [(mark, ground) for mark in GRAPHICS for ground in GROUNDS]
    pairs += [("focus", ground) for ground in RINGED] + [("on_film", "film")]
    weak = {
        f"{mark} on {ground}": round(contrast(tokens[mark], tokens[ground]), 2)
        for mark, ground in pairs
        if contrast(tokens[mark], tokens[ground]) < 3.0
    }
    assert weak == {}


@pytest.mark.parametrize("name", NAMES)
def test_what_the_stylesheet_writes_on_a_surface_of_its_own_can_be_read(name):
    needed = 7.0 if name == "contrast" else 4.5
    tokens = themes.colours(name)
    sheet = places.resource("tokens", "window.qss").read_text("utf-8")
    pairs = set()
    for rules in re.findall(r"\{([^}]*)\}", sheet):
        said = dict(re.findall(r"(?:^|[\s;])(color|background): \$(\w+)", rules))
        if len(said) == 2 and said["color"] != "disabled":
            pairs.add((said["color"], said["background"]))
    assert len(pairs) >= 8
    weak = {pair for pair in pairs if contrast(tokens[pair[0]], tokens[pair[1]]) < needed}
    assert weak == set()


@pytest.mark.parametrize("name", NAMES)
def test_every_role_of_a_picture_has_a_colour_in_every_theme(name):
    assert set(get_args(shapes.Role)) <= set(themes.colours(name))


def test_all_themes_name_the_same_roles():
    first, *others = (set(themes.colours(name)) for name in NAMES)
    assert all(each == first for each in others)


def test_every_colour_but_a_few_is_made_of_others():
    for name in NAMES:
        tokens = json.loads(places.resource("tokens", f"{name}.json").read_bytes())
        literal = [value for value in tokens["colours"].values() if isinstance(value, str)]
        assert len(tokens["base"]) == 10
        assert len(literal) <= 5


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("text", [90, 200])
def test_the_stylesheet_is_read_without_a_complaint(theme, preferences, qtbot, name, text):
    window = QWidget()
    qtbot.addWidget(window)
    preferences.set(theme=name, text=text)
    assert theme.name == name
    assert window.styleSheet()
    assert "$" not in window.styleSheet()


def test_an_application_made_with_the_style_draws_by_it(theme):
    assert QApplication.style().name() == "fusion"


def test_a_change_of_theme_dresses_what_is_shown_already(theme, preferences, qtbot):
    button = QPushButton("x")
    qtbot.addWidget(button)
    button.setProperty("kind", "primary")
    button.show()

    def shade():
        return button.grab().toImage().pixelColor(button.width() // 2, 6).name()

    assert shade() == theme.colour("accent").name()
    preferences.set(theme="contrast")
    assert shade() == theme.colour("accent").name() == "#ffe14d"


def test_a_larger_text_makes_labels_and_the_room_between_them_grow(theme, preferences, qtbot):
    one, other = Label("One"), Label("Other", "caption")
    card = Card(column(one, other, gap=3))
    qtbot.addWidget(card)
    card.show()
    card.adjustSize()
    before = (one.sizeHint().height(), other.y() - one.y(), card.layout().contentsMargins().left())
    preferences.set(text=200)
    card.adjustSize()
    after = (one.sizeHint().height(), other.y() - one.y(), card.layout().contentsMargins().left())
    ratios = [later / sooner for sooner, later in zip(before, after, strict=True)]
    assert ratios == pytest.approx([2.0, 2.0, 2.0], rel=0.1)


def test_the_scale_starts_from_the_system_font(qapp, preferences):
    before = qapp.font()
    font = qapp.font()
    font.setPointSizeF(16)
    qapp.setFont(font)
    theme = themes.Theme(qapp, preferences)
    try:
        assert theme.points("body") == pytest.approx(16)
        assert theme.points("title") == pytest.approx(25.6)
        preferences.set(text=150)
        assert theme.points("body") == pytest.approx(24)
        assert qapp.font().pointSizeF() == pytest.approx(24)
        assert theme.font().families()[0] == before.family()
    finally:
        qapp.setProperty("theme", None)
        qapp.setFont(before)
        theme.deleteLater()


def test_nothing_moves_where_motion_is_reduced(theme, preferences, qtbot):
    assert theme.duration(200) == 200
    with qtbot.waitSignal(theme.changed):
        preferences.set(reduced_motion=True)
    assert theme.duration(200) == 0
    assert not theme.moves


def test_the_system_theme_is_what_the_system_asks_for(theme, preferences, monkeypatch):
    preferences.set(theme="system")
    assert theme.name in {"dark", "light"}
    monkeypatch.setattr(themes, "wants_contrast", lambda: True)
    preferences.set(theme="light")
    preferences.set(theme="system")
    assert theme.name == "contrast"
    preferences.set(theme="light")
    assert theme.name == "light"


def test_a_system_that_asks_for_stillness_is_heard(theme, monkeypatch):
    assert theme.moves
    monkeypatch.setattr(themes, "wants_stillness", lambda: True)
    assert not theme.moves
    assert theme.duration(200) == 0


def test_what_the_system_wants_can_be_asked(qapp):
    assert themes.wants_contrast() is False
    assert themes.wants_stillness() is False


def test_a_role_that_is_not_there_is_a_bug(theme):
    with pytest.raises(KeyError):
        theme.colour("mauve")


def test_another_size_shows_a_window_that_stands_as_one_made_in_that_size(
    theme, preferences, qtbot
):
    def made():
        card = Card(Label("Title", "title"), Button("Sign", "primary", icon="pen"), Tick("Yes"))
        window = Surface("window", column(card, QLineEdit("Hong Kong"), None, margin=3))
        qtbot.addWidget(window)
        window.setFixedSize(400, 400)
        window.show()
        QApplication.processEvents()
        return window

    def picture(window):
        window.setFocus()
        QApplication.processEvents()
        return window.grab().toImage()

    window = made()
    small = picture(window)
    preferences.set(text=150)
    large = picture(window)
    assert large != small
    assert large == picture(made())
    preferences.set(text=100)
    assert picture(window) == small == picture(made())
