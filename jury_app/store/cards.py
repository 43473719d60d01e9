"""Scorecards as counting and tallying read them: facts, exact values, scores, in ledger order."""

from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from typing import Any

import msgspec
from msgspec import Struct

from jury_app.jury.counting import CardFact
from jury_app.jury.scorecard import Score, Verdict
from jury_app.store.reader import Reader

_SELECT = (
    "SELECT position, hash, film, juror, round, category, rules, screener, verdict, hold,"
    " value_num, value_den, supersedes, scores, lanes FROM cards"
)


class EnteredCard(Struct, frozen=True, gc=False):
    """A scorecard that was entered; whether it counts is `jury.counting`'s to say.

    Attributes:
        fact: What counting needs of it.
        value: What it is worth on 0–100, exact; None if it is incomplete.
        verdict: The gate verdict, where the round asks one.
        hold: Whether an ethics answer asks for a hold.
        criteria: Score of each criterion in the rules' order, exact; None: cannot judge.
        scores_text: The same as they were signed, as JSON.
        lanes_text: JSON of (lane, hash of the part that holds its estimate).
    """

    fact: CardFact
    value: Fraction | None
    verdict: Verdict | None
    hold: bool
    criteria: tuple[Fraction | None, ...]
    scores_text: str
    lanes_text: str

    @property
    def scores(self) -> tuple[Score, ...]:
        """The scores as they were signed; decoded anew each time, as few of many are asked for."""
        return _scores.decode(self.scores_text)

    @property
    def lane_parts(self) -> tuple[tuple[str, str], ...]:
        """(lane, hash of the part that holds its estimate); decoded anew each time."""
        return () if self.lanes_text == "[]" else _lanes.decode(self.lanes_text)


def of_round(reader: Reader, round_id: str) -> list[EnteredCard]:
    """All cards of a round, in the order in which they were entered."""
    rows = reader.rows(f"{_SELECT} WHERE round = ? ORDER BY position", round_id)
    return list(map(_card, rows))


def of_film(reader: Reader, film: str) -> list[EnteredCard]:
    """All cards of a film in every round, in the order in which they were entered."""
    rows = reader.rows(f"{_SELECT} WHERE film = ? ORDER BY position", film)
    return list(map(_card, rows))


def every(reader: Reader) -> list[EnteredCard]:
    """All cards, in the order in which they were entered."""
    return list(map(_card, reader.rows(f"{_SELECT} ORDER BY position")))


def films(reader: Reader) -> dict[str, str]:
    """Hash of every card → the film that it is about."""
    return {digest.hex(): film for digest, film in reader.rows("SELECT hash, film FROM cards")}


def lanes(reader: Reader, cards: Iterable[EnteredCard]) -> dict[str, dict[str, int]]:
    """Hash of a card → its lane estimates in percent, as far as their values are known here.

    A value that is no estimate (`tally.cards.lane_estimate`) is left out.
    """
    from jury_app.tally.cards import lane_estimate  # what only reads cards never needs it

    # Standings want them all: one reading of the table costs a third of asking for each.
    rows: Iterable[tuple[bytes, bytes]] = reader.rows(
        "SELECT hash, value FROM parts WHERE substr(name, 1, 5) = 'lane/'"
    )
    known = dict(rows)
    estimate = lru_cache(maxsize=256)(lambda value: lane_estimate(msgspec.json.decode(value)))
    found: dict[str, dict[str, int]] = {}
    for card in cards:
        given: dict[str, int] = {}
        for lane, part in card.lane_parts:
            value = known.get(bytes.fromhex(part))
            if value is not None and (percent := estimate(value)) is not None:
                given[lane] = percent
        if given:
            found[card.fact.hash] = given
    return found


class _Given(Struct, gc=False):
    """What of a score its exact number needs: a whole `Score` is checked again when decoded."""

    units: int | None = None
    per: int | None = None


_scores = msgspec.json.Decoder(tuple[Score, ...])
_given = msgspec.json.Decoder(tuple[_Given, ...])
_lanes = msgspec.json.Decoder(tuple[tuple[str, str], ...])
_hashes = msgspec.json.Decoder(tuple[str, ...])


def _criteria(scores_text: str) -> tuple[Fraction | None, ...]:
    return tuple(
        [
            None if each.units is None or each.per is None else _ratio(each.units, each.per)
            for each in _given.decode(scores_text)
        ]
    )


@lru_cache(maxsize=4096)
def _ratio(units: int, per: int) -> Fraction:
    return Fraction(units, per)


@lru_cache(maxsize=4096)
def _fraction(numerator: str, denominator: str) -> Fraction:
    return Fraction(int(numerator), int(denominator))


def _card(row: tuple[Any, ...]) -> EnteredCard:
    (position, digest, film, juror, round_id, category, rules, screener, verdict, hold,
     numerator, denominator, supersedes, scores_text, lanes_text) = row  # fmt: skip
    return EnteredCard(
        CardFact(
            position,
            digest.hex(),
            film,
            juror,
            round_id,
            category,
            rules.hex(),
            None if screener is None else screener.hex(),
            () if supersedes == "[]" else _hashes.decode(supersedes),
        ),
        None if numerator is None else _fraction(numerator, denominator),
        verdict,
        bool(hold),
        _criteria(scores_text),
        scores_text,
        lanes_text,
    )
