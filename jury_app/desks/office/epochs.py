"""A new epoch: how the office goes on from a backup, without ever using a number twice.

What the backup holds is kept; what came later lies in the mailbox and with the jurors and is
entered again by receiving. The first entry after what was kept says so, signed by the root, and a
new roster names the key that signs from here on: numbers that the old key used after the backup
are not known any more. Publishing puts the roster where every device looks for it.
"""

from pathlib import Path

import msgspec
from msgspec import Struct

from jury_app.base.document import Document
from jury_app.base.errors import Refusal
from jury_app.base.files import sync_folder, told
from jury_app.base.texts import N_
from jury_app.desks.filing import incoming
from jury_app.desks.ledger import epoch, point, trust_of
from jury_app.desks.office.founding import ROOT_KEYS
from jury_app.desks.seat import KEYS, Seat
from jury_app.exchange.envelope import Signed
from jury_app.exchange.forms import Epoch
from jury_app.exchange.keys import PublicKeys, WaysIn, new_recovery_code, public_keys
from jury_app.exchange.unlock import unlocked
from jury_app.jury.festival import Device, Officer, Roster
from jury_app.jury.results import LedgerPoint
from jury_app.store import channels, devices, documents, settings
from jury_app.store.folder import LEDGER
from jury_app.store.verbs import Verbs


class Begun(Struct, frozen=True):
    """An epoch that was begun.

    Attributes:
        epoch: Its number.
        kept: The last state of the ledger that was kept.
        recovery: Words that open the new key when all else is lost; empty where an act that was
            interrupted was only brought to its end.
    """

    epoch: int
    kept: LedgerPoint
    recovery: str


def begin_epoch(seat: Seat) -> Begun:
    """Begin a new epoch in an office's workspace that was restored from a backup.

    Raises:
        Refusal: Nothing was restored, or this device is not the one that keeps the ledger.
        Problem: The disk says no.
    """
    seat.require("office")
    seat.allow_restored = True
    with seat.workspace.reading() as reader:
        restored = settings.get(reader, "restored_at")
        trust, _recusals = trust_of(reader)
        kept, now = point(reader), epoch(reader) + 1
    if _finished(seat, trust.sequencer, now - 1):
        return Begun(now - 1, kept, "")
    if restored is None:
        raise Refusal(N_("Nothing was restored here: the ledger goes on as it is."))
    if trust.roster is None or trust.sequencer != seat.public.signing:
        raise Refusal(N_("Only the device that keeps the ledger begins a new epoch."))
    recovery = new_recovery_code()
    ways = seat.ways(recovery)
    beginning = Epoch(edition=seat.edition, epoch=now, kept=kept, at=seat.now)
    with unlocked(seat.folder / ROOT_KEYS, ways) as root:
        fresh = _renewed(seat, now, ways)
        roster = _roster(trust.roster, trust.roster_hash, seat.public.signing, fresh, seat.now)
        signed = root.sign_many([beginning, roster])
    entries: list[tuple[Signed, Document]] = list(zip(signed, (beginning, roster), strict=True))
    _set_aside(seat.folder, now)
    with seat.workspace.writing() as tx:
        documents.enter(tx, [incoming(each, document, "") for each, document in entries])
        _forget_old_key(tx, seat.public, fresh)
        settings.put(tx, epoch=now)
        settings.drop(tx, "restored_at")
    _put_in_place(seat.folder, seat.folder / f"keys-epoch-{now}.jury")
    return Begun(now, kept, recovery)


def _renewed(seat: Seat, now: int, ways: WaysIn) -> PublicKeys:
    """The new key, in a file beside the old one; one of an act that entered nothing is let go."""
    path = seat.folder / f"keys-epoch-{now}.jury"
    with told(path):
        path.unlink(missing_ok=True)
    return seat.keys.renew(path, ways)


def _finished(seat: Seat, sequencer: str, now: int) -> bool:
    """Whether a new epoch was written and only its key was not put in its place yet."""
    path = seat.folder / f"keys-epoch-{now}.jury"
    if not path.is_file() or public_keys(path).signing != sequencer:
        return False
    _put_in_place(seat.folder, path)
    return True


def _put_in_place(folder: Path, path: Path) -> None:
    with told(path):
        path.replace(folder / KEYS)
        sync_folder(folder)


def _roster(old: Roster, old_hash: str, gone: str, fresh: PublicKeys, at: str) -> Roster:
    """The roster with the new key in the old one's place, as device and as sequencer."""
    device = Device(key=fresh.signing, sealing=fresh.sealing)
    officers = tuple(
        Officer(
            person=officer.person,
            roles=officer.roles,
            devices=tuple(device if each.key == gone else each for each in officer.devices),
        )
        for officer in old.officers
    )
    return msgspec.structs.replace(
        old,
        version=old.version + 1,
        officers=officers,
        sequencer=fresh.signing,
        at=at,
        previous=old_hash,
    )


def _set_aside(folder: Path, now: int) -> None:
    """Keep the old mirror beside: it may hold entries that the backup does not."""
    aside = folder / f"{LEDGER}-before-epoch-{now}"
    with told(folder):
        if not aside.exists():  # an act that was interrupted here goes on
            (folder / LEDGER).rename(aside)
        (folder / LEDGER).mkdir(exist_ok=True)
        sync_folder(folder)


def _forget_old_key(tx: Verbs, old: PublicKeys, fresh: PublicKeys) -> None:
    """Every device gets a new channel from the new key, which begins with a complete packet."""
    row = devices.find(tx, old.signing)
    if row is not None:
        tx.delete("devices", {"key": bytes.fromhex(old.signing)})
        devices.keep(tx, [msgspec.structs.replace(row, key=fresh.signing)])
    tx.delete("channels", {"direction": "out"})
    for device in devices.every(tx):
        channels.forget_delivered(tx, device.key)
