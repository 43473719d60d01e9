"""What is kept is read back: channels, devices, media, the office's own tables, settings."""

from datetime import UTC, datetime

from jury_app.store import channels, devices, documents, ledger, media, parts, settings
from jury_app.store import office as private

A, B = "a" * 64, "b" * 64
NOON = datetime(2026, 7, 18, 4, 0, 0, 250000, tzinfo=UTC)


def test_messages_are_kept_in_order_and_two_with_one_number_both(juror, maker):
    sent = [channels.Sent(A, n, "out", maker.digest(), b"sealed %d" % n) for n in (1, 2, 3)]
    opened = channels.Sent(A, 1, "in", maker.digest())
    twin = channels.Sent(A, 3, "out", maker.digest(), b"fork")
    other = channels.Sent(B, 7, "out", maker.digest(), acked=True)
    with juror.writing() as tx:
        channels.keep(tx, [*sent, opened, twin, other])
        channels.keep(tx, sent)
    with juror.reading() as reader:
        heads = sorted([sent[2], twin], key=lambda message: message.hash)
        assert channels.messages(reader, A, "out") == [*sent[:2], *heads]
        assert channels.messages(reader, A, "out", after=2) == heads
        assert channels.last(reader, A, "in") == opened
        assert channels.last(reader, A, "out") == heads[0]
        assert channels.last(reader, "0" * 64, "out") is None
        assert [(m.channel, m.number, m.hash) for m in channels.heads(reader, "out")] == [
            *((A, 3, head.hash) for head in heads),
            (B, 7, other.hash),
        ]


def test_an_acknowledged_message_lets_go_of_its_bytes(juror, maker):
    sent = [channels.Sent(A, n, "out", maker.digest(), b"sealed") for n in (1, 2, 3)]
    with juror.writing() as tx:
        channels.keep(tx, sent)
        channels.acknowledge(tx, A, 2)
    with juror.reading() as reader:
        assert channels.unacknowledged(reader, A) == [sent[2]]
        assert [(m.sealed, m.acked) for m in channels.messages(reader, A, "out")] == [
            (None, True),
            (None, True),
            (b"sealed", False),
        ]


def test_what_a_device_was_sent_is_known_and_can_be_forgotten(office, maker):
    film = maker.film()
    with office.writing() as tx:
        documents.enter(tx, [film])
        channels.deliver(tx, A, [film.hash])
        channels.deliver(tx, A, [film.hash])
    with office.reading() as reader:
        assert channels.delivered(reader, A) == {film.hash}
        assert channels.delivered(reader, B) == set()
    with office.writing() as tx:
        channels.forget_delivered(tx, A)
    with office.reading() as reader:
        assert channels.delivered(reader, A) == set()


def test_the_last_receipt_of_a_document_is_kept(juror, maker):
    first = channels.Receipt(A, 5, 1, 10, maker.digest())
    second = channels.Receipt(A, 5, 1, 20, maker.digest())
    with juror.writing() as tx:
        channels.keep_receipts(tx, [first])
        channels.keep_receipts(tx, [second])
    with juror.reading() as reader:
        assert channels.receipts(reader) == {A: second}


def test_devices_and_invitations(office, maker):
    mine = devices.Device(A, "1" * 32, "age1x", "waiting", "2" * 32)
    other = devices.Device(B, "0" * 32, "age1y", "officer")
    revoked = devices.Device(A, "1" * 32, "age1x", "revoked", "2" * 32, 17)
    invitation = devices.Invitation("2" * 32, "1" * 32, b"secret", ("juror", "chair"), NOON)
    with office.writing() as tx:
        devices.keep(tx, [mine, other])
        devices.keep_invitations(tx, [invitation])
    with office.reading() as reader:
        assert devices.every(reader) == [other, mine]
        assert devices.every(reader, "1" * 32) == [mine]
        assert devices.find(reader, A) == mine
        assert devices.find(reader, maker.digest()) is None
        assert devices.invitation(reader, "2" * 32) == invitation
        assert devices.invitation(reader, "3" * 32) is None
        assert devices.invitations(reader) == [invitation]
    with office.writing() as tx:
        devices.keep(tx, [revoked])
    with office.reading() as reader:
        assert devices.find(reader, A) == revoked


def test_media_and_what_was_seen(juror, maker):
    film = maker.id()
    file = media.Attached(film, "film", A, 5_000_000_000, "/films/ü.mp4", {"ms": 600000}, NOON, 9)
    seen = media.Seen(film, A, "", ((0, 1000), (5000, 600000)))
    with juror.writing() as tx:
        media.attach(tx, [file])
        media.keep_seen(tx, media.Seen(film, A, "", ((0, 500),)))
        media.keep_seen(tx, seen)
    with juror.reading() as reader:
        assert media.attached(reader) == media.attached(reader, film) == [file]
        assert media.attached(reader, maker.id()) == []
        assert media.seen(reader, film) == media.seen(reader) == [seen]


def test_where_an_item_was_left_replaces_where_it_was_left_before(juror, maker):
    film, other = maker.id(), maker.id()
    first = media.Playback(film, A, 1000, 600_000, NOON)
    with juror.writing() as tx:
        media.keep_playback(tx, first)
        media.keep_playback(tx, media.Playback(other, A, 5, 0, NOON))
        media.keep_playback(tx, media.Playback(film, B, 7, 0, NOON))
        media.keep_playback(tx, media.Playback(film, A, 2000, 600_000, NOON))
    assert tx.changed.kinds["playback"] == {film, other}
    with juror.reading() as reader:
        assert [(each.item, each.position) for each in media.playback(reader, film)] == [
            (A, 2000),
            (B, 7),
        ]
        assert len(media.playback(reader)) == 3


def test_taking_out_a_document_closes_the_gap_it_leaves(juror, maker):
    entered = [maker.film() for _ in range(3)]
    with juror.writing() as tx:
        documents.enter(tx, entered)
    with juror.writing() as tx:
        ledger.take_out(tx, entered[1].hash)
        ledger.take_out(tx, "0" * 64)
    with juror.reading() as reader:
        assert [each.hash for each in documents.read(reader)] == [
            entered[0].hash,
            entered[2].hash,
        ]
        assert [each.position for each in documents.read(reader)] == [0, 1]
        assert parts.values(reader, [part.hash for part in entered[1].parts]) == {}


def traces(workspace):
    """Whether the two addresses can be found in the bytes of the database and its log."""
    content = b"".join(path.read_bytes() for path in workspace.folder.glob("workspace.db*"))
    return [b"maker@films.example" in content, b"anna@jury.example" in content]


def test_the_offices_own_tables_are_erased_without_a_trace(office, maker):
    film, person = maker.id(), maker.id()
    anna = private.Person(person, "Anna 陳", "anna@jury.example", {"languages": ["zh", "en"]})
    contact = {"email": "maker@films.example", "phone": "+852 1234"}
    row = private.Submission("FF-1", film, {"Submission ID": "FF-1"}, "wave1.csv", 2)
    with office.writing() as tx:
        private.keep_people(tx, [anna])
        private.keep_contacts(tx, {film: contact})
        private.keep_submissions(tx, [row])
    with office.reading() as reader:
        assert private.people(reader) == {person: anna}
        assert private.contacts(reader, [film, maker.id()]) == {film: contact}
        assert private.submissions(reader) == {"FF-1": row}
    with office.writing() as tx:
        private.erase_film(tx, film)
        private.erase_person(tx, person)
    with office.reading() as reader:
        assert private.people(reader) == private.contacts(reader, [film]) == {}
        assert private.submissions(reader) == {}
    assert traces(office) == [True, True]  # the log still knows
    office.checkpoint()
    assert traces(office) == [False, False]


def test_settings_hold_any_json_value(juror):
    values = {"text": "é", "list": [1, [True]], "object": {"a": {"b": 2}}}
    with juror.writing() as tx:
        settings.put(tx, **values)
        settings.put(tx, list=[])
        settings.drop(tx, "text")
    with juror.reading() as reader:
        found = {key: settings.get(reader, key) for key in values}
    assert found == {"text": None, "list": [], "object": {"a": {"b": 2}}}
