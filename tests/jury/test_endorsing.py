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


@pytest.mark.parametrize("kind", ["decision/open", "decision/erase", "decision/enrol", "scorecard"])
def test_kinds_whose_effect_cannot_wait_never_ask(kind: str) -> None:
    ledger = rules(kind)
    assert ledger.course.asks.asking == {}
    ledger.open("r2")
    assert ledger.course.rounds.keys() == {"r1", "r2"}


def test_before_any_round_opened_nothing_asks() -> None:
    ledger = Ledger()
    film = ledger.film("one")
    given = ledger.decide(d.HonourGiven, film=film, honour="gold")
    need = Endorsements(kind="decision/honour", role="juror", count=2)
    ledger.add(msgspec.structs.replace(small_rules(), endorsements=(need,)), name="rules")
    ledger.open()
    assert [each.hash for each in ledger.course.honours] == [given]
    assert read_course(ledger.entries).endorsed == {}
