"""What counts as seen: real playing at up to twice the speed, and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from jury_app.screening.coverage import seen as milliseconds
from jury_app.ui.player.meter import Meter
from jury_app.ui.player.playhead import Playhead

LENGTH = 60_000


def played(meter, start, end, *, now=100.0, rate=1.0, every=250):
    """Let a film run from `start` to `end`; what the clock shows then."""
    meter.start(start, now, rate)
    for at in range(start + every, end + 1, every):
        now += every / 1000 / rate
        meter.tell(at, now)
    return now


def test_what_ran_by_was_seen_and_intervals_merge():
    meter = Meter(LENGTH, seen=((0, 1_000),))
    played(meter, 1_000, 5_000)
    played(meter, 3_000, 6_000)
    played(meter, 20_000, 21_000)
    assert meter.seen == ((0, 6_000), (20_000, 21_000))


def test_twice_the_speed_counts_and_four_times_does_not():
    for rate, seen in ((2.0, ((0, 8_000),)), (0.5, ((0, 8_000),)), (2.1, ()), (4.0, ())):
        meter = Meter(LENGTH)
        played(meter, 0, 8_000, rate=rate)
        assert meter.seen == seen, rate


def test_a_jump_never_counts():
    meter = Meter(LENGTH)
    now = played(meter, 0, 2_000)
    assert not meter.tell(30_000, now + 0.25)
    assert not any(meter.tell(30_000 + 250 * n, now + 0.25 * (n + 1)) for n in (1, 2, 3))
    assert meter.tell(31_000, now + 1.25)
    assert meter.seen == ((0, 2_000), (30_000, 31_000))


def test_a_glimpse_where_a_dragging_hand_rests_never_counts():
    meter, now = Meter(LENGTH), 100.0
    for start in range(0, LENGTH, 3_000):
        now = played(meter, start, start + 750, now=now)
    assert meter.seen == ()
    played(meter, 9_000, 10_000, now=now)
    assert meter.seen == ((9_000, 10_000),)


def test_pauses_and_a_word_that_is_a_little_early_do_not_end_a_piece():
    meter, now = Meter(LENGTH), 100.0
    for start in range(0, 2_000, 500):
        now = played(meter, start, start + 500, now=now)
        meter.tell(start + 400, now)  # what libvlc says after the playhead ran on by its clock
        meter.start(start + 400, now, 1.0)
        meter.tell(start + 500, now + 0.1)
        meter.stop()
        meter.tell(start + 500, now + 9.0)
    assert meter.seen == ((0, 2_000),)


def test_a_film_of_less_than_a_second_is_seen_when_all_of_it_ran_by():
    meter = Meter(800)
    now = played(meter, 0, 750)
    assert meter.seen == ()
    meter.tell(800, now + 0.05)
    assert meter.seen == ((0, 800),)


def test_a_film_whose_length_becomes_known_later_is_seen_all_the_same():
    meter, now = Meter(500), 100.0
    meter.start(0, now, 1.0)
    for at in range(250, 5_001, 250):
        meter.measure(at + 500)
        meter.tell(at, now + at / 1000)
    assert meter.seen == ((0, 5_000),)


def test_a_film_that_stands_or_runs_back_is_not_seen():
    meter = Meter(LENGTH)
    now = played(meter, 5_000, 6_000)
    meter.stop()
    meter.tell(7_000, now + 1)
    meter.start(7_000, now + 1, -4.0)
    meter.tell(6_500, now + 2)
    meter.start(7_000, now + 2, 1.0)
    meter.tell(5_500, now + 3)
    assert meter.seen == ((5_000, 6_000),)


def test_a_laptop_that_slept_in_mid_film_has_seen_nothing_meanwhile():
    meter = Meter(LENGTH)
    now = played(meter, 0, 1_000)
    meter.tell(40_000, now + 39.0)  # the film stands where the clock says that it should
    played(meter, 40_000, 41_000, now=now + 39.0)
    assert meter.seen == ((0, 1_000), (40_000, 41_000))


def test_a_clock_set_back_gives_no_more_than_what_ran_by():
    meter = Meter(LENGTH)
    now = played(meter, 0, 1_000)
    assert not meter.tell(9_000, now - 3600)
    played(meter, 9_000, 10_500, now=now - 3600)
    assert meter.seen == ((0, 1_000), (9_000, 10_500))


def test_a_stall_loses_nothing_of_what_is_seen_afterwards():
    meter = Meter(LENGTH)
    now = played(meter, 0, 1_000)
    meter.tell(1_250, now + 5.0)
    assert meter.seen == ((0, 1_250),)


@given(st.lists(st.tuples(st.integers(0, LENGTH), st.floats(-5, 5)), max_size=60))
def test_never_more_is_seen_than_time_has_passed(steps):
    meter, now, longest = Meter(LENGTH), 0.0, 0.0
    meter.start(0, now, 1.0)
    for at, passed in steps:
        now += passed
        longest += max(passed, 0.0) * 1.25 + 0.3
        meter.tell(at, now)
    assert milliseconds(meter.seen, length=LENGTH) <= longest * 1000 + 1


class Clock:
    def __init__(self):
        self.now = 10.0

    def __call__(self):
        return self.now


def test_the_playhead_runs_on_by_the_clock_but_not_far():
    clock = Clock()
    head = Playhead(clock, 1_000)
    head.measure(LENGTH)
    head.run(2.0)
    clock.now += 0.25
    assert head.position == 1_500
    clock.now += 60
    assert head.position == 2_400
    head.stand()
    clock.now += 60
    assert head.position == 2_400


def test_the_playhead_does_not_go_back_to_before_a_jump():
    clock = Clock()
    head = Playhead(clock)
    head.measure(LENGTH)
    head.run(1.0)
    for at in range(250, 1_001, 250):
        clock.now += 0.25
        head.tell(at)
    head.jump(30_000)
    clock.now += 0.1
    assert not head.tell(1_050)
    assert head.position == 30_100
    for at in range(30_250, 31_001, 250):
        clock.now += 0.25
        assert head.tell(at)
    head.stand()
    assert head.seen == ((0, 1_000), (30_000, 31_000))


def test_the_playhead_stays_inside_the_film():
    head = Playhead(Clock())
    head.measure(LENGTH)
    for wanted, reached in ((-5, 0), (LENGTH + 5, LENGTH - 1)):
        head.jump(wanted)
        assert head.position == reached
