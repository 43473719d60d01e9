"""Devices and invitations: whose keys are known here, and what the office sent them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

import msgspec
from msgspec import Struct

from jury_app.jury.festival import Role
from jury_app.store import times
from jury_app.store.reader import Reader, one
from jury_app.store.verbs import Verbs

State = Literal["waiting", "enrolled", "revoked", "officer", "refused"]


class Device(Struct, frozen=True):
    """A device known here.

    Attributes:
        key: Its signing key.
        person: Whose it is.
        sealing: The recipient to which one seals for it.
        state: Where its enrolment stands; `officer`: named by the root's roster.
        invitation: Id of the invitation that it answered.
        last_number: The last message number that counts, of a revoked device.
    """

    key: str
    person: str
    sealing: str
    state: State
    invitation: str | None = None
    last_number: int | None = None


class Invitation(Struct, frozen=True):
    """An invitation; `secret` is its one-time secret."""

    id: str
    person: str
    secret: bytes
    roles: tuple[Role, ...]
    expires: datetime
    state: Literal["open", "answered", "withdrawn"] = "open"


_DEVICE = ("key", "person", "sealing", "state", "invitation", "last_number")
_INVITATION = ("id", "person", "secret", "roles", "expires", "state")


def keep(tx: Verbs, batch: Sequence[Device]) -> None:
    """Keep devices; a known one is replaced."""
    tx.put(
        "devices",
        _DEVICE,
        [
            (bytes.fromhex(d.key), d.person, d.sealing, d.state, d.invitation, d.last_number)
            for d in batch
        ],
    )
    tx.touch("devices", (device.key for device in batch))


def find(reader: Reader, key: str) -> Device | None:
    """The device with this key."""
    found = one(
        reader,
        f"SELECT {', '.join(_DEVICE)} FROM devices WHERE key = ?",  # noqa: S608  our own names
        bytes.fromhex(key),
    )
    return None if found is None else _device(found)


def every(reader: Reader, person: str | None = None) -> list[Device]:
    """All devices, or one person's, by person and key."""
    sql = f"SELECT {', '.join(_DEVICE)} FROM devices"  # noqa: S608  our own names
    order = " ORDER BY person, key"
    rows = (
        reader.rows(sql + order)
        if person is None
        else reader.rows(f"{sql} WHERE person = ?{order}", person)
    )
    return list(map(_device, rows))


def _device(row: tuple[Any, ...]) -> Device:
    return Device(row[0].hex(), *row[1:])


def keep_invitations(tx: Verbs, batch: Sequence[Invitation]) -> None:
    """Keep invitations; a known one is replaced."""
    tx.put(
        "invitations",
        _INVITATION,
        [(i.id, i.person, i.secret, i.roles, i.expires, i.state) for i in batch],
    )
    tx.touch("invitations", (invitation.id for invitation in batch))


def invitation(reader: Reader, invitation_id: str) -> Invitation | None:
    """The invitation with this id."""
    sql = f"SELECT {', '.join(_INVITATION)} FROM invitations WHERE id = ?"  # noqa: S608  names of our own columns
    found = one(reader, sql, invitation_id)
    return None if found is None else _invitation(found)


def invitations(reader: Reader) -> list[Invitation]:
    """All invitations, by person and id."""
    sql = f"SELECT {', '.join(_INVITATION)} FROM invitations ORDER BY person, id"  # noqa: S608  names of our own columns
    return list(map(_invitation, reader.rows(sql)))


def _invitation(row: tuple[Any, ...]) -> Invitation:
    identity, person, secret, roles, expires, state = row
    decoded = msgspec.json.decode(roles, type=tuple[Role, ...])
    return Invitation(identity, person, secret, decoded, times.moment(expires), state)
