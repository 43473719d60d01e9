import re
import shutil
import threading
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from jury_app.desks.demo.stage import PASSPHRASE
from jury_app.desks.juror import handing as desk
from jury_app.desks.juror.history import differences
from jury_app.desks.juror.reading import queue_of
from jury_app.desks.juror.signing import sign
from jury_app.desks.office.publishing import publish
from jury_app.desks.office.receiving import receive
from jury_app.desks.seat import Seat
from jury_app.exchange.awaymailbox import PATIENCE
from jury_app.ui.juror import handing
from jury_app.ui.juror.window import JurorWindow
from jury_app.ui.kit.buttons import Button
from tests.hanging import hanging
from tests.ui.juror.hands import CTRL, LONG, press


@pytest.fixture
def waiting(festival, waiting_once) -> Path:
    """The juror's workspace of that festival."""
    return festival / "jurors" / waiting_once.name


@pytest.fixture
def signed(session, scored):
    """Two films, signed and not sent."""
    for film in scored:
        sign(session.seat, film.round, film.film)
    return scored


def office_answers(festival):
    with Seat(festival / "office", passphrase=lambda: PASSPHRASE) as seat:
        receive(seat)
        publish(seat)


def shown(window, film):
    return next(
        card.queued.state for card in window.queue.model.cards if card.queued.film == film.film
    )


def test_one_key_sends_and_the_card_says_sent_then_received(qtbot, festival, signed, window):
    press(Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: shown(window, signed[0]) == "sent", timeout=LONG)
    qtbot.waitUntil(lambda: window.strip.sync.text() == "2 sent", timeout=LONG)
    office_answers(festival)
    press(Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: shown(window, signed[0]) == "received", timeout=LONG)
    qtbot.waitUntil(lambda: window.strip.sync.text() == "2 received", timeout=LONG)


def test_a_mailbox_that_hangs_delays_no_signature_and_its_visit_can_be_stopped(
    qtbot, festival, session, scored, window
):
    said = []
    window.handing.told.connect(said.append)
    with hanging(festival / "mailbox"):
        press(Qt.Key.Key_S, CTRL)
        qtbot.waitUntil(lambda: window.strip.sync.text() == "Fetching…", timeout=LONG)
        film = scored[0]
        window.unlocking.run(
            window, lambda seat, _work: sign(seat, film.round, film.film), lambda _signed: None
        )
        qtbot.waitUntil(lambda: shown(window, film) == "signed", timeout=LONG)
        assert window.handing.is_visiting
        assert not window.strip.sync.isEnabled()
        window.strip.stop.click()
        qtbot.waitUntil(lambda: not window.handing.is_visiting, timeout=LONG)
    assert said == ["Stopped; what was done is kept."]
    assert not window.strip.stop.isVisible()
    press(Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: shown(window, film) == "sent", timeout=LONG)


def test_a_window_closes_though_the_mailbox_hangs(qtbot, festival, session, window):
    with hanging(festival / "mailbox"):
        press(Qt.Key.Key_S, CTRL)
        qtbot.waitUntil(lambda: window.strip.sync.text() == "Fetching…", timeout=LONG)
        window.close()
        closing = time.monotonic()
        session.close()
        assert time.monotonic() - closing < PATIENCE / 2


def test_a_window_that_is_made_anew_during_a_visit_leaves_no_trouble(
    qtbot, festival, session, window
):
    before = JurorWindow(session)
    with hanging(festival / "mailbox"):
        before.handing.visit()
        qtbot.waitUntil(lambda: before.strip.sync.text() == "Fetching…", timeout=LONG)
        before.close()
        before.deleteLater()
        qtbot.waitUntil(lambda: session.jobs.is_idle, timeout=LONG)
    assert window.notices.shown == ()


def test_what_is_carried_by_hand_need_not_wait_for_a_mailbox_that_hangs(
    qtbot, festival, signed, window
):
    file = festival / "to-the-office.jury"
    with hanging(festival / "mailbox"):
        press(Qt.Key.Key_S, CTRL)
        qtbot.waitUntil(lambda: window.strip.sync.text() == "Fetching…", timeout=LONG)
        window.handing.export(file)
        qtbot.waitUntil(lambda: file.is_file() and not window.handing.is_visiting, timeout=LONG)
    assert any("to-the-office.jury is written" in notice.text for notice in window.notices.shown)


def test_a_visit_that_waits_for_the_passphrase_cannot_be_stopped_but_given_up(
    qtbot, session, signed, window
):
    session.secret.text = None
    press(Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(window.unlocking.isVisible, timeout=LONG)
    qtbot.waitUntil(lambda: not window.strip.stop.isVisible(), timeout=LONG)
    press(Qt.Key.Key_Escape)
    assert not window.handing.is_visiting
    assert QApplication.focusWidget() is window.queue.grid


def test_a_visit_says_how_far_it_is(qtbot, festival, signed, window):
    said = set()
    window.handing.changed.connect(lambda: said.add(window.handing.words()))
    press(Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: shown(window, signed[0]) == "sent", timeout=LONG)
    qtbot.waitUntil(lambda: not window.handing.is_visiting, timeout=LONG)
    assert {"Fetching…", "Sending…"} <= said
    assert any(re.fullmatch(r"([0-9]+) of \1 sent…", each) for each in said)


def test_nothing_is_sent_by_itself_where_the_workspace_is_open_for_reading_alone(
    session, preferences, open_window
):
    session.reading_only = True
    preferences.set(auto_sync=True)
    assert not open_window().handing.goes_by_itself


def test_a_bug_in_what_nobody_asked_for_is_shown(qtbot, monkeypatch, session, window):
    def fail(_seat):
        raise ZeroDivisionError

    monkeypatch.setattr(desk, "state", fail)
    with qtbot.waitSignal(session.failed) as told:
        window.handing._look()
    assert isinstance(told.args[0], ZeroDivisionError)


def test_what_was_asked_first_and_is_answered_last_is_not_shown(
    qtbot, monkeypatch, session, window
):
    qtbot.waitUntil(lambda: session.jobs.is_idle, timeout=LONG)
    may_end, asked = threading.Event(), []

    def state(_seat):
        sent = len(asked)
        asked.append(sent)
        if not sent:
            may_end.wait(5)
        return desk.Handing(sent=sent)

    monkeypatch.setattr(desk, "state", state)
    window.handing._look()
    qtbot.waitUntil(lambda: bool(asked))
    window.handing._look()
    qtbot.waitUntil(lambda: window.strip.sync.text() == "1 sent", timeout=LONG)
    may_end.set()
    qtbot.waitUntil(lambda: session.jobs.is_idle, timeout=LONG)
    assert window.strip.sync.text() == "1 sent"


def test_nothing_is_sent_by_itself_unless_that_is_allowed(
    qtbot, monkeypatch, preferences, signed, window
):
    monkeypatch.setattr(handing, "FIRST_AFTER", 50)
    monkeypatch.setattr(handing, "EVERY", 50)
    assert not window.handing.goes_by_itself
    preferences.set(auto_sync=True)
    assert window.handing.goes_by_itself
    qtbot.waitUntil(lambda: shown(window, signed[0]) == "sent", timeout=LONG)
    preferences.set(auto_sync=False)
    assert not window.handing.goes_by_itself


def test_a_visit_that_nobody_asked_for_tells_its_trouble_quietly(
    qtbot, monkeypatch, festival, preferences, window
):
    shutil.rmtree(festival / "mailbox")
    monkeypatch.setattr(handing, "FIRST_AFTER", 50)
    preferences.set(auto_sync=True)
    qtbot.waitUntil(lambda: bool(window.handing.trouble), timeout=LONG)
    preferences.set(auto_sync=False)
    assert not window.notices.shown
    assert not window.unlocking.isVisible()
    assert window.handing.trouble in window.strip.sync.toolTip()


def test_a_visit_that_was_asked_for_tells_its_trouble(qtbot, festival, signed, window):
    shutil.rmtree(festival / "mailbox")
    press(Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: bool(window.notices.shown), timeout=LONG)
    assert not window.handing.is_visiting
    assert window.handing.trouble in window.notices.shown[0].text
    offers = window.notices.shown[0].findChildren(Button)
    next(each for each in offers if each.text() == "Export for the office…").click()
    dialog = window.findChild(QFileDialog)
    assert dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave
    dialog.reject()
    trouble = window.handing.trouble
    (festival / "mailbox").mkdir()
    press(Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: shown(window, signed[0]) == "sent", timeout=LONG)
    qtbot.waitUntil(lambda: not window.handing.is_visiting, timeout=LONG)
    assert trouble not in [notice.text for notice in window.notices.shown]


def test_what_is_signed_is_exported_into_a_file(qtbot, festival, session, signed, window):
    file = festival / "to-the-office.jury"
    press(Qt.Key.Key_E, CTRL)
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    dialog.close()
    window.handing.export(file)
    qtbot.waitUntil(lambda: file.is_file() and not window.handing.is_visiting, timeout=LONG)
    with Seat(festival / "office", passphrase=lambda: PASSPHRASE) as seat:
        report = receive(seat, [file])
    assert report.entered["scorecard"] == 2
    assert {film.state for film in queue_of(session.seat)[:2]} == {"sent"}


def said(window, film):
    return next(card.state for card in window.queue.model.cards if card.queued.film == film.film)


def test_what_left_in_a_file_is_not_called_sent_before_it_is_received(
    qtbot, festival, session, signed, window
):
    file = festival / "to-the-office.jury"
    window.handing.export(file)
    carried = "signed, in a file to carry"
    qtbot.waitUntil(lambda: said(window, signed[0]) == carried, timeout=LONG)
    qtbot.waitUntil(lambda: window.strip.sync.text() == "2 in files to carry", timeout=LONG)
    first = signed[0]
    (version,) = differences(session.seat, first.film, first.round)
    assert (version.state, version.state_text) == ("in_file", carried)
    press(Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: said(window, first) == "signed and sent", timeout=LONG)
    qtbot.waitUntil(lambda: window.strip.sync.text() == "2 sent", timeout=LONG)
    office_answers(festival)
    press(Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: said(window, first) == "received", timeout=LONG)


def test_what_the_office_wrote_into_a_file_is_taken_in(qtbot, festival, signed, window):
    out = festival / "to-the-office.jury"
    window.handing.export(out)
    qtbot.waitUntil(lambda: out.is_file() and not window.handing.is_visiting, timeout=LONG)
    with Seat(festival / "office", passphrase=lambda: PASSPHRASE) as seat:
        receive(seat, [out])
        publish(seat, export=festival / "by-hand")
    press(Qt.Key.Key_I, CTRL)
    dialog = window.findChild(QFileDialog)
    assert dialog.fileMode() == QFileDialog.FileMode.ExistingFile
    dialog.close()
    (back,) = (festival / "by-hand").glob("*Ada*")
    window.handing.take_in(back)
    qtbot.waitUntil(lambda: shown(window, signed[0]) == "received", timeout=LONG)


def test_a_file_that_holds_no_messages_is_refused_and_all_goes_on(qtbot, festival, window):
    file = festival / "nothing.jury"
    file.write_bytes(b"jury-app messages 1\n")
    window.handing.take_in(file)
    qtbot.waitUntil(lambda: bool(window.notices.shown), timeout=LONG)
    assert not window.handing.is_visiting
