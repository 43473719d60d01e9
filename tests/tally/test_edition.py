"""The official results of an edition, from its course and its cards: places, holds, gate, lists."""

from fractions import Fraction

import msgspec
import pytest

from jury_app.jury import decisions as d
from jury_app.jury.results import Cut
from jury_app.jury.scorecard import Score, Scorecard
from jury_app.tally.cards import CardValue
from jury_app.tally.edition import Card, choose, films_of_round, standings, worth
from tests.jury.edition import EDITION, NOW, RULES_HASH, Ledger, hashof, idof, small_rules

RULES = small_rules()
LANES = (60,) * 6


class Edition(Ledger):
    """A ledger whose cards have values."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, CardValue | None] = {}
        self.holds: dict[str, bool] = {}

    def eligible(self, *names: str, category: str = "generative") -> list[str]:
        films = [self.film(name, category) for name in names]
        for film in films:
            self.decide(d.Eligible, film=film)
        return films

    def scored(self, juror: str, film: str, value: int | None, **more) -> str:
        """A card worth `value`, of r1 unless `round_id` says otherwise."""
        round_id = more.pop("round_id", "r1")
        hold = more.pop("hold", False)
        digest = self.card(
            f"{juror}/{film}/{round_id}/{self.size}",
            juror,
            film,
            round_id=round_id,
            category=more.pop("category", "generative"),
        )
        self.values[digest] = (
            None
            if value is None
            else CardValue(
                card=digest,
                film=film,
                juror=idof(juror),
                value=Fraction(value),
                criteria=more.pop("criteria", (Fraction(5), Fraction(5))),
                verdict=more.pop("verdict", "meets"),
                lanes=more.pop("lanes", LANES),
                hold=hold,
            )
        )
        self.holds[digest] = hold
        return digest

    def results(self, standing: str = "r1", rules=RULES):
        cards = [Card(f, self.values[f.hash], self.holds[f.hash]) for f in self.cards]
        return standings(self.course, cards, rules, standing)

    def place(self, film: str, standing: str = "r1"):
        return next(p for p in self.results(standing).places if p.film == film)


@pytest.fixture
def edition() -> Edition:
    """Three eligible films, three jurors who have all of them, R1 open."""
    edition = Edition()
    films = edition.eligible("Mirror", "Banyan", "Tide")
    edition.open()
    for juror in ("Ada", "Bo", "Cy"):
        edition.assign(juror, *films)
    return edition


MIRROR, BANYAN, TIDE = idof("Mirror"), idof("Banyan"), idof("Tide")


def score_all(edition: Edition, **values: int) -> None:
    for name, value in values.items():
        for juror in ("Ada", "Bo", "Cy"):
            edition.scored(juror, idof(name), value)


def test_films_with_enough_cards_are_ranked_and_others_are_listed(edition):
    score_all(edition, Mirror=50, Banyan=70)
    edition.scored("Ada", TIDE, 99)
    places = {p.film: (p.state, p.rank, p.value, p.reviews) for p in edition.results().places}
    assert places == {
        BANYAN: ("ranked", 1, 70_000_000, 3),
        MIRROR: ("ranked", 2, 50_000_000, 3),
        TIDE: ("few_reviews", None, None, 1),
    }


def test_a_signed_value_is_rounded_once_half_to_even(edition):
    for juror, value in (("Ada", 10), ("Bo", 10), ("Cy", 11)):
        edition.scored(juror, MIRROR, value)
    assert edition.place(MIRROR).value == 10_333_333


def test_an_incomplete_card_is_no_review(edition):
    score_all(edition, Mirror=50)
    edition.scored("Ada", BANYAN, 60)
    edition.scored("Bo", BANYAN, 60)
    edition.scored("Cy", BANYAN, None)
    assert edition.place(BANYAN).state == "few_reviews"


def test_withdrawn_and_ineligible_films_are_in_no_standings(edition):
    score_all(edition, Mirror=50, Banyan=70, Tide=60)
    edition.decide(d.Withdraw, film=MIRROR)
    edition.decide(d.Ineligible, film=TIDE)
    assert [p.film for p in edition.results().places] == [BANYAN]


def test_a_later_round_holds_the_films_assigned_in_it(edition):
    edition.assign("Ada", TIDE, round_id="r2")
    assert set(films_of_round(edition.course, RULES, "r1")) == {MIRROR, BANYAN, TIDE}
    assert set(films_of_round(edition.course, RULES, "r2")) == {TIDE}


def test_an_ethics_hold_stands_until_it_is_released_and_comes_back_with_a_later_card(edition):
    score_all(edition, Mirror=50)
    edition.scored("Ada", BANYAN, 70, hold=True)
    edition.scored("Bo", BANYAN, 70)
    edition.scored("Cy", BANYAN, 70)
    assert edition.place(BANYAN).holds == ("ethics",)
    edition.decide(d.Release, film=BANYAN)
    assert edition.place(BANYAN).holds == ()
    edition.decide(d.Hold, film=BANYAN, about="ethics")
    assert edition.place(BANYAN).holds == ("ethics",)


def test_an_ethics_block_on_an_incomplete_card_holds_the_film_all_the_same(edition):
    score_all(edition, Mirror=50, Banyan=70)
    edition.scored("Ada", TIDE, None, hold=True)
    assert edition.place(TIDE).holds == ("ethics",)


def test_a_query_holds_the_film(edition):
    score_all(edition, Mirror=50)
    edition.decide(d.Query, film=MIRROR)
    assert edition.place(MIRROR).holds == ("query",)


def test_a_gate_dispute_is_a_hold_that_a_ruling_ends(edition):
    for juror, verdict in (("Ada", "meets"), ("Bo", "does_not"), ("Cy", "doubtful")):
        edition.scored(juror, MIRROR, 50, verdict=verdict)
    place = edition.place(MIRROR)
    assert (place.gate, place.holds) == ("dispute", ("gate",))
    edition.decide(d.GateRuling, film=MIRROR, round="r1", verdict="meets")
    place = edition.place(MIRROR)
    assert (place.gate, place.holds) == ("meets", ())


def test_verdicts_against_the_sum_of_median_lanes_are_a_dispute(edition):
    for juror in ("Ada", "Bo", "Cy"):
        edition.scored(juror, MIRROR, 50, lanes=(20,) * 6)
    assert edition.place(MIRROR).gate == "dispute"


def combined(edition: Edition, *names: str) -> None:
    """R1 is over; two jurors score these films in R2."""
    edition.close()
    edition.open("r2")
    for juror in ("Ada", "Bo"):
        edition.assign(juror, *(idof(name) for name in names), round_id="r2")


def test_combined_weighs_the_rounds_and_lists_what_is_incomplete(edition):
    score_all(edition, Mirror=50, Banyan=70, Tide=60)
    combined(edition, "Mirror", "Banyan")
    for juror in ("Ada", "Bo"):
        edition.scored(juror, MIRROR, 100, round_id="r2")
    edition.scored("Ada", BANYAN, 100, round_id="r2")
    places = {p.film: (p.state, p.value) for p in edition.results("combined").places}
    assert places == {
        MIRROR: ("ranked", 60 * 500_000 + 40 * 1_000_000),
        BANYAN: ("incomplete", None),
    }


def test_in_combined_standings_the_higher_r2_parts_equals(edition):
    score_all(edition, Mirror=50, Banyan=90)
    combined(edition, "Mirror", "Banyan")
    for juror in ("Ada", "Bo"):
        edition.scored(juror, MIRROR, 100, round_id="r2")
        edition.scored(juror, BANYAN, 40, round_id="r2")
    ranks = {p.film: (p.value, p.rank) for p in edition.results("combined").places}
    assert ranks == {MIRROR: (70_000_000, 1), BANYAN: (70_000_000, 2)}


def test_a_tie_is_told_until_the_chair_breaks_it(edition):
    score_all(edition, Mirror=50, Banyan=50)
    assert {edition.place(film).rank for film in (MIRROR, BANYAN)} == {1}
    edition.decide(d.TieBreak, film=BANYAN, over=MIRROR, standing="r1")
    assert (edition.place(BANYAN).rank, edition.place(MIRROR).rank) == (1, 2)


def test_a_lot_is_drawn_from_the_rounds_opening_and_says_the_same_to_everybody(edition):
    score_all(edition, Mirror=50, Banyan=50)
    rules = msgspec.structs.replace(RULES, ties=("lot",))
    first = [p.film for p in edition.results(rules=rules).places]
    assert sorted(p.rank or 0 for p in edition.results(rules=rules).places if p.rank) == [1, 2]
    assert [p.film for p in edition.results(rules=rules).places] == first


# Lists ------------------------------------------------------------------------------------------


def chosen(edition: Edition, kind: str, top: int, *, per_category: bool = False):
    return choose(
        edition.course,
        edition.results().places,
        RULES,
        kind,
        Cut(top=top, per_category=per_category),
    )


def test_the_best_of_all_or_of_each_category_are_chosen():
    edition = Edition()
    films = edition.eligible("Mirror", "Banyan") + edition.eligible("Rules", category="procedural")
    edition.open()
    for juror in ("Ada", "Bo", "Cy"):
        edition.assign(juror, *films)
        for film, value in zip(films, (50, 70, 10), strict=True):
            category = "procedural" if film == films[2] else "generative"
            edition.scored(juror, film, value, category=category)
    overall = chosen(edition, "shortlist", 1)
    each = chosen(edition, "shortlist", 1, per_category=True)
    assert [c.film for c in overall.films] == [films[1]]
    assert [c.film for c in each.films] == [films[1], films[2]]


def test_a_hold_keeps_the_place_free_in_the_selection_and_is_no_matter_for_the_shortlist(edition):
    score_all(edition, Mirror=50, Banyan=70, Tide=60)
    edition.decide(d.Hold, film=BANYAN, about="ethics")
    selection = chosen(edition, "selection", 2)
    assert ([c.film for c in selection.films], selection.held) == ([TIDE], (BANYAN,))
    assert [c.film for c in chosen(edition, "shortlist", 2).films] == [BANYAN, TIDE]


def test_a_tie_across_the_cut_is_told_and_one_inside_it_is_not(edition):
    score_all(edition, Mirror=50, Banyan=50, Tide=60)
    assert chosen(edition, "shortlist", 1).ties == ()
    assert chosen(edition, "shortlist", 2).ties == (tuple(sorted((MIRROR, BANYAN))),)
    assert chosen(edition, "shortlist", 3).ties == ()


def test_wild_cards_stand_on_top_and_overrides_let_the_next_move_up(edition):
    score_all(edition, Mirror=50, Banyan=70, Tide=60)
    edition.decide(d.Shortlisted, film=MIRROR)
    edition.decide(d.Override, film=BANYAN, off="shortlist")
    result = chosen(edition, "shortlist", 1)
    assert [(c.film, c.how) for c in result.films] == [(TIDE, "rank"), (MIRROR, "wild_card")]
    assert result.off == (BANYAN,)


def test_a_film_that_does_not_meet_the_gate_is_never_chosen_by_rank(edition):
    score_all(edition, Mirror=50, Tide=40)
    for juror in ("Ada", "Bo", "Cy"):
        edition.scored(juror, BANYAN, 90, verdict="does_not", lanes=(20,) * 6)
    assert edition.place(BANYAN).gate == "does_not"
    assert [c.film for c in chosen(edition, "selection", 1).films] == [MIRROR]


# What a card is worth --------------------------------------------------------------------------


def card(*scores: Score, round_id: str = "r1", category: str = "generative") -> Scorecard:
    return Scorecard(
        edition=EDITION,
        round=round_id,
        film=MIRROR,
        category=category,
        juror=idof("Ada"),
        rules=RULES_HASH,
        texts=hashof("texts"),
        language="en",
        at=NOW,
        scores=scores,
    )


COHESION = Score(criterion="cohesion", units=10, per=1)
RISK = Score(criterion="risk", units=1, per=1)


def test_a_card_is_worth_the_weighted_place_on_its_scale():
    assert worth(card(COHESION, RISK), RULES) == 50


def test_what_cannot_be_judged_leaves_the_others_their_weight_down_to_a_half():
    unjudged = Score(criterion="risk", cannot="not_shown")
    assert worth(card(COHESION, unjudged), RULES) == 100
    nothing = (Score(criterion="cohesion", cannot="x"), unjudged)
    assert worth(card(*nothing), RULES) is None


@pytest.mark.parametrize(
    "odd",
    [
        card(COHESION),
        card(RISK, COHESION),
        card(COHESION, COHESION),
        card(COHESION, Score(criterion="risk", units=11, per=1)),
        card(COHESION, Score(criterion="risk", units=0, per=1)),
        card(COHESION, RISK, round_id="r9"),
        card(COHESION, RISK, category="nowhere", round_id="r9"),
    ],
)
def test_a_card_that_does_not_answer_its_matrix_is_worth_nothing(odd):
    assert worth(odd, RULES) is None
