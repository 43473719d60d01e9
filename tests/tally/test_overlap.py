"""Exchanges bring jurors together and join islands, and change neither loads nor numbers."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from jury_app.tally.overlap import Exchanges, Overlaps, Pair


def exchanges(overlaps: Overlaps, fixed: frozenset[Pair] = frozenset(), **options) -> Exchanges:
    films, jurors = len(overlaps.jurors_of), len(overlaps.films_of)
    asked = {
        "minutes": [10.0] * films,
        "may": lambda _film, _juror: True,
        "spare": [0.0] * jurors,
        **options,
    }
    return Exchanges(overlaps, fixed=fixed, **asked)


def pairs(overlaps: Overlaps) -> set[Pair]:
    return {(film, juror) for film, own in enumerate(overlaps.jurors_of) for juror in own}


def two_blocks() -> Overlaps:
    """Films 0–3 for jurors 0 and 1, films 4–7 for jurors 2 and 3."""
    return Overlaps([(film, juror + 2 * (film > 3)) for film in range(8) for juror in (0, 1)], 8, 4)


def test_blocks_become_a_jury_in_which_every_pair_meets():
    overlaps = two_blocks()
    assert len(overlaps.apart()) == 4
    assert len(overlaps.islands()) == 2
    exchanges(overlaps).bring_together()
    assert overlaps.apart() == []
    assert len(overlaps.islands()) == 1


def test_reviews_that_are_fixed_stay():
    overlaps = two_blocks()
    fixed = frozenset(pairs(overlaps))
    exchanges(overlaps, fixed).bring_together()
    exchanges(overlaps, fixed).join_islands()
    assert pairs(overlaps) == fixed


def test_a_ring_that_no_pair_can_spare_is_joined_all_the_same():
    # Two triangles: each pair of a triangle shares one film, so every exchange parts a pair.
    triangles = [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5)]
    overlaps = Overlaps(
        [(film, juror) for film, both in enumerate(triangles) for juror in both], 6, 6
    )
    exchanges(overlaps).bring_together()
    assert len(overlaps.islands()) == 2
    exchanges(overlaps).join_islands()
    assert len(overlaps.islands()) == 1


def test_jurors_who_may_not_judge_the_others_films_stay_apart():
    overlaps = two_blocks()
    barred = exchanges(overlaps, may=lambda film, juror: (film > 3) == (juror > 1))
    barred.bring_together()
    barred.join_islands()
    assert len(overlaps.islands()) == 2


def test_nobody_goes_beyond_their_minutes():
    overlaps = two_blocks()
    lengths = [10.0, 10.0, 10.0, 10.0, 25.0, 25.0, 25.0, 25.0]
    spare = [0.0, 0.0, 99.0, 99.0]
    tight = exchanges(overlaps, minutes=lengths, spare=spare)
    tight.bring_together()
    tight.join_islands()
    assert len(overlaps.islands()) == 2
    assert spare == [0.0, 0.0, 99.0, 99.0]


@settings(max_examples=60, deadline=None)
@given(st.sets(st.tuples(st.integers(0, 9), st.integers(0, 5)), max_size=30), st.data())
def test_exchanges_keep_reviews_loads_and_bookkeeping(reviews, data):
    overlaps = Overlaps(reviews, 10, 6)
    minutes = [float(data.draw(st.integers(1, 4))) for _film in range(10)]
    spare = [float(data.draw(st.integers(0, 5))) for _juror in range(6)]
    limit = [spare[j] + sum(minutes[f] for f, who in reviews if who == j) for j in range(6)]
    before = len(overlaps.apart()), len(overlaps.islands())
    work = exchanges(overlaps, minutes=minutes, spare=spare)
    work.bring_together()
    assert len(overlaps.apart()) <= before[0]
    islands = len(overlaps.islands())
    work.join_islands()
    assert len(overlaps.islands()) <= islands
    after = pairs(overlaps)
    assert Counter(film for film, _ in after) == Counter(film for film, _ in reviews)
    assert Counter(juror for _, juror in after) == Counter(juror for _, juror in reviews)
    for juror in range(6):
        load = sum(minutes[film] for film, who in after if who == juror)
        assert load + spare[juror] == limit[juror]
        assert spare[juror] >= 0
    fresh = Overlaps(after, 10, 6)
    assert (fresh.shared, fresh.films_of) == (overlaps.shared, overlaps.films_of)
