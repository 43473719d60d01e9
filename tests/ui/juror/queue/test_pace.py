from datetime import UTC, datetime, timedelta

import pytest

from jury_app.ui.juror import moments
from jury_app.ui.juror.queue.cards import cards
from jury_app.ui.juror.queue.filters import next_unscored
from jury_app.ui.juror.queue.header import Header
from jury_app.ui.juror.queue.pace import (
    deadline_words,
    done_words,
    left_words,
    missing_words,
    pace,
    rest_words,
)
from jury_app.ui.kit.labels import Paragraph
from tests.ui.juror.queue.test_filters import film

VOID = "What the chair took out of the count is marked: it counts for nothing."

NOW = datetime(2026, 6, 5, 10, tzinfo=UTC)


def due(hours):
    return (NOW + timedelta(hours=hours)).isoformat()


def test_what_is_left_counts_unscored_films_and_what_of_them_is_unseen():
    queue = [
        film(1, seconds=6000, position=1_200_000, state="draft"),
        film(2, seconds=7200),
        film(3, state="complete"),
        film(4, state="received"),
        film(5, state="recused"),
    ]
    found = pace(queue)
    assert (found.films, found.seconds, found.complete) == (2, 12_000, 1)
    assert left_words(found) == "2 films, 3 h 20 min"
    assert done_words(queue) == "1 of 4 signed"


def test_what_is_left_when_all_is_watched():
    assert left_words(pace([film(1, state="complete")])) == "1 scorecard to sign"
    assert left_words(pace([film(1, state="received")])) == "Nothing is left to watch"
    assert left_words(pace([])) == "Nothing is left to watch"


@pytest.mark.parametrize("state", ["to_watch", "draft", "complete"])
def test_nothing_is_asked_of_a_round_that_has_closed(state):
    over = film(1, state=state, is_closed=True, deadline=due(48), zone="UTC", here=False, bytes=9)
    found = pace([over, film(2, state="received", is_closed=True)])
    assert (found.films, found.complete, found.deadline, found.missing) == (0, 0, None, 0)
    assert rest_words([over]) == "The round is closed; what is not signed stays a draft."
    assert [card.state for card in cards([over])] == ["not signed, the round is closed"]
    assert next_unscored(cards([over, film(3)]), -1) == 1


def test_figures_are_those_of_the_round_at_hand():
    first = [film(n, state="received", round="r1", is_closed=True) for n in range(7)]
    left = film(8, state="draft", round="r1", is_closed=True)
    second = [film(n, round="r2") for n in range(20)]
    queue = [*first, left, *second]
    assert done_words([*first, left]) == "7 of 8 signed"
    assert done_words(queue) == "R2 · 0 of 20 signed"
    assert left_words(pace(queue))[:8] == "20 films"
    done = [each._replace(state="received") for each in second]
    assert rest_words([*first, left, *done]).endswith("received all your scorecards. Thank you.")
    over = [each._replace(is_closed=True) for each in done]
    assert done_words([*first, left, *over]) == "R2 · 20 of 20 signed"


def test_of_a_defense_nothing_is_left_to_watch():
    defense = film(1, round="r3", defense="held", seconds=6000, position=10_000)
    assert left_words(pace([defense])) == "1 film"
    states = [
        cards([defense._replace(defense=held, state=state)])[0].state
        for held, state in (("to_come", "to_watch"), ("held", "to_watch"), ("held", "draft"))
    ]
    assert states == ["its defense is to come", "its defense was held: to score", "begun"]


def test_a_late_scorecard_gets_no_thanks_but_what_it_waits_for():
    queue = [film(1, state="received"), film(2, state="received", is_late=True, is_closed=True)]
    last = [each._replace(is_closed=True) for each in queue]
    assert rest_words(last) == "What came after the closing counts only if the chair admits it."


@pytest.mark.parametrize(
    ("films", "hours", "words"),
    [
        (14, 7 * 24, "about 2 a day"),
        (15, 7 * 24, "about 3 a day"),
        (7, 7 * 24, "about 1 a day"),
        (1, 6 * 24, "about one every 6 days"),
        (3, 5, "5 hours left"),
        (3, 0.4, "1 hour left"),
    ],
)
def test_the_pace_says_how_many_a_day_the_deadline_asks(films, hours, words):
    queue = [film(n, deadline=due(hours), zone="UTC") for n in range(films)]
    assert deadline_words(pace(queue), NOW).endswith(f" · {words}")


def test_the_next_deadline_counts_with_its_own_films():
    queue = [film(1, deadline=due(30)), film(2, deadline=due(300)), film(3, deadline="")]
    found = pace(queue)
    assert found.due == 1
    assert found.deadline == NOW + timedelta(hours=30)


def test_a_deadline_that_passed_is_said_to_have():
    words = deadline_words(pace([film(1, deadline=due(-1), zone="UTC")]), NOW)
    assert words.startswith("The deadline has passed")


@pytest.mark.parametrize(
    ("states", "words"),
    [
        (["received", "recused"], "The festival has received all your scorecards. Thank you."),
        (
            ["received", "sent", "signed"],
            "All your scorecards are signed. They count once the festival has received them.",
        ),
        (["received", "void"], VOID),
        (["sent", "void"], VOID),
        (["void", "to_watch"], ""),
        (["received", "confirm"], "Some scorecards ask for a decision of yours: they are marked."),
        (["received", "complete"], ""),
        (["received", "to_watch"], ""),
        (["recused"], ""),
        ([], ""),
    ],
)
def test_what_follows_is_said_once_nothing_is_left(states, words):
    assert rest_words([film(n, state=state) for n, state in enumerate(states)]) == words


def test_a_deadline_that_passed_stands_out(qtbot, theme):
    header = Header()
    qtbot.addWidget(header)
    line = header.findChild(Paragraph)
    for hours, tone in ((-1, "warning"), (48, "")):
        queue = [film(1, deadline=(datetime.now(UTC) + timedelta(hours=hours)).isoformat())]
        header.show_queue(queue, pace(queue))
        assert (line.property("tone") or "") == tone


def test_no_deadline_is_said_too():
    assert deadline_words(pace([film(1, deadline="")]), NOW) == "No deadline is set yet."


def test_a_deadline_is_shown_in_the_festivals_time_and_in_local_time(monkeypatch):
    here = moments.shown(NOW)
    there = moments.in_zones(NOW, "Asia/Hong_Kong")
    assert there.startswith("Fri 5 Jun, 18:00 Hong Kong Standard Time")
    assert here[-5:] in there
    assert moments.in_zones(NOW, "No/Where") == here


def test_missing_films_are_counted_once_with_their_size():
    queue = [
        film(1, here=False, bytes=2_000_000_000),
        film(1, here=False, bytes=2_000_000_000, round="r2"),
        film(2, here=False, bytes=400_000_000),
        film(3, here=False, bytes=400_000_000, state="received"),
        film(4, here=True),
    ]
    assert missing_words(pace(queue)) == "2 films are not on this machine (2.4 GB)."
    assert missing_words(pace([film(4)])) == ""


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, ""), (5, "0:05"), (760, "12:40"), (3723, "1:02:03")],
)
def test_running_times_are_written_as_clocks_write_them(seconds, words):
    assert moments.length(seconds) == words
