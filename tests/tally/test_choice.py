"""Choosing films: the best down, quotas exact, ties told, every film with its reason."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jury_app.base.errors import Refusal
from jury_app.tally.choice import Candidate, Choice, OpenTie, choose
from jury_app.tally.quotas import Quota


def film(name: str, rank: int | None, category: str = "a", **attributes: str) -> Candidate:
    return Candidate(
        film=name,
        category=category,
        rank=rank,
        category_rank=rank,
        attributes={key: tuple(value.split("+")) for key, value in attributes.items()},
        note="" if rank else "not enough reviews (2 of 3)",
    )


def why(choice: Choice, name: str) -> str:
    return next(each.why for each in choice.decided if each.film == name)


def at_least(n: int, attribute: str, value: str) -> Quota:
    return Quota(attribute=attribute, value=value, at_least=n)


def at_most(n: int, attribute: str, value: str) -> Quota:
    return Quota(attribute=attribute, value=value, at_most=n)


def ladder(n: int, **attributes: str) -> list[Candidate]:
    return [film(f"f{rank}", rank, **attributes) for rank in range(1, n + 1)]


def test_the_best_are_in_and_every_film_has_its_sentence():
    choice = choose([*ladder(4), film("few", None)], 2)
    assert choice.films("in") == ("f1", "f2")
    assert choice.films("out") == ("f3", "f4")
    assert choice.films("unranked") == ("few",)
    assert why(choice, "f1") == "Rank 1, within the 2 best."
    assert why(choice, "f3") == "Rank 3; the 2 places went to better placed films."
    assert why(choice, "few") == "not enough reviews (2 of 3)"


def test_places_count_in_each_category():
    films = [film("a1", 1, "a"), film("a2", 2, "a"), film("b1", 3, "b"), film("b2", 4, "b")]
    choice = choose(films, 1, per_category=True)
    assert choice.films("in") == ("a1", "b1")
    assert choice.films("out") == ("a2", "b2")


def test_a_tie_at_the_cut_is_told_for_the_chair():
    films = [film("x", 1), film("y", 2), film("z", 2), film("last", 4)]
    choice = choose(films, 2)
    assert choice.films("in") == ("x",)
    assert choice.ties == (OpenTie(films=("y", "z"), places=1),)
    assert choice.films("out") == ("last",)
    assert why(choice, "y") == "Rank 2, a tie of 2 films for 1 place: the chair decides."
    assert choose(films, 3).ties == ()


def test_a_tie_in_one_category_leaves_the_others_alone():
    films = [film("a1", 1, "a"), film("a2", 1, "a"), film("b1", 3, "b")]
    choice = choose(films, 1, per_category=True)
    assert choice.ties == (OpenTie(films=("a1", "a2"), places=1),)
    assert choice.films("in") == ("b1",)


def test_a_held_film_keeps_its_place_and_is_in_if_released():
    choice = choose(ladder(3), 2, held={"f1": "likeness consent", "f3": "query"})
    assert choice.films("held") == ("f1",)
    assert choice.films("in") == ("f2",)
    assert (
        why(choice, "f1") == "Rank 1, within the 2 best. On hold, in if released: likeness consent"
    )
    assert choice.films("out") == ("f3",)


def test_a_wild_card_takes_no_place_from_anybody():
    choice = choose(ladder(4), 2, wild_cards={"f4": "a form nobody tried", "f1": "a favourite"})
    assert choice.films("in") == ("f1", "f2")
    assert choice.films("wild_card") == ("f4",)
    assert why(choice, "f4").endswith("a form nobody tried")


def test_a_film_kept_off_makes_room_for_the_next():
    choice = choose(ladder(3), 2, off={"f1": "shown elsewhere"})
    assert choice.films("in") == ("f2", "f3")
    assert why(choice, "f1") == "Kept off by the chair: shown elsewhere"


def test_a_quota_lifts_the_best_film_that_meets_it_and_says_so():
    films = [*ladder(4, length="feature"), film("s5", 5, length="short"), film("s6", 6)]
    choice = choose(films, 3, quotas=[at_least(1, "length", "short")])
    assert choice.films("in") == ("f1", "f2", "s5")
    assert why(choice, "s5") == ("Rank 5; in because of the quota “at least 1 with length short”.")
    assert why(choice, "f3") == (
        "Rank 3; out because the places left are needed for: at least 1 with length short."
    )


def test_a_full_quota_keeps_films_out_and_says_so():
    films = [film(f"k{n}", n, country="KR") for n in (1, 2, 3)] + [film("j4", 4, country="JP")]
    choice = choose(films, 3, quotas=[at_most(2, "country", "*")])
    assert choice.films("in") == ("k1", "k2", "j4")
    assert why(choice, "k3") == (
        "Rank 3; out because of the quota “at most 2 with country KR”, which is full."
    )
    assert why(choice, "j4") == "Rank 4; moved up, as quotas keep better placed films out."


def test_a_choice_that_looks_ahead_beats_taking_the_next_best():
    # Taking the next best that breaks nothing yet would take f2 and then miss a quota.
    films = [
        film("f1", 1, country="KR", length="feature"),
        film("f2", 2, country="JP", length="feature"),
        film("f3", 3, country="KR", length="short"),
        film("f4", 4, country="FR", length="feature"),
        film("f5", 5, country="HK", length="short"),
    ]
    quotas = [at_least(2, "length", "short"), at_least(1, "country", "FR")]
    assert choose(films, 3, quotas=quotas).films("in") == ("f3", "f4", "f5")
    assert choose(films, 4, quotas=quotas).films("in") == ("f1", "f3", "f4", "f5")


def test_a_tie_that_a_quota_decides_needs_no_chair():
    films = [film("x", 1, length="short"), film("y", 1, length="feature"), film("z", 3)]
    choice = choose(films, 1, quotas=[at_least(1, "length", "short")])
    assert choice.films("in") == ("x",)
    assert choice.ties == ()
    both = [film("x", 1, length="short"), film("y", 1, length="short"), film("z", 1)]
    torn = choose(both, 1, quotas=[at_least(1, "length", "short")])
    assert torn.ties == (OpenTie(films=("x", "y"), places=1),)
    assert torn.films("out") == ("z",)


def test_what_hangs_on_a_tie_above_waits_for_it():
    films = [
        film("x", 1, country="KR"),
        film("y", 1, country="JP"),
        film("k3", 3, country="KR"),
        film("j4", 4, country="JP"),
    ]
    quotas = [at_most(1, "country", "*"), Quota(attribute="country", value="KR", at_least=1)]
    one = choose(films, 2, quotas=quotas)
    assert one.films("in") == ("x", "y")
    tight = [film("x", 1, length="s"), film("y", 1, length="s"), film("low", 3, length="f")]
    waits = choose(tight, 2, quotas=[at_most(1, "length", "s")])
    assert waits.ties == (OpenTie(films=("x", "y"), places=1),)
    assert waits.films("open") == ("low",)


def test_a_tie_that_fills_its_category_leaves_nothing_open_there():
    films = [
        film("a1", 1, "a", country="KR"),
        film("a2", 1, "a", country="KR"),
        film("a3", 3, "a", country="JP"),
        film("b1", 4, "b", country="JP"),
    ]
    choice = choose(films, 1, per_category=True, quotas=[at_most(9, "country", "*")])
    assert choice.ties == (OpenTie(films=("a1", "a2"), places=1),)
    assert choice.films("out") == ("a3",)
    assert choice.films("open") == ("b1",)


def test_a_quota_that_too_few_films_can_meet_gives_way_and_is_told():
    films = [*ladder(3), film("s", 4, length="short")]
    choice = choose(films, 2, quotas=[at_least(2, "length", "short"), at_most(1, "country", "KR")])
    assert choice.films("in") == ("f1", "s")
    assert choice.notes == (
        "“at least 2 with length short”: 1 short, there are not enough such films.",
    )


def test_places_that_no_film_may_take_stay_empty_and_are_told():
    films = [film(f"k{n}", n, country="KR") for n in (1, 2, 3)]
    choice = choose(films, 3, quotas=[at_most(1, "country", "*")])
    assert choice.films("in") == ("k1",)
    assert choice.notes == ("2 places stay empty: there are not enough ranked films.",)
    assert choose(ladder(2), 3).notes == (
        "1 place stays empty: there are not enough ranked films.",
    )


def test_quotas_hold_across_categories():
    films = [
        film("a1", 1, "a", country="KR"),
        film("b1", 2, "b", country="KR"),
        film("b2", 3, "b", country="JP"),
    ]
    choice = choose(films, 1, per_category=True, quotas=[at_most(1, "country", "KR")])
    assert choice.films("in") == ("a1", "b2")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"top": 0}, "at least one place"),
        ({"wild_cards": {"nobody": "x"}}, "no film “nobody”"),
        ({"wild_cards": {"f1": "x"}, "off": {"f1": "y"}}, "both a wild card and kept off"),
        (
            {"quotas": [Quota(attribute="country", value="KR", at_least=3, at_most=2)]},
            "cannot be met",
        ),
    ],
)
def test_contradictions_are_refused(options, words):
    with pytest.raises(Refusal, match=words):
        choose(ladder(3), **{"top": 2, **options})


def _best_by_trying_all(films: list[Candidate], top: int, quotas: list[Quota]) -> set[str] | None:
    """The first list in the order of ranks of all that keep the quotas, by brute force."""
    order = sorted(films, key=lambda each: each.rank or 0)
    for chosen in combinations(order, top):  # in lexicographic order of ranks
        counts = [
            sum(quota.value in each.attributes[quota.attribute] for each in chosen)
            for quota in quotas
        ]
        if all(
            quota.at_least <= n and (quota.at_most is None or n <= quota.at_most)
            for quota, n in zip(quotas, counts, strict=True)
        ):
            return {each.film for each in chosen}
    return None


attributes = st.tuples(st.sampled_from("KJF"), st.sampled_from("sf"), st.sampled_from("xyz"))
bounds = st.tuples(
    st.sampled_from([("c", "K"), ("c", "J"), ("l", "s"), ("l", "f"), ("m", "x"), ("m", "y")]),
    st.integers(0, 3),
    st.none() | st.integers(0, 3),
)


@settings(max_examples=120, deadline=None)
@given(
    st.lists(attributes, min_size=1, max_size=9),
    st.integers(1, 5),
    st.lists(bounds, max_size=4, unique_by=lambda bound: bound[0]),
)
def test_the_list_is_the_first_of_all_possible_ones_in_the_order_of_ranks(kinds, top, limits):
    films = [
        film(f"f{rank}", rank, c=country, l=length, m=mode)
        for rank, (country, length, mode) in enumerate(kinds, 1)
    ]
    quotas = [
        Quota(
            attribute=name, value=value, at_least=low, at_most=None if high is None else low + high
        )
        for (name, value), low, high in limits
    ]
    best = _best_by_trying_all(films, top, quotas)
    choice = choose(films, top, quotas=quotas)
    if best is None:
        assert choice.notes
    else:
        assert choice.notes == ()
        assert set(choice.films("in")) == best
    assert len(choice.decided) == len(films)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(attributes, st.integers(1, 4)), min_size=1, max_size=8),
    st.integers(1, 5),
    st.randoms(use_true_random=False),
)
def test_the_order_of_films_changes_nothing(rows, top, random):
    films = [
        film(f"f{n}", rank, c=kind[0], l=kind[1], m=kind[2]) for n, (kind, rank) in enumerate(rows)
    ]
    shuffled = films[:]
    random.shuffle(shuffled)
    quotas = [at_least(1, "l", "s"), at_most(2, "c", "*")]
    assert choose(films, top, quotas=quotas) == choose(shuffled, top, quotas=quotas)
