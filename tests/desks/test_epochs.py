"""An office that lost its database goes on from a backup, and nothing that was sent is lost."""

import shutil
from pathlib import Path

import msgspec
import pytest

from jury_app.base.clock import SystemClock
from jury_app.base.errors import Problem, Refusal
from jury_app.desks.chair.bundling import bundle
from jury_app.desks.chair.deciding import decide
from jury_app.desks.channels import export
from jury_app.desks.demo.stage import PASSPHRASE
from jury_app.desks.juror.syncing import sync
from jury_app.desks.ledger import trust_of
from jury_app.desks.office.checking import check
from jury_app.desks.office.epochs import begin_epoch
from jury_app.desks.office.publishing import publish
from jury_app.desks.office.receiving import receive
from jury_app.desks.seat import Seat
from jury_app.exchange.heading import heading
from jury_app.exchange.verification import verify
from jury_app.store import backups, documents, settings


@pytest.fixture
def festival(played, tmp_path) -> Path:
    """A copy of the played festival with a mailbox of its own."""
    root = tmp_path / "festival"
    shutil.copytree(played, root)
    for folder in (root / "office", root / "chair", *(root / "jurors").iterdir()):
        with seat(folder) as at, at.workspace.writing() as tx:
            settings.put(tx, mailbox=str(root / "mailbox"))
    return root


def seat(folder: Path) -> Seat:
    return Seat(folder, passphrase=lambda: PASSPHRASE)


def post(root: Path) -> None:
    with seat(root / "office") as office:
        receive(office)
        publish(office)


def held(root: Path, reason: str) -> str:
    with seat(root / "chair") as chair:
        done = decide(chair, "hold", "#1", {"about": "ethics"}, reason)
        sync(chair)
    return done.hash


def lose_and_restore(root: Path, backup: Path) -> None:
    backups.restore(root / "office", backup, "test", SystemClock())


def test_what_came_after_the_backup_is_entered_again_and_results_still_verify(festival):
    with seat(festival / "office") as office:
        backup = office.workspace.back_up("test")
    decision = held(festival, "Entered, then lost with the disk.")
    post(festival)
    with seat(festival / "chair") as chair:
        sync(chair)
    lose_and_restore(festival, backup)
    with seat(festival / "office") as office:
        with pytest.raises(Refusal, match="restored"):
            receive(office)
        begun = begin_epoch(office)
    post(festival)
    with seat(festival / "office") as office, office.workspace.reading() as reader:
        assert documents.find(reader, decision) is not None
        assert check(office).ok
    with seat(festival / "chair") as chair:
        assert sync(chair).alarms == ()
        with chair.workspace.reading() as reader:
            trust, _ = trust_of(reader)
            assert trust.roster is not None
            assert trust.roster.version == 2
        bundle(chair, festival / "after.jury")
    assert begun.epoch == 2
    assert verify(festival / "after.jury").answer == "yes"


def test_jurors_follow_the_new_key_without_an_alarm(festival):
    juror = next((festival / "jurors").iterdir())
    with seat(festival / "office") as office:
        backup = office.workspace.back_up("test")
    lose_and_restore(festival, backup)
    with seat(festival / "office") as office:
        begin_epoch(office)
    post(festival)
    with seat(juror) as at:
        assert sync(at).alarms == ()
        assert sync(at).alarms == ()


def test_a_restored_laptop_never_signs_with_its_old_key(festival):
    juror = next((festival / "jurors").iterdir())
    with seat(juror) as at:
        backup = at.workspace.back_up("test")
    backups.restore(juror, backup, "test", SystemClock())
    with seat(juror) as at, pytest.raises(Refusal, match="join in a new folder"):
        sync(at)


def test_an_epoch_that_the_root_did_not_sign_is_begun_again(festival):
    with seat(festival / "office") as office:
        backup = office.workspace.back_up("test")
    lose_and_restore(festival, backup)
    root_keys = festival / "office" / "root.jury"
    root_keys.rename(festival / "safe.jury")  # where the root's keys should lie
    with seat(festival / "office") as office, pytest.raises(Problem):
        begin_epoch(office)
    (festival / "safe.jury").rename(root_keys)
    (festival / "office" / "keys-epoch-2.jury").write_bytes(b"of an act that was interrupted")
    with seat(festival / "office") as office:
        assert begin_epoch(office).epoch == 2


def test_an_epoch_begins_only_after_a_restore(festival):
    with seat(festival / "office") as office, pytest.raises(Refusal, match="Nothing was restored"):
        begin_epoch(office)


def by_hand(root: Path, person: Path) -> None:
    """The office writes its files; this person's is read on their laptop."""
    with seat(person) as at:
        key = at.public.signing
    with seat(root / "office") as office:
        publish(office, export=root / "carried")
    (carried,) = (root / "carried").glob(f"*-{key[:8]}.jury")
    with seat(person) as at:
        assert sync(at, source=carried).alarms == ()


def test_a_festival_without_a_mailbox_reaches_every_device_with_a_new_epoch(festival):
    juror = next((festival / "jurors").iterdir())
    for folder in (festival / "office", festival / "chair", juror):
        with seat(folder) as at, at.workspace.writing() as tx:
            settings.drop(tx, "mailbox")
    with seat(festival / "office") as office:
        backup = office.workspace.back_up("test")
    lose_and_restore(festival, backup)
    with seat(festival / "office") as office:
        begin_epoch(office)
    for person in (juror, festival / "chair"):
        for _ in ("the roster and a complete packet", "the same again"):
            by_hand(festival, person)
        with seat(person) as at, at.workspace.reading() as reader:
            trust, _recusals = trust_of(reader)
            assert trust.roster is not None
            assert trust.roster.version == 2
    with seat(festival / "chair") as chair:
        done = decide(chair, "hold", "#1", {"about": "ethics"}, "Decided under the new key.")
        sync(chair, export=festival / "answer.jury")
    with seat(festival / "office") as office:
        assert receive(office, [festival / "answer.jury"]).alarms == ()
        with office.workspace.reading() as reader:
            assert documents.find(reader, done.hash) is not None
        assert check(office).ok


def test_a_roster_carried_by_hand_that_the_root_did_not_sign_is_an_alarm(festival):
    juror = next((festival / "jurors").iterdir())
    with seat(festival / "office") as office:
        with office.workspace.reading() as reader:
            trust, _recusals = trust_of(reader)
        forged = msgspec.structs.replace(
            trust.roster, version=2, previous=trust.roster_hash, sequencer="ab" * 32
        )
        envelope = office.keys.sign(forged).envelope
    export(festival / "forged.jury", [], [heading("roster") + envelope, b"no roster at all"])
    with seat(juror) as at:
        assert len(sync(at, source=festival / "forged.jury").alarms) == 2
        with at.workspace.reading() as reader:
            trust, _recusals = trust_of(reader)
    assert trust.roster.version == 1
