"""Touched: which films a change set is about, for who shows something of one film or of many."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the store is loaded once the first picture stands
    from jury_app.store.changes import ChangeSet

_OF_FILMS = frozenset({"drafts", "media", "coverage", "playback"})
"""Kinds whose ids are films, or films and rounds."""


def films_of(changes: "ChangeSet") -> frozenset[str] | None:
    """The films to which alone these changes belong; None: they may be about all."""
    found: set[str] = set()
    for kind, ids in changes.kinds.items():
        if kind not in _OF_FILMS or ids is None:
            return None
        found.update(each.partition("/")[0] for each in ids)
    return frozenset(found)
