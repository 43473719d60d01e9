"""Films at the office's desk: answers, states, categories."""

import pytest

from jury_app.base.errors import Refusal
from jury_app.desks.office.films import change
from jury_app.desks.office.showing import show_film
from tests.desks.festival import ADA, FIRST, content


def test_answers_are_all_or_nothing(festival):
    before = content(festival.root / "office")
    with festival.seat("office") as seat, pytest.raises(Refusal, match="No film is called"):
        change(seat, [FIRST, "no such film"], fields={}, state="withdrawn", reason="x")
    assert content(festival.root / "office") == before


def test_a_film_withdrawn_cannot_become_eligible_again_unsaid(festival):
    with festival.seat("office") as seat:
        with pytest.raises(Refusal, match="reason"):
            change(seat, [FIRST], fields={}, state="withdrawn")
        change(seat, [FIRST], fields={}, state="withdrawn", reason="rights")
        assert dict(show_film(seat, FIRST).rows)["state"] == "withdrawn"


def test_unknown_field_or_category_is_refused_with_what_there_is(festival):
    with festival.seat("office") as seat:
        with pytest.raises(Refusal, match="title_original"):
            change(seat, [FIRST], fields={"colour": "red"})
        with pytest.raises(Refusal, match="generative"):
            change(seat, [FIRST], fields={"category": "Opera"})


@pytest.mark.parametrize(("cards_do", "state"), [("stay", "counts"), ("again", "sign_again")])
def test_new_category_keeps_cards_or_asks_for_them_again(festival, cards_do, state):
    digest = festival.judge(ADA, FIRST)
    festival.sync(ADA)
    festival.post()
    with festival.seat("office") as seat:
        change(seat, [FIRST], fields={"category": "procedural"}, cards=cards_do, reason="asked")
    assert (festival.states()[digest] == "counts") == (state == "counts")
