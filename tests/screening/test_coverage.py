"""Coverage as a set of milliseconds."""

from hypothesis import given
from hypothesis import strategies as st

from jury_app.screening.coverage import merged, seen, share

moments = st.integers(-50, 450)
lengths = st.integers(0, 400)
lists = st.lists(st.tuples(moments, moments), max_size=12)


def as_set(intervals, length):
    return {moment for start, end in intervals for moment in range(max(0, start), min(end, length))}


@given(lists, lengths)
def test_merging_keeps_exactly_the_moments_inside_the_film(intervals, length):
    result = merged(intervals, length=length)
    assert as_set(result, length) == as_set(intervals, length)
    assert seen(intervals, length=length) == len(as_set(intervals, length))


@given(lists, lengths)
def test_merged_intervals_are_sorted_disjoint_and_do_not_touch(intervals, length):
    result = merged(intervals, length=length)
    flat = [moment for interval in result for moment in interval]
    assert flat == sorted(set(flat))


@given(lists, lengths, st.randoms(use_true_random=False))
def test_order_repetition_and_merging_again_change_nothing(intervals, length, random):
    result = merged(intervals, length=length)
    shuffled = intervals + intervals[:3]
    random.shuffle(shuffled)
    assert merged(shuffled, length=length) == result
    assert merged(result, length=length) == result


@given(lists, st.tuples(moments, moments), lengths)
def test_seeing_more_never_lowers_the_share(intervals, more, length):
    before, after = (share(some, length=length) for some in (intervals, [*intervals, more]))
    assert 0 <= before <= after <= 1000


@given(lists, st.integers(1, 400))
def test_a_thousand_thousandths_is_every_millisecond(intervals, length):
    complete = len(as_set(intervals, length)) == length
    assert (share(intervals, length=length) == 1000) == complete


def test_the_share_is_rounded_down():
    assert share([(0, 2)], length=3) == 666
    assert share([(0, 9_999_999)], length=10_000_000) == 999


def test_nothing_is_seen_of_a_film_without_length():
    assert share([(0, 100)], length=0) == 0
