"""The one way in: the terminal, the window, or a child of either."""

import os
import sys
from importlib import import_module

CHILDREN = {
    "keys": "jury_app.exchange.keychild",
    "mailbox": "jury_app.exchange.mailboxchild",
    "probe": "jury_app.screening.probechild",
    "stills": "jury_app.screening.stillschild",
    "sheet": "jury_app.intake.sheetchild",
    "print": "jury_app.reports.printchild",
    "verify": "jury_app.exchange.verifychild",
}
"""Name of a child → the module whose `main()` it runs. Nothing is discovered."""
_PATIENCE = 0.5
"""Seconds that a disk has to say whether an argument is a folder on it."""


def main() -> int:
    """Run what the command line asks for; the answer is the exit status."""
    if len(sys.argv) == 3 and sys.argv[1] == "--child" and sys.argv[2] in CHILDREN:
        import signal

        signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C reaches both; its parent tells of it
        import_module(CHILDREN[sys.argv[2]]).main()
        return 0
    arguments = sys.argv[1:]
    if not arguments or (len(arguments) == 1 and _is_to_open(arguments[0])):
        run = import_module("jury_app.ui.start").run
    else:
        run = import_module("jury_app.cli.main").run
    return int(run(arguments))


def _is_to_open(argument: str) -> bool:
    """Whether an argument is no verb but a workspace or an invitation, for the window."""
    if argument.endswith(".jury"):
        return True
    if argument.startswith("-") or not _may_be_folder(argument):
        return False
    verbs: dict[str, str] = import_module("jury_app.cli.main").GROUPS
    return argument not in verbs


def _may_be_folder(path: str) -> bool:
    """Whether a path is a folder; of a disk that does not answer the window tells."""
    import threading  # no verb with more words waits for it

    found: list[bool] = []

    def look() -> None:
        found.append(os.path.isdir(path))  # noqa: PTH112  pathlib would slow every verb down

    # A daemon, by a name for which the window does not wait when it ends (`ui.start`).
    looking = threading.Thread(target=look, name="jury-app-look", daemon=True)
    looking.start()
    looking.join(_PATIENCE)
    return found != [False]


if __name__ == "__main__":
    sys.exit(main())
