"""The rotating log: what the program did and how much of it; never scores, names, titles or keys.

A line can only be made of words that stand in this file and of whole numbers under names that stand
in this file, so that nothing private can slip in. There is one file a day in `places.logs()`, the
newest `DAYS` stay; lines are appended whole, so any number of processes may write at once and none
renames what another has open (which Windows refuses).
"""

import os
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Final, Literal, get_args

from jury_app.base import places
from jury_app.base.clock import Clock, SystemClock, stamp
from jury_app.base.texts import plain

DAYS: Final = 14
"""How many days' files are kept."""
DAY_LIMIT: Final = 4 << 20
"""Bytes that one day's file may reach; what comes after is not written."""

Event = Literal[
    "started",
    "ended",
    "refused",
    "failed",
    "founded",
    "imported",
    "attached",
    "packed",
    "invited",
    "joined",
    "enrolled",
    "assigned",
    "published",
    "exported",
    "received",
    "synced",
    "scored",
    "signed",
    "revised",
    "recused",
    "settled",
    "decided",
    "opened",
    "closed",
    "tallied",
    "printed",
    "bundled",
    "verified",
    "checked",
    "rebuilt",
    "backed_up",
    "migrated",
    "examined",
]
"""What can have happened."""
COUNTS: Final = frozenset(
    {
        "status",
        "errors",
        "films",
        "jurors",
        "screeners",
        "assignments",
        "cards",
        "documents",
        "decisions",
        "messages",
        "parts",
        "devices",
        "rows",
        "files",
        "pages",
        "bytes",
        "milliseconds",
        "schema",
    }
)
"""What can be counted; none of these is a score."""
CODES: Final = {
    "role": frozenset({"office", "chair", "juror", "outsider"}),
    "round": frozenset({"r1", "r2", "r3"}),
}
"""What can be told by a word, and the words."""


def log(
    event: Event, *, clock: Clock | None = None, folder: Path | None = None, **values: int | str
) -> None:
    """Append one line: the time, the process, the event, and its values.

    A log that cannot be written stops no work; `doctor` tells that its folder is not writable.

    Args:
        event: One of the words of `Event`.
        clock: Tells the time; by default the machine's.
        folder: Where the files lie; by default `places.logs()`.
        values: Names of `COUNTS` with whole numbers, names of `CODES` with their words.

    Raises:
        ValueError: Something else is to be logged.
    """
    if event not in get_args(Event):
        message = f"no event of the log: {event!r}"
        raise ValueError(message)
    for name, value in values.items():
        allowed = value in CODES.get(name, ()) if isinstance(value, str) else name in COUNTS
        if not allowed or isinstance(value, float):
            message = f"nothing for the log: {name}={value!r}"
            raise ValueError(message)
    told = " ".join(f"{name}={value}" for name, value in values.items())
    _append(f"{event} {told}", clock or SystemClock(), folder)


def log_bug(
    error: BaseException, *, clock: Clock | None = None, folder: Path | None = None
) -> None:
    """Append a bug: its kind and where in the code it happened, without its message.

    A message may quote what somebody typed; modules, functions and line numbers do not.
    """
    frames = [
        f"{frame.f_globals.get('__name__', '?')}.{frame.f_code.co_name}:{line}"
        for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    kind = type(error)
    told = f"bug {kind.__module__}.{kind.__qualname__} at {' '.join(frames)}"
    _append(told, clock or SystemClock(), folder)


def _append(told: str, clock: Clock, folder: Path | None) -> None:
    """Append a line to the day's file."""
    now = clock.now()
    line = f"{stamp(now)} {os.getpid()} {plain(told).rstrip()}\n".encode()
    with suppress(OSError):  # a log that cannot be written must not stop what it tells of
        place = folder or places.logs()
        path = place / f"jury-app-{now:%Y-%m-%d}.log"
        if not path.exists():
            _forget_old(place)
        with path.open("ab", buffering=0) as file:
            if file.tell() + len(line) <= DAY_LIMIT:
                file.write(line)


def _forget_old(folder: Path) -> None:
    """Remove all but the newest files, so that one more is `DAYS` of them."""
    for path in sorted(folder.glob("jury-app-*.log"))[: -(DAYS - 1)]:
        path.unlink(missing_ok=True)
