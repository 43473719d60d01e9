from pathlib import Path

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_
from jury_app.desks.juror.files import Found
from jury_app.desks.juror.watching import Wrong
from jury_app.screening import libvlc
from jury_app.screening.fingerprint import Fingerprint
from jury_app.ui.juror.room import troubles
from tests.ui.juror.room.conftest import MISSING


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
