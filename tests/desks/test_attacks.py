"""What people with modified clients or at the mailbox send stops nobody and poisons nothing."""

import copy
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from jury_app.base.errors import Refusal
from jury_app.desks.chair import bundling, rounds
from jury_app.desks.chair.standing import look, sign_standings
from jury_app.desks.channels import JOINING, ROSTERS, export
from jury_app.desks.demo.stage import CHEAP
from jury_app.desks.entrance import AUDIENCES
from jury_app.desks.juror.joining import join
from jury_app.desks.juror.syncing import sync
from jury_app.desks.ledger import Said, act, carried, point, signed_of, trust_of
from jury_app.desks.office import devices
from jury_app.desks.office.printing import Order, print_out
from jury_app.desks.office.receiving import receive
from jury_app.exchange import bundle, forms, heading, parts
from jury_app.exchange.channel import Message, Received
from jury_app.exchange.forms import Checkpoint
from jury_app.exchange.mailbox import channel_folder, name_of, open_mailbox
from jury_app.exchange.verification import verify
from jury_app.jury import decisions as d
from jury_app.jury.counting import card_states
from jury_app.jury.festival import Device, Enrolment, Genesis, Person, Roster
from jury_app.jury.film import Film
from jury_app.jury.packets import all_parts
from jury_app.jury.results import LedgerPoint
from jury_app.jury.scorecard import Recusal, Score
from jury_app.rules.rules import Rules
from jury_app.store import cards, channels, documents, ledger, settings
from jury_app.store import devices as kept_devices
from jury_app.store import parts as kept_parts
from tests.desks.attacks import AT, Client, Scene, changed, copy_of, play, stranger
from tests.exchange.conftest import device


@pytest.fixture(scope="session")
def founded(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("attacked") / "played"
    play(root)
    return root


@pytest.fixture
def scene(founded, tmp_path) -> Iterator[Scene]:
    """A festival; after every attack its ledger proves, and an honest juror's card is entered."""
    scene = copy_of(founded, tmp_path / "scene")
    yield scene
    honest = scene.client("Bo")
    card, values = honest.card(2)
    signed = honest.sign(card)
    honest.send(signed, values=values)
    assert scene.receive().entered == {"scorecard": 1}
    assert signed.hash in scene.entered()
    proves(scene)


def proves(scene: Scene) -> None:
    """What is in the ledger, whole, says yes to `verify`."""

    path = scene.root / "proof.jury"
    with scene.office() as office, office.workspace.reading() as reader:
        its = point(reader)
        header = forms.Bundle(
            edition=office.edition,
            ledger=its,
            results=(),
            audiences=AUDIENCES,
            at=AT,
        )
        checkpoint = Checkpoint(edition=office.edition, ledger=its, at=AT)
        first, last = office.keys.sign_many([header, checkpoint])
        entered = list(documents.entered(reader))
        held = [part.hash for each in entered for part in all_parts(each.document)]
        shown = [
            part for part in kept_parts.of(reader, held).values() if part.audience in AUDIENCES
        ]
        values = carried(shown)
        entries = [signed_of(each).envelope for each in documents.read(reader)]
        assert len(entries) == len(list(ledger.leaves(reader)))
        bundle.write(path, first.envelope, entries, values, [last.envelope])
    report = verify(path)
    assert report.answer == "yes", report.steps[-1]


def to_the_ledger_and_back(scene: Scene) -> None:
    """What the chair signed is entered and comes back into the chair's copy."""
    with scene.at("Chair") as chair:
        sync(chair)
    scene.receive()
    scene.publish()
    with scene.at("Chair") as chair:
        sync(chair)


def states(scene: Scene) -> dict[str, str]:
    with scene.office() as office, office.workspace.reading() as reader:
        facts = [each.fact for each in cards.every(reader)]
        return dict(card_states(documents.course(reader), facts))


# A juror who wants a friend to win ----------------------------------------------------------------


def not_ada_s_to_sign(ada: Client, scene: Scene) -> list[object]:
    """Documents that a juror must not get into the ledger."""
    with scene.office() as office, office.workspace.reading() as reader:
        stored = {each.kind: each.decoded() for each in documents.read(reader)}
        trust, _ = trust_of(reader)
        course = documents.course(reader)
        bo = next(p for (_, p, _) in course.assigned if p != ada.person)
    film = min(course.films)
    rules, genesis, roster = stored["rules"], trust.genesis, trust.roster
    assert isinstance(rules, Rules)
    assert isinstance(genesis, Genesis)
    assert isinstance(roster, Roster)
    common = {"edition": ada.edition, "at": AT}
    own = Device(key=ada.keys.public.signing, sealing=ada.keys.public.sealing)
    return [
        rules,
        genesis,
        changed(genesis, version=2, previous=trust.genesis_hash),
        changed(roster, version=2, previous=trust.roster_hash, sequencer=own.key),
        Film(film=film, number=1, form="linear", category="procedural", **common),
        Person(person=ada.person, roles=("juror", "chair"), **common),
        Recusal(film=film, juror=bo, why="other", **common),
        changed(ada.card()[0], juror=bo),
        changed(ada.card()[0], edition="e" * 64),
        d.Close(round="r1", **common),
        d.Unassign(juror=bo, round="r1", films=(film,), **common),
        d.Assign(juror=ada.person, round="r1", films=("f" * 32,), **common),
        d.Void(card="a" * 64, **common),
        d.Ineligible(film=film, **common),
        d.Erase(erased=("a" * 64,), **common),
        d.Enrol(person=ada.person, roles=("chair",), device=own, enrolment="a" * 64, **common),
        d.Revoke(key=roster.sequencer, number=0, **common),
        Checkpoint(ledger=LedgerPoint(epoch=1, size=1, root="a" * 64), **common),
        Message(
            edition=ada.edition,
            sender=own.key,
            device=own.key,
            to=ada.to,
            number=1,
        ),
    ]


def test_what_a_juror_must_not_sign_is_told_and_the_card_beside_it_is_entered(scene):
    ada = scene.client("Ada")
    card, values = ada.card()
    wanted = not_ada_s_to_sign(ada, scene)
    before = scene.entered()
    ada.send(*(ada.sign(each) for each in wanted), ada.sign(card), values=values)
    report = scene.receive()
    assert report.entered == {"scorecard": 1}
    assert len(report.alarms) == len(wanted) - 2, "rules and genesis stand already"
    assert len(scene.entered()) == len(before) + 1


@pytest.mark.parametrize("version", [1, 2])
def test_kinds_that_this_version_cannot_judge_wait_outside_the_ledger(scene, version):
    kind = "rebuttal" if version == 1 else "scorecard"
    ada = scene.client("Ada")
    ada.send(ada.raw(kind, version, edition=ada.edition, note="x" * (1 << 20)))
    report = scene.receive()
    assert report.entered == {}
    assert "update the program" in report.alarms[0].what


def test_a_document_of_another_form_is_told_and_those_beside_it_are_entered(scene):
    ada = scene.client("Ada")
    card, values = ada.card()
    ada.send(
        ada.raw("scorecard", edition=ada.edition),
        ada.raw("decision", decision="nonsense"),
        ada.sign(card),
        values=values,
    )
    report = scene.receive()
    assert report.entered == {"scorecard": 1}
    assert len(report.alarms) == 2


NOT_THERE: list[dict[str, object]] = [
    {"category": "no-such-category"},
    {"round": "r9"},
    {"round": "r2"},
    {"film": "f" * 32},
    {"rules": "a" * 64},
    {"screener": "a" * 64},
    {"scores": ()},
    {"scores": (Score(criterion="nothing", units=2**53 - 1, per=1),)},
    {"scores": tuple(Score(criterion=f"c{n}", cannot="x") for n in range(5000))},
    {"supersedes": ("a" * 64,)},
    {"at": "9999-99-99T99:99:99Z"},
    {"language": "x" * 100_000},
]


def test_cards_about_what_is_not_there_stop_no_standings(scene):
    ada = scene.client("Ada")
    made = [ada.card(**changes) for changes in NOT_THERE]
    ada.send(
        *(ada.sign(card) for card, _ in made), values=[one for _, values in made for one in values]
    )
    assert scene.receive().entered == {"scorecard": len(made)}
    scene.publish()
    with scene.at("Chair") as chair:
        sync(chair)
        assert look(chair, "r1").places
        assert look(chair, "combined") is not None


def test_cards_whose_lanes_are_no_estimates_are_not_entered(scene):
    """Nor those whose values are kept back, to be told when standings are signed."""
    ada = scene.client("Ada")
    made = [ada.card(lanes=(value,) * 6) for value in ("60", -1, 10**9, True, [60], {"a": 1})]
    whole, kept_back = ada.card()
    twice = changed(whole, parts=(*whole.parts, *made[0][0].parts))
    cards_ = [*(card for card, _ in made), twice]
    values = [one for _, some in made for one in some]
    ada.send(*map(ada.sign, [*cards_, whole]), values=values)
    report = scene.receive()
    assert report.entered == {}
    assert ["lane estimates" in alarm.what for alarm in report.alarms] == [True] * 8
    assert len(kept_back) == 6
    with scene.office() as office:
        look(office, "r1")


def test_values_that_come_for_an_entered_card_are_left(scene):
    """What was not there when standings were signed must not change them afterwards."""
    ada = scene.client("Ada")
    card, values = ada.card()
    held, comments = parts.make_all([("comment/panel", "panel", "later")])
    signed = ada.sign(changed(card, parts=(*card.parts, *held)))
    ada.send(signed, values=values)
    scene.receive()
    ada.send(signed, values=comments)
    assert scene.receive().entered == {}
    with scene.office() as office, office.workspace.reading() as reader:
        assert kept_parts.of(reader, [held[0].hash]) == {}


def test_parts_of_any_shape_stop_no_reading(scene):
    ada = scene.client("Ada")
    card, values = ada.card()
    shapes: tuple[object, ...] = (
        ["x"],
        {"a": {"b": 1}},
        {"answer": ["x"], "note": {}, "moment": 2**53 - 1, "at": [], "kind": [], "text": 5},
        True,
        "\u202e<b>=1+1",
    )
    names = ("comment/panel", "verdict_reason", "ethics/credits", "note/1", "cue/x", "intervals/1")
    moments = ("9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "2026-02-30T00:00:00Z", AT, AT)
    said, more = [], list(values)
    for moment, value in zip(moments, shapes, strict=True):
        held, made = parts.make_all(
            [*((name, "panel", value) for name in names), ("odd", "whoever", value)]
        )
        said.append(changed(card, parts=(*card.parts, *held), at=moment))
        more += made
    ada.send(*map(ada.sign, said), values=more)
    assert scene.receive().entered == {"scorecard": len(shapes)}
    scene.publish()
    with scene.at("Chair") as chair:
        sync(chair)
        assert look(chair, "r1").places
        rounds.act(chair, rounds.RoundAct(round="r1", act="close", early=True))
    to_the_ledger_and_back(scene)
    with scene.at("Chair") as chair:
        sign_standings(chair, "r1")
    to_the_ledger_and_back(scene)
    with scene.at("Chair") as chair:
        path = scene.root / "results.jury"
        assert bundling.bundle(chair, path).parts > len(shapes) * len(names)
    report = verify(path)
    assert report.answer == "yes", report.steps[-1]
    with scene.office() as office:
        for what in ("scorecards", "dossiers", "minutes", "standings"):
            assert print_out(office, Order(what=what), scene.root / what)


def test_parts_of_strangers_are_not_kept(scene):
    ada = scene.client("Ada")
    card, values = ada.card()
    _, (more,) = parts.make_all([("title", "public", "Somebody else's")])
    ada.send(ada.sign(card), values=(*values, more))
    scene.receive()
    with scene.office() as office, office.workspace.reading() as reader:
        assert kept_parts.of(reader, [parts.hash_of(more)]) == {}


def test_a_document_twice_in_a_message_and_once_more_later_is_one_entry(scene):
    ada = scene.client("Ada")
    card, values = ada.card()
    signed = ada.sign(card)
    ada.send(signed, signed, values=values)
    assert scene.receive().entered == {"scorecard": 1}
    ada.send(signed, values=values)
    assert scene.receive().entered == {}


def test_a_juror_takes_no_card_of_another_out_and_counts_once(scene):
    bo, ada = scene.client("Bo"), scene.client("Ada")
    theirs, values = bo.card()
    signed = bo.sign(theirs)
    bo.send(signed, values=values)
    scene.receive()
    first, one = ada.card(supersedes=(signed.hash,))
    second, two = ada.card(language="fr")
    pair = ada.sign(first), ada.sign(second)
    ada.send(*pair, values=(*one, *two))
    scene.receive()
    found = states(scene)
    assert found[signed.hash] == "counts"
    assert [found[each.hash] for each in pair] == ["disputed", "disputed"]


def test_heads_that_never_come_are_counted_as_missing_and_no_more(scene):
    ada = scene.client("Ada")
    lies = tuple(f"{number:064x}" for number in range(20_000))
    ada.send(heads=lies)
    assert scene.receive().missing == 20_000


def test_an_acknowledgement_of_what_was_never_sent_is_an_alarm(scene):
    ada = scene.client("Ada")
    with scene.office() as office:
        own = office.public.signing
    lie = Received(sender=own, device=ada.keys.public.signing, number=9, hash="a" * 64)
    ada.send(received=(lie,))
    assert len(scene.receive().alarms) == 1


def test_a_chair_decides_nothing_about_a_film_in_the_message_of_their_recusal(scene):
    ada, chair = scene.client("Ada"), scene.client("Chair")
    card, values = ada.card()
    signed = ada.sign(card)
    ada.send(signed, values=values)
    scene.receive()
    common = {"edition": chair.edition, "at": AT}
    recusal = Recusal(film=card.film, juror=chair.person, why="made_it", **common)
    chair.send(chair.sign(recusal), chair.sign(d.Void(card=signed.hash, **common)))
    report = scene.receive()
    assert report.entered == {"recusal": 1}
    assert "recused" in report.alarms[0].what


def test_a_replaced_enrolment_sent_again_gives_nothing_back(scene):
    """The chair becomes a juror; the old decision and a new act come in one message."""
    with scene.office() as office, office.workspace.reading() as reader:
        chair = scene.client("Chair")
        old = next(
            (each, document)
            for each in documents.read(reader, "decision")
            if isinstance(document := each.decoded(), d.Enrol) and document.person == chair.person
        )

        replay = signed_of(old[0])

    with scene.office() as office:
        act(office, [Said(changed(old[1], roles=("juror",), at="2026-07-18T09:31:00Z"))])
    close = d.Close(edition=chair.edition, at=AT, round="r1")
    chair.send(replay, chair.sign(close))
    report = scene.receive()
    assert report.entered == {}
    assert "roles do not allow" in report.alarms[0].what


def test_the_mirror_holds_the_envelope_that_was_entered(scene):
    """A juror signs the very bytes that the chair will sign; only the chair's count."""
    ada, chair = scene.client("Ada"), scene.client("Chair")
    card = scene.client("Bo").card()[0]
    void = d.Void(edition=ada.edition, at=AT, card=chair.sign(card).hash)
    chair.send(chair.sign(void))
    ada.send(ada.sign(void))
    report = scene.receive()
    assert report.entered == {"decision": 1}
    mirrored = b"".join(
        path.read_bytes()
        for path in (scene.root / "office" / "ledger").rglob("*")
        if path.is_file()
    )
    assert chair.sign(void).envelope in mirrored
    assert ada.sign(void).envelope not in mirrored


def test_a_workspace_that_goes_on_from_an_old_copy_is_an_alarm_and_enters_nothing(scene):
    """A thief, or a juror, signs with an earlier state of the device."""
    ada = scene.client("Ada")
    old = copy.copy(ada)
    card, values = ada.card()
    ada.send(ada.sign(card), values=values)
    assert scene.receive().entered == {"scorecard": 1}
    other, values = old.card(1)
    old.send(old.sign(other), values=values)
    old.send(old.sign(other), values=values)
    with scene.office() as office:  # both histories lie in the mailbox; the number is taken
        report = receive(office, [by_hand(scene, old)])
    assert report.entered == {}
    assert any("old backup" in alarm.what for alarm in report.alarms)


def by_hand(scene: Scene, client: Client) -> Path:
    """All messages of a device in one file."""
    folder = scene.root / "mailbox" / channel_folder(client.keys.public.signing)
    path = scene.root / "by-hand.jury"
    export(path, [each.read_bytes() for each in sorted(folder.iterdir())])
    return path


# A chair under pressure ---------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["scorecard", "decision", "film"])
def test_a_chair_who_drops_entries_from_their_own_copy_proves_nothing(scene, kind):
    ada = scene.client("Ada")
    card, values = ada.card()
    ada.send(ada.sign(card), values=values)
    scene.receive()
    scene.publish()
    with scene.at("Chair") as chair:
        sync(chair)
        rounds.act(chair, rounds.RoundAct(round="r1", act="close", early=True))
    to_the_ledger_and_back(scene)
    with scene.at("Chair") as chair:
        sign_standings(chair, "r1")
    to_the_ledger_and_back(scene)
    path = scene.root / "results.jury"
    with scene.at("Chair") as chair:
        with chair.workspace.writing() as tx:
            last = list(documents.read(tx, kind))[-1]
            tx.delete("cards", {"position": last.position})
            tx.delete("documents", {"position": last.position})
        bundling.bundle(chair, path)
    assert verify(path).answer == "no"


def test_an_officer_accepts_nobody_who_did_not_answer(scene):
    """Entered, such a decision would keep every later proof from saying yes."""
    clerk = scene.client("office")
    ghost = device(81).public
    clerk.send(
        clerk.sign(
            d.Enrol(
                edition=clerk.edition,
                at=AT,
                person="0" * 32,
                roles=("juror",),
                device=Device(key=ghost.signing, sealing=ghost.sealing),
                enrolment="a" * 64,
            )
        ),
        folder=JOINING,
    )
    report = scene.receive()
    assert report.entered == {}
    assert "own answer" in report.alarms[0].what


def test_a_false_ledger_from_the_office_keeps_no_device_from_sending(scene):
    clerk = scene.client("office")
    with scene.at("Ada") as its:
        own = its.public
        with its.workspace.reading() as reader:
            last = channels.last(reader, clerk.keys.public.signing, "in")
            before = documents.count(reader)
    assert last is not None
    false = forms.Extract(
        edition=clerk.edition,
        first=0,
        leaves=(),
        ledger=LedgerPoint(epoch=1, size=9, root="a" * 64),
        at=AT,
    )
    clerk.to, clerk.number, clerk.previous = (own.sealing,), last.number, last.hash
    folder = channel_folder(own.signing, clerk.keys.public.signing)
    clerk.send(clerk.sign(false), folder=folder, device=own.signing)
    with scene.at("Ada") as its:
        recusal = Recusal(edition=its.edition, film="f" * 32, juror=its.person, why="other", at=AT)
        act(its, [Said(recusal)])
        report = sync(its)
        assert report.sent == 1
        assert any("root" in alarm.what for alarm in report.alarms)
        with its.workspace.reading() as reader:
            assert documents.count(reader) == before + 1
    assert scene.receive().entered == {"recusal": 1}


# Somebody who has an invitation -------------------------------------------------------------------


def test_a_published_answer_passed_on_puts_no_device_back_to_waiting(scene):
    with scene.office() as office, office.workspace.reading() as reader:
        answers = [signed_of(each) for each in documents.read(reader, "enrolment")]
    thief = stranger(scene, device(77))
    thief.send(*answers)
    assert scene.receive().waiting == ()
    for answer in answers:
        fresh = stranger(scene, device(78))
        fresh.send(changed(answer))
        scene.receive()
    with scene.office() as office:
        assert {each.state for each in devices.devices(office)} <= {"officer", "enrolled"}


def joined(scene: Scene, folder: str, name: str = "Late") -> str:
    """A device answers an invitation; its key."""

    invitation = scene.root / "invitations" / f"{name}.jury"
    join(scene.root / folder, invitation, passphrase="demo", cost=CHEAP)
    with scene.at(folder) as its:
        with its.workspace.writing() as tx:
            settings.put(tx, mailbox=str(scene.root / "mailbox"))
        sync(its)
        return its.public.signing


def test_an_invitation_is_good_for_one_device(scene):
    first = joined(scene, "one")
    assert scene.receive().waiting == ("Late",)
    with scene.office() as office:
        assert devices.accept(office, ["all"]) == [first]
    joined(scene, "two")
    report = scene.receive()
    assert report.waiting == ()
    assert any("used before" in alarm.what for alarm in report.alarms)


def test_two_devices_that_answer_one_invitation_are_not_accepted_together(scene):
    first, second = joined(scene, "one"), joined(scene, "two")
    scene.receive()
    with scene.office() as office:
        with pytest.raises(Refusal, match="six words"):
            devices.accept(office, ["all"])
        assert devices.accept(office, [first]) == [first]
        with pytest.raises(Refusal, match="used before"):
            devices.accept(office, [second])


def test_an_answer_for_somebody_else_is_not_the_one_that_is_accepted(scene):
    """A device answers its own invitation and, beside it, smuggles in another's name."""
    late = joined(scene, "one")
    scene.receive()
    client = scene.client("one")
    forged = Enrolment(
        edition=client.edition,
        invitation="0" * 32,
        person=scene.client("Ada").person,
        device=Device(key=late, sealing=client.keys.public.sealing),
        proof="0" * 64,
        at=AT,
    )
    client.send(client.sign(forged))
    scene.receive()
    with scene.office() as office:
        devices.accept(office, ["all"])
        with office.workspace.reading() as reader:
            trust, _ = trust_of(reader)
            row = kept_devices.find(reader, late)
    holder = trust.who(late)
    assert row is not None
    assert holder is not None
    assert holder.person == row.person == client.person


# Somebody at the mailbox --------------------------------------------------------------------------


def litter(folder: Path) -> None:
    """What somebody may leave where messages lie."""
    folder.mkdir(exist_ok=True)
    for n in range(300):
        (folder / name_of(n + 2, b"x")).write_bytes(b"y")
    content = heading.heading("message") + b"nonsense"
    (folder / name_of(7, content)).write_bytes(content)
    with (folder / name_of(8, b"")).open("wb") as file:
        file.truncate(10 << 30)
    os.mkfifo(folder / name_of(9, b"fifo"))
    (folder / name_of(10, b"self")).symlink_to(name_of(10, b"self"))
    (folder / name_of(11, b"zero")).symlink_to("/dev/zero")
    (folder / name_of(12, b"folder")).mkdir()
    (folder / "..jury").write_bytes(b"")


def test_litter_in_the_mailbox_stops_nobody(scene):
    ada = scene.client("Ada")
    mailbox = scene.root / "mailbox"
    for folder in {*mailbox.iterdir(), mailbox / JOINING, mailbox / ROSTERS}:
        litter(folder)
    card, values = ada.card()
    ada.send(ada.sign(card), values=values)
    assert scene.receive().entered == {"scorecard": 1}
    scene.publish()
    with scene.at("Chair") as chair:
        assert sync(chair).documents > 0


def test_files_in_the_place_of_folders_stop_nobody(scene):
    mailbox = scene.root / "mailbox"
    ada = scene.client("Ada")
    for folder in (JOINING, channel_folder(ada.keys.public.signing)):
        shutil.rmtree(mailbox / folder)
        (mailbox / folder).write_bytes(b"")
    scene.receive()


@pytest.mark.parametrize("what", ["enrol", "revoke", "card", "roster", "nonsense", "empty"])
def test_nothing_but_the_roots_roster_is_taken_from_the_folder_of_rosters(scene, what):
    """A stranger at the mailbox would be the chair on every juror's device."""
    ada = scene.client("Ada")
    evil = stranger(scene, device(79))
    own = Device(key=evil.keys.public.signing, sealing=evil.keys.public.sealing)
    with scene.at("Ada") as its, its.workspace.reading() as reader:
        before, _ = trust_of(reader)
    assert before.roster is not None
    common = {"edition": ada.edition, "at": AT}
    documents_ = {
        "enrol": d.Enrol(
            person="0" * 32, roles=("chair",), device=own, enrolment="a" * 64, **common
        ),
        "revoke": d.Revoke(key=ada.keys.public.signing, number=0, **common),
        "card": ada.card()[0],
        "roster": changed(before.roster, version=2, previous=before.roster_hash, sequencer=own.key),
    }
    body = {"nonsense": b"nonsense", "empty": b""}.get(what)
    content = (
        heading.heading("roster") + evil.sign(documents_[what]).envelope if body is None else body
    )
    open_mailbox(str(scene.root / "mailbox")).put(ROSTERS, 2, content)
    with scene.at("Ada") as its:
        report = sync(its)
        assert len(report.alarms) == 1
        with its.workspace.reading() as reader:
            after, _ = trust_of(reader)
    assert (after.roster, after.enrolled, after.revoked) == (
        before.roster,
        before.enrolled,
        before.revoked,
    )


def test_messages_of_strangers_are_told_and_not_taken(scene):
    evil = stranger(scene, device(80))
    card, values = evil.card()
    evil.send(evil.sign(card), values=values)
    evil.send(evil.sign(card), folder=channel_folder(scene.client("Ada").keys.public.signing))
    report = scene.receive()
    assert (report.messages, report.entered) == (0, {})
    assert report.alarms
