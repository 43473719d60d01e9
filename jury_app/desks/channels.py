"""Channels between devices: making the next message, and where messages come from and go to.

A message is written to the workspace before it is put into the mailbox, so that a number is never
used twice, whatever happens between; what was not acknowledged is put again at every sync.
"""

import base64
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from jury_app.base.errors import Refusal
from jury_app.base.files import read_bounded, write_durably
from jury_app.base.texts import N_
from jury_app.desks.filing import signed_of
from jury_app.desks.seat import Seat
from jury_app.exchange import admission, forms, heading
from jury_app.exchange import channel as lines
from jury_app.exchange.channel import Message, Received
from jury_app.exchange.envelope import Signed
from jury_app.exchange.mailbox import Mailbox, channel_folder, number_of
from jury_app.exchange.parts import Part
from jury_app.exchange.roster import Trust
from jury_app.exchange.sealing import LARGEST
from jury_app.jury.festival import Roster
from jury_app.store import channels, documents
from jury_app.store.reader import Reader

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
    return sum(1 for _message in putting(mailbox, line, own_key, waiting))


def putting(
    mailbox: Mailbox, line: Line, own_key: str, waiting: Iterable[channels.Sent]
) -> Iterator[channels.Sent]:
    """Put messages one by one; each is handed on when it lies there."""
    folder = channel_folder(line.device, None if line.direction == "up" else own_key)
    for message in waiting:
        if message.sealed is not None:
            mailbox.put(folder, message.number, message.sealed)
            if line.direction == "up" and message.number == 1:
                mailbox.put(JOINING, 1, message.sealed)
        yield message


# Carried by hand ---------------------------------------------------------------------------------


class _Carried(Struct, frozen=True, omit_defaults=True):
    """One line of a file that is carried by hand: a message's or roster's file as base64."""

    message: str = ""
    roster: str = ""

    def __post_init__(self) -> None:
        if bool(self.message) == bool(self.roster):
            raise ValueError(self)


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


# In the mailbox ----------------------------------------------------------------------------------


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
