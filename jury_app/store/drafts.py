"""Drafts: unsigned scorecards, saved by every change, undone through restarts.

A draft is a snapshot (path → JSON value) and an append-only journal. Each entry names its parent:
the entry after which it came. The draft's pointer is the entry reached; undo moves it to the
parent, redo to the latest child, and a change after an undo grows a new branch, so nothing typed
is ever overwritten. The journal ends at signing. What paths and values mean is `jury.drafts`'s
business: here values are their JSON, which is put together and compared and not looked into.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal

from msgspec import Raw, Struct, json

from jury_app.base.errors import Refusal
from jury_app.base.texts import N_
from jury_app.store import settings, times
from jury_app.store.reader import Reader, one
from jury_app.store.verbs import Verbs

COALESCE = timedelta(milliseconds=250)
"""Changes of one path that follow each other within this time are undone together."""
TOGETHER = ""
"""Path of a journal's entry that changed several values: before and after map path to value."""

_Values = dict[str, Raw]
"""Path → JSON of its value."""
_SIGNED = N_("This scorecard is signed; revise it to change it.")
_NOTHING = Raw(b"null")
"""The value of a path that has none."""


class Draft(Struct, frozen=True):
    """A draft as it stands.

    Attributes:
        film: The film's id.
        round: The round's id.
        snapshot: JSON of `values`.
        state: `open`, or `signed`: it cannot be changed, only begun again.
        can_undo: Whether there is a change to take back.
        can_redo: Whether one was taken back.
    """

    film: str
    round: str
    snapshot: Raw
    state: Literal["open", "signed"] = "open"
    can_undo: bool = False
    can_redo: bool = False

    @property
    def values(self) -> dict[str, Any]:
        """Path → JSON value, decoded anew for who asks; a path without a value is absent."""
        values: dict[str, Any] = json.decode(self.snapshot)
        return values


class _Entry(Struct, frozen=True):
    id: int
    parent: int | None
    path: str
    before: Raw
    after: Raw
    at: datetime


class _Row(Struct, frozen=True):
    """A row of `drafts`; `last` is the entry at its pointer, `newest` the journal's last id."""

    film: str
    round: str
    values: _Values
    state: Literal["open", "signed"]
    last: _Entry | None
    newest: int

    @property
    def pointer(self) -> int | None:
        return None if self.last is None else self.last.id

    def shown(self, *, can_redo: bool) -> Draft:
        """The draft as it is told."""
        snapshot, can_undo = _snapshot(self.values), self.last is not None
        return Draft(self.film, self.round, snapshot, self.state, can_undo, can_redo)


def load(reader: Reader, film: str, round_id: str) -> Draft | None:
    """The draft of a film in a round, if one was begun."""
    found = _row(reader, film, round_id)
    if found is None:
        return None
    can_redo = found.state == "open" and _child(reader, found, found.pointer) is not None
    return found.shown(can_redo=can_redo)


def every(reader: Reader) -> list[Draft]:
    """All drafts, by film and round; whether they can be undone or redone is left out."""
    rows = reader.rows("SELECT film, round, snapshot, state FROM drafts ORDER BY film, round")
    return [Draft(film, round_id, Raw(snapshot), state) for film, round_id, snapshot, state in rows]


def begin(tx: Verbs, film: str, round_id: str, values: dict[str, Any]) -> Draft:
    """Begin a draft with these values: empty, or those of the card that is being revised.

    Raises:
        Refusal: A draft is open already.
    """
    found = _row(tx, film, round_id)
    if found is not None and found.state == "open":
        raise Refusal(N_("This scorecard is being written already; go on with it."))
    columns = ("film", "round", "snapshot", "pointer", "state")
    snapshot = _snapshot({path: _json(value) for path, value in values.items()})
    tx.put("drafts", columns, [(film, round_id, snapshot, None, "open")])
    tx.touch("drafts", [f"{film}/{round_id}"])
    return Draft(film, round_id, snapshot)


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
    found = _known(tx, film, round_id)
    if found is None:
        _refuse_signed_elsewhere(tx, film, round_id)
        before_begin()
        begin(tx, film, round_id, {})
        found = _open_row(tx, film, round_id)
    _refuse_signed(found)
    last, parent = found.last, found.pointer
    was = {path: found.values.get(path, _NOTHING) for path in changes}
    made = {path: _json(value) for path, value in changes.items()}
    if made == was:
        return found.shown(can_redo=_child(tx, found, parent) is not None)
    if len(made) > 1:
        path, before, after = TOGETHER, _snapshot(was), _snapshot(made)
    else:
        ((path, before),) = was.items()
        after = made[path]
        if last is not None and last.path == path and timedelta() <= tx.now - last.at < COALESCE:
            parent, before = last.parent, last.before
    entry = _Entry(found.newest + 1, parent, path, before, after, tx.now)
    row = (entry.id, film, round_id, parent, path, _column(before), _column(after), tx.now)
    tx.insert("draft_journal", _JOURNAL, [row])
    values = _changed(found.values, made)
    draft = _move(tx, found, values, entry.id)
    tx.kept["drafts"] = _Row(film, round_id, values, "open", entry, entry.id)
    return draft


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
    values = _changed(found.values, _changes(entry.path, entry.before))
    return _move(tx, found, values, entry.parent, can_redo=True)


def redo(tx: Verbs, film: str, round_id: str) -> Draft:
    """Make the change again that was taken back last.

    Raises:
        Refusal: There is none, or the card is signed.
    """
    found = _open_row(tx, film, round_id)
    _refuse_signed(found)
    entry = _child(tx, found, found.pointer)
    if entry is None:
        raise Refusal(N_("There is nothing to redo."))
    values = _changed(found.values, _changes(entry.path, entry.after))
    more = _child(tx, found, entry.id) is not None
    return _move(tx, found, values, entry.id, can_redo=more)


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
    return _Row(film, round_id, _values(snapshot), state, last, newest or 0)


def _known(tx: Verbs, film: str, round_id: str) -> _Row | None:
    """As `_row`, from what the change before left if it was one of the same draft."""
    kept: _Row | None = tx.kept.get("drafts")
    if kept is not None and kept.film == film and kept.round == round_id:
        return kept
    return _row(tx, film, round_id)


def _open_row(reader: Reader, film: str, round_id: str) -> _Row:
    found = _row(reader, film, round_id)
    if found is None:
        raise Refusal(N_("Nothing was written for this film in this round yet."))
    return found


def _refuse_signed(row: _Row) -> None:
    if row.state == "signed":
        raise Refusal(_SIGNED)


def _refuse_signed_elsewhere(reader: Reader, film: str, round_id: str) -> None:
    """Another device of this person may have signed a card, which came from the ledger."""
    person = settings.get(reader, "person")
    own = "SELECT 1 FROM cards WHERE film = ? AND round = ? AND juror = ? LIMIT 1"
    if person is not None and one(reader, own, film, round_id, person) is not None:
        raise Refusal(_SIGNED)


def _child(reader: Reader, row: _Row, parent: int | None) -> _Entry | None:
    """The latest entry of a draft that came right after `parent`."""
    follows = "parent IS NULL" if parent is None else "parent = ?"
    values = (row.film, row.round) if parent is None else (row.film, row.round, parent)
    sql = (
        f"SELECT {_ENTRY} FROM draft_journal j"  # noqa: S608  our own words
        f" WHERE j.film = ? AND j.round = ? AND j.{follows} ORDER BY j.id DESC LIMIT 1"
    )
    found = one(reader, sql, *values)
    return None if found is None else _entry(found)


def _entry(row: Sequence[Any]) -> _Entry:
    identity, parent, path, before, after, at = row
    return _Entry(
        identity, parent, path, Raw(before or "null"), Raw(after or "null"), times.moment(at)
    )


_json_of = json.Encoder(order="sorted").encode
_values = json.Decoder(_Values).decode


def _json(value: object) -> Raw:
    """JSON of one value: the same for equal values."""
    return Raw(_json_of(value))


def _snapshot(values: _Values) -> Raw:
    return Raw(json.encode(values))


def _column(raw: Raw) -> Raw | None:
    return None if raw == _NOTHING else raw


def _changes(path: str, raw: Raw) -> _Values:
    """What the before or after of an entry says: path → value."""
    return _values(raw) if path == TOGETHER else {path: raw}


def _changed(values: _Values, changes: _Values) -> _Values:
    result = dict(values)
    for path, value in changes.items():
        if value == _NOTHING:
            result.pop(path, None)
        else:
            result[path] = value
    return result


def _move(
    tx: Verbs, row: _Row, values: _Values, pointer: int | None, *, can_redo: bool = False
) -> Draft:
    """Write where a draft stands now."""
    film, round_id, snapshot = row.film, row.round, _snapshot(values)
    tx.change("drafts", {"film": film, "round": round_id}, snapshot=snapshot, pointer=pointer)
    tx.touch("drafts", [f"{film}/{round_id}"])
    return Draft(film, round_id, snapshot, "open", pointer is not None, can_redo)
