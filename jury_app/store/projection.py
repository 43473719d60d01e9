"""From a document to the rows that are derived from it. Pure: `rebuild` runs it again to compare.

Only scorecards are projected: what decisions come to is `jury.course`'s, at reading.
"""

import msgspec

from jury_app.jury.scorecard import Scorecard
from jury_app.rules.rules import Rules

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


def card_row(
    digest: str, position: int, card: Scorecard, rules: Rules | None
) -> tuple[object, ...]:
    """The row of `cards` for a scorecard entered at `position`, in the order of `CARD_COLUMNS`."""
    from jury_app.tally.edition import worth  # readers never need it

    value = None if rules is None else worth(card, rules)
    lanes = [[part.name[5:], part.hash] for part in card.parts if part.name[:5] == "lane/"]
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
