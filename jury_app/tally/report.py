"""From a method's arrays to the frozen `Result`: names, ranks, intervals, why a key is null."""

from dataclasses import dataclass
from math import isnan
from typing import Any

import numpy as np

from jury_app.base.texts import _, ngettext
from jury_app.tally.arrays import Bools, Floats, Ints
from jury_app.tally.estimate import Estimate, criterion_offsets, standing
from jury_app.tally.graph import Island, named_joins
from jury_app.tally.results import (
    Agreement,
    CriterionResult,
    Differences,
    FilmResult,
    JurorResult,
    Note,
    Result,
)
from jury_app.tally.scores import Scores
from jury_app.tally.uncertainty import Ranks


@dataclass(frozen=True)
class Setting:
    """What was asked for, and how many draws were made of those asked for."""

    method: str
    interval: float
    cut: int | None
    asked: int
    draws: int
    min_reviews: int


def report(
    scores: Scores,
    estimate: Estimate,
    *,
    ranks: Ranks,
    eligible: Bools,
    setting: Setting,
    islands: tuple[Island, ...],
    agreement: tuple[Agreement, tuple[Note, ...]],
    differences: tuple[Differences | None, dict[int, tuple[str, ...]]],
) -> Result:
    """Put a result together.

    Args:
        scores: The table.
        estimate: The method's.
        ranks: Of the eligible films only.
        eligible: Films with enough reviews and a measure.
        setting: What was asked for.
        islands: Of the table.
        agreement: With its notes.
        differences: Who differs, if it can be said, with the flags of jurors by index.
    """
    notes = (
        *_about_data(scores, eligible, setting),
        *_about_islands(scores, islands),
        *_about_ends(estimate),
        *_missing(scores, estimate, setting),
        *estimate.notes,
    )
    return Result(
        method=setting.method,
        interval=setting.interval,
        low=float(scores.low),
        high=float(scores.high),
        n_scores=len(scores),
        connected=len(islands) == 1,
        islands=tuple(
            tuple(sorted(scores.films[film] for film in island.films)) for island in islands
        ),
        films=_films(scores, estimate, ranks, eligible, setting),
        jurors=_jurors(scores, estimate, differences[1]),
        criteria=estimate.criteria or _criteria(scores),
        thresholds=estimate.thresholds,
        variance=estimate.variance,
        log_likelihood=estimate.log_likelihood,
        agreement=agreement[0],
        notes=(*notes, *agreement[1]),
        cut=setting.cut,
        draws=setting.draws,
        differences=differences[0],
    )


def _films(
    scores: Scores,
    estimate: Estimate,
    ranks: Ranks,
    eligible: Bools,
    setting: Setting,
) -> tuple[FilmResult, ...]:
    size = len(scores.films)
    plain = {
        key: _plain(key, column, size)
        for key, column in _film_columns(scores, estimate, ranks, eligible, setting).items()
    }
    reviews = np.bincount(scores.cards.film, minlength=size).tolist()
    extreme = [False] * size if estimate.film_extreme is None else estimate.film_extreme.tolist()
    found = [
        FilmResult(
            film=scores.films[at],
            n=reviews[at],
            extreme=extreme[at],
            **{key: column[at] for key, column in plain.items()},
        )
        for at in range(size)
    ]
    found += [FilmResult(film=name, n=0) for name in scores.unscored]
    return tuple(
        sorted(
            found, key=lambda one: (one.rank is None, one.rank or 0, -(one.value or 0), one.film)
        )
    )


def _film_columns(
    scores: Scores,
    estimate: Estimate,
    ranks: Ranks,
    eligible: Bools,
    setting: Setting,
) -> dict[str, Floats | None]:
    """The keys of a film as columns over the table's films; NaN or None where there is nothing."""
    size = len(scores.films)
    films = np.flatnonzero(eligible)
    best, worst = ranks.interval(setting.interval)
    place = standing(estimate, scores)[films]
    ordered = np.sort(place)
    return {
        "raw": _by(scores.film, scores.score, size),
        "value": np.clip(estimate.value, 0, 100),
        "measure": estimate.measure,
        "se": _spread(ranks.se, films, size) if estimate.film_se is None else estimate.film_se,
        # Competition ranking: equal films share the place, the next ones keep theirs.
        "rank": _spread(np.searchsorted(ordered, place) + 1, films, size),
        "rank_low": _spread(best, films, size),
        "rank_high": _spread(worst, films, size),
        "group": _spread(ranks.group, films, size),
        "p_above_cut": None
        if setting.cut is None
        else _spread(ranks.p_above(setting.cut), films, size),
        "infit": estimate.film_infit,
        "outfit": estimate.film_outfit,
        "fair_average": estimate.fair_average,
    }


def _jurors(
    scores: Scores, estimate: Estimate, flags: dict[int, tuple[str, ...]]
) -> tuple[JurorResult, ...]:
    size = len(scores.jurors)
    columns = {
        "mean": _by(scores.juror, scores.score, size),
        "severity": estimate.severity,
        "se": estimate.juror_se,
        "infit": estimate.juror_infit,
        "outfit": estimate.juror_outfit,
    }
    reviews = np.bincount(scores.cards.juror, minlength=size).tolist()
    plain = {key: _plain(key, column, size) for key, column in columns.items()}
    extreme = [False] * size if estimate.juror_extreme is None else estimate.juror_extreme.tolist()
    found = [
        JurorResult(
            juror=scores.jurors[at],
            n=reviews[at],
            flags=flags.get(at, ()),
            extreme=extreme[at],
            **{key: column[at] for key, column in plain.items()},
        )
        for at in range(size)
    ]
    return tuple(sorted(found, key=lambda one: one.juror))


def _criteria(scores: Scores) -> tuple[CriterionResult, ...]:
    """Difficulty without a model: how much less a criterion gets than its card, in points."""
    difficulty = -criterion_offsets(scores)
    if len(scores.criteria) == 1:
        return (CriterionResult(scores.criteria[0], None, None),)
    found = [
        CriterionResult(name, float(difficulty[at]), None)
        for at, name in enumerate(scores.criteria)
    ]
    return tuple(sorted(found, key=lambda one: one.criterion))


def _about_data(scores: Scores, eligible: Bools, setting: Setting) -> list[Note]:
    notes = []
    if scores.scale_from_data:
        text = _("The scale {low} to {high} is taken from the scores themselves; better give it.")
        notes.append(
            Note("scale", text.format(low=float(scores.low), high=float(scores.high)), warning=True)
        )
    if scores.incomplete:
        n = len(scores.incomplete)
        text = ngettext(
            "{n} scorecard holds less than half of the weight and is no review: {first}.",
            "{n} scorecards hold less than half of the weight and are no reviews, as {first}.",
            n,
        )
        notes.append(Note("data", text.format(n=n, first=" · ".join(scores.incomplete[0]))))
    left = len(scores.unscored) + int((~eligible).sum())
    if left:
        text = ngettext(
            "{n} film has fewer than {needed} reviews; it is listed and not ranked.",
            "{n} films have fewer than {needed} reviews; they are listed and not ranked.",
            left,
        )
        notes.append(Note("films.rank", text.format(n=left, needed=setting.min_reviews)))
    if setting.draws < setting.asked:
        text = _("{made} draws were made instead of {asked}, which would not fit in memory.")
        notes.append(Note("draws", text.format(made=setting.draws, asked=setting.asked)))
    return notes


def _about_islands(scores: Scores, islands: tuple[Island, ...]) -> list[Note]:
    """The warning of methods that go on where the jurors link only parts of the films."""
    if len(islands) == 1:
        return []
    text = _(
        "The jurors link the films to {n} islands only; severity between islands is unknown, and "
        "comparing them is a guess. These assignments would join them: {ways}."
    )
    return [
        Note(
            "islands", text.format(n=len(islands), ways=named_joins(scores, islands)), warning=True
        )
    ]


def _about_ends(estimate: Estimate) -> list[Note]:
    """Values that a method puts beyond the scale, which are shown at its end."""
    beyond = int(np.sum((estimate.value < 0) | (estimate.value > 100)))
    if not beyond:
        return []
    text = ngettext(
        "{n} value lies beyond the scale and is shown at its end; measure and rank keep it apart.",
        "{n} values lie beyond the scale and are shown at its end; measures and ranks keep them "
        "apart.",
        beyond,
    )
    return [Note("films.value", text.format(n=beyond))]


def _missing(scores: Scores, estimate: Estimate, setting: Setting) -> list[Note]:
    """Why keys are null for this method."""
    only_rasch = _("It belongs to `rasch`.")
    no_model = _("This method is no model, or nothing varies.")
    rasch, shared = estimate.film_infit is not None, estimate.thresholds is not None
    reasons = {
        "films.p_above_cut": (setting.cut is not None, _("No cut was given.")),
        "films.infit": (rasch, only_rasch),
        "films.outfit": (rasch, only_rasch),
        "films.fair_average": (rasch, only_rasch),
        "jurors.severity": (
            estimate.severity is not None,
            _("This method takes all jurors as equally severe."),
        ),
        "jurors.se": (estimate.juror_se is not None, _("It belongs to `additive` and `rasch`.")),
        "jurors.infit": (rasch, only_rasch),
        "jurors.outfit": (rasch, only_rasch),
        "criteria.difficulty": (len(scores.criteria) > 1, _("There is one criterion only.")),
        "criteria.se": (rasch and len(scores.criteria) > 1, only_rasch),
        "thresholds": (
            shared,
            _("Each criterion has its own.") if rasch else only_rasch,
        ),
        "variance": (estimate.variance is not None, _("It belongs to `additive`.")),
        "log_likelihood": (estimate.log_likelihood is not None, no_model),
    }
    return [Note(key, reason) for key, (given, reason) in reasons.items() if not given]


def _by(index: Ints, score: Floats, size: int) -> Floats:
    return np.bincount(index, weights=score, minlength=size) / np.bincount(index, minlength=size)


def _spread(values: Ints | Floats, films: Ints, size: int) -> Floats:
    """Values of some films as a column of all, NaN elsewhere."""
    out = np.full(size, np.nan)
    out[films] = values
    return out


def _plain(key: str, column: Floats | None, size: int) -> list[Any]:
    """A column as plain numbers: None for NaN, int where the key counts."""
    if column is None:
        return [None] * size
    kind = int if key in {"rank", "rank_low", "rank_high", "group"} else float
    return [None if isnan(value) else kind(value) for value in column.tolist()]
