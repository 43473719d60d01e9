"""A chair or clerk under pressure, people with invitations, people at the mailbox."""

import os
import shutil
from pathlib import Path

import pytest

from jury_app.base.errors import Refusal
from jury_app.desks.chair import bundling, rounds
from jury_app.desks.chair.standing import sign_standings
from jury_app.desks.channels import JOINING, ROSTERS
from jury_app.desks.demo.stage import CHEAP
from jury_app.desks.filing import signed_of
from jury_app.desks.juror.joining import join
from jury_app.desks.juror.syncing import sync
from jury_app.desks.ledger import Said, act, trust_of
from jury_app.desks.office import devices
from jury_app.exchange import forms, heading
from jury_app.exchange.mailbox import channel_folder, name_of, open_mailbox
from jury_app.exchange.verification import verify
from jury_app.jury import decisions as d
from jury_app.jury.festival import Device, Enrolment
from jury_app.jury.results import LedgerPoint
from jury_app.jury.scorecard import Recusal
from jury_app.store import channels, documents, settings
from jury_app.store import devices as kept_devices
from tests.desks.attacks import (
    AT,
    Scene,
    changed,
    stranger,
    to_the_ledger_and_back,
)
from tests.exchange.conftest import device

# A chair under pressure ---------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["scorecard", "decision", "film"])
def test_a_chair_who_drops_entries_from_their_own_copy_proves_nothing(scene, kind):
    ada = scene.client("Ada")
    card, values = ada.card()
    ada.send(ada.sign(card), values=values)
    scene.receive()
    scene.publish()
    with scene.at("Chair") as chair:
        sync(chair)
        rounds.act(chair, rounds.RoundAct(round="r1", act="close", early=True))
    to_the_ledger_and_back(scene)
    with scene.at("Chair") as chair:
        sign_standings(chair, "r1")
    to_the_ledger_and_back(scene)
    path = scene.root / "results.jury"
    with scene.at("Chair") as chair:
        with chair.workspace.writing() as tx:
            last = list(documents.read(tx, kind))[-1]
            tx.delete("cards", {"position": last.position})
            tx.delete("documents", {"position": last.position})
        bundling.bundle(chair, path)
    assert verify(path).answer == "no"


def test_an_officer_accepts_nobody_who_did_not_answer(scene):
    """Entered, such a decision would keep every later proof from saying yes."""
    clerk = scene.client("office")
    ghost = device(81).public
    clerk.send(
        clerk.sign(
            d.Enrol(
                edition=clerk.edition,
                at=AT,
                person="0" * 32,
                roles=("juror",),
                device=Device(key=ghost.signing, sealing=ghost.sealing),
                enrolment="a" * 64,
            )
        ),
        folder=JOINING,
    )
    report = scene.receive()
    assert report.entered == {}
    assert "own answer" in report.alarms[0].what


def test_a_false_ledger_from_the_office_keeps_no_device_from_sending(scene):
    clerk = scene.client("office")
    with scene.at("Ada") as its:
        own = its.public
        with its.workspace.reading() as reader:
            last = channels.last(reader, clerk.keys.public.signing, "in")
            before = documents.count(reader)
    assert last is not None
    false = forms.Extract(
        edition=clerk.edition,
        first=0,
        leaves=(),
        ledger=LedgerPoint(epoch=1, size=9, root="a" * 64),
        at=AT,
    )
    clerk.to, clerk.number, clerk.previous = (own.sealing,), last.number, last.hash
    folder = channel_folder(own.signing, clerk.keys.public.signing)
    clerk.send(clerk.sign(false), folder=folder, device=own.signing)
    with scene.at("Ada") as its:
        recusal = Recusal(edition=its.edition, film="f" * 32, juror=its.person, why="other", at=AT)
        act(its, [Said(recusal)])
        report = sync(its)
        assert report.sent == 1
        assert any("root" in alarm.what for alarm in report.alarms)
        with its.workspace.reading() as reader:
            assert documents.count(reader) == before + 1
    assert scene.receive().entered == {"recusal": 1}


# Somebody who has an invitation -------------------------------------------------------------------


def test_a_published_answer_passed_on_puts_no_device_back_to_waiting(scene):
    with scene.office() as office, office.workspace.reading() as reader:
        answers = [signed_of(each) for each in documents.read(reader, "enrolment")]
    thief = stranger(scene, device(77))
    thief.send(*answers)
    assert scene.receive().waiting == ()
    for answer in answers:
        fresh = stranger(scene, device(78))
        fresh.send(changed(answer))
        scene.receive()
    with scene.office() as office:
        assert {each.state for each in devices.devices(office)} <= {"officer", "enrolled"}


def joined(scene: Scene, folder: str, name: str = "Late") -> str:
    """A device answers an invitation; its key."""

    invitation = scene.root / "invitations" / f"{name}.jury"
    join(scene.root / folder, invitation, passphrase="demo", cost=CHEAP)
    with scene.at(folder) as its:
        with its.workspace.writing() as tx:
            settings.put(tx, mailbox=str(scene.root / "mailbox"))
        sync(its)
        return its.public.signing


def test_an_invitation_is_good_for_one_device(scene):
    first = joined(scene, "one")
    assert scene.receive().waiting == ("Late",)
    with scene.office() as office:
        assert devices.accept(office, ["all"]) == [first]
    joined(scene, "two")
    report = scene.receive()
    assert report.waiting == ()
    assert any("used before" in alarm.what for alarm in report.alarms)


def test_two_devices_that_answer_one_invitation_are_not_accepted_together(scene):
    first, second = joined(scene, "one"), joined(scene, "two")
    scene.receive()
    with scene.office() as office:
        with pytest.raises(Refusal, match="six words"):
            devices.accept(office, ["all"])
        assert devices.accept(office, [first]) == [first]
        with pytest.raises(Refusal, match="used before"):
            devices.accept(office, [second])


def test_an_answer_for_somebody_else_is_not_the_one_that_is_accepted(scene):
    """A device answers its own invitation and, beside it, smuggles in another's name."""
    late = joined(scene, "one")
    scene.receive()
    client = scene.client("one")
    forged = Enrolment(
        edition=client.edition,
        invitation="0" * 32,
        person=scene.client("Ada").person,
        device=Device(key=late, sealing=client.keys.public.sealing),
        proof="0" * 64,
        at=AT,
    )
    client.send(client.sign(forged))
    scene.receive()
    with scene.office() as office:
        devices.accept(office, ["all"])
        with office.workspace.reading() as reader:
            trust, _ = trust_of(reader)
            row = kept_devices.find(reader, late)
    holder = trust.who(late)
    assert row is not None
    assert holder is not None
    assert holder.person == row.person == client.person


# Somebody at the mailbox --------------------------------------------------------------------------


def litter(folder: Path) -> None:
    """What somebody may leave where messages lie."""
    folder.mkdir(exist_ok=True)
    for n in range(300):
        (folder / name_of(n + 2, b"x")).write_bytes(b"y")
    content = heading.heading("message") + b"nonsense"
    (folder / name_of(7, content)).write_bytes(content)
    with (folder / name_of(8, b"")).open("wb") as file:
        file.truncate(10 << 30)
    os.mkfifo(folder / name_of(9, b"fifo"))
    (folder / name_of(10, b"self")).symlink_to(name_of(10, b"self"))
    (folder / name_of(11, b"zero")).symlink_to("/dev/zero")
    (folder / name_of(12, b"folder")).mkdir()
    (folder / "..jury").write_bytes(b"")


def test_litter_in_the_mailbox_stops_nobody(scene):
    ada = scene.client("Ada")
    mailbox = scene.root / "mailbox"
    for folder in {*mailbox.iterdir(), mailbox / JOINING, mailbox / ROSTERS}:
        litter(folder)
    card, values = ada.card()
    ada.send(ada.sign(card), values=values)
    assert scene.receive().entered == {"scorecard": 1}
    scene.publish()
    with scene.at("Chair") as chair:
        assert sync(chair).documents > 0


def test_files_in_the_place_of_folders_stop_nobody(scene):
    mailbox = scene.root / "mailbox"
    ada = scene.client("Ada")
    for folder in (JOINING, channel_folder(ada.keys.public.signing)):
        shutil.rmtree(mailbox / folder)
        (mailbox / folder).write_bytes(b"")
    assert scene.receive().messages == 0


@pytest.mark.parametrize("what", ["enrol", "revoke", "card", "roster", "nonsense", "empty"])
def test_nothing_but_the_roots_roster_is_taken_from_the_folder_of_rosters(scene, what):
    """A stranger at the mailbox would be the chair on every juror's device."""
    ada = scene.client("Ada")
    evil = stranger(scene, device(79))
    own = Device(key=evil.keys.public.signing, sealing=evil.keys.public.sealing)
    with scene.at("Ada") as its, its.workspace.reading() as reader:
        before, _ = trust_of(reader)
    assert before.roster is not None
    common = {"edition": ada.edition, "at": AT}
    documents_ = {
        "enrol": d.Enrol(
            person="0" * 32, roles=("chair",), device=own, enrolment="a" * 64, **common
        ),
        "revoke": d.Revoke(key=ada.keys.public.signing, number=0, **common),
        "card": ada.card()[0],
        "roster": changed(before.roster, version=2, previous=before.roster_hash, sequencer=own.key),
    }
    body = {"nonsense": b"nonsense", "empty": b""}.get(what)
    content = (
        heading.heading("roster") + evil.sign(documents_[what]).envelope if body is None else body
    )
    open_mailbox(str(scene.root / "mailbox")).put(ROSTERS, 2, content)
    with scene.at("Ada") as its:
        report = sync(its)
        assert len(report.alarms) == 1
        with its.workspace.reading() as reader:
            after, _ = trust_of(reader)
    assert (after.roster, after.enrolled, after.revoked) == (
        before.roster,
        before.enrolled,
        before.revoked,
    )


def test_messages_of_strangers_are_told_and_not_taken(scene):
    evil = stranger(scene, device(80))
    card, values = evil.card()
    evil.send(evil.sign(card), values=values)
    evil.send(evil.sign(card), folder=channel_folder(scene.client("Ada").keys.public.signing))
    report = scene.receive()
    assert (report.messages, report.entered) == (0, {})
    assert report.alarms
