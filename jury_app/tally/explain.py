"""From a standing back to the scorecards: a film's whole arithmetic, in words and numbers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from jury_app.base import figures
from jury_app.base.errors import Refusal
from jury_app.base.texts import N_, _, series
from jury_app.tally import exact, zscore
from jury_app.tally.arrays import Ints
from jury_app.tally.methods import Analysis
from jury_app.tally.results import FilmResult


@dataclass(frozen=True)
class _Film:
    """One film of an analysis: its result, its index, its cards and their exact values."""

    analysis: Analysis
    result: FilmResult
    at: int
    cards: Ints
    values: tuple[Fraction, ...]

    def juror(self, card: int) -> str:
        """Whose card it is."""
        scores = self.analysis.scores
        return scores.jurors[int(scores.cards.juror[card])]


def explain(analysis: Analysis, film: str) -> tuple[str, ...]:
    """The lines that lead from a film's scorecards to its standing.

    Args:
        analysis: Of `methods.study`.
        film: The film's name.

    Raises:
        Refusal: No such film.
    """
    result = next((one for one in analysis.result.films if one.film == film), None)
    if result is None:
        raise Refusal(N_("There is no film “{film}” in these scores."), film=film)
    if film not in analysis.scores.films:
        return (_("{film} has no scorecard that counts.").format(film=film),)
    at = analysis.scores.films.index(film)
    cards = np.flatnonzero(analysis.scores.cards.film == at)
    values = tuple(
        Fraction(
            100 * int(analysis.scores.cards.share[card]), int(analysis.scores.cards.whole[card])
        )
        for card in cards
    )
    one = _Film(analysis, result, at, cards, values)
    method = analysis.result.method
    return (*_cards(one), *_METHODS[method.partition("/")[0]](one), *_standing(one))


def _cards(film: _Film) -> Iterator[str]:
    """What each juror gave, and what the card is worth on 0–100."""
    scores = film.analysis.scores
    for card, value in zip(film.cards, film.values, strict=True):
        mine = (scores.film == film.at) & (scores.juror == scores.cards.juror[card])
        rows = sorted(
            np.flatnonzero(mine).tolist(), key=lambda row: scores.criteria[scores.criterion[row]]
        )
        given = series(
            _("{criterion} {score:g} (weight {weight})").format(
                criterion=scores.criteria[scores.criterion[row]],
                score=scores.score[row],
                weight=scores.weights[scores.criterion[row]],
            )
            for row in rows
        )
        text = _(
            "{juror}: {given}. Weighted, {share} of {whole} above the low end: {value:.2f} of 100."
        )
        per = scores.per
        yield text.format(
            juror=film.juror(card),
            given=given,
            share=_number(Fraction(int(scores.cards.share[card]), per)),
            whole=_number(Fraction(int(scores.cards.whole[card]), per)),
            value=float(value),
        )


def _mean(film: _Film) -> Iterator[str]:
    shown = " + ".join(f"{float(value):.2f}" for value in film.values)
    total = exact.mean(film.values)
    text = _("Mean: ({shown}) ÷ {n} = {exact} = {value:.2f}.")
    yield text.format(shown=shown, n=len(film.values), exact=total, value=float(total))


def _median(film: _Film) -> Iterator[str]:
    shown = series(f"{float(value):.2f}" for value in sorted(film.values))
    text = _("In order: {shown}. The middle (of two, their mean) is {value:.2f}.")
    yield text.format(shown=shown, value=float(exact.median(film.values)))


def _trimmed(film: _Film) -> Iterator[str]:
    if len(film.values) < exact.TRIMMED_NEEDS:
        text = _("Fewer than {n} reviews: nothing is dropped and the declared fall-back counts.")
        yield text.format(n=exact.TRIMMED_NEEDS)
        yield from _mean(film) if film.analysis.fallback == "mean" else _median(film)
        return
    ordered = sorted(film.values)
    text = _("One lowest ({low:.2f}) and one highest ({high:.2f}) are dropped.")
    yield text.format(low=float(ordered[0]), high=float(ordered[-1]))
    rest = _Film(film.analysis, film.result, film.at, film.cards, tuple(ordered[1:-1]))
    yield from _mean(rest)


def _zscore(film: _Film) -> Iterator[str]:
    scores = film.analysis.scores
    found = zscore.standardise(scores)
    for card in film.cards:
        juror = scores.cards.juror[card]
        if found.flat[juror]:
            yield _("{juror} gave one score to everything: z = 0.").format(juror=film.juror(card))
            continue
        text = _(
            "{juror}: ({card:.3f} − own mean {mean:.3f}) ÷ own deviation {spread:.3f} = {z:.3f}."
        )
        yield text.format(
            juror=film.juror(card),
            card=scores.cards.value[card],
            mean=found.mean[juror],
            spread=found.deviation[juror],
            z=found.z[card],
        )
    text = _(
        "Mean z {z:.3f}; refitted to the panel: {centre:.3f} + {spread:.3f} × {z:.3f} = "
        "{measure:.3f} points."
    )
    yield text.format(
        z=found.z[film.cards].mean(),
        centre=found.centre,
        spread=found.spread,
        measure=film.result.measure,
    )


def _additive(film: _Film) -> Iterator[str]:
    model, scores = film.analysis.model, film.analysis.scores
    if model is None:
        return
    severity = -model.juror[scores.cards.juror[film.cards]] + 0.0
    corrected = scores.cards.value[film.cards] + severity
    for card, harsh, fair in zip(film.cards, severity, corrected, strict=True):
        text = _("{juror}: {card:.3f} points, severity {severity:+.3f}: corrected {fair:.3f}.")
        yield text.format(
            juror=film.juror(card), card=scores.cards.value[card], severity=harsh, fair=fair
        )
    n = len(corrected)
    factor = 0.0
    if model.var_film > 0:
        factor = n / (n + model.var_residual / model.var_film)
    text = _(
        "Mean of the corrected cards {fair:.3f}; mean of all films {mean:.3f}. With {n} cards, "
        "{factor} of the distance counts (film variance {film:.3f}, chance {chance:.3f}): "
        "{mean:.3f} + {share:.4f} × {distance:.3f} = {measure:.3f} points."
    )
    yield text.format(
        fair=corrected.mean(),
        mean=model.mean,
        n=n,
        factor=figures.percent(factor, 1),
        share=factor,
        film=model.var_film,
        chance=model.var_residual,
        distance=corrected.mean() - model.mean,
        measure=film.result.measure,
    )


def _rasch(film: _Film) -> Iterator[str]:
    scores, estimate, result = film.analysis.scores, film.analysis.estimate, film.result
    if estimate.expected is None or estimate.severity is None or result.measure is None:
        yield _("All of its scores are at one end, with jurors of whom nothing else is known.")
        return
    difficulty = {one.criterion: one.difficulty or 0.0 for one in film.analysis.result.criteria}
    rows = np.flatnonzero(scores.film == film.at)
    for row in rows:
        criterion = scores.criteria[scores.criterion[row]]
        severity = estimate.severity[scores.juror[row]]
        text = _(
            "{juror}, {criterion}: {measure:.3f} − severity {severity:.3f} − difficulty "
            "{difficulty:.3f} = {location:.3f} logits, where {expected:.2f} is expected; "
            "given {score:g}."
        )
        yield text.format(
            juror=scores.jurors[scores.juror[row]],
            criterion=criterion,
            measure=result.measure,
            severity=severity,
            difficulty=difficulty[criterion],
            location=result.measure - severity - difficulty[criterion],
            expected=estimate.expected[row],
            score=scores.score[row],
        )
    if result.extreme:
        yield _("All of its scores are at one end: its total was moved 0.3 inwards to place it.")
    else:
        text = _("Expected together {expected:.2f}, given {given:g}: the measure makes them equal.")
        yield text.format(expected=estimate.expected[rows].sum(), given=scores.score[rows].sum())
    text = _("A juror of mean severity would give {fair:.3f} (the fair average).")
    yield text.format(fair=result.fair_average)


def _standing(film: _Film) -> Iterator[str]:
    result, report = film.result, film.analysis.result
    if result.value is not None:
        yield _("Value on 0–100: {value:.2f}.").format(value=result.value)
    if result.rank is None:
        yield _("It is not ranked: there are not enough reviews ({n}).").format(n=result.n)
        return
    ranked = sum(one.rank is not None for one in report.films)
    text = _(
        "Rank {rank} of {films}; between {low} and {high} in {level} of {draws} draws. Group "
        "{group}: films of one group cannot be told apart."
    )
    yield text.format(
        rank=result.rank,
        films=ranked,
        low=result.rank_low,
        high=result.rank_high,
        level=figures.percent(report.interval),
        draws=report.draws,
        group=result.group,
    )
    if result.p_above_cut is not None:
        text = _("Among the best {cut} in {p} of the draws.")
        yield text.format(cut=report.cut, p=figures.percent(result.p_above_cut, 1))


def _number(value: Fraction) -> str:
    return f"{float(value):g}"


_METHODS: dict[str, Callable[[_Film], Iterator[str]]] = {
    "mean": _mean,
    "median": _median,
    "trimmed": _trimmed,
    "zscore": _zscore,
    "additive": _additive,
    "rasch": _rasch,
}
