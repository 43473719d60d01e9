"""Receiving: open what devices sent, verify each document, enter it, or say why not.

1. Messages are opened and followed in their channels (`desks.channels.Reading`).
2. A device that nobody knows must answer an open invitation; it waits until it is accepted.
3. Each document is judged at the place where it would be entered (`exchange.admission`).
4. Documents, parts and the channel's new state are written in one transaction; of very many
   messages in a few, each of whole messages.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from msgspec import Struct

from jury_app.base.document import Document
from jury_app.base.errors import Refusal
from jury_app.base.garbage import uncollected
from jury_app.base.texts import N_, _, headed, ngettext
from jury_app.desks import entrance
from jury_app.desks.catalogue import Catalogue, catalogue
from jury_app.desks.channels import (
    JOINING,
    carried_by_hand,
    files_after,
)
from jury_app.desks.erasing import apply_erasures
from jury_app.desks.filing import as_waiting, incoming, kept
from jury_app.desks.ledger import Alarm, enter_waiting, trust_of
from jury_app.desks.office.devices import WAITING, invitation_of
from jury_app.desks.office.mirroring import Entry, mirror
from jury_app.desks.seat import Seat
from jury_app.desks.taking import Reading, Taken, remember
from jury_app.desks.words import documents_name
from jury_app.exchange import channel, forms, invitation
from jury_app.exchange.envelope import Signed
from jury_app.exchange.mailbox import channel_folder, open_mailbox
from jury_app.exchange.parts import Part, hashes
from jury_app.jury.decisions import Enrol, Erase
from jury_app.jury.festival import Enrolment
from jury_app.store import channels, documents, settings
from jury_app.store import devices as kept_devices
from jury_app.store import parts as kept_parts
from jury_app.store.reader import Reader

AT_ONCE = 4 << 20
"""Bytes of documents that are written in one transaction: whole messages, until it is reached.

Some thousand cards would be enough for the disk; being written while others are opened and checked,
they keep a second core at work.
"""


class ReceiveReport(Struct, frozen=True):
    """What was received.

    Attributes:
        messages: Messages taken in.
        entered: Kind → documents entered.
        waiting: Names of people whose devices wait to be accepted.
        missing: Scorecards that devices name as their own and that never came.
        alarms: What must be looked into.
    """

    messages: int
    entered: dict[str, int]
    waiting: tuple[str, ...]
    missing: int
    alarms: tuple[Alarm, ...]

    def lines(self) -> Iterator[str]:
        """The report for people."""
        n = self.messages
        yield ngettext("{n} message taken in.", "{n} messages taken in.", n).format(n=n)
        for kind, count in sorted(self.entered.items()):
            yield "  " + headed(documents_name(kind), count)
        for name in self.waiting:
            yield _("Waits to be accepted: {name} (office devices DIR --accept)").format(name=name)
        if self.missing:
            yield _("{n} scorecards are named by their jurors and have not come.").format(
                n=self.missing
            )
        for alarm in self.alarms:
            yield "! " + headed(alarm.place, alarm.what)


def receive(seat: Seat, files: Sequence[Path] = ()) -> ReceiveReport:
    """Take in what devices sent through the mailbox, or in files carried by hand.

    Raises:
        Problem: The mailbox is not there.
        Refusal: A file holds no messages.
    """
    seat.require("office")
    joining: list[str] = []
    with uncollected(), seat.workspace.reading() as reader:
        reading = Reading(seat, reader, lambda message: message.sender == message.device)
        found = iter(list(_carried(files))) if files else _mailed(seat, reader, joining)
        intake = _Intake(seat, reader, reading)
        with closing(reading.take(found)) as messages:
            for taken in messages:
                intake.take(taken)
                if intake.is_full:
                    intake.write()
        intake.write(None if files else joining)
    left = _enter_left_over(seat)
    mirror(seat)
    apply_erasures(seat.workspace, intake.erasures)
    return intake.report(left)


def _enter_left_over(seat: Seat) -> list[Alarm]:
    """Enter what still waits of devices that were accepted: an acceptance that was interrupted."""
    with seat.workspace.reading() as reader:
        waiting = {each.key for each in documents.waiting(reader) if each.why == WAITING}
        accepted = [
            device.key
            for device in kept_devices.every(reader)
            if device.state == "enrolled" and device.key in waiting
        ]
    return [alarm for key in accepted for alarm in enter_waiting(seat, key)]


def _carried(files: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    for path in files:
        for number, content in enumerate(carried_by_hand(path).messages, 1):
            yield f"{path} #{number}", content


def _mailed(seat: Seat, reader: Reader, joining: list[str]) -> Iterator[tuple[str, bytes]]:
    """New messages of known devices, and first messages of others.

    What the workspace knows is read at once; the messages may be read in another thread. Names of
    first messages are added to `joining`; those that were looked at before are not given again.
    """
    address = settings.get(reader, "mailbox")
    if not address:
        raise Refusal(
            N_("This edition has no mailbox; name the files that came: office receive DIR FILE …"),
            place=str(seat.folder),
        )
    mailbox = open_mailbox(str(address))
    looked_at = set(settings.get(reader, "joined", []))
    after: dict[str, int] = {}
    for device in kept_devices.every(reader):
        if device.state in ("waiting", "enrolled", "revoked"):
            last = channels.last(reader, device.key, "in")
            after[channel_folder(device.key)] = 0 if last is None else last.number

    def files() -> Iterator[tuple[str, bytes]]:
        for name, content in files_after(mailbox, JOINING, 0):
            joining.append(name)
            if name not in looked_at:
                yield name, content
        for folder, number in after.items():
            yield from files_after(mailbox, folder, number)

    return files()


class _Intake:
    """What a round of receiving comes to, and what of it is not written yet."""

    def __init__(self, seat: Seat, reader: Reader, reading: Reading) -> None:
        self._seat = seat
        self._reader = reader
        self._reading = reading
        self._own = seat.public.signing
        self._catalogue: Catalogue = catalogue(reader)
        self._trust, self._recusals = trust_of(reader)
        self._index = documents.count(reader)
        self._messages = self._bytes = 0
        self._counts: Counter[str] = Counter()
        self._answers: dict[str, Enrolment] = {}
        self._late: set[str] = set()
        self._taken: list[Taken] = []
        self._entered: list[documents.Incoming] = []
        self._waiting: list[documents.Waiting] = []
        self._parts: list[kept_parts.Part] = []
        self._devices: dict[str, kept_devices.Device] = {
            each.key: each for each in kept_devices.every(reader)
        }
        self._fresh_devices: list[kept_devices.Device] = []
        self._acknowledged: list[tuple[str, int]] = []
        self._missing: set[str] = set()
        self._here: set[str] = set()
        self._at_hand: dict[str, Entry] = {}
        self.erasures: list[Document] = []

    @property
    def is_full(self) -> bool:
        """Whether so much waits to be written that it should be."""
        return self._bytes >= AT_ONCE

    def take(self, taken: Taken) -> None:
        """One message that is next in its channel."""
        message = taken.opened.message
        place = f"{message.sender[:12]} #{message.number}"
        opened = self._opened(taken, place)
        device = self._devices.get(message.sender) or self._newcomer(opened, message.sender, place)
        if device is None or device.state == "refused":
            return
        self._taken.append(taken)
        self._messages += 1
        self._bytes += sum(len(each.envelope) for each in taken.opened.documents)
        values = taken.opened.parts
        used: dict[str, Part] = {}
        for signed, document in opened:
            held = [] if document is None else [each.hash for each in hashes(document)]
            own = {digest: values[digest] for digest in held if digest in values}
            if self._judge(device, signed, document, own, (message.number, place)):
                used |= own
        own_parts = kept(used)
        self._parts += own_parts
        self._acknowledge(device, message, place)
        named = channel.missing(message, frozenset(self._here))
        self._missing.update(set(named) - documents.positions(self._reader, named).keys())
        self._missing -= self._here

    def _opened(self, taken: Taken, place: str) -> list[tuple[Signed, Document | None]]:
        """The documents of a message that are not in the ledger yet, each once.

        What was entered stays as it is: sent once more, it must neither count again (an enrolment
        that was replaced since) nor bring values that were not there when results were signed.
        """
        known = documents.positions(self._reader, (each.hash for each in taken.opened.documents))
        opened = {}
        for signed in taken.opened.documents:
            if signed.hash in known or signed.hash in self._here:
                continue
            try:
                opened[signed.hash] = signed, forms.read(signed, place=place)
            except Refusal as error:
                self._alarm(place, error)
        return list(opened.values())

    def _judge(
        self,
        device: kept_devices.Device,
        signed: Signed,
        document: Document | None,
        values: dict[str, Part],
        came: tuple[int, str],
    ) -> bool:
        """Enter a document or let it wait; whether its values are kept."""
        number, place = came
        waits = WAITING if device.state == "waiting" else None
        if device.state == "revoked" and number > (device.last_number or 0):
            waits = "revoked"
        if waits is None:
            try:
                self._enter(signed, document, values, place)
            except Refusal as error:
                waits = "refused"
                self._alarm(place, error)
        if waits is not None:
            self._waiting.append(as_waiting(signed, waits, key=device.key, number=number))
            self._late.add(signed.hash)
        if waits != "refused":
            self._here.add(signed.hash)
        return waits != "refused"

    def _enter(
        self,
        signed: Signed,
        document: Document | None,
        values: dict[str, Part],
        place: str,
    ) -> None:
        admitted = entrance.admit(
            self._trust,
            self._index,
            signed,
            document,
            self._recusals,
            reader=self._reader,
            values=values,
            place=place,
        )
        if isinstance(document, Enrol):
            self._check_answered(document, place)
        entrance.note(self._reader, self._recusals, signed.hash, admitted.person, document)
        self._trust, self._index = admitted.trust, self._index + 1
        self._entered.append(incoming(signed, document, admitted.person))
        self._at_hand[signed.hash] = (signed.envelope, tuple(values.values()))
        self._counts[signed.kind] += 1
        if isinstance(document, Enrolment):
            self._answers[signed.hash] = document
        elif isinstance(document, Erase):
            self.erasures.append(document)

    def _check_answered(self, decision: Enrol, place: str) -> None:
        """As `verify` asks it: an officer accepts only a device whose answer was entered."""
        stored = documents.find(self._reader, decision.enrolment)
        answer: Document | None = self._answers.get(decision.enrolment)
        if stored is not None:
            answer = stored.decoded()
        if isinstance(answer, Enrolment) and (answer.person, answer.device) == (
            decision.person,
            decision.device,
        ):
            return
        raise Refusal(
            N_("This accepts a device whose own answer is not in the ledger."), place=place
        )

    def _newcomer(
        self, opened: Sequence[tuple[Signed, Document | None]], sender: str, place: str
    ) -> kept_devices.Device | None:
        """A device that answers an open invitation of this office; anything else is an alarm.

        Answers are in every bundle: that of another device, passed on, says nothing of the sender.
        """
        for signed, document in opened:
            if isinstance(document, Enrolment) and signed.key == sender:
                try:
                    invited = invitation_of(self._reader, self._seat.edition, document.invitation)
                    invitation.check_answer(
                        document, signed, invited, now=self._seat.now, used=frozenset()
                    )
                except Refusal as error:
                    self._alarm(place, error)
                    return None
                device = kept_devices.Device(
                    signed.key,
                    document.person,
                    document.device.sealing,
                    "waiting",
                    document.invitation,
                )
                self._devices[device.key] = device
                self._fresh_devices.append(device)
                return device
        self._alarm(
            place, Refusal(N_("A device that nobody knows sent this; it was not taken in."))
        )
        return None

    def _acknowledge(
        self, device: kept_devices.Device, message: channel.Message, place: str
    ) -> None:
        """What the device says it has of our messages to it."""
        own = self._own
        sent = channels.messages(self._reader, device.key, "out")
        ours = channel.Channel(message.edition, own, device.key, tuple(each.hash for each in sent))
        for received in message.received:
            if received.sender == own:
                try:
                    channel.check_acknowledged(ours, received)
                except Refusal as error:
                    self._alarm(place, error)
                else:
                    self._acknowledged.append((device.key, received.number))

    def _alarm(self, place: str, error: Refusal) -> None:
        self._reading.alarms.append(Alarm(place, str(error)))

    def write(self, joining: Sequence[str] | None = None) -> None:
        """Write what is not written yet, in one transaction, and mirror it.

        Args:
            joining: Names of all first messages that were looked at, to be remembered.
        """
        with self._seat.workspace.writing() as tx:
            kept_devices.keep(tx, self._fresh_devices)
            documents.enter(tx, self._entered)
            documents.wait(tx, self._waiting)
            kept_parts.keep(tx, self._parts)
            remember(tx, self._taken, self._reading.forks)
            for device, number in self._acknowledged:
                channels.acknowledge(tx, device, number)
            if joining is not None:
                settings.put(tx, joined=sorted(joining))
        mirror(self._seat, self._at_hand)
        self._bytes = 0
        self._at_hand.clear()
        for written in (
            self._fresh_devices,
            self._entered,
            self._waiting,
            self._parts,
            self._taken,
            self._acknowledged,
        ):
            written.clear()

    def report(self, left: Sequence[Alarm] = ()) -> ReceiveReport:
        """What was done."""
        waiting = [each for each in self._devices.values() if each.state == "waiting"]
        return ReceiveReport(
            self._messages,
            dict(self._counts),
            tuple(sorted(self._catalogue.name(each.person) for each in waiting)),
            len(self._missing - self._late),
            (*self._reading.alarms, *left),
        )
