"""Deciding twice within one second, and what is shown of moments."""

import pytest

from jury_app.base.errors import Refusal
from jury_app.desks import moments
from jury_app.desks.ledger import Said, act
from jury_app.jury.decisions import Hold
from jury_app.store import documents
from tests.desks.test_festival import begun, festival

__all__ = ["begun", "festival"]  # fixtures


def test_the_very_same_decision_is_refused_within_its_second(festival):
    with festival.seat("office") as seat:
        with seat.workspace.reading() as reader:
            film = next(iter(documents.course(reader).films))

        def hold() -> Said:
            return Said(Hold(edition=seat.edition, at=seat.now, film=film, about="query"))

        act(seat, [hold()])
        with seat.workspace.reading() as reader:
            before = documents.count(reader)
        for said in ([hold()], [hold(), hold()]):
            with pytest.raises(Refusal, match="again in a moment"):
                act(seat, said)
        with seat.workspace.reading() as reader:
            assert documents.count(reader) == before
        festival.clock.advance(seconds=1)
        with pytest.raises(Refusal, match="again in a moment"):
            act(seat, [hold(), hold()])
        act(seat, [hold()])


@pytest.mark.parametrize(
    ("at", "zone", "begins"),
    [
        ("2026-07-18T10:00:00Z", "Asia/Hong_Kong", "2026-07-18 18:00 (Asia/Hong_Kong)"),
        ("2026-07-18T10:00:00Z", "Mars/Olympus", "2026-07-18 10:00 UTC (Mars/Olympus)"),
        ("2026-07-18T10:00:00Z", "Asia", "2026-07-18 10:00 UTC (Asia)"),
        ("9999-12-31T23:59:59Z", "Asia/Hong_Kong", "9999-12-31 23:59 UTC (Asia/Hong_Kong)"),
    ],
)
def test_a_moment_is_shown_whatever_zone_a_document_names(at, zone, begins):
    assert moments.shown(at, zone).startswith(begins)
