"""The terminal's way in: which verb, how its answer is printed, what its errors come to.

Exit status: 0 done, 1 refused with a reason on standard error, 2 wrong usage. Each group of verbs
lives in a module of its own that is imported only when it is asked for.
"""

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Literal

from jury_app import __version__
from jury_app.base.errors import Told
from jury_app.base.texts import _, plain_lines, use_language
from jury_app.cli.answers import Answer, folded, show
from jury_app.cli.usage import Parser, spoken

GROUPS = {
    "office": "jury_app.cli.office",
    "juror": "jury_app.cli.juror",
    "chair": "jury_app.cli.chair",
    "demo": "jury_app.cli.general",
    "verify": "jury_app.cli.general",
    "doctor": "jury_app.cli.general",
    "tally": "jury_app.cli.tally",
    "plan": "jury_app.cli.tally",
}
"""First word → the module whose `add_verbs(subparsers)` knows it."""


def command_line(first: str | None) -> argparse.ArgumentParser:
    """The parser; only the group that `first` names is built in full."""
    parser = Parser(
        prog="jury-app", description=_("Judging for film festivals: offline, signed, checkable.")
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"jury-app {__version__}",
        help=_("show program's version number and exit"),
    )
    parser.add_argument("--lang", metavar="TAG", help=_("language of texts: en, zh-Hant"))
    verbs = parser.add_subparsers(dest="group", metavar="VERB", required=True)
    modules = {GROUPS[first]} if first in GROUPS else sorted(set(GROUPS.values()))
    for module in modules:
        import_module(module).add_verbs(verbs)
    return parser


def common(parser: argparse.ArgumentParser, *, keys: bool = False, folder: bool = False) -> None:
    """Options that every verb has.

    Args:
        parser: The verb's.
        keys: Whether it signs or syncs, and so may have to open keys.
        folder: Whether it is about a workspace.
    """
    parser.add_argument("--json", action="store_true", help=_("answer as JSON"))
    parser.add_argument(  # before the verb, too: not given here, it must not undo that
        "--lang",
        metavar="TAG",
        default=argparse.SUPPRESS,
        help=_("language of texts: en, zh-Hant"),
    )
    if keys:
        parser.add_argument(
            "--passphrase-file",
            metavar="FILE",
            help=_("read the passphrase of this workspace's keys from FILE (first line)"),
        )
        parser.add_argument(
            "--recovery-file",
            metavar="FILE",
            help=_("read the words of the recovery sheet from FILE instead"),
        )
    elif folder:  # whoever gives it to every verb is not refused by those that open no keys
        for option in ("--passphrase-file", "--recovery-file"):
            parser.add_argument(option, help=argparse.SUPPRESS)


def add(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    run: Callable[[argparse.Namespace], Answer | int],
    help_text: str,
    *,
    keys: bool = False,
    folder: bool = True,
    makes: bool = False,
) -> argparse.ArgumentParser:
    """Declare a verb; `run` makes its answer; `folder` adds DIR, a workspace or what it `makes`."""
    parser = verbs.add_parser(name, help=help_text, description=help_text)
    if folder:
        words = (
            _("a new folder, or an empty one")
            if makes
            else _("the workspace of the person who acts")
        )
        parser.add_argument("dir", metavar="DIR", help=words)
    common(parser, keys=keys, folder=folder)
    parser.set_defaults(run=run)
    return parser


def run(arguments: Sequence[str]) -> int:
    """Run one command line; the answer is the exit status."""
    early = argparse.ArgumentParser(add_help=False)  # so that --help, too, is in that language
    early.add_argument("--lang", nargs="?")
    given, others = early.parse_known_args(arguments)
    use_language(given.lang or _locale(os.environ))
    first = next((word for word in others if not word.startswith("-")), None)
    with spoken():
        options = command_line(first).parse_args(list(arguments))
    try:
        _journal(options)
        answer: Answer | int = options.run(options)
        if isinstance(answer, int):  # verbs that print for themselves
            return answer
        show(answer, as_json=options.json)
    except Told as error:
        print(f"jury-app: {error}", file=sys.stderr)
        for line in error.details():
            print(*folded(line), sep="\n", file=sys.stderr)
        _journal(options, "refused")
        return 1
    except KeyboardInterrupt:
        print(_("Stopped; what was done is kept."), file=sys.stderr)
        return 1
    except BrokenPipeError:  # the reader of our output went away
        sys.stderr.close()
        return 1
    except Exception as error:  # noqa: BLE001  the edge of the job: shown, with where to find it
        return _report(error)
    return answer.status


def _locale(environment: Mapping[str, str]) -> str:
    """The locale of messages that the system asks for, in the order of POSIX."""
    asked = (environment.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return next(filter(None, asked), "en")


READING = frozenset(
    {"films", "show", "defense", "history", "scores", "state", "verify", "doctor", "tally", "plan"}
)
"""Verbs that change nothing leave no line in the log, and start without it."""


def _journal(options: argparse.Namespace, event: Literal["started", "refused"] = "started") -> None:
    """A line in the log: that a verb began or was refused, never with what."""
    if getattr(options, "verb", options.group) in READING:
        return
    from jury_app.base.journal import CODES, log

    role = {"role": options.group} if options.group in CODES["role"] else {}
    log(event, **role)


def _report(error: Exception) -> int:
    """Show a bug of ours so that it can be copied and sent."""
    import traceback

    from jury_app.base.journal import log_bug

    log_bug(error)
    lines = "".join(traceback.format_exception(error))
    print(
        _("This is a bug of Jury App; nothing you did. Please send this report:"), file=sys.stderr
    )
    print(plain_lines(lines), file=sys.stderr)
    return 1
