"""Drafting: one change at a time, durable when it returns; what a window calls at every keystroke.

Nothing here opens the festival's catalogue but the first change of a film: the cost of a change is
the cost of its commit.
"""

from collections.abc import Callable, Mapping
from typing import Any

from jury_app.desks.catalogue import catalogue
from jury_app.desks.juror.scoring import assigned_film
from jury_app.desks.seat import Seat
from jury_app.store import drafts
from jury_app.store.drafts import Draft
from jury_app.store.verbs import Verbs

Changes = Callable[[Mapping[str, Any]], Mapping[str, object]]
"""Values of a draft → what is changed of them; None takes a value away."""


def change(seat: Seat, film: str, round_id: str, changes: Mapping[str, object]) -> Draft:
    """Set values of a draft by one act, which is undone as one.

    Args:
        seat: The juror's seat.
        film: The film's id.
        round_id: The round's id.
        changes: Path, e.g. `scores/clarity` (`jury.drafts` lists them) → a JSON value; None takes
            it away. Whether it can be signed is for `jury.drafts.faults` to say.

    Raises:
        Refusal: The scorecard is signed and must be revised first; or it is the first change, and
            the film is not this juror's in the round.
    """
    with seat.workspace.writing() as tx:
        return _change(seat, tx, film, round_id, changes)


def change_by(seat: Seat, film: str, round_id: str, changes_of: Changes) -> Draft:
    """Set what follows from the draft as it stands, in one transaction; as `change`.

    Args:
        seat: The juror's seat.
        film: The film's id.
        round_id: The round's id.
        changes_of: Path → value, from the draft's values; what it raises changes nothing.
    """
    with seat.workspace.writing() as tx:
        draft = drafts.load(tx, film, round_id)
        changes = changes_of(draft.values if draft else {})
        return _change(seat, tx, film, round_id, changes)


def _change(
    seat: Seat, tx: Verbs, film: str, round_id: str, changes: Mapping[str, object]
) -> Draft:
    return drafts.change_together(
        tx,
        film,
        round_id,
        changes,
        before_begin=lambda: assigned_film(seat, tx, catalogue(tx), film, round_id),
    )


def undo(seat: Seat, film: str, round_id: str) -> Draft:
    """Take the last change back.

    Raises:
        Refusal: There is none, or the scorecard is signed.
    """
    with seat.workspace.writing() as tx:
        return drafts.undo(tx, film, round_id)


def redo(seat: Seat, film: str, round_id: str) -> Draft:
    """Make the change again that was taken back last.

    Raises:
        Refusal: There is none, or the scorecard is signed.
    """
    with seat.workspace.writing() as tx:
        return drafts.redo(tx, film, round_id)


def load(seat: Seat, film: str, round_id: str) -> Draft | None:
    """The draft as it stands, if one was begun."""
    with seat.workspace.reading() as reader:
        return drafts.load(reader, film, round_id)
