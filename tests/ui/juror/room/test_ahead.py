"""What the key for the next film asks for is made ready, and never older than what is kept."""

from itertools import islice

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from jury_app.desks.juror import drafting, watching
from jury_app.store.changes import ChangeSet
from jury_app.ui.juror.scoring.making import Making
from jury_app.ui.juror.touched import films_of
from tests.ui.conftest import settle
from tests.ui.juror.hands import LONG, press

SCORE = "scores/cohesion"


@pytest.fixture
def room(qtbot, window):
    """The room with the first film of the queue, the next one made ready."""
    film = window.queue.queue[0]
    window.open_film(film.film, film.round)
    room = window._pages["room"]
    qtbot.waitUntil(lambda: is_ready(room), timeout=LONG)
    yield room
    room.end()


def is_ready(room):
    """Whether a film is shown, and all is made that its keys and the next film need."""
    ahead = room.ahead
    return room.draft is not None and ahead._held is not None and ahead._making is None


@pytest.fixture
def first_shown(room):
    """What each film that is opened holds as it is shown first."""
    shown = []
    room.projection.troubled.connect(lambda _: shown.append(dict(room.draft.values)))
    return shown


def test_the_next_film_is_there_with_its_key(window, room, session):
    _first, second, *_rest = window.queue.queue
    made = list(room.panel._scorecards)
    assert len(made) == 2  # it is of another category
    press(Qt.Key.Key_U)
    assert room.draft.film == second.film
    assert room.panel.head._title.accessibleName() == second.title
    assert room.panel._scorecards == made
    assert room.panel.scoring is made[1]
    assert room.panel.scoring._draft.values is room.draft.values


def test_of_a_scorecard_that_is_dropped_half_made_nothing_stays(qtbot, room, session):
    room.ahead.end()  # its own making does not mix with this one
    settle()
    page = room.panel._score
    tops, within = set(QApplication.topLevelWidgets()), page.findChildren(QWidget)
    for pieces in (2, 6):  # before anything stands where it is shown, and when half of it does
        making = Making(session, room.draft.shown, lambda: None, room.panel._place)
        for _piece in range(pieces):
            assert making.go_on() is None
        assert set(QApplication.topLevelWidgets()) > tops
        making.drop()
        settle()
        assert set(QApplication.topLevelWidgets()) == tops
        assert page.findChildren(QWidget) == within


def test_a_scorecard_that_cannot_be_made_is_told_each_time_it_is_asked_for(room):
    shown = room.draft.shown
    broken = replace(shown, form=replace(shown.form, ethics=(None,)))
    for _time in range(2):
        with pytest.raises(AttributeError):
            list(islice(room.panel.make_ready(broken), 50))


def test_nothing_but_the_film_is_seen_where_it_is_there_at_once(qtbot, window, room):
    press(Qt.Key.Key_U)
    qtbot.waitUntil(lambda: is_ready(room), timeout=LONG)
    assert room.drawer.is_open  # a work that is met elsewhere: it is said how
    press(Qt.Key.Key_U)
    assert room.draft.film == window.queue.queue[2].film
    assert room.stage.trouble is None
    assert not room.drawer.is_open


def test_a_change_of_the_next_film_is_in_what_is_shown_first(
    qtbot, window, room, session, first_shown
):
    second = window.queue.queue[1]
    given = {"units": 7, "per": 1}
    with qtbot.waitSignal(session.changed, timeout=LONG):
        session.write(
            window,
            lambda seat: drafting.change(seat, second.film, second.round, {SCORE: given}),
        )
    press(Qt.Key.Key_U)
    qtbot.waitUntil(lambda: room.draft is not None and room.draft.film == second.film)
    assert first_shown == [{SCORE: given}]


def test_a_changed_film_is_made_ready_anew(qtbot, window, room, session):
    second = window.queue.queue[1]
    before = room.ahead._held
    given = {"units": 7, "per": 1}
    session.write(
        window, lambda seat: drafting.change(seat, second.film, second.round, {SCORE: given})
    )
    qtbot.waitUntil(lambda: is_ready(room) and room.ahead._held is not before, timeout=LONG)
    press(Qt.Key.Key_U)
    assert room.draft.get(SCORE) == given


def test_work_on_this_film_leaves_the_next_one_ready(qtbot, window, room, session):
    held = room.ahead._held
    read = []
    window.queue.loaded.connect(lambda: read.append(window.page))
    with qtbot.waitSignal(session.changed, timeout=LONG):
        room.draft.set(SCORE, {"units": 4, "per": 1})
    assert room.ahead._held is held
    press(Qt.Key.Key_U)
    assert room.draft.film == held.film.film
    assert not read


def test_the_films_are_read_anew_where_work_moves_their_cards(qtbot, window, room, session):
    second = window.queue.queue[1]
    window.queue.filters.order.set_value("state")
    window.queue.filters._tell()
    with qtbot.waitSignal(session.changed, timeout=LONG):
        room.draft.set(SCORE, {"units": 4, "per": 1})
    with qtbot.waitSignal(window.queue.loaded, timeout=LONG):
        press(Qt.Key.Key_U)
    qtbot.waitUntil(lambda: room.draft is not None and room.draft.film == second.film)


def test_a_film_that_is_not_here_is_looked_for_anew(room):
    held = room.ahead._held
    room.ahead._held = replace(held, film=held.film._replace(here=False))
    assert room.ahead.take(held.film.film, held.film.round) is None


def test_nothing_that_was_made_ready_is_left_after_the_room(qtbot, window, room):
    press(Qt.Key.Key_Escape)
    assert window.page == "queue"
    ahead = room.ahead
    assert ahead._held is ahead._making is ahead._expected is None
    assert not ahead._timer.isActive()


def test_a_reading_on_its_way_is_not_heard_after_the_room(qtbot, window, room, session):
    third = window.queue.queue[2]
    room.ahead.expect(third.film, third.round)
    room.close_film()
    qtbot.waitUntil(lambda: session.jobs.is_idle, timeout=LONG)
    assert room.ahead._held is None


def test_seeing_more_of_a_film_tells_of_no_answers(qtbot, room, session):
    told, film = [], room.draft.film
    item = room.draft.shown.items[0]
    room.draft.changed.connect(told.append)
    session.write(
        room, lambda seat: watching.keep_seen(seat, film, item.key, "", [(0, 900)], length=10_000)
    )
    qtbot.waitUntil(lambda: bool(told), timeout=LONG)
    assert told == ["viewings/"]
    assert room.draft.shown.viewings


def test_changes_of_films_are_told_from_those_of_all():
    ours = ChangeSet({"drafts": frozenset({"a/r1"}), "coverage": frozenset({"b"})})
    assert films_of(ours) == {"a", "b"}
    assert films_of(ChangeSet({"drafts": None})) is None
    assert films_of(ours | ChangeSet({"documents": frozenset({"c"})})) is None


def test_a_scorecard_that_was_begun_is_gone_on_with(qtbot, window):
    first = window.queue.queue[0]
    window.open_film(first.film, first.round)
    room = window._pages["room"]
    qtbot.waitUntil(lambda: room.panel._making is not None, timeout=LONG)
    begun, draft = room.panel._making, room.draft
    press(Qt.Key.Key_S)
    assert room.panel._making is None
    assert room.panel.scoring.form is begun.form
    assert room.panel.scoring._draft.values is draft.values
    room.end()


def test_a_film_is_there_before_its_scorecard(qtbot, window, room):
    press(Qt.Key.Key_U)
    qtbot.waitUntil(lambda: is_ready(room), timeout=LONG)  # a work that is met elsewhere
    press(Qt.Key.Key_U)
    assert room.draft.film == window.queue.queue[2].film
    assert not room.panel.isVisible()
    assert room.panel._scoring is None
    qtbot.waitUntil(lambda: room.panel._scoring is not None, timeout=LONG)
    assert room.panel.scoring._draft.values is room.draft.values


def test_a_panel_that_is_seen_is_filled_at_once(qtbot, window, room):
    room.beside.part()
    qtbot.waitUntil(room.panel.isVisible, timeout=LONG)
    press(Qt.Key.Key_U)
    assert room.draft.film == window.queue.queue[1].film
    assert room.panel._scoring._draft.values is room.draft.values
