from jury_app.store import cards, documents, parts, rebuild
from jury_app.store.ledger import Leaf, copy, withhold
from tests.store.making import missing_parts


def filled(office, maker):
    rules, film = maker.rules(), maker.film()
    batch = [maker.card(film.document.film, maker.id(), rules.hash) for _ in range(5)]
    batch.append(maker.card(film.document.film, maker.id(), maker.digest()))
    with office.writing() as tx:
        documents.enter(tx, [rules, film, *batch])
    return batch


def test_a_rebuild_of_what_was_entered_finds_nothing_to_change(office, maker):
    filled(office, maker)
    with office.reading() as reader:
        before = cards.every(reader)
        assert rebuild.compare(reader) == []
    with office.writing() as tx:
        assert rebuild.rebuild(tx) == []
    with office.reading() as reader:
        assert cards.every(reader) == before


def test_rows_that_do_not_follow_from_documents_are_named_and_written_anew(office, maker):
    batch = filled(office, maker)
    with office.reading() as reader:
        before = cards.every(reader)
    other, missing, strayed = batch[0].hash, batch[1].hash, maker.film()
    with office.writing() as tx:
        tx.change("cards", {"hash": bytes.fromhex(other)}, verdict="doubtful", value_num="1")
        tx.delete("cards", {"hash": bytes.fromhex(missing)})
        documents.enter(tx, [strayed])
        list(
            tx.rows(
                "INSERT INTO cards SELECT ?, 99, film, juror, round, category, rules, screener,"
                " verdict, hold, complete, value_num, value_den, supersedes, scores, lanes"
                " FROM cards WHERE position = 4",
                bytes.fromhex(strayed.hash),
            )
        )
    expected = [
        rebuild.Difference("other", other, ("verdict", "value_num")),
        rebuild.Difference("missing", missing),
        rebuild.Difference("stray", strayed.hash),
    ]
    with office.writing() as tx:
        assert rebuild.compare(tx) == expected
        assert rebuild.rebuild(tx) == expected
    with office.reading() as reader:
        assert rebuild.compare(reader) == []
        assert cards.every(reader) == before


def test_an_empty_place_of_the_ledger_is_named(office, maker):
    with office.writing() as tx:
        copy(tx, [(0, maker.film(1)), (4, maker.film(2))])
        withhold(tx, [Leaf(2, "film", 1, maker.digest())])
    with office.reading() as reader:
        assert rebuild.compare(reader) == [
            rebuild.Difference("place", "1"),
            rebuild.Difference("place", "3"),
        ]


def test_a_lost_part_is_named_and_an_erased_one_is_not(office, maker):
    batch = filled(office, maker)
    lost, erased = batch[0].parts[1], batch[1].parts[1]
    with office.writing() as tx:
        documents.enter(tx, [maker.erasure([erased.hash])])
        parts.erase(tx, [lost.hash, erased.hash])
    with office.reading() as reader:
        missing = missing_parts(reader)
    assert missing == {batch[0].hash: [lost.hash]}
