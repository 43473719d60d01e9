"""What a cell shows where there is little room, and of a level that is written out."""

import pytest

from jury_app.ui.juror.scoring.cells import Cell, Options
from jury_app.ui.kit.buttons import Option

WORDS = ("Clear", "Question", "Concern", "Block")


@pytest.fixture
def options(theme, qtbot):
    options = Options("Likeness", [Option(word, word) for word in WORDS], lambda _code: None)
    qtbot.addWidget(options)
    options.show()
    return options


def without_keys(qtbot, width, height):
    """The same cells as they look with no keys at all."""
    cells = [Cell(word, word, is_marked=False) for word in WORDS]
    for cell in cells:
        qtbot.addWidget(cell)
        cell.resize(width, height)
    return [cell.grab().toImage() for cell in cells]


def test_keys_are_shown_by_all_answers_or_by_none_and_no_word_is_cut_for_one(qtbot, options):
    def shown(width):
        options.resize(width, options.sizeHint().height())
        qtbot.waitUntil(lambda: options._cells[-1].geometry().right() == options.width() - 1)
        first = options._cells[0]
        bare = without_keys(qtbot, first.width(), first.height())
        pictures = [cell.grab().toImage() for cell in options._cells]
        return [one != other for one, other in zip(pictures, bare, strict=True)]

    narrow = next(width for width in range(600, 200, -4) if not any(shown(width)))
    assert shown(narrow + 8) == [True] * len(WORDS)
    longest = max(options.fontMetrics().horizontalAdvance(word) for word in WORDS)
    assert longest < options._cells[0].width()


def test_a_level_that_is_written_out_has_a_mark_and_none_looks_disabled(theme, qtbot):
    marked, other = Cell("4", "4"), Cell("4", "4", is_marked=False)
    for cell in (marked, other):
        qtbot.addWidget(cell)
        cell.resize(40, 30)
    foot = 30 - theme.space(2.5)
    one, two = marked.grab().toImage(), other.grab().toImage()
    assert one != two
    assert one.copy(0, 0, 40, foot) == two.copy(0, 0, 40, foot)
