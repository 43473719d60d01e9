"""What jurors with modified clients send stops nobody and poisons nothing."""

import copy
from pathlib import Path

import pytest

from jury_app.desks.chair import bundling, rounds
from jury_app.desks.chair.sessions import Defense, minute
from jury_app.desks.chair.standing import look, sign_standings
from jury_app.desks.channels import export
from jury_app.desks.filing import signed_of
from jury_app.desks.juror.syncing import sync
from jury_app.desks.ledger import Said, act, trust_of
from jury_app.desks.office.printing import Order, print_out
from jury_app.desks.office.receiving import receive
from jury_app.exchange import parts
from jury_app.exchange.channel import Message, Received
from jury_app.exchange.forms import Checkpoint
from jury_app.exchange.mailbox import channel_folder
from jury_app.exchange.verification import verify
from jury_app.jury import decisions as d
from jury_app.jury.festival import Device, Genesis, Person, Roster
from jury_app.jury.film import Film
from jury_app.jury.results import LedgerPoint
from jury_app.jury.scorecard import Recusal, Score
from jury_app.rules.rules import Rules
from jury_app.store import documents
from jury_app.store import parts as kept_parts
from tests.desks.attacks import (
    AT,
    Client,
    Scene,
    changed,
    states,
    to_the_ledger_and_back,
)
from tests.exchange.made import make_all

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
    {"at": "9999-12-31T23:59:59Z"},
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


@pytest.mark.parametrize("at", ["9999-99-99T99:99:99Z", "2026-02-30T00:00:00Z", "now"])
def test_a_card_of_no_day_is_told_and_the_one_beside_it_is_entered(scene, at):
    ada = scene.client("Ada")
    card, values = ada.card()
    ada.send(ada.sign(changed(card, at=at)), ada.sign(card), values=values)
    report = scene.receive()
    assert report.entered == {"scorecard": 1}
    (alarm,) = report.alarms
    assert "$.at" in alarm.what


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


def test_cards_of_a_live_defense_that_name_no_session_of_it_are_not_entered(scene):
    """Our own desk signs none; another program may."""
    with scene.office() as office:
        first, second = sorted(scene.films(office))[:2]
        minuted = [
            minute(office, Defense(film=film, began="2026-05-31 19:30")).hash
            for film in (first, second)
        ]
    ada = scene.client("Ada")
    for named in ((), (minuted[1],), ("a" * 64,), (minuted[0], minuted[1])):
        card, values = ada.card(round="r3", sessions=named)
        ada.send(ada.sign(card), values=values)
        report = scene.receive()
        assert report.entered == {}
        (alarm,) = report.alarms
        assert "does not name the sessions of its film" in alarm.what
    card, values = ada.card(round="r3", sessions=(minuted[0],))
    ada.send(ada.sign(card), values=values)
    report = scene.receive()
    assert (report.entered, report.alarms) == ({"scorecard": 1}, ())


def test_values_that_come_for_an_entered_card_are_left(scene):
    """What was not there when standings were signed must not change them afterwards."""
    ada = scene.client("Ada")
    card, values = ada.card()
    held, comments = make_all([("comment/panel", "panel", "later")])
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
    moments = ("9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "2024-02-29T23:59:59Z", AT, AT)
    said, more = [], list(values)
    for moment, value in zip(moments, shapes, strict=True):
        held, made = make_all(
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
    _, (more,) = make_all([("title", "public", "Somebody else's")])
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
