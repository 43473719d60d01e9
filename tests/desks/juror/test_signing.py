"""Signing: the letter before, the history after, stepping off and taking that back."""

import shutil

import pytest

from jury_app.base.errors import Refusal
from jury_app.desks.demo.stage import PASSPHRASE
from jury_app.desks.juror import drafting, history, own, signing, syncing
from jury_app.desks.juror.letters import letter as letter_of
from jury_app.desks.juror.reading import queue_of, shown
from jury_app.desks.juror.scoring import revise
from jury_app.desks.office.assigning import Wish, assign
from jury_app.desks.office.publishing import publish
from jury_app.desks.office.receiving import receive
from jury_app.desks.office.screeners import attach
from jury_app.desks.office.unwatched import unwatched
from jury_app.desks.seat import Seat
from jury_app.jury.scorecard import Scorecard
from jury_app.screening.demo_clips import write_clip
from jury_app.store import documents, drafts, parts, settings
from tests.desks.juror.scorecards import R1, sign_whole, watch, write

LINEAR, PROCEDURAL = 1, 3


def test_the_letter_says_what_goes_out_to_whom_and_what_stays(seat, film):
    its = film(LINEAR).film
    watch(seat, its)
    write(seat, its, notes=[{"at": 5000, "text": "hm", "audience": "private"}])
    letter = letter_of(seat, [its], R1)
    (told,) = letter.films
    assert (letter.ready, told.missing, told.replaces) == ((its,), (), 0)
    readers = {line.path: line.audience for line in told.lines}
    assert readers["comment/entrant"] == "entrant"
    assert readers["lanes/writing"] == "panel"
    assert {readers[path] for path in readers if path.startswith(("scores", "verdict"))} == {"open"}
    assert [line.path for line in told.staying] == ["notes/1", "comment/private"]
    assert told.value == "66.7"
    seen = [line for line in told.lines if line.path.startswith("viewings")]
    assert [(line.text, line.audience) for line in seen] == [
        ("100 % seen", "open"),
        ("0:00–0:10", "panel"),
    ]
    assert "mine" not in "\n".join(letter.lines())


def test_notes_stand_in_the_letter_by_their_moments(seat, film):
    its = film(LINEAR).film
    notes = [
        {"at": at, "text": text, "audience": "panel"}
        for at, text in ((9000, "end"), (0, "begins"), (3000, "middle"))
    ]
    write(seat, its, notes=notes)
    (told,) = letter_of(seat, [its], R1).films
    said = [line.text for line in told.lines if line.path.startswith("notes")]
    assert said == ["begins", "middle", "end"]


def test_the_letter_names_what_is_missing_and_signing_leaves_those_out(seat, film):
    first, third = film(LINEAR).film, film(PROCEDURAL).film
    for each in (first, third):
        write(seat, each)
    watch(seat, first)
    letter = letter_of(seat, None, R1)
    assert [each.film for each in letter.films] == [first, third]
    assert letter.ready == (first,)
    assert [each.path for each in letter.films[1].missing] == ["viewings"]
    done = signing.sign(seat, R1, [first, third])
    assert (len(done.signed), len(done.incomplete)) == (1, 1)


def test_a_draft_that_is_changed_while_it_is_signed_is_not_signed_and_keeps_the_change(
    evening, clock
):
    def passphrase():  # asked for after the draft was read
        drafting.change(seat, its, R1, {"comment/panel": "One more thing."})
        return PASSPHRASE

    with Seat(evening.workspace, passphrase=passphrase, clock=clock) as seat:
        its = shown(seat, "#1", R1).film.film
        watch(seat, its)
        write(seat, its)
        with pytest.raises(Refusal, match="changed while it was being signed"):
            signing.sign(seat, R1, its)
        with seat.workspace.reading() as reader:
            draft = drafts.load(reader, its, R1)
            assert not list(documents.waiting(reader))
        assert (draft.state, draft.values["comment/panel"]) == ("open", "One more thing.")
        assert len(signing.sign(seat, R1, [its, "#1"]).signed) == 1


def test_what_was_played_is_in_the_signed_card_as_the_letter_said(seat, film):
    its = film(PROCEDURAL).film
    digest = sign_whole(seat, its)
    with seat.workspace.reading() as reader:
        card = documents.find(reader, digest).decoded()
        assert isinstance(card, Scorecard)
        seen = parts.values(reader, [part.hash for v in card.viewings for part in v.parts])
    assert [(v.kind, v.share, v.run) for v in card.viewings] == [
        ("played", 1000, run) for run in sorted(v.run for v in card.viewings)
    ]
    assert {v.run for v in card.viewings} == {"1", "2", "3"}
    assert list(seen.values()) == [[[0, 10_000]]] * 3


def test_each_revision_tells_in_what_it_differs(seat, film, clock):
    its = film(LINEAR).film
    first = sign_whole(seat, its)
    clock.advance(hours=1)
    revise(seat, its, R1, "I was tired.")
    drafting.change(seat, its, R1, {"verdict": "doubtful"})
    drafting.change(seat, its, R1, {"verdict_reason": "The stems."})
    drafting.change(seat, its, R1, {"comment/private": "other"})
    one, two = history.differences(seat, its, R1)
    assert (one.hash, one.state, two.hash, two.state) == (first, "signed", "", "draft")
    assert two.reason == "I was tired."
    assert ("(Asia/Hong_Kong)" in one.when, two.when) == (True, "")
    assert [(d.path, d.before, d.after) for d in two.changes] == [
        ("verdict", "meets the gate", "doubtful"),
        ("verdict_reason", "", "The stems."),
    ]
    ((_, second),) = signing.sign(seat, R1, its).signed
    one, two = history.differences(seat, its, R1)
    assert (one.state, two.hash, two.state, len(two.changes)) == ("superseded", second, "signed", 2)
    assert one.at < two.at


def test_a_revision_of_an_unchanged_card_differs_in_nothing(seat, film):
    its = film(PROCEDURAL).film
    sign_whole(seat, its)
    revise(seat, its, R1, "To look again.")
    assert history.differences(seat, its, R1)[-1].changes == ()


def test_nothing_written_has_no_history(seat, film):
    with pytest.raises(Refusal, match="Nothing of yours"):
        history.differences(seat, film(LINEAR).film, R1)


def test_a_juror_sees_how_often_they_gave_each_score_by_cards_and_drafts(seat, film):
    signed, begun = film(LINEAR).film, film(5).film
    sign_whole(seat, signed)
    assert own.distribution(seat, R1) == {
        each: {7: 1} for each in ("conductorship", "cohesion", "clarity", "risk")
    }
    drafting.change(seat, begun, R1, {"scores/risk": {"units": 3, "per": 1}})
    drafting.change(seat, begun, R1, {"scores/clarity": {"cannot": "not_shown", "reason": "x"}})
    assert own.distribution(seat, R1)["risk"] == {3: 1, 7: 1}
    assert own.distribution(seat, R1)["clarity"] == {7: 1}
    revise(seat, signed, R1, "Again.")
    drafting.change(seat, signed, R1, {"scores/risk": {"units": 8, "per": 1}})
    assert own.distribution(seat, R1)["risk"] == {3: 1, 8: 1}


def test_stepping_off_by_mistake_is_undone_until_it_is_sent(seat, film):
    its = film(LINEAR).film
    digest = sign_whole(seat, its)
    with seat.workspace.reading() as reader:
        before = list(documents.read(reader))
    signing.recuse(seat, its, "knows_makers", "I taught the director.")
    later = sign_whole(seat, film(PROCEDURAL).film)
    stepped = film(LINEAR)
    assert (stepped.state, stepped.why, stepped.can_take_back) == ("recused", "knows_makers", True)
    signing.take_back(seat, its)
    assert film(LINEAR).state == "signed"
    with seat.workspace.reading() as reader:
        after = list(documents.read(reader))
        assert [each.position for each in after] == list(range(len(after)))
        assert [each.hash for each in after] == [*(each.hash for each in before), later]
    assert {each.hash for each in history.differences(seat, its, R1)} == {digest}
    report = syncing.sync(seat)
    assert (report.sent, report.alarms) == (2, ())


def test_what_was_sent_cannot_be_taken_back(seat, film):
    its = film(LINEAR).film
    signing.recuse(seat, its, "cannot_view", "The file stops after a minute.")
    assert film(LINEAR).state_text == "could not be watched"
    syncing.sync(seat)
    assert not film(LINEAR).can_take_back
    with pytest.raises(Refusal, match="was sent"):
        signing.take_back(seat, its)
    with pytest.raises(Refusal, match="did not step off"):
        signing.take_back(seat, film(PROCEDURAL).film)


def test_handing_over_counts_what_waits_and_what_was_sent(seat, film):
    assert (syncing.state(seat).unsigned, syncing.state(seat).waiting) == (5, 0)
    sign_whole(seat, film(LINEAR).film)
    before = syncing.state(seat, asks_mailbox=True)
    assert (before.waiting, before.sent, before.unsigned, before.reachable) == (1, 0, 4, True)
    syncing.sync(seat)
    after = syncing.state(seat)
    assert (after.waiting, after.sent, after.at) == (0, 1, seat.now)
    assert after.messages >= 1


def test_an_undo_reaches_through_restarts_and_a_note_is_kept_as_it_is_typed(open_seat):
    with open_seat() as seat:
        its = shown(seat, "#1", R1).film.film
        for text in ("The h", "The hands"):
            note = {"at": 1000, "text": text, "kind": "praise", "audience": "panel"}
            drafting.change(seat, its, R1, {"notes/1": note})
            seat.clock.advance(seconds=1)
    with open_seat() as seat:
        room = shown(seat, its, R1)
        assert room.notes[0][1]["text"] == "The hands"
        assert room.can_undo
        drafting.undo(seat, its, R1)
    with open_seat() as seat:
        room = shown(seat, its, R1)
        assert (room.notes[0][1]["text"], room.can_redo) == ("The h", True)
        with seat.workspace.reading() as reader:
            assert drafts.load(reader, its, R1).can_undo


def test_what_a_juror_could_not_watch_is_told_to_the_office_and_can_be_theirs_again(
    evening, open_seat
):
    with open_seat() as seat:
        film = next(each for each in queue_of(seat) if each.number == LINEAR)
        signing.recuse(seat, film.film, "cannot_view", "It stops after a minute.")
        syncing.sync(seat)
    mailbox = evening.workspace.with_name("mailbox")
    office = shutil.copytree(evening.root / "office", evening.workspace.with_name("office"))
    with Seat(office, passphrase=lambda: PASSPHRASE) as seat:
        with seat.workspace.writing() as tx:
            settings.put(tx, mailbox=str(mailbox))
        receive(seat)
        (told,) = unwatched(seat)
        assert (told.title, told.juror) == ("The Mother in the Cloud", "Ada Lau")
        assert told.reason == "It stops after a minute."
        assign(seat, Wish(round=R1, add=(("#1", "Ada Lau"),)))
        assert unwatched(seat) == []
        publish(seat)
    with open_seat() as seat:
        assert syncing.sync(seat).alarms == ()
        again = next(each for each in queue_of(seat) if each.number == LINEAR)
        assert (again.state, again.why) == ("to_watch", "")
        assert not syncing.sync(seat).alarms
        assert sign_whole(seat, again.film)


def test_a_new_cut_must_be_watched_before_its_card_is_confirmed(evening, open_seat, tmp_path):
    with open_seat() as seat:
        first = next(each.film for each in queue_of(seat) if each.number == LINEAR)
        sign_whole(seat, first)
        syncing.sync(seat)
    office = shutil.copytree(evening.root / "office", tmp_path / "office")
    (tmp_path / "cut").mkdir()
    write_clip(tmp_path / "cut" / "HK00001 final.mp4", 7, "another ending")
    with Seat(office, passphrase=lambda: PASSPHRASE) as seat:
        with seat.workspace.writing() as tx:
            settings.put(tx, mailbox=str(tmp_path / "mailbox"))
        receive(seat)
        attach(seat, tmp_path / "cut", cut="confirm", reason="Another ending.")
        publish(seat)
    with open_seat() as seat:
        syncing.sync(seat)
        queued = next(each for each in queue_of(seat) if each.film == first)
        assert (queued.state, queued.asks_confirm, queued.here) == ("confirm", True, False)
        assert revise(seat, first, R1, "A new cut.").missing == (
            "What was seen (viewings): Say what you saw of the film.",
        )
        watch(seat, first)
        ((_title, digest),) = signing.sign(seat, R1, first).signed
        assert history.differences(seat, first, R1)[-1].hash == digest
