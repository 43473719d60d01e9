from jury_app.base.errors import Refusal
from jury_app.base.texts import N_
from jury_app.desks.juror.watching import Wrong
from jury_app.screening import libvlc
from jury_app.screening.fingerprint import Fingerprint
from jury_app.ui.juror.room import troubles


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
