from typing import Any

import msgspec
import pytest

from jury_app.base.errors import Refusal
from jury_app.exchange import invitation, parts
from jury_app.exchange.envelope import sign
from jury_app.exchange.forms import Invitation
from jury_app.exchange.heading import heading
from jury_app.jury.festival import Person
from tests.exchange.conftest import device
from tests.exchange.festival import (
    CHAIR,
    LATER,
    NOW,
    OFFICE,
    STRANGER,
    Festival,
    idof,
    put,
    small,
)

JUROR = device(50)


def invited(festival: Festival, **changes: Any) -> Invitation:
    made = invitation.invite(
        edition=festival.edition,
        person=idof("new juror"),
        roles=("juror",),
        mailbox="file:///srv/box",
        expires=LATER,
        at=NOW,
        documents=[signed.envelope for signed in festival.signed],
        parts=festival.parts,
    )
    return msgspec.structs.replace(made, **changes)


@pytest.fixture(scope="module")
def festival() -> Festival:
    festival = small(films=2, jurors=1)
    for name in ("Aña Perez", "Ana Pérez"):
        held, values = parts.make("name", "panel", name)
        festival.parts.append(values)
        person = Person(
            edition=festival.edition,
            person=idof("new juror"),
            roles=("juror",),
            at=NOW,
            parts=(held,),
        )
        festival.enter(OFFICE, person)
    return festival


def test_an_invitation_carries_the_first_packet(festival: Festival) -> None:
    content = invitation.pack(put(OFFICE, invited(festival)))
    read = invitation.read(content, now=NOW)
    assert read.packet.trust.edition == festival.edition
    assert [signed for signed, _ in read.packet.documents] == festival.signed
    assert parts.by_hash(read.packet.parts) == parts.by_hash(festival.parts)
    assert read.invitation.mailbox == "file:///srv/box"


def test_an_invitation_says_whom_it_invites_and_by_the_latest_name(festival: Festival) -> None:
    read = invitation.read(invitation.pack(put(OFFICE, invited(festival))), now=NOW)
    assert (read.genesis.name, read.person.person) == ("A small festival", idof("new juror"))
    assert read.name == "Ana Pérez"
    hidden = invitation.read(invitation.pack(put(OFFICE, invited(festival, parts=()))), now=NOW)
    assert hidden.name == ""
    stranger = put(OFFICE, invited(festival, person=idof("nobody")))
    with pytest.raises(Refusal, match="whom it invites"):
        invitation.read(invitation.pack(stranger), now=NOW)


def test_the_answer_is_accepted_once(festival: Festival) -> None:
    sent = invited(festival)
    answer = invitation.answer(sent, JUROR.public, at=NOW)
    signed = put(JUROR, answer)
    decision = invitation.check_answer(answer, signed, sent, now=NOW, used=())
    assert (decision.person, decision.roles) == (idof("new juror"), ("juror",))
    assert (decision.device.key, decision.enrolment) == (JUROR.public.signing, signed.hash)
    with pytest.raises(Refusal, match="used before"):
        invitation.check_answer(answer, signed, sent, now=NOW, used={sent.invitation})


def test_an_answer_without_the_secret_is_refused(festival: Festival) -> None:
    sent = invited(festival)
    for guessed in ("0" * 64, sent.secret[::-1]):
        answer = invitation.answer(
            msgspec.structs.replace(sent, secret=guessed), JUROR.public, at=NOW
        )
        with pytest.raises(Refusal, match="not made with the invitation"):
            invitation.check_answer(answer, put(JUROR, answer), sent, now=NOW, used=())


def test_an_answer_is_bound_to_its_device_person_and_invitation(festival: Festival) -> None:
    sent = invited(festival)
    answer = invitation.answer(sent, JUROR.public, at=NOW)
    other = device(51)
    for changed, keys in (
        (answer, other),
        (msgspec.structs.replace(answer, person=idof("other")), JUROR),
        (msgspec.structs.replace(answer, invitation="0" * 32), JUROR),
        (msgspec.structs.replace(answer, edition="0" * 64), JUROR),
        (msgspec.structs.replace(answer, last_number=3), JUROR),
        (invitation.answer(sent, other.public, at=NOW), JUROR),
    ):
        with pytest.raises(Refusal):
            invitation.check_answer(changed, put(keys, changed), sent, now=NOW, used=())


def test_a_replaced_device_names_its_old_channel(festival: Festival) -> None:
    sent = invited(festival)
    answer = invitation.answer(
        sent, JUROR.public, at=NOW, replaces=CHAIR.public.signing, last_number=7
    )
    assert (answer.replaces, answer.last_number) == (CHAIR.public.signing, 7)
    invitation.check_answer(answer, put(JUROR, answer), sent, now=NOW, used=())


def test_an_expired_invitation_is_neither_read_nor_answered(festival: Festival) -> None:
    sent = invited(festival, expires="2026-07-18T09:29:59Z")
    with pytest.raises(Refusal, match="expired"):
        invitation.read(invitation.pack(put(OFFICE, sent)), now=NOW)
    answer = invitation.answer(sent, JUROR.public, at=NOW)
    with pytest.raises(Refusal, match="expired"):
        invitation.check_answer(answer, put(JUROR, answer), sent, now=NOW, used=())


def test_only_an_officer_invites(festival: Festival) -> None:
    for keys in (STRANGER, CHAIR, festival.jurors["juror 0"]):
        with pytest.raises(Refusal):
            invitation.read(invitation.pack(put(keys, invited(festival))), now=NOW)


def test_an_invitation_that_is_not_what_it_says_is_refused(festival: Festival) -> None:
    envelopes = tuple(signed.envelope.decode() for signed in festival.signed)
    for changes, why in (
        ({"documents": ()}, "empty"),
        ({"documents": envelopes[1:]}, "genesis"),
        ({"documents": envelopes[:1]}, "not accepted"),
        ({"edition": "f" * 64}, "another festival"),
        ({"documents": (envelopes[0], envelopes[0])}, "does not follow"),
    ):
        with pytest.raises(Refusal, match=why):
            invitation.read(invitation.pack(put(OFFICE, invited(festival, **changes))), now=NOW)


def test_every_shortened_invitation_is_refused(festival: Festival) -> None:
    content = invitation.pack(put(OFFICE, invited(festival, parts=(), documents=())))
    for length in range(0, len(content), 7):
        with pytest.raises(Refusal):
            invitation.read(content[:length], now=NOW)
    for damaged in (content[:-9], content.replace(b"sig", b"gis"), content + b"more"):
        with pytest.raises(Refusal, match="This invitation is damaged"):
            invitation.read(damaged, now=NOW)


def test_another_kind_of_document_is_no_invitation(festival: Festival) -> None:
    other = festival.signed[0]
    with pytest.raises(Refusal, match="no invitation"):
        invitation.read(heading("invitation") + other.envelope, now=NOW)
    passed = sign(OFFICE.seed, "invitation", other.payload)
    with pytest.raises(Refusal):
        invitation.read(invitation.pack(passed), now=NOW)
