"""What goes wrong with a film is told on its place, and the room goes on."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from jury_app.desks.juror import reading
from tests.ui.juror.room.conftest import LINEAR, LIVE, MISSING, press, write

CTRL = Qt.KeyboardModifier.ControlModifier
PLAYLIST = b"#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1:9/leak.ts\n"


def film_file(drive):
    return next(drive.glob("0001 *.mp4"))


def told(qtbot, room):
    qtbot.waitUntil(lambda: room.stage.trouble is not None, timeout=25_000)
    return room.stage.trouble


def goes_on(qtbot, room):
    """Score and note by keys, film or no film."""
    press(Qt.Key.Key_S)
    press(Qt.Key.Key_7)
    press(Qt.Key.Key_N)
    write("The copy is broken.")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(room.draft.values) == 2)


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "0 bytes"), (PLAYLIST, "playlist"), (b"\x00\x01\x02" * 500, "no film")],
)
def test_a_file_that_is_no_film_is_told_and_the_room_goes_on(
    qtbot, room, *, drive, opened, content, words
):
    film_file(drive).write_bytes(content)
    opened(LINEAR)
    assert words in told(qtbot, room).text
    assert room.player.status == "failed"
    goes_on(qtbot, room)


def test_a_film_that_is_cut_off_is_told(qtbot, room, drive, opened):
    content = film_file(drive).read_bytes()
    film_file(drive).write_bytes(content[: len(content) // 3])
    opened(LINEAR)
    told(qtbot, room)
    goes_on(qtbot, room)


def test_a_file_that_went_away_before_it_opened_is_looked_for(qtbot, room, session, drive, opened):
    film_file(drive).rename(drive / "elsewhere.bin")
    opened(LINEAR)
    assert told(qtbot, room).acts[0] == "folder"
    room.finding.look(drive)
    qtbot.waitUntil(lambda: room.player.status == "playing", timeout=15_000)
    assert room.stage.trouble is None


def test_a_single_file_can_be_chosen(qtbot, room, session, drive, opened):
    film_file(drive).rename(drive / "elsewhere.bin")
    opened(LINEAR)
    told(qtbot, room)
    room.finding.look(drive / "elsewhere.bin")
    qtbot.waitUntil(lambda: room.player.status == "playing", timeout=15_000)


def test_a_folder_without_the_film_says_so(qtbot, room, opened, tmp_path):
    opened(MISSING)
    room.finding.look(tmp_path)
    qtbot.waitUntil(lambda: " missing." in room.stage.trouble.detail, timeout=9000)
    assert room.stage.trouble.acts[0] == "folder"


def test_a_search_that_ends_late_is_not_told_about_another_film(
    qtbot, room, session, opened, tmp_path
):
    opened(MISSING)
    may_end = threading.Event()
    session.work(session, lambda _seat, _work: may_end.wait(10), id)
    room.finding.look(tmp_path)
    opened(LIVE)
    trouble = room.stage.trouble
    may_end.set()
    qtbot.waitUntil(lambda: session.jobs.is_idle, timeout=15_000)
    assert room.stage.trouble == trouble


def test_a_film_is_compared_while_a_drive_is_looked_through_for_others(
    qtbot, room, session, drive, opened
):
    may_end, said = threading.Event(), []
    session.work(session, lambda _seat, _work: may_end.wait(20), id)
    room.projection.verified.connect(said.append)
    opened(LINEAR)
    qtbot.waitUntil(lambda: said[-1:] == ["right"], timeout=15_000)
    assert not may_end.is_set()
    may_end.set()
    qtbot.waitUntil(lambda: session.jobs.is_idle, timeout=15_000)


def test_another_film_under_the_name_is_told_and_counts_for_nothing(
    qtbot, room, *, session, drive, opened, saved
):
    other = bytearray(film_file(drive).read_bytes())
    other[-1] ^= 1
    film_file(drive).write_bytes(other)
    film = opened(LINEAR)
    trouble = told(qtbot, room)
    assert film_file(drive).name in trouble.detail
    assert "expected" in trouble.detail
    room._act("anyway")
    qtbot.waitUntil(lambda: room.player.status == "playing")
    qtbot.waitUntil(lambda: room.player.position > 3000, timeout=9000)
    room.close_film()
    saved()
    shown = reading.shown(session.seat, film.film, film.round)
    assert not any(item.seen for item in shown.items)


def test_the_right_film_is_said_to_be_it(qtbot, room, drive, opened):
    opened(LINEAR)
    qtbot.waitUntil(lambda: room.panel.head._copy.text == "the right film", timeout=15_000)
    assert room.stage.trouble is None


def test_stills_and_fingerprint_come_beside_the_film(qtbot, room, drive, opened):
    opened(LINEAR)
    qtbot.waitUntil(lambda: bool(room.controls.timeline._strip), timeout=20_000)


def test_going_on_scoring_is_one_key_from_a_trouble(qtbot, room, opened):
    opened(MISSING)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: room.panel.page == "score")
    assert room.panel.isAncestorOf(QApplication.focusWidget())


def test_could_not_be_watched_is_stepping_off_with_that_reason(qtbot, room, opened):
    film = opened(MISSING)
    for _ in range(3):
        press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    menu = QApplication.activePopupWidget()
    with qtbot.waitSignal(room.recused) as recused:
        next(each for each in menu.actions() if each.data() == "cannot_view").trigger()
    assert recused.args[:2] == [film.film, "cannot_view"]
    menu.close()
