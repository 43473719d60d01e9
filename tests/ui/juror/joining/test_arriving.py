"""From the double click on an invitation to the films, and a workspace that somebody else holds."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from jury_app.desks.demo.stage import PASSPHRASE
from jury_app.desks.juror.reading import queue_of
from jury_app.desks.office import devices
from jury_app.desks.office.assigning import Wish, assign
from jury_app.desks.office.publishing import publish
from jury_app.desks.office.receiving import receive
from jury_app.desks.seat import Seat
from jury_app.store import settings
from jury_app.store.workspace import open_for_writing
from jury_app.ui.juror.joining.invitation import InvitationPage
from jury_app.ui.juror.joining.refused import RefusedPage
from jury_app.ui.juror.joining.welcome import Welcome
from jury_app.ui.juror.window import JurorWindow
from jury_app.ui.start import Program
from tests.ui.juror.hands import CTRL, LONG, press


@pytest.fixture
def program(qapp, monkeypatch, preferences, tmp_path):
    """The program, as a double click starts it."""
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "home" / name.lower()))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.ui.juror.joining.keychain.FileKeychain")
    monkeypatch.setenv("JURY_APP_TEST_KEYCHAIN", str(tmp_path / "keychain.json"))
    font = qapp.font()
    preferences.set(theme="dark", language="en")
    program = Program(qapp, preferences)
    yield program
    program.close()
    program.theme.deleteLater()
    program.deleteLater()
    qapp.setProperty("theme", None)
    qapp.setFont(font)


@pytest.fixture
def office(waiting_once, tmp_path):
    """The office of a copy of the festival, whose mailbox the invitation names."""
    root = waiting_once.parents[1]
    shutil.copytree(root, tmp_path / "festival")
    folder = tmp_path / "festival" / "office"
    with Seat(folder, passphrase=lambda: PASSPHRASE) as seat, seat.workspace.writing() as tx:
        settings.put(tx, mailbox=str(tmp_path / "festival" / "mailbox"))
    return folder


def on_top(program, kind):
    return isinstance(program.window, kind) and program.window.isActiveWindow()


def test_an_invitation_leads_to_the_films_by_one_button(
    qtbot, monkeypatch, program, office, waiting_once
):
    invitation = office.parent / "invitations" / "Claire-Fontaine.jury"
    program.open(invitation)
    qtbot.waitUntil(lambda: on_top(program, Welcome), timeout=LONG)
    qtbot.waitUntil(lambda: isinstance(program.window.page, InvitationPage), timeout=LONG)
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: on_top(program, JurorWindow), timeout=LONG)
    window = program.window
    qtbot.waitUntil(window.queue.empty.isVisible, timeout=LONG)
    assert not window.queue.filters.isVisible()
    qtbot.waitUntil(lambda: any("You have joined" in n.text for n in window.notices.shown))
    qtbot.waitUntil(lambda: not window.handing.is_visiting, timeout=LONG)
    seat = program.session.seat
    with seat.workspace.writing() as tx:  # the original festival's mailbox is not this copy's
        settings.put(tx, mailbox=str(office.parent / "mailbox"))
    press(Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: window.handing.is_visiting)
    qtbot.waitUntil(lambda: not window.handing.is_visiting, timeout=LONG)
    with Seat(office, passphrase=lambda: PASSPHRASE) as at_office:
        receive(at_office)
        devices.accept(at_office, ["all"])
        assign(at_office, Wish(round="r1", add=(("#1", "Claire Fontaine"),)))
        publish(at_office)
    press(Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: window.queue.model.rowCount() > 0, timeout=LONG)
    assert window.queue.grid.isVisible()
    assert {film.title for film in queue_of(seat)} >= {"The Mother in the Cloud"}
    offers = [notice.text for notice in window.notices.shown if notice.text.endswith("else does.")]
    assert offers == ["A recovery sheet on paper opens your keys where nothing else does."]
    assert not any("You have joined" in notice.text for notice in window.notices.shown)


def test_a_held_workspace_can_be_read_and_nothing_is_kept(qtbot, program, waiting):
    with open_for_writing(waiting, "the terminal"):
        program.open(waiting)
        qtbot.waitUntil(lambda: on_top(program, Welcome), timeout=LONG)
        assert isinstance(program.window.page, RefusedPage)
        press(Qt.Key.Key_Tab)
        press(Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: on_top(program, JurorWindow), timeout=LONG)
        window = program.window
        qtbot.waitUntil(lambda: window.queue.model.rowCount() > 0, timeout=LONG)
        assert any("nothing that you do is kept" in n.text for n in window.notices.shown)
        assert program.session.reading_only
        press(Qt.Key.Key_R, CTRL)
        qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
        press(Qt.Key.Key_Down)
        press(Qt.Key.Key_Return)
        qtbot.waitUntil(
            lambda: any("for reading only" in n.text for n in window.notices.shown), timeout=LONG
        )


def test_a_workspace_that_was_let_go_opens_when_tried_again(qtbot, program, waiting):
    with open_for_writing(waiting, "the terminal"):
        program.open(waiting)
        qtbot.waitUntil(lambda: on_top(program, Welcome), timeout=LONG)
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: on_top(program, JurorWindow), timeout=LONG)
    assert not program.session.reading_only


def test_another_language_writes_the_window_anew(qtbot, program, waiting, preferences):
    program.open(waiting)
    qtbot.waitUntil(lambda: on_top(program, JurorWindow), timeout=LONG)
    first = program.window
    preferences.set(language="zh-Hant")
    qtbot.waitUntil(lambda: program.window is not first, timeout=LONG)
    assert isinstance(program.window, JurorWindow)
    qtbot.waitUntil(lambda: program.window.queue.model.rowCount() > 0, timeout=LONG)
    assert program.window.queue.model.cards[0].state == "待觀看"
