"""Official standings: exact values, ranks, ties by the declared rules and then told as ties."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jury_app.rules.rules import TieRule
from jury_app.tally.cards import CardValue, card_value
from jury_app.tally.exact import mean, median
from jury_app.tally.official import (
    Place,
    Standings,
    combined,
    round_standings,
    settled_text,
    state_text,
)
from jury_app.tally.ties import Settled

RULES: tuple[TieRule, ...] = ("higher_later_round", "criteria", "pair_majority")
_numbers = count()


def card(
    film: str, juror: str, value: int | Fraction, criteria: Sequence[int | None] = ()
) -> CardValue:
    return CardValue(
        card=f"{film}/{juror}/{next(_numbers)}",
        film=film,
        juror=juror,
        value=Fraction(value),
        criteria=tuple(None if score is None else Fraction(score) for score in criteria),
    )


def standings(cards: Sequence[CardValue], films: dict[str, str], **options: object) -> Standings:
    options = {"min_reviews": 1, "tie_rules": RULES, **options}
    return round_standings("r1", cards, films, mean, **options)


def ranks(result: Standings) -> dict[str, int | None]:
    return {place.film: place.rank for place in result.places}


def of(result: Standings, film: str) -> Place:
    return next(place for place in result.places if place.film == film)


# What a card is worth


def test_a_card_is_worth_its_weighted_share_of_the_scale():
    scores = [Fraction(10), Fraction(1), Fraction(15, 2), Fraction(4)]
    weighted = 35 * 9 + 35 * 0 + 20 * Fraction(13, 2) + 10 * 3
    assert card_value(scores, [35, 35, 20, 10], 1, 10) == 100 * weighted / (100 * 9)


def test_weights_are_shared_out_again_when_half_of_them_is_scored():
    assert card_value([Fraction(7), None], [1, 1], 1, 10) == Fraction(200, 3)
    assert card_value([None, Fraction(7), Fraction(7)], [2, 1, 1], 1, 10) == Fraction(200, 3)


def test_less_than_half_of_the_weight_is_an_incomplete_card():
    assert card_value([Fraction(7), None, None], [33, 33, 34], 1, 10) is None
    assert card_value([None, None], [1, 1], 1, 10) is None


def test_a_score_outside_the_scale_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="11"):
        card_value([Fraction(11)], [1], 1, 10)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(1, 50)), min_size=1, max_size=6),
    st.integers(2, 9),
)
def test_a_card_lies_on_0_to_100_and_only_ratios_of_weights_matter(rows, factor):
    scores = [Fraction(units, 2) for units, _ in rows]
    weights = [weight for _, weight in rows]
    value = card_value(scores, weights, 0, 10)
    assert value is not None
    assert 0 <= value <= 100
    assert card_value(scores, [factor * weight for weight in weights], 0, 10) == value


# Ranks


def test_a_film_without_enough_reviews_is_listed_and_never_ranked():
    films = {"few": "a", "none": "a", "enough": "a"}
    cards = [card("few", "j1", 100), card("few", "j2", 100)]
    cards += [card("enough", f"j{n}", 10) for n in (1, 2, 3)]
    result = standings(cards, films, min_reviews=3)
    assert ranks(result) == {"enough": 1, "few": None, "none": None}
    assert state_text(of(result, "few")) == "not enough reviews (2 of 3)"
    assert state_text(of(result, "none")) == "not enough reviews (0 of 3)"
    assert of(result, "few").value is None


def test_ranks_count_overall_and_within_the_category():
    films = {"a1": "a", "a2": "a", "b1": "b"}
    result = standings([card("a1", "j", 50), card("a2", "j", 90), card("b1", "j", 70)], films)
    assert ranks(result) == {"a2": 1, "b1": 2, "a1": 3}
    assert {place.film: place.category_rank for place in result.places} == {
        "a2": 1,
        "b1": 1,
        "a1": 2,
    }


def test_values_that_floats_cannot_tell_apart_are_told_apart():
    tiny = Fraction(1, 10**30)
    cards = [card("low", "j", Fraction(50)), card("high", "j", 50 + tiny)]
    assert ranks(standings(cards, {"low": "a", "high": "a"})) == {"high": 1, "low": 2}


def test_cards_of_films_that_left_are_left_out():
    result = standings([card("gone", "j", 100), card("here", "j", 1)], {"here": "a"})
    assert ranks(result) == {"here": 1}


def test_two_cards_of_one_juror_for_one_film_are_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="j"):
        standings([card("f", "j", 1), card("f", "j", 2)], {"f": "a"})


def test_signed_values_of_a_model_take_the_place_of_the_exact_method():
    cards = [card("x", "j", 90), card("y", "j", 10), card("z", "j", 50)]
    films = dict.fromkeys("xyz", "a")
    result = standings(cards, films, values={"x": Fraction(1), "y": Fraction(2)})
    assert ranks(result) == {"y": 1, "x": 2, "z": None}


# Ties


def test_equal_films_share_a_rank_and_the_next_stands_below_both():
    films = dict.fromkeys(("one", "same", "same2", "last"), "a")
    values = {"one": 9, "same": 5, "same2": 5, "last": 1}
    result = standings([card(film, film, value) for film, value in values.items()], films)
    assert ranks(result) == {"one": 1, "same": 2, "same2": 2, "last": 4}
    assert of(result, "same").tied == ("same2",)
    assert of(result, "one").tied == ()


def test_the_first_criterion_that_differs_parts_equal_films():
    films = {"x": "a", "y": "a"}
    result = standings([card("x", "j", 50, [5, 6, 4]), card("y", "k", 50, [5, 4, 6])], films)
    assert ranks(result) == {"x": 1, "y": 2}
    assert of(result, "x").settled == (Settled(rule="criteria", round="r1", criterion=1),)


def test_criteria_part_films_of_one_category_only():
    films = {"x": "a", "y": "b", "z": "a"}
    cards = [card("x", "j", 50, [9]), card("y", "k", 50, [1]), card("z", "l", 50, [5])]
    result = standings(cards, films)
    assert ranks(result) == {"x": 1, "y": 1, "z": 1}
    assert of(result, "x").category_rank == 1
    assert of(result, "z").category_rank == 2
    assert of(result, "z").category_tied == ()


def test_a_criterion_that_nobody_could_judge_for_one_of_them_is_passed_over():
    films = {"x": "a", "y": "a"}
    cards = [card("x", "j", 50, [None, 6]), card("y", "k", 50, [9, 5])]
    result = standings(cards, films)
    assert ranks(result) == {"x": 1, "y": 2}
    assert of(result, "y").settled == (Settled(rule="criteria", round="r1", criterion=1),)


def test_two_films_go_by_the_majority_of_jurors_who_scored_both():
    cards = [card("x", "j1", 60), card("x", "j2", 60), card("x", "j3", 0), card("x", "only", 40)]
    cards += [card("y", "j1", 55), card("y", "j2", 55), card("y", "j3", 50), card("y", "else", 0)]
    result = standings(cards, {"x": "a", "y": "b"})
    assert of(result, "x").value == of(result, "y").value
    assert ranks(result) == {"x": 1, "y": 2}
    assert of(result, "x").settled == (Settled(rule="pair_majority", round="r1"),)


def test_without_jurors_who_scored_both_the_majority_is_skipped():
    result = standings([card("x", "j", 50), card("y", "k", 50)], {"x": "a", "y": "a"})
    assert ranks(result) == {"x": 1, "y": 1}


def test_the_majority_decides_between_two_films_and_never_among_three():
    cards = [card(film, "j1", value) for film, value in (("x", 60), ("y", 50), ("z", 40))]
    cards += [card(film, "j2", value) for film, value in (("x", 60), ("y", 50), ("z", 40))]
    cards += [card(film, "j3", value) for film, value in (("x", 0), ("y", 20), ("z", 40))]
    result = standings(cards, dict.fromkeys("xyz", "a"))
    assert ranks(result) == {"x": 1, "y": 1, "z": 1}


def test_two_films_left_by_a_criterion_go_by_the_majority():
    cards = [card("x", "j", 60, [5]), card("y", "j", 50, [5]), card("z", "j", 50, [1])]
    cards += [card("x", "k", 50, [5]), card("y", "k", 60, [5]), card("z", "k", 60, [1])]
    cards += [card("x", "l", 49, [5]), card("y", "l", 48, [5]), card("z", "l", 50, [1])]
    cards += [card("x", "m", 41, [5]), card("y", "n", 42, [5]), card("z", "m", 40, [1])]
    result = standings(cards, dict.fromkeys("xyz", "a"))
    assert ranks(result) == {"x": 1, "y": 2, "z": 3}
    assert of(result, "z").settled == (Settled(rule="criteria", round="r1", criterion=0),)
    assert [step.rule for step in of(result, "y").settled] == ["criteria", "pair_majority"]


def test_the_chairs_word_orders_a_tie_and_nothing_else():
    cards = [card("x", "j", 50), card("y", "k", 50), card("z", "l", 40)]
    films = dict.fromkeys("xyz", "a")
    result = standings(cards, films, tie_breaks=[("y", "x"), ("z", "y")])
    assert ranks(result) == {"y": 1, "x": 2, "z": 3}
    assert of(result, "x").settled == (Settled(rule="chair"),)


def test_a_later_word_about_the_same_two_films_replaces_the_earlier():
    cards = [card("x", "j", 50), card("y", "k", 50)]
    result = standings(cards, {"x": "a", "y": "a"}, tie_breaks=[("y", "x"), ("x", "y")])
    assert ranks(result) == {"x": 1, "y": 2}


def test_a_word_about_two_of_three_leaves_the_third_tied():
    films = dict.fromkeys("xyz", "a")
    cards = [card(film, film, 50) for film in films]
    assert set(ranks(standings(cards, films, tie_breaks=[("x", "y")])).values()) == {1}
    both = standings(cards, films, tie_breaks=[("x", "y"), ("x", "z")])
    assert ranks(both) == {"x": 1, "y": 2, "z": 2}
    chain = standings(cards, films, tie_breaks=[("z", "x"), ("x", "y")])
    assert ranks(chain) == {"z": 1, "x": 2, "y": 3}


def test_words_in_a_circle_part_nothing():
    films = dict.fromkeys("wxyz", "a")
    cards = [card(film, film, 50) for film in films]
    circle = [("x", "y"), ("y", "z"), ("z", "x")]
    assert set(ranks(standings(cards, films, tie_breaks=circle)).values()) == {1}
    above = standings(cards, films, tie_breaks=[*circle, ("w", "x")])
    assert ranks(above) == {"w": 1, "x": 2, "y": 2, "z": 2}


def test_a_lot_needs_its_published_seed_and_repeats_with_it():
    films = dict.fromkeys("xyz", "a")
    cards = [card(film, film, 50) for film in films]
    without = standings(cards, films, tie_rules=("lot",))
    assert set(ranks(without).values()) == {1}
    drawn = [ranks(standings(cards, films, tie_rules=("lot",), lot_seed=str(n))) for n in range(9)]
    assert all(sorted(draw.values()) == [1, 2, 3] for draw in drawn)
    assert len({tuple(sorted(draw.items())) for draw in drawn}) > 1
    assert ranks(standings(cards, films, tie_rules=("lot",), lot_seed="4")) == drawn[4]


def test_what_parted_equal_films_is_told_in_words():
    steps = (
        Settled(rule="higher_later_round", round="r2"),
        Settled(rule="criteria", round="r1", criterion=1),
        Settled(rule="pair_majority", round="r1"),
        Settled(rule="chair"),
    )
    assert settled_text(()) == ""
    assert settled_text(steps) == (
        "Equal values parted by the higher value in R2, criterion 2 of R1, the majority of those "
        "who scored both in R1, the chair's decision."
    )


# Combined


def rounds(
    first: dict[str, int], second: dict[str, int], films: dict[str, str] | None = None
) -> list[Standings]:
    films = films or dict.fromkeys((*first, *second), "a")
    return [
        round_standings(
            name,
            [card(f, f"{f}{name}", v) for f, v in of_round.items()],
            films,
            mean,
            min_reviews=1,
        )
        for name, of_round in (("r1", first), ("r2", second))
    ]


def test_combined_weighs_rounds_and_holds_only_films_complete_in_all():
    result = combined(rounds({"x": 80, "y": 50, "z": 99}, {"x": 40, "y": 90}), {"r1": 60, "r2": 40})
    assert of(result, "x").value == Fraction(60 * 80 + 40 * 40, 100)
    assert ranks(result) == {"y": 1, "x": 2, "z": None}
    assert of(result, "z").missing == ("r2",)
    assert state_text(of(result, "z")) == "not complete in R2"


def test_films_that_did_not_go_on_are_not_in_combined_standings():
    first = rounds({"x": 80, "y": 50}, {})[0]
    second = rounds({}, {"x": 50}, {"x": "a"})[1]
    assert ranks(combined([first, second], {"r1": 1, "r2": 1})) == {"x": 1}


def test_equal_combined_films_go_by_the_higher_later_round_then_its_criteria():
    result = combined(
        rounds({"x": 80, "y": 40}, {"x": 40, "y": 80}), {"r1": 1, "r2": 1}, tie_rules=RULES
    )
    assert ranks(result) == {"y": 1, "x": 2}
    assert of(result, "y").settled == (Settled(rule="higher_later_round", round="r2"),)
    films = {"x": "a", "y": "a"}
    first = standings([card("x", "j", 5, [9]), card("y", "k", 5, [1])], films)
    second = round_standings(
        "r2", [card("x", "j", 5, [1]), card("y", "k", 5, [9])], films, mean, min_reviews=1
    )
    by_criteria = combined([first, second], {"r1": 1, "r2": 1}, tie_rules=RULES)
    assert ranks(by_criteria) == {"y": 1, "x": 2}
    assert of(by_criteria, "x").settled == (Settled(rule="criteria", round="r2", criterion=0),)


# Laws

panels = st.lists(
    st.tuples(
        st.sampled_from("abcdef"),
        st.sampled_from("123"),
        st.integers(0, 4),
        st.tuples(st.integers(0, 2), st.none() | st.integers(0, 2)),
    ),
    unique_by=lambda row: row[:2],
    max_size=18,
)


def festival(rows, name=lambda film: film) -> tuple[list[CardValue], dict[str, str]]:
    cards = [card(name(film), juror, 25 * value, scores) for film, juror, value, scores in rows]
    films = {name(film): ("one" if film < "d" else "two") for film in "abcdef"}
    return cards, films


@settings(deadline=None)
@given(panels, st.randoms(use_true_random=False))
def test_the_order_of_cards_and_films_changes_nothing(rows, random):
    cards, films = festival(rows)
    shuffled, other = cards[:], list(films.items())
    random.shuffle(shuffled)
    random.shuffle(other)
    assert standings(cards, films).places == standings(shuffled, dict(other)).places


@settings(deadline=None)
@given(panels, st.permutations("abcdef"))
def test_no_order_hangs_on_an_id_except_after_a_tie_is_told(rows, names):
    renamed = dict(zip("abcdef", names, strict=True))
    before = standings(*festival(rows))
    after = standings(*festival(rows, renamed.__getitem__))
    for place in before.places:
        other = of(after, renamed[place.film])
        assert (other.rank, other.category_rank) == (place.rank, place.category_rank)
        assert set(other.tied) == {renamed[film] for film in place.tied}
        assert other.settled == place.settled


@settings(deadline=None)
@given(panels, st.sampled_from([mean, median]))
def test_a_rank_is_one_more_than_the_films_before(rows, method):
    cards, films = festival(rows)
    result = round_standings("r1", cards, films, method, min_reviews=2, tie_rules=RULES)
    placed = result.ranked
    for place in placed:
        assert place.rank == 1 + sum(other.rank < place.rank for other in placed)
        own = [other for other in placed if other.category == place.category]
        assert place.category_rank == 1 + sum(o.category_rank < place.category_rank for o in own)
        for other in placed:
            if other.value > place.value:
                assert other.rank < place.rank
