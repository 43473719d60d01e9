import pytest

from jury_app.desks.juror.queued import PHASES, QueuedFilm
from jury_app.ui.juror.queue.cards import LOOKS, Look, cards, fold
from jury_app.ui.juror.queue.filters import (
    LEFT,
    ORDERS,
    Filter,
    categories,
    chosen,
    forms,
    lengths,
    next_unscored,
    rounds,
    states,
)
from jury_app.ui.juror.queue.pace import done_words


def film(number, **values):
    usual = {
        "film": f"{number:032x}",
        "title": f"Film {number}",
        "original": "",
        "category": "Short",
        "seconds": 600,
        "round": "r1",
        "state": "to_watch",
        "here": True,
        "deadline": "2026-06-12T10:00:00Z",
    }
    return QueuedFilm(**{**usual, "number": number, **values})


QUEUE = cards(
    [
        film(1, title="Éclair", original="潮汐", state="received", seconds=900),
        film(2, title="Tide", original="المد", category="Long", seconds=60, state="draft"),
        film(3, title="<b>Bold</b>", round="r2", state="complete"),
        film(4, title="Quiet tide", state="recused"),
    ]
)


def numbers(wanted):
    return [card.queued.number for card in chosen(QUEUE, wanted)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [1, 2, 4, 3]),
        ("tide", [2, 4]),
        ("TIDE quiet", [4]),
        ("eclair", [1]),
        ("潮", [1]),
        ("المد", [2]),
        ("#3", [3]),
        ("long", [2]),
        ("nothing such", []),
    ],
)
def test_a_search_finds_every_word_in_number_titles_or_category(text, found):
    assert numbers(Filter(text=text)) == found


def test_filters_narrow_together():
    assert numbers(Filter(state="draft")) == [2]
    assert numbers(Filter(state=LEFT)) == [2, 3]
    assert numbers(Filter(round="r2")) == [3]
    assert numbers(Filter(category="Long", state="received")) == []
    assert Filter().is_open
    assert not Filter(text="x").is_open


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("number", [1, 2, 4, 3]),
        ("title", [3, 1, 4, 2]),
        ("short", [2, 3, 4, 1]),
        ("long", [1, 3, 4, 2]),
        ("state", [2, 3, 1, 4]),
    ],
)
def test_cards_are_sorted_as_asked_and_equals_keep_the_queues_order(order, found):
    assert sorted(ORDERS) == ["deadline", "form", "long", "number", "short", "state", "title"]
    assert numbers(Filter(order=order)) == found


TONIGHT = cards(
    [
        film(1, seconds=1800, state="draft", position=1_300_000),
        film(2, seconds=600, form="procedural"),
        film(3, seconds=1201, form="live"),
        film(4, seconds=0, form="interactive"),
        film(5, seconds=5400),
    ]
)


@pytest.mark.parametrize(
    ("minutes", "found"), [(0, [1, 2, 3, 4, 5]), (10, [1, 2]), (40, [1, 2, 3])]
)
def test_a_film_fits_the_time_by_what_of_it_is_left_and_one_of_unknown_length_never(minutes, found):
    assert [card.queued.number for card in chosen(TONIGHT, Filter(minutes=minutes))] == found


def test_works_are_filtered_and_sorted_by_form():
    assert [card.queued.number for card in chosen(TONIGHT, Filter(form="live"))] == [3]
    sorted_by_form = [card.queued.number for card in chosen(TONIGHT, Filter(order="form"))]
    assert sorted_by_form == [1, 5, 4, 2, 3]
    assert not Filter(form="live").is_open
    assert not Filter(minutes=10).is_open
    assert Filter(order="form").is_open


def test_forms_and_lengths_are_offered_that_part_the_films():
    assert forms(TONIGHT) == ["linear", "interactive", "procedural", "live"]
    assert lengths(TONIGHT) == [10, 20, 40]
    assert lengths(TONIGHT[1:2]) == []
    assert lengths(TONIGHT[4:]) == []


def test_what_occurs_is_offered():
    assert rounds(QUEUE) == ["r1", "r2"]
    assert categories(QUEUE) == ["Long", "Short"]
    assert states(QUEUE) == ["draft", "complete", "received", "recused"]


def test_the_next_unscored_goes_round_and_skips_what_is_scored():
    assert next_unscored(QUEUE, -1) == 1
    assert next_unscored(QUEUE, 1) == 1
    assert next_unscored(QUEUE, 3) == 1
    assert next_unscored([QUEUE[0], QUEUE[3]], 0) is None
    assert next_unscored([], -1) is None


def test_what_was_seen_and_what_is_revised_are_said_and_can_be_filtered():
    seen = film(1, state="draft", position=9_000, is_seen=True)
    revised = film(2, state="draft", position=9_000, is_seen=True, is_revised=True)
    shown = cards([seen, revised, film(3, state="signed")])
    assert [card.state for card in shown[:2]] == ["seen, to score", "signed; a revision is open"]
    assert shown[1].look == LOOKS["signed"]
    assert states(shown) == ["seen", "revised", "signed"]
    assert [card.queued.number for card in chosen(shown, Filter(state="revised"))] == [2]
    assert done_words([seen, revised]) == "1 of 2 signed"


LATE = ("signed_late", "sent_late", "received_late")


def test_a_late_scorecard_is_never_green_and_says_what_it_waits_for():
    for phase in LATE:
        (card,) = cards([film(1, state=phase.removesuffix("_late"), is_late=True)])
        assert card.look.role == "warning"
        assert card.state.startswith(phase.replace("_", " "))
        assert card.queued.state_text.endswith("counts only if the chair admits it")


def test_a_void_scorecard_is_never_green_nor_signed_and_says_what_can_be_done():
    void = film(1, state="void", is_late=True, is_in_file=True)
    closed = void._replace(number=2, is_closed=True)
    shown = cards([void, closed])
    assert [card.state for card in shown] == [
        "void: you can revise it",
        "void, the round is closed",
    ]
    assert {card.look for card in shown} == {Look("cannot", "warning")}
    assert [card.queued.number for card in chosen(shown, Filter(state="void"))] == [1]
    assert done_words([void, film(3, state="received")]) == "1 of 2 signed"


@pytest.mark.parametrize("order", ORDERS)
def test_films_of_closed_rounds_stand_after_those_at_hand(order):
    over = film(1, state="received", round="r1", is_closed=True)
    shown = chosen(cards([over, film(2, round="r2")]), Filter(order=order))
    assert [card.queued.number for card in shown] == [2, 1]


def test_every_state_has_an_icon_and_a_word():
    assert set(LOOKS) == set(PHASES)
    for state in set(PHASES) - {
        *("seen", "revised", *LATE, "defense_to_come", "defense_held", "void_closed")
    }:
        (card,) = cards([film(1, state=state)])
        assert card.state
        assert card.look.icon


def test_a_card_says_where_a_film_was_left_and_that_it_is_missing():
    (card,) = cards([film(7, state="draft", position=760_000, here=False, bytes=9)])
    assert card.state == "started, at 12:40 · not here"
    assert card.spoken == "Film 7, #7 · R1 · Short, 10:00, started, at 12:40 · not here"


def test_what_was_watched_and_stands_at_its_beginning_is_begun():
    told = cards([film(1, seen=930), film(2)])
    assert [card.state for card in told] == ["begun", "to watch"]


def test_a_card_says_that_the_festival_has_handed_out_nothing_to_watch_yet():
    waiting, signed = cards([film(1, here=False), film(2, here=False, state="signed")])
    assert (waiting.state, signed.state) == ("to watch · not handed out yet", "signed")


def test_foreign_titles_are_one_harmless_line():
    (card,) = cards([film(1, title="a\nb\u202ec", original="a\nb\u202ec")])
    assert card.title == "a\\u000ab\\u202ec"
    assert card.original == ""


def test_folding_forgets_accents_width_and_case():
    assert fold("ＣＡＦÉ") == fold("café") == "cafe"
