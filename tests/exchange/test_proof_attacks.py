"""Bundles by which a chair under pressure would prove what is not so."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from jury_app.exchange.bundle import Withheld
from jury_app.exchange.envelope import Signed
from jury_app.exchange.verification import verify
from jury_app.jury import decisions as d
from jury_app.jury.results import Shortlist, Standings
from jury_app.jury.scorecard import Scorecard
from tests.exchange.festival import CHAIR, Festival, idof, put, small, withheld
from tests.exchange.proving import broken


@pytest.fixture
def festival() -> Festival:
    return small()


def with_other_winner(standings: Standings) -> Standings:
    """The same standings, with the first two places exchanged."""
    first, second, *rest = standings.places
    swapped = [
        msgspec.structs.replace(first, film=second.film),
        msgspec.structs.replace(second, film=first.film),
    ]
    return msgspec.structs.replace(standings, places=(*swapped, *rest))


def hidden(*ones: Signed) -> Callable[[int, Signed], bytes | Withheld]:
    """Shows every entry but these."""
    hashes = {each.hash for each in ones}

    def entry(_index: int, each: Signed) -> bytes | Withheld:
        return withheld(each) if each.hash in hashes else each.envelope

    return entry


def test_a_list_on_false_standings_that_the_bundle_does_not_name_is_found(
    festival: Festival, tmp_path: Path
) -> None:
    false = with_other_winner(festival.standings())
    signed = festival.enter(CHAIR, false)
    listed = put(CHAIR, festival.listed(Shortlist, signed, false.places, top=1))
    path = festival.bundle(tmp_path / "x.jury", [signed, listed], proved=[listed])
    assert broken(verify(path))[0] == 8


@pytest.mark.parametrize("names_it", [True, False], ids=["superseding", "silent"])
@pytest.mark.parametrize("hide", [True, False], ids=["withheld", "shown"])
def test_standings_that_were_corrected_later_are_not_proved(
    festival: Festival, tmp_path: Path, names_it: bool, hide: bool
) -> None:
    old = festival.enter(CHAIR, festival.standings())
    card = next(s for s in festival.signed if s.kind == "scorecard")
    festival.decide(CHAIR, d.Void, card=card.hash)
    named = {"supersedes": (old.hash,)} if names_it else {}
    new = festival.enter(CHAIR, festival.standings(**named))
    entry = hidden(new) if hide else hidden()
    path = festival.bundle(tmp_path / "x.jury", [old], entry=entry)
    assert broken(verify(path))[0] == (7 if hide else 6)
    assert verify(festival.bundle(tmp_path / "y.jury", [new])).answer == "yes"


@pytest.mark.parametrize("kind", [d.Void, d.Admit, d.Close])
def test_a_decision_that_results_follow_from_cannot_be_hidden(
    festival: Festival, tmp_path: Path, kind: type[d.Decision]
) -> None:
    card = next(s for s in festival.signed if s.kind == "scorecard")
    if kind is not d.Close:
        festival.decide(CHAIR, kind, card=card.hash)
    signed = festival.enter(CHAIR, festival.standings())
    gone = next(
        s for s, doc in zip(festival.signed, festival.documents, strict=True) if type(doc) is kind
    )
    path = festival.bundle(tmp_path / "x.jury", [signed], entry=hidden(gone))
    assert broken(verify(path))[0] == 7


@pytest.mark.parametrize("value", ["60", -1, 101, 10**9, True, [60], {"a": 1}])
def test_a_lane_estimate_that_is_none_counts_for_nothing_and_stops_nobody(
    festival: Festival, tmp_path: Path, value: object
) -> None:
    """The card counts without lanes: as if the juror had given none."""
    film = idof("film 0")
    bare = small()
    for each, signed in ((festival, {"lanes": (value,) * 6}), (bare, {"parts": ()})):
        each.decide(CHAIR, d.Reopen, round="r1", deadline="2026-08-01T00:00:00Z", zone="UTC")
        old = next(
            s.hash
            for s, doc in zip(each.signed, each.documents, strict=True)
            if isinstance(doc, Scorecard) and (doc.juror, doc.film) == (idof("juror 0"), film)
        )
        each.score("juror 0", film, 9, 9, supersedes=(old,), **signed)
    assert festival.rules.lanes
    standings = festival.standings()
    assert standings.places == bare.standings().places
    signed = festival.enter(CHAIR, standings)
    report = verify(festival.bundle(tmp_path / "x.jury", [signed]))
    assert report.answer == "yes", report.steps[-1]
    assert "as signed" not in report.steps[7].note
