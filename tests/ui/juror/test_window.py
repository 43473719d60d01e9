import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QApplication, QWidget

from jury_app.base.errors import Problem, Refusal
from jury_app.base.texts import N_
from jury_app.ui.juror import place
from jury_app.ui.juror.queue.pace import pace
from jury_app.ui.kit.buttons import Button
from jury_app.ui.kit.fields import TextArea
from jury_app.ui.kit.labels import Label
from jury_app.ui.kit.preferences import Preferences
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


def test_a_film_that_is_come_back_to_stands_and_its_panel_shows_the_page_left(
    qtbot, session, window, open_window
):
    card = window.queue.grid.card
    window.open_film(*card.key)
    window._pages["room"].show_page("dossier")
    window.close()
    again = open_window()
    qtbot.waitUntil(lambda: again.page == "room")
    room = again._pages["room"]
    assert room.panel.page == "dossier"
    qtbot.waitUntil(lambda: room.draft is not None, timeout=LONG)
    played = []
    room.player.state.connect(played.append)
    qtbot.waitUntil(lambda: room.player.status == "paused", timeout=LONG)
    assert "playing" not in played


def test_both_windows_come_back_as_they_were_left_with_all_that_was_written(
    qtbot, session, window, open_window
):
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.page == "room")
    room = window._pages["room"]
    qtbot.waitUntil(lambda: room.player.is_playing, timeout=LONG)
    film = room.draft.film
    press(Qt.Key.Key_P, SHIFT)
    apart = room.screening.window
    qtbot.waitUntil(apart.isActiveWindow)
    press(Qt.Key.Key_Space)  # no button of the panel has the focus
    qtbot.waitUntil(lambda: room.player.status == "paused")
    apart.setGeometry(30, 50, 500, 700)
    press(Qt.Key.Key_N)
    write("Half a thou")
    press(Qt.Key.Key_Q, CTRL)
    assert not window.isVisible()
    assert not apart.isVisible()
    again = open_window()
    qtbot.waitUntil(lambda: again.page == "room")
    room = again._pages["room"]
    qtbot.waitUntil(lambda: room.draft is not None, timeout=LONG)
    assert room.screening.window.geometry() == QRect(30, 50, 500, 700)
    assert room.panel.window() is room.screening.window
    qtbot.waitUntil(lambda: "notes/1" in room.draft.values, timeout=LONG)
    assert (room.draft.film, room.draft.values["notes/1"]["text"]) == (film, "Half a thou")
    press(Qt.Key.Key_P, SHIFT)  # beside the film again
    again.close()
    third = open_window()
    qtbot.waitUntil(lambda: third.page == "room")
    assert not third._pages["room"].screening.is_apart


def test_a_window_is_never_larger_than_its_screen(window, open_window):
    window.resize(9000, 7000)
    window.close()
    again = open_window()
    area = again.screen().availableGeometry()
    assert area.contains(again.geometry())


def test_a_window_that_stands_well_is_not_moved_from_where_its_frame_stood(qtbot, preferences):
    class Moved(QWidget):
        def __init__(self) -> None:
            super().__init__()
            self.to = []
            qtbot.addWidget(self)

        def move(self, *to) -> None:
            self.to.append(to)
            super().move(*to)

    stood, well, outside = Moved(), Moved(), Moved()
    stood.setGeometry(40, 60, 300, 200)
    place.keep(stood, preferences)
    place.restore(well, preferences)
    assert (well.geometry(), well.to) == (stood.geometry(), [])
    area = stood.screen().availableGeometry()
    stood.setGeometry(area.right() - 100, 60, 300, 200)
    place.keep(stood, preferences)
    place.restore(outside, preferences)
    assert area.contains(outside.geometry())


@pytest.mark.parametrize(
    ("screen", "expected"),
    [
        ((1280, 720), (1280, 720)),
        ((1366, 768), (1280, 768)),
        ((1920, 1080), (1536, 864)),
        ((3840, 2160), (3072, 1728)),
    ],
)
def test_a_first_window_takes_a_good_part_of_its_screen(screen, expected):
    assert place.first_size(QSize(*screen)) == QSize(*expected)


def test_a_first_window_is_never_larger_than_its_screen(window):
    window.resize(9000, 7000)
    place.restore(window, Preferences())
    area = window.screen().availableGeometry()
    assert window.width() == area.width()
    assert window.height() < area.height()  # there is room for its title


def test_the_card_that_was_current_is_so_again(qtbot, window, open_window):
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Right)
    card = window.queue.grid.card.key
    assert card != window.queue.model.cards[0].key
    window.close()
    assert open_window().queue.grid.card.key == card


def test_a_film_that_cannot_be_opened_leaves_nobody_in_a_dark_room(qtbot, window):
    window.open_film("nobody's", "R1")
    qtbot.waitUntil(lambda: window.page == "queue")
    assert [notice.text for notice in window.notices.shown] != []
    assert window._pages["room"].stage.trouble is None


def test_u_opens_the_next_film_without_a_scorecard(qtbot, session, scored, window):
    first = window.queue.grid.card
    assert first.queued.state == "complete"
    press(Qt.Key.Key_U)
    qtbot.waitUntil(lambda: window.page == "room")
    window.go_back()
    assert window.queue.grid.card.key not in {(film.film, film.round) for film in scored}
    assert window.queue.grid.card.queued.state == "to_watch"


def test_the_next_film_is_a_click_away_and_its_button_goes_with_the_last_one(qtbot, scored, window):
    header = window.queue.header
    qtbot.mouseClick(header.next, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.page == "room")
    opened = next(each for each in window.queue.queue if each.film == window.left["film"])
    assert opened.state == "to_watch"
    done = [each._replace(state="received") for each in window.queue.queue]
    header.show_queue(done, pace(done))
    assert header.next.isHidden()


def test_a_question_mark_shows_all_keys_and_escape_closes_them(qtbot, window):
    press(Qt.Key.Key_Question, SHIFT)
    qtbot.waitUntil(lambda: window._sheet is not None and window._sheet.isVisible())
    qtbot.keyClick(window._sheet, Qt.Key.Key_Escape)
    assert not window._sheet.isVisible()


def test_a_key_closes_the_window(qtbot, window):
    press(Qt.Key.Key_Q, CTRL)
    qtbot.waitUntil(lambda: not window.isVisible())


def test_text_grows_by_keys_and_is_kept(qtbot, window, preferences):
    press(Qt.Key.Key_Plus, CTRL | SHIFT)
    qtbot.waitUntil(lambda: preferences.text == 110)
    for _ in range(3):
        press(Qt.Key.Key_Minus, CTRL)
    qtbot.waitUntil(lambda: preferences.text == 90)


def test_many_steps_of_the_text_size_are_shown_as_one(qtbot, window, theme, preferences):
    dressed = []
    theme.changed.connect(lambda: dressed.append(theme.scale))
    for _ in range(8):
        press(Qt.Key.Key_Equal, CTRL)
    qtbot.waitUntil(lambda: preferences.text == 180)
    assert dressed == [1.8]


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


def test_what_was_told_of_a_page_goes_with_it_and_escape_closes_the_rest(session, window):
    session.failed.emit(Refusal(N_("There is nothing to sign.")))
    session.failed.emit(Problem(N_("The disk is full; free some space.")))
    window.show_settings()
    assert [notice.text for notice in window.notices.shown] == [
        "The disk is full; free some space."
    ]
    press(Qt.Key.Key_Escape)
    assert (window.notices.shown, window.page) == ((), "settings")
    press(Qt.Key.Key_Escape)
    assert window.page == "queue"


def test_a_notice_is_one_line_high_in_the_room_and_escape_closes_it_there(qtbot, session, window):
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.page == "room")
    room = window._pages["room"]
    for number in range(2):
        session.failed.emit(Problem("{words}", words=f"{number} " + "It is long. " * 60))
    top, below = window.notices.shown
    qtbot.waitUntil(top.isVisible)
    assert not below.isVisible()
    assert "1 more" in [label.text() for label in top.findChildren(Label)]
    qtbot.waitUntil(lambda: top.height() < 3 * top.fontMetrics().height())
    room.stage.take_focus()
    press(Qt.Key.Key_Escape)
    assert (window.notices.shown, window.page) == ((below,), "room")


def test_nothing_moves_when_a_notice_comes_or_goes(qtbot, session, window):
    notices, page = window.notices, window._pages
    before = page.geometry()
    notice = notices.tell("Sent.", "good")
    qtbot.waitUntil(lambda: notice.visibleRegion().boundingRect().height() == notices.height() > 0)
    assert page.geometry() == before
    assert notices.geometry().intersects(before)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.page == "room")
    room = window._pages["room"]
    qtbot.waitUntil(lambda: room.player.is_playing, timeout=LONG)
    press(Qt.Key.Key_Shift)  # a hand stirs: the panel is there
    # The panel is as wide as it will be a moment before the film makes room for it.
    qtbot.waitUntil(lambda: room.theatre.width() + room.drawer.wanted == room.width())
    before = room.stage.film.geometry(), room.panel.geometry()
    notice = notices.tell("Undone.")
    qtbot.waitUntil(lambda: notice.visibleRegion().boundingRect().height() == notices.height() > 0)
    assert (room.stage.film.geometry(), room.panel.geometry()) == before
    assert notices.windowHandle() is not None  # else it is not seen over a film
    assert notices.geometry().right() < room.theatre.width()  # nothing of the panel is covered


@pytest.mark.parametrize("text", [100, 150, 200])
def test_a_notice_covers_neither_headings_nor_fields_nor_the_buttons_at_a_pages_foot(
    qtbot, session, window, preferences, text
):
    preferences.set(text=text)
    window.resize(1280, 720)
    qtbot.waitUntil(lambda: window.size().height() == 720)
    press(Qt.Key.Key_Slash)
    queue, notices = window.queue, window.notices
    session.failed.emit(Problem("{words}", words="It is long. " * 60))
    shown = notices.shown[0]
    qtbot.waitUntil(lambda: shown.visibleRegion().boundingRect().size() == notices.size())
    content = window.centralWidget()
    place = notices.geometry()
    for part in (queue.header, queue.filters, queue.filters.search, queue.bar):
        assert not place.intersects(QRect(part.mapTo(content, QPoint(0, 0)), part.size()))
    write("zzz")  # nothing is found, and the words about it are another widget
    assert queue.filters.search.text() == "zzz"
    assert notices.geometry() == place
    window.show_endorsing()
    place = notices.geometry()
    assert place.top() > window._pages.geometry().center().y()
    assert window._pages.geometry().contains(place)


def test_the_offer_to_secure_the_keys_comes_at_every_opening_until_it_is_answered(
    qtbot, session, preferences, open_window
):
    preferences.set(last={str(session.folder): {"page": "arrived"}})
    first = open_window()
    sheet = "A recovery sheet on paper opens your keys where nothing else does."
    qtbot.waitUntil(lambda: any(each.text == sheet for each in first.notices.shown))
    first.open_next()
    qtbot.waitUntil(lambda: first.page == "room")
    first.close()
    second = open_window()
    second.show_queue()
    notice = second.notices.shown[-1]
    assert notice.text == sheet
    qtbot.mouseClick(notice.findChild(Button), Qt.MouseButton.LeftButton)
    assert second.page == "offers"
    second.close()
    third = open_window()
    assert [each.text for each in third.notices.shown] == []
    third.strip.offers_wanted.emit()
    assert third.page == "offers"


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
