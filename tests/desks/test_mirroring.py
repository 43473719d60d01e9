"""The ledger's copy in files follows every act, and an erasure comes to its end."""

import pytest

from jury_app.desks.chair.deciding import decide
from jury_app.desks.filing import incoming
from jury_app.desks.ledger import Parting, trust_of
from jury_app.desks.office.checking import check
from jury_app.desks.seat import Seat
from jury_app.exchange.mirror import Mirror
from jury_app.exchange.parts import hash_of
from jury_app.jury.decisions import Erase
from jury_app.jury.packets import all_parts
from jury_app.store import documents, parts


def entered(seat: Seat) -> int:
    with seat.workspace.reading() as reader:
        return documents.count(reader)


def hold(seat: Seat, reason: str) -> str:
    return decide(seat, "hold", "#1", {"about": "ethics"}, reason).hash


def test_the_copy_holds_an_act_as_soon_as_it_is_done(office, ledger_folder):
    with office() as seat:
        before = entered(seat)
        hold(seat, "seen at once")
        assert len(Mirror(ledger_folder)) == entered(seat) == before + 1
        assert check(seat).ok


def test_an_act_stands_when_its_copy_cannot_be_written_and_the_next_act_catches_up(
    office, ledger_folder
):
    aside = ledger_folder.with_name("aside")
    with office() as seat:
        ledger_folder.rename(aside)
        ledger_folder.write_text("no folder")
        digest = hold(seat, "while the copy could not be written")
        assert len(seat.notices) == 1
        assert "behind until the next act" in seat.notices[0]
        with seat.workspace.reading() as reader:
            assert documents.find(reader, digest) is not None
        ledger_folder.unlink()
        aside.rename(ledger_folder)
        hold(seat, "and again")
        assert len(Mirror(ledger_folder)) == entered(seat)
        assert len(seat.notices) == 1
        assert check(seat).ok


@pytest.fixture
def interrupted(office, ledger_folder) -> list[str]:
    """The hashes of an erasure that was entered just before the power went."""
    with office() as seat:
        with seat.workspace.reading() as reader:
            _trust, _recusals = trust_of(reader)
            film = next(iter(documents.course(reader).films.values())).document
            named = sorted(part.hash for part in all_parts(film))
        parting = Parting(seat)
        decision = Erase(
            edition=seat.edition, at=seat.now, erased=tuple(named), parts=parting.reason("asked")
        )
        signed = seat.keys.sign(decision)
        with seat.workspace.writing() as tx:
            documents.enter(tx, [incoming(signed, decision, seat.person, parting.made)])
        with seat.workspace.reading() as reader:
            assert parts.of(reader, named)
    return named


def test_an_interrupted_erasure_is_finished_at_the_next_opening(office, ledger_folder, interrupted):
    with office() as seat:
        with seat.workspace.reading() as reader:
            assert parts.of(reader, interrupted) == {}
        hold(seat, "the copy catches up")
        assert check(seat).ok
    kept = {hash_of(part) for part in Mirror(ledger_folder).parts()}
    assert kept
    assert kept.isdisjoint(interrupted)


def test_a_reader_finishes_nothing(office, tmp_path, interrupted):
    with Seat(tmp_path / "office", reading_only=True) as seat, seat.workspace.reading() as reader:
        assert parts.of(reader, interrupted)
