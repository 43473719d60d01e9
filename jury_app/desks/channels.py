"""Channels between devices: making the next message, opening what came, in both directions.

A message is written to the workspace before it is put into the mailbox, so that a number is never
used twice, whatever happens between; what was not acknowledged is put again at every sync.
"""

import base64
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from jury_app.base.errors import Refusal
from jury_app.base.files import read_bounded, write_durably
from jury_app.base.texts import N_, _
from jury_app.desks.ledger import Alarm, signed_of
from jury_app.desks.seat import Seat
from jury_app.exchange import admission, forms, heading
from jury_app.exchange import channel as lines
from jury_app.exchange.channel import (
    Accepted,
    Channel,
    Forked,
    Gap,
    Message,
    Opened,
    Received,
)
from jury_app.exchange.envelope import Signed
from jury_app.exchange.mailbox import Mailbox, channel_folder, number_of
from jury_app.exchange.parts import Part
from jury_app.exchange.roster import Trust
from jury_app.exchange.sealing import LARGEST
from jury_app.jury.festival import Roster
from jury_app.store import channels, documents
from jury_app.store.reader import Reader
from jury_app.store.verbs import Verbs

JOINING = "join"
"""The folder of a mailbox into which a device that nobody knows puts its first message too."""
LARGEST_JOINING = 1 << 20
"""Bytes of the largest first message of an unknown device: an answer to an invitation is small."""
ROSTERS = "roster"
"""The folder in which later officers' rosters lie: signed by the root, for everybody to read."""


class Content(Struct, frozen=True, kw_only=True):
    """What goes into the next message of a channel."""

    documents: Sequence[bytes] = ()
    parts: Sequence[Part] = ()
    heads: Sequence[str] = ()
    received: Sequence[Received] = ()


class Line(Struct, frozen=True):
    """One channel as this device writes it.

    Attributes:
        device: Whose channel (`Message.device`).
        to: Recipients, sorted.
        direction: `up` to the festival, `down` to a device.
    """

    device: str
    to: tuple[str, ...]
    direction: Literal["up", "down"]


def write(seat: Seat, line: Line, content: Content) -> channels.Sent:
    """The next message of a channel, signed and sealed: keep it (`channels.keep`), then put it."""
    with seat.workspace.reading() as reader:
        last = channels.last(reader, line.device, "out")
        edition = str(seat.setting(reader, "edition"))
    message = Message(
        edition=edition,
        sender=seat.keys.public.signing,
        device=line.device,
        to=line.to,
        number=1 if last is None else last.number + 1,
        previous=None if last is None else last.hash,
        received=tuple(content.received),
        documents=tuple(each.decode() for each in content.documents),
        parts=tuple(content.parts),
        heads=tuple(sorted(set(content.heads))),
    )
    signed = seat.keys.sign(message)
    return channels.Sent(
        line.device, message.number, "out", signed.hash, lines.pack(signed, line.to)
    )


def put_all(reader: Reader, mailbox: Mailbox, line: Line, own_key: str) -> int:
    """Put every message that the other side did not acknowledge; how many there are."""
    waiting = channels.unacknowledged(reader, line.device)
    folder = channel_folder(line.device, None if line.direction == "up" else own_key)
    for message in waiting:
        if message.sealed is not None:
            mailbox.put(folder, message.number, message.sealed)
            if line.direction == "up" and message.number == 1:
                mailbox.put(JOINING, 1, message.sealed)
    return len(waiting)


# Carried by hand ---------------------------------------------------------------------------------


class _Carried(Struct, frozen=True, omit_defaults=True):
    """One line of a file that is carried by hand: a message's or roster's file as base64."""

    message: str = ""
    roster: str = ""


class ByHand(Struct, frozen=True):
    """What a file that was carried by hand holds: files as they would lie in the mailbox."""

    messages: list[bytes]
    rosters: list[bytes]


def export(path: Path, messages: Iterable[bytes], rosters: Iterable[bytes] = ()) -> None:
    """Write messages into one file to be carried by hand.

    Args:
        path: The file.
        messages: Files of messages.
        rosters: Files of the later officers' rosters, in the order of their versions: without a
            mailbox this is how a device learns which key signs from now on.

    Raises:
        Problem: The disk says no.
    """
    lines_ = [_Carried(roster=base64.b64encode(each).decode()) for each in rosters]
    lines_ += [_Carried(message=base64.b64encode(each).decode()) for each in messages]
    body = b"".join(msgspec.json.encode(each) + b"\n" for each in lines_)
    write_durably(path, heading.heading("messages") + body)


def carried_by_hand(path: Path) -> ByHand:
    """What is in a file that was carried by hand.

    Raises:
        Problem: It cannot be read.
        Refusal: It is no such file, or damaged.
    """
    body = heading.expect(read_bounded(path, LARGEST), "messages", place=str(path))
    found = ByHand([], [])
    for number, line in enumerate(body.splitlines(), 1):
        try:
            held = msgspec.json.decode(line, type=_Carried)
            into = found.rosters if held.roster else found.messages
            into.append(base64.b64decode(held.roster or held.message, validate=True))
        except (ValueError, RecursionError):
            raise Refusal(
                N_("Line {number} is damaged; export the file again."),
                place=str(path),
                number=number,
            ) from None
    return found


# Taking in ---------------------------------------------------------------------------------------


class Taken(Struct, frozen=True):
    """A message that is next in its channel, with the channel after it."""

    opened: Opened
    channel: Channel


class Reading:
    """Opens messages and follows their channels; collects what is next, alarms and gaps.

    Args:
        seat: Who reads.
        reader: Their workspace.
        wanted: Whether a message is in one of the channels that this device reads: whoever can
            write into the mailbox can seal a message to it.
    """

    def __init__(self, seat: Seat, reader: Reader, wanted: Callable[[Message], bool]) -> None:
        self._seat = seat
        self._wanted = wanted
        self._reader = reader
        self._edition = str(seat.setting(reader, "edition"))
        self._known: dict[tuple[str, str], Channel] = {}
        self.alarms: list[Alarm] = []
        self.forks: list[channels.Sent] = []

    def channel(self, sender: str, device: str) -> Channel:
        """What is known of a channel."""
        key = (sender, device)
        if key not in self._known:
            kept = channels.messages(self._reader, _their(sender, device), "in")
            self._known[key] = Channel(
                self._edition,
                sender,
                device,
                tuple(message.hash for message in kept if message.acked),
                tuple(message.hash for message in kept if not message.acked),
            )
        return self._known[key]

    def acknowledgements(self) -> list[Received]:
        """What to acknowledge, of every channel that was looked at."""
        return [each for channel in self._known.values() if (each := channel.received)]

    def take(self, files: Iterable[tuple[str, bytes]]) -> Iterator[Taken]:
        """The messages that are next in their channels, in order of sender and number.

        Args:
            files: (where it was found, all bytes) of messages.
        """
        places, sealed = [], []
        for place, content in files:
            try:
                sealed.append(lines.sealed_part(content, place=place))
                places.append(place)
            except Refusal as error:
                self.alarms.append(Alarm(place, str(error)))
        parsed = []
        for place, body in zip(places, self._seat.keys.open_many(sealed), strict=True):
            try:
                if isinstance(body, Refusal):
                    raise body
                parsed.append((*lines.parse(body, place=place), place))
            except Refusal as error:
                self.alarms.append(Alarm(place, str(error)))
        parsed.sort(key=lambda each: (each[1].sender, each[1].number))
        for signed, message, place in parsed:
            if not self._wanted(message):
                what = _("This message is from a device whose messages are not read here.")
                self.alarms.append(Alarm(place, what))
                continue
            taken = self._next(signed, message, place)
            if taken is not None:
                yield taken

    def _next(self, signed: Signed, message: Message, place: str) -> Taken | None:
        channel = self.channel(message.sender, message.device)
        reader = self._seat.public.sealing
        try:
            opened = lines.verify(signed, message, channel, reader, place=place)
        except Refusal as error:
            self.alarms.append(Alarm(place, str(error)))
            return None
        outcome = lines.apply(channel, opened)
        if isinstance(outcome, Accepted):
            self._known[message.sender, message.device] = outcome.channel
            return Taken(opened, outcome.channel)
        if isinstance(outcome, Gap):
            self.alarms.append(
                Alarm(
                    place,
                    _("Message {number} came before message {expected}; it waits.").format(
                        number=message.number, expected=outcome.expected
                    ),
                )
            )
        if isinstance(outcome, Forked):
            self._known[message.sender, message.device] = outcome.channel
            self._fork(outcome, message, place)
        return None

    def _fork(self, outcome: Forked, message: Message, place: str) -> None:
        self.alarms.append(
            Alarm(
                place,
                _(
                    "Two different messages have the number {number}: somebody signs with a copied"
                    " key, or an old backup was restored. Both are kept; ask the device's owner."
                ).format(number=outcome.number),
            )
        )
        self.forks.append(
            channels.Sent(
                _their(message.sender, message.device), message.number, "in", outcome.other
            )
        )


def _their(sender: str, device: str) -> str:
    """Under which key the store keeps a channel that was read: the device that is not us."""
    return sender if sender != device else device


def remember(tx: Verbs, taken: Iterable[Taken], forks: Sequence[channels.Sent] = ()) -> None:
    """Keep what was taken in, and the evidence of forks."""
    rows = [
        channels.Sent(
            _their(each.channel.sender, each.channel.device),
            each.opened.message.number,
            "in",
            each.opened.signed.hash,
            None,
            acked=True,
        )
        for each in taken
    ]
    channels.keep(tx, [*rows, *forks])


def files_after(mailbox: Mailbox, folder: str, after: int) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of the whole messages in a channel's folder with numbers above `after`.

    Files in folders where anybody may put one are read only as far as what belongs there is large.
    """
    limit = LARGEST_JOINING if folder in (JOINING, ROSTERS) else LARGEST
    for name in mailbox.names(folder, after):
        content = mailbox.get(folder, name, limit)
        if content is not None and (number_of(name) or 0) > after:
            yield f"{folder}/{name}", content


def later_rosters(reader: Reader) -> Iterator[tuple[int, bytes]]:
    """(version, file) of the officers' rosters after the first, in the ledger's order."""
    for stored in documents.read(reader, "roster"):
        document = stored.decoded()
        if isinstance(document, Roster) and document.version > 1:
            yield document.version, heading.heading("roster") + signed_of(stored).envelope


def put_rosters(reader: Reader, mailbox: Mailbox) -> None:
    """Put the later officers' rosters where every device looks for them.

    Raises:
        Problem: The mailbox is not there, or full.
    """
    for version, content in later_rosters(reader):
        mailbox.put(ROSTERS, version, content)


def rosters_after(mailbox: Mailbox, version: int) -> Iterator[tuple[str, bytes]]:
    """(name, file) of what may be later officers' rosters, in the order of their versions."""
    yield from files_after(mailbox, ROSTERS, version)


def open_roster(content: bytes, trust: Trust, *, place: str) -> Signed | None:
    """A later officers' roster from its file: signed by the root, and next after that in force.

    Returns:
        None where one of its version, or a later one, is in force already.

    Raises:
        Refusal: It is anything else; whoever can write into the mailbox can put a file there.
    """
    signed, document = forms.open_document(heading.expect(content, "roster"), place=place)
    if not isinstance(document, Roster):
        raise Refusal(N_("This is no officers' roster; it was not taken in."), place=place)
    if trust.roster is not None and document.version <= trust.roster.version:
        return None
    index = max((spans[-1][0] for spans in trust.history.values()), default=0) + 1
    admission.admit(trust, index, signed, document, admission.Recusals(), place=place)
    return signed
