import os
import shutil

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication

from jury_app.base import places
from jury_app.base.errors import Problem
from jury_app.base.texts import N_
from jury_app.desks.juror.arriving import read_invitation, workspaces
from jury_app.desks.juror.joining import join
from jury_app.desks.seat import Seat
from jury_app.store.lock import READ_ONLY
from jury_app.store.workspace import open_for_reading, open_for_writing
from jury_app.ui.juror.joining.invitation import InvitationPage
from jury_app.ui.juror.joining.refused import RefusedPage
from jury_app.ui.juror.joining.start import StartPage
from jury_app.ui.juror.joining.welcome import Welcome
from jury_app.ui.kit.jobs import Jobs
from jury_app.ui.kit.labels import Label
from jury_app.ui.kit.surfaces import Scroll
from tests.ui.juror.hands import LONG, press, write


def texts(window):
    return [label.text() for label in window.findChildren(Label) if label.isVisible()]


@pytest.fixture
def home(monkeypatch, tmp_path):
    """This person's folders."""
    home = tmp_path / "home"
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    return home


@pytest.fixture
def invitation(waiting_once, tmp_path):
    """An invitation that nobody has answered."""
    invited = sorted((waiting_once.parents[1] / "invitations").glob("*.jury"))
    unanswered = [file for file in invited if file.stem.startswith("Claire")]
    return shutil.copy(unanswered[0], tmp_path / "invitation.jury")


@pytest.fixture
def welcome(qtbot, theme, preferences, home):
    """Open the window that stands before there is a workspace."""
    windows, jobs = [], Jobs()

    def open_it(target=None, error=None):
        window = Welcome(jobs, preferences, target, error)
        windows.append(window)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield open_it
    jobs.close()
    for window in windows:
        window.close()
        window.deleteLater()
    jobs.deleteLater()


@pytest.fixture
def invited(qtbot, welcome, invitation):
    """The page of the invitation."""
    window = welcome(invitation)
    qtbot.waitUntil(lambda: isinstance(window.page, InvitationPage), timeout=LONG)
    qtbot.waitUntil(lambda: window.isAncestorOf(QApplication.focusWidget()))
    return window


def test_before_anything_was_joined_there_is_one_thing_to_do(qtbot, welcome):
    window = welcome()
    assert isinstance(window.page, StartPage)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is window.page.invitation)
    assert "Jury App" in texts(window)


def test_an_invitation_says_whose_it_is_whom_it_invites_and_six_words(invited, invitation, home):
    told = read_invitation(invitation, home)
    shown = texts(invited)
    assert "Hong Kong AI International Film Festival 2026" in shown
    assert "Claire Fontaine, you are invited to the jury." in shown
    assert len(told.words.split()) == 6
    assert any(text.split() == told.words.split() for text in shown)


def test_where_no_keychain_helps_the_page_says_why_and_asks_for_a_passphrase(qtbot, invited, home):
    page = invited.page
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(page.passphrase.isVisible, timeout=LONG)
    assert any("keychain" in text for text in texts(invited))
    assert not any("backend" in text for text in texts(invited))
    assert not any("stay in its keychain" in text for text in texts(invited))
    write("short")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert "This is too short: at least 8 letters." in texts(invited)
    page.passphrase.first.selectAll()
    write("three blue horses")
    press(Qt.Key.Key_Return)
    write("three blue houses")
    press(Qt.Key.Key_Return)
    assert "This is not the same." in texts(invited)
    page.passphrase.second.selectAll()
    write("three blue horses")
    with qtbot.waitSignal(invited.arrived, timeout=LONG) as arrived:
        press(Qt.Key.Key_Return)
    folder, passphrase = arrived.args
    assert passphrase == "three blue horses"
    with Seat(folder, passphrase=lambda: passphrase) as seat:
        seat.unlock()
        assert seat.workspace.kind == "juror"


def test_with_a_keychain_one_button_is_all(qtbot, monkeypatch, invited, home, preferences):
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.ui.juror.joining.keychain.FileKeychain")
    monkeypatch.setenv("JURY_APP_TEST_KEYCHAIN", str(home / "keychain.json"))
    with qtbot.waitSignal(invited.arrived, timeout=LONG) as arrived:
        press(Qt.Key.Key_Space)
    folder, passphrase = arrived.args
    assert passphrase is None
    assert preferences.last[str(folder)] == {"page": "arrived"}
    (known,) = workspaces(folder.parent)
    assert (known.festival, known.name, known.kind) == (
        "Hong Kong AI International Film Festival",
        "Claire Fontaine",
        "juror",
    )


def test_who_joined_before_is_offered_the_workspace_of_before(qtbot, welcome, invitation, home):
    folder = places.workspaces() / "before"
    join(folder, invitation, passphrase="three blue horses")
    window = welcome(invitation)
    qtbot.waitUntil(lambda: isinstance(window.page, InvitationPage), timeout=LONG)
    assert any("joined this festival on this machine" in text for text in texts(window))
    with qtbot.waitSignal(window.chosen) as chosen:
        press(Qt.Key.Key_Space)
    assert chosen.args == [folder.resolve()]


def test_a_file_that_is_no_invitation_is_refused_with_its_reason(qtbot, welcome, tmp_path):
    file = tmp_path / "film.jury"
    file.write_bytes(b"\x00" * 1000)
    window = welcome(file)
    qtbot.waitUntil(lambda: bool(window.notices.shown), timeout=LONG)
    assert isinstance(window.page, StartPage)
    assert "film.jury" in " ".join(texts(window))


def test_several_workspaces_are_listed_and_one_opens_by_keys(
    qtbot, welcome, waiting, preferences, tmp_path
):
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "workspace.db").write_bytes(b"no database")
    waiting = waiting.rename(tmp_path / os.fsdecode(b"zz no UTF-8: \xff\xe9"))
    preferences.set(last={str(waiting): {}, str(broken): {}})
    window = welcome()
    qtbot.waitUntil(lambda: "On this machine" in texts(window), timeout=LONG)
    shown = texts(window)
    assert "Hong Kong AI International Film Festival 2026" in shown
    opens = window.page.opens
    assert [button.isEnabled() for button in opens] == [False, True]
    opens[1].setFocus()
    with qtbot.waitSignal(window.chosen) as chosen:
        press(Qt.Key.Key_Space)
    assert chosen.args == [waiting.resolve()]


def test_workspaces_of_which_the_same_is_said_are_told_apart_by_their_folders(
    qtbot, welcome, waiting, preferences, tmp_path
):
    other = tmp_path / "other"
    shutil.copytree(waiting, other)
    preferences.set(last={str(waiting): {}, str(other): {}})
    window = welcome()
    qtbot.waitUntil(lambda: "On this machine" in texts(window), timeout=LONG)
    assert texts(window).count("Hong Kong AI International Film Festival 2026") == 2
    assert {str(waiting.resolve()), str(other.resolve())} <= set(texts(window))
    names = {button.accessibleName() for button in window.page.opens}
    assert len(names) == 2


def test_who_holds_a_workspace_is_told_and_reading_is_offered(qtbot, welcome, waiting):
    with open_for_writing(waiting, "the terminal"):
        with pytest.raises(Exception, match="the terminal") as held:
            open_for_writing(waiting, "window")
        window = welcome(waiting, held.value)
        assert isinstance(window.page, RefusedPage)
        assert any("the terminal on this computer is writing" in text for text in texts(window))
        with qtbot.waitSignal(window.reading_chosen) as chosen:
            press(Qt.Key.Key_Tab)
            press(Qt.Key.Key_Space)
        assert chosen.args == [waiting]
        open_for_reading(waiting).close()


def test_a_workspace_on_a_read_only_disk_offers_reading(welcome, tmp_path):
    window = welcome(tmp_path, Problem(READ_ONLY))
    assert any("make it writable" in text for text in texts(window))
    assert window.page.reading.isVisible()


def test_what_cannot_be_opened_at_all_offers_no_reading(welcome, tmp_path):
    error = Problem(N_("The database is damaged; take it from a backup."))
    window = welcome(tmp_path, error)
    assert "The database is damaged; take it from a backup." in texts(window)
    assert not window.page.reading.isVisible()


@pytest.mark.parametrize("text", [100, 200])
def test_an_invitation_is_read_by_scrolling_where_the_window_is_small(
    qtbot, preferences, welcome, invitation, text
):
    preferences.set(text=text)
    window = welcome(invitation)
    qtbot.waitUntil(lambda: isinstance(window.page, InvitationPage), timeout=LONG)
    assert window.minimumSizeHint().width() <= 1000
    assert window.minimumSizeHint().height() <= 600
    window.resize(1000, 600)
    join_button, scroll = window.page.join, window.findChild(Scroll)
    join_button.setFocus()
    viewport = scroll.viewport()

    def seen() -> bool:
        place = QRect(join_button.mapTo(viewport, QPoint(0, 0)), join_button.size())
        return viewport.rect().contains(place)

    qtbot.waitUntil(seen)


def test_no_more_is_scrolled_than_there_is_to_read(qtbot, preferences, welcome, invitation):
    preferences.set(text=200)
    window = welcome(invitation)
    window.resize(1280, 720)
    qtbot.waitUntil(lambda: isinstance(window.page, InvitationPage))
    page, ground = window.page, window.page.parentWidget()
    margins = 2 * window._place.contentsMargins().top()

    def fits():
        seen = ground.parentWidget().height()
        wanted = page.heightForWidth(page.width()) + margins
        return (page.height(), ground.height()) == (wanted - margins, max(seen, wanted))

    qtbot.waitUntil(fits)


def test_the_first_window_is_never_larger_than_its_screen(welcome):
    window = welcome()
    area = window.screen().availableGeometry()
    assert window.width() <= area.width()
    assert window.height() <= area.height()
