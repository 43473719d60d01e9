import pytest

from jury_app.store import changes, documents, drafts, settings
from jury_app.store.workspace import open_for_reading, open_for_writing

FILM = "f" * 32


def test_a_write_returns_what_it_touched(office, maker):
    rules = maker.rules()
    card = maker.card(maker.id(), maker.id(), rules.hash)
    with office.writing() as tx:
        documents.enter(tx, [rules, card])
    assert dict(tx.changed.kinds) == {
        "documents": {rules.hash, card.hash},
        "cards": {card.hash},
        "parts": {part.hash for part in card.parts},
    }
    assert tx.changed.touches("cards", card.hash)
    assert not tx.changed.touches("cards", rules.hash)
    assert not tx.changed.touches("drafts")


def test_a_watcher_sees_what_another_process_wrote_once_and_merged(folder, office, clock):
    with open_for_reading(folder, clock) as other:
        with other.reading() as reader:
            watcher = changes.Watcher(changes.latest(reader))
        for key in ("a", "b"):
            with office.writing() as tx:
                settings.put(tx, **{key: 1})
        with office.writing() as tx:
            drafts.change(tx, FILM, "r1", "a", 1)
        with other.reading() as reader:
            seen = watcher.look(reader)
            assert dict(seen.kinds) == {"settings": {"a", "b"}, "drafts": {f"{FILM}/r1"}}
            assert not watcher.look(reader)


def test_a_write_that_failed_is_no_change(office):
    def fail():
        with office.writing() as tx:
            settings.put(tx, a=1)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    with office.reading() as reader:
        assert changes.since(reader, 0) == (0, changes.ChangeSet())


def test_too_many_ids_become_the_whole_kind(office, maker):
    batch = [maker.film(number) for number in range(changes.MOST_IDS + 1)]
    with office.writing() as tx:
        documents.enter(tx, batch[:10])
        documents.enter(tx, batch[10:])
    assert dict(tx.changed.kinds) == {"documents": None, "parts": None}
    assert tx.changed.touches("documents", batch[0].hash)
    with office.reading() as reader:
        assert changes.since(reader, 0)[1] == tx.changed


def test_who_fell_too_far_behind_rereads_everything(folder, office, clock):
    with office.writing() as tx:
        rows = [("settings", ["number"], clock.now())] * (changes.KEPT + 20)
        tx.insert("changes", ("kind", "ids", "at"), rows)
    office.close()
    clock.advance(days=2)
    with open_for_writing(folder, "Office", clock) as again, again.reading() as reader:
        latest = changes.latest(reader)
        assert latest == changes.KEPT + 20
        behind, fresh = changes.since(reader, 3), changes.since(reader, latest - 5)
    assert behind == (latest, changes.ChangeSet({changes.EVERYTHING: None}))
    assert behind[1].touches("anything", "at all")
    assert dict(fresh[1].kinds) == {"settings": {"number"}}


def test_change_sets_merge():
    one = changes.ChangeSet({"cards": frozenset("a"), "films": None})
    two = changes.ChangeSet({"cards": frozenset("b"), "films": frozenset("c"), "drafts": None})
    assert dict((one | two).kinds) == {"cards": {"a", "b"}, "films": None, "drafts": None}
    assert not changes.ChangeSet()
