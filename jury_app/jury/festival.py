"""Who the festival is and who works for it: genesis, officers' roster, enrolment of everybody else.

The root keys sign the genesis and the officers' roster only. Officers with the role `enrol` accept
all other devices by decisions (`jury.decisions.Enrol`).
"""

from typing import ClassVar, Literal

from jury_app.base.document import (
    Count,
    Document,
    Hash,
    Id,
    Key,
    Parted,
    Piece,
    Positive,
    Recipient,
    Stamp,
)

Role = Literal["juror", "chair", "office", "enrol"]


class Genesis(Document, frozen=True, kw_only=True, omit_defaults=True):
    """The first document of an edition; the hash of its first version is the edition's id.

    Attributes:
        name: The festival's name.
        edition: Which running of it, e.g. `2026`.
        nonce: 128 random bits, so that no two editions share an id.
        version: 1, and one more for each later version.
        root_keys: Public keys that may sign rosters and later versions, sorted.
        threshold: How many of them must (the envelope's signer and endorsements).
        recovery: Who besides the office can open what is sealed to the festival.
        previous: Hash of the version before; absent in the first.
        at: When it was made.
    """

    KIND: ClassVar[str] = "genesis"

    name: str
    edition: str
    nonce: Id
    version: Positive
    root_keys: tuple[Key, ...]
    threshold: Positive
    recovery: Recipient
    at: Stamp
    previous: Hash | None = None


class Device(Piece, frozen=True, kw_only=True, omit_defaults=True):
    """A device: the key that signs and names it, and the recipient to which one seals for it."""

    key: Key
    sealing: Recipient


class Officer(Piece, frozen=True, kw_only=True, omit_defaults=True):
    """A person whom the root itself names, with roles and devices."""

    person: Id
    roles: tuple[Role, ...]
    devices: tuple[Device, ...]


class Roster(Document, frozen=True, kw_only=True, omit_defaults=True):
    """The officers' roster, signed by the root.

    Attributes:
        edition: Hash of the first genesis.
        version: 1, and one more for each later version, which names the one before.
        officers: Who they are.
        sequencer: The one device that appends to the ledger.
        readers: Recipients to which jurors and chairs seal their messages, sorted.
        previous: Hash of the roster before; absent in the first.
    """

    KIND: ClassVar[str] = "roster"

    edition: Hash
    version: Positive
    officers: tuple[Officer, ...]
    sequencer: Key
    readers: tuple[Recipient, ...]
    at: Stamp
    previous: Hash | None = None


class Enrolment(Document, frozen=True, kw_only=True, omit_defaults=True):
    """A device's answer to an invitation, signed by the device; it counts once it is accepted.

    Attributes:
        invitation: Id of the invitation.
        person: Whom the invitation names.
        device: The device's own keys.
        proof: HMAC-SHA-256, keyed with the invitation's one-time secret, of the canonical JSON of
            this document without `proof`.
        replaces: The channel that this device continues after a loss, if any.
        last_number: The last message number of that channel that this device knows of.
    """

    KIND: ClassVar[str] = "enrolment"

    edition: Hash
    invitation: Id
    person: Id
    device: Device
    proof: Hash
    at: Stamp
    replaces: Key | None = None
    last_number: Count | None = None


class Person(Document, Parted, frozen=True, kw_only=True, omit_defaults=True):
    """A juror, chair or office worker as the festival knows them; name and languages are parts.

    Attributes:
        person: Their id.
        roles: What they do.
        panels: Panels on which they sit, e.g. `r1`, `r2`.
        parts: `name`, `country`, `languages`, `affiliations`: audience `panel`.
        supersedes: Earlier documents of the same person that this one replaces, sorted.
    """

    KIND: ClassVar[str] = "person"

    edition: Hash
    person: Id
    roles: tuple[Role, ...]
    at: Stamp
    panels: tuple[str, ...] = ()
    supersedes: tuple[Hash, ...] = ()
