"""The AI-participation gate: what the panel's verdicts and lane estimates of a film come to.

`threshold`: the film meets the gate, or does not, when more than half of the cards say so and the
sum of median lanes is on the same side. `checklist`: the majority alone. Everything else is a
dispute, which the chair rules on. "Doubtful" is neither side.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from jury_app.base import figures
from jury_app.base.texts import _
from jury_app.tally.cards import CardValue

Outcome = Literal["meets", "does_not", "dispute"]
Reason = Literal["agreed", "no_cards", "no_majority", "no_lanes", "sum_disagrees"]


class GateResult(Struct, frozen=True, kw_only=True):
    """What the gate comes to for one film.

    Attributes:
        outcome: `meets`, `does_not`, or `dispute`.
        reason: Why.
        votes: Verdict → cards, of `meets`, `doubtful`, `does_not`.
        medians: Median of each lane over the cards that give all; empty where none does.
        total: Σ w·median ÷ Σ w in percent; None where no card gives all lanes.
        threshold: Percent of the sum; None for a checklist.
        outside_band: Whether the sum lies outside the category's band: the question whether the
            film belongs to another category, never a failure.
    """

    outcome: Outcome
    reason: Reason
    votes: Mapping[str, int]
    medians: tuple[Fraction, ...] = ()
    total: Fraction | None = None
    threshold: int | None = None
    outside_band: bool = False


def gate(
    cards: Sequence[CardValue],
    lane_weights: Sequence[int],
    threshold: int | None,
    band: tuple[int, int] | None = None,
) -> GateResult:
    """What the cards of one film say about the gate.

    Args:
        cards: The film's cards that count, of the round that asks verdict and lanes.
        lane_weights: Weights of the lanes, in the rules' order.
        threshold: Percent of the weighted sum that meets the gate; None: a checklist.
        band: Where sums of the category typically lie, in percent, ends included.
    """
    votes = dict.fromkeys(("meets", "doubtful", "does_not"), 0)
    for card in cards:
        if card.verdict:
            votes[card.verdict] += 1
    doubled = _doubled_medians([card.lanes for card in cards if card.lanes is not None])
    total = None
    if doubled:
        weighted = sum([w * lane for w, lane in zip(lane_weights, doubled, strict=True)])
        total = Fraction(weighted, 2 * sum(lane_weights))
    outcome, reason = _outcome(votes, len(cards), total, threshold)
    return GateResult(
        outcome=outcome,
        reason=reason,
        votes=votes,
        medians=tuple([_half(lane) for lane in doubled]),
        total=total,
        threshold=threshold,
        outside_band=band is not None and total is not None and not band[0] <= total <= band[1],
    )


def _outcome(
    votes: Mapping[str, int], cards: int, total: Fraction | None, threshold: int | None
) -> tuple[Outcome, Reason]:
    if not cards:
        return "dispute", "no_cards"
    side: Outcome
    if 2 * votes["meets"] > cards:
        side = "meets"
    elif 2 * votes["does_not"] > cards:
        side = "does_not"
    else:
        return "dispute", "no_majority"
    if threshold is None:
        return side, "agreed"
    if total is None:
        return "dispute", "no_lanes"
    if (total >= threshold) != (side == "meets"):
        return "dispute", "sum_disagrees"
    return side, "agreed"


def _doubled_medians(cards: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    """Twice the median of each lane; of an even number of cards, the sum of the middle two."""
    if not cards:
        return ()
    middle, even = len(cards) // 2, len(cards) % 2 == 0
    ordered = [sorted(lane) for lane in zip(*cards, strict=True)]
    return tuple([lane[middle - even] + lane[middle] for lane in ordered])


@lru_cache(maxsize=256)
def _half(doubled: int) -> Fraction:
    return Fraction(doubled, 2)


def reason_text(result: GateResult) -> str:
    """Why the gate came out as it did, in a sentence."""
    votes = _("{meets} meets, {doubtful} doubtful, {does_not} does not").format(**result.votes)
    total = _("no sum") if result.total is None else figures.percent(float(result.total) / 100, 1)
    texts = {
        "agreed": _("The panel agrees ({votes})."),
        "no_cards": _("No card of this film counts yet."),
        "no_majority": _("No verdict has more than half of the cards ({votes})."),
        "no_lanes": _("The panel agrees ({votes}), but no card gives all lanes."),
        "sum_disagrees": _(
            "The verdicts ({votes}) and the sum of median lanes ({total}, gate {threshold} %) "
            "are on different sides."
        ),
    }
    return texts[result.reason].format(votes=votes, total=total, threshold=result.threshold)
