"""Drafts: unsigned scorecards, saved by every change, undone through restarts.

A draft is a snapshot (path → JSON value) and an append-only journal. Each entry names its parent:
the entry after which it came. The draft's pointer is the entry reached; undo moves it to the
parent, redo to the latest child, and a change after an undo grows a new branch, so nothing typed
is ever overwritten. The journal ends at signing. What paths mean is `jury.draft`'s business.
"""

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


def load(reader: Reader, film: str, round_id: str) -> Draft | None:
    """The draft of a film in a round, if one was begun."""
    found = _row(reader, film, round_id)
    if found is None:
        return None
    values, pointer, state = found
    redo = state == "open" and _child(reader, film, round_id, pointer) is not None
    return Draft(film, round_id, values, state, pointer is not None, redo)


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
    if found is not None and found[2] == "open":
        raise Refusal(N_("This scorecard is being written already; go on with it."))
    columns = ("film", "round", "snapshot", "pointer", "state")
    tx.put("drafts", columns, [(film, round_id, values, None, "open")])
    tx.touch("drafts", [f"{film}/{round_id}"])
    return Draft(film, round_id, values)


def change(tx: Verbs, film: str, round_id: str, path: str, value: object) -> Draft:
    """Set `path` to `value` (None takes it away); begins the draft if there is none.

    Raises:
        Refusal: The card is signed; it must be revised first.
    """
    found = _row(tx, film, round_id)
    if found is None:
        begin(tx, film, round_id, {})
        found = ({}, None, "open")
    values, pointer, state = found
    _refuse_signed(state)
    before = values.get(path)
    if before == value and type(before) is type(value):
        return Draft(film, round_id, values, "open", pointer is not None)
    last = None if pointer is None else _entry(tx, pointer)
    parent = pointer
    if last is not None and last.path == path and timedelta() <= tx.now - last.at < COALESCE:
        parent, before = last.parent, last.before
    _apply(values, path, value)
    columns = ("film", "round", "parent", "path", "before", "after", "at")
    tx.insert("draft_journal", columns, [(film, round_id, parent, path, before, value, tx.now)])
    reached = _child(tx, film, round_id, parent)
    assert reached is not None  # noqa: S101  it was just written
    return _move(tx, Draft(film, round_id, values, "open", can_undo=True), reached.id)


def undo(tx: Verbs, film: str, round_id: str) -> Draft:
    """Take the last change back.

    Raises:
        Refusal: There is none, or the card is signed.
    """
    values, pointer, state = _open_row(tx, film, round_id)
    _refuse_signed(state)
    if pointer is None:
        raise Refusal(N_("There is nothing to undo."))
    entry = _entry(tx, pointer)
    _apply(values, entry.path, entry.before)
    draft = Draft(film, round_id, values, "open", entry.parent is not None, can_redo=True)
    return _move(tx, draft, entry.parent)


def redo(tx: Verbs, film: str, round_id: str) -> Draft:
    """Make the change again that was taken back last.

    Raises:
        Refusal: There is none, or the card is signed.
    """
    values, pointer, state = _open_row(tx, film, round_id)
    _refuse_signed(state)
    entry = _child(tx, film, round_id, pointer)
    if entry is None:
        raise Refusal(N_("There is nothing to redo."))
    _apply(values, entry.path, entry.after)
    more = _child(tx, film, round_id, entry.id) is not None
    return _move(tx, Draft(film, round_id, values, "open", can_undo=True, can_redo=more), entry.id)


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


def _row(
    reader: Reader, film: str, round_id: str
) -> tuple[dict[str, Any], int | None, Literal["open", "signed"]] | None:
    sql = "SELECT snapshot, pointer, state FROM drafts WHERE film = ? AND round = ?"
    found = one(reader, sql, film, round_id)
    return None if found is None else (msgspec.json.decode(found[0]), found[1], found[2])


def _open_row(
    reader: Reader, film: str, round_id: str
) -> tuple[dict[str, Any], int | None, Literal["open", "signed"]]:
    found = _row(reader, film, round_id)
    if found is None:
        raise Refusal(N_("Nothing was written for this film in this round yet."))
    return found


def _refuse_signed(state: str) -> None:
    if state == "signed":
        raise Refusal(N_("This scorecard is signed; revise it to change it."))


_ENTRY = "SELECT id, parent, path, before, after, at FROM draft_journal"


def _entry(reader: Reader, identity: int) -> _Entry:
    (row,) = reader.rows(f"{_ENTRY} WHERE id = ?", identity)
    return _read_entry(row)


def _child(reader: Reader, film: str, round_id: str, parent: int | None) -> _Entry | None:
    """The latest entry that came right after `parent`."""
    follows = "parent IS NULL" if parent is None else "parent = ?"
    values = (film, round_id) if parent is None else (film, round_id, parent)
    sql = f"{_ENTRY} WHERE film = ? AND round = ? AND {follows} ORDER BY id DESC LIMIT 1"
    found = one(reader, sql, *values)
    return None if found is None else _read_entry(found)


def _read_entry(row: tuple[Any, ...]) -> _Entry:
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


def _apply(values: dict[str, Any], path: str, value: object) -> None:
    if value is None:
        values.pop(path, None)
    else:
        values[path] = value


def _move(tx: Verbs, draft: Draft, pointer: int | None) -> Draft:
    where = {"film": draft.film, "round": draft.round}
    tx.change("drafts", where, snapshot=draft.values, pointer=pointer)
    tx.touch("drafts", [f"{draft.film}/{draft.round}"])
    return draft
