"""The course of an edition: films' states, rounds, assignments, lists, holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jury_app.jury import decisions as d
from jury_app.jury.film import MOVES
from tests.jury.edition import Ledger, hashof, idof

DECISIONS = {
    "query": d.Query,
    "eligible": d.Eligible,
    "ineligible": d.Ineligible,
    "withdrawn": d.Withdraw,
}


@given(st.lists(st.sampled_from(sorted(DECISIONS)), max_size=8))
def test_a_film_moves_only_as_the_table_allows_and_refusals_are_told(moves):
    ledger = Ledger()
    film = ledger.film("Mirror")
    state, refused = "received", 0
    for move in moves:
        ledger.decide(DECISIONS[move], film=film)
        if move in MOVES[state]:
            state = move
        else:
            refused += 1
    assert ledger.course.films[film].state == state
    assert [reason for _, reason in ledger.course.refused] == ["move_not_allowed"] * refused


def test_withdrawn_is_the_end():
    assert MOVES["withdrawn"] == frozenset()


@pytest.mark.parametrize(
    ("acts", "reasons"),
    [
        (["close"], ["never_opened"]),
        (["open", "open"], ["opened_already"]),
        (["open", "close", "close"], ["not_open"]),
        (["open", "close", "extend"], ["not_open"]),
        (["open", "reopen"], ["open_already"]),
        (["open", "extend", "close", "reopen", "close"], []),
    ],
)
def test_a_round_opens_once_and_closes_only_while_open(acts, reasons):
    ledger = Ledger()
    more = {"deadline": "2026-07-03T00:00:00Z", "zone": "UTC"}
    for act in acts:
        if act == "open":
            ledger.open()
        elif act == "close":
            ledger.close()
        else:
            ledger.decide({"extend": d.Extend, "reopen": d.Reopen}[act], round="r1", **more)
    assert [reason for _, reason in ledger.course.refused] == reasons


def test_an_extension_moves_the_deadline():
    ledger = Ledger()
    ledger.open()
    ledger.decide(d.Extend, round="r1", deadline="2026-08-01T00:00:00Z", zone="Asia/Tokyo")
    its_round = ledger.course.rounds["r1"]
    assert (its_round.deadline, its_round.zone) == ("2026-08-01T00:00:00Z", "Asia/Tokyo")


def test_assignments_in_force_leave_out_what_was_taken_back_and_recusals():
    ledger = Ledger()
    films = [ledger.film(name) for name in "ABC"]
    ledger.assign("Ada", *films)
    ledger.assign("Bo", films[0])
    ledger.decide(d.Unassign, juror=idof("Ada"), round="r1", films=(films[1],))
    ledger.recuse("Ada", films[2])
    assert sorted(ledger.course.assignments("r1")) == sorted(
        [(films[0], idof("Ada")), (films[0], idof("Bo"))]
    )


def test_a_film_that_could_not_be_watched_is_a_jurors_again_once_it_is_assigned_anew():
    ledger = Ledger()
    film = ledger.film("A")
    pair = (film, idof("Ada"))
    ledger.assign("Ada", film)
    ledger.recuse("Ada", film, "cannot_view")
    assert ledger.course.assignments("r1") == []
    ledger.assign("Ada", film)
    assert (ledger.course.assignments("r1"), ledger.course.recusals) == ([pair], {})


@pytest.mark.parametrize("first", ["cannot_view", "business"])
def test_no_assignment_ends_a_recusal_for_a_conflict(first):
    ledger = Ledger()
    film = ledger.film("A")
    ledger.assign("Ada", film)
    ledger.recuse("Ada", film, first)
    ledger.recuse("Ada", film, "knows_makers")
    ledger.assign("Ada", film)
    assert ledger.course.assignments("r1") == []


def test_an_override_takes_a_wild_card_back_and_the_reverse():
    ledger = Ledger()
    film = ledger.film("Mirror")
    ledger.decide(d.Select, film=film)
    ledger.decide(d.Override, film=film, off="selection")
    course = ledger.course
    assert (set(course.wild_cards), set(course.overrides)) == (set(), {("selection", film)})
    ledger.decide(d.Select, film=film)
    course = ledger.course
    assert (set(course.wild_cards), set(course.overrides)) == ({("selection", film)}, set())


def test_a_later_document_of_a_film_replaces_the_earlier_and_keeps_a_ruled_category():
    ledger = Ledger()
    ledger.film("Mirror", category=None)
    film = ledger.film("Mirror", category="generative")
    assert ledger.course.films[film].category == "generative"
    ledger.decide(d.Recategorise, film=film, category="procedural", cards="stay")
    ledger.film("Mirror", category="generative")
    assert ledger.course.films[film].category == "procedural"


def test_a_new_cut_of_a_screener_that_nobody_knows_is_refused():
    ledger = Ledger()
    film = ledger.film("Mirror")
    ledger.decide(d.NewCut, film=film, screener=hashof("nowhere"), effect="same")
    assert [reason for _, reason in ledger.course.refused] == ["unknown_screener"]
