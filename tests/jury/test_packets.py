"""Packets: what concerns a juror, and what stays hidden from them."""

from jury_app.base.document import PartHash
from jury_app.jury import decisions as d
from jury_app.jury.course import Entered
from jury_app.jury.festival import Person
from jury_app.jury.film import Film, Item, Screener
from jury_app.jury.packets import (
    concerns,
    films_of,
    hidden_parts,
    parts_for_juror,
    still_to_judge,
)
from jury_app.jury.scorecard import Scorecard
from tests.jury.edition import EDITION, NOW, Ledger, hashof, idof, small_rules

ADA, BO = idof("Ada"), idof("Bo")


def card_of(juror: str, film: str) -> Scorecard:
    return Scorecard(
        edition=EDITION,
        round="r1",
        film=film,
        category="generative",
        juror=juror,
        rules=hashof("rules"),
        texts=hashof("texts"),
        language="en",
        at=NOW,
        scores=(),
        parts=(PartHash(name="comment/panel", audience="panel", hash=hashof(juror)),),
    )


def test_a_juror_never_gets_another_jurors_card_assignment_or_recusal():
    ledger = Ledger()
    film = ledger.film("Mirror")
    ledger.assign("Ada", film)
    ledger.assign("Bo", film)
    ledger.recuse("Bo", film)
    theirs = [
        entered.document
        for entered in ledger.entries
        if concerns(entered.document, ADA, films_of(ledger.course, ADA), set())
    ]
    assert [type(document).__name__ for document in theirs] == ["Film", "Assign"]
    assert not concerns(card_of(BO, film), ADA, {film}, set())
    assert concerns(card_of(ADA, film), ADA, {film}, set())


def test_holds_rulings_tie_breaks_and_lists_stay_with_the_chair():
    film = idof("Mirror")
    for decision in (
        d.Hold(edition=EDITION, at=NOW, film=film, about="ethics"),
        d.Release(edition=EDITION, at=NOW, film=film),
        d.GateRuling(edition=EDITION, at=NOW, film=film, round="r1", verdict="meets"),
        d.TieBreak(edition=EDITION, at=NOW, film=film, over=film, standing="r1"),
        d.Select(edition=EDITION, at=NOW, film=film),
        d.Override(edition=EDITION, at=NOW, film=film, off="selection"),
    ):
        assert not concerns(decision, ADA, {film}, set())


def test_decisions_about_a_card_go_to_its_juror_only():
    admit = d.Admit(edition=EDITION, at=NOW, card=hashof("card"))
    assert concerns(admit, ADA, set(), {hashof("card")})
    assert not concerns(admit, BO, set(), set())


def test_what_a_round_hides_arrives_once_the_card_is_acknowledged():
    ledger = Ledger()
    film = ledger.film("Mirror")
    ledger.assign("Ada", film)
    names = ("title", "directors", "country")
    document = Film(
        edition=EDITION,
        film=film,
        number=1,
        form="linear",
        at=NOW,
        parts=tuple(PartHash(name=name, audience="panel", hash=hashof(name)) for name in names),
    )
    entry = [Entered(0, hashof("film"), idof("office"), document)]
    before = hidden_parts(ledger.course, small_rules(), ADA, set())
    assert parts_for_juror(entry, ADA, before) == [hashof("title")]
    after = hidden_parts(ledger.course, small_rules(), ADA, {(film, "r1")})
    assert parts_for_juror(entry, ADA, after) == [hashof(name) for name in names]


def test_the_name_of_a_file_is_hidden_while_its_makers_are():
    ledger = Ledger()
    film = ledger.film("Mirror")
    ledger.assign("Ada", film)
    parts = tuple(
        PartHash(name=name, audience="panel", hash=hashof(name)) for name in ("name", "address")
    )
    item = Item(role="film", kind="file", bytes=1, blake3=hashof("film"), parts=parts)
    screener = Screener(edition=EDITION, film=film, items=(item,), at=NOW)
    entry = [Entered(9, hashof("screener"), idof("office"), screener)]
    before = hidden_parts(ledger.course, small_rules(), ADA, set())
    assert parts_for_juror(entry, ADA, before) == [hashof("address")]
    after = hidden_parts(ledger.course, small_rules(), ADA, {(film, "r1")})
    assert parts_for_juror(entry, ADA, after) == [hashof("name"), hashof("address")]


def test_a_round_without_hidden_parts_shows_all_but_an_earlier_one_still_hides():
    ledger = Ledger()
    film = ledger.film("Mirror")
    ledger.assign("Ada", film, round_id="r2")
    assert hidden_parts(ledger.course, small_rules(), ADA, set()) == {film: frozenset()}
    ledger.assign("Ada", film, round_id="r1")
    assert hidden_parts(ledger.course, small_rules(), ADA, set()) == {
        film: frozenset({"directors", "country"})
    }


def test_what_a_round_hid_that_is_over_is_shown_to_who_judges_the_film_in_a_later_one():
    ledger = Ledger()
    film = ledger.film("Mirror")
    ledger.open("r1")
    ledger.assign("Ada", film)
    ledger.assign("Ada", film, round_id="r2")
    hidden = frozenset({"directors", "country"})

    def seen_by_ada():
        return hidden_parts(ledger.course, small_rules(), ADA, set())

    assert seen_by_ada() == {film: hidden}
    ledger.close("r1")
    assert seen_by_ada() == {film: hidden}  # a late card may be admitted still
    ledger.open("r2")
    assert seen_by_ada() == {film: frozenset()}
    ledger.assign("Bo", film)
    assert hidden_parts(ledger.course, small_rules(), idof("Bo"), set()) == {film: hidden}


def test_a_card_that_a_closed_round_never_got_holds_nothing_back_after_the_next_rounds_card():
    ledger = Ledger()
    film = ledger.film("Mirror")
    ledger.open("r1")
    ledger.assign("Ada", film)
    ledger.close("r1")
    ledger.assign("Ada", film, round_id="r2")
    ledger.open("r2")
    assert still_to_judge(ledger.course, ADA, set()) == {(film, "r2")}
    assert still_to_judge(ledger.course, ADA, {(film, "r2")}) == set()


def test_of_another_person_a_juror_gets_the_name_alone():
    names = ("name", "country", "affiliations")
    chair = Person(
        edition=EDITION,
        person=idof("chair"),
        roles=("chair",),
        at=NOW,
        parts=tuple(PartHash(name=name, audience="panel", hash=hashof(name)) for name in names),
    )
    entry = [Entered(0, hashof("person"), idof("office"), chair)]
    assert parts_for_juror(entry, ADA, {}) == [hashof("name")]
    assert parts_for_juror(entry, idof("chair"), {}) == [hashof(name) for name in names]


def test_an_erasure_goes_to_everybody_who_may_hold_the_value():
    assert concerns(d.Erase(edition=EDITION, at=NOW, erased=()), ADA, set(), set())
