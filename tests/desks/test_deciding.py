"""Decisions: what they do, who may take them, and none twice within one second."""

from datetime import UTC, datetime

import pytest

from jury_app.base.clock import stamp
from jury_app.base.errors import Refusal
from jury_app.desks import moments
from jury_app.desks.chair.deciding import decide
from jury_app.desks.ledger import Said, act
from jury_app.jury.decisions import Hold
from jury_app.store import cards, documents
from tests.desks.festival import ADA, CHAIR, FIRST, content


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


@pytest.mark.parametrize("decision", ["admit", "void", "reopen_card"])
def test_card_after_the_closing_counts_only_if_admitted(festival, decision):
    festival.close()
    late = festival.judge(ADA, FIRST)
    festival.sync(ADA)
    festival.post()
    assert festival.states()[late] == "late"
    with festival.seat("office") as seat:
        with pytest.raises(Refusal, match="reason"):
            decide(seat, decision, late[:16], {}, "  ")
        decide(seat, decision, late[:16], {}, "No network.")
    assert (festival.states()[late] == "counts") == (decision == "admit")


def test_void_card_counts_for_nothing(festival):
    digest = festival.judge(ADA, FIRST)
    festival.sync(ADA)
    festival.post()
    with festival.seat("office") as seat:
        decide(seat, "void", digest, {}, "Watched the wrong cut.")
    assert festival.states()[digest] == "void"


@pytest.mark.parametrize(
    ("kind", "subject", "fields"),
    [
        ("no_such_kind", FIRST, {}),
        ("hold", FIRST, {}),
        ("hold", FIRST, {"about": "taste"}),
        ("hold", None, {"about": "ethics"}),
        ("release", "no such film", {}),
        ("release", FIRST, {"extra": "1"}),
        ("admit", "ffff", {}),
        ("tie_break", FIRST, {"over": "no such film", "standing": "r1"}),
        ("assign", "Nobody", {"round": "r1", "films": FIRST}),
        ("open", "r1", {"deadline": "2026-06-24T18:00"}),
        ("extend", "r1", {"deadline": "tomorrow"}),
        ("extend", "r1", {"deadline": "2026-06-24T18:00", "zone": "../etc/passwd"}),
        ("close", "r9", {}),
    ],
)
def test_wrong_decision_is_refused_and_nothing_entered(festival, kind, subject, fields):
    before = content(festival.root / "office")
    with festival.seat("office") as seat, pytest.raises(Refusal):
        decide(seat, kind, subject, fields, "why")
    assert content(festival.root / "office") == before


def test_juror_may_not_decide(festival):
    before = content(festival.root / "Ada-Lau")
    with festival.seat(ADA) as seat, pytest.raises(Refusal):
        decide(seat, "release", FIRST, {}, "I want it in.")
    assert content(festival.root / "Ada-Lau") == before


def test_chair_sees_no_card_of_a_film_before_signing_their_own(festival):
    theirs = festival.judge(ADA, FIRST)
    festival.sync(ADA)
    festival.post()
    festival.sync(CHAIR)

    def held() -> set[str]:
        with festival.seat(CHAIR) as seat, seat.workspace.reading() as reader:
            return {card.fact.hash for card in cards.every(reader)}

    assert theirs not in held()
    own = festival.judge(CHAIR, FIRST)
    festival.sync(CHAIR)
    festival.post()
    festival.sync(CHAIR)
    assert {theirs, own} <= held()


def test_chair_decides_from_a_laptop_and_the_ledger_comes_back(festival):
    with festival.seat(CHAIR) as seat:
        decide(seat, "hold", FIRST, {"about": "query"}, "A letter came.")
    festival.sync(CHAIR)
    festival.post()
    report = festival.sync(CHAIR)
    assert report.alarms == ()
    for name in ("office", CHAIR):
        with festival.seat(name) as seat, seat.workspace.reading() as reader:
            course = documents.course(reader)
            assert sum(bool(film.held) for film in course.films.values()) == 1


def test_a_span_is_told_on_this_machine_s_clock_and_what_people_wrote_stays():
    began, ended = (datetime(2026, 7, 18, hour, 30, tzinfo=UTC) for hour in (10, 15))
    here = [f"{each.astimezone():%Y-%m-%d %H:%M}" for each in (began, ended)]
    assert moments.span(stamp(began), stamp(ended)) == f"{here[0]} – {here[1]}"
    assert moments.span("", stamp(ended)) == here[1]
    assert moments.span("18 July, 20:00", "") == "18 July, 20:00"
    assert moments.span("0001-02-30T00:00:00Z", "") == "0001-02-30T00:00:00Z"
