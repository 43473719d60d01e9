"""The official results of an edition: from its course and its scorecards to places and lists.

The desks sign what these functions say and the verifier recomputes it with the same ones, so a
standing, a shortlist or a selection can be checked by anyone who holds the documents.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from jury_app.jury import results
from jury_app.jury.counting import CardFact, CardState, card_states
from jury_app.jury.course import Course, FilmCourse
from jury_app.jury.scorecard import Score, Scorecard
from jury_app.rules.rules import Round, Rules
from jury_app.tally import official
from jury_app.tally.cards import CardValue, card_value
from jury_app.tally.gate import GateResult, gate

ListKind = Literal["shortlist", "selection"]


class Card(Struct, frozen=True, gc=False):
    """A scorecard as standings need it.

    `value` is None where the card is incomplete: it is no review then, but its ethics answers still
    ask for a `hold`.
    """

    fact: CardFact
    value: CardValue | None
    hold: bool = False


class EditionStandings(Struct, frozen=True):
    """Standings with everything that their arithmetic is shown from.

    Attributes:
        official: Exact values, ranks and ties.
        places: The same as the signed document holds them.
        gates: Film → what the panel's verdicts come to.
        states: Card hash → whether it counts, and if not why.
    """

    official: official.Standings
    places: tuple[results.Place, ...]
    gates: Mapping[str, GateResult]
    states: Mapping[str, CardState]


def worth(card: Scorecard, rules: Rules) -> Fraction | None:
    """What a scorecard is worth on 0–100, exact (`card_value`).

    None where it is incomplete, or does not answer the matrix of the rules that it names: one
    score for each criterion, in its order, within the scale. Such a card counts for nothing.
    """
    return _worth(card, rules, _criteria(card))


def _criteria(card: Scorecard) -> tuple[Fraction | None, ...]:
    return tuple([_exact(score) for score in card.scores])


def _worth(card: Scorecard, rules: Rules, criteria: tuple[Fraction | None, ...]) -> Fraction | None:
    try:
        its_round = rules.round(card.round)
        matrix = its_round.matrix(card.category)
    except KeyError:
        return None
    if [score.criterion for score in card.scores] != [each.id for each in matrix]:
        return None
    scale = its_round.scale
    try:
        return card_value(criteria, [each.weight for each in matrix], scale.low, scale.high)
    except ValueError:  # a score outside the scale
        return None


def _exact(score: Score) -> Fraction | None:
    if score.units is None or score.per is None:
        return None
    return _ratio(score.units, score.per)


@lru_cache(maxsize=4096)
def _ratio(units: int, per: int) -> Fraction:
    """Scales have few steps: reducing each score anew would cost more than decoding it."""
    return Fraction(units, per)


def card_of(
    document: Scorecard, fact: CardFact, rules: Rules, lanes: tuple[int, ...] | None
) -> Card:
    """A scorecard as standings need it.

    Args:
        document: The scorecard.
        fact: What counting needs of it.
        rules: The locked rules.
        lanes: Its lane estimates in the rules' order, where all are known.
    """
    criteria = _criteria(document)
    value = _worth(document, rules, criteria)
    if value is None:
        return Card(fact, None, document.hold)
    return Card(
        fact,
        CardValue(
            card=fact.hash,
            film=fact.film,
            juror=fact.juror,
            value=value,
            criteria=criteria,
            verdict=document.verdict or "",
            lanes=lanes,
            hold=document.hold,
        ),
        document.hold,
    )


def films_of_round(course: Course, rules: Rules, round_id: str) -> dict[str, str]:
    """Film → category of every film that competes in a round.

    In the first round all that are eligible or on query; later, those of them assigned in it.
    """
    first = rules.rounds[0].id == round_id
    assigned = {film for film, _, its_round in course.assigned if its_round == round_id}
    return {
        film.film: film.category
        for film in course.films.values()
        if film.state in ("eligible", "query")
        and film.category is not None
        and (first or film.film in assigned)
    }


def standings(
    course: Course, cards: Sequence[Card], rules: Rules, standing: str
) -> EditionStandings:
    """The standings of a round, or `combined`.

    Args:
        course: The course of the edition.
        cards: All entered scorecards, of any round.
        rules: The locked rules.
        standing: A round's id, or `combined`.
    """
    states = card_states(course, (card.fact for card in cards))
    counting = [card for card in cards if states[card.fact.hash] == "counts"]
    if standing == "combined":
        parts = [_round(course, counting, rules, rules.round(w.id)) for w in rules.combined]
        weights = {weighted.id: weighted.weight for weighted in rules.combined}
        result = official.combined(
            parts,
            weights,
            tie_rules=rules.ties,
            tie_breaks=_tie_breaks(course, "combined"),
            lot_seed=_lot_seed(course, rules.combined[-1].id),
        )
    else:
        result = _round(course, counting, rules, rules.round(standing))
    gates = _gates(course, counting, rules)
    latest = _latest(counting)
    places = tuple(
        _signed_place(
            place,
            course.films[place.film],
            latest.get(place.film, (-1, -1)),
            gates.get(place.film),
        )
        for place in result.places
    )
    return EditionStandings(result, places, gates, states)


def _round(
    course: Course,
    counting: Iterable[Card],
    rules: Rules,
    its_round: Round,
) -> official.Standings:
    return official.round_standings(
        its_round.id,
        [
            card.value
            for card in counting
            if card.fact.round == its_round.id and card.value is not None
        ],
        films_of_round(course, rules, its_round.id),
        official.declared_method(its_round),
        min_reviews=its_round.min_reviews,
        tie_rules=rules.ties,
        tie_breaks=_tie_breaks(course, its_round.id),
        lot_seed=_lot_seed(course, its_round.id),
    )


def _lot_seed(course: Course, round_id: str) -> str:
    """The seed of a lot: the random bits in the round's opening, signed before any card came."""
    its = course.rounds.get(round_id)
    return "" if its is None else its.nonce


def _tie_breaks(course: Course, standing: str) -> list[tuple[str, str]]:
    return [(film, over) for its, film, over in course.tie_breaks if its == standing]


def _gates(course: Course, counting: Sequence[Card], rules: Rules) -> dict[str, GateResult]:
    """The gate of every film, from the round that asks it."""
    asking = next((each for each in rules.rounds if "gate" in each.asks), None)
    if asking is None:
        return {}
    by_film: dict[str, list[CardValue]] = {}
    for card in counting:
        if card.fact.round == asking.id and card.value is not None:
            by_film.setdefault(card.fact.film, []).append(card.value)
    bands = {
        category.id: (category.band_low, category.band_high)
        for category in rules.categories
        if category.band_low is not None and category.band_high is not None
    }
    weights = [lane.weight for lane in rules.lanes]
    return {
        film: gate(
            values,
            weights,
            rules.gate.threshold,
            _band(bands, course.films[film].category),
        )
        for film, values in by_film.items()
        if film in course.films
    }


def _band(
    bands: Mapping[str, tuple[int | None, int | None]], category: str | None
) -> tuple[int, int] | None:
    low, high = bands.get(category or "", (None, None))
    return None if low is None or high is None else (low, high)


def _latest(counting: Iterable[Card]) -> dict[str, tuple[int, int]]:
    """Film → ledger index of its latest counting card, and of the latest that asks for a hold."""
    latest: dict[str, tuple[int, int]] = {}
    for card in counting:
        last_card, last_hold = latest.get(card.fact.film, (-1, -1))
        if card.hold:
            last_hold = max(last_hold, card.fact.index)
        latest[card.fact.film] = (max(last_card, card.fact.index), last_hold)
    return latest


def _signed_place(
    place: official.Place,
    film: FilmCourse,
    latest: tuple[int, int],
    its_gate: GateResult | None,
) -> results.Place:
    last_card, last_hold = latest
    held = {about for index, about in film.held if index > film.released}
    if last_hold > film.released:
        held.add("ethics")
    if film.state == "query":
        held.add("query")
    outcome = next(iter(film.rulings.values()), None) or (its_gate and its_gate.outcome)
    if outcome == "dispute" and film.released < last_card:
        held.add("gate")
    return results.Place(
        film=place.film,
        category=place.category,
        reviews=place.reviews,
        state=place.state,
        value=None if place.value is None else round(place.value * 10**results.DIGITS),
        rank=place.rank,
        category_rank=place.category_rank,
        holds=tuple(about for about in ("ethics", "gate", "query") if about in held),
        gate=outcome,  # type: ignore[arg-type]  # a ruling is one of the outcomes
    )


class ListResult(Struct, frozen=True):
    """A shortlist or selection before it is signed.

    Attributes:
        films: Who is on it, category by category in the rules' order, best first.
        held: Films kept off by a hold; their places stay free until the chair rules.
        off: Films kept off by an override.
        ties: Films told as a tie across a cut: the chair must break each before the list is signed.
    """

    films: tuple[results.Chosen, ...]
    held: tuple[str, ...]
    off: tuple[str, ...]
    ties: tuple[tuple[str, ...], ...]


def choose(
    course: Course,
    places: Sequence[results.Place],
    rules: Rules,
    kind: ListKind,
    cut: results.Cut,
) -> ListResult:
    """The best of each category, or of all, by signed places; wild cards on top of the cut.

    A film that does not meet the gate cannot be chosen. For the selection, a film on hold keeps
    its place free (`held`); the shortlist takes no notice of holds.

    Args:
        course: The course of the edition.
        places: The places of signed standings.
        rules: The locked rules.
        kind: Which list.
        cut: How many.
    """
    off = tuple(p.film for p in places if (kind, p.film) in course.overrides)
    open_places = [p for p in places if may_be_chosen(p, off)]
    groups: list[list[results.Place]]
    if cut.per_category:
        groups = [[p for p in open_places if p.category == c.id] for c in rules.categories]
    else:
        groups = [open_places]
    films: list[results.Chosen] = []
    held: list[str] = []
    ties: list[tuple[str, ...]] = []
    for group in groups:
        ranked = sorted(group, key=lambda p: _rank(p, cut))
        inside, tied = ranked[: cut.top], _tie_at_cut(ranked, cut)
        if tied:
            ties.append(tied)
        for p in inside:
            if kind == "selection" and p.holds:
                held.append(p.film)
            else:
                films.append(results.Chosen(film=p.film, how="rank"))
    there = {chosen.film for chosen in films}
    for place in places:
        decision = course.wild_cards.get((kind, place.film))
        if decision is not None and place.film not in there:
            films.append(results.Chosen(film=place.film, how="wild_card", decision=decision))
    wild = {chosen.film for chosen in films}
    return ListResult(
        tuple(films), tuple(film for film in held if film not in wild), off, tuple(ties)
    )


def may_be_chosen(place: results.Place, off: Collection[str]) -> bool:
    """Whether a film can be on a list by its rank; `off`: films that overrides keep off it."""
    return place.state == "ranked" and place.film not in off and place.gate != "does_not"


def _rank(place: results.Place, cut: results.Cut) -> int:
    rank = place.category_rank if cut.per_category else place.rank
    assert rank is not None  # noqa: S101  only ranked films come here
    return rank


def _tie_at_cut(ranked: Sequence[results.Place], cut: results.Cut) -> tuple[str, ...]:
    """The films of a tie that lies across the cut; empty where none does."""
    if len(ranked) <= cut.top:
        return ()
    at = _rank(ranked[cut.top - 1], cut)
    if _rank(ranked[cut.top], cut) != at:
        return ()
    return tuple(p.film for p in ranked if _rank(p, cut) == at)
