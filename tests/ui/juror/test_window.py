from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from jury_app.base.errors import Problem
from jury_app.base.texts import N_
from jury_app.ui.kit.fields import TextArea
from tests.ui.juror.hands import CTRL, LONG, SHIFT, press, write


def test_the_films_are_shown_and_take_the_keys(window):
    assert window.page == "queue"
    assert window.queue.model.rowCount() > 0
    assert QApplication.focusWidget() is window.queue.grid


def test_enter_opens_the_film_and_escape_comes_back_to_its_card(qtbot, window):
    press(Qt.Key.Key_Right)
    card = window.queue.grid.card
    press(Qt.Key.Key_Return)
    assert window.page == "room"
    qtbot.waitUntil(lambda: window.isAncestorOf(QApplication.focusWidget()))
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.page == "queue")
    assert window.queue.grid.card.key == card.key


def test_the_window_reopens_where_the_juror_left(qtbot, window, open_window):
    press(Qt.Key.Key_Right)
    film = window.queue.grid.card.key
    press(Qt.Key.Key_Return)
    window.close()
    again = open_window()
    qtbot.waitUntil(lambda: again.page == "room")
    again.go_back()
    assert again.queue.grid.card.key == film


def test_u_opens_the_next_film_without_a_scorecard(qtbot, session, scored, window):
    first = window.queue.grid.card
    assert first.queued.state == "complete"
    press(Qt.Key.Key_U)
    qtbot.waitUntil(lambda: window.page == "room")
    window.go_back()
    assert window.queue.grid.card.key not in {(film.film, film.round) for film in scored}
    assert window.queue.grid.card.queued.state == "to_watch"


def test_a_question_mark_shows_all_keys_and_escape_closes_them(qtbot, window):
    press(Qt.Key.Key_Question, SHIFT)
    qtbot.waitUntil(lambda: window._sheet is not None and window._sheet.isVisible())
    qtbot.keyClick(window._sheet, Qt.Key.Key_Escape)
    assert not window._sheet.isVisible()


def test_text_grows_by_keys_and_is_kept(window, preferences):
    press(Qt.Key.Key_Plus, CTRL)
    assert preferences.text == 110
    press(Qt.Key.Key_Minus, CTRL)
    press(Qt.Key.Key_Minus, CTRL)
    press(Qt.Key.Key_Minus, CTRL)
    assert preferences.text == 90


def test_settings_are_reached_and_left_by_keys(window):
    press(Qt.Key.Key_Comma, CTRL)
    assert window.page == "settings"
    press(Qt.Key.Key_Escape)
    assert window.page == "queue"


def test_an_error_that_nobody_else_shows_is_told_and_the_window_goes_on(session, window):
    session.failed.emit(Problem(N_("The disk is full; free some space.")))
    (notice,) = window.notices.shown
    assert notice.text == "The disk is full; free some space."
    press(Qt.Key.Key_Slash)
    write("zzz")
    assert window.queue.model.rowCount() == 0


def test_everything_is_said_to_be_saved_only_when_it_is(qtbot, session, window):
    told = []
    session.saving.connect(told.append)
    session.write(window, lambda _seat: None)
    assert window.strip.saved.text == "Saving…"
    qtbot.waitUntil(lambda: session.is_saved, timeout=LONG)
    assert window.strip.saved.text == "Saved"
    assert told == [True, False]


def test_nothing_is_said_to_be_saved_while_a_field_holds_what_was_not_written(qtbot, window):
    field = TextArea("Cue", parent=window)
    field.show()
    qtbot.keyClicks(field, "x")
    assert window.strip.saved.text == "Saving…"
    qtbot.waitUntil(lambda: window.strip.saved.text == "Saved")


def test_the_window_fits_a_small_screen_with_letters_twice_as_large(qtbot, window, preferences):
    preferences.set(text=200)
    window.resize(1280, 720)
    qtbot.waitUntil(lambda: window.size().height() == 720)
    assert window.minimumSizeHint().width() <= 1280
    assert window.minimumSizeHint().height() <= 720


def test_the_way_back_never_goes_in_circles(window):
    press(Qt.Key.Key_Comma, CTRL)
    window.show_offers()
    assert window.page == "offers"
    press(Qt.Key.Key_Escape)
    assert window.page == "settings"
    press(Qt.Key.Key_Escape)
    assert window.page == "queue"
    press(Qt.Key.Key_Escape)
    assert window.page == "queue"


def test_the_title_says_where_one_is(qtbot, window):
    festival = "Hong Kong AI International Film Festival"
    qtbot.waitUntil(lambda: window.windowTitle() == festival, timeout=LONG)
    press(Qt.Key.Key_Comma, CTRL)
    assert window.windowTitle() == f"Settings · {festival}"
    press(Qt.Key.Key_Escape)
    assert window.windowTitle() == festival
