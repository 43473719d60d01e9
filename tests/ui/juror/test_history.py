import pytest
from msgspec import structs
from PySide6.QtCore import QRect, Qt

from jury_app.base.errors import Refusal
from jury_app.desks.juror import history as desk
from jury_app.desks.juror.reading import queue_of
from jury_app.desks.juror.signing import sign
from jury_app.store import drafts
from jury_app.ui.juror.history import Versions
from jury_app.ui.kit.labels import Label
from tests.ui.juror.hands import CTRL, LONG, press, write
from tests.ui.juror.test_letter import texts


@pytest.fixture
def signed(session, scored):
    """The first film's scorecard, signed."""
    film = scored[0]
    sign(session.seat, film.round, film.film)
    return film


@pytest.fixture
def history(qtbot, signed, window):
    """The versions of the signed scorecard, opened by their key."""
    press(Qt.Key.Key_H, CTRL)
    page = window._pages["history"]
    qtbot.waitUntil(lambda: signed.title in texts(page), timeout=LONG)
    return page


def test_the_first_version_says_all_of_it(signed, history):
    shown = texts(history)
    assert signed.title in shown
    (title,) = (text for text in shown if text.startswith("Version 1 · "))
    assert "(" not in title  # by the clock with which it was signed, in one line
    assert "signed" in shown


def test_versions_that_do_not_fit_the_window_are_read_by_keys(qtbot, history, window):
    window.resize(window.minimumSize())
    bar = history._scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    history.setFocus()
    press(Qt.Key.Key_PageDown)
    read = bar.value()
    press(Qt.Key.Key_Up)
    assert 0 < bar.value() < read


def test_when_a_version_was_signed_is_read_to_its_end(qtbot, session, history, window):
    usual = history.fontMetrics().height()
    window.resize(window.minimumSize())
    session.preferences.set(text=200)

    def is_whole() -> bool:
        (title,) = (
            each for each in history.findChildren(Label) if each.text().startswith("Version 1")
        )
        room, wrapped = QRect(0, 0, title.width(), 0), Qt.TextFlag.TextWordWrap
        needed = title.fontMetrics().boundingRect(room, wrapped, title.text()).height()
        return title.fontMetrics().height() > usual and title.height() >= needed

    qtbot.waitUntil(is_whole)


def test_a_revision_needs_a_reason_opens_the_room_and_shows_its_difference(
    qtbot, session, signed, history, window
):
    press(Qt.Key.Key_Return)
    assert window.page == "history"
    write("The sound matters more.")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.page == "room", timeout=LONG)
    state = next(each.state for each in queue_of(session.seat) if each.film == signed.film)
    assert state in {"draft", "complete"}
    with session.seat.workspace.reading() as reader:
        draft = drafts.load(reader, signed.film, signed.round)
    assert draft.values["revision_reason"] == "The sound matters more."
    room = window._pages["room"]
    qtbot.waitUntil(lambda: room.panel.isVisible() and room.panel.page == "score", timeout=LONG)
    assert room.drawer.is_open
    assert not room.player.is_playing
    window.show_history(signed.film, signed.round)
    qtbot.waitUntil(
        lambda: any(text.startswith("Version 2 · now") for text in texts(history)), timeout=LONG
    )
    qtbot.waitUntil(lambda: "The sound matters more." in texts(history), timeout=LONG)
    shown = texts(history)
    assert "It says the same as the one before." in shown
    assert history.reviser is None


@pytest.mark.parametrize("state", ["signed", "confirm"])
def test_what_is_revised_after_the_closing_is_said_to_be_late(
    qtbot, session, signed, history, state
):
    late = "The round is closed: what is signed now counts only if the chair admits it."
    found = versions(session, signed)
    history._show(structs.replace(found, film=found.film._replace(state=state)))
    qtbot.waitUntil(lambda: "Revise it" in texts(history))
    assert late not in texts(history)
    history._show(structs.replace(found, film=found.film._replace(state=state, is_closed=True)))
    offers = 2 if state == "confirm" else 1
    qtbot.waitUntil(lambda: texts(history).count(late) == offers)


def test_nothing_written_has_no_versions_and_says_so(qtbot, session, window):
    told = []
    session.failed.connect(told.append)
    press(Qt.Key.Key_H, CTRL)
    qtbot.waitUntil(lambda: bool(told), timeout=LONG)
    qtbot.waitUntil(lambda: window.page == "queue")
    assert window.notices.shown


def versions(session, film):
    """What a desk answers about a film."""
    queued = next(each for each in queue_of(session.seat) if each.film == film.film)
    return Versions(queued, desk.differences(session.seat, film.film, film.round))


def test_an_answer_about_the_film_before_is_not_shown(qtbot, session, scored, signed, history):
    late = versions(session, signed)
    other = scored[1]
    history.open(other.film, other.round)
    history._show(late)
    assert signed.title not in texts(history)
    qtbot.waitUntil(lambda: other.title in texts(history), timeout=LONG)


def test_versions_that_cannot_be_read_any_more_draw_nobody_back(
    qtbot, monkeypatch, session, history, window
):
    def refuse(*_args):
        raise Refusal("It is not yours any longer.")

    monkeypatch.setattr(desk, "differences", refuse)
    window.show_settings()
    with qtbot.waitSignal(session.failed, timeout=LONG):
        history._read()
    assert window.page == "settings"


def test_a_reason_that_is_being_written_outlives_an_answer(session, signed, history):
    write("The sound")
    history._show(versions(session, signed))
    write(" matters more.")
    assert history.reviser.reason.text() == "The sound matters more."


@pytest.mark.parametrize(
    ("states", "is_void"),
    [
        (["void"], True),
        (["superseded", "void"], True),
        (["void", "draft"], True),
        (["signed"], False),
        (["void", "received"], False),
        (["draft"], False),
    ],
)
def test_what_the_chair_took_out_of_the_count_is_not_said_to_count(
    qtbot, session, signed, history, *, states, is_void
):
    found = versions(session, signed)
    (one,) = found.revisions
    several = tuple(structs.replace(one, state=state) for state in states)
    film = found.film._replace(state="void" if is_void else "signed")
    history._show(structs.replace(found, film=film, revisions=several))
    qtbot.waitUntil(lambda: "Revise it" in texts(history))
    said = [text for text in texts(history) if "out of the count" in text]
    assert bool(said) is is_void
    assert any("what you signed counts" in text for text in texts(history)) is not is_void
