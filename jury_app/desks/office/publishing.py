"""Publishing: one message to each accepted device with what it should have and has not."""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from jury_app.base.files import told
from jury_app.base.names import person_name
from jury_app.desks.catalogue import Catalogue, catalogue
from jury_app.desks.channels import Content, Line, later_rosters, put_all, put_rosters, write
from jury_app.desks.channels import export as export_messages
from jury_app.desks.packets import Archive, Packet
from jury_app.desks.rules import locked_rules
from jury_app.desks.seat import Seat
from jury_app.exchange import envelope, heading, ledger
from jury_app.exchange.channel import Received
from jury_app.exchange.forms import Extract, Leaf
from jury_app.exchange.mailbox import Mailbox, open_mailbox
from jury_app.store import channels, devices, settings
from jury_app.store import ledger as kept_ledger
from jury_app.store.reader import Reader


class SentMessage(Struct, frozen=True):
    """A message that was written for a device."""

    device: str
    name: str
    number: int
    documents: int
    parts: int


def publish(seat: Seat, *, export: Path | None = None) -> list[SentMessage]:
    """Write what each accepted device should have, acknowledge what came, and put it all.

    A device for which there is nothing new gets no message; what was not acknowledged is put into
    the mailbox again.

    Args:
        seat: The office's seat.
        export: Folder into which instead of the mailbox one file a device is written, with all
            that it did not acknowledge, to be carried by hand (`juror sync --from`).

    Raises:
        Problem: The mailbox is not there, or the folder cannot be written.
    """
    seat.require("office")
    with seat.workspace.reading() as reader:
        names = catalogue(reader)
        archive = Archive(reader, locked_rules(seat, reader))
        edition_ledger = ledger_of(reader)
        address = settings.get(reader, "mailbox")
        listed = [each for each in devices.every(reader) if each.state == "enrolled"]
        prepared = [
            (each, *_content(seat, reader, archive, edition_ledger, each)) for each in listed
        ]
    sent = []
    for device, content, packet, receipted in prepared:
        line = Line(device.key, (device.sealing,), "down")
        if content is not None:
            message = write(seat, line, content)
            with seat.workspace.writing() as tx:
                channels.keep(tx, [message])
                channels.deliver(tx, device.key, packet.hashes)
                channels.keep_receipts(tx, receipted)
                for each in content.received:
                    settings.put(tx, **{_acknowledged(device.key): each.number})
            sent.append(
                SentMessage(
                    device.key,
                    names.name(device.person),
                    message.number,
                    len(packet.documents),
                    len(packet.parts),
                )
            )
    if export is not None:
        _export(seat, export, listed, names)
    elif address:
        _put(seat, open_mailbox(str(address)), listed)
    return sent


def _export(seat: Seat, folder: Path, listed: Sequence[devices.Device], names: Catalogue) -> None:
    """One file a device; it is replaced by the next, which holds all that is not acknowledged.

    What was written for the device when its person had another name goes.
    """
    with told(folder):
        folder.mkdir(parents=True, exist_ok=True)
    with seat.workspace.reading() as reader:
        rosters = [content for _version, content in later_rosters(reader)]
        for device in listed:
            waiting = channels.unacknowledged(reader, device.key)
            mark = f"-{device.key[:8]}.jury"
            path = folder / f"{person_name(names.name(device.person))}{mark}"
            export_messages(
                path, [each.sealed for each in waiting if each.sealed is not None], rosters
            )
            _drop_stale(folder, mark, path)


def _drop_stale(folder: Path, mark: str, fresh: Path) -> None:
    """Delete a device's file of an earlier name; only one that says itself what it is."""
    with told(folder):
        for path in folder.glob(f"*{mark}"):
            if not path.is_symlink() and not path.samefile(fresh) and _holds_messages(path):
                path.unlink()


def _holds_messages(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.readline(heading.LONGEST) == heading.heading("messages")


def _put(seat: Seat, mailbox: Mailbox, listed: Sequence[devices.Device]) -> None:
    own = seat.public.signing
    with seat.workspace.reading() as reader:
        put_rosters(reader, mailbox)
        for device in listed:
            put_all(reader, mailbox, Line(device.key, (device.sealing,), "down"), own)


def ledger_of(reader: Reader) -> ledger.Ledger:
    """The ledger with every leaf, for proofs."""
    entries = (
        (leaf.hash, envelope.payload_type(leaf.kind, leaf.version))
        for leaf in kept_ledger.leaves(reader)
    )
    return ledger.Ledger(entries, int(settings.get(reader, "epoch", 1)))


def _content(
    seat: Seat, reader: Reader, archive: Archive, its: ledger.Ledger, device: devices.Device
) -> tuple[Content | None, Packet, list[channels.Receipt]]:
    """What the next message to a device holds; None where there is nothing to say."""
    delivered = channels.delivered(reader, device.key)
    known = channels.receipts(reader)
    own = [
        stored.hash
        for stored in archive.stored
        if stored.key == device.key and stored.hash not in known
    ]
    roles = archive.course.persons[device.person].roles
    is_chair = "chair" in roles
    if is_chair:
        packet = archive.for_chair(device.person, delivered, device.key)
    else:
        packet = archive.for_juror(device.person, delivered, device.key, frozenset(own))
    heard = channels.last(reader, device.key, "in")
    told = int(settings.get(reader, _acknowledged(device.key), 0))
    acknowledges = heard is not None and heard.number > told
    if not (packet or own or acknowledges):
        return None, packet, []
    proofs = []
    if own:
        proofs.append(seat.keys.sign(its.receipt(seat.edition, own, seat.now)).envelope)
    if packet.placed:
        proofs.append(seat.keys.sign(its.receipt(seat.edition, packet.placed, seat.now)).envelope)
    if is_chair:
        checkpoint = seat.keys.sign(its.checkpoint(seat.edition, seat.now))
        proofs += [_extract(seat, its, archive), checkpoint.envelope]
    received: tuple[Received, ...] = ()
    if heard is not None:
        received = (
            Received(sender=device.key, device=device.key, number=heard.number, hash=heard.hash),
        )
    point = its.point
    receipts = [
        channels.Receipt(each, its.index(each) or 0, point.epoch, point.size, point.root)
        for each in own
    ]
    content = Content(documents=(*packet.documents, *proofs), parts=packet.parts, received=received)
    return content, packet, receipts


def _acknowledged(key: str) -> str:
    """The setting that holds the last message of a device that it was told we have."""
    return f"acknowledged/{key[:32]}"


def _extract(seat: Seat, its: ledger.Ledger, archive: Archive) -> bytes:
    """The leaves of the whole ledger, by which a chair's copy gives documents their places."""
    leaves = tuple(
        Leaf(type=envelope.payload_type(each.kind, each.version), hash=each.hash)
        for each in archive.stored
    )
    extract = Extract(edition=seat.edition, first=0, leaves=leaves, ledger=its.point, at=seat.now)
    return seat.keys.sign(extract).envelope
