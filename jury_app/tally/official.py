"""Official standings: a round's, and combined; exact, traceable, ties by the declared rules.

All values are exact rationals; they are rounded only where they are shown. Films without enough
reviews are listed and never ranked. Which cards count is decided before (`jury.counting`).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import Literal, NamedTuple

from msgspec import Struct

from jury_app.base.texts import _, series
from jury_app.rules.rules import Round, TieRule
from jury_app.tally.cards import CardValue
from jury_app.tally.exact import VERSIONS, Fallback, film_value
from jury_app.tally.ties import Block, Method, RoundValues, Settled, TieBreaking, settling

State = Literal["ranked", "few_reviews", "incomplete"]


class Place(Struct, frozen=True, kw_only=True):
    """A film's place.

    Attributes:
        film: The film's id.
        category: Its category.
        state: `ranked`; `few_reviews`; `incomplete`: not ranked in every round of the sum.
        reviews: How many cards count (combined: of the earliest round).
        needed: How many it takes.
        value: 0–100, exact; None unless ranked.
        rank: Place among all ranked films, 1 the best; films told as a tie share one, and the next
            film's is as much lower as they are many (1, 2, 2, 4).
        category_rank: The same within the category.
        tied: The other films that share `rank`.
        category_tied: The other films that share `category_rank`.
        settled: What parted it from films of the same value, overall.
        category_settled: The same within the category.
        cards: Hashes of the cards from which the value follows.
        holds: How many of these cards ask for a hold.
        missing: Rounds in which it has no value.
    """

    film: str
    category: str
    state: State
    reviews: int
    needed: int
    value: Fraction | None = None
    rank: int | None = None
    category_rank: int | None = None
    tied: tuple[str, ...] = ()
    category_tied: tuple[str, ...] = ()
    settled: tuple[Settled, ...] = ()
    category_settled: tuple[Settled, ...] = ()
    cards: tuple[str, ...] = ()
    holds: int = 0
    missing: tuple[str, ...] = ()


class Standings(Struct, frozen=True, kw_only=True):
    """Places of all films: the ranked ones best first, then the others by state and id.

    Attributes:
        standing: The round's id, or `combined`.
        places: One a film.
        rounds: What the values follow from, the latest round first.
        needed: Round → reviews that a film needs in it.
    """

    standing: str
    places: tuple[Place, ...]
    rounds: tuple[RoundValues, ...]
    needed: Mapping[str, int]

    @property
    def ranked(self) -> tuple[Place, ...]:
        """The ranked films, best first."""
        return tuple(place for place in self.places if place.state == "ranked")


def standing_name(standing: str) -> str:
    """What standings are called: by their round, or as what is made of the rounds."""
    return _("combined") if standing == "combined" else standing.upper()


def state_text(place: Place) -> str:
    """Why a film has no rank, for people; empty for a ranked film."""
    if place.state == "few_reviews":
        return _("not enough reviews ({n} of {needed})").format(
            n=place.reviews, needed=place.needed
        )
    if place.state == "incomplete":
        return _("not complete in {rounds}").format(
            rounds=series(map(standing_name, place.missing))
        )
    return ""


def settled_text(steps: Sequence[Settled]) -> str:
    """What parted a film from others of the same value, for people; empty where nothing had to."""
    texts = {
        "higher_later_round": _("the higher value in {round}"),
        "criteria": _("criterion {n} of {round}"),
        "pair_majority": _("the majority of those who scored both in {round}"),
        "lot": _("the lot"),
        "chair": _("the chair's decision"),
    }
    named = [
        texts[step.rule].format(round=step.round.upper(), n=(step.criterion or 0) + 1)
        for step in steps
    ]
    return _("Equal values parted by {rules}.").format(rules=series(named)) if named else ""


def declared_method(its_round: Round) -> Method:
    """The exact method that the rules declare for a round, with its fall-back.

    Raises:
        Refusal: When it is called: the declared method is a model (give `values` then), or unknown.
    """
    fallback: Fallback = "median" if its_round.fallback == VERSIONS["median"] else "mean"
    return partial(film_value, its_round.method, fallback=fallback)


def round_standings(
    round_id: str,
    cards: Iterable[CardValue],
    films: Mapping[str, str],
    method: Method,
    *,
    min_reviews: int,
    tie_rules: Sequence[TieRule] = (),
    tie_breaks: Sequence[tuple[str, str]] = (),
    lot_seed: str = "",
    values: Mapping[str, Fraction] | None = None,
) -> Standings:
    """Standings of one round.

    Args:
        round_id: The round.
        cards: The cards that count, at most one of a juror for a film; in any order.
        films: Film → category, of all films of the round; cards of others are left out.
        method: How a film's card values become its value.
        min_reviews: Cards that a film needs.
        tie_rules: The declared tie rules, in order.
        tie_breaks: The chair's tie-breaks for these standings, oldest first: (film, over).
        lot_seed: The seed published beforehand, where the rules have a lot.
        values: A model's signed values of films, where the declared method is no exact one; films
            without one are not ranked.

    Raises:
        ValueError: Two cards of one juror for one film.
    """
    by_film = _by_film(cards, films)
    enough = [film for film in films if len(by_film.get(film, ())) >= min_reviews]
    if values is None:
        worth = {film: method([card.value for card in by_film[film]]) for film in enough}
    else:
        worth = {film: values[film] for film in enough if film in values}
    breaking = TieBreaking(
        rules=tuple(tie_rules),
        rounds=(RoundValues(round=round_id, values=worth, cards=by_film, method=method),),
        category=films,
        chair=tuple(tie_breaks),
        lot_seed=lot_seed,
    )
    return _standings(round_id, worth, {round_id: min_reviews}, breaking)


def combined(
    standings: Sequence[Standings],
    weights: Mapping[str, int],
    *,
    tie_rules: Sequence[TieRule] = (),
    tie_breaks: Sequence[tuple[str, str]] = (),
    lot_seed: str = "",
) -> Standings:
    """Standings of several rounds: Σ weight·value ÷ Σ weight, for films ranked in all of them.

    A film's category is that of the latest round. Films that did not go on to every round are not
    listed at all.

    Args:
        standings: The rounds with a weight, in the order of the rules.
        weights: Round → weight.
        tie_rules: The declared tie rules, in order.
        tie_breaks: The chair's tie-breaks for the combined standings, oldest first: (film, over).
        lot_seed: The seed published beforehand, where the rules have a lot.
    """
    rounds = tuple(each.rounds[0] for each in reversed(standings))
    listed = [{place.film: place.category for place in each.places} for each in standings]
    films = {
        film: category
        for film, category in listed[-1].items()
        if all(film in earlier for earlier in listed)
    }
    whole = sum(weights[each.round] for each in rounds)
    worth = {
        film: sum((weights[each.round] * each.values[film] for each in rounds), Fraction(0)) / whole
        for film in films
        if all(film in each.values for each in rounds)
    }
    breaking = TieBreaking(
        rules=tuple(tie_rules),
        rounds=rounds,
        category=films,
        chair=tuple(tie_breaks),
        lot_seed=lot_seed,
    )
    needed = {each.standing: each.needed[each.standing] for each in standings}
    return _standings("combined", worth, needed, breaking)


def _by_film(
    cards: Iterable[CardValue], films: Mapping[str, str]
) -> dict[str, tuple[CardValue, ...]]:
    """Film → its cards, in the order of jurors, so that the order of arrival changes nothing."""
    groups: dict[str, dict[str, CardValue]] = defaultdict(dict)
    for card in cards:
        if card.film not in films:
            continue
        if card.juror in groups[card.film]:
            raise ValueError((card.film, card.juror))
        groups[card.film][card.juror] = card
    return {
        film: tuple(by_juror[juror] for juror in sorted(by_juror))
        for film, by_juror in groups.items()
    }


def _standings(
    standing: str, worth: Mapping[str, Fraction], needed: Mapping[str, int], breaking: TieBreaking
) -> Standings:
    """Places of all films of `breaking.category`: those of `worth` ranked, the others by id."""
    films = breaking.category
    settle = settling(breaking)
    overall = _ranks(worth, settle)
    within: dict[str, _Rank] = {}
    for category in {films[film] for film in worth}:
        own = {film: value for film, value in worth.items() if films[film] == category}
        within |= _ranks(own, settle)
    order = [*overall, *sorted(set(films) - set(worth))]
    return Standings(
        standing=standing,
        places=tuple(
            _place(film, worth.get(film), (overall.get(film), within.get(film)), needed, breaking)
            for film in order
        ),
        rounds=breaking.rounds,
        needed=needed,
    )


def _place(
    film: str,
    value: Fraction | None,
    ranks: "tuple[_Rank | None, _Rank | None]",
    needed: Mapping[str, int],
    breaking: TieBreaking,
) -> Place:
    rounds = breaking.rounds
    earliest = rounds[-1]
    cards = [card for each in rounds for card in each.cards.get(film, ())]
    overall, within = ranks
    unranked: State = "few_reviews" if len(rounds) == 1 else "incomplete"
    return Place(
        film=film,
        category=breaking.category[film],
        state=unranked if value is None else "ranked",
        reviews=len(earliest.cards.get(film, ())),
        needed=needed[earliest.round],
        value=value,
        rank=overall and overall.rank,
        category_rank=within and within.rank,
        tied=overall.tied if overall else (),
        category_tied=within.tied if within else (),
        settled=overall.settled if overall else (),
        category_settled=within.settled if within else (),
        cards=tuple(card.card for card in cards),
        holds=sum(card.hold for card in cards),
        missing=tuple(each.round for each in reversed(rounds) if film not in each.values),
    )


class _Rank(NamedTuple):
    rank: int
    tied: tuple[str, ...]
    settled: tuple[Settled, ...]


def _ranks(
    worth: Mapping[str, Fraction], settle: Callable[[Iterable[str]], list[Block]]
) -> dict[str, _Rank]:
    """Film → its rank, who shares it, and what parted it from its equals; best first."""
    equals: dict[Fraction, list[str]] = defaultdict(list)
    for film, value in worth.items():
        equals[value].append(film)
    ranks: dict[str, _Rank] = {}
    for value in sorted(equals, reverse=True):
        for block in settle(equals[value]):
            rank = len(ranks) + 1
            for film in block.films:
                others = tuple(other for other in block.films if other != film)
                ranks[film] = _Rank(rank, others, block.by)
    return ranks
