"""Two scorecards of one juror and film: what the chair settles, and what is left to the juror."""

from pathlib import Path

import pytest

from jury_app.base.errors import Refusal
from jury_app.desks.chair.deciding import decide
from jury_app.desks.juror import drafting, news, own, reading
from jury_app.desks.juror.history import differences
from jury_app.desks.juror.letters import letter
from jury_app.desks.juror.scoring import revise
from jury_app.desks.juror.signing import settle, sign
from jury_app.desks.office.inviting import invite
from tests.cli.terminal import answer
from tests.desks.festival import ADA, FIRST

LAPTOPS = (ADA, f"{ADA}-2")
CHOSEN = "received; of your two scorecards the chair admitted one"
REASON = "Typed in\u202e twice\n by mistake."


def queued(festival, name=ADA):
    films = reading.films(festival.root / name.replace(" ", "-"))
    return next(film for film in films if film.title == FIRST)


def hand_over(festival):
    festival.sync(*LAPTOPS)
    festival.post()
    festival.sync(*LAPTOPS)


def decided(festival, kind, card):
    with festival.seat("office") as seat:
        decide(seat, kind, card, {}, REASON)
    hand_over(festival)


def level(festival, name):
    """What the room shows as the juror's first score, in units."""
    with festival.seat(name) as seat:
        scorecard = reading.shown(seat, queued(festival).film, "r1").scorecard
    return scorecard["scores/cohesion"]["units"]


def history_of(festival, name=ADA):
    with festival.seat(name) as seat:
        return {each.hash: each.state for each in differences(seat, queued(festival).film, "r1")}


def counted(festival):
    """How many scores the juror's own distribution holds."""
    with festival.seat(ADA) as seat:
        return sum(own.distribution(seat, "r1").get("cohesion", {}).values())


def judge(festival, name, score):
    scores = {**festival.sheet(name, FIRST)["scores"], "cohesion": score}
    return festival.judge(name, FIRST, scores=scores)


@pytest.fixture
def laptops(festival):
    """Ada has joined on a second laptop."""
    with festival.seat("office") as seat:
        (again,) = invite(seat, festival.root / "again", persons=[ADA], again=True)
    festival.join(LAPTOPS[1], Path(again.file))
    hand_over(festival)
    return festival


@pytest.fixture
def both(festival, laptops):
    """Ada's scorecards of the first film, from two laptops that did not know of each other."""
    found = [judge(festival, name, score) for name, score in zip(LAPTOPS, (3, 9), strict=True)]
    hand_over(festival)
    for name in LAPTOPS:
        with festival.seat(name) as seat:
            news.told(seat, news.look(seat).now)
    return found


@pytest.mark.parametrize("which", [0, 1])
def test_what_the_chair_admitted_holds_at_both_laptops_and_nothing_is_left_to_settle(
    festival, both, capsys, which
):
    kept, other = both[which], both[1 - which]
    assert {queued(festival, name).state for name in LAPTOPS} == {"disputed"}
    festival.close()
    decided(festival, "admit", kept)
    assert festival.states() == {kept: "counts", other: "disputed"}
    for name in LAPTOPS:
        film = queued(festival, name)
        assert (film.state, film.state_text) == ("received", CHOSEN)
        assert level(festival, name) == (3, 9)[which]
        assert history_of(festival, name) == {kept: "received", other: "not_chosen"}
        with festival.seat(name) as seat:
            assert ("chosen", FIRST) in [(n.kind, n.title) for n in news.look(seat).news]
            with pytest.raises(Refusal, match=f"admitted scorecard {kept[:12]}"):
                settle(seat, FIRST, other)
    folder = festival.root / ADA.replace(" ", "-")
    shown, _err = answer(capsys, "juror", "show", folder, "#1", "--round", "R1")
    assert CHOSEN in shown
    assert counted(festival) == 1


def test_a_revision_of_what_was_settled_begins_with_what_counts(festival, both):
    decided(festival, "admit", both[0])
    with festival.seat(LAPTOPS[0]) as seat:
        film = queued(festival).film
        revise(seat, film, "r1", "The credits.")
        assert drafting.load(seat, film, "r1").values["scores/cohesion"]["units"] == 3
        assert [each.replaces for each in letter(seat, None, "r1").films] == [2]
        ((_title, card),) = sign(seat, "r1", film).signed
    hand_over(festival)
    assert festival.states()[card] == "counts"
    assert {queued(festival, name).state_text for name in LAPTOPS} == {"received"}


def test_a_void_card_cannot_be_kept_and_the_other_one_can(festival, both):
    decided(festival, "void", both[1])
    assert queued(festival).state == "disputed"
    with festival.seat(ADA) as seat:
        with pytest.raises(Refusal, match=f"took scorecard {both[1][:12]} out of the count"):
            settle(seat, FIRST, both[1][:8])
        ((_title, card),) = settle(seat, FIRST, both[0][:8]).signed
    hand_over(festival)
    assert festival.states()[card] == "counts"
    assert queued(festival).state_text == "received"


def test_what_is_settled_after_the_closing_says_that_it_is_late(festival, both):
    festival.close()
    hand_over(festival)
    with festival.seat(ADA) as seat:
        assert settle(seat, FIRST, both[0][:8]).late == (FIRST,)


def test_what_was_settled_here_from_the_other_laptop_is_what_the_room_shows(festival, both):
    with festival.seat(LAPTOPS[0]) as seat:
        settle(seat, FIRST, both[1][:8])
    assert level(festival, LAPTOPS[0]) == 9


def test_a_card_that_another_laptop_gave_late_disputes_nothing(festival, laptops):
    in_time = judge(festival, LAPTOPS[0], 3)
    festival.sync(ADA)
    festival.post()
    festival.close()
    late = judge(festival, LAPTOPS[1], 9)  # which has heard neither of that nor of the closing
    hand_over(festival)
    assert festival.states() == {in_time: "counts", late: "late"}
    for name in LAPTOPS:
        assert queued(festival, name).state_text == "received"
        assert history_of(festival, name) == {in_time: "received", late: "received_late"}
        assert level(festival, name) == 3


def test_a_late_revision_that_the_chair_voids_leaves_what_it_was_to_replace(festival, laptops):
    first = judge(festival, ADA, 3)
    hand_over(festival)
    festival.close()
    with festival.seat(ADA) as seat:
        revise(seat, FIRST, "r1", "The credits.")
        ((_title, late),) = sign(seat, "r1", FIRST).signed
    hand_over(festival)
    assert queued(festival).phase == "received_late"
    assert history_of(festival) == {first: "received", late: "received_late"}
    decided(festival, "void", late)
    assert festival.states() == {first: "counts", late: "void"}
    assert queued(festival).state_text == "received"
    assert history_of(festival) == {first: "received", late: "void"}


def test_of_two_late_revisions_one_is_chosen_and_not_what_both_replace(festival, laptops):
    first = judge(festival, ADA, 3)
    hand_over(festival)
    festival.close()
    late = set()
    for name in LAPTOPS:
        with festival.seat(name) as seat:
            revise(seat, FIRST, "r1", "The credits.")
            late.add(sign(seat, "r1", FIRST).signed[0][1])
    hand_over(festival)
    assert festival.states()[first] == "counts"
    with festival.seat(ADA) as seat:
        found = differences(seat, queued(festival).film, "r1")
        assert {each.hash for each in found if each.is_disputed} == late
        settle(seat, FIRST, min(late))
        assert not any(each.is_disputed for each in differences(seat, queued(festival).film, "r1"))
