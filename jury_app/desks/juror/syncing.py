"""Syncing a juror's or chair's device: take what has come, then send what is signed.

1. Messages of the festival's device are opened and followed in their channel.
2. Documents are judged as the office judged them, and entered; a chair's copy gives each the place
   that the extract says.
3. Receipts are checked and kept; acknowledged messages are let go.
4. What waits in the outbox becomes the next message, is kept, and put into the mailbox.
"""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import msgspec
from msgspec import Struct

from jury_app.base.document import Document
from jury_app.base.errors import Refusal
from jury_app.base.texts import N_, _
from jury_app.desks.channels import (
    Content,
    Line,
    open_roster,
    putting,
    write,
)
from jury_app.desks.channels import (
    export as export_messages,
)
from jury_app.desks.erasing import apply_erasures
from jury_app.desks.filing import as_waiting, carried, incoming, kept, signed_of
from jury_app.desks.juror import carrying, news, receipted
from jury_app.desks.juror.handing import SYNCED_AT, Handing, SyncReport, state
from jury_app.desks.juror.visiting import Came, Way
from jury_app.desks.ledger import (
    NEWER_ROSTER,
    Alarm,
    on_the_way,
    outbox,
    point,
    settle_sent,
    trust_of,
)
from jury_app.desks.rules import keep_in_force
from jury_app.desks.seat import Seat
from jury_app.desks.taking import Reading, Taken, remember
from jury_app.exchange import admission, channel, forms
from jury_app.exchange.envelope import kind_of_type
from jury_app.exchange.mailbox import Mailbox, channel_folder
from jury_app.exchange.parts import hashes
from jury_app.jury.festival import Enrolment
from jury_app.store import cards, channels, devices, documents, parts, settings
from jury_app.store import ledger as ledger_copy
from jury_app.store.reader import Reader
from jury_app.store.verbs import Verbs

__all__ = ["Handing", "SyncReport", "Way", "state"]

_SIMPLY = Way()
_OWN = N_(
    "This is what you exported yourself: bring it to the festival's office. What the office wrote"
    " for you comes in another file."
)
_OTHERS = N_(
    "This file is not for this computer: it was written for somebody else, or it is damaged. Ask"
    " the office for the one that bears your name."
)


def sync(
    seat: Seat, *, export: Path | None = None, source: Path | None = None, way: Way = _SIMPLY
) -> SyncReport:
    """Take what has come and send what is signed.

    Args:
        seat: The juror's or chair's seat.
        export: Write unacknowledged messages into this file, to be carried by hand.
        source: Read messages from this file instead of the mailbox.
        way: How the mailbox is visited.

    Raises:
        Problem: The mailbox is not there, or the disk says no.
        Refusal: The file holds no messages, or none for this device.
    """
    seat.require("juror", "chair")
    coming = _Coming()
    with ExitStack() as visit:
        mailbox = None
        if export is None and source is None and (address := _address(seat)):
            mailbox = visit.enter_context(way.reach(address))
        if export is None or source is not None:
            _take(seat, coming, Came(mailbox, source), way)
        sent = 0
        if export is not None or mailbox is not None:  # else it would have no way to leave
            with way.with_keys():
                sent = _send(seat)
        with seat.workspace.reading() as reader:
            waiting = channels.unacknowledged(reader, seat.public.signing)
        if export is not None:
            export_messages(export, [m.sealed for m in waiting if m.sealed is not None])
            with seat.workspace.writing() as tx:
                carrying.leave_in_file(tx)
        elif mailbox is not None:
            _put(seat, mailbox, waiting, way)
    return SyncReport(
        coming.messages,
        coming.documents,
        sent,
        len(waiting),
        coming.receipts,
        tuple(coming.alarms),
    )


def _address(seat: Seat) -> str:
    with seat.workspace.reading() as reader:
        return str(settings.get(reader, "mailbox", ""))


# Sending -----------------------------------------------------------------------------------------


def _send(seat: Seat) -> int:
    """Make the outbox the next message; how many documents went into it."""
    with seat.workspace.reading() as reader:
        waiting = outbox(reader)
        if not waiting:
            return 0
        trust, _recusals = trust_of(reader)
        own_documents = [each.decoded() for each in waiting]
        held = [
            each.hash
            for document in own_documents
            if document is not None
            for each in hashes(document)
        ]
        content = Content(
            documents=tuple(signed_of(each).envelope for each in waiting),
            parts=carried(parts.of(reader, held).values()),
            heads=_heads(seat, reader),
            received=_received(seat, reader),
        )
    message = write(seat, Line(seat.public.signing, trust.readers, "up"), content)
    with seat.workspace.writing() as tx:
        channels.keep(tx, [message])
        settle_sent(tx, waiting)
        carrying.begin(tx, (each.hash for each in waiting))
    return len(waiting)


def _put(seat: Seat, mailbox: Mailbox, waiting: Sequence[channels.Sent], way: Way) -> None:
    """Put what the office has not acknowledged into the mailbox."""
    own = seat.public.signing
    done, total = 0, len(waiting)
    way.tell(done, total, _("Sending…"))
    for done, _message in enumerate(putting(mailbox, Line(own, (), "up"), own, waiting), 1):
        text = _("{done} of {total} sent…").format(done=done, total=total)
        way.tell(done, total, text)
    with seat.workspace.writing() as tx:
        settings.put(tx, **{SYNCED_AT: seat.now})
        carrying.leave_to_mailbox(tx)


def _heads(seat: Seat, reader: Reader) -> list[str]:
    """Hashes of this person's current scorecards, as this device knows them."""
    person = str(seat.setting(reader, "person"))
    own = [card.fact for card in cards.every(reader) if card.fact.juror == person]
    superseded = {old for fact in own for old in fact.supersedes}
    return [fact.hash for fact in own if fact.hash not in superseded]


def _received(seat: Seat, reader: Reader) -> list[channel.Received]:
    """The last message of each of the festival's devices that came here."""
    own = seat.public.signing
    return [
        channel.Received(sender=head.channel, device=own, number=head.number, hash=head.hash)
        for head in channels.heads(reader, "in")
        if head.acked
    ]


# Taking ------------------------------------------------------------------------------------------


class _Coming:
    """What a sync takes in, before it is written."""

    def __init__(self) -> None:
        self.messages = self.documents = self.receipts = 0
        self.alarms: list[Alarm] = []


def _take(seat: Seat, coming: _Coming, came: Came, way: Way) -> None:
    """Fetch what has come, and take it in."""
    way.tell(0, 0, _("Fetching…"))
    with seat.workspace.reading() as reader:
        trust, _known = trust_of(reader)
    rosters = came.rosters(trust.roster.version if trust.roster else 0)
    with way.with_keys():
        if seat.workspace.kind == "juror":
            news.begin(seat)
        _take_rosters(seat, coming, rosters)
    with seat.workspace.reading() as reader:
        trust, _known = trust_of(reader)
        last = channels.last(reader, trust.sequencer, "in")
    folder = channel_folder(seat.public.signing, trust.sequencer)
    found = []
    for each in came.messages(folder, 0 if last is None else last.number):
        found.append(each)
        way.tell(len(found), 0, _("{n} fetched…").format(n=len(found)))
    with way.with_keys():
        _take_in(seat, coming, found, trust.sequencer, by_hand=came.by_hand)


def _take_in(
    seat: Seat,
    coming: _Coming,
    found: list[tuple[str, bytes]],
    festival: str,
    *,
    by_hand: str = "",
) -> None:
    """Open what was found, and take in what is next in the festival's channel.

    Args:
        seat: The device's seat.
        coming: Notes what is taken in.
        found: (where it was found, file) of messages.
        festival: The key of the device that keeps the ledger.
        by_hand: The file that somebody carried here and chose; empty where a mailbox was visited.

    Raises:
        Refusal: The chosen file holds nothing for this device.
    """
    with seat.workspace.reading() as reader:
        reading = Reading(seat, reader, lambda message: message.sender == festival)
        taken = list(reading.take(found))
        if by_hand and found and reading.unopened == len(found):
            own = {each.sealed for each in channels.unacknowledged(reader, seat.public.signing)}
            is_own = own.issuperset(each for _place, each in found)
            raise Refusal(_OWN if is_own else _OTHERS, place=by_hand)
    for each in taken:
        try:
            _take_message(seat, each, coming)
        except Refusal as error:  # what the festival sends must not keep this device from sending
            coming.alarms.append(Alarm(f"#{each.opened.message.number}", str(error)))
            break
    coming.alarms += reading.alarms
    if reading.forks:
        with seat.workspace.writing() as tx:
            remember(tx, [], reading.forks)


def _take_rosters(seat: Seat, coming: _Coming, found: list[tuple[str, bytes]]) -> None:
    """Follow the root's later rosters: they say which device keeps the ledger now."""
    for name, content in found:
        with seat.workspace.reading() as reader:
            trust, _recusals = trust_of(reader)
        try:
            signed = open_roster(content, trust, place=name)
        except Refusal as error:
            coming.alarms.append(Alarm(name, str(error)))
            continue
        if signed is not None:
            with seat.workspace.writing() as tx:
                documents.wait(tx, [as_waiting(signed, NEWER_ROSTER)])


def _take_message(seat: Seat, taken: Taken, coming: _Coming) -> None:
    """Take one message in, whole, in one transaction."""
    message = taken.opened.message
    place = f"#{message.number}"
    with seat.workspace.reading() as reader:
        judged = _judged(reader, taken, coming, place)
    with seat.workspace.writing() as tx:
        if judged.extract is None:
            documents.enter(tx, judged.entries)
        else:
            _copy(tx, judged)
        parts.keep(tx, kept(taken.opened.parts))
        keep_in_force(tx, judged.entries)
        channels.keep_receipts(tx, judged.receipts)
        documents.keep_places(tx, judged.places)
        for received in message.received:
            if received.device == seat.public.signing:
                channels.acknowledge(tx, received.device, received.number)
        remember(tx, [taken])
        _note_acceptance(tx, seat, judged)
        if judged.checkpoint:
            settings.put(tx, checkpoint=judged.checkpoint)
        documents.settle(tx, [each.hash for each in judged.entries])
        if judged.extract is not None and judged.extract.ledger != point(tx):
            raise Refusal(
                N_(
                    "The ledger that came does not have the root that the office signed; nothing"
                    " was taken in. Ask the office."
                )
            )
    apply_erasures(seat.workspace, (each.document for each in judged.entries))
    coming.messages += 1
    coming.documents += len(judged.entries)
    coming.receipts += len(judged.receipts)


class _Judged(Struct, frozen=True):
    entries: list[documents.Incoming]
    receipts: list[channels.Receipt]
    places: dict[str, int]
    extract: forms.Extract | None
    checkpoint: str


def _judged(reader: Reader, taken: Taken, coming: _Coming, place: str) -> _Judged:
    """Judge every document of a message at the place where it is entered here."""
    places = receipted.places(reader, taken.opened)
    trust, recusals = trust_of(reader, places)
    index = documents.count(reader)
    entries: list[documents.Incoming] = []
    receipts: list[channels.Receipt] = []
    extract: forms.Extract | None = None
    checkpoint = ""
    held_here = documents.positions(reader, (s.hash for s in taken.opened.documents))
    rosters = {each.hash for each in documents.waiting(reader) if each.why == NEWER_ROSTER}
    for signed in taken.opened.documents:
        if signed.hash in held_here:
            continue
        if signed.hash in rosters:
            entries.append(incoming(signed, forms.read(signed, place=place), ""))
            continue
        try:
            document = forms.read(signed, place=place)
            admitted = admission.admit_late(trust, index, signed, document, recusals, place=place)
            if isinstance(document, forms.Receipt):
                receipts += receipted.own(reader, document, taken.opened)
                continue
        except Refusal as error:
            coming.alarms.append(Alarm(place, str(error)))
            continue
        if isinstance(document, forms.Extract):
            extract = document
            continue
        if isinstance(document, forms.Checkpoint):
            checkpoint = signed.envelope.decode()
            continue
        trust, index = admitted.trust, index + 1
        recusals.note(signed.hash, admitted.person, document)
        entries.append(incoming(signed, document, admitted.person))
    return _Judged(entries, receipts, places, extract, checkpoint)


def _copy(tx: Verbs, judged: _Judged) -> None:
    """Enter documents at the places that the extract says; the rest of it is withheld."""
    assert judged.extract is not None  # noqa: S101  asked before
    extract = judged.extract
    places = {leaf.hash: extract.first + n for n, leaf in enumerate(extract.leaves)}
    came = {each.hash for each in judged.entries}
    own = [each for each in on_the_way(tx) if each.hash in places and each.hash not in came]
    person = str(settings.get(tx, "person"))
    returned = []
    for each in own:
        document = each.decoded()
        # An answer to an invitation was entered before anybody held its key.
        signer = "" if isinstance(document, Enrolment) else person
        returned.append(incoming(signed_of(each), document, signer))
    documents.settle(tx, [each.hash for each in own])
    entries = [*_lifted(tx, extract.ledger.epoch), *judged.entries, *returned]
    ledger_copy.copy(tx, [(places[each.hash], each) for each in entries if each.hash in places])
    here = documents.positions(tx, places)
    tx.delete("withheld", {})
    withheld = []
    for n, leaf in enumerate(extract.leaves):
        if leaf.hash not in here:
            kind, version = kind_of_type(leaf.type)
            withheld.append(ledger_copy.Leaf(extract.first + n, kind, version, leaf.hash))
    ledger_copy.withhold(tx, withheld)
    settings.put(tx, epoch=extract.ledger.epoch)


def _lifted(tx: Verbs, epoch_now: int) -> list[documents.Incoming]:
    """What must be placed anew: what the invitation's packet brought, or all in a new epoch."""
    if settings.get(tx, "epoch") == epoch_now:
        return []
    return [
        incoming(signed_of(stored), stored.decoded(), stored.person or "")
        for stored in ledger_copy.lift(tx)
    ]


def _note_acceptance(tx: Verbs, seat: Seat, judged: _Judged) -> None:
    """This device knows that it was accepted once its `enrol` decision comes."""
    from jury_app.jury.decisions import Enrol

    own = seat.public
    for each in judged.entries:
        decision: Document | None = each.document
        if isinstance(decision, Enrol) and decision.device.key == own.signing:
            row = devices.find(tx, own.signing)
            if row is not None:
                devices.keep(tx, [msgspec.structs.replace(row, state="enrolled")])
