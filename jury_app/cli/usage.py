"""How the command line explains itself: argparse's own words in the language in use, and wrapped.

argparse asks Python's gettext for its words, so they stand in the catalogues beside ours. Its own
wrapping counts characters and breaks at spaces; Chinese takes two columns each and has no spaces.
"""

import argparse
import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from jury_app.base import places
from jury_app.base.texts import N_, headed, language, translate
from jury_app.cli.answers import width_of, wrapped

WORDS = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("one of the arguments %s is required"),
    N_("not allowed with argument %s"),
    N_("expected one argument"),
    N_("expected at least one argument"),
    N_("expected %s argument"),
    N_("expected %s arguments"),
    N_("unrecognized arguments: %s"),
    N_("ignored explicit argument %r"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
)
"""What argparse says to people who use this program's verbs."""

SHARED = {
    "film": N_("its title, number or id"),
    "invitation": N_("the file that the festival sent"),
    "folder": N_("where the files lie"),
    "file": N_("the file to be read"),
    "person": N_("their name or id"),
    "files": N_("files that were carried by hand; none: the mailbox"),
    "round": N_("which round, e.g. R1"),
    "act": N_("what is done with it"),
    "kind": N_("what is decided; a wrong word lists all"),
    "subject": N_("what it is about, by title, name or first digits of its hash"),
    "--round": N_("which round, e.g. R1"),
    "--reason": N_("why; it is kept with what is done"),
    "--seed": N_("the same number gives the same result again"),
    "--dry-run": N_("only show what would be done"),
    "--out": N_("where to write"),
    "--export": N_("write a file to carry by hand"),
    "--from": N_("read a file from the office"),
    "--explain": N_("one film's whole arithmetic"),
    "--top": N_("how many films go on"),
    "--set": N_("a field and its new text; again for each"),
    "--state": N_("the state to move to"),
    "--import": N_("a table of people"),
    "--email": N_("their address"),
    "--panel": N_("a panel by its round, e.g. r1"),
    "--role": N_("what they do"),
    "--leaves": N_("who leaves the edition"),
    "--person": N_("only this one; again for each"),
    "--refuse": N_("as --accept, to turn away"),
    "--re-invite": N_("write a new invitation there"),
    "--revoke": N_("their devices may sign no more"),
    "--per-film": N_("how many jurors each film gets"),
    "--remove": N_("take a film from a juror; again for each"),
    "--move-from": N_("give this juror's unfinished films to others"),
    "--what": N_("what is printed"),
    "--by": N_("one file for each"),
    "--version": N_("for the office, or what the entrant may see"),
    "--page": N_("size of the paper"),
    "--since-last": N_("only what is new since the last time"),
    "--method": N_("how scores become a ranking"),
    "--at-most": N_("a quota that is not exceeded; as --at-least"),
    "--format": N_("the form of the answer"),
    "--without-refused": N_("leave refused rows out"),
}
"""Option or operand → what it is, where its verb does not say it."""


@contextmanager
def spoken() -> Iterator[None]:
    """Inside, argparse speaks the language in use."""
    domain, asked = gettext.textdomain(), os.environ.get("LANGUAGE")
    gettext.bindtextdomain("jury_app", str(places.resource("locales")))
    gettext.textdomain("jury_app")
    os.environ["LANGUAGE"] = language().replace("-", "_")
    try:
        yield
    finally:
        gettext.textdomain(domain)
        del os.environ["LANGUAGE"]
        if asked is not None:
            os.environ["LANGUAGE"] = asked


class Parser(argparse.ArgumentParser):
    """A parser whose help is wrapped by columns; so is that of its verbs."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401  as argparse takes them
        super().__init__(**{"formatter_class": _Help, **settings})

    def add_argument(self, *names: Any, **settings: Any) -> argparse.Action:  # noqa: ANN401  argparse's own
        """As argparse's own; what its verb does not explain is explained by `SHARED`."""
        if names and names[-1] in SHARED and "help" not in settings:
            settings["help"] = translate(SHARED[names[-1]])
        return super().add_argument(*names, **settings)


class _Help(argparse.HelpFormatter):
    """Help whose lines fit the terminal in scripts of double width, too."""

    def _split_lines(self, text: str, width: int) -> list[str]:
        return list(wrapped(text, width))

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(indent + line for line in wrapped(text, width - len(indent)))

    def format_help(self) -> str:
        text = super().format_help()
        for heading in (translate("positional arguments"), translate("options")):
            text = text.replace(f"{heading}:\n", f"{headed(heading, '').rstrip()}\n")
        return text

    def _format_usage(self, *given: Any) -> str:  # noqa: ANN401  as argparse gives them
        lead = translate("usage: ")
        wider = " " * (width_of(lead) - len(lead))
        return super()._format_usage(*given).replace("\n ", f"\n{wider} ")
