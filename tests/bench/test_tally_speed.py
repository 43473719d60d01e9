"""How long a tally takes: at a real festival's size, beside statsmodels, and up to a million."""

import json
import subprocess
import sys
import time
from itertools import pairwise

import pytest
import scipy.linalg
import scipy.sparse.csgraph
import scipy.special

from jury_app.tally import additive
from jury_app.tally.methods import study
from tests.tally.festivals import simulated
from tests.tally.test_additive import crossed, mixedlm

pytestmark = pytest.mark.bench

FILMS, JURORS, PER_FILM = 2_067, 40, 5
# Imports are aside: they are made above, or by a first small study.
IMPORTED = (scipy.linalg, scipy.sparse.csgraph, scipy.special)


def seconds(work, runs=3):
    """The shortest of some runs, and what the last gave."""
    best = float("inf")
    for _run in range(runs):
        start = time.perf_counter()
        result = work()
        best = min(best, time.perf_counter() - start)
    return best, result


@pytest.fixture(scope="module")
def festival():
    study(simulated(1, 20).scores, "rasch")
    return simulated(1, FILMS, jurors=JURORS, per_film=PER_FILM).scores


@pytest.mark.parametrize(("draws", "limit"), [(2_000, 1.0), (10_000, 4.0)])
def test_additive_with_its_draws(festival, draws, limit):
    spent, _analysis = seconds(lambda: study(festival, "additive", draws=draws, cut=50))
    print(f"\ntally: additive, {FILMS} films × {PER_FILM}, {draws} draws {spent:.2f} s (≤ {limit})")
    assert spent <= limit


@pytest.mark.parametrize("step", [1.0, 0.5])
@pytest.mark.parametrize("thresholds", ["shared", "per-criterion"])
def test_rasch_on_four_criteria(thresholds, step):
    scores = simulated(1, FILMS, jurors=JURORS, per_film=PER_FILM, step=step).scores
    spent, _analysis = seconds(lambda: study(scores, "rasch", thresholds=thresholds, cut=50))
    print(f"\ntally: rasch, thresholds {thresholds}, steps of {step}: {spent:.2f} s (≤ 2)")
    assert spent <= 2.0


@pytest.mark.parametrize("method", ["mean", "median", "trimmed", "zscore"])
def test_the_other_methods(festival, method):
    spent, _analysis = seconds(lambda: study(festival, method, cut=50))
    print(f"\ntally: {method}, 2000 bootstrap draws {spent:.2f} s (≤ 2)")
    assert spent <= 2.0


def test_a_dragged_cut(festival):
    analysis = study(festival, "additive", draws=10_000)
    spent, _chances = seconds(lambda: analysis.p_above(73), runs=20)
    print(f"\ntally: chances for a dragged cut, 10,000 draws {1000 * spent:.2f} ms (≤ 5)")
    assert spent <= 0.005


def test_additive_beside_statsmodels():
    """On the largest of these sets that statsmodels finishes in a minute."""
    for films in (300, 600, 900, 1_200, 1_600, 2_067):
        film, juror, value = crossed(1, films, JURORS, PER_FILM)
        value = value / 10
        theirs, fitted = seconds(lambda: mixedlm(film, juror, value), runs=1)  # noqa: B023  run at once
        if theirs > 60:
            break
        ours, model = seconds(lambda: additive.fit(film, juror, value), runs=10)  # noqa: B023  likewise
        size, last = films, (theirs, ours, fitted, model)
        if theirs > 40:
            break
    theirs, ours, fitted, model = last
    names = fitted.model.exog_vc.names
    print(
        f"\ntally: {size} films × {PER_FILM}: statsmodels {theirs:.1f} s, additive "
        f"{1000 * ours:.1f} ms, {theirs / ours:.0f} × faster (≥ 100)"
    )
    assert model.var_film == pytest.approx(fitted.vcomp[names.index("film")], abs=1e-4)
    assert model.var_juror == pytest.approx(fitted.vcomp[names.index("juror")], abs=1e-4)
    assert model.var_residual == pytest.approx(fitted.scale, abs=1e-4)
    assert model.mean == pytest.approx(fitted.fe_params.iloc[0], abs=1e-4)
    assert theirs / ours >= 100


LARGE = """
import json, resource, sys, time
import numpy as np
import scipy.linalg, scipy.sparse.csgraph, scipy.special
from jury_app.tally import additive
from jury_app.tally.methods import study
from jury_app.tally.scores import Scores
films, jurors = int(sys.argv[1]), int(sys.argv[2])
random = np.random.default_rng(1)
film = np.repeat(np.arange(films), 10)
# Ten different jurors a film: a random start, then steps that never meet.
juror = ((random.integers(0, jurors, films)[:, None] + np.arange(10) * (jurors // 10)) % jurors)
mixed = random.permutation(jurors)
juror = mixed[juror].ravel()
value = 6 + random.normal(0, .9, films)[film] + random.normal(0, .6, jurors)[juror]
value = np.clip(np.round(value + random.normal(size=len(film)), 1), 0, 10)
# A second shuffle links the islands that equal steps would leave.
juror[::10] = random.integers(0, jurors, films)
twice = [at for at in range(0, len(juror), 10) if juror[at] in juror[at + 1 : at + 10]]
keep = np.ones(len(juror), bool); keep[twice] = False
names = ([f"f{at}" for at in film[keep]], [f"j{at}" for at in juror[keep]], value[keep])
begin = time.perf_counter()
scores = Scores.of_columns(*names, low=0, high=10)
built = time.perf_counter()
fits = []
for _ in range(5):
    start = time.perf_counter()
    additive.of_scores(scores)
    fits.append(time.perf_counter() - start)
fitted = time.perf_counter()
study(scores, "additive", cut=max(1, films // 40))
done = time.perf_counter()
print(json.dumps({
    "scores": len(scores), "build": built - begin, "fit": min(fits), "study": done - fitted,
    "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
}))
"""


def large(films, jurors):
    """Figures of one large table, in a process of its own for the sake of its memory."""
    command = [sys.executable, "-c", LARGE, str(films), str(jurors)]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def test_a_million_scores():
    found = large(100_000, 2_000)
    print(f"\ntally: {found}")
    assert found["study"] <= 15
    assert found["mb"] <= 2_048


def test_time_grows_no_faster_than_the_scores():
    """With the same 200 jurors; each of them is one equation of the dense part."""
    figures = [large(films, 200) for films in (1_000, 10_000, 100_000)]
    for found in figures:
        print(f"\ntally: {found}")
    for less, more in pairwise(figures):
        assert more["fit"] / less["fit"] <= 1.5 * more["scores"] / less["scores"]
