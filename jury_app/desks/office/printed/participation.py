"""AI participation as sheets show it: what was declared, what was assessed, the gate."""

from fractions import Fraction

from jury_app.base import figures
from jury_app.base.texts import _, translate
from jury_app.desks.office.printed.source import Source
from jury_app.desks.office.printed.values import Values, percent
from jury_app.desks.words import VERDICTS
from jury_app.jury.scorecard import Scorecard, Verdict
from jury_app.reports.sheets import LaneRow, Participation
from jury_app.rules.forms import Form, GateForm


def assessed(
    source: Source, asked: Form | None, card: Scorecard, its: Values
) -> Participation | None:
    """What a card says of a film's AI participation; None where its round does not ask."""
    if asked is None or asked.gate is None:
        return None
    lanes = _lanes(source, asked, card.film, its)
    gate = asked.gate
    return Participation(
        lanes=lanes,
        declared_overall=percent(source.known.films.get(card.film, {}).get("declared_overall")),
        gate=gate.threshold,
        band=gate.band,
        checklist=tuple(
            (item.label, its.get(f"checklist/{item.id}") is True)
            for item in (*gate.checklist, *gate.not_enough)
        ),
        verdict=translate(VERDICTS[card.verdict]) if card.verdict else "",
        disagreement=_disagreement(gate, lanes, card.verdict),
        reason=its.text("verdict_reason"),
        reason_audience=its.audience("verdict_reason"),
        lanes_audience=_common_audience(its, [f"lane/{lane.id}" for lane in asked.lanes]),
    )


def declared(source: Source, film: str) -> Participation | None:
    """What was declared for a film; None where nothing was."""
    values = source.known.films.get(film, {})
    rows = tuple(
        LaneRow(
            label=source.wording.label(f"lane/{lane.id}"),
            weight=lane.weight,
            declared=percent(values.get(f"declared/{lane.id}")),
        )
        for lane in source.rules.lanes
    )
    overall = percent(values.get("declared_overall"))
    if overall is None and all(row.declared is None for row in rows):
        return None
    competes = source.course.films[film].category
    band = next(
        (
            (category.band_low, category.band_high)
            for category in source.rules.categories
            if category.id == competes
            and category.band_low is not None
            and category.band_high is not None
        ),
        None,
    )
    return Participation(
        lanes=rows, declared_overall=overall, gate=source.rules.gate.threshold, band=band
    )


def _lanes(source: Source, asked: Form, film: str, its: Values) -> tuple[LaneRow, ...]:
    known = source.known.films.get(film, {})
    return tuple(
        LaneRow(
            label=lane.label,
            weight=lane.weight,
            declared=percent(known.get(f"declared/{lane.id}")),
            assessed=percent(its.get(f"lane/{lane.id}")),
        )
        for lane in asked.lanes
    )


def _disagreement(gate: GateForm, lanes: tuple[LaneRow, ...], verdict: Verdict | None) -> str:
    """What to say where the verdict and the weighted sum lie on different sides of the gate."""
    if gate.threshold is None or not lanes or verdict not in ("meets", "does_not"):
        return ""
    total = Fraction(0)
    for lane in lanes:
        if lane.assessed is None:
            return ""
        total += lane.weight * Fraction(lane.assessed)
    share = total / sum(lane.weight for lane in lanes)
    if (share >= gate.threshold) == (verdict == "meets"):
        return ""
    return _("The weighted sum, {total} %, lies on the other side of {gate} %.").format(
        total=figures.number(float(share), 1), gate=gate.threshold
    )


def _common_audience(its: Values, names: list[str]) -> str:
    """The audience that all of these parts share; the panel where they differ."""
    audiences = {its.audience(name) for name in names}
    return audiences.pop() if len(audiences) == 1 else "panel"
