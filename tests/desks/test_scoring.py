"""Scoring at the juror's desk: sheets, revisions, disputes, recusals."""

import json
from pathlib import Path

import pytest

from jury_app.base.errors import Refusal
from jury_app.desks.juror import drafting, reading
from jury_app.desks.juror.history import differences
from jury_app.desks.juror.letters import letter
from jury_app.desks.juror.reading import queue_of
from jury_app.desks.juror.scoring import revise, score, score_from
from jury_app.desks.juror.sheet import decode_sheet
from jury_app.desks.juror.signing import Incomplete, recuse, settle, sign
from jury_app.desks.office.assigning import Wish, assign
from jury_app.desks.office.inviting import invite
from tests.desks.festival import (
    ADA,
    FILMS,
    FIRST,
    SECOND,
    content,
    state_of,
)

ADA_2 = "Ada Lau-2"
"""Her second laptop."""


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b'{"scores": 7}',
        b'{"scores": {"cohesion": "7"}}',
        b'{"scores": {"cohesion": NaN}}',
        b'{"scores": {"../x": 7}}',
        b'{"lanes": {"writing": 1.5}}',
        b'{"verdict": "maybe"}',
        b'{"ethics": {"harm": "bad"}}',
        b'{"viewings": [{"share": 1001}]}',
        b'{"notes": [{"at": "soon", "text": "x"}]}',
        b'{"unknown": 1}',
        b'{"comments": {"everybody": "x"}}',
        b'{"comments": {"panel": "a\\u0000b"}}',
        b"\xff\xfe{}",
        b"[" * 100_000,
    ],
)
def test_sheet_with_wrong_content_is_refused_by_name_and_changes_nothing(festival, tmp_path, body):
    path = tmp_path / "sheet.json"
    path.write_bytes(body)
    before = content(festival.root / "Ada-Lau")
    with festival.seat(ADA) as seat, pytest.raises(Refusal, match=r"sheet\.json"):
        score_from(seat, FIRST, "r1", path)
    assert content(festival.root / "Ada-Lau") == before


@pytest.mark.parametrize(
    "changes",
    [
        {"scores": {"cohesion": 7.25}},
        {"scores": {"cohesion": -1}},
        {"scores": {"cohesion": 1e308}},
    ],
)
def test_score_that_is_no_half_is_refused(festival, changes):
    with festival.seat(ADA) as seat, pytest.raises(Refusal, match="whole or half"):
        score(seat, FIRST, "r1", decode_sheet(json.dumps(changes).encode()))


@pytest.mark.parametrize(
    "changes",
    [
        {"scores": {"no_such_criterion": 5}},
        {"lanes": {"writing": 101}},
        {"lanes": {"cooking": 50}},
        {"viewings": []},
    ],
)
def test_draft_that_breaks_the_rules_is_kept_and_cannot_be_signed(festival, changes):
    wanted = {**festival.sheet(ADA, FIRST), **changes}
    with festival.seat(ADA) as seat:
        scored = score(seat, FIRST, "r1", decode_sheet(json.dumps(wanted).encode()))
        assert scored.missing
        with pytest.raises(Refusal, match="Nothing can be signed"):
            sign(seat, "r1", FIRST)


def test_only_what_is_assigned_in_an_open_round_can_be_scored(festival):
    empty = decode_sheet(b"{}")
    with festival.seat(ADA) as seat:
        with pytest.raises(Refusal, match="No film is called"):
            score(seat, FILMS[2].title, "r1", empty)
        with pytest.raises(Refusal):
            score(seat, FIRST, "r2", empty)
        with pytest.raises(Refusal):
            score(seat, FIRST, "r9", empty)
        with pytest.raises(Refusal, match="No film is called"):
            score(seat, "nothing", "r1", empty)


def test_revision_supersedes_and_needs_a_reason(festival):
    first = festival.judge(ADA, FIRST)
    with festival.seat(ADA) as seat:
        with pytest.raises(Refusal, match="reason"):
            revise(seat, FIRST, "r1", "")
        with pytest.raises(Refusal, match="Nothing of yours"):
            revise(seat, SECOND, "r1", "why")
        assert revise(seat, FIRST, "r1", "Seen again.").missing == ()
        second = sign(seat, "r1", FIRST).signed[0][1]
    festival.sync(ADA)
    festival.post()
    assert festival.states() == {first: "superseded", second: "counts"}


def test_signed_card_is_not_overwritten_by_a_sheet(festival):
    festival.judge(ADA, FIRST)
    with festival.seat(ADA) as seat:
        with pytest.raises(Refusal):
            score(seat, FIRST, "r1", decode_sheet(b'{"lanes": {"writing": 5}}'))
        with pytest.raises(Refusal, match="no draft"):
            sign(seat, "r1", FIRST)


def test_both_laptops_of_a_juror_say_that_a_card_is_received(festival):
    with festival.seat("office") as seat:
        (again,) = invite(seat, festival.root / "again", persons=[ADA], again=True)
    festival.join("Ada Lau-2", Path(again.file))
    festival.sync("Ada Lau-2")
    festival.post()
    festival.judge(ADA, FIRST)
    festival.sync("Ada Lau-2", ADA)
    assert [state_of(festival, each) for each in ("Ada-Lau", "Ada-Lau-2")] == ["sent", "to_watch"]
    festival.post()
    festival.sync("Ada Lau-2", ADA)
    assert [state_of(festival, each) for each in ("Ada-Lau", "Ada-Lau-2")] == ["received"] * 2
    festival.judge("Ada Lau-2", SECOND)
    assert {f.state for f in reading.films(festival.root / "Ada-Lau-2")} == {"received", "signed"}
    festival.sync("Ada Lau-2")
    assert {f.state for f in reading.films(festival.root / "Ada-Lau-2")} == {"received", "sent"}


def test_two_devices_of_one_juror_dispute_until_settled(festival):
    with festival.seat("office") as seat:
        (again,) = invite(seat, festival.root / "again", persons=[ADA], again=True)
    festival.join("Ada Lau-2", Path(again.file))
    festival.sync("Ada Lau-2")
    festival.post()
    festival.sync("Ada Lau-2")
    one = festival.judge(ADA, FIRST)
    two = festival.judge("Ada Lau-2", FIRST, comments={"panel": "from the other laptop"})
    festival.sync(ADA, "Ada Lau-2")
    festival.post()
    assert festival.states() == {one: "disputed", two: "disputed"}
    festival.sync(ADA)
    assert state_of(festival, "Ada-Lau") == "disputed"
    with festival.seat(ADA) as seat:
        with pytest.raises(Refusal, match="one is needed"):
            settle(seat, FIRST, "0123456789")
        settled = settle(seat, FIRST, two[:12]).signed[0][1]
    festival.sync(ADA)
    festival.post()
    assert festival.states() == {one: "superseded", two: "superseded", settled: "counts"}


@pytest.fixture
def two_laptops(festival):
    """Ada has joined on a second laptop."""
    with festival.seat("office") as seat:
        (again,) = invite(seat, festival.root / "again", persons=[ADA], again=True)
    festival.join(ADA_2, Path(again.file))
    festival.sync(ADA_2)
    festival.post()
    festival.sync(ADA_2)
    return festival


def exchange(festival) -> None:
    festival.sync(ADA, ADA_2)
    festival.post()
    festival.sync(ADA, ADA_2)


def test_a_card_of_another_laptop_is_not_scored_over_but_revised_with_a_reason(two_laptops):
    one = two_laptops.judge(ADA, FIRST)
    exchange(two_laptops)
    with two_laptops.seat(ADA_2) as seat:
        sheet = decode_sheet(b'{"lanes": {"writing": 5}}')
        with pytest.raises(Refusal, match="is signed; revise it"):
            score(seat, FIRST, "r1", sheet)
        film = queue_of(seat)[0].film
        with pytest.raises(Refusal, match="is signed; revise it"):
            drafting.change(seat, film, "r1", {"comment/panel": "x"})
        assert drafting.load(seat, film, "r1") is None
        assert revise(seat, FIRST, "r1", "Seen again.").missing == ()
        two = sign(seat, "r1", FIRST).signed[0][1]
    exchange(two_laptops)
    assert two_laptops.states() == {one: "superseded", two: "counts"}
    for name in (ADA, ADA_2):
        with two_laptops.seat(name) as seat:
            told = [(each.state, each.reason) for each in differences(seat, FIRST, "r1")]
        assert (name, told) == (name, [("superseded", ""), ("received", "Seen again.")])


def test_a_draft_that_another_laptop_overtook_is_signed_once_it_says_why(two_laptops):
    wanted = two_laptops.sheet(ADA, FIRST) | {"comments": {"panel": "Begun on the train."}}
    with two_laptops.seat(ADA_2) as seat:
        score(seat, FIRST, "r1", decode_sheet(json.dumps(wanted).encode()))
    two_laptops.judge(ADA, FIRST)
    exchange(two_laptops)
    with two_laptops.seat(ADA_2) as seat:
        with pytest.raises(Incomplete) as caught:
            sign(seat, "r1", FIRST)
        assert "on another computer" in " ".join(caught.value.details())
        (lacks,) = letter(seat, [FIRST], "r1").films[0].missing
        assert lacks.path == "revision_reason"
        assert queue_of(seat)[0].state == "draft"
        assert revise(seat, FIRST, "r1", "Thought it over.").missing == ()
        assert queue_of(seat)[0].state == "complete"
        sign(seat, "r1", FIRST)
        last = differences(seat, FIRST, "r1")[-1]
    assert last.reason == "Thought it over."
    assert "Begun on the train." in {each.after for each in last.changes}


def test_recusing_before_and_after_leaves_a_trace_and_no_score(festival):
    digest = festival.judge(ADA, FIRST)
    with festival.seat(ADA) as seat:
        with pytest.raises(Refusal, match="reason"):
            recuse(seat, FIRST, "other", "")
        recuse(seat, FIRST, "business", "We share a company.")
        recuse(seat, SECOND, "made_it", "I cut it.")
        with pytest.raises(Refusal, match="before"):
            recuse(seat, FIRST, "other", "again")
        with pytest.raises(Refusal, match="stepped off"):
            score(seat, SECOND, "r1", decode_sheet(b"{}"))
    festival.sync(ADA)
    festival.post()
    assert festival.states() == {digest: "recused"}
    with festival.seat("office") as seat, pytest.raises(Refusal, match="stepped off"):
        assign(seat, Wish(round="r1", add=((SECOND, ADA),)))
