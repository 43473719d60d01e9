"""What a desk is told late: entered before its signer lost a role, and sent only when it may be."""

import pytest

from jury_app.base.clock import SystemClock
from jury_app.desks.chair.deciding import decide
from jury_app.desks.chair.rounds import RoundAct, act
from jury_app.desks.endorsing import endorse
from jury_app.desks.juror.syncing import sync
from jury_app.desks.office import devices
from jury_app.desks.office.assigning import Wish, assign
from jury_app.desks.office.epochs import begin_epoch
from jury_app.store import backups, documents
from tests.desks.festival import ADA, CHAIR, FIRST, MINJUN, Festival, asking_jurors, circulate


@pytest.fixture
def opened(tmp_path) -> Festival:
    """R1 is open; the rules ask a juror to endorse what changes a film's category."""
    festival = asking_jurors(tmp_path, "decision/recategorise")
    with festival.seat(CHAIR) as seat:
        act(seat, RoundAct(round="r1", act="open", deadline="2026-06-24T18:00"))
    circulate(festival)
    return festival


def assigned(festival: Festival, *names: str) -> None:
    """The first film is theirs, and their desks know it."""
    with festival.seat("office") as seat:
        assign(seat, Wish(round="r1", add=tuple((FIRST, name) for name in names)))
    circulate(festival)


def revoked(festival: Festival, name: str) -> None:
    """The person's laptop counts no longer, and every desk was told what concerns it."""
    with festival.seat("office") as seat:
        devices.revoke(seat, name, "laptop stolen")
    festival.post()
    festival.sync(MINJUN, CHAIR)


def alarms(festival: Festival, name: str) -> list[str]:
    """What is sent to a desk now, and what of it the desk does not take."""
    festival.post()
    with festival.seat(name) as seat:
        return [each.what for each in sync(seat).alarms]


def test_a_decision_counts_at_a_desk_whose_endorser_was_revoked_since(opened):
    assigned(opened, ADA)
    opened.judge(ADA, FIRST)
    circulate(opened)
    with opened.seat("office") as seat:
        fields = {"category": "procedural", "cards": "stay"}
        given = decide(seat, "recategorise", FIRST, fields, "It runs by itself.")
    circulate(opened)
    with opened.seat(ADA) as seat:
        endorse(seat, given.hash)
    circulate(opened)
    revoked(opened, ADA)
    with opened.seat("office") as seat:
        assign(seat, Wish(round="r1", add=((FIRST, MINJUN),)))
    assert alarms(opened, MINJUN) == []
    with opened.seat(MINJUN) as seat, seat.workspace.reading() as reader:
        (film,) = documents.course(reader).films.values()
    assert film.category == "procedural"


def test_the_chair_gets_a_card_whose_device_was_revoked_before_they_scored(opened):
    assigned(opened, ADA, CHAIR)
    card = opened.judge(ADA, FIRST)
    circulate(opened)
    revoked(opened, ADA)
    opened.judge(CHAIR, FIRST)
    opened.sync(CHAIR)
    assert alarms(opened, CHAIR) == []
    with opened.seat(CHAIR) as seat, seat.workspace.reading() as reader:
        assert card in documents.positions(reader, [card])


def test_films_that_the_office_entered_with_its_former_key_are_assigned(opened):
    with opened.seat("office") as seat:
        backup = seat.workspace.back_up("test")
    backups.restore(opened.root / "office", backup, "test", SystemClock())
    with opened.seat("office") as seat:
        begin_epoch(seat)
    opened.post()
    circulate(opened)
    with opened.seat("office") as seat:
        assign(seat, Wish(round="r1", add=((FIRST, MINJUN),)))
    assert alarms(opened, MINJUN) == []
    with opened.seat(MINJUN) as seat, seat.workspace.reading() as reader:
        assert len(documents.course(reader).films) == 1
