"""Taking in: messages that came are opened, checked, and followed in their channels.

What is next in its channel is handed on, in batches of bounded size; what is not is told.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing

from msgspec import Struct

from jury_app.base.errors import Refusal
from jury_app.base.texts import _
from jury_app.desks.ledger import Alarm
from jury_app.desks.seat import Seat
from jury_app.exchange import channel as lines
from jury_app.exchange import checking
from jury_app.exchange.channel import (
    Accepted,
    Channel,
    Forked,
    Gap,
    Message,
    Opened,
)
from jury_app.exchange.checking import Checked
from jury_app.exchange.sealing import NOT_FOR_US
from jury_app.store import channels
from jury_app.store.reader import Reader
from jury_app.store.verbs import Verbs

ROOM = 32 << 20
"""Bytes of messages that may wait in memory for an earlier one."""


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
        self._own = seat.public.sealing
        self._edition = str(seat.setting(reader, "edition"))
        self._known: dict[tuple[str, str], Channel] = {}
        self._early: dict[tuple[str, str, int], Checked] = {}
        self._room = ROOM
        self.alarms: list[Alarm] = []
        self.forks: list[channels.Sent] = []
        self.unopened = 0
        """How many files are sealed to others, or no more what they were."""

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

    def take(self, files: Iterable[tuple[str, bytes]]) -> Generator[Taken, None, None]:
        """The messages that are next in their channels, by sender and number within each batch.

        What came before an earlier message is kept for it as far as there is room.

        Args:
            files: (where it was found, all bytes) of messages; read in another thread.
        """
        keys = self._seat.keys
        with closing(checking.batches(keys.open_many, files)) as batches:
            for batch in batches:
                yield from self._take_batch(batch)
        for (sender, device, number), early in self._early.items():
            self._tell_gap(early.place, number, self.channel(sender, device).number + 1)
        self._early.clear()

    def _take_batch(self, batch: Sequence[Checked]) -> Iterator[Taken]:
        good: list[tuple[Message, Checked]] = []
        for each in batch:
            if isinstance(each.opened, Refusal):
                self.alarms.append(Alarm(each.place, str(each.opened)))
                self.unopened += each.opened.message == NOT_FOR_US
            else:
                good.append((each.opened.message, each))
        good.sort(key=lambda pair: (pair[0].sender, pair[0].number))
        for message, each in good:
            follows: Checked | None = each
            number = message.number
            while follows is not None and (taken := self._next(follows)) is not None:
                yield taken
                number += 1
                follows = self._early.pop((message.sender, message.device, number), None)
                self._room += 0 if follows is None else follows.size

    def _next(self, checked: Checked) -> Taken | None:
        opened, place = checked.opened, checked.place
        assert not isinstance(opened, Refusal)  # noqa: S101  told before
        message = opened.message
        if not self._wanted(message):
            what = _("This message is from a device whose messages are not read here.")
            self.alarms.append(Alarm(place, what))
            return None
        channel = self.channel(message.sender, message.device)
        try:
            lines.check_addressed(message, channel, self._own, place=place)
        except Refusal as error:
            self.alarms.append(Alarm(place, str(error)))
            return None
        outcome = lines.apply(channel, opened)
        if isinstance(outcome, Accepted):
            self._known[message.sender, message.device] = outcome.channel
            return Taken(opened, outcome.channel)
        if isinstance(outcome, Gap):
            self._keep_early(checked, message, outcome.expected)
        if isinstance(outcome, Forked):
            self._known[message.sender, message.device] = outcome.channel
            self._fork(outcome, message, place)
        return None

    def _keep_early(self, checked: Checked, message: Message, expected: int) -> None:
        key = (message.sender, message.device, message.number)
        if checked.size > self._room or key in self._early:
            self._tell_gap(checked.place, message.number, expected)
            return
        self._early[key] = checked
        self._room -= checked.size

    def _tell_gap(self, place: str, number: int, expected: int) -> None:
        what = _("Message {number} came before message {expected}; it waits.")
        self.alarms.append(Alarm(place, what.format(number=number, expected=expected)))

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
