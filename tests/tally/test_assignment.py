"""Assignment: bars and minutes hold, load is even, jurors overlap, shortages say the way out."""

from collections import Counter
from itertools import combinations, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from jury_app.base.errors import Refusal
from jury_app.tally.assignment import Plan, assign
from jury_app.tally.eligibility import FilmToJudge, JurorToAssign, bar, same_family_name


def film(name: str, /, minutes: int = 10, **options: object) -> FilmToJudge:
    return FilmToJudge(film=name, minutes=minutes, **options)


def juror(ident: str, /, minutes: int | None = None, **options: object) -> JurorToAssign:
    return JurorToAssign(juror=ident, minutes=minutes, **options)


def festival(
    films: int, jurors: int, seed: int = 1
) -> tuple[list[FilmToJudge], list[JurorToAssign]]:
    """A festival whose lengths, categories and conflicts vary."""
    random = Random(seed)
    some = [
        film(f"f{n}", random.choice([6, 9, 14, 20, 45]), category=random.choice("abc"))
        for n in range(films)
    ]
    panel = [
        juror(f"j{n}", categories=tuple(random.sample("abc", 2)), conflicts=frozenset({f"f{n}"}))
        for n in range(jurors)
    ]
    return some, panel


def pairs(plan: Plan) -> list[tuple[str, str]]:
    return [*plan.kept, *plan.new]


# Who may judge what


@pytest.mark.parametrize(
    ("its", "who", "why"),
    [
        ({}, {}, None),
        ({}, {"conflicts": frozenset({"f"})}, "conflict"),
        ({"studios": ("Nine  Suns",)}, {"affiliations": ("nine suns",)}, "studio"),
        ({"category": "a"}, {"categories": ("b", "c")}, "category"),
        ({"category": "a"}, {"categories": ()}, None),
        ({"languages": ("ko",)}, {"languages": ("en", "zh-Hant")}, "language"),
        ({"languages": ("zh", "en")}, {"languages": ("zh-Hant",)}, None),
        ({"languages": ("ko",)}, {"languages": ()}, None),
        ({"languages": ()}, {"languages": ("en",)}, None),
    ],
)
def test_what_bars_a_juror_from_a_film(its, who, why):
    assert bar(film("f", **its), juror("j", **who)) == why


@pytest.mark.parametrize(
    ("name", "maker", "same"),
    [
        ("Ana Lima", "Rui Lima", True),
        ("Kim Min-ji", "Min-ji Kim", True),
        ("Lima, Ana", "RUI LIMA", True),
        ("王小明", "王大山", True),
        ("王小明", "李小明", False),
        ("John Smith", "John Doe", False),
        ("", "Rui Lima", False),
    ],
)
def test_the_same_family_name_is_a_question(name, maker, same):
    assert same_family_name(film("f", people=(maker,)), juror("j", name=name)) is same


def test_a_shared_family_name_is_avoided_where_others_can_judge():
    panel = [juror("kin", name="Ana Lima"), juror("x", name="B C"), juror("y", name="D E")]
    films = [film("f", people=("Rui Lima",)), *(film(f"g{n}") for n in range(2))]
    assert ("f", "kin") not in assign(films, panel, 2).new
    assert assign(films, panel, 3).questions == (("f", "kin"),)


# What a plan keeps


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 14), st.integers(1, 7), st.integers(1, 4), st.integers(0, 99), st.data())
def test_a_plan_breaks_no_bar_and_nobodys_time_and_counts_what_is_missing(
    n_films, n_jurors, per_film, seed, data
):
    films, panel = festival(n_films, n_jurors, seed)
    panel = [replace(each, minutes=data.draw(st.none() | st.integers(0, 150))) for each in panel]
    plan = assign(films, panel, per_film, seed=seed)
    by_film, by_juror = {f.film: f for f in films}, {j.juror: j for j in panel}
    assert len(set(plan.new)) == len(plan.new)
    assert all(bar(by_film[f], by_juror[j]) is None for f, j in plan.new)
    for load in plan.loads:
        own = [by_film[f].minutes for f, j in plan.new if j == load.juror]
        assert (load.films, load.minutes) == (len(own), sum(own))
        assert load.capacity is None or load.minutes <= load.capacity
    reviews = Counter(f for f, _ in plan.new)
    missing = {f.film: per_film - reviews[f.film] for f in films if reviews[f.film] < per_film}
    assert {each.film: each.missing for each in plan.short} == missing
    assert plan.missing_bound <= sum(missing.values())
    for each in plan.short:
        able = sum(bar(by_film[each.film], who) is None for who in panel)
        assert each.why == ("nobody" if able < per_film else "time")


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 12), st.integers(1, 6), st.integers(1, 4), st.integers(0, 99))
def test_without_bounds_on_time_only_bars_leave_reviews_missing(n_films, n_jurors, per_film, seed):
    films, panel = festival(n_films, n_jurors, seed)
    plan = assign(films, panel, per_film, seed=seed)
    for each in films:
        able = sum(bar(each, who) is None for who in panel)
        reviews = sum(f == each.film for f, _ in plan.new)
        assert reviews == min(per_film, able)
    assert plan.missing_bound == sum(each.missing for each in plan.short)


def test_what_was_assigned_before_stays_whatever_bars_it():
    films, panel = festival(12, 5)
    kept = [("f0", "j0"), ("f1", "j1"), ("f1", "j2"), ("f1", "j3"), ("f1", "j4"), ("gone", "j1")]
    plan = assign(films, panel, 3, kept)
    assert set(plan.kept) == set(kept[:-1])
    assert not [f for f, _ in plan.new if f == "f1"]
    assert len([f for f, _ in pairs(plan) if f == "f0"]) == 3
    assert len(set(pairs(plan))) == len(pairs(plan))


def test_minutes_that_are_kept_count_against_a_jurors_time():
    films = [film("long", 60), film("a", 30), film("b", 30)]
    panel = [juror("busy", 90), juror("free", 90)]
    plan = assign(films, panel, 1, [("long", "busy")])
    loads = {load.juror: load.minutes for load in plan.loads}
    assert max(loads.values()) <= 90
    assert plan.short == ()


def _fewest_missing(minutes: list[int], capacity: list[int], per_film: int) -> int:
    """By trying every plan in which anybody may judge anything."""
    best = per_film * len(minutes)
    subsets = [
        chosen
        for size in range(per_film + 1)
        for chosen in combinations(range(len(capacity)), size)
    ]
    for plan in product(subsets, repeat=len(minutes)):
        load = [0] * len(capacity)
        for length, chosen in zip(minutes, plan, strict=True):
            for who in chosen:
                load[who] += length
        if all(used <= limit for used, limit in zip(load, capacity, strict=True)):
            best = min(best, sum(per_film - len(chosen) for chosen in plan))
    return best


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(1, 12), min_size=1, max_size=4),
    st.lists(st.integers(0, 25), min_size=2, max_size=3),
    st.integers(1, 2),
)
def test_no_plan_misses_fewer_reviews(minutes, capacity, per_film):
    films = [film(f"f{n}", length) for n, length in enumerate(minutes)]
    panel = [juror(f"j{n}", limit) for n, limit in enumerate(capacity)]
    plan = assign(films, panel, per_film)
    missing = sum(each.missing for each in plan.short)
    assert missing == _fewest_missing(minutes, capacity, per_film)
    assert plan.missing_bound <= missing


# How good a plan is


def test_minutes_are_shared_out_evenly_and_not_films():
    lengths = [5] * 40 + [50] * 4
    films = [film(f"f{n}", minutes) for n, minutes in enumerate(lengths)]
    plan = assign(films, [juror(f"j{n}") for n in range(5)], 2)
    minutes = [load.minutes for load in plan.loads]
    assert sum(minutes) == 2 * sum(lengths)
    assert max(minutes) - min(minutes) <= 20
    assert len({load.films for load in plan.loads}) > 1


def test_who_has_half_the_time_gets_half_the_minutes():
    films = [film(f"f{n}") for n in range(60)]
    plan = assign(films, [juror("half", 400), juror("a", 800), juror("b", 800)], 1)
    minutes = {load.juror: load.minutes for load in plan.loads}
    assert minutes["half"] == pytest.approx(120, abs=20)
    assert minutes["a"] == pytest.approx(240, abs=20)


def test_every_pair_of_jurors_shares_a_film_and_the_jury_is_connected():
    plan = assign([film(f"f{n}") for n in range(24)], [juror(f"j{n}") for n in range(8)], 3)
    shared = {
        pair
        for name in {f for f, _ in plan.new}
        for pair in combinations(sorted(j for f, j in plan.new if f == name), 2)
    }
    assert len(shared) == 28
    assert plan.apart == ()
    assert plan.connected


def test_a_plan_for_a_hundred_films_has_a_proven_small_gap():
    films, panel = festival(300, 16)
    plan = assign(films, panel, 5)
    assert plan.gap < 0.01
    assert plan.missing_bound == sum(each.missing for each in plan.short)


# What repeats


def test_the_same_seed_gives_the_same_plan_and_another_seed_another():
    films, panel = festival(30, 6)
    assert assign(films, panel, 3, seed=4) == assign(films, panel, 3, seed=4)
    assert assign(films, panel, 3, seed=4).new != assign(films, panel, 3, seed=5).new


def test_a_plan_never_hangs_on_ids():
    films, panel = festival(30, 6)
    renamed_films = [replace(f, film=f"zz{99 - n}") for n, f in enumerate(films)]
    names = {f.film: r.film for f, r in zip(films, renamed_films, strict=True)}
    renamed_panel = [
        replace(j, juror=f"q{9 - n}", conflicts=frozenset(names[f] for f in j.conflicts))
        for n, j in enumerate(panel)
    ]
    whose = {j.juror: r.juror for j, r in zip(panel, renamed_panel, strict=True)}
    before = assign(films, panel, 3, [("f3", "j1")])
    after = assign(renamed_films, renamed_panel, 3, [(names["f3"], whose["j1"])])
    assert [(names[f], whose[j]) for f, j in before.new] == list(after.new)


# What cannot be met


def test_time_that_is_missing_is_told_and_so_much_more_suffices():
    films = [film(f"f{n}", 20) for n in range(10)]
    panel = [juror("a", 100, name="Ana"), juror("b", 60, name="Bo")]
    plan = assign(films, panel, 1)
    assert sum(each.missing for each in plan.short) == plan.missing_bound == 2
    assert plan.short[0].text == (
        "“f3”: 1 of 1 reviews missing, the jurors who may judge it have no time left."
    )
    more = {"Ana": 0, "Bo": 0}
    for change in (each for each in plan.changes if " needs " in each):
        name, _needs, minutes, *_rest = change.split()
        more[name] = int(minutes)
    assert sum(more.values()) == 40
    enough = [replace(each, minutes=(each.minutes or 0) + more[each.name]) for each in panel]
    assert assign(films, enough, 1).short == ()


def test_films_that_too_few_may_judge_say_who_is_barred_and_who_is_wanted():
    films = [
        film("f", category="a", languages=("ko",), title="Fado"),
        film("g", category="a", languages=("ko",)),
    ]
    panel = [
        juror("x", categories=("b",)),
        juror("y", languages=("en",)),
        juror("z", conflicts=frozenset({"f"})),
        juror("w"),
    ]
    plan = assign(films, panel, 2)
    assert [each.film for each in plan.short] == ["f"]
    assert plan.short[0].text == (
        "“Fado”: 1 of 2 reviews missing, too few jurors may judge it (1 named a conflict, "
        "1 does not judge its category, 1 knows none of its languages)."
    )
    assert plan.changes == ("Jurors missing for a, knowing ko: 1; films that wait for them: 1.",)


def test_parts_that_no_review_joins_are_told_with_the_review_that_would_join_them():
    films = [film(f"{c}{n}", 10 + n, category=c) for c in "ab" for n in range(4)]
    panel = [
        juror(f"{c}{n}", categories=(c,), name=f"{c.upper()} {n}") for c in "ab" for n in (1, 2)
    ]
    apart = assign(films, panel, 2)
    assert len(apart.islands) == 2
    assert apart.changes == (
        "4 films can never be compared with the others: no juror may judge both.",
    )
    # A juror who may judge both, but has no time for both, is the way to join them.
    panel[0] = juror("a1", 46, categories=("a", "b"), name="Ana")
    tight = assign(films, panel, 2, [(f"a{n}", "a1") for n in range(4)])
    assert not tight.connected
    assert tight.changes == ("“b0” for Ana as well would join 4 films to the others.",)
    joined = assign(films, panel, 2, [*tight.kept, *tight.new, ("b0", "a1")])
    assert joined.connected


def test_a_panel_of_nobody_and_a_film_listed_twice_are_refused():
    with pytest.raises(Refusal, match="needs jurors"):
        assign([film("f")], [], 3)
    with pytest.raises(Refusal, match="listed twice"):
        assign([film("f"), film("f")], [juror("j")], 1)
