"""Which cards count: each rule of `jury.counting` on a ledger of its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jury_app.jury import decisions as d
from tests.jury.edition import Ledger, hashof, idof


@pytest.fixture
def ledger() -> Ledger:
    ledger = Ledger()
    film = ledger.film("Mirror")
    ledger.open()
    ledger.assign("Ada", film)
    ledger.assign("Bo", film)
    return ledger


MIRROR = idof("Mirror")


def test_a_card_in_time_for_an_assigned_film_counts(ledger):
    card = ledger.card("one", "Ada", MIRROR)
    ledger.close()
    assert ledger.states == {card: "counts"}


def test_a_card_after_the_closing_is_late_and_counts_once_admitted(ledger):
    ledger.close()
    card = ledger.card("one", "Ada", MIRROR)
    assert ledger.states == {card: "late"}
    ledger.decide(d.Admit, card=card)
    assert ledger.states == {card: "counts"}


def test_the_ledger_index_decides_and_not_the_claimed_time(ledger):
    early = ledger.card("early", "Ada", MIRROR)
    ledger.close()
    late = ledger.card("late", "Bo", MIRROR)
    assert ledger.states == {early: "counts", late: "late"}


def test_a_reopened_round_takes_cards_again_but_not_those_that_came_between(ledger):
    ledger.close()
    between = ledger.card("between", "Ada", MIRROR)
    ledger.decide(d.Reopen, round="r1", deadline="2026-07-02T00:00:00Z", zone="UTC")
    after = ledger.card("after", "Bo", MIRROR)
    assert ledger.states == {between: "late", after: "counts"}


def test_a_revision_supersedes_and_a_chain_leaves_its_last(ledger):
    a = ledger.card("a", "Ada", MIRROR)
    b = ledger.card("b", "Ada", MIRROR, a)
    c = ledger.card("c", "Ada", MIRROR, b)
    assert ledger.states == {a: "superseded", b: "superseded", c: "counts"}


def test_a_late_revision_does_not_take_the_card_in_time_away(ledger):
    a = ledger.card("a", "Ada", MIRROR)
    ledger.close()
    b = ledger.card("b", "Ada", MIRROR, a)
    assert ledger.states == {a: "counts", b: "late"}


def test_voiding_a_revision_does_not_bring_its_predecessor_back(ledger):
    a = ledger.card("a", "Ada", MIRROR)
    b = ledger.card("b", "Ada", MIRROR, a)
    ledger.decide(d.Void, card=b)
    assert ledger.states == {a: "superseded", b: "void"}


def test_two_cards_of_one_assignment_are_disputed_until_one_supersedes_both(ledger):
    a = ledger.card("a", "Ada", MIRROR)
    b = ledger.card("b", "Ada", MIRROR)
    assert ledger.states == {a: "disputed", b: "disputed"}
    c = ledger.card("c", "Ada", MIRROR, a, b)
    assert ledger.states == {a: "superseded", b: "superseded", c: "counts"}


def test_a_dispute_at_the_closing_is_settled_by_admitting_one(ledger):
    a = ledger.card("a", "Ada", MIRROR)
    b = ledger.card("b", "Ada", MIRROR)
    ledger.close()
    ledger.decide(d.Admit, card=b)
    assert ledger.states == {a: "disputed", b: "counts"}


def test_reopening_a_card_lets_exactly_one_revision_count_after_the_closing(ledger):
    a = ledger.card("a", "Ada", MIRROR)
    ledger.close()
    ledger.decide(d.ReopenCard, card=a)
    b = ledger.card("b", "Ada", MIRROR, a)
    c = ledger.card("c", "Ada", MIRROR, b)
    assert ledger.states == {a: "superseded", b: "counts", c: "late"}


def test_a_card_that_was_reopened_lets_no_other_assignment_be_late(ledger):
    """Whoever names a reopened card as predecessor: another juror, or its own for another film."""
    other = ledger.film("Other")
    ledger.assign("Ada", other)
    a = ledger.card("a", "Ada", MIRROR)
    ledger.close()
    ledger.decide(d.ReopenCard, card=a)
    theirs = ledger.card("theirs", "Bo", MIRROR, a)
    elsewhere = ledger.card("elsewhere", "Ada", other, a)
    revision = ledger.card("revision", "Ada", MIRROR, a)
    assert ledger.states == {a: "superseded", theirs: "late", elsewhere: "late", revision: "counts"}


def test_nobody_supersedes_a_card_of_somebody_else(ledger):
    a = ledger.card("a", "Ada", MIRROR)
    b = ledger.card("b", "Bo", MIRROR, a)
    assert ledger.states == {a: "counts", b: "counts"}


def test_recusal_after_signing_voids_the_scorecard_and_leaves_others(ledger):
    a = ledger.card("a", "Ada", MIRROR)
    b = ledger.card("b", "Bo", MIRROR)
    ledger.recuse("Ada", MIRROR)
    assert ledger.states == {a: "recused", b: "counts"}


def test_a_card_for_a_film_that_was_never_assigned_does_not_count(ledger):
    card = ledger.card("x", "Cy", MIRROR)
    assert ledger.states == {card: "unassigned"}


def test_a_card_entered_before_its_film_was_unassigned_stays(ledger):
    before = ledger.card("before", "Ada", MIRROR)
    ledger.decide(d.Unassign, juror=idof("Ada"), round="r1", films=(MIRROR,))
    after = ledger.card("after", "Ada", MIRROR, before)
    assert ledger.states == {before: "counts", after: "unassigned"}


def test_a_card_under_other_rules_than_the_locked_does_not_count(ledger):
    card = ledger.card("x", "Ada", MIRROR, rules=hashof("other rules"))
    assert ledger.states == {card: "rules"}


def test_a_new_cut_that_asks_to_confirm_holds_cards_back_until_they_name_it(ledger):
    first = ledger.screener(MIRROR, "first")
    old = ledger.card("old", "Ada", MIRROR, screener=first)
    second = ledger.screener(MIRROR, "second")
    ledger.decide(d.NewCut, film=MIRROR, screener=second, effect="confirm")
    assert ledger.states == {old: "confirm"}
    new = ledger.card("new", "Ada", MIRROR, old, screener=second)
    assert ledger.states == {old: "superseded", new: "counts"}


def test_a_new_cut_that_is_the_same_keeps_cards_and_so_does_one_after_the_closing(ledger):
    first = ledger.screener(MIRROR, "first")
    card = ledger.card("old", "Ada", MIRROR, screener=first)
    second = ledger.screener(MIRROR, "second")
    ledger.decide(d.NewCut, film=MIRROR, screener=second, effect="same")
    assert ledger.states == {card: "counts"}
    ledger.close()
    third = ledger.screener(MIRROR, "third")
    ledger.decide(d.NewCut, film=MIRROR, screener=third, effect="confirm")
    assert ledger.states == {card: "counts"}


@pytest.mark.parametrize(("effect", "state"), [("stay", "counts"), ("again", "category")])
def test_a_recategorisation_says_whether_cards_of_an_open_round_stay(ledger, effect, state):
    card = ledger.card("x", "Ada", MIRROR)
    ledger.decide(d.Recategorise, film=MIRROR, category="procedural", cards=effect)
    assert ledger.states == {card: state}
    again = ledger.card("y", "Ada", MIRROR, card, category="procedural")
    assert ledger.states[again] == "counts"


def test_a_recategorisation_asks_nothing_of_cards_given_under_its_own_category(ledger):
    first = ledger.card("x", "Ada", MIRROR)
    ledger.decide(d.Recategorise, film=MIRROR, category="procedural", cards="again")
    second = ledger.card("y", "Bo", MIRROR, category="procedural")
    ledger.decide(d.Recategorise, film=MIRROR, category="narrative", cards="stay")
    assert ledger.states == {first: "category", second: "counts"}


def test_cards_of_a_closed_round_stay_whatever_a_recategorisation_says(ledger):
    card = ledger.card("x", "Ada", MIRROR)
    ledger.close()
    ledger.decide(d.Recategorise, film=MIRROR, category="procedural", cards="again")
    assert ledger.states == {card: "counts"}


def test_texts_declared_to_change_the_scoring_ask_for_the_named_cards_again(ledger):
    card = ledger.card("x", "Ada", MIRROR)
    other = ledger.card("y", "Bo", MIRROR)
    ledger.decide(
        d.Texts, texts=hashof("t2"), replaces=hashof("t1"), effect="scoring", cards=(card,)
    )
    assert ledger.states == {card: "texts", other: "counts"}
    again = ledger.card("z", "Ada", MIRROR, card)
    assert ledger.states == {card: "superseded", other: "counts", again: "counts"}


@given(st.lists(st.integers(min_value=0, max_value=5), max_size=6), st.booleans())
def test_at_most_one_card_of_an_assignment_counts_whatever_supersedes_what(targets, closes):
    ledger = Ledger()
    film = ledger.film("Mirror")
    ledger.open()
    ledger.assign("Ada", film)
    hashes: list[str] = []
    for number, target in enumerate(targets):
        if closes and number == 3:
            ledger.close()
        hashes.append(ledger.card(f"c{number}", "Ada", film, *hashes[:target]))
    states = list(ledger.states.values())
    assert states.count("counts") <= 1
    assert not ("counts" in states and "disputed" in states)
