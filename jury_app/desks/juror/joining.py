"""Joining: an invitation becomes a workspace with keys, the first packet, and an answer to send."""

import secrets
from pathlib import Path

from msgspec import Struct

from jury_app.base.clock import Clock, SystemClock, stamp
from jury_app.base.errors import Refusal
from jury_app.base.files import read_bounded
from jury_app.base.ids import Random
from jury_app.base.texts import N_
from jury_app.desks.ledger import Said, act, incoming
from jury_app.desks.seat import KEYS, Seat, fresh
from jury_app.exchange import invitation, words
from jury_app.exchange.keys import Cost, WaysIn, new_recovery_code
from jury_app.exchange.parts import Part, by_hash, hashes
from jury_app.exchange.sealing import LARGEST
from jury_app.exchange.unlock import create_keys
from jury_app.jury.festival import Genesis, Person
from jury_app.rules.rules import Rules, Texts
from jury_app.store import devices, documents, settings
from jury_app.store.verbs import Verbs
from jury_app.store.workspace import Kind, create


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
    genesis = invited.packet.trust.genesis
    person = _person(invited)
    if genesis is None:
        raise Refusal(N_("This invitation holds no festival; ask for it again."), place=str(file))
    kind: Kind = "chair" if "chair" in invited.invitation.roles else "juror"
    recovery = new_recovery_code() if with_recovery else ""
    ways = WaysIn(passphrase, recovery or None, keychain=passphrase is None)
    with (
        fresh(folder),
        Seat.at(
            create(folder, kind=kind, clock=clock), passphrase=passphrase, random=random
        ) as seat,
    ):
        public = create_keys(folder / KEYS, ways, cost=cost)
        with seat.workspace.writing() as tx:
            _enter(tx, invited)
            settings.put(
                tx,
                edition=invited.invitation.edition,
                person=person.person,
                mailbox=invited.invitation.mailbox,
            )
            devices.keep(
                tx, [devices.Device(public.signing, person.person, public.sealing, "waiting")]
            )
        answer = invitation.answer(invited.invitation, public, at=seat.now)
        act(seat, [Said(answer)])
    values = by_hash(invited.packet.parts)
    name = next(
        (str(values[p.hash].value) for p in person.parts if p.name == "name" and p.hash in values),
        "",
    )
    return Joined(
        genesis.name,
        genesis.edition,
        name,
        words.fingerprint(invited.invitation.edition),
        words.fingerprint(public.signing),
        recovery,
    )


def _person(invited: invitation.Invited) -> Person:
    for _, document in invited.packet.documents:
        if isinstance(document, Person) and document.person == invited.invitation.person:
            return document
    raise Refusal(N_("This invitation does not say whom it invites; ask for it again."))


def _enter(tx: Verbs, invited: invitation.Invited) -> None:
    """Enter the first packet: documents in the ledger's order, and what they set."""
    values = by_hash(invited.packet.parts)
    trust = invited.packet.trust
    entered = []
    for signed, document in invited.packet.documents:
        held: list[Part] = []
        if document is not None:
            held = [values[each.hash] for each in hashes(document) if each.hash in values]  # type: ignore[arg-type]  # documents are pieces
        holder = trust.who(signed.key)
        entered.append(incoming(signed, document, holder.person if holder else "", held))  # type: ignore[arg-type]
    documents.enter(tx, entered)
    note_rules(tx, entered)


def note_rules(tx: Verbs, entered: list[documents.Incoming]) -> None:
    """Keep which rules and texts are in force, of documents that were just entered."""
    texts: dict[str, str] = settings.get(tx, "texts", {})
    changed = False
    for each in entered:
        if isinstance(each.document, Rules):
            settings.put(tx, rules=each.hash)
        elif isinstance(each.document, Texts):
            texts[each.document.language] = each.hash
            changed = True
        elif isinstance(each.document, Genesis):
            settings.put(tx, festival=each.document.name)
    if changed:
        settings.put(tx, texts=texts)
