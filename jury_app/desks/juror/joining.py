"""Joining: an invitation becomes a workspace with keys, the first packet, and an answer to send."""

import secrets
from pathlib import Path

from msgspec import Struct

from jury_app.base.clock import Clock, SystemClock, stamp
from jury_app.base.files import read_bounded
from jury_app.base.ids import Random
from jury_app.desks.filing import incoming
from jury_app.desks.ledger import Said, act
from jury_app.desks.rules import keep_in_force
from jury_app.desks.seat import KEYS, new_seat
from jury_app.exchange import invitation, words
from jury_app.exchange.keys import Cost, PublicKeys, WaysIn, new_recovery_code
from jury_app.exchange.parts import by_hash, match
from jury_app.exchange.sealing import LARGEST
from jury_app.exchange.unlock import create_keys
from jury_app.store import devices, documents, settings
from jury_app.store.verbs import Verbs
from jury_app.store.workspace import Kind


class Joined(Struct, frozen=True):
    """A workspace that was made from an invitation.

    Attributes:
        festival: The festival's name.
        edition: Which running of it.
        name: Whom it invites.
        festival_words: Six words of the edition's id, to be compared by another route.
        device_words: Six words of this device, for the office.
        recovery: Words for the recovery sheet; empty where none were made.
    """

    festival: str
    edition: str
    name: str
    festival_words: str
    device_words: str
    recovery: str


def join(
    folder: Path,
    file: Path,
    *,
    passphrase: str | None,
    clock: Clock | None = None,
    random: Random = secrets.token_bytes,
    cost: Cost | None = None,
    with_recovery: bool = True,
) -> Joined:
    """Make a workspace from an invitation.

    Args:
        folder: The new workspace.
        file: The invitation.
        passphrase: Opens the keys; None: the system's keychain does.
        clock: The time.
        random: The source of salts.
        cost: What the passphrase's key derivation spends; only demos ask for less.
        with_recovery: Whether recovery words are made at once; they can be offered later, too.

    Raises:
        Problem: The file cannot be read, or the folder holds a workspace.
        Refusal: The invitation is damaged, foreign or expired.
    """
    clock = clock or SystemClock()
    invited = invitation.read(read_bounded(file, LARGEST), now=stamp(clock.now()), place=str(file))
    kind: Kind = "chair" if "chair" in invited.invitation.roles else "juror"
    recovery = new_recovery_code() if with_recovery else ""
    ways = WaysIn(passphrase, recovery or None, keychain=passphrase is None)
    with new_seat(folder, kind, passphrase=passphrase, clock=clock, random=random) as seat:
        device = create_keys(folder / KEYS, ways, cost=cost)
        with seat.workspace.writing() as tx:
            _settle(tx, invited, device)
        act(seat, [Said(invitation.answer(invited.invitation, device, at=seat.now))])
    return Joined(
        invited.genesis.name,
        invited.genesis.edition,
        invited.name,
        words.fingerprint(invited.invitation.edition),
        words.fingerprint(device.signing),
        recovery,
    )


def _settle(tx: Verbs, invited: invitation.Invited, device: PublicKeys) -> None:
    """Make a new workspace that of an invited person: the first packet, who and where, its keys."""
    _enter(tx, invited.packet)
    asked = invited.invitation
    settings.put(tx, edition=asked.edition, person=asked.person, mailbox=asked.mailbox)
    devices.keep(tx, [devices.Device(device.signing, asked.person, device.sealing, "waiting")])


def _enter(tx: Verbs, packet: invitation.Packet) -> None:
    """Enter the first packet: documents in the ledger's order, and what they set."""
    values = by_hash(packet.parts)
    entered = []
    for signed, document in packet.documents:
        held = [] if document is None else match(document, values).values.values()
        holder = packet.trust.who(signed.key)
        entered.append(incoming(signed, document, holder.person if holder else "", held))
    documents.enter(tx, entered)
    keep_in_force(tx, entered)
