import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor

from jury_app.ui.kit.labels import (
    Chip,
    Elided,
    FilmTitle,
    Label,
    Paragraph,
    Progress,
    is_right_to_left,
    set_tip,
)
from jury_app.ui.kit.surfaces import Card, Scroll, Surface, column

HOSTILE = '<img src="file:///etc/passwd"><a href="https://example.org">Salt & Water</a>'


@pytest.mark.parametrize("kind", [Label, Paragraph, Elided])
def test_markup_in_a_label_is_text(theme, qtbot, kind):
    label = kind(HOSTILE)
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text() == HOSTILE
    plain = kind("x" * len(HOSTILE))
    qtbot.addWidget(plain)
    if kind is Label:
        assert label.sizeHint().width() > 0.5 * plain.sizeHint().width()


def test_a_label_cannot_be_made_to_read_markup(theme, qtbot):
    label = Label("x")
    qtbot.addWidget(label)
    with pytest.raises(ValueError, match="RichText"):
        label.setTextFormat(Qt.TextFormat.RichText)
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_a_tooltip_shows_markup_as_it_stands(theme, qtbot):
    label = Label("x")
    qtbot.addWidget(label)
    set_tip(label, HOSTILE)
    assert "<img" not in label.toolTip()
    assert "&lt;img" in label.toolTip()
    set_tip(label, "Salt & Water")
    assert label.toolTip() == "Salt & Water"


def test_a_text_too_long_for_its_room_ends_in_dots_and_is_whole_in_its_tooltip(theme, qtbot):
    text = "A title that needs far more room than it has"
    label = Elided(text)
    qtbot.addWidget(label)
    label.resize(120, label.sizeHint().height())
    label.show()
    assert label.is_cut
    assert label.toolTip() == text
    assert label.accessibleName() == text
    label.resize(label.sizeHint())
    assert not label.is_cut
    assert label.toolTip() == ""


def test_a_title_with_line_breaks_stays_on_its_line(theme, qtbot):
    label = Elided("Rain\nin\tspring")
    qtbot.addWidget(label)
    assert label.text() == "Rain in spring"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Salt", False),
        ("מלח Salt", True),
        ("(٢٠٢٦) قطار", True),
        ("12 Angry", False),
        ("", False),
        ("最後的燈塔", False),
    ],
)
def test_a_text_runs_as_its_first_letter_does(text, expected):
    assert is_right_to_left(text) is expected


def test_a_hebrew_title_keeps_its_full_stop_on_the_left(theme, qtbot):
    def ink(text):
        label = Elided(text)
        qtbot.addWidget(label)
        label.resize(label.sizeHint())
        image = label.grab().toImage()
        columns = [
            x
            for x in range(image.width())
            if any(image.pixelColor(x, y).lightness() > 128 for y in range(image.height()))
        ]
        middle = image.height() // 2
        first = [
            y for y in range(image.height()) if image.pixelColor(columns[0] + 1, y).lightness() > 90
        ]
        return columns, first, middle

    columns, first, middle = ink("מלח.")
    assert columns
    assert min(first) > middle  # a full stop stands on the line: the leftmost ink is low


def test_the_title_in_its_own_script_shows_only_where_it_is_another(theme, qtbot):
    title = FilmTitle("Rain", "Rain")
    qtbot.addWidget(title)
    assert not title.findChildren(Elided)[1].isVisibleTo(title)
    title.set_title("Rain", "ฝนตก")
    shown = [each.text() for each in title.findChildren(Elided) if each.isVisibleTo(title)]
    assert shown == ["Rain", "ฝนตก"]


def test_a_paragraph_is_as_high_as_its_width_makes_it(theme, qtbot):
    paragraph = Paragraph("word " * 60)
    scroll = Scroll(Surface("bare", column(paragraph, None)))
    qtbot.addWidget(scroll)
    scroll.resize(600, 400)
    scroll.show()
    wide = paragraph.height()
    scroll.resize(260, 400)
    qtbot.waitUntil(lambda: paragraph.height() > 1.8 * wide)
    assert paragraph.height() >= paragraph.heightForWidth(paragraph.width())


def test_a_state_says_its_word_beside_its_colour(theme, qtbot):
    chip = Chip("signed", "pen", "good")
    qtbot.addWidget(chip)
    assert (chip.text, chip.accessibleName()) == ("signed", "signed")
    chip.set_state("new cut", "warning", "warning")
    assert (chip.text, chip.accessibleName()) == ("new cut", "new cut")
    assert chip.property("tone") == "warning"


def test_progress_fills_from_the_start_and_says_how_far_it_is(theme, qtbot):
    line = Progress("Copying")
    qtbot.addWidget(line)
    line.resize(200, 8)
    line.set_value(0.25)
    spoken = QAccessible.queryAccessibleInterface(line)
    assert spoken.role() == QAccessible.Role.ProgressBar
    assert spoken.text(QAccessible.Text.Name) == "Copying"
    assert spoken.valueInterface().currentValue() == 0.25 * spoken.valueInterface().maximumValue()
    image = line.grab().toImage()
    assert image.pixelColor(25, 4) == theme.colour("accent")
    assert image.pixelColor(120, 4) == theme.colour("grid")
    line.set_value(7)
    assert line.share == 1.0
    line.set_value(None)
    assert line.share is None


def test_a_tone_colours_the_text(theme, qtbot):
    label = Label("███", tone="bad")
    card = Card(label)
    qtbot.addWidget(card)
    card.show()
    image = label.grab().toImage()
    inks = {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }
    assert QColor(theme.colour("bad")).name() in inks
    label.set_tone("good")
    image = label.grab().toImage()
    inks = {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }
    assert theme.colour("good").name() in inks
