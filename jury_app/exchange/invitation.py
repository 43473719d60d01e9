"""Invitations and their answers: how a device that nobody knows comes to be accepted.

An officer signs an invitation with a one-time secret; the device answers in its first message with
a signed enrolment whose proof only the invitation's holder can make; an officer accepts it by an
`enrol` decision, after the six words of its key were compared by another route.
"""

import hashlib
import hmac
import secrets
from collections.abc import Collection, Sequence

import msgspec
from msgspec import Struct

from jury_app.base.clock import readable
from jury_app.base.document import Document
from jury_app.base.errors import Refusal
from jury_app.base.ids import Random, new_id
from jury_app.base.texts import N_
from jury_app.exchange import admission, canonical, envelope, forms, heading, roster, sealing
from jury_app.exchange.envelope import Signed
from jury_app.exchange.forms import Invitation
from jury_app.exchange.keys import PublicKeys
from jury_app.exchange.parts import Part, by_hash, match
from jury_app.exchange.roster import Trust
from jury_app.jury.decisions import Enrol
from jury_app.jury.festival import Device, Enrolment, Genesis, Person, Role


class Packet(Struct, frozen=True):
    """Documents that came together, verified as far as they go by themselves.

    Attributes:
        trust: Whom the documents make one trust, in their order.
        documents: Each with its content (None for a kind that is not known).
        parts: Their values.
    """

    trust: Trust
    documents: tuple[tuple[Signed, Document | None], ...]
    parts: tuple[Part, ...]


class Invited(Struct, frozen=True):
    """An invitation that was read and verified.

    Attributes:
        invitation: Itself.
        packet: What came with it.
        genesis: The festival's genesis in force.
        person: Whom it invites.
    """

    invitation: Invitation
    packet: Packet
    genesis: Genesis
    person: Person

    @property
    def name(self) -> str:
        """What the invited person is called; empty where the packet withholds it."""
        opened = match(self.person, by_hash(self.packet.parts))
        names = (opened.value(held) for held in self.person.parts if held.name == "name")
        return str(next(names, None) or "")


def invite(
    *,
    edition: str,
    person: str,
    roles: tuple[Role, ...],
    mailbox: str,
    expires: str,
    at: str,
    documents: Sequence[bytes],
    parts: Sequence[Part],
    random: Random = secrets.token_bytes,
) -> Invitation:
    """A fresh invitation, to be signed by an officer with the role `enrol`.

    Args:
        edition: The edition's id.
        person: Whom it invites.
        roles: What they will be.
        mailbox: The mailbox's address.
        expires: After this moment no answer is accepted.
        at: Now.
        documents: The first packet: envelopes in the ledger's order, genesis first.
        parts: Values that belong to them.
        random: Source of the id and the secret.
    """
    return Invitation(
        edition=edition,
        invitation=new_id(random),
        secret=random(32).hex(),
        person=person,
        roles=roles,
        mailbox=mailbox,
        expires=expires,
        at=at,
        documents=tuple(each.decode() for each in documents),
        parts=tuple(parts),
    )


def pack(signed: Signed) -> bytes:
    """The file of a signed invitation."""
    return heading.heading("invitation") + signed.envelope


def read(content: bytes, *, now: str, place: str | None = None) -> Invited:
    """Read an invitation's file.

    1. It is an invitation, whole, with a good signature.
    2. Its documents found a trust: genesis, officers' roster, enrolments.
    3. An officer of that roster signed it, and it belongs to that genesis.
    4. It has not expired.
    5. It tells the festival, and whom it invites.

    That the genesis is the festival's own, only the six words say, compared by another route.

    Args:
        content: All bytes of the file.
        now: The present moment, as documents write it.
        place: The file's name, for messages.

    Raises:
        Refusal: One of these does not hold.
    """
    body = heading.expect(content, "invitation", place=place)
    try:
        signed = envelope.open_envelope(body, place=place, limit=sealing.LARGEST)
    except Refusal as error:  # told to jurors, who know of no envelopes
        raise Refusal(
            N_("This invitation is damaged or was altered; ask the festival to send it again."),
            place=place,
        ) from error
    invitation = forms.read(signed, place=place)
    if not isinstance(invitation, Invitation):
        raise Refusal(N_("This file holds no invitation; ask the festival for it."), place=place)
    packet = open_packet(invitation.documents, invitation.parts, place=place)
    if packet.trust.edition != invitation.edition:
        raise Refusal(N_("This invitation belongs to another festival or edition."), place=place)
    admission.admit(
        packet.trust,
        len(packet.documents),
        signed,
        invitation,
        admission.Recusals(),
        place=place,
    )
    if invitation.expires < now:
        raise Refusal(
            N_("This invitation expired at {expires}; ask the festival for a new one."),
            place=place,
            expires=readable(invitation.expires),
        )
    genesis, person = packet.trust.genesis, _person(packet, invitation.person)
    if genesis is None:
        raise Refusal(N_("This invitation holds no festival; ask for it again."), place=place)
    if person is None:
        raise Refusal(
            N_("This invitation does not say whom it invites; ask for it again."), place=place
        )
    return Invited(invitation, packet, genesis, person)


def _person(packet: Packet, person: str) -> Person | None:
    """What the packet says last of a person."""
    people = [document for _, document in packet.documents if isinstance(document, Person)]
    return next((each for each in reversed(people) if each.person == person), None)


def open_packet(
    documents: Sequence[str], parts: Sequence[Part], *, place: str | None = None
) -> Packet:
    """Open a complete packet: genesis first, then documents in the ledger's order.

    A packet holds a choice of the ledger's entries, so indices here are places in the packet.

    Raises:
        Refusal: A document is not signed by whom it must be, or the genesis is missing.
    """
    trust: Trust | None = None
    recusals = admission.Recusals()
    opened, person = [], ""
    for index, text in enumerate(documents):
        where = f"{place or ''} #{index + 1}".strip()
        signed, document = forms.open_document(text.encode(), place=where)
        if trust is None:
            trust = roster.begin(signed, document)
        else:
            admitted = admission.admit(trust, index, signed, document, recusals, place=where)
            trust, person = admitted.trust, admitted.person
        recusals.note(signed.hash, person, document)
        opened.append((signed, document))
    if trust is None:
        raise Refusal(N_("This packet is empty; ask the festival for a new one."), place=place)
    return Packet(trust, tuple(opened), tuple(parts))


def answer(
    invitation: Invitation,
    device: PublicKeys,
    *,
    at: str,
    replaces: str | None = None,
    last_number: int | None = None,
) -> Enrolment:
    """A device's answer, to be signed by it and sent in its first message.

    Args:
        invitation: What is answered.
        device: The device's own public keys.
        at: Now.
        replaces: The channel of a lost device that this one continues.
        last_number: The last message number of that channel that is known.
    """
    unproved = Enrolment(
        edition=invitation.edition,
        invitation=invitation.invitation,
        person=invitation.person,
        device=Device(key=device.signing, sealing=device.sealing),
        proof="0" * 64,
        at=at,
        replaces=replaces,
        last_number=last_number,
    )
    return msgspec.structs.replace(unproved, proof=proof(unproved, invitation.secret))


def proof(enrolment: Enrolment, secret: str) -> str:
    """HMAC-SHA-256, keyed with the invitation's secret, of the canonical JSON without `proof`."""
    rest = msgspec.to_builtins(enrolment)
    del rest["proof"]
    return hmac.digest(bytes.fromhex(secret), canonical.encode(rest), hashlib.sha256).hex()


def check_answer(
    enrolment: Enrolment, signed: Signed, invitation: Invitation, *, now: str, used: Collection[str]
) -> Enrol:
    """What an officer checks of an answer; the decision that accepts it, to be signed.

    Args:
        enrolment: The answer.
        signed: Its envelope.
        invitation: The invitation that it names.
        now: The moment at which the answer came.
        used: Ids of invitations that were accepted before.

    Raises:
        Refusal: It answers another invitation, was not made with its secret, names another person
            or device, or comes too late or a second time.
    """
    names = (enrolment.edition, enrolment.invitation, enrolment.person)
    if names != (invitation.edition, invitation.invitation, invitation.person):
        raise Refusal(N_("This answers another invitation; nobody was accepted."))
    if not hmac.compare_digest(enrolment.proof, proof(enrolment, invitation.secret)):
        raise Refusal(N_("This answer was not made with the invitation; nobody was accepted."))
    if enrolment.device.key != signed.key:
        raise Refusal(N_("This enrolment is signed by another device than it names."))
    if invitation.invitation in used:
        raise Refusal(N_("This invitation was used before; send a new one for another device."))
    if invitation.expires < now:
        raise Refusal(N_("This invitation had expired when it was answered; send a new one."))
    return Enrol(
        edition=enrolment.edition,
        at=now,
        person=enrolment.person,
        roles=invitation.roles,
        device=enrolment.device,
        enrolment=signed.hash,
    )
