"""Tallying: one table of methods by name and version, and the one way from scores to a result.

A method may be named plainly (`additive`) or with its version (`additive/1`); the result always
names the version, and what a version computes never changes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import Literal

import numpy as np

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_, _, clauses, series
from jury_app.tally import additive, exact, graph, rasch, uncertainty, zscore
from jury_app.tally.additive import Additive
from jury_app.tally.agreement import agreement
from jury_app.tally.arrays import Bools
from jury_app.tally.averages import averages
from jury_app.tally.differences import differences
from jury_app.tally.estimate import Estimate, standing
from jury_app.tally.report import Setting, report
from jury_app.tally.results import Result
from jury_app.tally.scores import Scores

Thresholds = Literal["shared", "per-criterion"]


@dataclass(frozen=True)
class Given:
    """What methods are given besides the table.

    Attributes:
        fallback: What `trimmed` gives a film with fewer than five reviews.
        thresholds: Whether the criteria share their thresholds (`rasch`).
        additive: The additive model of the table, fitted when first asked for.
    """

    fallback: exact.Fallback
    thresholds: Thresholds
    additive: Callable[[], Additive]


Method = Callable[[Scores, Given], Estimate]

METHODS: dict[str, Method] = {
    "mean/1": lambda scores, _given: averages("mean", scores),
    "median/1": lambda scores, _given: averages("median", scores),
    "trimmed/1": lambda scores, given: averages("trimmed", scores, fallback=given.fallback),
    "zscore/1": lambda scores, _given: zscore.estimate(scores),
    "additive/1": lambda scores, given: additive.estimate(scores, given.additive()),
    "rasch/1": lambda scores, given: rasch.estimate(
        scores, per_criterion=given.thresholds == "per-criterion"
    ),
}
NEEDS_CONNECTION = frozenset({"additive/1", "rasch/1"})
DEFAULT_DRAWS = 2_000


@dataclass(frozen=True)
class Analysis:
    """A result together with what it came from, for windows that go on asking.

    Attributes:
        result: The report.
        scores: The table.
        estimate: The method's arrays, in the table's order.
        ranks: Ranks in the draws, of the eligible films in the table's order.
        eligible: Films of the table that are ranked.
        model: The additive model of the table, by which jurors are judged; None where no film
            has two scorecards.
        fallback: Of `trimmed`, as asked for.
    """

    result: Result
    scores: Scores
    estimate: Estimate
    ranks: uncertainty.Ranks
    eligible: Bools
    model: Additive | None
    fallback: exact.Fallback

    def p_above(self, cut: int) -> dict[str, float]:
        """Probability of each ranked film of being among the best `cut`; quick enough to drag."""
        names = [self.scores.films[at] for at in np.flatnonzero(self.eligible)]
        return dict(zip(names, self.ranks.p_above(cut).tolist(), strict=True))


def version(method: str) -> str:
    """The full name of a method: `additive` → `additive/1`.

    Raises:
        Refusal: No method has this name.
    """
    found = [name for name in METHODS if method in {name, name.partition("/")[0]}]
    if not found:
        raise Refusal(
            N_("There is no method “{method}”; known are {known}."),
            method=method,
            known=series(METHODS),
        )
    return found[-1]


def analyse(scores: Scores, method: str = "mean", **choices: object) -> Result:
    """The result of a method; see `study`, which takes the same arguments."""
    return study(scores, method, **choices).result  # type: ignore[arg-type]  # study checks them


def study(
    scores: Scores,
    method: str = "mean",
    *,
    cut: int | None = None,
    interval: float = 0.9,
    seed: int = 0,
    draws: int = DEFAULT_DRAWS,
    min_reviews: int = 1,
    fallback: exact.Fallback = "mean",
    thresholds: Thresholds = "shared",
) -> Analysis:
    """Tally a table by one method.

    Args:
        scores: The table.
        method: Of `METHODS`, with or without its version.
        cut: Place of the cut that P(above the cut) is about.
        interval: Level of intervals and groups, above 0 and below 1.
        seed: Of the draws; the same seed gives the same result to the bit.
        draws: How many; fewer are made, and it is said, where they would not fit in memory.
        min_reviews: Films with fewer scorecards are listed and not ranked.
        fallback: Of `trimmed`.
        thresholds: Of `rasch`.

    Raises:
        Refusal: A wrong choice, or data that the method cannot judge, with the reason.
    """
    name = version(method)
    _check(cut, interval, draws, min_reviews)
    islands = _islands(scores, name)
    given = Given(fallback, thresholds, cache(partial(additive.of_scores, scores)))
    estimate = METHODS[name](scores, given)
    eligible = _eligible(scores, estimate, min_reviews)
    made = uncertainty.draws_for(len(scores.films), draws)
    setting = Setting(name, interval, cut, draws, made, min_reviews)
    ranks = _ranks(scores, estimate, eligible, setting, seed)
    model = _model(given)
    result = report(
        scores,
        estimate,
        ranks=ranks,
        eligible=eligible,
        setting=setting,
        islands=islands,
        agreement=agreement(scores),
        differences=differences(scores, model, estimate, name, interval) if model else (None, {}),
    )
    return Analysis(result, scores, estimate, ranks, eligible, model, fallback)


def _eligible(scores: Scores, estimate: Estimate, min_reviews: int) -> Bools:
    """Films with enough scorecards and a measure."""
    reviews = np.bincount(scores.cards.film, minlength=len(scores.films))
    eligible = (reviews >= min_reviews) & ~np.isnan(estimate.measure)
    if not eligible.any():
        raise Refusal(N_("No film has {n} reviews, so none can be ranked."), n=min_reviews)
    return np.asarray(eligible)


def _ranks(
    scores: Scores, estimate: Estimate, eligible: Bools, setting: Setting, seed: int
) -> uncertainty.Ranks:
    """The ranks of eligible films in each draw."""
    return uncertainty.rank(
        estimate.draw,
        draws=setting.draws,
        seed=seed,
        eligible=eligible,
        standing=standing(estimate, scores),
        twins=scores.twins,
        level=setting.interval,
    )


def _model(given: Given) -> Additive | None:
    """The additive model, if worth and chance can be told apart in this table."""
    try:
        return given.additive()
    except Refusal:
        return None


def _check(cut: int | None, interval: float, draws: int, min_reviews: int) -> None:
    if not 0 < interval < 1:
        raise Refusal(N_("The interval must lie between 0 and 1, such as 0.9."))
    if cut is not None and cut < 1:
        raise Refusal(N_("The cut must be 1 or more."))
    if draws < 100:
        raise Refusal(N_("At least 100 draws are needed."))
    if min_reviews < 1:
        raise Refusal(N_("The least number of reviews must be 1 or more."))


def _islands(scores: Scores, method: str) -> tuple[graph.Island, ...]:
    """The table's islands; refused with what would join them where a method needs a single one."""
    islands = graph.islands(scores)
    if method not in NEEDS_CONNECTION or len(islands) == 1:
        return islands
    parts = clauses(
        _("island {n}: {films}").format(
            n=at + 1, films=_some([scores.films[film] for film in island.films])
        )
        for at, island in enumerate(islands)
    )
    raise Refusal(
        N_(
            "The jurors link the films to {n} islands that cannot be compared: {parts}. These "
            "assignments would join them: {ways}. `mean` can be used, with the same doubt."
        ),
        n=len(islands),
        parts=parts,
        ways=graph.named_joins(scores, islands),
    )


def _some(names: list[str], most: int = 6) -> str:
    """A few names and how many more there are."""
    shown, more = sorted(names)[:most], len(names) - most
    text = series(shown)
    return _("{names} and {n} more").format(names=text, n=more) if more > 0 else text
