"""What a juror's desk says of their cards is what counting says, where it knows all that counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jury_app.base.errors import Refusal
from jury_app.desks.juror.heads import heads
from jury_app.desks.juror.signing import kept_of
from jury_app.jury import decisions as d
from jury_app.jury.counting import is_let_in
from tests.jury.edition import Ledger

ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("card"), st.sets(st.integers(0, 5), max_size=3)),
        st.tuples(st.sampled_from([d.Admit, d.Void]), st.integers(0, 5)),
        st.just(("close", None)),
    ),
    max_size=10,
)


def played(acts):
    """A ledger in which one juror signs cards of one film, and the chair decides about them."""
    ledger = Ledger()
    film = ledger.film("Mirror")
    ledger.open()
    ledger.assign("Ada", film)
    for kind, what in acts:
        names = [card.hash for card in ledger.cards]
        if kind == "card":
            before = (names[at] for at in what if at < len(names))
            ledger.card(f"card {len(names)}", "Ada", film, *before)
        elif kind == "close":
            ledger.close()
        elif what < len(names):
            ledger.decide(kind, card=names[what])
    return ledger


@given(ACTS)
def test_a_desk_holds_the_card_that_counts_unless_a_late_one_was_said_after_it(acts):
    ledger = played(acts)
    course, states = ledger.course, ledger.states

    def is_late(card):
        its_round = course.rounds[card.round]
        is_let = is_let_in(course, card.supersedes, card.hash)
        return not (its_round.in_time(card.index) or is_let)

    its = heads(ledger.cards, course, is_late)
    counting = [hash_ for hash_, state in states.items() if state == "counts"]
    waits = bool(its.standing) and all(map(is_late, its.standing))
    if its.held is not None and not is_late(its.held):
        assert counting == [its.held.hash]
    elif counting:
        assert waits
    assert all(states[hash_] in {"disputed", "late"} for hash_ in its.passed)
    assert not its.passed or counting == [its.held.hash]
    assert all(states[fact.hash] != "void" for fact in its.standing)
    assert bool(its.newest) == bool(ledger.cards)
    assert its.held is None or not its.disputed


def test_what_the_chair_settled_in_one_round_leaves_the_other_to_the_juror():
    ledger = Ledger()
    film = ledger.film("Mirror")
    for round_id in ("r1", "r2"):
        ledger.open(round_id)
        ledger.assign("Ada", film, round_id=round_id)
        for number in (1, 2):
            ledger.card(f"{round_id} {number}", "Ada", film, round_id=round_id)
    first, _second, third, _fourth = ledger.cards
    ledger.decide(d.Admit, card=first.hash)
    course = ledger.course
    every = [
        heads(cards, course, lambda _: False) for cards in (ledger.cards[:2], ledger.cards[2:])
    ]
    assert kept_of(course, "Mirror", every, third.hash) == third
    with pytest.raises(Refusal, match="there is nothing to settle"):
        kept_of(course, "Mirror", every, first.hash)
