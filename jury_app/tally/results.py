"""What a tally says: frozen results that are the JSON report of `jury-app tally`, key for key.

Nothing is computed here. A key that a method cannot give is None, and `notes` says why.
"""

from msgspec import Struct


class Note(Struct, frozen=True):
    """A sentence for people about one key of the result.

    Attributes:
        key: What it is about: a path of keys (`films.infit`), or `data`, `scale`, `method`.
        text: The sentence, in the language in use when the tally ran.
        warning: Whether a chair must have read it before using the result.
    """

    key: str
    text: str
    warning: bool = False


class FilmResult(Struct, frozen=True):
    """One film's standing.

    Attributes:
        film: Its name in the table.
        n: Reviews (complete scorecards) that count.
        raw: The plain mean of its scores, on the scale.
        value: The method's result on 0–100.
        measure: The method's own unit: logits for `rasch`, points of the scale for all others.
        se: Standard error of the measure.
        rank: 1 for the best; equal results share it. None: not enough reviews.
        rank_low, rank_high: The interval of its rank (best, worst) at the result's level.
        p_above_cut: Probability of being among the best `cut` films.
        infit, outfit: Mean squares of the residuals (1 is as expected); `rasch` only.
        fair_average: The score a panel of average severity would give; on the scale.
        group: Films with the same number cannot be told apart at the result's level; 1 is best.
        extreme: All of its scores are at one end, so that its measure rests on an adjustment.
    """

    film: str
    n: int
    raw: float | None = None
    value: float | None = None
    measure: float | None = None
    se: float | None = None
    rank: int | None = None
    rank_low: int | None = None
    rank_high: int | None = None
    p_above_cut: float | None = None
    infit: float | None = None
    outfit: float | None = None
    fair_average: float | None = None
    group: int | None = None
    extreme: bool = False


class JurorResult(Struct, frozen=True):
    """One juror.

    Attributes:
        juror: The name in the table.
        n: Reviews (complete scorecards) that count.
        mean: The plain mean of the juror's scores, on the scale.
        severity: Positive is harsh; in the unit of `FilmResult.measure`.
        se: Standard error of the severity.
        infit, outfit: Mean squares of the residuals (1 is as expected); `rasch` only.
        flags: Codes of `jury_app.tally.differences.FLAGS`: questions for the chair.
        extreme: All of the juror's scores are at one end.
    """

    juror: str
    n: int
    mean: float | None = None
    severity: float | None = None
    se: float | None = None
    infit: float | None = None
    outfit: float | None = None
    flags: tuple[str, ...] = ()
    extreme: bool = False


class CriterionResult(Struct, frozen=True, omit_defaults=True):
    """One criterion; `thresholds` only where each criterion has its own (logits, by step)."""

    criterion: str
    difficulty: float | None
    se: float | None
    thresholds: tuple[float, ...] | None = None


class Variance(Struct, frozen=True):
    """Variance components in squared points of the scale; `additive` only."""

    film: float
    juror: float
    residual: float


class Agreement(Struct, frozen=True):
    """Agreement among jurors over all film × criterion cells, before any correction.

    Krippendorff's alphas for four levels of measurement; Shrout and Fleiss's intraclass
    correlations of one juror (`_1`) and of the mean of the k jurors (`_k`).
    """

    alpha_nominal: float | None = None
    alpha_ordinal: float | None = None
    alpha_interval: float | None = None
    alpha_ratio: float | None = None
    icc1_1: float | None = None
    icc2_1: float | None = None
    icc3_1: float | None = None
    icc1_k: float | None = None
    icc2_k: float | None = None
    icc3_k: float | None = None


class ComparedFilm(Struct, frozen=True):
    """One film under several methods, in the order of `Comparison.methods`.

    Attributes:
        film: Its name.
        ranks, values: None where the method gives none.
        changes_side: Whether some of the methods put it above the cut and some below.
    """

    film: str
    ranks: tuple[int | None, ...]
    values: tuple[float | None, ...]
    changes_side: bool


class Comparison(Struct, frozen=True):
    """All methods side by side.

    Attributes:
        methods: Names with version, of those that could judge the table.
        cut: Place of the cut, if one was given.
        films: In the order of the first method.
        notes: Why a method could not judge, and the warnings of those that could; keyed by method.
    """

    methods: tuple[str, ...]
    cut: int | None
    films: tuple[ComparedFilm, ...]
    notes: tuple[Note, ...]


class Unexpected(Struct, frozen=True):
    """A score far from what is expected: z is (score − expected) ÷ its standard deviation."""

    film: str
    juror: str
    criterion: str
    score: float
    expected: float
    z: float


class JurorDifference(Struct, frozen=True):
    """How one juror scores, by scorecards; points of the scale.

    Attributes:
        juror: The name.
        n: Scorecards.
        spread: Standard deviation of the juror's cards.
        consistency: Root mean square of what film and severity leave unexplained, over the
            panel's; 1 is usual, less is more consistent. None with fewer than two cards.
        drift: Change of the juror's scores per film seen, films' worth apart; None where the
            order is not known or shorter than eight films.
        drift_low, drift_high: Its interval.
    """

    juror: str
    n: int
    spread: float | None
    consistency: float | None
    drift: float | None = None
    drift_low: float | None = None
    drift_high: float | None = None


class Pair(Struct, frozen=True):
    """Two jurors who agree more closely than chance.

    Attributes:
        first, second: The jurors.
        common: Films that both scored.
        ratio: Mean squared difference of their cards, severity apart, over the one expected.
        chance: Probability of a ratio as small in at least one of all pairs, if all judge freely.
    """

    first: str
    second: str
    common: int
    ratio: float
    chance: float


class Own(Struct, frozen=True):
    """A juror's scores for films of an own group (country, language) against all others'.

    Attributes:
        juror: The name.
        n_own, n_other: Films of each kind that another juror scored too.
        own, other: Mean of juror's card − the other jurors' mean for the film, severities apart.
        difference: own − other, points of the scale.
        low, high: Its interval (Welch).
    """

    juror: str
    n_own: int
    n_other: int
    own: float
    other: float
    difference: float
    low: float
    high: float


class Differences(Struct, frozen=True):
    """Who differs: questions for the chair, which never change a result.

    Attributes:
        basis: The model that says what is expected: `rasch/1` or `additive/1`.
        unexpected: The ten scores furthest from what is expected, furthest first.
        jurors: By name.
        pairs: Jurors who agree too well, the most striking first.
    """

    basis: str
    unexpected: tuple[Unexpected, ...]
    jurors: tuple[JurorDifference, ...]
    pairs: tuple[Pair, ...]


class Result(Struct, frozen=True):
    """A tally of one table by one method.

    Attributes:
        method: Name with version, such as `additive/1`; later code keeps what a version computes.
        interval: The level of every interval and group, such as 0.9.
        low, high: The scale.
        n_scores: Scores that count.
        connected: Whether jurors link all films, directly or through other films.
        islands: The films of each part that no juror links to another (one part if connected).
        films: Best first; films without a rank last.
        jurors, criteria: By name.
        thresholds: Shared Rasch–Andrich thresholds in logits; None for all other models.
        log_likelihood: Of the model at its estimates; restricted (REML) for `additive`.
        cut: The place of the cut that `p_above_cut` is about.
        draws: Draws behind ranks, groups and `p_above_cut`.
        differences: Who differs; None where no film has two scorecards.
    """

    method: str
    interval: float
    low: float
    high: float
    n_scores: int
    connected: bool
    islands: tuple[tuple[str, ...], ...]
    films: tuple[FilmResult, ...]
    jurors: tuple[JurorResult, ...]
    criteria: tuple[CriterionResult, ...]
    thresholds: tuple[float, ...] | None
    variance: Variance | None
    log_likelihood: float | None
    agreement: Agreement
    notes: tuple[Note, ...] = ()
    cut: int | None = None
    draws: int = 0
    differences: Differences | None = None
