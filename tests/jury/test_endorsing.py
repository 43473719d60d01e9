"""A decision that asks for endorsements takes effect at the entry that completes them."""

import msgspec
import pytest

from jury_app.jury import decisions as d
from jury_app.jury.course import Course, Entered, read_course
from jury_app.jury.scorecard import Endorsement
from jury_app.rules.rules import Endorsements
from tests.jury.edition import EDITION, NOW, RULES_HASH, Ledger, hashof, idof, small_rules

KEY = "c" * 64


def rules(kind: str, count: int = 2) -> Ledger:
    """A ledger whose open round locked rules that ask for endorsements."""
    ledger = Ledger()
    need = Endorsements(kind=kind, role="juror", count=count)
    ledger.add(msgspec.structs.replace(small_rules(), endorsements=(need,)), name="rules")
    ledger.open()
    return ledger


def endorse(ledger: Ledger, hash_: str, who: str) -> int:
    """An endorsement by somebody; its index."""
    document = Endorsement(edition=EDITION, document=hash_, key=KEY, at=NOW)
    index = ledger.size
    ledger.entries.append(Entered(index, hashof(f"{who}-{index}"), idof(who), document))
    ledger.size += 1
    return index


def missing(course: Course, hash_: str) -> int:
    return course.endorsed[hash_].missing


def test_the_rules_of_the_edition_are_those_that_the_opening_names() -> None:
    assert hashof("rules") == RULES_HASH


def test_an_honour_waits_until_two_people_besides_its_giver_endorsed_it() -> None:
    ledger = rules("decision/honour")
    film = ledger.film("one")
    given = ledger.decide(d.HonourGiven, film=film, honour="gold")
    for who, left in (("chair", 2), ("ada", 1), ("ada", 1), ("", 1)):
        if who:
            endorse(ledger, given, who)
        assert ledger.course.honours == []
        assert missing(ledger.course, given) == left
    completed = endorse(ledger, given, "bo")
    (honour,) = ledger.course.honours
    assert (honour.hash, honour.index) == (given, completed)
    endorse(ledger, given, "cy")
    assert len(ledger.course.honours) == 1
    assert len(ledger.course.endorsed[given].by) == 3
    assert ledger.course.waiting == {}


def test_a_decision_has_its_effect_where_it_is_completed_not_where_it_stands() -> None:
    ledger = rules("decision/hold", count=1)
    film = ledger.film("one")
    held = ledger.decide(d.Hold, film=film, about="ethics")
    ledger.decide(d.Release, film=film)
    completed = endorse(ledger, held, "ada")
    course = ledger.course.films[film]
    assert course.held == [(completed, "ethics")]
    assert course.released < completed


def test_a_move_that_is_not_allowed_any_more_when_it_is_completed_is_passed_over() -> None:
    ledger = rules("decision/eligible", count=1)
    film = ledger.film("one")
    wanted = ledger.decide(d.Eligible, film=film)
    ledger.decide(d.Withdraw, film=film)
    endorse(ledger, wanted, "ada")
    course = ledger.course
    assert course.films[film].state == "withdrawn"
    assert [(each.hash, why) for each, why in course.refused] == [(wanted, "move_not_allowed")]


@pytest.mark.parametrize(
    "kind",
    ["decision/assign", "decision/enrol", "decision/revoke", "decision/erase", "scorecard"],
)
def test_kinds_whose_effect_cannot_wait_never_ask(kind: str) -> None:
    ledger = rules(kind, count=1)
    film = ledger.film("one")
    ledger.assign("ada", film)
    ledger.decide(d.Erase, erased=(hashof("part"),))
    assert ledger.course.endorsed == {}
    assert ledger.course.assignments("r1") == [(film, idof("ada"))]


def test_the_first_opening_asks_what_the_rules_ask_that_it_names() -> None:
    ledger = rules("decision/open")
    assert ledger.course.rounds == {}
    (opening,) = ledger.course.waiting
    endorse(ledger, opening, "ada")
    assert ledger.course.rounds == {}
    completed = endorse(ledger, opening, "bo")
    assert ledger.course.rounds["r1"].windows == [[completed, -1]]


def test_rules_are_in_force_from_the_entry_at_which_their_opening_takes_effect() -> None:
    ledger = rules("decision/open", count=1)
    honours = Endorsements(kind="decision/honour", role="juror", count=1)
    changed = msgspec.structs.replace(small_rules(), endorsements=(honours,))
    locked = ledger.add(changed, name="other rules")
    (opening,) = ledger.course.waiting
    endorse(ledger, opening, "ada")
    later = ledger.open("r2", rules=locked)
    film = ledger.film("one")
    ledger.decide(d.HonourGiven, film=film, honour="gold")
    assert len(ledger.course.honours) == 1
    endorse(ledger, later, "ada")
    ledger.decide(d.HonourGiven, film=film, honour="silver")
    assert len(ledger.course.honours) == 1
    ledger.open("r3")
    assert ledger.course.rounds.keys() == {"r1", "r2", "r3"}


def test_an_opening_that_is_passed_over_puts_no_rules_in_force() -> None:
    ledger = rules("decision/honour", count=1)
    ledger.add(small_rules(), name="other rules")
    ledger.open("r1", rules=hashof("other rules"))
    film = ledger.film("one")
    ledger.decide(d.HonourGiven, film=film, honour="gold")
    assert [why for _each, why in ledger.course.refused] == ["opened_already"]
    assert ledger.course.honours == []


def test_a_closing_ends_the_round_where_it_is_completed() -> None:
    ledger = rules("decision/close", count=1)
    film = ledger.film("one")
    ledger.assign("ada", film)
    closing = ledger.decide(d.Close, round="r1")
    card = ledger.card("between", "ada", film)
    assert ledger.states[card] == "counts"
    endorse(ledger, closing, "bo")
    ledger.card("after", "ada", film, card)
    assert ledger.states == {card: "counts", hashof("after"): "late"}


def test_a_deadline_that_was_moved_by_one_alone_stays() -> None:
    ledger = rules("decision/extend", count=1)
    later = "2026-07-09T00:00:00Z"
    extension = ledger.decide(d.Extend, round="r1", deadline=later, zone="Asia/Seoul")
    assert ledger.course.rounds["r1"].deadline == NOW
    endorse(ledger, extension, "ada")
    assert ledger.course.rounds["r1"].deadline == later


def test_before_any_round_opened_nothing_asks() -> None:
    ledger = Ledger()
    film = ledger.film("one")
    given = ledger.decide(d.HonourGiven, film=film, honour="gold")
    need = Endorsements(kind="decision/honour", role="juror", count=2)
    ledger.add(msgspec.structs.replace(small_rules(), endorsements=(need,)), name="rules")
    ledger.open()
    assert [each.hash for each in ledger.course.honours] == [given]
    assert read_course(ledger.entries).endorsed == {}
