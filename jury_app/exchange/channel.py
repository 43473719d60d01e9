"""Channels: a device's numbered, chained messages, and what a reader makes of them.

A message embeds signed documents and values of parts; it is signed by its device and then sealed
to its readers. Order, gap, fork, replay and rollback are judged here, on opened signed messages,
by pure functions: parse → contents → check_addressed → apply. Nothing here reads a disk or a key.
"""

from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta, Struct

from jury_app.base.document import Count, Document, Hash, Key, Piece, Recipient
from jury_app.base.errors import Refusal
from jury_app.base.texts import N_
from jury_app.exchange import canonical, heading, sealing
from jury_app.exchange.envelope import Signed, open_envelope
from jury_app.exchange.parts import Part, by_hash

Number = Annotated[int, Meta(ge=1, le=9_999_999_999)]
"""A message's place in its channel; its file's name has ten digits."""


class Received(Piece, frozen=True, kw_only=True, omit_defaults=True):
    """An acknowledgement: the last message of a channel that the sender took in, and its hash."""

    sender: Key
    device: Key
    number: Number
    hash: Hash


class Message(Document, frozen=True, kw_only=True, omit_defaults=True):
    """One message.

    Attributes:
        edition: Hash of the first genesis: a message of another festival is refused.
        sender: Key of the device that signs; in JSON `from`.
        device: Whose channel: the sender's own key (to the festival), or the key of the device to
            which a festival's device writes.
        to: To whom it is sealed, sorted; one of them must be the reader.
        number: 1, and one more for each later message of this sender in this channel.
        previous: Hash of the message before; absent in the first.
        received: The last messages that the sender took in, one for each channel.
        documents: Envelopes, each as the text of its one form.
        parts: Values that belong to documents of this or an earlier message.
        heads: Hashes of the sender's own current scorecards, sorted: what is missing shows.
    """

    KIND: ClassVar[str] = "message"

    edition: Hash
    sender: Key = msgspec.field(name="from")
    device: Key
    to: Annotated[tuple[Recipient, ...], Meta(min_length=1, max_length=100)]
    number: Number
    previous: Hash | None = None
    received: tuple[Received, ...] = ()
    documents: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    heads: tuple[Hash, ...] = ()


class Channel(Struct, frozen=True):
    """What a reader knows of one sender's messages in one channel.

    Attributes:
        edition: The edition's id.
        sender: Key of the device that writes.
        device: Whose channel it is (`Message.device`).
        hashes: Hashes of the messages taken in, number 1 first.
        forks: Hashes of other messages that were signed for a number already taken, in the order
            in which they came: they are kept as evidence, and the alarm stays.
    """

    edition: str
    sender: str
    device: str
    hashes: tuple[str, ...] = ()
    forks: tuple[str, ...] = ()

    @property
    def number(self) -> int:
        """The number of the last message taken in; 0 where there is none."""
        return len(self.hashes)

    @property
    def received(self) -> Received | None:
        """What to acknowledge, or None where nothing came yet."""
        if not self.hashes:
            return None
        return Received(
            sender=self.sender, device=self.device, number=self.number, hash=self.hashes[-1]
        )


class Opened(Struct, frozen=True):
    """A message whose signature, sender and form are good.

    Attributes:
        signed: The signed message, without its bytes.
        message: Its content, without documents and parts.
        documents: Its documents, each with a good signature.
        parts: Its values, by their recomputed hashes.
    """

    signed: Signed
    message: Message
    documents: tuple[Signed, ...]
    parts: dict[str, Part]


class Accepted(Struct, frozen=True):
    """The next message: take its documents in, then keep `channel`."""

    channel: Channel


class Repeated(Struct, frozen=True):
    """A message that was taken in before, perhaps sealed once more: nothing to do."""

    number: Count


class Gap(Struct, frozen=True):
    """A message that came before an earlier one: keep it until `expected` is here."""

    expected: Count


class Forked(Struct, frozen=True):
    """Two different messages with one number from one key: an alarm; both are kept.

    Attributes:
        channel: What is known now, with the alarm in it.
        number: Where the two histories part.
        ours: Hash of the message taken in at that number; absent where only a later one tells.
        other: Hash of the message that shows the other history.
    """

    channel: Channel
    number: Count
    ours: str
    other: str


Outcome = Accepted | Repeated | Gap | Forked

_decoder = msgspec.json.Decoder(Message)


def pack(signed: Signed, to: tuple[str, ...]) -> bytes:
    """The file of a signed message: its first line, then the envelope sealed to `to`."""
    return heading.heading("message") + sealing.seal(signed.envelope, to)


def sealed_part(content: bytes, *, place: str | None = None) -> bytes:
    """What of a message's file is sealed.

    Raises:
        Refusal: It is no message's file, or not sealed to keys.
    """
    sealed = heading.expect(content, "message", place=place)
    sealing.check_header(sealed, place=place)
    return sealed


def parse(envelope: bytes, *, place: str | None = None) -> tuple[Signed, Message]:
    """Step 1: an opened message as its type; its own signature is verified.

    Raises:
        Refusal: No message, altered, of a newer version, or signed by another key than its sender.
    """
    signed = open_envelope(envelope, place=place, limit=sealing.LARGEST)
    if signed.kind != Message.KIND or signed.version != Message.VERSION:
        raise Refusal(
            N_("A message was expected; this is a document of the kind “{kind}”."),
            place=place,
            kind=signed.kind,
        )
    message = canonical.decode(signed.payload, _decoder, place=place)
    for listed in (message.to, message.heads):
        if list(listed) != sorted(set(listed)):
            raise Refusal(N_("A list in this message is not sorted as it must be."), place=place)
    if message.sender != signed.key:
        raise Refusal(
            N_("This message names another sender than the one who signed it."), place=place
        )
    if (message.previous is None) != (message.number == 1):
        raise Refusal(
            N_("Message {number} does not name the one before as it must."),
            place=place,
            number=message.number,
        )
    return signed, message


def contents(signed: Signed, message: Message, *, place: str | None = None) -> Opened:
    """Step 2: its documents are signed, and its values such as a part may hold.

    The message and what was signed are kept without what `Opened` holds besides.

    Raises:
        Refusal: A document in it has no good signature, or a value is none that a part may hold.
    """
    documents = tuple(
        open_envelope(text.encode(), place=f"{place or ''} #{index}".strip())
        for index, text in enumerate(message.documents, start=1)
    )
    bare = msgspec.structs.replace(message, documents=(), parts=())
    hollow = msgspec.structs.replace(signed, payload=b"", envelope=b"")
    return Opened(hollow, bare, documents, by_hash(message.parts))


def check_addressed(
    message: Message, channel: Channel, reader: str, *, place: str | None = None
) -> None:
    """Step 3: the message is for this reader, edition and channel.

    Args:
        message: From `parse`.
        channel: The channel in which it was found.
        reader: The reader's own age recipient.
        place: Where it was found.

    Raises:
        Refusal: It was passed on from elsewhere.
    """
    if message.edition != channel.edition:
        raise Refusal(N_("This message belongs to another festival or edition."), place=place)
    if reader not in message.to:
        raise Refusal(N_("This message was sealed to others and passed on."), place=place)
    if (message.sender, message.device) != (channel.sender, channel.device):
        raise Refusal(N_("This message belongs to another channel."), place=place)


def apply(channel: Channel, opened: Opened) -> Outcome:
    """Step 4: what this message is to a reader who knows `channel`; nothing else is changed.

    1. A number already taken in: the same message again, or a fork.
    2. A later number than the next one: a gap.
    3. The next number on another history than ours: a fork.
    4. Else it is taken in.
    """
    message, digest = opened.message, opened.signed.hash
    if message.number <= channel.number:
        ours = channel.hashes[message.number - 1]
        if ours == digest:
            return Repeated(message.number)
        return _fork(channel, message.number, ours, digest)
    if message.number > channel.number + 1:
        return Gap(channel.number + 1)
    if channel.hashes and message.previous != channel.hashes[-1]:
        return _fork(channel, channel.number, channel.hashes[-1], digest)
    grown = msgspec.structs.replace(channel, hashes=(*channel.hashes, digest))
    return Accepted(grown)


def _fork(channel: Channel, number: int, ours: str, other: str) -> Forked:
    forks = channel.forks if other in channel.forks else (*channel.forks, other)
    return Forked(msgspec.structs.replace(channel, forks=forks), number, ours, other)


def check_acknowledged(own: Channel, received: Received) -> None:
    """What another says it took in of our own messages must be what we sent.

    Args:
        own: Our own channel: `hashes` are those of the messages that we signed.
        received: The other's acknowledgement of it.

    Raises:
        Refusal: The other has a message that this workspace does not know: it was restored from a
            backup or copied, and must not sign with the old key.
    """
    if (received.sender, received.device) != (own.sender, own.device):
        raise Refusal(N_("This acknowledges another channel."))
    known = own.hashes[received.number - 1] if received.number <= own.number else None
    if known != received.hash:
        raise Refusal(
            N_(
                "Message {number} was received from this device, and this workspace does not know"
                " it: it is older than what was sent. Join again as a new device."
            ),
            number=received.number,
        )


def missing(message: Message, known: frozenset[str]) -> tuple[str, ...]:
    """Current scorecards that the sender names and of which nothing is known, sorted."""
    return tuple(sorted(set(message.heads) - known))
