"""Planning: what can be watched is arithmetic, how reliable a cut is is simulated."""

import numpy as np
import pytest

from jury_app.base.errors import Refusal
from jury_app.tally.planning import Asked, FestivalPlan, Watching, plan, sentences
from jury_app.tally.rehearsal import Spread


def small(**options: object) -> FestivalPlan:
    asked = {
        "films": 60, "minutes": 14, "jurors": 12, "minutes_a_day": 60, "days": 2, "cut": 10,
        "reviews": (3, 6), "calibration": 4, "festivals": 12,
    }  # fmt: skip
    return plan(Asked(**{**asked, **options}))


def test_what_can_be_watched_is_counted_in_whole_films_a_juror():
    found = plan(
        Asked(films=2067, minutes=14, jurors=40, minutes_a_day=240, days=7, cut=50, festivals=1)
    )
    assert (found.minutes_a_juror, found.films_a_juror) == (1680, 120)
    assert found.reviews_a_film == 2
    assert found.watching == (
        Watching(reviews=3, needed=52, spare=-12),
        Watching(reviews=5, needed=87, spare=-47),
        Watching(reviews=7, needed=121, spare=-81),
    )
    assert sentences(found)[:3] == [
        "A juror has 1680 minutes, enough for 120 films.",
        "40 jurors can give each of 2067 films 2 reviews.",
        "3 reviews a film need 52 jurors: 12 short.",
    ]


def test_a_film_longer_than_all_the_time_there_is_cannot_be_watched():
    found = small(minutes=500)
    assert (found.films_a_juror, found.films_watchable, found.reviews_a_film) == (0, 0, 0)
    assert "Only 0 of 60 films can be watched at all." in sentences(found)
    assert "3 reviews a film: no juror has time for one film." in sentences(found)


def test_a_panel_is_never_smaller_than_the_reviews_of_a_film():
    assert small(minutes_a_day=10_000).watching[1].needed == 6


def test_more_reviews_make_more_of_the_cut_right():
    found = small(festivals=60, reviews=(2, 12))
    few, many = (each for each in found.reliability if not each.calibration)
    assert many.right > few.right + 0.05
    assert many.tau > few.tau
    assert few.right_low <= few.right <= few.right_high


def test_without_taste_and_severity_every_cut_is_right():
    found = small(spread=Spread(film=1.0, juror=0.0, taste=1e-6), festivals=3)
    assert {each.right for each in found.reliability} == {1.0}
    assert {each.tau for each in found.reliability} == {1.0}


def test_correction_wins_over_the_mean_where_jurors_differ():
    found = small(spread=Spread(film=1.0, juror=2.0, taste=0.5), festivals=40)
    assert all(each.right > each.right_mean + 0.1 for each in found.reliability)


def test_a_shared_set_costs_every_juror_its_minutes():
    assert small().calibration_minutes == 56
    without = small(calibration=0)
    assert {each.calibration for each in without.reliability} == {0}
    assert not any("shared set" in line for line in sentences(without))


def test_the_same_seed_gives_the_same_plan_to_the_bit():
    assert small(seed=3) == small(seed=3)
    assert small(seed=3).reliability != small(seed=4).reliability


def test_a_guess_gets_as_much_of_the_cut_right_as_chance_does():
    found = small(spread=Spread(film=1e-6, juror=0.0, taste=5.0), festivals=150, calibration=0)
    assert np.mean([each.right for each in found.reliability]) == pytest.approx(10 / 60, abs=0.03)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"films": 0}, "must be positive"),
        ({"minutes": 0}, "must be positive"),
        ({"cut": 60}, "smaller than the programme"),
        ({"calibration": 60}, "smaller than the programme"),
        ({"reviews": (13,)}, "need as many jurors; there are 12"),
        ({"films": 10**6, "jurors": 50}, "too many to simulate"),
    ],
)
def test_plans_that_make_no_sense_are_refused(wrong, words):
    with pytest.raises(Refusal, match=words):
        small(**wrong)
