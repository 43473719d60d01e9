"""Published answers: the numbers that others have printed for the same data."""

import krippendorff
import numpy as np
import pytest

from jury_app.tally import additive
from jury_app.tally.agreement import agreement
from jury_app.tally.methods import analyse
from tests.tally.festivals import reference


@pytest.fixture(scope="module")
def guilford():
    scores, answers = reference("guilford-1954", low=1, high=9)
    return analyse(scores, "rasch"), answers


def test_guilford_films_have_the_published_measures_errors_and_fits(guilford):
    result, answers = guilford
    films = {film.film: film for film in result.films}
    assert set(films) == set(answers["films"])
    for name, expected in answers["films"].items():
        assert films[name].measure == pytest.approx(expected["measure"], abs=1e-3)
        assert films[name].se == pytest.approx(expected["se"], abs=1e-3)
        if "infit" in expected:
            assert films[name].infit == pytest.approx(expected["infit"], abs=2e-3)


def test_guilford_jurors_have_the_published_severities_and_fits(guilford):
    result, answers = guilford
    for juror in result.jurors:
        expected = answers["jurors"][juror.juror]
        assert juror.severity == pytest.approx(expected["severity"], abs=1e-3)
        assert juror.se == pytest.approx(expected["se"], abs=1e-3)
        assert juror.infit == pytest.approx(expected["infit"], abs=2e-3)
        assert juror.outfit == pytest.approx(expected["outfit"], abs=2e-3)


def test_guilford_criteria_thresholds_and_likelihood_are_the_published_ones(guilford):
    result, answers = guilford
    for criterion in result.criteria:
        expected = answers["criteria"][criterion.criterion]
        assert criterion.difficulty == pytest.approx(expected["difficulty"], abs=1e-3)
        assert criterion.se == pytest.approx(expected["se"], abs=1e-3)
    assert result.thresholds == pytest.approx(answers["thresholds"], abs=1e-3)
    assert -result.log_likelihood == pytest.approx(answers["minus_log_likelihood"], abs=1e-5)


def test_guilford_fair_averages_round_to_the_published_ones(guilford):
    result, answers = guilford
    for film in result.films:
        assert round(film.fair_average, 2) == answers["fair_averages"][film.film]


def test_guilford_agreement_over_its_cells_is_the_published_one(guilford):
    result, answers = guilford
    for key, expected in answers["agreement_over_35_cells"].items():
        assert getattr(result.agreement, key) == pytest.approx(expected, abs=5e-5)


@pytest.mark.parametrize("name", ["krippendorff-3x15", "shrout-fleiss-1979"])
def test_agreement_is_the_published_one(name):
    scores, answers = reference(name)
    found, _notes = agreement(scores)
    keys = [key for key in answers if key.startswith(("alpha", "icc"))]
    assert keys
    for key in keys:
        assert getattr(found, key) == pytest.approx(answers[key], abs=answers["tolerance"])


def test_alphas_agree_with_the_krippendorff_package_on_a_sparse_table():
    random = np.random.default_rng(5)
    grid = random.integers(0, 6, (7, 40)).astype(float)
    grid[random.random(grid.shape) < 0.6] = np.nan
    rows = [
        (f"f{film}", f"j{juror}", grid[juror, film])
        for juror in range(7)
        for film in range(40)
        if not np.isnan(grid[juror, film])
    ]
    from tests.tally.festivals import cards

    found, _notes = agreement(cards(rows, low=0, high=5))
    for level in ("nominal", "ordinal", "interval", "ratio"):
        expected = krippendorff.alpha(grid, level_of_measurement=level)
        assert getattr(found, f"alpha_{level}") == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("name", ["penicillin", "pastes"])
def test_additive_agrees_with_the_published_lme4_fit(name):
    scores, answers = reference(name)
    tolerance = answers["tolerance"]
    model = additive.fit(scores.film, scores.juror, scores.score)
    components = {
        "film": model.var_film,
        "juror": model.var_juror,
        "residual": model.var_residual,
    }
    assert components == pytest.approx(answers["variance"], abs=tolerance["variance"])
    criterion = -2 * model.log_likelihood
    assert criterion == pytest.approx(answers["reml_criterion"], abs=tolerance["criterion"])
    assert model.mean == pytest.approx(answers["mean"], abs=tolerance["mean"])


def test_the_tally_of_penicillin_reports_lme4s_components():
    scores, answers = reference("penicillin")
    result = analyse(scores, "additive")
    assert result.variance.film == pytest.approx(answers["variance"]["film"], abs=3e-4)
    assert result.variance.juror == pytest.approx(answers["variance"]["juror"], abs=3e-4)
    assert result.variance.residual == pytest.approx(answers["variance"]["residual"], abs=3e-4)
    assert -2 * result.log_likelihood == pytest.approx(answers["reml_criterion"], abs=5e-4)
