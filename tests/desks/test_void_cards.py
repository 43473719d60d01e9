"""A card that the chair took out of the count says so to its juror, until another replaces it."""

import json

import pytest

from jury_app.desks.chair.deciding import decide
from jury_app.desks.juror import news, own, reading
from jury_app.desks.juror.handing import state
from jury_app.desks.juror.history import differences
from jury_app.desks.juror.scoring import revise
from jury_app.desks.juror.signing import sign
from tests.cli.terminal import answer
from tests.desks.festival import ADA, FIRST, SECOND

VOID = "void: counts for nothing unless you revise it and sign again"
REASON = "It was meant for \u202eanother\n film."
LINE = "It was meant for \u202eanother film."
SHOWN = "The chair's reason: It was meant for \\u202eanother film."
CLOSED = "void: counts for nothing, and the round is closed"


def queued(festival, title=FIRST):
    films = reading.films(festival.root / ADA.replace(" ", "-"))
    return next(film for film in films if film.title == title)


def hand_over(festival):
    festival.sync(ADA)
    festival.post()
    festival.sync(ADA)


def decided(festival, kind, card):
    """The chair, who is at the office, decides, and Ada hears of it."""
    with festival.seat("office") as seat:
        decide(seat, kind, card, {}, REASON)
    festival.post()
    festival.sync(ADA)


def revised(festival):
    """Ada revises her scorecard of the first film, signs and sends it; its hash."""
    film = queued(festival).film
    with festival.seat(ADA) as seat:
        revise(seat, film, "r1", "The credits.")
    assert not queued(festival).is_revised  # what the draft lies over counts for nothing
    assert queued(festival).phase == "complete"
    with festival.seat(ADA) as seat:
        ((_title, card),) = sign(seat, "r1", film).signed
    hand_over(festival)
    return card


@pytest.fixture
def card(festival):
    """Ada's scorecard of the first film, which the festival received; she read all news."""
    card = festival.judge(ADA, FIRST)
    festival.judge(ADA, SECOND)
    hand_over(festival)
    with festival.seat(ADA) as seat:
        news.told(seat, news.look(seat).now)
    return card


def test_a_void_card_is_not_received_and_can_be_revised(festival, card, capsys):
    decided(festival, "void", card)
    assert festival.states()[card] == "void"
    film = queued(festival)
    assert (film.state, film.state_text) == ("void", VOID)
    assert queued(festival, SECOND).state == "received"
    with festival.seat(ADA) as seat:
        assert state(seat).received == 1
        (version,) = differences(seat, film.film, "r1")
        assert (version.state, version.why) == ("void", LINE)
        (told,) = news.look(seat).news
        assert (told.kind, told.title, told.reason) == ("void", FIRST, LINE)
    folder = festival.root / ADA.replace(" ", "-")
    listed, _err = answer(capsys, "juror", "films", folder, "--json")
    assert sorted(each["state"] for each in json.loads(listed)) == ["received", "void"]
    shown, _err = answer(capsys, "juror", "show", folder, "#1", "--round", "R1")
    assert VOID in shown
    assert SHOWN in shown.splitlines()
    listed, _err = answer(capsys, "juror", "history", folder, "#1", "--round", "R1")
    assert SHOWN in listed
    listed, _err = answer(capsys, "juror", "news", folder)
    assert "out of the count, because: It was meant for \\u202eanother film." in listed
    again = revised(festival)
    assert queued(festival).state_text == "received"
    assert festival.states()[again] == "counts"
    assert festival.states()[card] == "void"
    shown, _err = answer(capsys, "juror", "show", folder, "#1", "--round", "R1")
    assert "The chair's reason" not in shown
    with festival.seat(ADA) as seat:
        states = {each.hash: each.state for each in differences(seat, film.film, "r1")}
    assert states == {card: "void", again: "received"}


def test_a_void_card_is_none_of_the_scores_that_the_juror_gave(festival, card):
    def given():
        with festival.seat(ADA) as seat:
            return sum(sum(each.values()) for each in own.distribution(seat, "r1").values())

    both = given()
    decided(festival, "void", card)
    assert 0 < given() < both
    with festival.seat(ADA) as seat:
        revise(seat, queued(festival).film, "r1", "The credits.")
    assert given() == both


def test_a_void_card_of_a_closed_round_is_replaced_once_the_chair_reopens_it(festival, card):
    decided(festival, "void", card)
    festival.close()
    festival.sync(ADA)
    assert queued(festival).state_text == CLOSED
    decided(festival, "reopen_card", card)
    assert queued(festival).state_text == VOID
    again = revised(festival)
    assert queued(festival).state_text == "received"
    assert festival.states()[again] == "counts"


def test_what_replaces_a_void_card_after_the_closing_is_late(festival, card):
    decided(festival, "void", card)
    festival.close()
    festival.sync(ADA)
    again = revised(festival)
    assert queued(festival).phase == "received_late"
    assert festival.states()[again] == "late"


def test_a_void_revision_does_not_bring_back_what_it_replaced(festival, card):
    with festival.seat(ADA) as seat:
        revise(seat, FIRST, "r1", "The credits.")
        ((_title, later),) = sign(seat, "r1", FIRST).signed
    hand_over(festival)
    decided(festival, "void", later)
    assert queued(festival).state == "void"
    assert festival.states()[card] == "superseded"
