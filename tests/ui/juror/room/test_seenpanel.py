"""Works that are met outside, runs, live works, and what was seen elsewhere: by keys."""

import pytest
from msgspec import structs
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication

from jury_app.desks.juror import signing, watching
from jury_app.desks.juror.items import ShownItem
from jury_app.ui.juror.room.seenlines import ViewingCard
from jury_app.ui.kit.buttons import Button
from jury_app.ui.kit.labels import Paragraph
from tests.ui.juror.room.conftest import (
    INTERACTIVE,
    LINEAR,
    LIVE,
    PROCEDURAL,
    press,
    write,
)


def fill(*texts):
    """Write into one field after the other, and put it down."""
    for at, text in enumerate(texts):
        if at:
            press(Qt.Key.Key_Tab)
        write(text)
    press(Qt.Key.Key_Return)


def focused_text():
    return QApplication.focusWidget().accessibleName()


def test_an_interactive_work_opens_its_folder_after_a_clear_word(
    qtbot, room, *, drive, opened, desktop
):
    opened(INTERACTIVE)
    press(Qt.Key.Key_R)
    assert focused_text() == "Open the work…"
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: focused_text() == "Open it")
    assert desktop.opened == []
    press(Qt.Key.Key_Return)
    build = next(drive.glob("0002 *"))
    assert desktop.opened == [QUrl.fromLocalFile(str(build)).toString()]


def test_an_address_opens_only_after_its_host_was_said(qtbot, room, drive, opened, desktop):
    opened(INTERACTIVE)
    at = "https://works.example/play/6"
    work = ShownItem(role="build", kind="address", key=at, address=at)
    press(Qt.Key.Key_R)
    room.panel.seen._knock(work)
    qtbot.waitUntil(lambda: focused_text() == "Open it")
    assert "works.example" in room.panel.seen._at_hand.door.words()
    press(Qt.Key.Key_Escape)
    assert desktop.opened == []
    assert focused_text() == "Open the work…"
    room.panel.seen._knock(work)
    qtbot.waitUntil(lambda: focused_text() == "Open it")
    press(Qt.Key.Key_Return)
    assert desktop.opened == [at]


def test_an_address_that_is_not_https_is_refused_in_words(qtbot, room, drive, opened, desktop):
    opened(INTERACTIVE)
    at = "http://works.example/play/6"
    room.panel.seen._knock(ShownItem(role="build", kind="address", key=at, address=at))
    qtbot.waitUntil(lambda: room.panel.seen._at_hand is not None)
    (words,) = room.panel.seen._at_hand.findChildren(Paragraph)
    assert "only a plain https address" in words.text()
    press(Qt.Key.Key_Return)
    assert desktop.opened == []


def test_a_session_keeps_its_start_its_end_its_path_and_its_ending(
    qtbot, room, *, drive, opened, desktop, saved
):
    opened(INTERACTIVE)
    press(Qt.Key.Key_R)
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: focused_text() == "Open it")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "viewings/1" in room.draft.values)
    begun = room.draft.values["viewings/1"]
    assert begun["share"] == 0
    qtbot.waitUntil(lambda: not room.panel.seen._at_hand)
    qtbot.waitUntil(lambda: focused_text() == "End this session…")
    press(Qt.Key.Key_Space)
    fill("inland", "it is remembered", "100")
    saved()
    qtbot.waitUntil(lambda: "ended" in room.draft.values["viewings/1"])
    ended = room.draft.values["viewings/1"]
    assert ended["began"] == begun["began"]
    assert ended["ended"] >= ended["began"]
    assert (ended["path"], ended["ending"], ended["share"]) == ("inland", "it is remembered", 1000)


def test_a_build_that_was_replaced_by_a_link_is_not_opened(
    qtbot, room, *, drive, opened, desktop, tmp_path
):
    build = next(drive.glob("0002 *"))
    build.rename(tmp_path / "moved")
    build.symlink_to(tmp_path / "moved")
    opened(INTERACTIVE)
    press(Qt.Key.Key_R)
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: room.panel.seen._at_hand is not None)
    press(Qt.Key.Key_Return)
    assert desktop.opened == []


def test_runs_are_watched_one_by_one_each_with_its_own_coverage(qtbot, room, drive, opened, saved):
    opened(PROCEDURAL)
    qtbot.waitUntil(lambda: room.player.position > 1200, timeout=9000)
    press(Qt.Key.Key_R)
    assert "0 of 3 runs seen." in room.panel.seen._asked.text()
    press(Qt.Key.Key_Tab)
    assert focused_text() == "Watch run 1"
    press(Qt.Key.Key_Tab)
    assert focused_text() == "Watch run 2"
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: room.projection.item.run == "2")
    qtbot.waitUntil(lambda: room.player.position > 1200, timeout=9000)
    press(Qt.Key.Key_K)
    qtbot.waitUntil(lambda: len(room.draft.shown.viewings) == 2, timeout=9000)
    runs = {value["run"]: value["share"] for value in room.draft.shown.viewings.values()}
    assert set(runs) == {"1", "2"}
    assert all(0 < share < 1000 for share in runs.values())


def test_runs_are_logged_where_fewer_recordings_came(qtbot, room, drive, opened):
    opened(PROCEDURAL)
    seen, shown = room.panel.seen, room.draft.shown
    offered = [each.text() for each in seen.findChildren(Button)]
    assert "Log a run…" not in offered
    recording = next(item for item in shown.items if item.run == "1")
    room.draft.shown = structs.replace(shown, items=(structs.replace(recording, run=""),))
    seen._refresh("")
    assert "log each run that you see. 0 of 3 runs seen." in seen._asked.text()
    press(Qt.Key.Key_R)
    press(Qt.Key.Key_Tab)
    assert focused_text() == "Log a run…"
    press(Qt.Key.Key_Space)
    fill("seed 4711", "100")
    qtbot.waitUntil(lambda: "viewings/1" in room.draft.values)
    assert room.draft.values["viewings/1"]["run"] == "seed 4711"
    qtbot.waitUntil(lambda: "1 of 3 runs seen." in seen._asked.text())


def test_the_key_of_what_was_seen_leaves_the_film_its_own_key(qtbot, room, drive, opened):
    opened(LINEAR)
    qtbot.waitUntil(lambda: room.player.status == "playing")
    press(Qt.Key.Key_R)
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: room.player.status == "paused")
    assert room.panel.seen._at_hand is None
    press(Qt.Key.Key_Tab)
    assert focused_text() == "I saw it elsewhere…"
    press(Qt.Key.Key_Space)
    assert focused_text() == "Where"
    assert room.player.status == "paused"


def test_a_live_work_is_put_down_with_place_and_time(qtbot, room, opened, saved):
    opened(LIVE)
    press(Qt.Key.Key_R)
    assert focused_text() == "I saw it live…"
    press(Qt.Key.Key_Space)
    fill("Black box", "18 July, 20:00")
    qtbot.waitUntil(lambda: bool(room.draft.values))
    assert room.draft.values == {
        "viewings/1": {
            "kind": "live",
            "share": 1000,
            "place": "Black box",
            "began": "18 July, 20:00",
        }
    }


def test_seen_elsewhere_says_where_when_and_how_much(qtbot, room, opened, saved):
    opened(LINEAR)
    press(Qt.Key.Key_K)
    press(Qt.Key.Key_R)
    press(Qt.Key.Key_Tab)
    assert focused_text() == "I saw it elsewhere…"
    press(Qt.Key.Key_Space)
    fill("Busan", "12 October", "all")
    assert "viewings/1" not in room.draft.values
    assert focused_text() == "How much of it, in percent"
    QApplication.focusWidget().clear()
    fill("95")
    qtbot.waitUntil(lambda: bool(room.draft.values))
    assert room.draft.values["viewings/1"] == {
        "kind": "declared",
        "share": 950,
        "place": "Busan, 12 October",
    }


def test_what_is_put_down_while_a_form_is_open_keeps_a_place_of_its_own(
    qtbot, room, session, opened
):
    film = opened(LIVE)
    press(Qt.Key.Key_R)
    press(Qt.Key.Key_Space)
    watching.declare(session.seat, film.film, film.round, "declared", "Busan, 3 May")
    fill("Black box", "18 July, 20:00")
    qtbot.waitUntil(lambda: len(room.draft.values) == 2)
    assert [value["kind"] for _path, value in sorted(room.draft.values.items())] == [
        "declared",
        "live",
    ]


def test_a_form_that_is_sent_twice_puts_one_viewing_down(qtbot, room, opened, saved):
    opened(LIVE)
    press(Qt.Key.Key_R)
    press(Qt.Key.Key_Space)
    fill("Black box", "18 July, 20:00")
    press(Qt.Key.Key_Return)
    saved()
    qtbot.waitUntil(lambda: room.panel.seen._at_hand is None)
    assert list(room.draft.values) == ["viewings/1"]


def test_a_form_that_could_not_be_kept_for_a_while_can_be_kept_afterwards(
    qtbot, room, session, opened
):
    film = opened(LIVE)
    press(Qt.Key.Key_R)
    press(Qt.Key.Key_Space)
    signing.recuse(session.seat, film.film, "other", "By mistake.")
    qtbot.waitUntil(lambda: room.draft.read_only, timeout=9000)
    fill("Black box", "18 July, 20:00")
    signing.take_back(session.seat, film.film)
    qtbot.waitUntil(lambda: not room.draft.read_only, timeout=9000)
    assert not room.draft.values
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: list(room.draft.values) == ["viewings/1"])


def test_a_door_that_comes_late_does_not_open_in_another_films_room(qtbot, room, drive, opened):
    opened(INTERACTIVE)
    seen = room.panel.seen
    item = next(each for each in room.draft.shown.items if each.role == "build")
    with qtbot.waitSignal(room._session.jobs.idle):
        seen._knock(item)
        seen.show_draft(None)
    assert seen._at_hand is None


@pytest.mark.parametrize(
    ("number", "words"),
    [(LIVE, "place and time"), (INTERACTIVE, "end the session")],
)
def test_what_is_asked_is_said_in_the_terms_of_the_work(room, drive, opened, number, words):
    opened(number)
    press(Qt.Key.Key_R)
    asked = room.panel.seen._asked.text()
    assert words in asked
    assert "%" not in asked


def test_a_button_keeps_its_focus_while_a_run_plays_on(qtbot, room, drive, opened):
    opened(PROCEDURAL)
    press(Qt.Key.Key_R)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    button, seen = QApplication.focusWidget(), room.panel.seen
    assert focused_text() == "Watch run 2"
    qtbot.waitUntil(lambda: room.player.position > 2500, timeout=9000)
    press(Qt.Key.Key_K)  # what was seen is kept
    qtbot.waitUntil(lambda: len(seen._rows.all(ViewingCard)) == 1)
    assert QApplication.focusWidget() is button
    watching.declare(room._session.seat, room.draft.film, room.draft.round, "declared", "Busan")
    room.draft.reread()
    qtbot.waitUntil(lambda: len(seen._rows.all(ViewingCard)) == 2)
    assert QApplication.focusWidget() is button
    for name in ("Watch run 1", "Remove"):  # Tab goes as one reads, though that was made last
        press(Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
        assert focused_text() == name
    played = []
    seen.play_wanted.connect(played.append)
    seen._works.all(Button)[0].click()
    assert played[0].seen  # where it stands now, not where it stood when the button was made


def test_what_takes_a_viewing_away_keeps_its_focus_when_coverage_is_saved_above_it(
    qtbot, room, session, drive, opened
):
    film = opened(LINEAR)
    press(Qt.Key.Key_K)
    seen = room.panel.seen
    watching.declare(session.seat, film.film, film.round, "declared", "Busan")
    room.draft.reread()
    press(Qt.Key.Key_R)
    qtbot.waitUntil(lambda: "viewings/1" in room.draft.values)
    before = len(seen._rows.all(ViewingCard))
    (button,) = (each for each in seen.findChildren(Button) if each.text() == "Remove")
    button.setFocus()
    with qtbot.assertNotEmitted(QApplication.instance().focusChanged):
        press(Qt.Key.Key_L)
        qtbot.waitUntil(lambda: room.player.position > 2500, timeout=9000)
        press(Qt.Key.Key_K)
        qtbot.waitUntil(lambda: len(seen._rows.all(ViewingCard)) > before, timeout=9000)
    assert QApplication.focusWidget() is button
