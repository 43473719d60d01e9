"""The additive model against dense algebra, against statsmodels, and at its edges."""

import warnings
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf

from jury_app.base.errors import Refusal
from jury_app.tally import additive
from jury_app.tally.crossed import Design, Equations
from jury_app.tally.methods import study
from tests.tally.festivals import assigned, cards, simulated


def crossed(seed, films, jurors, per_film):
    random = np.random.default_rng(seed)
    film, juror = assigned(films, jurors, per_film, random)
    value = 60 + 8 * random.normal(size=films)[film] + 5 * random.normal(size=jurors)[juror]
    return film, juror, value + 9 * random.normal(size=len(film))


def dense(film, juror, value, model):
    """Generalised least squares and prediction errors by the textbook, with whole matrices."""
    z = np.eye(film.max() + 1)[film]
    u = np.eye(juror.max() + 1)[juror]
    v = model.var_film * z @ z.T + model.var_juror * u @ u.T
    v += model.var_residual * np.eye(len(value))
    inverse = np.linalg.inv(v)
    one = np.ones(len(value))
    mean = (one @ inverse @ value) / (one @ inverse @ one)
    projection = inverse - np.outer(inverse @ one, one @ inverse) / (one @ inverse @ one)
    effect = model.var_film * z.T @ inverse @ (value - mean)
    # Var(mean + effect − truth), from the joint law of the errors.
    loading = model.var_film * z.T @ inverse
    weight = inverse @ one / (one @ inverse @ one)
    combined = np.outer(np.ones(len(effect)), weight) + loading - np.outer(loading @ one, weight)
    error = combined @ v @ combined.T - 2 * combined @ (model.var_film * z)
    error += model.var_film * np.eye(len(effect))
    deviance = np.linalg.slogdet(v)[1] + np.log(one @ inverse @ one)
    deviance += value @ projection @ value + (len(value) - 1) * np.log(2 * np.pi)
    return mean, effect, np.sqrt(np.diag(error)), deviance


@pytest.mark.parametrize(("films", "jurors", "per_film"), [(30, 8, 3), (6, 14, 9)])
def test_effects_and_likelihood_are_those_of_the_dense_equations(films, jurors, per_film):
    film, juror, value = crossed(3, films, jurors, per_film)
    model = additive.fit(film, juror, value)
    assert model.kept == ("juror" if films >= jurors else "film")
    mean, effect, error, deviance = dense(film, juror, value, model)
    assert model.mean == pytest.approx(mean, abs=1e-8)
    assert model.film == pytest.approx(effect, abs=1e-8)
    assert -2 * model.log_likelihood == pytest.approx(deviance, abs=1e-6)
    # The plain error, before the uncertainty of the variances is added.
    plain = np.sqrt(model.film_se**2 - (model.sway**2).sum(axis=0))
    assert plain == pytest.approx(error, rel=1e-6)
    assert (model.film_se > error).all()


def test_the_likelihood_is_at_its_maximum():
    film, juror, value = crossed(4, 40, 10, 4)
    model = additive.fit(film, juror, value)
    best = dense(film, juror, value, model)[3]
    for name in ("var_film", "var_juror", "var_residual"):
        for factor in (0.97, 1.03):
            other = replace(model, **{name: factor * getattr(model, name)})
            assert dense(film, juror, value, other)[3] > best


def test_sparse_and_dense_elimination_give_the_same_errors():
    film, juror, value = crossed(5, 30, 30, 4)
    one = Equations(Design(film, juror), 0.7, 0.3)
    other = Equations(Design(juror, film), 0.3, 0.7)
    by_a, by_b = one.variances()
    assert by_a == pytest.approx(other.variances_of_mean_plus_b(), rel=1e-10)
    assert by_b == pytest.approx(other.variances_of_a(), rel=1e-10)
    assert one.log_determinant() == pytest.approx(other.log_determinant(), rel=1e-12)
    solved, swapped = one.solve(value), other.solve(value)
    assert solved.a == pytest.approx(swapped.b, abs=1e-10)
    assert one.traces() == pytest.approx(other.traces()[::-1], rel=1e-10)


def mixedlm(film, juror, value):
    """Crossed effects in statsmodels: one group, two variance components."""
    frame = pd.DataFrame({"film": film, "juror": juror, "value": value, "all": 1})
    parts = {"film": "0 + C(film)", "juror": "0 + C(juror)"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # statsmodels warns of its own convergence tests
        model = smf.mixedlm("value ~ 1", frame, groups="all", vc_formula=parts)
        return model.fit(reml=True, method=["lbfgs"], gtol=1e-10)


def test_estimates_agree_with_statsmodels():
    film, juror, value = crossed(6, 25, 8, 4)
    value = value / 10
    theirs, ours = mixedlm(film, juror, value), additive.fit(film, juror, value)
    names = theirs.model.exog_vc.names
    assert ours.var_film == pytest.approx(theirs.vcomp[names.index("film")], abs=1e-4)
    assert ours.var_juror == pytest.approx(theirs.vcomp[names.index("juror")], abs=1e-4)
    assert ours.var_residual == pytest.approx(theirs.scale, abs=1e-4)
    assert ours.mean == pytest.approx(theirs.fe_params.iloc[0], abs=1e-4)
    assert ours.log_likelihood == pytest.approx(theirs.llf, abs=1e-4)


@pytest.mark.parametrize(("films", "jurors"), [(60, 12), (9, 20)])
def test_draws_have_the_measures_and_errors_of_the_model(films, jurors):
    film, juror, value = crossed(7, films, jurors, 5)
    model = additive.fit(film, juror, value)
    draws = model.draws(20_000, np.random.Generator(np.random.PCG64(1)))
    assert draws.mean(axis=0) == pytest.approx(model.measure, abs=5 * model.film_se.max() / 141)
    assert draws.std(axis=0) == pytest.approx(model.film_se, rel=0.03)


def test_jurors_that_do_not_differ_have_no_variance_and_no_severity():
    rows = [
        (f"f{film}", f"j{juror}", 2 * film + (juror + film) % 2)
        for film in range(4)
        for juror in range(2)
    ]
    analysis = study(cards(rows, low=0, high=10), "additive")
    assert analysis.result.variance.juror == 0
    assert [juror.severity for juror in analysis.result.jurors] == [0, 0]
    assert any(note.key == "variance.juror" for note in analysis.result.notes)


def test_films_that_do_not_differ_share_the_first_rank_and_one_group():
    rows = [
        (f"f{film}", f"j{juror}", juror + (film + juror) % 2)
        for film in range(4)
        for juror in range(4)
    ]
    result = study(cards(rows, low=0, high=10), "additive").result
    assert result.variance.film == 0
    assert {film.rank for film in result.films} == {1}
    assert {film.group for film in result.films} == {1}


def test_equal_scores_everywhere_are_all_ties_without_error():
    rows = [(f"f{film}", f"j{juror}", 5) for film in range(4) for juror in range(3)]
    result = study(cards(rows, low=0, high=10), "additive").result
    assert {film.rank for film in result.films} == {1}
    assert {film.se for film in result.films} == {0}
    assert {film.value for film in result.films} == {50}
    assert result.variance is None


def test_one_juror_means_that_severity_is_the_mean():
    rows = [("a", "j", 2), ("a", "j", 3), ("b", "j", 7), ("b", "j", 8)]
    film = np.array([0, 0, 1, 1])
    model = additive.fit(film, np.zeros(4, dtype=int), np.array([row[2] for row in rows], float))
    assert model.var_juror == 0
    assert model.var_film > 0


def test_films_of_one_card_each_are_refused():
    with pytest.raises(Refusal, match="two scorecards"):
        study(cards([("a", "j", 2), ("b", "j", 3)], low=0, high=10), "additive")


def test_half_of_the_distance_counts_when_chance_equals_the_worth_of_two_cards():
    """Shrinkage is n / (n + σ² / σ²_film), the formula that `explain` shows."""
    festival = simulated(8, 40)
    analysis = study(festival.scores, "additive")
    model, table = analysis.model, festival.scores.cards
    fair = table.value - model.juror[table.juror]
    count = np.bincount(table.film)
    factor = count / (count + model.var_residual / model.var_film)
    by_hand = model.mean + factor * (np.bincount(table.film, weights=fair) / count - model.mean)
    assert model.measure == pytest.approx(by_hand, abs=1e-8)
