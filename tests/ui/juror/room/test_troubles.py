from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_
from jury_app.desks.juror import reading
from jury_app.desks.juror.files import Found
from jury_app.desks.juror.watching import Wrong
from jury_app.screening import libvlc
from jury_app.screening.fingerprint import Fingerprint
from jury_app.ui.juror.room import troubles
from jury_app.ui.kit.buttons import Button
from tests.ui.juror.room.conftest import LINEAR, MISSING


def test_without_libvlc_it_says_how_to_get_it_and_scoring_goes_on():
    told = troubles.broken(libvlc.missing(), "/drive/film.mp4")
    assert "VLC" in told.text or "libvlc" in told.text
    assert told.acts == ("again", "go_on", "step_off")


def test_a_broken_film_says_what_is_wrong_and_where_it_lies_once():
    error = Refusal(N_("This file is empty (0 bytes); ask for it again."), place="/drive/film.mp4")
    told = troubles.broken(error, "/drive/film.mp4")
    assert told.text == "This file is empty (0 bytes); ask for it again."
    assert told.detail == "/drive/film.mp4"


def test_a_mismatch_names_the_file_what_was_expected_and_what_was_found():
    wrong = Wrong("/drive/a\u202eb.mp4", Fingerprint(10, "ab" * 32), Fingerprint(11, "cd" * 32))
    told = troubles.mismatch(wrong)
    assert told.detail.splitlines() == [
        "File: /drive/a\\u202eb.mp4",
        "expected: 10 bytes, BLAKE3 abababababababab…",
        "found: 11 bytes, BLAKE3 cdcdcdcdcdcdcdcd…",
    ]
    assert "anyway" in told.acts


def test_what_is_there_and_not_right_is_told_before_what_is_missing():
    found = Found(("A",), ("B", "C"), (("D", "/drive/d.mp4"),))
    assert list(found.lines()) == [
        "1 films found, 2 missing.",
        "Not what it should be: D (/drive/d.mp4)",
        "Missing: B",
        "Missing: C",
    ]


def test_a_folder_without_the_film_buries_nothing_under_all_that_it_lacks(
    qtbot, room, opened, waiting_once, tmp_path
):
    opened(MISSING)
    folder = tmp_path / "wrong"
    folder.mkdir()
    screeners = waiting_once.parents[1] / "screeners"
    torn: Path = min(screeners.glob("*.mp4"))
    (folder / torn.name).write_bytes(torn.read_bytes()[:-1] + b"?")
    room.finding.look(folder)
    stage = room.stage
    qtbot.waitUntil(
        lambda: stage.trouble is not None and stage.trouble.heading == "This film was not there"
    )
    first, *rest = stage.trouble.detail.splitlines()
    assert first.endswith(" missing.")
    assert [line for line in rest if torn.name in line] == rest
    assert rest


def test_of_a_live_work_is_noted_what_was_seen():
    assert troubles.live("x").acts == ("seen", "go_on", "step_off")
    assert troubles.outside().acts[0] == "works"


def test_every_act_has_a_label():
    every = (
        troubles.missing(1),
        troubles.gone("x"),
        troubles.live("x"),
        troubles.outside(),
        troubles.looking("x"),
        troubles.not_there("x"),
        troubles.no_rules(),
    )
    assert {act for each in every for act in each.acts} <= set(troubles.ACTS)


@pytest.fixture
def away(drive):
    """Pulls the drive out, and puts it back."""
    elsewhere = drive.with_name("pulled out")

    def pull(*, out):
        if out:
            drive.rename(elsewhere)
        else:
            elsewhere.rename(drive)

    return pull


def chips(room):
    head = room.panel.head
    return head._state.text, head._copy.isVisible()


def test_who_says_that_it_could_not_be_watched_has_said_why(qtbot, room, opened):
    opened(MISSING)
    stage = room.stage
    qtbot.waitUntil(lambda: stage.trouble is not None)
    button = next(
        each for each in stage.findChildren(Button) if each.text() == "It could not be watched…"
    )
    button.click()
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    assert menu.activeAction().data() == "cannot_view"
    with qtbot.waitSignal(room.recused) as stepped:
        qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert stepped.args == [room.draft.film, "cannot_view", "I cannot watch it"]


@pytest.mark.usefixtures("drive")
def test_of_a_file_of_another_size_it_is_said_that_it_is_not_the_film(qtbot, room, opened, session):
    film = next(each for each in reading.queue_of(session.seat) if each.number == LINEAR)
    (item, *_rest) = reading.shown(session.seat, film.film, film.round).items
    with Path(item.path).open("ab") as file:
        file.write(b"\0")
    opened(LINEAR)
    qtbot.waitUntil(lambda: room.stage.trouble is not None, timeout=15_000)
    assert chips(room)[1]
    assert room.panel.head._copy.text == "not the right film"


def test_a_drive_that_is_pulled_out_and_put_back_shows_in_the_open_room(qtbot, room, opened, away):
    room._waiting.setInterval(50)
    opened(LINEAR, paused=True)
    qtbot.waitUntil(lambda: chips(room)[1], timeout=15_000)
    away(out=True)
    room.draft.reread()  # as anything that is written lets it
    qtbot.waitUntil(lambda: "not here" in chips(room)[0])
    assert not chips(room)[1]  # not the right film, if it is none
    away(out=False)
    qtbot.waitUntil(lambda: "not here" not in chips(room)[0], timeout=15_000)
    assert chips(room)[1]
    qtbot.waitUntil(lambda: not room._waiting.isActive())


@pytest.mark.parametrize("at_work", [False, True])
def test_a_film_that_was_away_comes_with_its_drive_and_takes_no_caret(
    qtbot, room, opened, away, at_work
):
    room._waiting.setInterval(50)
    away(out=True)
    opened(LINEAR)
    assert room.stage.trouble.is_away
    if at_work:
        room.show_page("score")
    before = QApplication.focusWidget()
    away(out=False)
    expected = "paused" if at_work else "playing"
    qtbot.waitUntil(lambda: room.player.status == expected, timeout=15_000)
    assert room.stage.trouble is None
    assert (QApplication.focusWidget() is before) == at_work


def test_a_film_whose_drive_went_and_came_waits_where_it_stood(qtbot, room, opened, away):
    opened(LINEAR)
    room._waiting.setInterval(50)
    qtbot.waitUntil(lambda: room.player.position > 1_000, timeout=15_000)
    room.player.pause()
    qtbot.waitUntil(lambda: room.player.status == "paused")
    stood = room.player.position
    away(out=True)
    room.projection.again()  # as a player that was let go on and failed
    qtbot.waitUntil(lambda: room.stage.trouble is not None, timeout=15_000)
    assert room.stage.trouble.heading == "The film is no longer where it was"
    away(out=False)
    qtbot.waitUntil(lambda: room.player.status == "paused", timeout=15_000)
    assert room.stage.trouble is None
    assert room.player.position >= stood
