from typing import Any

import msgspec
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from jury_app.base.errors import Refusal
from jury_app.exchange import canonical, channel, parts, sealing
from jury_app.exchange.channel import (
    Accepted,
    Channel,
    Forked,
    Gap,
    Message,
    Opened,
    Outcome,
    Received,
    Repeated,
)
from jury_app.exchange.envelope import Signed, sign
from jury_app.exchange.keys import DeviceKeys
from tests.exchange.conftest import device

EDITION = "e" * 64
JUROR, OFFICE, OTHER = device(1), device(2), device(3)
TO = (OFFICE.public.sealing,)
NEW = Channel(EDITION, JUROR.public.signing, JUROR.public.signing)


def write(number: int, previous: str | None, **changes: Any) -> Signed:
    fields: dict[str, Any] = {
        "edition": EDITION,
        "sender": JUROR.public.signing,
        "device": JUROR.public.signing,
        "to": TO,
        "number": number,
        "previous": previous,
    }
    message = Message(**(fields | changes))
    return sign(changes.get("seed", JUROR.seed), "message", canonical.encode(message))


def read(signed: Signed, known: Channel, reader: DeviceKeys = OFFICE) -> Opened:
    return opened(signed.envelope, known, reader.public.sealing)


def opened(envelope: bytes, known: Channel, reader: str) -> Opened:
    found = channel.contents(*channel.parse(envelope))
    channel.check_addressed(found.message, known, reader)
    return found


def receive(signed: Signed, known: Channel) -> Outcome:
    return channel.apply(known, read(signed, known))


def chain(count: int) -> list[Signed]:
    made: list[Signed] = []
    for number in range(1, count + 1):
        made.append(write(number, made[-1].hash if made else None))
    return made


def taken(messages: list[Signed], known: Channel = NEW) -> Channel:
    for signed in messages:
        outcome = receive(signed, known)
        assert isinstance(outcome, Accepted)
        known = outcome.channel
    return known


def test_messages_are_taken_in_one_after_the_other() -> None:
    made = chain(3)
    known = taken(made)
    assert known.hashes == tuple(signed.hash for signed in made)
    assert known.received == Received(
        sender=NEW.sender, device=NEW.device, number=3, hash=made[2].hash
    )
    assert NEW.received is None


def test_a_later_message_waits_for_the_one_between() -> None:
    first, _, third = chain(3)
    assert receive(third, taken([first])) == Gap(2)


def test_the_same_message_sealed_twice_is_no_alarm() -> None:
    (signed,) = chain(1)
    files = [channel.pack(signed, TO) for _ in range(2)]
    assert files[0] != files[1]
    known = NEW
    for file, expected in zip(files, (Accepted, Repeated), strict=True):
        envelope = sealing.open_sealed(channel.sealed_part(file), OFFICE.identity)
        outcome = channel.apply(known, opened(envelope, known, OFFICE.public.sealing))
        assert type(outcome) is expected
        known = outcome.channel if isinstance(outcome, Accepted) else known


def test_two_messages_with_one_number_are_an_alarm_and_the_first_stays() -> None:
    made = chain(2)
    known = taken(made)
    other = write(2, made[0].hash, heads=("a" * 64,))
    outcome = receive(other, known)
    assert outcome == Forked(
        msgspec.structs.replace(known, forks=(other.hash,)), 2, made[1].hash, other.hash
    )
    assert isinstance(outcome, Forked)
    assert receive(other, outcome.channel) == outcome  # told once more, kept once


def test_a_restored_workspace_that_signs_on_is_an_alarm() -> None:
    """Rollback: number 2 is signed again after number 3 was received."""
    made = chain(3)
    again = write(2, made[0].hash, heads=("b" * 64,))
    outcome = receive(again, taken(made))
    assert isinstance(outcome, Forked)
    assert (outcome.number, outcome.ours) == (2, made[1].hash)


def test_a_next_message_on_another_history_is_an_alarm() -> None:
    made = chain(2)
    hidden = write(2, made[0].hash, heads=("c" * 64,))
    outcome = receive(write(3, hidden.hash), taken(made))
    assert isinstance(outcome, Forked)
    assert (outcome.number, outcome.ours) == (2, made[1].hash)


def test_after_an_alarm_our_own_history_goes_on() -> None:
    made = chain(3)
    outcome = receive(write(2, made[0].hash, heads=("d" * 64,)), taken(made[:2]))
    assert isinstance(outcome, Forked)
    outcome = receive(made[2], outcome.channel)
    assert isinstance(outcome, Accepted)
    assert len(outcome.channel.forks) == 1


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"edition": "f" * 64}, "another festival"),
        ({"to": (OTHER.public.sealing,)}, "passed on"),
        ({"device": OTHER.public.signing}, "another channel"),
        ({"sender": OTHER.public.signing}, "another sender"),
        ({"sender": OTHER.public.signing, "seed": OTHER.seed}, "another channel"),
        ({"previous": "a" * 64}, "does not name the one before"),
        ({"number": 2}, "does not name the one before"),
        ({"heads": ("b" * 64, "a" * 64)}, "not sorted"),
        ({"heads": ("a" * 64, "a" * 64)}, "not sorted"),
        ({"documents": ("{}",)}, "no signed document"),
        ({"number": 10**10}, "number"),
        ({"number": 0}, "number"),
        ({"to": ()}, "to"),
    ],
)
def test_what_is_not_for_us_is_refused(changes: dict[str, Any], why: str) -> None:
    seed = changes.pop("seed", JUROR.seed)
    fields = {
        "edition": EDITION,
        "sender": JUROR.public.signing,
        "device": JUROR.public.signing,
        "to": TO,
        "number": 1,
    } | changes
    signed = sign(seed, "message", canonical.encode(Message(**fields)))
    with pytest.raises(Refusal, match=why):
        read(signed, NEW)


def test_a_message_opened_and_sealed_again_for_another_festival_is_refused() -> None:
    (signed,) = chain(1)
    passed_on = channel.pack(signed, (OTHER.public.sealing,))
    envelope = sealing.open_sealed(channel.sealed_part(passed_on), OTHER.identity)
    with pytest.raises(Refusal, match="passed on"):
        opened(envelope, NEW, OTHER.public.sealing)
    elsewhere = msgspec.structs.replace(NEW, edition="f" * 64)
    with pytest.raises(Refusal, match="another festival"):
        opened(envelope, elsewhere, OFFICE.public.sealing)


def test_a_document_is_no_message() -> None:
    signed = sign(JUROR.seed, "decision", chain(1)[0].payload)
    with pytest.raises(Refusal, match="“decision”"):
        channel.parse(signed.envelope)


def test_documents_and_parts_come_out_as_they_went_in() -> None:
    document = sign(JUROR.seed, "scorecard", b"{}")
    _, part = parts.make("comment", "panel", [{"a": True}, "光影"])
    signed = write(1, None, documents=(document.envelope.decode(),), parts=(part,))
    found = read(signed, NEW)
    assert (found.documents, found.parts) == ((document,), {parts.hash_of(part): part})


@pytest.mark.parametrize("value", ["null", "1.5", "9007199254740992", '{"A":1}', '"\\u0000"'])
def test_a_part_that_no_document_may_hold_is_refused(value: str) -> None:
    _, part = parts.make("comment", "panel", "PLACE")
    payload = canonical.encode(
        Message(
            edition=EDITION,
            sender=NEW.sender,
            device=NEW.device,
            to=TO,
            number=1,
            parts=(part,),
        )
    ).replace(b'"PLACE"', value.encode())
    with pytest.raises(Refusal):
        read(sign(JUROR.seed, "message", payload), NEW)


def test_a_scorecard_left_out_of_every_message_is_named() -> None:
    heads = ("a" * 64, "b" * 64)
    _, message = channel.parse(write(1, None, heads=heads).envelope)
    assert channel.missing(message, frozenset({"a" * 64})) == ("b" * 64,)


def test_an_acknowledgement_of_what_we_never_sent_means_that_we_are_older() -> None:
    made = chain(3)
    receipt = taken(made).received
    assert receipt is not None
    channel.check_acknowledged(taken(made), receipt)
    for restored in (
        taken(made[:2]),
        taken([*made[:2], write(3, made[1].hash, heads=("a" * 64,))]),
    ):
        with pytest.raises(Refusal, match="Join again as a new device"):
            channel.check_acknowledged(restored, receipt)


class Channels(RuleBasedStateMachine):
    """A device writes, forks and rolls back; the mailbox repeats, drops and reorders."""

    def __init__(self) -> None:
        super().__init__()
        self.histories: list[list[Signed]] = [[]]
        self.mail: list[Signed] = []
        self.known = NEW
        self.delivered: dict[int, set[str]] = {}

    @rule(which=st.integers(0, 5))
    def write(self, which: int) -> None:
        history = self.histories[which % len(self.histories)]
        number = len(history) + 1
        mark = (f"{len(self.mail):064x}",)
        signed = write(number, history[-1].hash if history else None, heads=mark)
        history.append(signed)
        self.mail.append(signed)

    @precondition(lambda self: self.histories[0])
    @rule(at=st.integers(0, 20))
    def fork(self, at: int) -> None:
        """A copied or restored workspace: what follows is written on another history."""
        if len(self.histories) < 3:
            self.histories.append(self.histories[0][: at % len(self.histories[0])])

    @precondition(lambda self: self.mail)
    @rule(which=st.integers(0, 50), keep=st.booleans())
    def deliver(self, which: int, keep: bool) -> None:
        """Any message at any time, again or for the last time; what stays undelivered is lost."""
        signed = self.mail[which % len(self.mail)]
        if not keep:
            self.mail.remove(signed)
        opened = read(signed, self.known)
        outcome = channel.apply(self.known, opened)
        before = self.known
        if isinstance(outcome, Accepted | Forked):
            self.known = outcome.channel
        number = opened.message.number
        match outcome:
            case Accepted():
                assert self.known.hashes == (*before.hashes, signed.hash)
            case Repeated():
                assert before.hashes[number - 1] == signed.hash
            case Gap(expected):
                assert expected == before.number + 1 < number
            case Forked():
                assert self.known.hashes == before.hashes
                assert signed.hash not in before.hashes
                assert signed.hash in self.known.forks

    @invariant()
    def what_was_taken_in_is_the_beginning_of_one_history(self) -> None:
        hashes = self.known.hashes
        assert any(
            tuple(signed.hash for signed in history[: len(hashes)]) == hashes
            for history in self.histories
        )

    @invariant()
    def there_is_an_alarm_only_if_the_device_signed_two_histories(self) -> None:
        if len(self.histories) == 1:
            assert self.known.forks == ()


Channels.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestChannels = Channels.TestCase
