"""Errors: how the two kinds that people are told about, and bugs of ours, are put into words.

A `Problem` and a `Refusal` say themselves what happened and what to do. A bug is written to the log
by its kind and place alone, and shown with a report that can be copied; the report stays on this
machine until somebody sends it. `notices` shows what is made here.
"""

import sys
from collections.abc import Callable
from types import TracebackType
from typing import NamedTuple

from PySide6.QtCore import qVersion

from jury_app import __version__
from jury_app.base.errors import Problem, Refusal, Told
from jury_app.base.texts import _, plain
from jury_app.ui.kit.jobs import Cancelled
from jury_app.ui.kit.labels import Tone


class Telling(NamedTuple):
    """An error in words.

    Attributes:
        text: What happened and what to do.
        icon: Beside it.
        tone: What its colour is for.
        place: Where it was found (a file, a line); empty where there is none.
        report: Of a bug, what can be copied and sent; empty for the other kinds.
    """

    text: str
    icon: str
    tone: Tone
    place: str = ""
    report: str = ""


def told(error: BaseException) -> Telling:
    """An error in words, in the language in use; a bug is logged."""
    place = plain(error.place) if isinstance(error, Told) and error.place else ""
    match error:
        case Cancelled():
            return Telling(error.sentence, "info", "muted", place)
        case Refusal():
            return Telling(error.sentence, "cannot", "warning", place)
        case Problem() | Told():
            return Telling(error.sentence, "warning", "warning", place)
    from jury_app.base.journal import log_bug

    log_bug(error)
    text = _(
        "Something went wrong in Jury App itself; nothing you did. What was shown as saved is "
        "safe. Please copy the report and send it to those who gave you the program."
    )
    return Telling(text, "bug", "bad", report=report(error))


def report(error: BaseException) -> str:
    """A bug as it can be sent: versions, and where in the code it happened."""
    import platform
    import traceback

    lines = "".join(traceback.format_exception(error)).splitlines()
    about = f"Jury App {__version__}, Python {platform.python_version()}, Qt {qVersion()}"
    return "\n".join([about, platform.platform(), "", *map(plain, lines)])


def bugs_alone(show: Callable[[Exception], object]) -> Callable[[Exception], None]:
    """For work that nobody asked for: what the surroundings or a rule say is not shown.

    Args:
        show: Gets everything else: a bug is never quiet.
    """

    def failed(error: Exception) -> None:
        if not isinstance(error, Told):
            show(error)

    return failed


def catch_bugs(show: Callable[[BaseException], None]) -> Callable[[], None]:
    """Show errors that reach the top of a slot, which Qt would only print.

    Args:
        show: Called on the UI thread, where slots run.

    Returns:
        What puts back how it was; windows may come and go in any order.
    """
    before = sys.excepthook
    is_gone = False

    def caught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if is_gone or issubclass(kind, (KeyboardInterrupt, SystemExit)):
            before(kind, error, trace)
            return
        show(error)

    def put_back() -> None:
        nonlocal is_gone
        is_gone = True
        if sys.excepthook is caught:
            sys.excepthook = before

    sys.excepthook = caught
    return put_back
