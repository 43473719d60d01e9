"""Volumes: which scorecards go into one PDF, per film, juror or category, and its name."""

from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from jury_app.base.names import file_name
from jury_app.reports.sheets import ScorecardSheet

By = Literal["film", "juror", "category"]
_TITLE = 40  # characters of a title in a file's name, so that what kind of file it is stays in it


class Volume(Struct, frozen=True, kw_only=True, tag="volume"):
    """Scorecards that go into one file.

    Attributes:
        file: An ASCII file name.
        title: What the PDF calls itself.
        by: What all cards have in common.
        cards: In order of category, film number, round, juror.
    """

    file: str
    title: str
    by: By
    cards: tuple[ScorecardSheet, ...]


def _order(card: ScorecardSheet) -> tuple[str, ...]:
    film = card.film
    return film.category, film.number, film.title, card.round, card.juror, card.signature.hash


def _common(card: ScorecardSheet, by: By) -> tuple[str, ...]:
    """What tells one volume from another, most telling first."""
    if by == "film":
        return card.film.number, card.film.title
    return (card.juror,) if by == "juror" else (card.film.category,)


def volumes(cards: Iterable[ScorecardSheet], by: By) -> list[Volume]:
    """All cards as volumes, in order; the same cards give the same names and order."""
    groups: dict[tuple[str, ...], list[ScorecardSheet]] = {}
    for card in sorted(cards, key=_order):
        groups.setdefault(_common(card, by), []).append(card)
    taken: set[str] = set()
    return [
        Volume(
            file=file_name((*(part[:_TITLE] for part in parts), _suffix(group)), ".pdf", taken),
            title=" · ".join(part for part in parts if part),
            by=by,
            cards=tuple(group),
        )
        for parts, group in sorted(groups.items())
    ]


def _suffix(cards: Sequence[ScorecardSheet]) -> str:
    return "entrant" if any(card.version == "entrant" for card in cards) else "scorecards"
