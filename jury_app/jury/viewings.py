"""Viewings: what a juror saw besides playing, as a draft holds it, and what of it counts. Pure.

A session that was begun is in the draft at once, so that it is not lost with the program; it counts
when it is ended. What keeps a viewing from being signed is `drafts.faults`.
"""

import re
from collections.abc import Mapping
from typing import Any, Literal

WHOLE = 1000
"""The share of a work that was seen to its end, in thousandths."""
PLAYED = "viewings/played/"
"""Where a draft holds what the player kept (`drafts.played_path`)."""

_OWN = re.compile(r"viewings/([0-9]{1,9})\Z")


def number(path: str) -> int | None:
    """The number of a viewing that the juror put down; None for every other path."""
    found = _OWN.match(path)
    return int(found[1]) if found else None


def free_path(values: Mapping[str, Any]) -> str:
    """The path for one more viewing: numbers are not used twice while a higher one stands."""
    numbers = (found for path in values if (found := number(path)) is not None)
    return f"viewings/{max(numbers, default=0) + 1}"


def elsewhere(
    kind: Literal["declared", "live"],
    place: str,
    *,
    when: str = "",
    share: int = WHOLE,
    run: str = "",
) -> dict[str, Any]:
    """A viewing elsewhere or live.

    Args:
        kind: `declared`: elsewhere; `live`: a live work.
        place: Where, and when unless that is said apart.
        when: When it was, in the juror's words.
        share: Of it seen, in thousandths.
        run: Which run, where runs differ.
    """
    return _said({"kind": kind, "share": share, "place": place, "began": when, "run": run})


def begun(at: str, *, item: str = "", run: str = "") -> dict[str, Any]:
    """A session that has begun and not ended: nothing of it counts as seen yet.

    Args:
        at: When, as documents write moments.
        item: BLAKE3 of the build; empty for an address.
        run: Its seed or number, where runs differ.
    """
    return _said({"kind": "session", "share": 0, "began": at, "item": item, "run": run})


def logged(at: str, run: str, *, share: int = WHOLE) -> dict[str, Any]:
    """A session with one run that was put down afterwards: when it began was not kept.

    Args:
        at: When it was put down, as documents write moments.
        run: Its seed or number.
        share: Of it seen, in thousandths.
    """
    return {"kind": "session", "share": share, "ended": at, "run": run}


def ended(
    session: Mapping[str, Any],
    at: str,
    *,
    share: int,
    way: str = "",
    ending: str = "",
    run: str = "",
) -> dict[str, Any]:
    """A session that was open and ends.

    Args:
        session: As `begun` made it.
        at: When it ends, as documents write moments.
        share: Of the work seen, in thousandths.
        way: The path taken through it.
        ending: The ending reached.
        run: Which run it was, where that was not known at its beginning.
    """
    more = {"share": share, "ended": at, "path": way, "ending": ending}
    return _said({**session, **more, "run": run or session.get("run", "")})


def began_at(value: object) -> str | None:
    """When a session that has not ended began; None for every other viewing."""
    if not isinstance(value, Mapping) or value.get("kind") != "session" or value.get("ended"):
        return None
    began = value.get("began")
    return str(began) if began else None


def open_sessions(values: Mapping[str, Any]) -> list[str]:
    """The paths of the sessions that are open, the one begun last at the end."""
    begun_at = {path: at for path in values if number(path) and (at := began_at(values[path]))}
    return sorted(begun_at, key=lambda path: (begun_at[path], number(path)))


def runs_seen(values: Mapping[str, Any], enough: int) -> set[str]:
    """The runs that were seen enough.

    Args:
        values: A draft, with what was played laid over it.
        enough: The share that counts as seen, in thousandths.
    """
    return {
        value["run"]
        for path, value in values.items()
        if path.startswith("viewings/") and value.get("run") and value["share"] >= enough
    }


def _said(value: dict[str, Any]) -> dict[str, Any]:
    """A value without what is not said; a share of nothing is said."""
    return {key: each for key, each in value.items() if each != ""}
