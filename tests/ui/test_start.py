import os
import queue
import re
import shutil
import subprocess
import sys
import threading
import time

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QLabel

from jury_app.base.errors import Problem
from jury_app.desks.juror import queued, reading
from jury_app.desks.seat import Seat
from jury_app.store.workspace import create
from jury_app.ui import start
from jury_app.ui.juror.joining.start import StartPage
from jury_app.ui.juror.joining.waiting import WaitingPage
from jury_app.ui.juror.joining.welcome import Welcome
from jury_app.ui.juror.window import JurorWindow
from jury_app.ui.kit.buttons import Button
from jury_app.ui.kit.preferences import Preferences
from jury_app.ui.start import Program
from tests.drive import Drive
from tests.ui.conftest import settle
from tests.ui.juror.hands import CTRL, press


@pytest.fixture
def program(qapp):
    font = qapp.font()
    program = Program(qapp, Preferences())
    yield program
    program.close()
    settle()  # a window that goes is laid out once more
    qapp.setProperty("theme", None)
    qapp.setFont(font)
    program.theme.deleteLater()
    program.deleteLater()
    settle()


def words(window):
    return " ".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def test_a_workspace_opens_with_its_films(qtbot, program, waiting):
    program.open(waiting)
    qtbot.waitUntil(lambda: isinstance(program.window, JurorWindow), timeout=10_000)
    qtbot.waitUntil(lambda: program.window.queue.model.rowCount() > 0, timeout=10_000)
    assert program.preferences.workspace == str(waiting)
    assert len(queued.last(waiting)) == len(reading.films(waiting))


def test_the_window_before_a_workspace_is_closed_by_its_key(qtbot, program, tmp_path):
    (tmp_path / "workspace.db").write_bytes(b"no database")
    program.open(tmp_path)
    qtbot.waitUntil(lambda: isinstance(program.window, Welcome), timeout=10_000)
    window = program.window
    qtbot.waitUntil(lambda: "It could not be opened" in words(window), timeout=10_000)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    press(Qt.Key.Key_Q, CTRL)
    qtbot.waitUntil(lambda: not window.isVisible())


def test_the_films_of_the_last_time_stand_before_the_seat_is_taken(qtbot, program, waiting):
    queued.keep(waiting, reading.films(waiting))
    program.open(waiting)
    assert isinstance(program.window, JurorWindow)
    assert program.window.queue.model.rowCount() == len(reading.films(waiting))
    assert not program.session.is_open
    qtbot.waitUntil(lambda: program.session.is_open, timeout=10_000)


def test_the_seat_is_taken_as_soon_as_the_films_are_painted(qtbot, program, waiting, monkeypatch):
    monkeypatch.setattr("jury_app.ui.firstpicture.FirstPicture._LONGEST", 600_000)
    queued.keep(waiting, reading.films(waiting))
    program.open(waiting)
    qtbot.waitUntil(lambda: program.session.is_open, timeout=10_000)


def test_a_workspace_in_which_somebody_writes_is_told_and_can_be_tried_again(
    qtbot, program, waiting
):
    queued.keep(waiting, reading.films(waiting))
    with Seat(waiting):
        program.open(waiting)
        qtbot.waitUntil(lambda: isinstance(program.window, Welcome), timeout=10_000)
        assert program.session is None
        told = words(program.window)
        assert "another window or the terminal on this computer is writing" in told.lower()
        assert not re.search(rf"process|{os.getpid()}|[0-9]T[0-9]", told)
    program.open(waiting)
    qtbot.waitUntil(lambda: program.session is not None and program.session.is_open, timeout=10_000)


def test_the_offices_workspace_is_told_to_belong_to_the_terminal(qtbot, program, tmp_path):
    with create(tmp_path / "office", kind="office"):
        pass
    program.open(tmp_path / "office")
    qtbot.waitUntil(lambda: isinstance(program.window, Welcome), timeout=10_000)
    assert "jury-app office --help" in words(program.window)


def test_a_folder_that_is_no_workspace_is_told_and_left_alone(qtbot, program, tmp_path):
    folder = tmp_path / "holiday"
    folder.mkdir()
    (folder / "beach.txt").write_text("sand")
    program.open(folder)
    qtbot.waitUntil(lambda: isinstance(program.window, Welcome), timeout=10_000)
    assert [each.name for each in folder.iterdir()] == ["beach.txt"]


def test_a_file_opened_while_a_festival_is_open_asks_first_and_leaves_it_whole(
    qtbot, program, waiting, tmp_path
):
    program.open(waiting)
    qtbot.waitUntil(lambda: isinstance(program.window, JurorWindow), timeout=10_000)
    window = program.window
    qtbot.waitUntil(lambda: window.queue.model.rowCount() > 0, timeout=10_000)
    invitation = tmp_path / "another festival.jury"
    invitation.write_bytes(b"no invitation")
    program.eventFilter(program, QFileOpenEvent(QUrl.fromLocalFile(str(invitation))))
    (notice,) = window.notices.shown
    assert "another festival.jury" in notice.text
    assert program.window is window
    next(each for each in notice.findChildren(Button) if "open it" in each.text()).click()
    assert isinstance(program.window, Welcome)
    with Seat(waiting):  # it can be written in again
        pass


@pytest.fixture
def taken(monkeypatch):
    """Lets a test know of every seat that was asked for, once it was taken or refused."""
    real, asked = start._take, queue.Queue()

    def take(*args, **options):
        try:
            return real(*args, **options)
        finally:
            asked.put(args)

    monkeypatch.setattr(start, "_take", take)
    return asked


def test_a_workspace_that_is_clicked_twice_opens_once(qtbot, program, waiting, taken):
    program.open(None)
    welcome = program.window
    welcome.chosen.emit(waiting)
    welcome.chosen.emit(waiting)
    qtbot.waitUntil(lambda: isinstance(program.window, JurorWindow), timeout=10_000)
    qtbot.waitUntil(lambda: program.window.queue.model.rowCount() > 0, timeout=10_000)
    assert taken.qsize() == 1


def test_a_program_that_ends_while_a_workspace_opens_leaves_it(program, waiting, taken):
    program.open(waiting)
    taken.get(timeout=10)
    program.close()
    with Seat(waiting):
        pass


def test_another_folder_opens_once_what_was_written_in_this_one_is_kept(
    qtbot, program, waiting, tmp_path
):
    program.open(waiting)
    qtbot.waitUntil(lambda: isinstance(program.window, JurorWindow), timeout=10_000)
    window, session = program.window, program.session
    qtbot.waitUntil(lambda: window.queue.model.rowCount() > 0, timeout=10_000)
    other = tmp_path / "other"
    shutil.copytree(waiting, other)
    has_room, written = threading.Event(), []

    def write(_seat):
        if not has_room.is_set():
            raise Problem("the disk is full")
        written.append("first")

    session.write(window, write)
    qtbot.waitUntil(lambda: session.keeping.trouble is not None)
    program.open_beside(other)

    def go():
        notice = next(each for each in window.notices.shown if "shall be opened" in each.text)
        next(each for each in notice.findChildren(Button) if "open it" in each.text()).click()

    go()
    assert program.window is window
    assert "close once more and lose it" in window.notices.shown[0].text
    has_room.set()
    session.keeping.try_again()
    qtbot.waitUntil(lambda: session.is_saved and session.keeping.trouble is None)
    program.open_beside(other)
    go()
    assert not window.isVisible()
    assert written == ["first"]
    qtbot.waitUntil(lambda: program.session is not None, timeout=10_000)
    assert program.session.folder == other.resolve()


def test_closing_before_anything_was_loaded_ends(qtbot, program, waiting):
    queued.keep(waiting, reading.films(waiting))
    program.open(waiting)
    program.close()
    assert program.session is None


@pytest.fixture
def drive(waiting, tmp_path):
    """A drive with the workspace on it."""
    with Drive(waiting, tmp_path / "drive") as drive:
        yield drive


def test_a_workspace_on_a_disk_that_hangs_says_what_it_waits_for_and_can_be_given_up(
    qtbot, program, drive
):
    program.preferences.set(last={str(drive.mount): {}})  # it was opened before
    drive.hang()
    program.open(drive.mount)
    qtbot.waitUntil(lambda: isinstance(program.window, Welcome))
    assert isinstance(program.window.page, WaitingPage)
    assert str(drive.mount) in words(program.window)
    looking = program._looking
    next(each for each in program.window.findChildren(Button) if "another" in each.text()).click()
    assert isinstance(program.window.page, StartPage)
    page = program.window.page
    qtbot.waitUntil(lambda: "drive does not answer" in words(page), timeout=10_000)
    with qtbot.waitSignal(looking.found, timeout=10_000):
        drive.wake()
    assert isinstance(program.window.page, StartPage)  # what answers late opens nothing


def test_a_workspace_opens_when_its_disk_answers(qtbot, program, drive):
    drive.hang()
    program.open_workspace(drive.mount, reading_only=True)
    assert isinstance(program.window.page, WaitingPage)
    drive.wake()
    qtbot.waitUntil(lambda: isinstance(program.window, JurorWindow), timeout=10_000)
    qtbot.waitUntil(lambda: program.window.queue.model.rowCount() > 0, timeout=10_000)


@pytest.mark.parametrize(
    ("name", "why"), [("loop", "Too many levels"), ("x" * 300, "too long for the disk")]
)
def test_what_the_system_refuses_to_look_at_is_told_and_not_waited_for(
    qtbot, program, tmp_path, name, why
):
    path = tmp_path / name
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    program.open(path)
    assert not isinstance(program.window.page, WaitingPage)
    qtbot.waitUntil(lambda: why in words(program.window), timeout=10_000)
    program.open_workspace(path)
    qtbot.waitUntil(lambda: "It could not be opened" in words(program.window), timeout=10_000)


def test_films_of_the_last_time_say_that_their_disk_hangs(
    qtbot, program, waiting, drive, monkeypatch
):
    monkeypatch.setattr(start, "PATIENCE", 50)
    queued.keep(waiting, reading.films(waiting))
    program.open_workspace(drive.mount, reading_only=True)
    window = program.window
    assert isinstance(window, JurorWindow)
    drive.hang()
    qtbot.waitUntil(lambda: any("does not answer" in n.text for n in window.notices.shown))
    (notice,) = (each for each in window.notices.shown if "does not answer" in each.text)
    drive.wake()
    qtbot.waitUntil(lambda: notice not in window.notices.shown, timeout=10_000)
    assert program.session.is_open


def test_films_whose_disk_hangs_are_left_at_once_for_another_workspace(
    qtbot, program, waiting, drive, monkeypatch
):
    monkeypatch.setattr(start, "PATIENCE", 50)
    queued.keep(waiting, reading.films(waiting))
    program.open_workspace(drive.mount, reading_only=True)
    window = program.window
    drive.hang()
    qtbot.waitUntil(lambda: any("does not answer" in n.text for n in window.notices.shown))
    (notice,) = (each for each in window.notices.shown if "does not answer" in each.text)
    begun = time.monotonic()
    next(each for each in notice.findChildren(Button) if "another" in each.text()).click()
    assert time.monotonic() - begun < 2  # closing waits three seconds for a disk
    assert isinstance(program.window.page, StartPage)
    assert program.session is None
    drive.wake()
    program.open(waiting)
    qtbot.waitUntil(lambda: program.session is not None and program.session.is_open, timeout=10_000)


@pytest.fixture
def asked_for(tmp_path):
    """The event of a double click on what is no invitation."""
    file = tmp_path / "another festival.jury"
    file.write_bytes(b"no invitation")
    return QFileOpenEvent(QUrl.fromLocalFile(str(file)))


def test_a_file_that_is_asked_for_while_a_workspace_opens_is_offered_there(
    qtbot, program, waiting, asked_for
):
    program.open(waiting)
    program.eventFilter(program, asked_for)
    qtbot.waitUntil(lambda: isinstance(program.window, JurorWindow), timeout=10_000)
    assert any("another festival.jury" in each.text for each in program.window.notices.shown)


def test_a_file_that_is_asked_for_is_opened_where_the_workspace_before_it_is_not(
    qtbot, program, tmp_path, asked_for
):
    (tmp_path / "workspace.db").write_bytes(b"no database")
    program.open(tmp_path)
    program.eventFilter(program, asked_for)
    qtbot.waitUntil(lambda: isinstance(program.window, Welcome), timeout=10_000)
    qtbot.waitUntil(lambda: "another festival.jury" in words(program.window), timeout=10_000)


def test_a_file_that_is_asked_for_is_opened_while_another_disk_hangs(
    qtbot, program, drive, asked_for
):
    drive.hang()
    program.open(drive.mount)
    assert isinstance(program.window.page, WaitingPage)
    program.eventFilter(program, asked_for)
    qtbot.waitUntil(lambda: "another festival.jury" in words(program.window), timeout=10_000)
    drive.wake()


def test_another_language_is_spoken_on_the_page_where_it_was_chosen(qtbot, program, waiting):
    program.open(waiting)
    qtbot.waitUntil(lambda: isinstance(program.window, JurorWindow), timeout=10_000)
    before = program.window
    qtbot.waitUntil(lambda: before.queue.model.rowCount() > 0, timeout=10_000)
    before.resize(1000, 640)
    before.open_film(*before.queue.grid.card.key)
    before.show_settings()
    program.preferences.set(language="zh-Hant")
    assert program.window is not before
    assert program.window.page == "settings"
    assert program.window.size() == before.size()
    program.window.go_back()
    assert program.window.page == "room"


def test_the_first_picture_needs_no_msgspec_and_nobody_s_sources():
    """In a process of its own: here all of it is loaded already."""
    script = (
        "import sys, jury_app.ui.start, jury_app.ui.juror.window, linecache;"
        " print([each for each in ('msgspec', 'sqlalchemy', 'concurrent.futures', 'tomllib')"
        " if each in sys.modules], [each for each in linecache.cache if 'jury_app' in each])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    assert done.stdout == "[] []\n"
