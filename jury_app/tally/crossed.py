"""Henderson's equations for two crossed random factors, with the larger factor eliminated.

The model is y = μ + a + b + e. Given the ratios of variance, the equations of the larger factor
(films, as a rule) are diagonal and are taken out by hand, which leaves a dense system of 1 + B
unknowns. Building it costs in proportion to the scores; solving it does not depend on them.

Sources: Henderson (1975), Biometrics 31, 423–447; Searle, Casella and McCulloch, Variance
Components (1992), ch. 7; Bates et al. (2015), J. Stat. Softw. 67(1), for the profiled criterion.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from jury_app.tally.arrays import Floats, Ints, Sparse


@dataclass(frozen=True)
class Solution:
    """Estimates for one set of data: the mean, both factors' effects, and the residuals."""

    mean: float
    a: Floats
    b: Floats
    residual: Floats


class Design:
    """Which rows belong to which level of the factors a (eliminated) and b (kept)."""

    def __init__(self, a: Ints, b: Ints) -> None:
        from scipy import sparse

        self.a, self.b, self.n = a, b, len(a)
        self.levels_a, self.levels_b = int(a.max()) + 1, int(b.max()) + 1
        self.n_a = np.bincount(a, minlength=self.levels_a).astype(np.float64)
        self.n_b = np.bincount(b, minlength=self.levels_b).astype(np.float64)
        ones = np.ones(self.n)
        self.incidence: Sparse = sparse.csr_matrix(
            (ones, (a, b)), shape=(self.levels_a, self.levels_b)
        )
        self._couplings = [self._coupling(size) for size in np.unique(self.n_a)]

    def _coupling(self, size: float) -> tuple[Ints, Ints, Floats]:
        """Levels of a with `size` rows, and how they couple levels of b, as a flat sparse matrix.

        The weight of a level depends on its number of rows alone, so this is done once.
        """
        members = np.flatnonzero(self.n_a == size)
        rows = self.incidence[members]
        pairs = (rows.T @ rows).tocoo()
        flat = pairs.row.astype(np.int64) * self.levels_b + pairs.col
        return members, flat, pairs.data

    def coupled(self, weight: Floats) -> Floats:
        """N' diag(weight) N for a weight per level of a that depends on its size alone."""
        out = np.zeros(self.levels_b * self.levels_b)
        for members, flat, count in self._couplings:
            out[flat] += weight[members[0]] * count
        return out.reshape(self.levels_b, self.levels_b)

    def sums(self, y: Floats) -> tuple[Floats, Floats]:
        """Totals of y by level of a and of b."""
        return (
            np.bincount(self.a, weights=y, minlength=self.levels_a).astype(np.float64),
            np.bincount(self.b, weights=y, minlength=self.levels_b).astype(np.float64),
        )


class Equations:
    """The equations at one pair of variance ratios (γ = variance of a factor ÷ of the residual)."""

    def __init__(self, design: Design, ratio_a: float, ratio_b: float) -> None:
        from scipy.linalg import cholesky

        self.design, self.ratio_a, self.ratio_b = design, ratio_a, ratio_b
        self.weight = 1 / (design.n_a + 1 / ratio_a)
        self.kept = self._reduced()
        self.factor: Floats = cholesky(self.kept, lower=True, check_finite=False)

    def _reduced(self) -> Floats:
        design = self.design
        coupled = design.coupled(self.weight)
        kept = np.empty((design.levels_b + 1, design.levels_b + 1))
        border = design.n_b - coupled.sum(axis=1)
        kept[0, 0] = design.n - np.sum(design.n_a**2 * self.weight)
        kept[0, 1:] = kept[1:, 0] = border
        kept[1:, 1:] = -coupled
        kept[1:, 1:][np.diag_indices(design.levels_b)] += design.n_b + 1 / self.ratio_b
        return kept

    def solve(self, y: Floats) -> Solution:
        """Best linear unbiased estimates for the data y."""
        from scipy.linalg import cho_solve

        design = self.design
        total_a, total_b = design.sums(y)
        scaled = self.weight * total_a
        right = np.append(y.sum() - design.n_a @ scaled, total_b - design.incidence.T @ scaled)
        kept = cho_solve((self.factor, True), right, check_finite=False)
        mean, b = float(kept[0]), kept[1:]
        a = self.weight * (total_a - design.n_a * mean - design.incidence @ b)
        return Solution(mean, a, b, y - mean - a[design.a] - b[design.b])

    def log_determinant(self) -> float:
        """log|V| + log|X'V⁻¹X| for V in units of the residual variance."""
        design = self.design
        return float(
            np.sum(np.log1p(self.ratio_a * design.n_a))
            + 2 * np.sum(np.log(np.diag(self.factor)))
            + design.levels_b * np.log(self.ratio_b)
        )

    @cached_property
    def inverse(self) -> Floats:
        """Inverse of the reduced matrix: order is mean, then the levels of b."""
        from scipy.linalg.lapack import dpotri

        inverse, _info = dpotri(self.factor, lower=1)
        # The factor is zero above its diagonal, and so is what LAPACK made of it.
        full: Floats = inverse + inverse.T
        full[np.diag_indices(len(full))] /= 2
        return full

    def traces(self) -> tuple[float, float]:
        """tr(Z'PZ) of both factors, P being the REML projection in units of the residual."""
        design, inverse = self.design, self.inverse
        squared = design.coupled(self.weight**2)
        border = squared.sum(axis=1)
        corner = np.sum(design.n_a**2 * self.weight**2)
        within_a = (
            np.sum(self.weight)
            + inverse[0, 0] * corner
            + 2 * inverse[0, 1:] @ border
            + np.sum(inverse[1:, 1:] * squared)
        )
        within_b = np.trace(inverse) - inverse[0, 0]
        return (
            (design.levels_a - within_a / self.ratio_a) / self.ratio_a,
            (design.levels_b - within_b / self.ratio_b) / self.ratio_b,
        )

    def variances(self) -> tuple[Floats, Floats]:
        """Prediction error variances of mean + a and of b, in units of the residual variance."""
        design, inverse = self.design, self.inverse
        loading = 1 - self.weight * design.n_a
        cross = design.incidence @ inverse[1:, 0]
        within = np.empty(design.levels_a)
        # In slices, so that films × jurors numbers never lie in memory at once.
        step = max(1, 4_000_000 // design.levels_b)
        for at in range(0, design.levels_a, step):
            rows = design.incidence[at : at + step]
            within[at : at + step] = np.asarray(rows.multiply(rows @ inverse[1:, 1:]).sum(axis=1))[
                :, 0
            ]
        of_a = (
            self.weight
            + loading**2 * inverse[0, 0]
            - 2 * loading * self.weight * cross
            + self.weight**2 * within
        )
        return of_a, np.diag(inverse)[1:].copy()

    def variances_of_mean_plus_b(self) -> Floats:
        """Prediction error variance of mean + b, in units of the residual variance."""
        inverse = self.inverse
        return np.asarray(inverse[0, 0] + 2 * inverse[0, 1:] + np.diag(inverse)[1:])

    def variances_of_a(self) -> Floats:
        """Prediction error variance of a alone, in units of the residual variance."""
        design, inverse = self.design, self.inverse
        of_sum, _b = self.variances()
        # Var(a) = Var(mean + a) − Var(mean) − 2 Cov(mean, a); Cov follows from the elimination.
        cross = design.incidence @ inverse[1:, 0]
        covariance = -self.weight * (design.n_a * inverse[0, 0] + cross)
        return np.asarray(of_sum - inverse[0, 0] - 2 * covariance)
