"""Ties between films of exactly the same value: the declared rules in order, then the chair.

A rule splits a tie into ordered blocks; what is left in a block goes on to the next rule. Where no
rule splits any more, the tie is told as a tie, and only a `tie_break` decision orders it.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from msgspec import Struct

from jury_app.rules.rules import TieRule
from jury_app.tally.cards import CardValue

Method = Callable[[Sequence[Fraction]], Fraction]
"""How several values become one, exactly: the mean, the median, …; never called without values."""


class RoundValues(Struct, frozen=True, kw_only=True):
    """A round as ties need it: who said what, and what it came to."""

    round: str
    values: Mapping[str, Fraction]
    cards: Mapping[str, tuple[CardValue, ...]]
    method: Method

    def criterion(self, film: str, index: int) -> Fraction | None:
        """The method's result over a film's scores in one criterion; None where there is none."""
        scores = [
            score
            for card in self.cards.get(film, ())
            if index < len(card.criteria) and (score := card.criteria[index]) is not None
        ]
        return self.method(scores) if scores else None


class Settled(Struct, frozen=True, kw_only=True):
    """What parted films of the same value.

    Attributes:
        rule: The declared rule, or `chair`.
        round: The round in which it looked; empty for the chair and for a lot.
        criterion: Index of the criterion, for `criteria`.
    """

    rule: str
    round: str = ""
    criterion: int | None = None


class Block(NamedTuple):
    """Films that share a place; more than one: told as a tie. `by`: what parted them from others.

    Films of a tie are sorted by id, which is the only order that hangs on ids.
    """

    films: tuple[str, ...]
    by: tuple[Settled, ...]


class TieBreaking(Struct, frozen=True, kw_only=True):
    """How ties are broken.

    Attributes:
        rules: The declared rules, in the order in which they are tried.
        rounds: The rounds behind the standings, the latest first.
        category: Film → category; criteria are compared within one category only.
        chair: The chair's tie-breaks, oldest first: (film, over which film it goes).
        lot_seed: The seed published beforehand, for `lot`; without one that rule does nothing.
    """

    rules: tuple[TieRule, ...]
    rounds: tuple[RoundValues, ...]
    category: Mapping[str, str]
    chair: tuple[tuple[str, str], ...] = ()
    lot_seed: str = ""


Split = Callable[[Sequence[str]], list[list[str]]]


def settle(tied: Iterable[str], breaking: TieBreaking) -> list[Block]:
    """The blocks, best first, into which films of the same value fall."""
    return settling(breaking)(tied)


def settling(breaking: TieBreaking) -> Callable[[Iterable[str]], list[Block]]:
    """`settle` for many ties under one breaking; its comparisons are made once."""
    steps: list[tuple[Settled, Split]] = []

    def settle_one(tied: Iterable[str]) -> list[Block]:
        films = sorted(tied)
        if len(films) == 1:
            return [Block((films[0],), ())]
        if not steps:
            steps.extend(_steps(breaking))
        return _settle(films, steps, ())

    return settle_one


def _settle(
    films: list[str], steps: Sequence[tuple[Settled, Split]], by: tuple[Settled, ...]
) -> list[Block]:
    for position, (settled, split) in enumerate(steps):
        parts = split(films) if len(films) > 1 else [films]
        if len(parts) > 1:
            rest = steps[position + 1 :]
            return [block for part in parts for block in _settle(part, rest, (*by, settled))]
    return [Block(tuple(sorted(films)), by)]


def _steps(breaking: TieBreaking) -> list[tuple[Settled, Split]]:
    """Every comparison that the rules make, in their order, the chair's word last."""
    steps: list[tuple[Settled, Split]] = []
    for rule in breaking.rules:
        if rule == "higher_later_round" and len(breaking.rounds) > 1:
            latest = breaking.rounds[0]
            steps.append((Settled(rule=rule, round=latest.round), _by(latest.values.get)))
        elif rule == "criteria":
            steps += _criteria_steps(breaking)
        elif rule == "pair_majority":
            steps += [
                (Settled(rule=rule, round=each.round), _pair_majority(each))
                for each in breaking.rounds
            ]
        elif rule == "lot" and breaking.lot_seed:
            steps.append((Settled(rule=rule), _by(_lot(breaking.lot_seed))))
    if breaking.chair:
        steps.append((Settled(rule="chair"), _chair(breaking.chair)))
    return steps


def _by(key: Callable[[str], Fraction | None]) -> Split:
    """Higher first; no split where the key is missing for any of the films."""

    def split(films: Sequence[str]) -> list[list[str]]:
        blocks: dict[Fraction, list[str]] = {}
        for film in films:
            value = key(film)
            if value is None:
                return [list(films)]
            blocks.setdefault(value, []).append(film)
        return [blocks[value] for value in sorted(blocks, reverse=True)]

    return split


def _criteria_steps(breaking: TieBreaking) -> list[tuple[Settled, Split]]:
    """One comparison a criterion, rounds from the latest, criteria in the rules' order."""

    def step(values: RoundValues, index: int) -> tuple[Settled, Split]:
        # A film meets its equals twice: overall and within its category.
        compare = _by(cache(lambda film: values.criterion(film, index)))

        def split(films: Sequence[str]) -> list[list[str]]:
            # Another category has other criteria: the first of one says nothing about another.
            if len({breaking.category[film] for film in films}) > 1:
                return [list(films)]
            return compare(films)

        return Settled(rule="criteria", round=values.round, criterion=index), split

    return [
        step(values, index)
        for values in breaking.rounds
        for index in range(
            max(
                (len(card.criteria) for cards in values.cards.values() for card in cards), default=0
            )
        )
    ]


def _pair_majority(values: RoundValues) -> Split:
    """For exactly two films: which of them more of the jurors who scored both hold higher."""

    def split(films: Sequence[str]) -> list[list[str]]:
        if len(films) != 2:
            return [list(films)]
        one, other = films
        of_other = {card.juror: card.value for card in values.cards.get(other, ())}
        balance = sum(
            (card.value > of_other[card.juror]) - (card.value < of_other[card.juror])
            for card in values.cards.get(one, ())
            if card.juror in of_other
        )
        if not balance:
            return [list(films)]
        return [[one], [other]] if balance > 0 else [[other], [one]]

    return split


def _lot(seed: str) -> Callable[[str], Fraction]:
    """A draw that anyone can repeat: SHA-256 of the published seed and the film's id."""

    def key(film: str) -> Fraction:
        return Fraction(int(hashlib.sha256(f"{seed}/{film}".encode()).hexdigest(), 16))

    return key


def _chair(decisions: Iterable[tuple[str, str]]) -> Split:
    """What the chair's words say about all films of a tie; a word about some leaves the others."""
    over: dict[frozenset[str], tuple[str, str]] = {}
    for film, other in decisions:  # a later word about the same two replaces the earlier one
        over[frozenset((film, other))] = (film, other)

    def split(films: Sequence[str]) -> list[list[str]]:
        below = _reachable(films, over.values())
        ranked = sorted(films, key=lambda film: (-len(below[film]), film))
        blocks: list[list[str]] = [[]]
        for position, film in enumerate(ranked):
            blocks[-1].append(film)
            upper, lower = ranked[: position + 1], set(ranked[position + 1 :])
            if lower and all(
                lower <= below[high] and not any(high in below[low] for low in lower)
                for high in upper
            ):
                blocks.append([])
        return blocks

    return split


def _reachable(films: Sequence[str], edges: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Film → the films of the tie that it goes before, directly or through others of the tie."""
    direct: dict[str, list[str]] = {film: [] for film in films}
    for film, other in edges:
        if film in direct and other in direct:
            direct[film].append(other)
    below: dict[str, set[str]] = {}
    for film in films:
        seen, waiting = set[str](), list(direct[film])
        while waiting:
            if (other := waiting.pop()) not in seen:
                seen.add(other)
                waiting += direct[other]
        below[film] = seen - {film}
    return below
