"""A card that came after the closing says so to its juror, until the chair lets it in."""

import pytest

from jury_app.base.errors import Refusal
from jury_app.desks.chair.deciding import decide
from jury_app.desks.chair.rounds import RoundAct, act
from jury_app.desks.endorsing import endorse
from jury_app.desks.juror import reading
from jury_app.desks.juror.history import differences
from jury_app.desks.juror.letters import letter
from jury_app.desks.juror.scoring import revise
from jury_app.desks.juror.signing import sign
from jury_app.desks.office.assigning import Wish, assign
from tests.desks.festival import (
    ADA,
    CHAIR,
    FIRST,
    MINJUN,
    SECOND,
    asking_jurors,
    circulate,
)

LATE = "received late: counts only if the chair admits it"


def queued(festival, title, name=ADA):
    films = reading.films(festival.root / name.replace(" ", "-"))
    return next(film for film in films if film.title == title)


def hand_over(festival, *names):
    festival.sync(*names)
    festival.post()
    festival.sync(*names)


def revised(festival):
    """Ada revises what she signed of the first film; the hash of the new card."""
    with festival.seat(ADA) as seat:
        revise(seat, queued(festival, FIRST).film, "r1", "The credits.")
        ((_title, card),) = sign(seat, "r1", queued(festival, FIRST).film).signed
    return card


def decided(festival, kind, card):
    with festival.seat("office") as seat:
        decide(seat, kind, card, {}, "No network on the train.")
    festival.post()


def test_a_card_that_arrives_after_the_closing_says_so_and_one_before_it_does_not(festival):
    festival.judge(ADA, FIRST)
    hand_over(festival, ADA)
    festival.close()
    late = festival.judge(ADA, SECOND)  # who signs offline does not know of the closing
    assert not queued(festival, SECOND).is_closed
    hand_over(festival, ADA)
    assert festival.states()[late] == "late"
    in_time, after = queued(festival, FIRST), queued(festival, SECOND)
    assert (in_time.state, in_time.state_text) == ("received", "received")
    assert (after.state, after.state_text) == ("received", LATE)
    with festival.seat(ADA) as seat:
        (version,) = differences(seat, after.film, "r1")
        assert (version.state, version.state_text) == ("received_late", LATE)
    decided(festival, "admit", late)
    festival.sync(ADA)
    assert queued(festival, SECOND).state_text == "received"


def test_what_is_signed_in_a_closed_round_says_so_before_and_after(festival):
    festival.close()
    festival.sync(ADA)
    assert queued(festival, FIRST).is_closed
    festival.judge(ADA, FIRST)
    assert queued(festival, FIRST).state_text.startswith("signed late, not sent")
    hand_over(festival, ADA)
    assert queued(festival, FIRST).state_text == LATE


def test_a_round_that_is_open_again_lets_in_what_comes_now_and_not_what_came_between(festival):
    festival.close()
    festival.judge(ADA, FIRST)
    hand_over(festival, ADA)
    with festival.seat("office") as seat:
        again = RoundAct(round="r1", act="reopen", deadline="2026-06-30T18:00", reason="Asked.")
        act(seat, again)
    festival.post()
    festival.sync(ADA)
    festival.judge(ADA, SECOND)
    hand_over(festival, ADA)
    assert queued(festival, FIRST).state_text == LATE
    assert queued(festival, SECOND).state_text == "received"
    states = festival.states()
    assert sorted(states.values()) == ["counts", "late"]


def test_a_card_that_the_chair_reopened_is_of_an_open_round(festival):
    card = festival.judge(ADA, FIRST)
    hand_over(festival, ADA)
    festival.close()
    decided(festival, "reopen_card", card)
    festival.sync(ADA)
    film = queued(festival, FIRST)
    assert not film.is_closed
    with festival.seat(ADA) as seat:
        revise(seat, film.film, "r1", "The credits.")
        assert [each.is_late for each in letter(seat, None, "r1").films] == [False]
        assert sign(seat, "r1", film.film).late == ()
    hand_over(festival, ADA)
    assert queued(festival, FIRST).state_text == "received"
    assert sorted(festival.states().values()) == ["counts", "superseded"]


def test_a_card_under_a_late_one_is_not_reopened_and_the_late_one_is_once_it_is_admitted(festival):
    first = festival.judge(ADA, FIRST)
    hand_over(festival, ADA)
    festival.close()
    late = revised(festival)
    hand_over(festival, ADA)
    assert festival.states() == {first: "counts", late: "late"}
    with festival.seat("office") as seat, pytest.raises(Refusal, match=f"by {late[:12]}: reopen"):
        decide(seat, "reopen_card", first, {}, "No network on the train.")
    decided(festival, "admit", late)
    decided(festival, "reopen_card", late)
    festival.sync(ADA)
    assert not queued(festival, FIRST).is_closed
    last = revised(festival)
    hand_over(festival, ADA)
    assert festival.states() == {first: "superseded", late: "superseded", last: "counts"}
    assert queued(festival, FIRST).state_text == "received"


def test_the_letter_and_the_signing_name_what_would_be_late(festival):
    with festival.seat(ADA) as seat:
        assert letter(seat, None, "r1").films == ()
    festival.close()
    festival.sync(ADA)
    festival.judge(MINJUN, FIRST)  # who has not heard of it yet
    festival.judge(ADA, FIRST)
    film = queued(festival, FIRST)
    with festival.seat(ADA) as seat:
        revise(seat, film.film, "r1", "The credits.")
        written = letter(seat, None, "r1")
        assert [each.is_late for each in written.films] == [True]
        assert any("only if the chair admits it" in line for line in written.lines())
        assert sign(seat, "r1", film.film).late == (FIRST,)


def test_a_closing_that_waited_for_an_endorsement_counts_from_there(tmp_path):
    festival = asking_jurors(tmp_path, "decision/close")
    with festival.seat(CHAIR) as seat:
        act(seat, RoundAct(round="r1", act="open", deadline="2026-06-24T18:00"))
    circulate(festival)
    with festival.seat("office") as seat:
        assign(seat, Wish(round="r1", add=((FIRST, ADA), (SECOND, ADA))))
    circulate(festival)
    with festival.seat(CHAIR) as seat:
        closing = act(seat, RoundAct(round="r1", act="close", early=True, reason="done"))
    festival.sync(CHAIR)
    festival.post()
    festival.judge(ADA, FIRST)  # the closing is entered, and waits
    festival.sync(ADA)
    festival.post()
    festival.judge(ADA, SECOND)
    festival.sync(MINJUN)
    with festival.seat(MINJUN) as seat:
        endorse(seat, closing.hash)
    hand_over(festival, MINJUN)
    hand_over(festival, ADA)
    assert sorted(festival.states().values()) == ["counts", "late"]
    found = {title: queued(festival, title).is_late for title in (FIRST, SECOND)}
    assert list(found.values()) == [False, True]
