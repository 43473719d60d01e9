from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from jury_app.desks.juror import reading
from jury_app.ui.juror.room import troubles
from jury_app.ui.juror.room.head import Head
from tests.ui.juror.room.conftest import LINEAR, LIVE, MISSING, press, write

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_nothing_but_the_film_until_a_key_is_pressed(qtbot, room, opened):
    opened(LINEAR)
    assert not room.controls.isVisible()
    assert not room.drawer.isVisible()
    press(Qt.Key.Key_Shift)
    qtbot.waitUntil(lambda: room.controls.isVisible() and room.drawer.isVisible())


@pytest.mark.parametrize("number", [LINEAR, MISSING])
def test_a_film_that_is_slow_to_come_says_so_instead_of_a_dark_room(
    qtbot, room, session, number, opened
):
    film = next(each for each in reading.queue_of(session.seat) if each.number == number)
    gate, begun = Event(), []
    for _ in range(2):  # all that read at once
        session.read(room, lambda _seat: (begun.append(1), gate.wait(30)), lambda _it: None)
    qtbot.waitUntil(lambda: len(begun) == 2)
    room.open(film.film, film.round)
    qtbot.waitUntil(lambda: room.stage.trouble is not None)
    assert room.stage.trouble == troubles.opening()
    gate.set()
    opened(number)
    expected = None if number == LINEAR else "This film is not on this computer"
    qtbot.waitUntil(lambda: getattr(room.stage.trouble, "heading", None) == expected)


def test_controls_leave_when_hands_rest_and_the_panel_stays(qtbot, room, opened):
    opened(LINEAR)
    press(Qt.Key.Key_Shift)
    qtbot.waitUntil(room.controls.isVisible)
    qtbot.waitUntil(lambda: not room.controls.isVisible(), timeout=8000)
    assert room.drawer.isVisible()


def test_the_film_has_the_whole_window_when_the_controls_are_away(qtbot, room, opened):
    opened(LINEAR)
    assert not room.controls.isVisible()
    assert room.stage.film.size() == room.size()
    room._session.preferences.set(panel_open=False)
    press(Qt.Key.Key_Shift)
    qtbot.waitUntil(room.controls.isVisible)
    assert room.stage.film.size() == room.size()  # it does not jump


@pytest.mark.parametrize("number", [LIVE, MISSING])
def test_what_is_not_played_here_has_no_player(qtbot, room, opened, number):
    opened(LINEAR)
    opened(number)
    bottom = room.theatre.rect().bottom
    qtbot.waitUntil(room.controls.isVisible)
    qtbot.waitUntil(lambda: room.controls.geometry().bottom() == bottom())
    assert not room.controls.transport.isVisible()
    assert not room.controls.timeline.isVisible()
    opened(LINEAR)
    assert not room.controls.transport.isHidden()


def test_escape_closes_ones_own_scores_before_it_leaves_the_room(qtbot, room, drive, opened):
    opened(LINEAR)
    left = []
    room.left.connect(lambda: left.append(True))
    press(Qt.Key.Key_B)
    own = room.panel.scoring._own
    qtbot.waitUntil(lambda: not own.visibleRegion().isEmpty())
    press(Qt.Key.Key_Escape)
    assert own.isHidden()
    assert not left
    press(Qt.Key.Key_Escape)
    assert left


def test_controls_stay_while_the_film_stands(qtbot, room, opened):
    opened(LINEAR)
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: room.player.status == "paused" and room.controls.isVisible())
    with qtbot.waitSignal(room.lights._stillness.rested, timeout=9000):
        pass  # hands rest, and nothing leaves
    assert room.controls.isVisible()


def test_the_panel_keeps_whether_it_is_open(qtbot, room, opened, preferences):
    opened(LINEAR)
    press(Qt.Key.Key_P)
    assert room.drawer.is_open
    press(Qt.Key.Key_P)
    assert not room.drawer.is_open
    assert not preferences.panel_open
    press(Qt.Key.Key_Shift)
    assert not room.drawer.is_open


def test_keys_move_in_the_film(qtbot, room, opened):
    opened(LINEAR, paused=True)
    qtbot.waitUntil(lambda: room.player.duration > 0)
    at = room.player.position
    press(Qt.Key.Key_Right)
    assert room.player.position == at + 5000
    press(Qt.Key.Key_Left, SHIFT)
    assert room.player.position == at + 4000
    press(Qt.Key.Key_Home)
    assert room.player.position == 0


def test_frames_step_only_while_the_film_has_the_focus(qtbot, room, opened):
    opened(LINEAR, paused=True)
    qtbot.waitUntil(lambda: room.player.duration > 0)
    press(Qt.Key.Key_T)
    before = room.player.position
    press(Qt.Key.Key_Period)
    assert room.player.position == before
    press(Qt.Key.Key_V)
    press(Qt.Key.Key_Period)
    qtbot.waitUntil(lambda: before < room.player.position < before + 100)


def test_the_focus_of_the_room_is_the_films(qtbot, room, opened):
    opened(LINEAR)
    press(Qt.Key.Key_D)
    assert QApplication.focusWidget() is not room.stage.film
    room.setFocus()
    assert QApplication.focusWidget() is room.stage.film


def test_a_film_that_is_asked_for_again_stays_as_it_is(qtbot, room, opened):
    film = opened(LINEAR, paused=True)
    qtbot.waitUntil(lambda: room.player.duration > 0)
    press(Qt.Key.Key_Right)
    room.open(film.film, film.round)
    assert (room.player.status, room.player.position) == ("paused", 5000)


def test_a_film_that_was_left_near_its_end_goes_on_where_its_card_says(qtbot, room, opened, saved):
    film = opened(LINEAR, paused=True)
    qtbot.waitUntil(lambda: room.player.duration > 0)
    press(Qt.Key.Key_Right)
    for _second in range(4):
        press(Qt.Key.Key_Right, SHIFT)
    at = room.player.position
    assert at == 9000
    room.close_film()
    saved()
    room.open(film.film, film.round, paused=True)
    qtbot.waitUntil(lambda: room.draft is not None)
    assert room.player.position == pytest.approx(at, abs=300)
    assert room.draft.shown.film.position == pytest.approx(at, abs=300)


def test_a_film_reopens_at_its_moment(qtbot, room, opened, saved):
    film = opened(LINEAR, paused=True)
    qtbot.waitUntil(lambda: room.player.duration > 0)
    press(Qt.Key.Key_Right)
    room.close_film()
    saved()
    assert room.player.status == "empty"
    room.open(film.film, film.round, paused=True)
    qtbot.waitUntil(lambda: room.draft is not None)
    assert room.player.position == pytest.approx(5000, abs=300)


def test_the_place_is_kept_while_the_film_plays(qtbot, room, session, opened):
    film = opened(LINEAR)

    def kept():
        shown = reading.shown(session.seat, film.film, film.round)
        return shown.position > 1000 and any(item.seen for item in shown.items)

    qtbot.waitUntil(kept, timeout=9000)
    assert room.player.status == "playing"


def test_what_was_seen_is_shown_as_the_chair_will_see_it(qtbot, room, opened, saved):
    opened(LINEAR)
    qtbot.waitUntil(lambda: room.player.position > 1500, timeout=9000)
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(room.draft.shown.viewings), timeout=9000)
    (viewing,) = room.draft.shown.viewings.values()
    assert viewing["kind"] == "played"
    assert 100 <= viewing["share"] < 1000


def test_a_key_flags_ethics_at_this_moment(qtbot, room, opened, saved):
    opened(LINEAR, paused=True)
    qtbot.waitUntil(lambda: room.player.duration > 0)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_E)
    assert room.panel.page == "score"
    press(Qt.Key.Key_2)
    saved()
    flagged = [value for path, value in room.draft.values.items() if path.startswith("ethics/")]
    assert [(each["answer"], each["moment"]) for each in flagged] == [
        ("question", room.player.position)
    ]


def test_ctrl_enter_asks_to_sign(qtbot, room, opened):
    film = opened(LINEAR)
    with qtbot.waitSignal(room.sign_wanted) as wanted:
        press(Qt.Key.Key_Return, CTRL)
    assert wanted.args == [film.film, film.round]


def test_where_nothing_is_kept_nothing_offers_to_sign(qtbot, session, room, opened):
    opened(LINEAR, paused=True)
    qtbot.waitUntil(room.panel.head._sign.isVisible)
    room.close_film()
    session.reading_only = True
    head = Head(session)
    qtbot.addWidget(head)
    head.show_film(reading.queue_of(session.seat)[0], has_versions=False)
    assert head._sign.isHidden()


def test_number_round_and_length_stay_in_sight_with_letters_twice_as_large(
    qtbot, room, drive, opened, preferences
):
    preferences.set(text=200)
    opened(LINEAR)
    press(Qt.Key.Key_S)
    head = room.panel.head
    film = room.panel.head._film
    qtbot.waitUntil(head._brief.isVisible)
    assert head._brief.text().startswith(f"#{film.number} · R1 · ")
    qtbot.waitUntil(lambda: not head._brief.is_cut)
    # What has no room is an icon whose word a pointer and a screen reader find.
    qtbot.waitUntil(lambda: head._copy.isVisible() and head._copy.text == "the right film")
    assert head._copy.toolTip() == head._copy.accessibleName() == "the right film"
    preferences.set(text=100)
    qtbot.waitUntil(lambda: not head._brief.isVisible())
    assert head._copy.toolTip() == ""


def test_escape_leaves_the_room(qtbot, room, opened):
    opened(LINEAR)
    with qtbot.waitSignal(room.left):
        press(Qt.Key.Key_Escape)


def test_u_asks_for_the_next_film(qtbot, room, opened):
    opened(LINEAR)
    with qtbot.waitSignal(room.next_wanted):
        press(Qt.Key.Key_U)


def test_a_conflict_seen_in_the_credits_is_told_from_the_room(qtbot, room, opened):
    film = opened(LINEAR)
    press(Qt.Key.Key_R, CTRL)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    with qtbot.waitSignal(room.recused) as recused:
        next(each for each in menu.actions() if each.data() == "knows_makers").trigger()
    assert recused.args[:2] == [film.film, "knows_makers"]
    menu.close()


def test_undo_and_redo_work_by_keys(qtbot, room, opened, saved):
    opened(LINEAR)
    press(Qt.Key.Key_N)
    write("Rain.")
    press(Qt.Key.Key_Return)
    saved()
    qtbot.waitUntil(lambda: room.draft.can_undo)
    press(Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: not room.draft.values)
    press(Qt.Key.Key_Z, CTRL | SHIFT)
    qtbot.waitUntil(lambda: "notes/1" in room.draft.values)


def test_the_head_says_that_a_card_was_begun_once_it_is(qtbot, room, opened, saved):
    opened(LINEAR, paused=True)
    assert room.panel.head._state.text == "to watch"
    press(Qt.Key.Key_S)
    press(Qt.Key.Key_7)
    assert room.panel.head._state.text == "begun"
    saved()


def test_undo_says_what_it_undid_and_goes_there(qtbot, room, opened, saved):
    opened(LINEAR, paused=True)
    told = []
    room.told.connect(told.append)
    press(Qt.Key.Key_S)
    press(Qt.Key.Key_7)
    saved()
    qtbot.waitUntil(lambda: room.draft.can_undo)
    press(Qt.Key.Key_T)
    assert room.panel.page == "notes"
    press(Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: bool(told))
    name = room.draft.form.criteria[0].label
    assert told == [f"Undone: {name}: 7 → –"]
    assert room.panel.page == "score"
    assert room.panel.scoring._sections["scores"].rows[0].hasFocus()
    press(Qt.Key.Key_Z, CTRL | SHIFT)
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told[1] == f"Redone: {name}: – → 7"


def test_undo_in_the_section_at_hand_leaves_the_focus_where_it_is(qtbot, room, opened, saved):
    opened(LINEAR, paused=True)
    press(Qt.Key.Key_S)
    press(Qt.Key.Key_7)
    saved()
    qtbot.waitUntil(lambda: room.draft.can_undo)
    at = QApplication.focusWidget()
    assert at is room.panel.scoring._sections["scores"].rows[1]
    with qtbot.waitSignal(room.told):
        press(Qt.Key.Key_Z, CTRL)
    assert QApplication.focusWidget() is at


def test_a_film_that_is_not_here_is_told_and_can_be_scored_all_the_same(qtbot, room, opened):
    opened(MISSING)
    assert room.stage.trouble.acts[0] == "folder"
    assert not room.stage.film.isVisible()
    press(Qt.Key.Key_S)
    press(Qt.Key.Key_7)
    qtbot.waitUntil(lambda: any(path.startswith("scores/") for path in room.draft.values))


def test_the_keys_of_film_card_note_and_appendix_all_act_in_the_room(room, keys):
    groups = {"The film", "The scorecard", "A note being written", "The appendix"}
    promised = {command.id for command in keys.commands if command.group in groups}
    acting = {command for scope in keys._scopes for command in scope.slots}
    assert {command.group for command in keys.commands} > groups
    assert promised <= acting


def test_who_leaves_a_comment_by_escape_has_the_rooms_keys_again(qtbot, room, opened):
    opened(LINEAR, paused=True)
    press(Qt.Key.Key_W)
    panel = room.panel.scoring
    qtbot.waitUntil(panel.isVisible)
    assert panel.go_to("comment/private")
    write("So long.")
    press(Qt.Key.Key_Escape)
    assert room.draft.values["comment/private"] == "So long."
    press(Qt.Key.Key_R)
    assert room.panel.page == "seen"
    assert room.draft.values["comment/private"] == "So long."


def test_the_panel_is_as_wide_as_larger_letters_ask_for(qtbot, room, opened, session):
    opened(LINEAR, paused=True)
    press(Qt.Key.Key_S)
    qtbot.waitUntil(lambda: room.drawer.width() == room.drawer.wanted > 0)
    before = room.drawer.width()
    session.preferences.set(text=150)
    qtbot.waitUntil(lambda: room.drawer.width() > before)
    assert room.drawer.width() == room.drawer.wanted
