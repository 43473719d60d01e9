"""Devices at the office's desk: who waits, accepting, refusing, revoking."""

from collections.abc import Sequence

from msgspec import Struct

from jury_app.base.clock import stamp
from jury_app.base.errors import Refusal
from jury_app.base.texts import N_
from jury_app.desks.catalogue import Catalogue, catalogue
from jury_app.desks.filing import signed_of
from jury_app.desks.ledger import Parting, Said, act, enter_waiting
from jury_app.desks.seat import Seat
from jury_app.exchange import forms, invitation, words
from jury_app.exchange.envelope import Signed
from jury_app.jury import decisions as d
from jury_app.jury.festival import Enrolment
from jury_app.store import channels, documents
from jury_app.store import devices as kept
from jury_app.store.reader import Reader
from jury_app.store.verbs import Verbs

WAITING = "enrolment"
"""Why documents of a device that is not accepted yet wait."""


class ShownDevice(Struct, frozen=True):
    """A device with the six words by which its owner can be asked for it."""

    key: str
    name: str
    state: str
    words: str


def devices(seat: Seat) -> list[ShownDevice]:
    """All devices, by person."""
    with seat.workspace.reading() as reader:
        known = catalogue(reader)
        listed = kept.every(reader)
    shown = [
        ShownDevice(each.key, known.name(each.person), each.state, words.fingerprint(each.key))
        for each in listed
    ]
    return sorted(shown, key=lambda each: (each.name, each.key))


def of_person(seat: Seat, name: str) -> list[ShownDevice]:
    """The devices of one person.

    Raises:
        Refusal: Nobody is called so.
    """
    with seat.workspace.reading() as reader:
        known = catalogue(reader)
        wanted = known.name(known.find_person(name))
    return [each for each in devices(seat) if each.name == wanted]


def accept(seat: Seat, wanted: Sequence[str]) -> list[str]:
    """Accept devices that wait: what they signed counts from here on.

    Args:
        seat: The office's seat, with the role `enrol`.
        wanted: First letters of keys or of six words, names of people, or `all`.

    Returns:
        Their keys.

    Raises:
        Refusal: None waits that is called so, or its answer does not match its invitation.
    """
    seat.require("office")
    with seat.workspace.reading() as reader:
        known = catalogue(reader)
        chosen = _chosen(reader, known, wanted)
        _refuse_contested(chosen, known)
        said, rows, answered = [], [], []
        for device in chosen:
            signed, enrolment = answer_of(reader, device)
            invited = invitation_of(reader, seat.edition, enrolment.invitation)
            decision = invitation.check_answer(
                enrolment, signed, invited, now=seat.now, used=frozenset()
            )
            said.append(Said(decision))
            rows.append(
                kept.Device(
                    device.key, device.person, device.sealing, "enrolled", device.invitation
                )
            )
            answered += [
                _answered(each)
                for each in kept.invitations(reader)
                if each.id == enrolment.invitation
            ]

    def keep(tx: Verbs) -> None:
        kept.keep(tx, rows)
        kept.keep_invitations(tx, answered)

    seat.unlock()  # a wrong passphrase is told before anything is entered
    for device in chosen:
        enter_waiting(seat, device.key, kinds=("enrolment",))
    act(seat, said, also=keep)
    for device in chosen:
        enter_waiting(seat, device.key)
    return [device.key for device in chosen]


def _answered(row: kept.Invitation) -> kept.Invitation:
    return kept.Invitation(row.id, row.person, row.secret, row.roles, row.expires, "answered")


def refuse(seat: Seat, wanted: Sequence[str]) -> list[str]:
    """Refuse devices that wait; what they sent stays unread and uncounted."""
    seat.require("office")
    with seat.workspace.reading() as reader:
        chosen = _chosen(reader, catalogue(reader), wanted)
    with seat.workspace.writing() as tx:
        kept.keep(
            tx,
            [
                kept.Device(each.key, each.person, each.sealing, "refused", each.invitation)
                for each in chosen
            ],
        )
    return [device.key for device in chosen]


def revoke(seat: Seat, name: str, reason: str) -> list[str]:
    """Revoke all devices of a person: what came after their last message does not count.

    Raises:
        Refusal: They have none, or no reason is given.
    """
    seat.require("office")
    if not reason:
        raise Refusal(N_("Say the reason (--reason); it is kept with the decision."))
    with seat.workspace.reading() as reader:
        known = catalogue(reader)
        person = known.find_person(name)
        listed = [each for each in kept.every(reader, person) if each.state == "enrolled"]
        numbers = {
            each.key: (last.number if (last := channels.last(reader, each.key, "in")) else 0)
            for each in listed
        }
    if not listed:
        raise Refusal(N_("{name} has no accepted device."), name=name)
    said, rows = [], []
    for each in listed:
        parting = Parting(seat)
        number = numbers[each.key]
        said.append(
            parting.said(
                d.Revoke(
                    edition=seat.edition,
                    at=stamp(seat.clock.now()),
                    key=each.key,
                    number=number,
                    parts=parting.reason(reason),
                )
            )
        )
        rows.append(
            kept.Device(each.key, each.person, each.sealing, "revoked", each.invitation, number)
        )
    act(seat, said, also=lambda tx: kept.keep(tx, rows))
    return [each.key for each in listed]


def _chosen(reader: Reader, known: Catalogue, wanted: Sequence[str]) -> list[kept.Device]:
    waiting = [each for each in kept.every(reader) if each.state == "waiting"]
    if list(wanted) == ["all"]:
        return sorted(waiting, key=lambda each: known.name(each.person))
    chosen = []
    for text in wanted:
        found = [
            each
            for each in waiting
            if each.key.startswith(text.lower())
            or words.fingerprint(each.key).startswith(text.lower())
            or known.name(each.person) == text
        ]
        if len(found) != 1:
            raise Refusal(
                N_("{n} waiting devices are called “{text}”; one is needed."),
                n=len(found),
                text=text,
            )
        chosen += found
    return chosen


def _refuse_contested(chosen: Sequence[kept.Device], known: Catalogue) -> None:
    """An invitation is for one device: where two answered it, somebody has read it besides."""
    for device in chosen:
        if sum(device.invitation == each.invitation for each in chosen) > 1:
            raise Refusal(
                N_(
                    "Several devices answered the invitation of {name}. Ask {name} for the six"
                    " words of theirs, accept that one by its words, and refuse the others."
                ),
                name=known.name(device.person),
            )


def answer_of(reader: Reader, device: kept.Device) -> tuple[Signed, Enrolment]:
    """The enrolment by which a waiting device answered its invitation.

    Raises:
        Refusal: There is none.
    """
    sent: list[documents.Waiting | documents.Stored] = [*documents.waiting(reader, device.key)]
    # Where accepting was interrupted, the answer is entered already.
    sent += [each for each in documents.read(reader, "enrolment") if each.key == device.key]
    for each in sent:
        document = each.decoded()
        if isinstance(document, Enrolment) and document.invitation == device.invitation:
            return signed_of(each), document
    raise Refusal(N_("This device sent no answer to an invitation."))


def invitation_of(reader: Reader, edition: str, identity: str) -> forms.Invitation:
    """What checking an answer needs of an invitation; its packet is left out.

    Raises:
        Refusal: There is no such invitation, it was withdrawn, or a device was accepted by it.
    """
    row = kept.invitation(reader, identity)
    if row is None or row.state == "withdrawn":
        raise Refusal(N_("This answers an invitation that this office did not send."))
    if row.state == "answered":
        raise Refusal(N_("This invitation was used before; send a new one for another device."))
    return forms.Invitation(
        edition=edition,
        invitation=row.id,
        secret=row.secret.hex(),
        person=row.person,
        roles=row.roles,
        mailbox="",
        expires=stamp(row.expires),
        at=stamp(row.expires),
    )
