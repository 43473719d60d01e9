import threading

import pytest

from jury_app.desks.juror import drafting, reading
from jury_app.store import drafts
from jury_app.store.workspace import open_for_reading
from jury_app.ui.juror.draft import DraftModel


@pytest.fixture
def draft(qtbot, session, waiting):
    film = reading.films(waiting)[0]
    found = []
    session.read(session, lambda seat: reading.shown(seat, film.film, film.round), found.append)
    qtbot.waitUntil(lambda: bool(found))
    return DraftModel(session, found[0], session)


def kept(folder, draft):
    with open_for_reading(folder) as workspace, workspace.reading() as reader:
        return drafts.load(reader, draft.film, draft.round)


def first_criterion(draft):
    return f"scores/{draft.form.criteria[0].id}"


def test_a_change_shows_at_once_and_is_saved_behind_it(qtbot, session, waiting, draft):
    path = first_criterion(draft)
    told = []
    draft.changed.connect(told.append)
    draft.set(path, {"units": 7, "per": 1})
    assert draft.get(path) == {"units": 7, "per": 1}
    assert told == [path]
    qtbot.waitUntil(lambda: session.is_saved)
    assert kept(waiting, draft).values == {path: {"units": 7, "per": 1}}


def test_undo_and_redo_walk_through_what_was_changed(qtbot, session, draft):
    draft.set("comment/panel", "Quiet.")
    draft.set("verdict", "meets")
    qtbot.waitUntil(lambda: draft.can_undo)
    draft.undo()
    qtbot.waitUntil(lambda: draft.get("verdict") is None)
    assert draft.get("comment/panel") == "Quiet."
    draft.redo()
    qtbot.waitUntil(lambda: draft.get("verdict") == "meets")
    assert not draft.can_redo


def test_a_held_key_takes_back_what_there_is_and_no_more(qtbot, session, draft):
    failed, told = [], []
    session.failed.connect(failed.append)
    draft.stepped.connect(told.append)
    draft.set("verdict", "meets")
    for _press in range(4):
        draft.undo()
    qtbot.waitUntil(lambda: draft.is_settled and session.jobs.is_idle)
    assert (draft.values, failed) == ({}, [])
    assert [step.paths for step in told] == [("verdict",)]


def test_undo_goes_on_where_another_window_of_the_day_before_left_off(qtbot, session, draft):
    draft.set("comment/panel", "Quiet.")
    qtbot.waitUntil(lambda: session.is_saved)
    found = []
    session.read(session, lambda seat: reading.shown(seat, draft.film, draft.round), found.append)
    qtbot.waitUntil(lambda: bool(found))
    again = DraftModel(session, found[0], session)
    assert again.can_undo
    again.undo()
    qtbot.waitUntil(lambda: again.get("comment/panel") is None)


def test_what_the_terminal_writes_is_shown(qtbot, session, draft):
    film, round_id = draft.film, draft.round
    session.work(
        session,
        lambda seat, _work: drafting.change(
            seat, film, round_id, {"comment/panel": "From beside."}
        ),
        lambda _draft: None,
    )
    qtbot.waitUntil(lambda: draft.get("comment/panel") == "From beside.", timeout=5000)


def test_own_changes_on_their_way_are_not_overtaken_by_a_reread(qtbot, session, draft):
    texts = [f"Quiet, {n} times." for n in range(40)]
    shown = []
    draft.changed.connect(lambda _path: shown.append(draft.get("comment/panel")))
    for text in texts:
        draft.set("comment/panel", text)
        draft.reread()
    qtbot.waitUntil(lambda: session.is_saved and session.jobs.is_idle)
    assert draft.get("comment/panel") == texts[-1]
    assert [text for n, text in enumerate(shown) if n == 0 or text != shown[n - 1]] == texts


def test_the_value_counts_what_is_scored_so_far(qtbot, session, draft):
    assert draft.value() is None
    for criterion in draft.form.criteria:
        draft.set(f"scores/{criterion.id}", {"units": draft.form.scale.high, "per": 1})
    assert draft.value() == 100
    qtbot.waitUntil(lambda: session.is_saved)


def test_the_state_is_that_of_what_is_put_down_now(qtbot, session, draft):
    assert draft.state == "to_watch"
    draft.set(first_criterion(draft), {"units": 5, "per": 1})
    assert draft.state == "draft"
    qtbot.waitUntil(lambda: session.is_saved)


def test_every_question_left_open_is_a_fault(qtbot, session, draft):
    before = {fault.path for fault in draft.faults()}
    assert {f"scores/{each.id}" for each in draft.form.criteria} <= before
    draft.set(first_criterion(draft), {"units": 5, "per": 1})
    assert before - {fault.path for fault in draft.faults()} == {first_criterion(draft)}
    qtbot.waitUntil(lambda: session.is_saved)


def test_an_answer_that_another_overtook_is_not_shown(qtbot, session, draft, monkeypatch):
    real, asked, may_end = reading.shown, [], threading.Event()

    def first_is_slow(*args):
        shown = real(*args)
        asked.append(shown)
        if len(asked) == 1:
            may_end.wait(5)
        return shown

    monkeypatch.setattr(reading, "shown", first_is_slow)
    draft.reread()
    qtbot.waitUntil(lambda: len(asked) == 1)
    drafting.change(session.seat, draft.film, draft.round, {"comment/panel": "Newer."})
    with qtbot.waitSignal(draft.loaded):
        draft.reread()
    may_end.set()
    qtbot.waitUntil(lambda: session.jobs.is_idle)
    assert draft.get("comment/panel") == "Newer."
