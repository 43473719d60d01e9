"""The many-facet Rasch model: probabilities of categories, and Newton's method on the likelihood.

log(P_k / P_k−1) = film − juror − criterion − threshold_k, over the categories 0…m that were used.
The likelihood is concave in all parameters, so Newton's method with halved steps finds its one
maximum (joint maximum likelihood). Films are eliminated first: their block is diagonal.

Sources: Linacre, Many-Facet Rasch Measurement (1989); Andrich (1978), Psychometrika 43, 561–573
(rating scale); Masters (1982), Psychometrika 47, 149–174 (partial credit); Wright and Masters,
Rating Scale Analysis (1982), ch. 4–5 (joint likelihood, fit).
"""

from dataclasses import dataclass

import numpy as np

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_
from jury_app.tally.arrays import Floats, Ints, Sparse

STEPS = 100
TOLERANCE = 1e-9
"""Largest difference of an expected from an observed total (in categories) at convergence."""
UNTOLD, ENDLESS = 1e-10, 1e-6
"""Least eigenvalue of the scaled information: below the first at the start, the design cannot tell
facets apart; below the second at the end, the likelihood rises for ever towards infinity."""


@dataclass(frozen=True)
class Ratings:
    """Rows to fit: indices into the films, jurors, criteria and threshold sets that they use.

    Attributes:
        category: Of each row, counted from 0.
        steps: Of each threshold set, the number of its thresholds (categories − 1).
    """

    film: Ints
    juror: Ints
    criterion: Ints
    group: Ints
    category: Ints
    steps: Ints

    @property
    def sizes(self) -> tuple[int, int, int]:
        """Numbers of films, jurors and criteria."""
        return int(self.film.max()) + 1, int(self.juror.max()) + 1, int(self.criterion.max()) + 1

    @property
    def most(self) -> int:
        """The largest number of thresholds in a set."""
        return int(self.steps.max())


@dataclass(frozen=True)
class Parameters:
    """Logits; thresholds are sets × steps, with +inf where a set has fewer steps."""

    film: Floats
    juror: Floats
    criterion: Floats
    thresholds: Floats


def probabilities(location: Floats, thresholds: Floats) -> Floats:
    """P(category) for rows of (location, thresholds of the row's set): rows × categories."""
    steps = location[:, None] - thresholds
    logits = np.concatenate((np.zeros((len(location), 1)), np.cumsum(steps, axis=1)), axis=1)
    logits -= logits.max(axis=1, keepdims=True)
    weight = np.exp(logits)
    weight /= weight.sum(axis=1, keepdims=True)
    return np.asarray(weight)


def moments(probability: Floats) -> tuple[Floats, Floats]:
    """Expected category of each row, and its variance."""
    category = np.arange(probability.shape[1])
    mean = probability @ category
    return mean, probability @ category**2 - mean**2


def locations(rows: Ratings, at: Parameters) -> Floats:
    """Film − juror − criterion of each row."""
    return np.asarray(at.film[rows.film] - at.juror[rows.juror] - at.criterion[rows.criterion])


@dataclass(frozen=True)
class Fit:
    """The maximum: parameters, log-likelihood, and the information at it (films eliminated)."""

    parameters: Parameters
    log_likelihood: float
    information: "Information"
    steps: int


def fit(rows: Ratings) -> Fit:
    """Maximise the joint likelihood.

    Raises:
        Refusal: The facets cannot be told apart, or the scores separate so perfectly that no
            finite estimate exists.
    """
    here = _start(rows)
    likelihood = _log_likelihood(rows, here)
    for step in range(1, STEPS + 1):
        slope, information = _slope(rows, here)
        if step == 1 and information.least() < UNTOLD:
            raise Refusal(
                N_(
                    "Film, juror and criterion cannot be told apart in these scores: some jurors "
                    "or criteria are linked to the others only by films that all score alike, or "
                    "by no film. Assign more films to more than one juror, or use `mean`."
                )
            )
        if max(float(np.abs(part).max()) for part in slope) < TOLERANCE:
            if information.least() < ENDLESS:
                break
            return Fit(_centred(rows, here), likelihood, information, step)
        move, size = information.solve(slope), 1.0
        while True:
            there = _moved(rows, here, move, size)
            reached = _log_likelihood(rows, there)
            # Close to the maximum the likelihood is flat to the last bit: any such step is good.
            if reached >= likelihood - 1e-12 * abs(likelihood):
                break
            size /= 2
        here, likelihood = there, reached
    raise Refusal(
        N_(
            "The scores fall apart too neatly (some films above others in every single score), "
            "so no finite measure exists; use `additive`, or wait for more scores."
        )
    )


def _start(rows: Ratings) -> Parameters:
    """All equal, thresholds from how often neighbouring categories were used."""
    films, jurors, criteria = rows.sizes
    width = rows.most
    count = np.zeros((len(rows.steps), width + 1))
    np.add.at(count, (rows.group, rows.category), 1)
    exists = np.arange(1, width + 1) <= rows.steps[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        thresholds = np.where(exists, np.log(count[:, :-1] / count[:, 1:]), np.inf)
    return Parameters(np.zeros(films), np.zeros(jurors), np.zeros(criteria), thresholds)


def _log_likelihood(rows: Ratings, at: Parameters) -> float:
    chance = probabilities(locations(rows, at), at.thresholds[rows.group])
    with np.errstate(divide="ignore"):
        return float(np.log(chance[np.arange(len(rows.category)), rows.category]).sum())


def _moved(rows: Ratings, at: Parameters, move: Parameters, size: float) -> Parameters:
    moved = Parameters(
        at.film + size * move.film,
        at.juror + size * move.juror,
        at.criterion + size * move.criterion,
        at.thresholds + size * move.thresholds,
    )
    return _centred(rows, moved)


def _centred(rows: Ratings, at: Parameters) -> Parameters:
    """The same model with films, criteria and every set of thresholds centred at 0."""
    finite = np.isfinite(at.thresholds)
    level = np.where(finite, at.thresholds, 0).sum(axis=1) / rows.steps
    criterion, juror = at.criterion, at.juror
    if len(level) == 1:
        juror = juror + level[0]
    else:
        criterion = criterion + level
    hardness, worth = criterion.mean(), at.film.mean()
    return Parameters(
        at.film - worth,
        juror + hardness - worth,
        criterion - hardness,
        at.thresholds - level[:, None],
    )


def _slope(rows: Ratings, at: Parameters) -> tuple[tuple[Floats, ...], "Information"]:
    """First derivatives by film, juror, criterion and threshold; second ones with films apart."""
    films, jurors, criteria = rows.sizes
    chance = probabilities(locations(rows, at), at.thresholds[rows.group])
    mean, variance = moments(chance)
    above = np.cumsum(chance[:, ::-1], axis=1)[:, -2::-1]  # P(category ≥ k), k = 1…m
    rest = rows.category - mean
    reached = rows.category[:, None] >= np.arange(1, rows.most + 1)
    by_threshold = np.zeros_like(at.thresholds)
    np.add.at(by_threshold, rows.group, above - reached)
    slope = (
        _totals(rows.film, rest, films),
        -_totals(rows.juror, rest, jurors),
        -_totals(rows.criterion, rest, criteria),
        np.where(np.isfinite(at.thresholds), by_threshold, 0.0),
    )
    return slope, Information(rows, variance, above, mean)


def _totals(index: Ints, weights: Floats, size: int) -> Floats:
    return np.bincount(index, weights=weights, minlength=size).astype(np.float64)


class Information:
    """Fisher's information of all parameters, which here is also minus the second derivative.

    Kept are jurors, criteria and thresholds in this order; films are eliminated. Shifts that leave
    every probability as it is (the gauge) are fixed by adding their outer products.
    """

    def __init__(self, rows: Ratings, variance: Floats, above: Floats, mean: Floats) -> None:
        self.rows = rows
        films, self._jurors, criteria = rows.sizes
        self._thresholds = self._jurors + criteria
        self.size = self._thresholds + len(rows.steps) * rows.most
        self.film = _totals(rows.film, variance, films)
        loading = self._sparse(self._loading(variance, above, mean))
        self.cross: Sparse = -(self._indicator(rows.film[:, None], films).T @ loading)
        self.full = self._kept(loading, above)
        scaled = self.cross.multiply(1 / self.film[:, None]).tocsr()
        self.reduced: Floats = self.full - (self.cross.T @ scaled).toarray()
        self.reduced += self._gauge()

    def _loading(self, variance: Floats, above: Floats, mean: Floats) -> Floats:
        """Covariance of a row's category with the statistics of its kept parameters."""
        k = np.arange(1, above.shape[1] + 1)
        tail = np.cumsum(above[:, ::-1], axis=1)[:, ::-1] - above
        steps = k * above + tail - above * mean[:, None]
        return np.column_stack((variance, variance, steps))

    def _sparse(self, loading: Floats) -> Sparse:
        """Loadings in the columns of the kept parameters that each row involves."""
        from scipy.sparse import csr_matrix

        rows = self.rows
        first = self._thresholds + rows.group * rows.most
        columns = np.column_stack(
            (rows.juror, self._jurors + rows.criterion, first[:, None] + np.arange(rows.most))
        )
        start = np.arange(len(columns) + 1) * columns.shape[1]
        return csr_matrix((loading.ravel(), columns.ravel(), start), (len(columns), self.size))

    @staticmethod
    def _indicator(columns: Ints, size: int) -> Sparse:
        from scipy.sparse import csr_matrix

        start = np.arange(len(columns) + 1) * columns.shape[1]
        return csr_matrix((np.ones(columns.size), columns.ravel(), start), (len(columns), size))

    def _kept(self, loading: Sparse, above: Floats) -> Floats:
        """The block of jurors, criteria and thresholds among themselves."""
        rows, split = self.rows, self._thresholds
        facets = np.column_stack((rows.juror, self._jurors + rows.criterion))
        out: Floats = (self._indicator(facets, self.size).T @ loading).toarray()
        out[split:, :split] = out[:split, split:].T
        for group in range(len(rows.steps)):
            own = above[rows.group == group]
            k = np.arange(rows.most)
            both = own.sum(axis=0)[np.maximum(k[:, None], k)] - own.T @ own
            at = split + group * rows.most + k
            out[np.ix_(at, at)] = both
        # Steps that a set does not have are tied to zero.
        missing = np.flatnonzero(np.diag(out) <= 0)
        out[missing, missing] = 1.0
        return out

    def _gauge(self) -> Floats:
        """Outer products of the shifts that change nothing, as seen by the kept parameters."""
        rows, criteria = self.rows, slice(self._jurors, self._thresholds)
        shifts = np.zeros((2 + len(rows.steps), self.size))
        shifts[0, : self._jurors] = 1  # with all films
        shifts[1, : self._jurors], shifts[1, criteria] = 1, -1
        for group, steps in enumerate(rows.steps):
            first = self._thresholds + group * rows.most
            shifts[2 + group, first : first + steps] = 1
            if len(rows.steps) == 1:
                shifts[2, : self._jurors] = -1
            else:
                shifts[2 + group, self._jurors + group] = -1
        return np.asarray(shifts.T @ shifts)

    def of_elements(self) -> tuple[Floats, Floats, Floats]:
        """Information of each film, juror and criterion with all others held (as FACETS tells)."""
        own = np.diag(self.full)
        return self.film, own[: self._jurors], own[self._jurors : self._thresholds]

    def least(self) -> float:
        """Least eigenvalue of the reduced matrix, scaled to a diagonal of ones."""
        scale = np.sqrt(np.diag(self.reduced))
        return float(np.linalg.eigvalsh(self.reduced / np.outer(scale, scale))[0])

    def solve(self, slope: tuple[Floats, ...]) -> Parameters:
        """Newton's step for these first derivatives."""
        by_film, by_juror, by_criterion, by_threshold = slope
        right = np.concatenate((by_juror, by_criterion, by_threshold.ravel()))
        kept = np.linalg.solve(self.reduced, right - self.cross.T @ (by_film / self.film))
        film = (by_film - self.cross @ kept) / self.film
        thresholds = kept[self._thresholds :].reshape(by_threshold.shape)
        return Parameters(
            film, kept[: self._jurors], kept[self._jurors : self._thresholds], thresholds
        )

    def draws(self, n: int, random: np.random.Generator) -> Floats:
        """Draws of the films' errors from the normal law with this information; n × films."""
        from scipy.linalg import cholesky, solve_triangular

        factor = cholesky(self.reduced, lower=True)
        noise = random.standard_normal((self.size, n))
        kept = solve_triangular(factor, noise, trans="T", lower=True)
        shift = np.asarray(self.cross @ kept) / self.film[:, None]
        out = random.standard_normal((n, len(self.film))) / np.sqrt(self.film) - shift.T
        return np.asarray(out - out.mean(axis=1, keepdims=True))


def solved_location(others: Floats, thresholds: Floats, total: float) -> tuple[float, float]:
    """Where one element lies whose rows should total `total` categories, and its standard error.

    Args:
        others: Of each row, the sum of the other facets with their signs.
        thresholds: Of each row.
        total: Strictly between the lowest and the highest possible.
    """
    at, information = 0.0, 1.0
    for _step in range(STEPS * 10):
        mean, variance = moments(probabilities(others + at, thresholds))
        rest, information = total - float(mean.sum()), float(variance.sum())
        move = float(np.clip(rest / max(information, 1e-12), -1, 1))
        at += move
        if abs(move) < 1e-12:
            break
    return at, information**-0.5
