"""From a document to the rows that are derived from it. Pure: `rebuild` runs it again to compare.

Only scorecards are projected: what decisions come to is `jury.course`'s, at reading.
"""

from fractions import Fraction

import msgspec

from jury_app.jury.scorecard import Scorecard
from jury_app.rules.rules import Rules
from jury_app.tally.cards import card_value

CARD_COLUMNS = (
    "hash",
    "position",
    "film",
    "juror",
    "round",
    "category",
    "rules",
    "screener",
    "verdict",
    "hold",
    "complete",
    "value_num",
    "value_den",
    "supersedes",
    "scores",
    "lanes",
)


def worth(card: Scorecard, rules: Rules | None) -> Fraction | None:
    """What a card is worth on 0–100, exact.

    None if it is incomplete, or if it does not answer the matrix of the rules that it names: one
    score for each criterion, in its order, within the scale. Such a card never counts.
    """
    its_round = (
        next((each for each in rules.rounds if each.id == card.round), None) if rules else None
    )
    if its_round is None:
        return None
    try:
        matrix = its_round.matrix(card.category)
    except StopIteration:  # the rules have no matrix for this category
        return None
    if [score.criterion for score in card.scores] != [each.id for each in matrix]:
        return None
    scores = [
        None if score.units is None or score.per is None else Fraction(score.units, score.per)
        for score in card.scores
    ]
    scale = its_round.scale
    if any(score is not None and not scale.low <= score <= scale.high for score in scores):
        return None
    return card_value(scores, [each.weight for each in matrix], scale.low, scale.high)


def card_row(
    digest: str, position: int, card: Scorecard, rules: Rules | None
) -> tuple[object, ...]:
    """The row of `cards` for a scorecard entered at `position`, in the order of `CARD_COLUMNS`."""
    value = worth(card, rules)
    lanes = [
        [part.name.removeprefix("lane/"), part.hash]
        for part in card.parts
        if part.name.startswith("lane/")
    ]
    return (
        bytes.fromhex(digest),
        position,
        card.film,
        card.juror,
        card.round,
        card.category,
        bytes.fromhex(card.rules),
        None if card.screener is None else bytes.fromhex(card.screener),
        card.verdict,
        card.hold,
        value is not None,
        None if value is None else str(value.numerator),
        None if value is None else str(value.denominator),
        list(card.supersedes),
        list(msgspec.to_builtins(card.scores)),
        lanes,
    )
