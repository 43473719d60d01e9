from typing import Any

import msgspec
import pytest

from jury_app.base.errors import Refusal
from jury_app.exchange import admission, roster
from jury_app.exchange.admission import Recusals
from jury_app.exchange.roster import Trust
from jury_app.jury import decisions as d
from jury_app.jury.festival import Officer
from jury_app.jury.scorecard import Endorsement
from tests.exchange.conftest import device
from tests.exchange.festival import (
    CHAIR,
    DIGEST,
    NOW,
    OFFICE,
    ROOT,
    ROOT_2,
    STRANGER,
    Festival,
    device_of,
    genesis,
    idof,
    put,
)


def endorse(trust: Trust, index: int, keys: Any, document: str) -> Trust:
    endorsement = Endorsement(
        edition=trust.edition, document=document, key=keys.public.signing, at=NOW
    )
    signed = put(keys, endorsement)
    return admission.admit(trust, index, signed, endorsement, Recusals()).trust


def roles(trust: Trust, keys: Any, at: int | None = None) -> set[str]:
    holder = trust.who(keys.public.signing, at)
    return set(holder.roles) if holder else set()


def test_an_edition_is_the_hash_of_its_genesis() -> None:
    first = genesis(ROOT)
    signed = put(ROOT, first)
    trust = roster.begin(signed, first)
    assert trust.edition == signed.hash
    assert roles(trust, ROOT) == {"root"}


def test_a_genesis_is_signed_by_one_of_its_own_root_keys() -> None:
    for keys, document in (
        (STRANGER, genesis(ROOT)),
        (ROOT, genesis(ROOT, version=2, previous="a" * 64)),
        (ROOT, genesis(ROOT, previous="a" * 64)),
    ):
        with pytest.raises(Refusal):
            roster.begin(put(keys, document), document)


def test_a_threshold_of_two_waits_for_the_second_root_key() -> None:
    first = genesis(ROOT, ROOT_2, threshold=2)
    signed = put(ROOT, first)
    trust = roster.begin(signed, first)
    assert (trust.genesis, roles(trust, ROOT)) == (None, set())
    with pytest.raises(Refusal):
        endorse(trust, 1, STRANGER, signed.hash)
    assert endorse(trust, 1, ROOT, signed.hash).genesis is None
    trust = endorse(trust, 1, ROOT_2, signed.hash)
    assert trust.genesis == first
    assert roles(trust, ROOT_2) == {"root"}


def test_an_endorsement_names_the_key_that_signs_it() -> None:
    first = genesis(ROOT, ROOT_2, threshold=2)
    signed = put(ROOT, first)
    trust = roster.begin(signed, first)
    borrowed = Endorsement(
        edition=trust.edition, document=signed.hash, key=ROOT.public.signing, at=NOW
    )
    with pytest.raises(Refusal, match="another device than it names"):
        admission.admit(trust, 1, put(ROOT_2, borrowed), borrowed, Recusals())


def test_a_later_genesis_needs_old_and_new_root_keys_and_the_id_never_changes() -> None:
    festival = Festival()
    new = genesis(ROOT_2, version=2, previous=festival.edition)
    trust, index = festival.trust, len(festival.ledger)
    with pytest.raises(Refusal):
        admission.admit(trust, index, put(ROOT_2, new), new, Recusals())
    signed = put(ROOT, new)
    trust = admission.admit(trust, index, signed, new, Recusals()).trust
    assert roles(trust, ROOT_2) == set()
    trust = endorse(trust, index + 1, ROOT_2, signed.hash)
    assert (trust.edition, trust.genesis_hash) == (festival.edition, signed.hash)
    assert (roles(trust, ROOT), roles(trust, ROOT_2)) == (set(), {"root"})
    assert roles(trust, ROOT, at=index + 1) == {"root"}


def test_only_the_root_signs_the_roster_and_versions_follow() -> None:
    festival = Festival()
    follows = festival.roster(version=2, previous=festival.trust.roster_hash)
    for keys, document in (
        (OFFICE, follows),
        (STRANGER, follows),
        (ROOT, festival.roster(version=2)),
        (ROOT, festival.roster(version=3, previous=festival.trust.roster_hash)),
        (ROOT, festival.roster()),
        (ROOT, msgspec.structs.replace(follows, edition="f" * 64)),
    ):
        with pytest.raises(Refusal):
            festival.enter(keys, document)
    festival.enter(ROOT, follows)
    assert festival.trust.roster == follows


def test_an_officer_leaves_by_a_new_roster_and_earlier_entries_stay() -> None:
    festival = Festival()
    before = len(festival.ledger)
    office_only = tuple(
        officer for officer in festival.roster().officers if officer.person == idof("office")
    )
    festival.enter(
        ROOT,
        festival.roster(version=2, previous=festival.trust.roster_hash, officers=office_only),
    )
    assert roles(festival.trust, CHAIR) == set()
    assert roles(festival.trust, CHAIR, at=before) == {"chair"}


def test_a_key_is_judged_by_its_state_where_the_document_is_entered() -> None:
    festival = Festival()
    keys = festival.enrol("juror")
    accepted = len(festival.ledger) - 1
    assert roles(festival.trust, keys, at=accepted) == set()
    assert roles(festival.trust, keys, at=accepted + 1) == {"juror"}
    festival.decide(OFFICE, d.Revoke, key=keys.public.signing, number=4)
    revoked = len(festival.ledger) - 1
    assert roles(festival.trust, keys, at=revoked) == {"juror"}
    assert roles(festival.trust, keys) == set()
    assert festival.trust.revoked == {keys.public.signing: 4}


def test_a_stolen_key_signs_nothing_after_its_revocation() -> None:
    festival = Festival()
    festival.enrol("juror")
    film = festival.film("film")
    festival.open()
    festival.assign("juror", film)
    festival.score("juror", film, 5, 5)
    festival.decide(OFFICE, d.Revoke, key=festival.jurors["juror"].public.signing, number=1)
    with pytest.raises(Refusal, match="revoked"):
        festival.score("juror", film, 10, 10)


def test_a_revoked_device_does_not_come_back() -> None:
    festival = Festival()
    keys = festival.enrol("juror")
    festival.decide(OFFICE, d.Revoke, key=keys.public.signing, number=1)
    with pytest.raises(Refusal, match="join again"):
        festival.enrol("juror again", keys=keys)


def test_who_lost_a_role_is_heard_late_and_changes_nothing_of_whom_one_trusts() -> None:
    festival = Festival()
    film = festival.film("film")
    keys = festival.enrol("juror")
    others = tuple(
        msgspec.structs.replace(officer, devices=(device_of(STRANGER),))
        for officer in festival.roster().officers
        if officer.person == idof("office")
    )
    festival.enter(
        ROOT, festival.roster(version=2, previous=festival.trust.roster_hash, officers=others)
    )

    def late(keys: Any, decision: d.Decision) -> admission.Admitted:
        signed = put(keys, decision)
        with pytest.raises(Refusal, match="not accepted"):
            admission.admit(festival.trust, 9, signed, decision, Recusals())
        return admission.admit_late(festival.trust, 9, signed, decision, Recusals())

    every = {"edition": festival.edition, "at": NOW}
    admitted = late(OFFICE, d.Withdraw(film=film, **every))
    assert (admitted.person, admitted.trust) == (idof("office"), festival.trust)
    for signer, decision in (
        (OFFICE, d.Revoke(key=keys.public.signing, number=0, **every)),
        (OFFICE, d.Void(card=DIGEST, **every)),  # which the office never might sign
        (device(99), d.Withdraw(film=film, **every)),
    ):
        with pytest.raises(Refusal):
            late(signer, decision)


def test_a_person_has_as_many_devices_as_they_enrol() -> None:
    festival = Festival()
    both = [festival.enrol("juror"), festival.enrol("juror")]
    assert {festival.trust.who(keys.public.signing).person for keys in both} == {idof("juror")}


def test_a_device_belongs_to_one_person() -> None:
    festival = Festival()
    keys = festival.enrol("one")
    with pytest.raises(Refusal, match="somebody else"):
        festival.enrol("two", keys=keys)


def test_enrolment_gives_no_role_that_the_root_alone_gives() -> None:
    festival = Festival()
    with pytest.raises(Refusal, match="enrol"):
        festival.enrol("clerk", "enrol")
    festival.enrol("second chair", "chair", "juror")
    assert roles(festival.trust, festival.jurors["second chair"]) == {"chair", "juror"}


def test_an_officers_device_is_not_revoked_by_decision() -> None:
    festival = Festival()
    with pytest.raises(Refusal, match="new roster"):
        festival.decide(OFFICE, d.Revoke, key=CHAIR.public.signing, number=1)


def test_messages_are_sealed_to_the_readers_and_recovery() -> None:
    festival = Festival()
    assert set(festival.trust.readers) == {OFFICE.public.sealing, ROOT.public.sealing}
    assert festival.trust.readers == tuple(sorted(festival.trust.readers))
    assert festival.trust.sequencer == OFFICE.public.signing


def test_what_an_officer_is_by_roster_and_by_enrolment_adds_up() -> None:
    festival = Festival()
    festival.enrol("chair", "juror", keys=CHAIR)
    assert roles(festival.trust, CHAIR) == {"chair", "juror"}
    with pytest.raises(Refusal, match="somebody else"):
        festival.enrol("other", "juror", keys=OFFICE)


# Who signs what -----------------------------------------------------------------------------------


@pytest.fixture
def festival() -> Festival:
    made = Festival()
    for name in ("one", "two"):
        made.enrol(name)
    for film in ("a", "b"):
        made.film(film)
    made.open()
    made.assign("one", idof("a"), idof("b"))
    return made


def test_a_card_is_its_jurors_own(festival: Festival) -> None:
    card = festival.card_of("one", idof("a"), 5, 5)
    for keys in (festival.jurors["two"], OFFICE, CHAIR, STRANGER, ROOT):
        with pytest.raises(Refusal):
            festival.enter(keys, card)
    festival.enter(festival.jurors["one"], card)


def test_a_document_of_another_edition_is_refused(festival: Festival) -> None:
    card = festival.card_of("one", idof("a"), 5, 5, edition="f" * 64)
    with pytest.raises(Refusal, match="another festival"):
        festival.enter(festival.jurors["one"], card)


def test_nobody_decides_about_a_film_they_are_recused_from(festival: Festival) -> None:
    festival.enrol("chair", "juror", "chair", keys=CHAIR)
    festival.jurors["chair"] = CHAIR
    card = festival.score("one", idof("a"), 5, 5)
    festival.recuse("chair", idof("a"))
    for kind, fields in (
        (d.Release, {"film": idof("a")}),
        (d.Select, {"film": idof("a")}),
        (d.TieBreak, {"film": idof("a"), "over": idof("b"), "standing": "r1"}),
        (d.TieBreak, {"film": idof("b"), "over": idof("a"), "standing": "r1"}),
        (d.Void, {"card": card.hash}),
        (d.Admit, {"card": card.hash}),
    ):
        with pytest.raises(Refusal, match="recused"):
            festival.decide(CHAIR, kind, **fields)
    festival.decide(CHAIR, d.Release, film=idof("b"))
    festival.decide(CHAIR, d.Close, round="r1")


def test_a_recused_jurors_card_is_entered_and_its_trace_stays(festival: Festival) -> None:
    """It does not count; that is for `jury.counting` to say."""
    festival.recuse("one", idof("a"))
    card = festival.score("one", idof("a"), 5, 5)
    assert [signed.kind for signed in festival.signed[-2:]] == ["recusal", "scorecard"]
    assert festival.signed[-1] == card


def test_a_recusal_is_ones_own_or_the_desks(festival: Festival) -> None:
    recusal = msgspec.structs.replace(recusal_of(festival), juror=idof("two"))
    with pytest.raises(Refusal, match="another than its juror"):
        festival.enter(festival.jurors["one"], recusal)
    festival.enter(OFFICE, recusal)


def recusal_of(festival: Festival) -> Any:
    from jury_app.jury.scorecard import Recusal

    return Recusal(edition=festival.edition, film=idof("a"), juror=idof("one"), why="other", at=NOW)


def test_only_the_sequencer_signs_receipts(festival: Festival) -> None:
    receipt = festival.ledger.receipt(festival.edition, [festival.signed[0].hash], NOW)
    second = festival.enrol("clerk", "office")
    for keys, refused in ((second, True), (OFFICE, False)):
        signed = put(keys, receipt)
        if refused:
            with pytest.raises(Refusal, match="keeps the ledger"):
                admission.admit(festival.trust, 99, signed, receipt, Recusals())
        else:
            admission.admit(festival.trust, 99, signed, receipt, Recusals())


def test_a_kind_that_is_not_known_is_taken_from_known_devices_only(festival: Festival) -> None:
    from jury_app.exchange.envelope import sign

    payload = b'{"a":1}'
    known = sign(CHAIR.seed, "rebuttal", payload)
    admitted = admission.admit(festival.trust, 9, known, None, Recusals())
    assert (admitted.person, admitted.trust) == (idof("chair"), festival.trust)
    with pytest.raises(Refusal, match="nobody accepted"):
        admission.admit(
            festival.trust, 9, sign(STRANGER.seed, "rebuttal", payload), None, Recusals()
        )


def test_an_officer_may_hold_several_devices() -> None:
    festival = Festival()
    second = (device_of(OFFICE), device_of(STRANGER))
    officers = (Officer(person=idof("office"), roles=("office", "enrol"), devices=second),)
    festival.enter(
        ROOT, festival.roster(version=2, previous=festival.trust.roster_hash, officers=officers)
    )
    held = (festival.trust.who(keys.public.signing).person for keys in (OFFICE, STRANGER))
    assert set(held) == {idof("office")}
