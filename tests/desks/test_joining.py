"""Invitations, and the devices that answer them."""

from pathlib import Path

import pytest

from jury_app.base.errors import Problem, Refusal
from jury_app.desks.juror.syncing import sync
from jury_app.desks.office import devices
from jury_app.desks.office.inviting import invite
from jury_app.desks.office.receiving import receive
from tests.desks.festival import ADA, FIRST, SECOND, Festival, content, content_of


@pytest.mark.parametrize("keep", [0, 5, 200, 2000])
def test_torn_invitation_is_refused_and_leaves_no_workspace(festival, tmp_path, keep):
    torn = tmp_path / "torn.jury"
    torn.write_bytes(festival.invitations[ADA].read_bytes()[:keep])
    with pytest.raises((Refusal, Problem), match=r"torn\.jury"):
        festival.join("New", torn)
    assert not (festival.root / "New" / "workspace.db").exists()


def test_altered_invitation_is_refused(festival, tmp_path):
    body = festival.invitations[ADA].read_bytes()
    altered = tmp_path / "altered.jury"
    for at in range(100, len(body), len(body) // 7):
        altered.write_bytes(body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :])
        with pytest.raises((Refusal, Problem)):
            festival.join("New", altered)
        assert not (festival.root / "New" / "workspace.db").exists()


def test_expired_invitation_is_refused(festival):
    festival.clock.advance(days=61)
    with pytest.raises(Refusal):
        festival.join("New", festival.invitations[ADA])


def test_another_file_is_no_invitation(festival, tmp_path):
    festival.judge(ADA, FIRST)
    with festival.seat(ADA) as seat:
        sync(seat, export=tmp_path / "carried.jury")
    with pytest.raises(Refusal):
        festival.join("New", tmp_path / "carried.jury")


def test_joining_never_overwrites_a_workspace(festival):
    before = content(festival.root / ADA.replace(" ", "-"))
    with pytest.raises((Refusal, Problem)):
        festival.join(ADA)
    assert content(festival.root / ADA.replace(" ", "-")) == before


def test_invitation_answered_twice_counts_once(festival):
    festival.join("Thief", festival.invitations[ADA])
    festival.sync("Thief")
    with festival.seat("office") as seat:
        report = receive(seat)
        assert "used before" in report.alarms[0].what
        assert report.waiting == ()
        assert [e.name for e in devices.devices(seat) if e.state == "enrolled"].count(ADA) == 1


def test_invitation_of_another_festival_is_not_accepted(festival, tmp_path):
    other = Festival(tmp_path / "other")
    other.found()
    other.enter_people()
    other.join(ADA)
    with other.seat(ADA) as seat:
        sync(seat, export=tmp_path / "foreign.jury")
    with festival.seat("office") as seat:
        before = content_of(seat)
        report = receive(seat, [tmp_path / "foreign.jury"])
        assert report.alarms
        assert report.entered == {}
        assert content_of(seat) == before


def test_refused_device_is_not_heard(festival):
    with festival.seat("office") as seat:
        (again,) = invite(seat, festival.root / "again", persons=[ADA], again=True)
    festival.join("Ada-2", Path(again.file))
    festival.sync("Ada-2")
    with festival.seat("office") as seat:
        assert receive(seat).waiting == (ADA,)
        devices.refuse(seat, [ADA])
        before = content_of(seat)
    festival.sync("Ada-2")
    with festival.seat("office") as seat:
        assert receive(seat).messages == 0
        assert content_of(seat) == before
        states = [each.state for each in devices.devices(seat) if each.name == ADA]
        assert sorted(states) == ["enrolled", "refused"]


def test_what_a_revoked_device_sends_counts_for_nothing(festival):
    first = festival.judge(ADA, FIRST)
    festival.sync(ADA)
    festival.post()
    with festival.seat("office") as seat:
        with pytest.raises(Refusal, match="reason"):
            devices.revoke(seat, ADA, "")
        assert len(devices.revoke(seat, ADA, "laptop stolen")) == 1
    later = festival.judge(ADA, SECOND)
    festival.sync(ADA)
    festival.post()
    states = festival.states()
    assert states[first] == "counts"
    assert later not in states
