"""Handing over: what a sync did, and what is signed, sent and received in sum."""

from collections.abc import Iterator

from msgspec import Struct

from jury_app.base.errors import Told
from jury_app.base.texts import _, headed, ngettext
from jury_app.desks.festival import festival_zone
from jury_app.desks.juror.reading import queue
from jury_app.desks.ledger import Alarm
from jury_app.desks.moments import shown
from jury_app.desks.seat import Seat
from jury_app.exchange.mailbox import open_mailbox
from jury_app.store import channels, settings

SYNCED_AT = "synced_at"
"""Setting: when the mailbox was visited last, as documents write moments."""


class SyncReport(Struct, frozen=True):
    """What a sync did.

    Attributes:
        taken: Messages taken in.
        documents: Documents entered.
        sent: Documents sent now.
        waiting: Messages that the office has not acknowledged yet.
        receipts: Receipts that came.
        alarms: What must be looked into.
    """

    taken: int
    documents: int
    sent: int
    waiting: int
    receipts: int
    alarms: tuple[Alarm, ...]

    def lines(self) -> Iterator[str]:
        """The report for people."""
        if not (self.documents or self.sent or self.receipts):
            yield _("Nothing new came.")
        if self.documents:
            yield ngettext(
                "{n} update came from the festival.",
                "{n} updates came from the festival.",
                self.documents,
            ).format(n=self.documents)
        if self.sent:
            yield ngettext(
                "What you signed was sent: {n} item.",
                "What you signed was sent: {n} items.",
                self.sent,
            ).format(n=self.sent)
        if self.receipts:
            yield ngettext(
                "{n} receipt came: the festival holds what you sent.",
                "{n} receipts came: the festival holds what you sent.",
                self.receipts,
            ).format(n=self.receipts)
        if self.waiting:
            yield ngettext(
                "{n} message waits for the office.",
                "{n} messages wait for the office.",
                self.waiting,
            ).format(n=self.waiting)
        for alarm in self.alarms:
            yield "! " + headed(alarm.place, alarm.what)


class Handing(Struct, frozen=True):
    """Where the juror's scorecards are on their way; a film's own state is `QueuedFilm.state`.

    Attributes:
        waiting: How many are signed and not sent.
        sent: How many were sent and not received, as far as is known here; not those in files.
        received: How many are in the festival's ledger.
        unsigned: How many films are still to be signed.
        messages: How many messages the office has not acknowledged; an export holds them.
        mailbox: Where messages are left; empty: they are carried by hand.
        reachable: Whether the mailbox is there; None: it was not asked.
        at: When the mailbox was visited last, in UTC; empty: never.
        zone: The festival's time zone; empty before its rules have come.
        in_files: How many left in a file only, which somebody must carry.
    """

    waiting: int = 0
    sent: int = 0
    received: int = 0
    unsigned: int = 0
    messages: int = 0
    mailbox: str = ""
    reachable: bool | None = None
    at: str = ""
    zone: str = ""
    in_files: int = 0

    def lines(self) -> Iterator[str]:
        """The state for people."""
        yield _(
            "{unsigned} to sign · {waiting} signed, not sent · {sent} sent · {received} received"
        ).format(
            unsigned=self.unsigned, waiting=self.waiting, sent=self.sent, received=self.received
        )
        if self.in_files:
            yield ngettext(
                "{n} signed scorecard is in a file to carry.",
                "{n} signed scorecards are in files to carry.",
                self.in_files,
            ).format(n=self.in_files)
        if self.messages:
            yield ngettext(
                "{n} message waits for the office.",
                "{n} messages wait for the office.",
                self.messages,
            ).format(n=self.messages)
        if not self.mailbox:
            yield _("There is no mailbox: messages are carried as files.")
        elif self.reachable is False:
            yield _("The mailbox is not there now: {mailbox}").format(mailbox=self.mailbox)
        if self.at:
            yield _("The mailbox was visited last at {moment}.").format(
                moment=shown(self.at, self.zone)
            )


def state(seat: Seat, *, asks_mailbox: bool = False) -> Handing:
    """Where the juror's scorecards are.

    Args:
        seat: The juror's seat.
        asks_mailbox: Whether the mailbox is asked if it is there, which may take long.
    """
    with seat.workspace.reading() as reader:
        films = queue(reader)
        mailbox = str(settings.get(reader, "mailbox", ""))
        messages = len(channels.unacknowledged(reader, seat.public.signing))
        at = str(settings.get(reader, SYNCED_AT, ""))
        zone = festival_zone(reader)
    states = [film.phase if film.phase == "in_file" else film.state for film in films]
    unsigned = sum(states.count(each) for each in ("to_watch", "draft", "complete"))
    return Handing(
        states.count("signed"),
        states.count("sent"),
        states.count("received"),
        unsigned,
        messages,
        mailbox,
        _answers(mailbox, seat.public.signing) if asks_mailbox else None,
        at,
        zone,
        states.count("in_file"),
    )


def _answers(address: str, folder: str) -> bool:
    """Whether a mailbox answers when it is asked for a folder."""
    if not address:
        return False
    try:
        open_mailbox(address).names(folder)
    except Told:
        return False
    return True
