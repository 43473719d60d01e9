"""Drafts: unsigned scorecards, saved by every change, undone through restarts.

A draft is a snapshot (path → JSON value) and an append-only journal. Each entry names its parent:
the entry after which it came. The draft's pointer is the entry reached; undo moves it to the
parent, redo to the latest child, and a change after an undo grows a new branch, so nothing typed
is ever overwritten. The journal ends at signing. What paths mean is `jury.drafts`'s business.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal

import msgspec
from msgspec import Struct

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_
from jury_app.store import times
from jury_app.store.reader import Reader, one
from jury_app.store.verbs import Verbs

COALESCE = timedelta(milliseconds=250)
"""Changes of one path that follow each other within this time are undone together."""
TOGETHER = ""
"""Path of a journal's entry that changed several values: before and after map path to value."""


class Draft(Struct, frozen=True):
    """A draft as it stands.

    Attributes:
        film: The film's id.
        round: The round's id.
        values: Path → JSON value; a path without a value is absent.
        state: `open`, or `signed`: it cannot be changed, only begun again.
        can_undo: Whether there is a change to take back.
        can_redo: Whether one was taken back.
    """

    film: str
    round: str
    values: dict[str, Any]
    state: Literal["open", "signed"] = "open"
    can_undo: bool = False
    can_redo: bool = False


class _Entry(Struct, frozen=True):
    id: int
    parent: int | None
    path: str
    before: Any
    after: Any
    at: datetime


class _Row(Struct, frozen=True):
    """A row of `drafts`; `last` is the entry at its pointer, `newest` the journal's last id."""

    values: dict[str, Any]
    state: Literal["open", "signed"]
    last: _Entry | None
    newest: int

    @property
    def pointer(self) -> int | None:
        return None if self.last is None else self.last.id


def load(reader: Reader, film: str, round_id: str) -> Draft | None:
    """The draft of a film in a round, if one was begun."""
    found = _row(reader, film, round_id)
    if found is None:
        return None
    redo = found.state == "open" and _child(reader, film, round_id, found.pointer) is not None
    return Draft(film, round_id, found.values, found.state, found.last is not None, redo)


def every(reader: Reader) -> list[Draft]:
    """All drafts, by film and round; whether they can be undone or redone is left out."""
    rows = reader.rows("SELECT film, round, snapshot, state FROM drafts ORDER BY film, round")
    return [
        Draft(film, round_id, msgspec.json.decode(snapshot), state)
        for film, round_id, snapshot, state in rows
    ]


def begin(tx: Verbs, film: str, round_id: str, values: dict[str, Any]) -> Draft:
    """Begin a draft with these values: empty, or those of the card that is being revised.

    Raises:
        Refusal: A draft is open already.
    """
    found = _row(tx, film, round_id)
    if found is not None and found.state == "open":
        raise Refusal(N_("This scorecard is being written already; go on with it."))
    columns = ("film", "round", "snapshot", "pointer", "state")
    tx.put("drafts", columns, [(film, round_id, values, None, "open")])
    tx.touch("drafts", [f"{film}/{round_id}"])
    return Draft(film, round_id, values)


def change(
    tx: Verbs,
    film: str,
    round_id: str,
    path: str,
    value: object,
    *,
    before_begin: Callable[[], object] = lambda: None,
) -> Draft:
    """Set `path` to `value` (None takes it away); begins the draft if there is none.

    Args:
        tx: The transaction.
        film: The film's id.
        round_id: The round's id.
        path: What is changed.
        value: Any JSON value.
        before_begin: Called where there is no draft yet; what it raises keeps one from being begun.

    Raises:
        Refusal: The card is signed; it must be revised first.
    """
    changes = {path: value}
    return change_together(tx, film, round_id, changes, before_begin=before_begin)


def change_together(
    tx: Verbs,
    film: str,
    round_id: str,
    changes: Mapping[str, object],
    *,
    before_begin: Callable[[], object] = lambda: None,
) -> Draft:
    """Set several values by one act, which is undone and redone as one; as `change`."""
    found = _row(tx, film, round_id)
    if found is None:
        before_begin()
        begin(tx, film, round_id, {})
        found = _open_row(tx, film, round_id)
    _refuse_signed(found)
    values, last, parent = found.values, found.last, found.pointer
    path = next(iter(changes)) if len(changes) == 1 else TOGETHER
    if all(_is_same(values.get(each), value) for each, value in changes.items()):
        redo = _child(tx, film, round_id, parent) is not None
        return Draft(film, round_id, values, can_undo=last is not None, can_redo=redo)
    before: Any = {each: values.get(each) for each in changes}
    after: Any = dict(changes)
    if path != TOGETHER:
        before, after = before[path], after[path]
        if last is not None and last.path == path and timedelta() <= tx.now - last.at < COALESCE:
            parent, before = last.parent, last.before
    _apply(values, path, after)
    identity = found.newest + 1
    row = (identity, film, round_id, parent, path, before, after, tx.now)
    tx.insert("draft_journal", _JOURNAL, [row])
    return _move(tx, Draft(film, round_id, values, can_undo=True), identity)


def undo(tx: Verbs, film: str, round_id: str) -> Draft:
    """Take the last change back.

    Raises:
        Refusal: There is none, or the card is signed.
    """
    found = _open_row(tx, film, round_id)
    _refuse_signed(found)
    entry = found.last
    if entry is None:
        raise Refusal(N_("There is nothing to undo."))
    _apply(found.values, entry.path, entry.before)
    undone = entry.parent is not None
    draft = Draft(film, round_id, found.values, can_undo=undone, can_redo=True)
    return _move(tx, draft, entry.parent)


def redo(tx: Verbs, film: str, round_id: str) -> Draft:
    """Make the change again that was taken back last.

    Raises:
        Refusal: There is none, or the card is signed.
    """
    found = _open_row(tx, film, round_id)
    _refuse_signed(found)
    entry = _child(tx, film, round_id, found.pointer)
    if entry is None:
        raise Refusal(N_("There is nothing to redo."))
    _apply(found.values, entry.path, entry.after)
    more = _child(tx, film, round_id, entry.id) is not None
    draft = Draft(film, round_id, found.values, can_undo=True, can_redo=more)
    return _move(tx, draft, entry.id)


def end(tx: Verbs, film: str, round_id: str) -> None:
    """The card was signed: the journal ends; the values stay, and with them the private notes.

    Raises:
        Refusal: There is no draft.
    """
    _open_row(tx, film, round_id)
    where = {"film": film, "round": round_id}
    tx.change("drafts", where, pointer=None, state="signed")
    tx.delete("draft_journal", where)
    tx.touch("drafts", [f"{film}/{round_id}"])


_JOURNAL = ("id", "film", "round", "parent", "path", "before", "after", "at")
_ENTRY = "j.id, j.parent, j.path, j.before, j.after, j.at"
_DRAFT = (
    f"SELECT d.snapshot, d.state, (SELECT max(id) FROM draft_journal), {_ENTRY}"  # noqa: S608  names of our own columns
    " FROM drafts d LEFT JOIN draft_journal j ON j.id = d.pointer WHERE d.film = ? AND d.round = ?"
)


def _row(reader: Reader, film: str, round_id: str) -> _Row | None:
    found = one(reader, _DRAFT, film, round_id)
    if found is None:
        return None
    snapshot, state, newest, *entry = found
    last = None if entry[0] is None else _entry(entry)
    return _Row(msgspec.json.decode(snapshot), state, last, newest or 0)


def _open_row(reader: Reader, film: str, round_id: str) -> _Row:
    found = _row(reader, film, round_id)
    if found is None:
        raise Refusal(N_("Nothing was written for this film in this round yet."))
    return found


def _refuse_signed(row: _Row) -> None:
    if row.state == "signed":
        raise Refusal(N_("This scorecard is signed; revise it to change it."))


def _child(reader: Reader, film: str, round_id: str, parent: int | None) -> _Entry | None:
    """The latest entry that came right after `parent`."""
    follows = "parent IS NULL" if parent is None else "parent = ?"
    values = (film, round_id) if parent is None else (film, round_id, parent)
    sql = (
        f"SELECT {_ENTRY} FROM draft_journal j"  # noqa: S608  our own words
        f" WHERE j.film = ? AND j.round = ? AND j.{follows} ORDER BY j.id DESC LIMIT 1"
    )
    found = one(reader, sql, *values)
    return None if found is None else _entry(found)


def _entry(row: Sequence[Any]) -> _Entry:
    identity, parent, path, before, after, at = row
    decode = msgspec.json.decode
    return _Entry(
        identity,
        parent,
        path,
        None if before is None else decode(before),
        None if after is None else decode(after),
        times.moment(at),
    )


def _is_same(before: object, after: object) -> bool:
    return before == after and type(before) is type(after)


def _apply(values: dict[str, Any], path: str, value: Any) -> None:  # noqa: ANN401  any JSON value
    if path == TOGETHER:
        for each, its in value.items():
            _apply(values, each, its)
    elif value is None:
        values.pop(path, None)
    else:
        values[path] = value


def _move(tx: Verbs, draft: Draft, pointer: int | None) -> Draft:
    where = {"film": draft.film, "round": draft.round}
    tx.change("drafts", where, snapshot=draft.values, pointer=pointer)
    tx.touch("drafts", [f"{draft.film}/{draft.round}"])
    return draft
