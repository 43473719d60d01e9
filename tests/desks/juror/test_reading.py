"""Reading: the queue with all that a card shows, and one film with all that a room shows."""

from pathlib import Path

import msgspec
import pytest

from jury_app.base.errors import Refusal
from jury_app.desks.juror import reading
from jury_app.desks.juror.reading import queue_of, shown
from jury_app.desks.juror.scoring import revise
from jury_app.desks.seat import Seat
from tests.desks.juror.scorecards import R1, sign_whole, watch, write

LONGEST_TITLE = 200


def test_the_queue_says_of_each_film_what_a_card_shows(seat):
    queued = queue_of(seat)
    assert [each.form for each in queued] == [
        *("linear", "interactive", "procedural", "live", "linear")
    ]
    assert [each.here for each in queued] == [True, True, True, True, False]
    assert [each.bytes > 0 for each in queued] == [False, False, False, False, True]
    assert {each.zone for each in queued} == {"Asia/Hong_Kong"}
    assert {each.state for each in queued} == {"to_watch"}
    assert [each.original for each in queued[:2]] == ["雲端的母親", "البحر ينسى"]
    assert len(queued[2].title) == LONGEST_TITLE
    assert all(each.deadline > seat.now for each in queued)


def test_the_terminal_reads_what_the_window_reads(seat, evening):
    assert reading.films(evening.workspace) == queue_of(seat)
    there, here = reading.show(evening.workspace, "#1", R1), shown(seat, "#1", R1)
    assert msgspec.structs.replace(here, marquee="") == there  # no film plays in a terminal


def test_a_room_gets_form_rules_items_and_what_is_hidden(seat, film):
    room = shown(seat, film(1).film, R1)
    assert room.form is not None
    assert room.rules is not None
    assert room.form.seen == room.rules.round(R1).seen
    assert {"statement", "tools", "dossier/consents"} <= {name for name, _ in room.dossier}
    assert room.hidden == ("directors", "studio", "country")
    assert [item.role for item in room.items] == ["film", "appendix"]
    assert Path(room.appendix).read_bytes().startswith(b"%PDF")
    assert Path(room.playable).suffix == ".mp4"
    assert set(room.files) == {room.playable, room.appendix}


def test_the_terminal_says_what_must_be_seen_before_signing(seat, film):
    def said(number):
        lines = [*shown(seat, film(number).film, R1).lines()]
        return [line for line in lines if line.startswith("Before you sign")]

    assert said(1) == ["Before you sign: see at least 90 % of it."]
    assert said(3) == ["Before you sign: see at least 90 % of it in 3 runs, each named."]


def test_an_interactive_work_has_a_folder_and_a_live_one_a_place(seat, film):
    (build,) = shown(seat, film(2).film, R1).items
    assert (build.role, build.kind) == ("build", "folder")
    assert (Path(build.path) / "index.html").is_file()
    (place,) = shown(seat, film(4).film, R1).items
    assert (place.kind, place.path) == ("place", "")
    assert "Hong Kong Arts Centre" in place.address


def test_nothing_shows_how_entrants_called_their_files(seat, film):
    assert "HK00001" not in str(shown(seat, film(1).film, R1).items)


def test_a_film_can_be_signed_once_it_was_watched_and_scored(seat, film):
    its = film(1).film
    write(seat, its)
    assert (film(1).state, film(1).is_seen) == ("draft", False)
    watch(seat, its)
    assert (film(1).state, film(1).seen) == ("complete", 1000)
    sign_whole(seat, film(3).film)
    assert (film(3).state, film(3).is_revised) == ("signed", False)
    revise(seat, film(3).film, R1, "Once more.")
    assert film(3).state == "complete"  # what was played stays with the revision
    assert film(3).state_text == "signed; a revision is open"
    assert shown(seat, film(3).film, R1).can_undo is False


def test_a_film_that_was_seen_whole_waits_for_its_scores(seat, film):
    assert film(1).phase == "to_watch"
    watch(seat, film(1).film)
    assert (film(1).phase, film(1).state_text) == ("seen", "seen, to score")


def test_a_film_of_nobody_or_of_another_round_is_refused(seat):
    with pytest.raises(Refusal, match="not assigned to you in R2"):
        shown(seat, "#1", "r2")


def test_reading_answers_while_another_writes(seat, evening):
    with Seat(evening.workspace, reading_only=True) as beside:
        assert queue_of(beside) == queue_of(seat)
