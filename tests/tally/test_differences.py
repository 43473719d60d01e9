"""Who differs: planted oddities are found, and a free and fair panel raises few questions."""

import numpy as np
import pytest

from jury_app.tally import additive
from jury_app.tally.differences import FLAGS, own_films
from jury_app.tally.methods import study
from jury_app.tally.scores import Scores
from tests.tally.festivals import assigned, cards, simulated


def panel(change=lambda _film, _juror, value: value, *, films=60, jurors=12, per_film=6, seed=1):
    """Rows of a fair panel with one change, and the order in which each juror saw films."""
    random = np.random.default_rng(seed)
    film, juror = assigned(films, jurors, per_film, random)
    worth = random.normal(0, 1.2, films)
    value = 5 + worth[film] + random.normal(0, 0.7, len(film))
    value = np.array([change(f, j, v) for f, j, v in zip(film, juror, value, strict=True)])
    value = np.clip(np.round(value, 1), 0, 10)
    return Scores.of_columns(
        [f"f{at:02}" for at in film],
        [f"j{at:02}" for at in juror],
        value,
        low=0,
        high=10,
        order=film,
    )


def flags(scores, method="additive"):
    return {juror.juror: juror.flags for juror in study(scores, method).result.jurors}


def test_a_fair_panel_raises_few_questions():
    raised = [flag for seed in range(6) for one in flags(panel(seed=seed)).values() for flag in one]
    assert len(raised) <= 4  # of 72 jurors


def test_a_harsh_and_a_lenient_juror_are_questions():
    def change(_film, juror, value):
        return value + {3: -2.5, 4: 2.5}.get(juror, 0)

    found = flags(panel(change))
    assert found["j03"] == ("harsh",)
    assert found["j04"] == ("lenient",)


def test_a_juror_of_another_taste_is_erratic():
    def change(_film, juror, value):
        return 10 - value if juror == 2 else value

    assert "erratic" in flags(panel(change))["j02"]


def test_a_juror_who_uses_little_of_the_scale_is_flat():
    def change(_film, juror, value):
        return 5 + (value - 5) / 8 if juror == 2 else value

    assert "flat" in flags(panel(change))["j02"]


def test_a_juror_who_drifts_is_a_question_with_slope_and_interval():
    def change(film, juror, value):
        return value + (film * 0.05 - 1.5 if juror == 2 else 0)

    result = study(panel(change), "mean", interval=0.99).result
    found = {one.juror: one for one in result.differences.jurors}["j02"]
    # Thirty of sixty films seen in order: 0.05 a film of the festival is 0.1 a film seen.
    assert found.drift_low < 0.1 < found.drift_high
    assert "drift" in {juror.juror: juror.flags for juror in result.jurors}["j02"]


def test_without_an_order_nothing_is_said_about_drift():
    result = study(simulated(1, 40).scores, "additive").result
    assert {one.drift for one in result.differences.jurors} == {None}


def test_two_jurors_who_copy_each_other_are_a_pair():
    copied = {}

    def change(film, juror, value):
        return copied.setdefault(film, value) if juror in {2, 3} else value

    result = study(panel(change, per_film=8), "additive").result
    assert [(pair.first, pair.second) for pair in result.differences.pairs] == [("j02", "j03")]
    assert result.differences.pairs[0].ratio < 0.2
    jurors = {juror.juror: juror.flags for juror in result.jurors}
    assert "pair" in jurors["j02"]
    assert "pair" in jurors["j03"]


@pytest.mark.parametrize("method", ["mean", "additive", "rasch"])
def test_a_score_out_of_line_is_the_most_unexpected(method):
    festival = simulated(2, 40, jurors=10)
    rows = [
        (
            festival.scores.films[film],
            festival.scores.jurors[juror],
            festival.scores.criteria[criterion],
            score,
        )
        for film, juror, criterion, score in zip(
            festival.scores.film,
            festival.scores.juror,
            festival.scores.criterion,
            festival.scores.score,
            strict=True,
        )
    ]
    best = festival.names[int(np.argmin(festival.rank))]
    at = next(row for row, one in enumerate(rows) if one[0] == best)
    rows[at] = (*rows[at][:3], 1)
    film, juror, criterion, score = zip(*rows, strict=True)
    scores = Scores.of_columns(film, juror, np.array(score), criterion=criterion, low=1, high=10)
    found = study(scores, method).result.differences
    assert found.basis == ("rasch/1" if method == "rasch" else "additive/1")
    assert len(found.unexpected) == 10
    worst = found.unexpected[0]
    assert (worst.film, worst.juror, worst.criterion, worst.score) == (*rows[at][:3], 1)
    assert worst.z < -3
    sizes = [abs(one.z) for one in found.unexpected]
    assert sizes == sorted(sizes, reverse=True)


def test_own_films_are_compared_plainly_with_the_number_behind():
    """Juror 2 gives films of the own country 1.5 points more than others do."""

    def change(film, juror, value):
        return value + (1.5 if juror == 2 and film % 3 == 0 else 0)

    scores = panel(change)
    model = additive.of_scores(scores)
    films = {f"f{at:02}": ["KR"] if at % 3 == 0 else ["HK"] for at in range(60)}
    jurors = {"j02": ["KR"], "j05": ["KR"], "j07": []}
    found = {one.juror: one for one in own_films(scores, model, films, jurors)}
    assert set(found) == {"j02", "j05"}
    assert found["j02"].low < 1.5 < found["j02"].high
    assert found["j02"].low > 0
    assert found["j05"].low < 0 < found["j05"].high
    seen = sum(
        1
        for film, juror in zip(scores.film, scores.juror, strict=True)
        if scores.jurors[juror] == "j02"
    )
    assert found["j02"].n_own + found["j02"].n_other == seen


def test_where_no_film_has_two_cards_nothing_is_said():
    result = study(cards([("a", "x", 1), ("b", "y", 5)], low=0, high=10), "mean").result
    assert result.differences is None


def test_every_flag_is_a_question_or_a_reason():
    assert all(text.endswith(("?", ".")) for text in FLAGS.values())


def test_flags_change_no_result():
    def change(_film, juror, value):
        return value + (-2.5 if juror == 3 else 0)

    scores = panel(change)
    analysis = study(scores, "mean")
    exact = {
        name: float(sum(values) / len(values))
        for name, values in zip(scores.films, scores.exact_values(), strict=True)
    }
    assert {film.film: film.value for film in analysis.result.films} == pytest.approx(exact)
