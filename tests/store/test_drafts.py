from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from jury_app.base.clock import SetClock
from jury_app.base.errors import Refusal
from jury_app.store import drafts, settings
from jury_app.store.workspace import create, open_for_writing

FILM, ROUND = "f" * 32, "r1"


def change(workspace, path, value):
    workspace.clock.advance(seconds=1)
    with workspace.writing() as tx:
        return drafts.change(tx, FILM, ROUND, path, value)


def step(workspace, verb):
    with workspace.writing() as tx:
        return verb(tx, FILM, ROUND)


def load(workspace):
    with workspace.reading() as reader:
        return drafts.load(reader, FILM, ROUND)


def test_a_change_is_there_after_a_restart(folder, juror, clock):
    change(juror, "scores/voice", {"units": 15, "per": 2})
    juror.close()
    with open_for_writing(folder, "Anna", clock) as again:
        draft = load(again)
    assert draft.values == {"scores/voice": {"units": 15, "per": 2}}
    assert (draft.film, draft.round, draft.state) == (FILM, ROUND, "open")
    assert (draft.can_undo, draft.can_redo) == (True, False)


def test_undo_and_redo_walk_through_the_changes(juror):
    change(juror, "a", 1)
    change(juror, "b", [True])
    change(juror, "a", None)
    assert load(juror).values == {"b": [True]}
    assert step(juror, drafts.undo).values == {"a": 1, "b": [True]}
    assert step(juror, drafts.undo).values == {"a": 1}
    last = step(juror, drafts.undo)
    assert (last.values, last.can_undo, last.can_redo) == ({}, False, True)
    with pytest.raises(Refusal, match="nothing to undo"):
        step(juror, drafts.undo)
    assert step(juror, drafts.redo).values == {"a": 1}


def test_what_was_changed_together_is_undone_and_redone_as_one(juror):
    change(juror, "a", 1)
    with juror.writing() as tx:
        drafts.change_together(tx, FILM, ROUND, {"a": None, "b": 2, "c": {"d": 3}})
    assert load(juror).values == {"b": 2, "c": {"d": 3}}
    assert step(juror, drafts.undo).values == {"a": 1}
    assert step(juror, drafts.redo).values == {"b": 2, "c": {"d": 3}}


def test_a_change_after_an_undo_leaves_nothing_to_redo_and_is_undone_alone(juror):
    change(juror, "a", 1)
    change(juror, "a", 2)
    step(juror, drafts.undo)
    assert not change(juror, "a", 3).can_redo
    assert not load(juror).can_redo
    with pytest.raises(Refusal, match="nothing to redo"):
        step(juror, drafts.redo)
    assert step(juror, drafts.undo).values == {"a": 1}
    assert step(juror, drafts.redo).values == {"a": 3}


def test_changes_of_one_path_within_a_quarter_second_are_undone_together(juror, clock):
    for text in ("h", "he", "hel"):
        clock.advance(milliseconds=100)
        with juror.writing() as tx:
            drafts.change(tx, FILM, ROUND, "comment", text)
    with juror.writing() as tx:
        drafts.change(tx, FILM, ROUND, "scores/voice", 1)
        drafts.change(tx, FILM, ROUND, "comment", "hell")
    clock.advance(milliseconds=250)
    with juror.writing() as tx:
        drafts.change(tx, FILM, ROUND, "comment", "hello")
    texts = []
    while load(juror).can_undo:
        texts.append(step(juror, drafts.undo).values.get("comment"))
    assert texts == ["hell", "hel", "hel", None]


def test_setting_what_is_there_already_writes_no_entry(juror):
    change(juror, "a", 1)
    change(juror, "a", 1)
    assert not step(juror, drafts.undo).can_undo
    assert change(juror, "a", None).can_redo
    assert step(juror, drafts.redo).values == {"a": 1}


def test_equal_values_are_the_same_in_whatever_order_their_keys_come_and_true_is_not_one(juror):
    change(juror, "a", {"units": 1, "per": 2})
    assert not change(juror, "b", [1]).can_redo
    step(juror, drafts.undo)
    assert change(juror, "a", {"per": 2, "units": 1}).can_redo
    assert not change(juror, "a", {"per": 2, "units": True}).can_redo


def test_a_change_after_a_change_of_the_same_draft_reads_nothing(juror):
    def statements(path, value, film=FILM):
        with juror.writing() as tx:
            seen = []
            tx._connection.set_trace_callback(lambda sql: seen.append(sql.split()[0]))
            drafts.change(tx, film, ROUND, path, value)
            tx._connection.set_trace_callback(None)
        return seen

    change(juror, "a", 1)
    assert statements("b", 2) == ["INSERT", "UPDATE"]
    with juror.writing() as tx:
        settings.put(tx, a=1)
    assert statements("b", 3) == ["INSERT", "UPDATE"]
    change_of_another = statements("a", 1, "0" * 32)
    assert change_of_another.count("UPDATE") == 1
    assert statements("b", 4) == ["SELECT", "INSERT", "UPDATE"]
    step(juror, drafts.undo)
    assert statements("b", 5) == ["SELECT", "INSERT", "UPDATE"]


def test_no_change_stands_on_one_that_was_not_written(juror):
    def fail():
        with juror.writing() as tx:
            drafts.change(tx, FILM, ROUND, "a", 2)
            raise KeyError

    change(juror, "a", 1)
    with pytest.raises(KeyError):
        fail()
    assert change(juror, "b", 3).values == {"a": 1, "b": 3}
    assert step(juror, drafts.undo).values == {"a": 1}
    assert step(juror, drafts.undo).values == {}


def test_what_was_given_and_what_was_told_can_be_changed_without_changing_the_draft(juror):
    given = {"units": 1}
    told = change(juror, "a", given)
    given["units"] = 2
    told.values["a"]["units"] = 3
    told.values["b"] = 4
    assert change(juror, "c", 5).values == load(juror).values == {"a": {"units": 1}, "c": 5}


def test_the_journal_ends_at_signing_and_the_values_stay(juror):
    change(juror, "comment/private", "mine")
    step(juror, drafts.end)
    signed = load(juror)
    assert (signed.values, signed.state, signed.can_undo, signed.can_redo) == (
        {"comment/private": "mine"},
        "signed",
        False,
        False,
    )
    for verb in (drafts.undo, drafts.redo):
        with pytest.raises(Refusal, match="is signed"):
            step(juror, verb)
    with pytest.raises(Refusal, match="is signed"):
        change(juror, "a", 1)
    with juror.reading() as reader:
        assert list(reader.rows("SELECT count(*) FROM draft_journal")) == [(0,)]


def test_a_signed_draft_is_begun_again_for_a_revision(juror):
    change(juror, "a", 1)
    with pytest.raises(Refusal, match="being written already"), juror.writing() as tx:
        drafts.begin(tx, FILM, ROUND, {})
    step(juror, drafts.end)
    with juror.writing() as tx:
        drafts.begin(tx, FILM, ROUND, {"a": 1})
    change(juror, "a", 2)
    undone = step(juror, drafts.undo)
    assert (undone.values, undone.can_undo, undone.can_redo) == ({"a": 1}, False, True)


def test_drafts_of_other_films_are_not_touched(juror):
    change(juror, "a", 1)
    with juror.writing() as tx:
        drafts.change(tx, "0" * 32, ROUND, "a", 5)
        drafts.change(tx, FILM, "r2", "a", 6)
    step(juror, drafts.undo)
    with juror.reading() as reader:
        values = {(each.film, each.round): each.values for each in drafts.every(reader)}
    assert values == {("0" * 32, ROUND): {"a": 5}, (FILM, ROUND): {}, (FILM, "r2"): {"a": 6}}


def test_without_a_draft_there_is_nothing_to_undo_or_end(juror):
    assert load(juror) is None
    for verb in (drafts.undo, drafts.redo, drafts.end):
        with pytest.raises(Refusal, match="Nothing was written"):
            step(juror, verb)


class DraftMachine(RuleBasedStateMachine):
    """A draft behaves as a list of states with a cursor, through any number of restarts."""

    def __init__(self):
        super().__init__()
        self._folder = TemporaryDirectory()
        self._path = Path(self._folder.name) / "w"
        self._clock = SetClock(datetime(2026, 7, 18, tzinfo=UTC))
        self._workspace = create(self._path, kind="juror", clock=self._clock)
        self._states = [{}]
        self._at = 0
        self._begun = False

    def teardown(self):
        self._workspace.close()
        self._folder.cleanup()

    @rule(path=st.sampled_from("abc"), value=st.none() | st.integers(0, 3) | st.booleans())
    def change(self, path, value):
        before = self._states[self._at]
        after = {key: old for key, old in before.items() if key != path}
        if value is not None:
            after[path] = value
        change(self._workspace, path, value)
        self._begun = True
        if repr(sorted(after.items())) != repr(sorted(before.items())):
            self._states[self._at + 1 :] = [after]
            self._at += 1

    @precondition(lambda self: self._at > 0)
    @rule()
    def undo(self):
        step(self._workspace, drafts.undo)
        self._at -= 1

    @precondition(lambda self: self._at + 1 < len(self._states))
    @rule()
    def redo(self):
        step(self._workspace, drafts.redo)
        self._at += 1

    @rule()
    def restart(self):
        self._workspace.close()
        self._workspace = open_for_writing(self._path, "Anna", self._clock)

    @precondition(lambda self: self._begun)
    @rule()
    def sign_and_revise(self):
        step(self._workspace, drafts.end)
        with self._workspace.writing() as tx:
            drafts.begin(tx, FILM, ROUND, self._states[self._at])
        self._states, self._at = [self._states[self._at]], 0

    @invariant()
    def shows_the_state_at_the_cursor(self):
        draft = load(self._workspace)
        assert (draft is not None) == self._begun
        if draft is not None:
            assert repr(sorted(draft.values.items())) == repr(
                sorted(self._states[self._at].items())
            )
            assert draft.can_undo == (self._at > 0)
            assert draft.can_redo == (self._at + 1 < len(self._states))


TestDraftMachine = DraftMachine.TestCase
TestDraftMachine.settings = hypothesis_settings(
    max_examples=25, stateful_step_count=25, deadline=None
)
