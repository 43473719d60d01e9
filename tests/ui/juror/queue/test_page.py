import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor, QFocusEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from jury_app.desks.juror import drafting
from jury_app.ui.juror.queue.cards import cards
from jury_app.ui.juror.queue.delegate import GAP, CardDelegate
from jury_app.ui.juror.queue.filterbar import FilterBar
from jury_app.ui.juror.queue.grid import Grid
from jury_app.ui.juror.queue.model import QueueModel
from jury_app.ui.juror.queue.page import QueuePage
from jury_app.ui.juror.queue.posters import Posters
from jury_app.ui.kit.surfaces import column
from jury_app.ui.kit.theme import STEP
from tests.ui.juror.hands import LONG, press, write
from tests.ui.juror.queue.test_filters import film


def titles(page):
    return [card.title for card in page.model.cards]


def test_the_model_keeps_qts_own_rules_while_cards_come_and_go():
    model = QueueModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(cards([film(1), film(2)]))
    model.show(cards([film(1, state="draft"), film(2)]))
    assert model.cards[0].queued.state == "draft"
    model.show(cards([film(2)]))
    model.show([])
    assert model.rowCount() == 0


def test_only_a_changed_card_is_painted_again():
    model = QueueModel()
    model.show(cards([film(1), film(2), film(3)]))
    changed, reset = [], []
    model.dataChanged.connect(lambda first, last, _roles: changed.append((first.row(), last.row())))
    model.modelReset.connect(lambda: reset.append(True))
    model.show(cards([film(1), film(2, position=1000), film(3)]))
    assert changed == [(1, 1)]
    assert not reset


def test_search_narrows_as_one_types_and_escape_shows_all_again(window):
    page = window.queue
    everything = titles(page)
    press(Qt.Key.Key_Slash)
    for letter in everything[1]:
        write(letter)
    assert everything[1] in titles(page)
    assert len(titles(page)) < len(everything)
    press(Qt.Key.Key_Escape)
    assert titles(page) == everything
    assert QApplication.focusWidget() is page.grid


def test_enter_in_the_search_field_opens_what_was_found(qtbot, window):
    page = window.queue
    wanted = page.model.cards[-1]
    press(Qt.Key.Key_Slash)
    write(f"#{wanted.queued.number}")
    with qtbot.waitSignal(page.opened) as opened:
        press(Qt.Key.Key_Return)
    assert tuple(opened.args) == wanted.key


def test_nothing_found_says_so_and_shows_all_again_by_keys(window):
    page = window.queue
    count = page.model.rowCount()
    press(Qt.Key.Key_Slash)
    write("there is no such film")
    assert page.model.rowCount() == 0
    assert page.empty.isVisible()
    press(Qt.Key.Key_Escape)
    assert page.model.rowCount() == count
    assert page.grid.isVisible()


def test_where_no_film_has_come_the_words_that_the_office_asks_for_are_a_click_away(qtbot, window):
    empty = window.queue.empty
    empty.explain(has_films=False)
    assert not empty.six.isHidden()
    empty.six.click()
    assert window.page == "offers"
    empty.explain(has_films=True)
    assert empty.six.isHidden()


def test_letters_on_a_card_are_commands_and_never_jump_to_a_title(window):
    page = window.queue
    before = page.grid.currentIndex().row()
    press(Qt.Key.Key_T)
    assert page.grid.currentIndex().row() == before


def test_filters_by_keys_show_one_state(qtbot, scored, window):
    page = window.queue
    state = page.filters.state
    state.setFocus()
    while state.value != "complete":
        before = state.currentIndex()
        press(Qt.Key.Key_Down)
        assert state.currentIndex() != before, "the state is not offered"
    assert {card.queued.state for card in page.model.cards} == {"complete"}


def test_filters_and_order_are_the_same_at_the_next_opening_and_one_key_shows_all(
    qtbot, window, open_window
):
    page = window.queue
    everything = titles(page)
    form, order = page.filters.choice("form"), page.filters.order
    form.setFocus()
    while form.value != "interactive":
        press(Qt.Key.Key_Down)
    order.setFocus()
    while order.value != "long":
        press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is page.grid
    found = titles(page)
    assert 0 < len(found) < len(everything)
    window.close()
    again = open_window().queue
    assert titles(again) == found
    assert again.filters.order.value == "long"
    again.filters.every.setFocus()
    press(Qt.Key.Key_Space)
    assert sorted(titles(again)) == sorted(everything)
    assert again.filters.every.isHidden()
    assert again.filters.order.value == "long"


def test_the_time_left_tonight_narrows_the_films(window):
    page = window.queue
    page.filters.choice("minutes").setFocus()
    press(Qt.Key.Key_Down)
    asked = int(page.filters.choice("minutes").value)
    assert 0 < len(titles(page)) < len(page.queue)
    assert all(0 < card.queued.seconds <= asked * 60 for card in page.model.cards)


@pytest.fixture
def bar(qtbot, theme):
    """Filters over two films that differ in all, in a window of their own."""
    bar, window = FilterBar(""), QWidget()
    window.setLayout(column(bar))
    qtbot.addWidget(window)
    bar.offer(cards([film(1), film(2, form="live", round="r2", category="Long", seconds=5400)]))
    window.resize(1300, 40)
    window.show()
    qtbot.waitExposed(window)
    yield bar
    window.close()


def test_choices_fold_into_a_menu_rather_than_cut_their_words(qtbot, bar, preferences):
    names = ("state", "minutes", "form", "round", "category", "order")
    choices = [bar.choice(name) for name in names]
    assert not bar.fold.isVisible()
    for choice in choices:
        words = choice.fontMetrics().horizontalAdvance(choice.currentText())
        assert words + choice.sizeHint().height() < choice.width(), choice.currentText()
    preferences.set(text=200)
    qtbot.waitUntil(bar.fold.isVisible)
    assert not any(choice.isVisible() for choice in choices)
    assert bar.minimumSizeHint().width() <= 900
    preferences.set(text=100)
    qtbot.waitUntil(lambda: not bar.fold.isVisible())


def test_what_is_chosen_in_the_menu_is_the_filter_and_its_button_counts_it(qtbot, bar):
    bar.window().resize(700, 40)
    qtbot.waitUntil(bar.fold.isVisible)
    assert bar.fold.text() == "Filters"
    bar.fold.click()
    menu = bar.findChild(QMenu)
    heads = {action.text(): action.menu() for action in menu.actions()}
    assert list(heads) == ["State", "Length", "Form", "Round", "Category", "Order: by number"]
    wanted = {action.text(): action for action in heads["Form"].actions()}
    assert wanted["any"].isChecked()
    wanted["live"].trigger()
    menu.close()
    assert bar.filter.form == "live"
    assert bar.fold.text() == "1 filter"
    assert bar.every.isVisible()


def test_cards_begin_and_end_where_the_lines_above_do(qtbot, window):
    page = window.queue
    cards_of = page.grid.visualRect
    for width in (960, 1280, 1800):
        window.resize(width, 800)
        qtbot.waitUntil(lambda: window.width() == width)  # noqa: B023  called here
        rects = [cards_of(page.model.index(row)) for row in range(page.model.rowCount())]
        half = round(GAP / 2 * STEP)
        left = page.grid.viewport().mapTo(page, rects[0].topLeft()).x() + half
        top = [rect for rect in rects if rect.top() == rects[0].top()]
        right = page.grid.viewport().mapTo(page, top[-1].topRight()).x() - half
        assert left == page.header.geometry().left()
        if len(top) < len(rects):  # a whole row; what division leaves over is less than a column
            assert abs(right - page.header.geometry().right()) <= len(top)


def test_a_bar_that_scrolls_nothing_is_not_seen(qtbot, window):
    bar = window.queue.grid.verticalScrollBar()
    window.resize(1800, 1100)
    qtbot.waitUntil(lambda: bar.maximum() == 0)
    empty = bar.grab().toImage()
    assert len({empty.pixel(bar.width() // 2, y) for y in range(0, empty.height(), 3)}) == 1
    window.resize(960, 600)
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    full = bar.grab().toImage()
    assert len({full.pixel(bar.width() // 2, y) for y in range(0, full.height(), 3)}) > 1


def test_what_is_written_elsewhere_shows_on_the_card(qtbot, session, window):
    page = window.queue
    card = page.model.cards[0]

    def write_beside(seat, _work):
        drafting.change(seat, *card.key, {"comment/panel": "Quiet."})

    session.work(session, write_beside, lambda _done: None)
    qtbot.waitUntil(lambda: page.model.cards[0].queued.state == "draft", timeout=LONG)
    assert page.grid.card.key == card.key


def test_the_last_queue_stands_before_the_desk_has_answered(session, window):
    expected = titles(window.queue)
    window.close()
    page = QueuePage(session)
    assert titles(page) == expected
    page.deleteLater()


def test_the_first_card_is_current_when_the_cards_take_the_keys(window):
    event = QFocusEvent(QFocusEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason)
    window.queue.grid.focusInEvent(event)
    assert window.queue.grid.card is not None


class CountingDelegate(CardDelegate):
    """Counts how often a card is painted."""

    painted = 0

    def paint(self, painter, option, index):
        type(self).painted += 1
        super().paint(painter, option, index)


def test_of_five_hundred_films_only_those_in_sight_are_painted(qtbot, session):
    model = QueueModel()
    grid = Grid(model, CountingDelegate(Posters(session)))
    qtbot.addWidget(grid)
    grid.resize(1280, 720)
    model.show(cards([film(n) for n in range(500)]))
    with qtbot.waitExposed(grid):
        grid.show()
    in_sight = (1280 // grid.gridSize().width()) * (720 // grid.gridSize().height() + 2)
    bar = grid.verticalScrollBar()
    assert bar.maximum() > 10 * 720
    for part in range(1, 11):
        CountingDelegate.painted = 0
        bar.setValue(bar.maximum() * part // 10)
        grid.viewport().repaint()
        assert 0 < CountingDelegate.painted <= 3 * in_sight


def test_the_card_under_the_mouse_and_only_that_has_another_ground(qtbot, theme, session):
    model = QueueModel()
    grid = Grid(model, CardDelegate(Posters(session)))
    qtbot.addWidget(grid)
    grid.resize(1000, 600)
    model.show(cards([film(n) for n in range(3)]))
    with qtbot.waitExposed(grid):
        grid.show()

    def grounds():
        shown = grid.viewport().grab().toImage()
        boxes = [grid.visualRect(model.index(row)) for row in range(3)]
        return [shown.pixelColor(box.center().x(), box.bottom() - 10).name() for box in boxes]

    over, else_ = theme.colour("hover").name(), theme.colour("raised").name()
    place = grid.visualRect(model.index(1)).center()
    QCursor.setPos(grid.viewport().mapToGlobal(place))
    qtbot.waitUntil(lambda: grounds() == [else_, over, else_], timeout=LONG)
    QCursor.setPos(grid.mapToGlobal(grid.rect().bottomRight()) + QPoint(20, 20))
    qtbot.waitUntil(lambda: grounds() == [else_] * 3, timeout=LONG)
