from fractions import Fraction

import pytest

from jury_app.base.errors import Refusal
from jury_app.jury.counting import card_states
from jury_app.store import cards, documents, ledger, parts
from tests.store.making import AT


def film_of(incoming):
    return incoming.document.film


def test_documents_are_entered_in_one_dense_order_and_kept_byte_for_byte(office, maker):
    batch = [maker.film(number) for number in range(1, 4)]
    with office.writing() as tx:
        assert documents.enter(tx, batch[:2]) == [0, 1]
        assert documents.enter(tx, batch[2:]) == [2]
    with office.reading() as reader:
        stored = list(documents.read(reader))
        assert [each.position for each in stored] == [0, 1, 2]
        assert [each.payload for each in stored] == [each.payload for each in batch]
        assert [each.signature for each in stored] == [each.signature for each in batch]
        assert [each.decoded() for each in stored] == [each.document for each in batch]
        assert documents.find(reader, batch[1].hash) == stored[1]
        assert documents.find(reader, "0" * 64) is None
        assert documents.count(reader) == 3


def test_a_document_entered_again_keeps_its_place_and_only_adds_parts(office, maker):
    film = maker.film()
    bare = documents.Incoming(
        film.hash, "film", 1, film.key, film.person, film.payload, film.signature, film.document
    )
    with office.writing() as tx:
        documents.enter(tx, [bare])
    with office.writing() as tx:
        assert documents.enter(tx, [maker.film(2), film, film]) == [1, 0, 0]
    with office.reading() as reader:
        assert documents.count(reader) == 2
        assert parts.of(reader, [film.parts[0].hash]) == {film.parts[0].hash: film.parts[0]}


def test_an_unknown_kind_is_entered_kept_and_not_decoded(office, maker):
    film = maker.film()
    strange = documents.Incoming(
        maker.digest(), "hologram", 1, film.key, None, b'{"x":1}', film.signature, None
    )
    newer = documents.Incoming(
        maker.digest(), "scorecard", 2, film.key, None, b'{"y":1}', film.signature, None
    )
    with office.writing() as tx:
        documents.enter(tx, [strange, newer])
    with office.reading() as reader:
        assert [each.payload for each in documents.read(reader)] == [b'{"x":1}', b'{"y":1}']
        assert [each.decoded() for each in documents.read(reader)] == [None, None]
        assert cards.every(reader) == []


def test_reading_several_kinds_keeps_the_order_of_the_ledger(office, maker):
    films = [maker.film(number) for number in range(1, 4)]
    rules = maker.rules()
    opening = maker.opening(rules.hash)
    with office.writing() as tx:
        documents.enter(tx, [films[0], rules, opening, films[1], films[2]])
    with office.reading() as reader:
        read = [each.position for each in documents.read(reader, "film", "decision")]
        assert read == [0, 2, 3, 4]
        assert [each.position for each in documents.read(reader, "film", after=0)] == [3, 4]


def test_a_card_is_worth_the_exact_value_of_its_rules(office, maker):
    rules, film = maker.rules(), maker.film()
    whole = maker.card(film_of(film), maker.id(), rules.hash, [(15, 2), (4, 1)])
    half = maker.card(film_of(film), maker.id(), rules.hash, [(10, 1), None])
    scant = maker.card(film_of(film), maker.id(), rules.hash, [None, (10, 1)])
    other = maker.card(film_of(film), maker.id(), maker.digest())
    outside = maker.card(film_of(film), maker.id(), rules.hash, [(11, 1), (4, 1)])
    with office.writing() as tx:
        documents.enter(tx, [rules, film, whole, half, scant, other, outside])
    with office.reading() as reader:
        found = cards.of_round(reader, "r1")
        # 100 × (2·(7.5−1) + 1·(4−1)) / 9 ÷ 3 = 1600/27
        assert [card.value for card in found] == [Fraction(1600, 27), 100, None, None, None]
        assert found[0].criteria == (Fraction(15, 2), Fraction(4))
        assert found[1].criteria == (Fraction(10), None)
        assert cards.of_film(reader, film_of(film)) == found == cards.every(reader)
        assert cards.films(reader) == {
            card.hash: film_of(film) for card in (whole, half, scant, other, outside)
        }
        assert cards.lanes(reader, found[:1]) == {whole.hash: {"writing": 60}}


def test_course_and_counting_follow_from_what_was_entered(office, maker):
    rules, film, juror = maker.rules(), maker.film(), maker.id()
    first = maker.card(film_of(film), juror, rules.hash)
    second = maker.card(film_of(film), juror, rules.hash, [(9, 1), (9, 1)], [first.hash])
    with office.writing() as tx:
        documents.enter(tx, [rules, film, maker.opening(rules.hash)])
        documents.enter(tx, [maker.assignment(juror, [film_of(film)]), first, second])
    with office.reading() as reader:
        course = documents.course(reader)
        states = card_states(course, [card.fact for card in cards.every(reader)])
    assert course.rounds["r1"].deadline == AT
    assert states == {first.hash: "superseded", second.hash: "counts"}


def test_an_erased_part_is_gone_and_its_document_stays(office, maker):
    film = maker.film()
    with office.writing() as tx:
        documents.enter(tx, [film])
    with office.writing() as tx:
        assert parts.erase(tx, [film.parts[0].hash, "0" * 64]) == 1
    with office.reading() as reader:
        assert parts.values(reader, [film.parts[0].hash]) == {}
        assert documents.find(reader, film.hash).payload == film.payload


def test_what_waits_is_kept_apart_until_it_is_settled(office, maker):
    film = maker.film()
    waiting = [
        documents.Waiting(
            maker.digest(), "film", 1, "d" * 64, film.payload, film.signature, "d" * 64, number, why
        )
        for number, why in ((2, "enrolment"), (1, "enrolment"))
    ]
    with office.writing() as tx:
        documents.wait(tx, waiting)
        documents.wait(tx, waiting)
    with office.reading() as reader:
        assert documents.waiting(reader, "d" * 64) == [waiting[1], waiting[0]]
        assert documents.waiting(reader, "f" * 64) == []
        assert documents.waiting(reader)[0].decoded() == film.document
        assert documents.count(reader) == 0
    with office.writing() as tx:
        documents.settle(tx, [waiting[0].hash])
        documents.wait_on(tx, [waiting[1].hash], "sent")
    with office.reading() as reader:
        (left,) = documents.waiting(reader)
    assert (left.hash, left.why) == (waiting[1].hash, "sent")


def test_what_came_by_itself_waits_in_the_order_in_which_it_came(office, maker):
    film = maker.film()
    own = [
        documents.Waiting(
            maker.digest(), "film", 1, "d" * 64, film.payload, film.signature, None, None, "out"
        )
        for _ in range(12)
    ]
    for each in own[:8]:
        with office.writing() as tx:
            documents.wait(tx, [each])
    with office.writing() as tx:
        documents.settle(tx, [own[0].hash])
        documents.wait(tx, own[8:])
    with office.reading() as reader:
        assert [each.hash for each in documents.waiting(reader)] == [each.hash for each in own[1:]]


def test_a_chairs_copy_keeps_the_ledgers_places_with_some_withheld(office, maker):
    films = [maker.film(number) for number in range(1, 4)]
    withheld = ledger.Leaf(1, "film", 1, films[1].hash)
    with office.writing() as tx:
        ledger.copy(tx, [(0, films[0]), (2, films[2])])
        ledger.withhold(tx, [withheld])
    with office.reading() as reader:
        assert [leaf.position for leaf in ledger.leaves(reader)] == [0, 1, 2]
        assert list(ledger.leaves(reader))[1] == withheld
        assert [each.position for each in documents.read(reader)] == [0, 2]
        assert documents.count(reader) == 3
    with office.writing() as tx:
        ledger.copy(tx, [(1, films[1]), (2, films[2])])
    with office.reading() as reader:
        assert [each.hash for each in documents.read(reader)] == [film.hash for film in films]
        assert [leaf.hash for leaf in ledger.leaves(reader, after=0)] == [
            film.hash for film in films[1:]
        ]


def test_what_came_before_the_places_were_known_gets_them_later(office, maker):
    rules, film = maker.rules(), maker.film()
    card = maker.card(film_of(film), maker.id(), rules.hash)
    with office.writing() as tx:
        documents.enter(tx, [rules, film, card])
    with office.writing() as tx:
        lifted = ledger.lift(tx)
        assert [each.hash for each in lifted] == [rules.hash, film.hash, card.hash]
        assert documents.count(tx) == 0
        ledger.copy(tx, [(9, card), (2, rules), (5, film)])
    with office.reading() as reader:
        assert [each.position for each in documents.read(reader)] == [2, 5, 9]
        (entered,) = cards.every(reader)
        assert (entered.fact.index, entered.value) == (9, Fraction(1600, 27))
        assert cards.lanes(reader, [entered]) == {card.hash: {"writing": 60}}


@pytest.mark.parametrize("known", ["entered", "withheld"])
def test_a_ledger_that_contradicts_the_one_known_is_refused(office, maker, known):
    films = [maker.film(number) for number in range(1, 3)]
    with office.writing() as tx:
        if known == "entered":
            ledger.copy(tx, [(0, films[0])])
        else:
            ledger.withhold(tx, [ledger.Leaf(0, "film", 1, films[0].hash)])
    for place, film in ((0, films[1]), (1, films[0])):
        with pytest.raises(Refusal, match="something else at place"), office.writing() as tx:
            ledger.copy(tx, [(place, film)])
    with office.reading() as reader:
        assert [leaf.hash for leaf in ledger.leaves(reader)] == [films[0].hash]


def test_the_number_of_queries_does_not_grow_with_the_number_of_cards(office, maker):
    rules = maker.rules()

    def statements(count):
        batch = [maker.card(maker.id(), maker.id(), rules.hash) for _ in range(count)]
        with office.writing() as tx:
            run = tx._connection
            seen: list[str] = []
            run.set_trace_callback(lambda sql: seen.append(sql.split("(")[0]))
            documents.enter(tx, batch)
            run.set_trace_callback(None)
        return len({sql for sql in seen if sql.startswith("INSERT")}), sum(
            sql.startswith("SELECT") for sql in seen
        )

    with office.writing() as tx:
        documents.enter(tx, [rules])
    assert statements(1) == statements(30)


def test_reading_counts_the_same_queries_for_one_card_and_for_thirty(office, maker):
    rules = maker.rules()
    asked: list[str] = []

    class Counting:
        def __init__(self, reader):
            self._reader = reader

        def rows(self, sql, *values):
            asked.append(sql)
            return self._reader.rows(sql, *values)

    def queries():
        asked.clear()
        with office.reading() as reader:
            counting = Counting(reader)
            documents.course(counting)
            cards.lanes(counting, cards.of_round(counting, "r1"))
        return len(asked)

    with office.writing() as tx:
        documents.enter(tx, [rules, maker.card(maker.id(), maker.id(), rules.hash)])
    once = queries()
    with office.writing() as tx:
        documents.enter(tx, [maker.card(maker.id(), maker.id(), rules.hash) for _ in range(29)])
        documents.enter(tx, [maker.film(number) for number in range(30)])
    assert queries() == once
